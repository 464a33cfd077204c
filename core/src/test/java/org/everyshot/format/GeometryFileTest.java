package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.everyshot.detector.Axis;
import org.everyshot.detector.BadRegion;
import org.everyshot.detector.Direction;
import org.everyshot.detector.Extent;
import org.everyshot.detector.Flag;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.MaskPlace;
import org.everyshot.detector.Panel;
import org.everyshot.detector.ShotValue;
import org.everyshot.detector.ShotValue.Unit;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GeometryFileTest {
  /// A complete panel, to which each test adds what it is about.
  private static final String PANEL =
      """
      p/min_fs = 0
      p/max_fs = 9
      p/min_ss = 0
      p/max_ss = 4
      p/fs = x
      p/ss = y
      p/corner_x = -5
      p/corner_y = -2.5
      p/res = 10000
      """;

  private static GeometryFile parse(String text) {
    return GeometryFile.parse(text.getBytes(StandardCharsets.UTF_8), "test.geom");
  }

  private static Panel onlyPanel(String text) {
    List<Panel> panels = parse(text).geometry().panels();
    assertEquals(1, panels.size());
    return panels.getFirst();
  }

  private static String fault(String text) {
    String message =
        String.valueOf(assertThrows(UserInputException.class, () -> parse(text)).getMessage());
    assertTrue(message.startsWith("test.geom"), message);
    assertTrue(message.length() < 400, message);
    return message;
  }

  private static void assertFault(String text, String... parts) {
    String message = fault(text);
    for (String part : parts) {
      assertTrue(message.contains(part), message + "\n  lacks: " + part);
    }
  }

  @Nested
  class FilesOfRealDetectors {
    private Geometry shared(String name) {
      Path file =
          Path.of(System.getProperty("everyshot.shared", "../../shared"), "data/geometry", name);
      Assumptions.assumeTrue(Files.exists(file), () -> "no " + file + ": test is skipped");
      GeometryFile geometry = GeometryFile.read(file);
      assertEquals(List.of(), geometry.warnings());
      return geometry.geometry();
    }

    @Test
    void cspadHas64PanelsOf194By185Pixels() {
      Geometry cspad = shared("cspad-cxiformat.geom");
      assertEquals(64, cspad.panels().size());
      assertEquals(64 * 194 * 185, cspad.pixels());
      assertEquals(
          new ShotValue.InFile("/LCLS/detector_1/EncoderValue", Unit.MILLIMETRE),
          cspad.cameraLength());
      assertEquals(new ShotValue.InFile("/LCLS/photon_energy_eV", Unit.EV), cspad.photonEnergy());
      Panel first = cspad.panels().getFirst();
      assertEquals("q0a0", first.name());
      assertEquals(List.of(Axis.SHOTS, Axis.SLOW, Axis.FAST), first.data().axes());
      assertEquals("/entry_1/data_1/data", first.data().path());
      assertEquals(
          List.of(new MaskPlace(0, "/entry_1/data_1/mask", null, 0, 0xffff)), first.masks());
      assertEquals(0.00338, first.response().aduPerEv());
      // Centre of the first pixel: corner + fs/2 + ss/2, worked out by hand from the file's lines.
      double pixel = 1 / 9090.91;
      assertEquals((443.819 + 0.002403 - 0.4999945) * pixel, first.placement().x(0.5, 0.5), 1e-12);
      assertEquals((-49.8719 + 0.4999945 + 0.002403) * pixel, first.placement().y(0.5, 0.5), 1e-12);
      assertEquals(0.573224, first.placement().z(0.5, 0.5), 0);
      Panel second = cspad.panels().get(1);
      assertEquals(194 * 185, second.offset());
      assertEquals(new Extent(194, 387, 0, 184), second.extent());
    }

    @Test
    void jungfrauHas32PanelsOf1030By514Pixels() {
      Geometry jungfrau = shared("jf-swissfel-16M.geom");
      assertEquals(32, jungfrau.panels().size());
      assertEquals(32 * 1030 * 514, jungfrau.pixels());
      assertEquals(new ShotValue.Fixed(0.0953), jungfrau.cameraLength());
      assertEquals(new ShotValue.Fixed(4570), jungfrau.photonEnergy());
      assertEquals(4, jungfrau.badRegions().size());
      assertEquals(
          new BadRegion.OnPanel("bad_bs_1", 15, new Extent(890, 1029, 7710, 7770)),
          jungfrau.badRegions().getFirst());
      assertEquals(
          List.of(new MaskPlace(0, "/mask", "run47.JF06T32V01.mask.h5", 1, 0)),
          jungfrau.panels().getLast().masks());
      assertEquals(1, jungfrau.panels().getFirst().response().aduPerPhoton());
    }

    @Test
    void simpleHasTwoPanelsOf1024By512Pixels() {
      Geometry simple = shared("simple.geom");
      assertEquals(2, simple.panels().size());
      assertEquals(1024 * 1024, simple.pixels());
      assertEquals(new ShotValue.Fixed(0.05), simple.cameraLength());
      assertNull(simple.photonEnergy());
      assertEquals(new Extent(0, 1023, 512, 1023), simple.panels().getFirst().extent());
      assertEquals(List.of(Axis.SLOW, Axis.FAST), simple.panels().getFirst().data().axes());
    }
  }

  @Nested
  class Values {
    @Test
    void topLevelValuesHoldForPanelsFirstNamedLater() {
      Geometry geometry =
          parse(
                  "coffset = 1\n"
                      + PANEL
                      + "coffset = 2\n"
                      + PANEL.replace("p/", "q/")
                      + "p/max_adu = 7\n")
              .geometry();
      assertEquals(1, geometry.panels().get(0).placement().coffsetM());
      assertEquals(7, geometry.panels().get(0).response().maxAdu());
      assertEquals(2, geometry.panels().get(1).placement().coffsetM());
      assertEquals(50, geometry.panels().get(1).offset());
    }

    @Test
    void directionsComeInManyForms() {
      assertAll(
          () -> direction("x", 1, 0, 0),
          () -> direction("-y", 0, -1, 0),
          () -> direction("-1.0x", -1, 0, 0),
          () -> direction("0.5y +x", 1, 0.5, 0),
          () -> direction("+0.1x -.2y + 0.3 z", 0.1, -0.2, 0.3),
          () -> direction("-0.0001x-1.y", -0.0001, -1, 0),
          () -> direction("1e-3x +1E+0z", 0.001, 0, 1));
    }

    private void direction(String text, double x, double y, double z) {
      String other = Math.abs(x) > Math.abs(y) ? "y" : "x";
      String panel = PANEL.replace("p/fs = x", "p/fs = " + text).replace("ss = y", "ss = " + other);
      assertEquals(new Direction(x, y, z), onlyPanel(panel).placement().fs());
    }

    @Test
    void lengthsAndEnergiesComeWithUnits() {
      assertAll(
          () ->
              assertEquals(
                  new ShotValue.Fixed(0.08),
                  parse("clen = 0.08\n" + PANEL).geometry().cameraLength()),
          () ->
              assertEquals(
                  new ShotValue.Fixed(0.08),
                  parse("clen = 80 mm\n" + PANEL).geometry().cameraLength()),
          () ->
              assertEquals(
                  new ShotValue.InFile("/z", Unit.MILLIMETRE),
                  parse("clen = /z\n" + PANEL).geometry().cameraLength()),
          () ->
              assertEquals(
                  new ShotValue.InFile("/z", Unit.METRE),
                  parse("clen = /z m\n" + PANEL).geometry().cameraLength()),
          () -> assertEquals(new ShotValue.Fixed(9500), energy("photon_energy = 9.5 keV")),
          () -> assertEquals(new ShotValue.Fixed(9500), energy("photon_energy = 9500")),
          () -> assertEquals(new ShotValue.Fixed(9500), energy("photon_energy = 0.0095 MeV")),
          () ->
              assertEquals(new ShotValue.InFile("/e", Unit.KEV), energy("photon_energy = /e keV")),
          () ->
              assertEquals(
                  new ShotValue.InFile("/l", Unit.WAVELENGTH_ANGSTROM),
                  energy("wavelength = /l A")),
          () ->
              assertEquals(
                  12398.419843320025 / 1.5,
                  ((ShotValue.Fixed) energy("wavelength = 1.5 A")).value(),
                  1e-9),
          () ->
              assertEquals(
                  12398.419843320025 / 1.5,
                  ((ShotValue.Fixed) energy("wavelength = 1.5e-10 m")).value(),
                  1e-9),
          () ->
              assertEquals(
                  new ShotValue.Fixed(-0.001),
                  parse("detector_shift_x = -1 mm\n" + PANEL).geometry().shiftX()),
          () ->
              assertEquals(
                  new ShotValue.InFile("/s", Unit.METRE),
                  parse("detector_shift_y = /s\n" + PANEL).geometry().shiftY()));
    }

    private ShotValue energy(String line) {
      return assertInstanceOf(
          ShotValue.class, parse(line + "\n" + PANEL).geometry().photonEnergy());
    }

    @Test
    void panelsMayHaveTheirOwnCameraLength() {
      Geometry geometry =
          parse("p/clen = 0.1\n" + PANEL + "q/clen = 0.12\n" + PANEL.replace("p/", "q/"))
              .geometry();
      assertEquals(new ShotValue.Fixed(0.1), geometry.cameraLength());
      assertEquals(0, geometry.panels().get(0).placement().coffsetM());
      assertEquals(0.02, geometry.panels().get(1).placement().coffsetM(), 1e-15);
    }

    @Test
    void masksFlagsAndDimensionsAreKept() {
      Panel panel =
          onlyPanel(
              """
              dim0 = %
              dim1 = 3
              dim2 = ss
              dim3 = fs
              data = /%/data
              mask0_data = /m0
              mask2_data = /m2
              mask2_file = other.h5
              mask2_goodbits = 0x10
              mask2_badbits = 255
              mask_edge_pixels = 2
              flag_lessthan = -5
              flag_equal = 17
              flag_morethan = 1000
              max_adu = 900
              """
                  + PANEL
                  + "p/no_index = true\n");
      assertEquals(List.of(Axis.SHOTS, Axis.fixed(3), Axis.SLOW, Axis.FAST), panel.data().axes());
      assertEquals("/%/data", panel.data().path());
      assertEquals(
          List.of(
              new MaskPlace(0, "/m0", null, 0, 0), new MaskPlace(2, "/m2", "other.h5", 16, 255)),
          panel.masks());
      assertEquals(2, panel.edgePixels());
      assertEquals(
          List.of(
              new Flag(Flag.Kind.LESS_THAN, -5),
              new Flag(Flag.Kind.EQUAL, 17),
              new Flag(Flag.Kind.MORE_THAN, 1000)),
          panel.response().flags());
      assertEquals(-5, panel.response().lowest());
      assertEquals(900, panel.response().highest());
      assertTrue(panel.ignored());
    }

    @Test
    void badRegionsLieInTheLaboratoryOrOnAPanel() {
      List<BadRegion> bad =
          parse(
                  PANEL
                      + """
                      bad1/min_x = -3.5
                      bad1/max_x = 2
                      bad1/min_y = 0
                      bad1/max_y = 1
                      badrow/min_fs = 0
                      badrow/max_fs = 9
                      badrow/min_ss = 2
                      badrow/max_ss = 2
                      badrow/panel = p
                      """)
              .geometry()
              .badRegions();
      assertEquals(
          List.of(
              new BadRegion.InLaboratory("bad1", -3.5, 2, 0, 1),
              new BadRegion.OnPanel("badrow", 0, new Extent(0, 9, 2, 2))),
          bad);
    }

    @Test
    void keysOfOtherUsesAreTakenInSilence() {
      assertEquals(
          List.of(),
          parse(
                  "bandwidth = 1e-3\npeak_list = /p\nrail_direction = z\n"
                      + "rigid_group_q0 = nobody\nrigid_group_collection_c = q0\r\n"
                      + "; only a comment\n\n"
                      + PANEL
                      + "group_a = p\ngroup_all = a ; comment\n")
              .warnings());
    }

    @Test
    void unknownKeysAreWarnedOfWithTheirLine() {
      List<String> warnings = parse("zebra = 3\n" + PANEL + "p/stripes = 4\nres = 5\n").warnings();
      assertEquals(3, warnings.size(), warnings.toString());
      assertTrue(warnings.get(0).contains("line 1, 'zebra = 3'"), warnings.get(0));
      assertTrue(warnings.get(1).contains("line 11, 'p/stripes = 4'"), warnings.get(1));
      assertTrue(warnings.get(2).contains("has no effect"), warnings.get(2));
    }

    @Test
    void saturationMapsAreWarnedOf() {
      List<String> warnings = parse("saturation_map = /sat\n" + PANEL).warnings();
      assertEquals(1, warnings.size());
      assertTrue(warnings.getFirst().contains("give max_adu"), warnings.getFirst());
    }

    @Test
    void panelsThatSharePixelsAreWarnedOf() {
      String second = PANEL.replace("p/", "q/").replace("max_ss = 4", "max_ss = 8");
      assertEquals(1, parse(PANEL + second.replace("min_ss = 0", "min_ss = 4")).warnings().size());
      assertEquals(0, parse(PANEL + second.replace("min_ss = 0", "min_ss = 5")).warnings().size());
    }
  }

  @Nested
  class Faults {
    @Test
    void sayWhereAndWhatAndWhich() {
      assertAll(
          () -> assertFault("", "no panels"),
          () -> assertFault("clen = 0.1\n", "no panels"),
          () -> assertFault("nonsense\n", "line 1", "'nonsense'", "KEY = VALUE"),
          () ->
              assertFault(PANEL + "p/corner_x = left\n", "line 10", "p/corner_x = left", "number"),
          () -> assertFault(PANEL + "p/corner_x = NaN\n", "number"),
          () -> assertFault(PANEL + "p/corner_x = 1e999\n", "number"),
          () -> assertFault(PANEL + "p/max_fs = 3.5\n", "whole number"),
          () -> assertFault(PANEL + "p/max_fs = -1\n", "whole number"),
          () -> assertFault(PANEL + "p/min_fs = 20\n", "max_fs = 9", "min_fs = 20"),
          () -> assertFault(PANEL + "p/res = 0\n", "above 0"),
          () -> assertFault(PANEL + "p/fs = 1.0q\n", "direction"),
          () -> assertFault(PANEL + "p/fs = 2y\n", "different directions"),
          () -> assertFault(PANEL + "p/dim0 = banana\n", "%, ss, fs"),
          () -> assertFault(PANEL + "p/dim3 = 0\n", "no dim2"),
          () -> assertFault(PANEL + "p/dim0 = fs\n", "one ss"),
          () -> assertFault(PANEL + "p/mask9_data = /m\n", "0 to 7"),
          () -> assertFault(PANEL + "p/mask_bad = 0xzz\n", "bits"),
          () -> assertFault(PANEL + "p/mask_bad = 0x1\n", "no mask0_data"),
          () -> assertFault("wavelength = 1.5\n" + PANEL, "unit", "A or m"),
          () -> assertFault("photon_energy = 0\n" + PANEL, "above 0"),
          () -> assertFault("clen = far away\n" + PANEL, "HDF5 path"),
          () -> assertFault("clen = 3 parsec\n" + PANEL, "m or mm"),
          () -> assertFault(PANEL.replace("p/res = 10000\n", ""), "panel p has no res"),
          () -> assertFault(PANEL.replace("p/max_ss = 4\n", ""), "panel p has no max_ss"),
          () -> assertFault(PANEL.replace("p/fs = x\n", ""), "panel p has no fs"));
    }

    @Test
    void nameThePanelsThatThereAre() {
      String region =
          "badA/min_fs=0\nbadA/max_fs=1\nbadA/min_ss=0\nbadA/max_ss=1\nbadA/panel = m7\n";
      assertFault(PANEL + region, "line 14", "badA/panel = m7", "no such panel", "panels are p");
      assertFault(PANEL + "group_a = p,m7\n", "line 10", "'m7'", "panels are p");
      assertFault(PANEL + region.replace("m7", "p").replace("max_fs=1", "max_fs=10"), "beyond");
      assertFault(PANEL + "bad2/min_x = 3\n", "bad2 has no");
      assertFault(PANEL + "bad2/min_x = 3\nbad2/min_fs = 3\n", "either");
    }

    @Test
    void refuseDetectorsTooLargeToBeTrue() {
      String huge =
          PANEL.replace("max_fs = 9", "max_fs = 99999").replace("max_ss = 4", "max_ss = 99999");
      assertFault(huge, "100000 x 100000", "larger than");
      assertFault(
          PANEL
              .replace("max_fs = 9", "max_fs = 2147483646")
              .replace("max_ss = 4", "max_ss = 2147483646"),
          "larger than");
    }
  }
}

package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.everyshot.format.Hdf5Layout;
import org.everyshot.format.Hdf5Type;
import org.everyshot.format.Hdf5Writer;
import org.everyshot.format.NumberArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Detector frames with a geometry, good and bad.
class CorrelateFramesTest {
  private static final int SHOTS = 12;
  private static final int SIDE = 48;
  private static final String GEOMETRY =
      """
      photon_energy = 8000
      clen = 0.1
      res = 5000
      adu_per_photon = 1
      data = /entry_1/data_1/data
      dim0 = %
      dim1 = ss
      dim2 = fs
      p0/min_fs = 0
      p0/max_fs = LAST
      p0/min_ss = 0
      p0/max_ss = LAST
      p0/corner_x = -24
      p0/corner_y = -24
      p0/fs = x
      p0/ss = y
      """;

  @TempDir Path folder;

  private Path geometry(int side, String more) throws IOException {
    return Files.writeString(
        folder.resolve("detector.geom"),
        GEOMETRY.replace("LAST", Integer.toString(side - 1)) + more);
  }

  private Path frames() {
    return frames("frames.cxi", 8000);
  }

  private Path frames(String name, double energyEv) {
    Path file = folder.resolve(name);
    var random = new Random(3);
    short[] counts = new short[SHOTS * SIDE * SIDE];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = (short) random.nextInt(9);
    }
    try (var h5 = Hdf5Writer.create(file)) {
      var layout = Hdf5Layout.compressed(1, 1);
      try (var data =
          h5.dataset("/entry_1/data_1/data", Hdf5Type.UINT16, layout, SHOTS, SIDE, SIDE)) {
        data.append(counts);
      }
      double[] energies = new double[SHOTS];
      Arrays.fill(energies, energyEv);
      h5.write("/LCLS/photon_energy_eV", energies, SHOTS);
      h5.commit();
    }
    return file;
  }

  private Ran correlate(Object... more) {
    List<Object> words = new ArrayList<>(List.of("correlate", "--threads", 2, "--json"));
    words.addAll(List.of("--rings", 5, "--azimuths", 16, "--out", folder.resolve("out/C2.h5")));
    words.addAll(Arrays.asList(more));
    return Ran.everyshot(words.toArray());
  }

  private void assertRefused(int status, Ran ran, String... expected) {
    assertEquals(status, ran.status(), ran.err());
    assertEquals(1, ran.errors().size(), ran.err());
    for (String part : expected) {
      assertTrue(ran.err().contains(part), ran.err());
    }
    assertFalse(Files.exists(folder.resolve("out/C2.h5")));
  }

  @Test
  void framesAreBinnedAndCorrelated() throws IOException {
    Ran ran = correlate(frames(), "--geometry", geometry(SIDE, ""));
    assertEquals(0, ran.status(), ran.err());
    assertEquals((long) SHOTS, ran.json().get("shots"));
    assertEquals(5L, ran.json().get("rings"));
    // hc / 8 keV
    assertTrue(
        ran.json().get("wavelengthAngstrom") instanceof Double wavelength
            && Math.abs(wavelength - 1.5498) < 1e-4,
        ran::out);
    assertTrue(Files.size(folder.resolve("out/C2-powder.png")) > 1000);
  }

  @Test
  void filesOfSlightlyOtherPhotonEnergyShareAGrid() throws IOException {
    String geometry =
        GEOMETRY
            .replace("LAST", Integer.toString(SIDE - 1))
            .replaceFirst("photon_energy = .*", "photon_energy = /LCLS/photon_energy_eV")
            .replaceAll("(data|dim.) = .*\n", "");
    Path geom = Files.writeString(folder.resolve("told.geom"), geometry);
    Path first = frames("first.cxi", 8000);
    Path near = frames("near.cxi", 8010);
    Path far = frames("far.cxi", 9000);
    Ran ran = correlate(first, near, frames("again.cxi", 8000), "--geometry", geom);
    assertEquals(0, ran.status(), ran.err());
    assertEquals(3L * SHOTS, ran.json().get("shots"));
    assertEquals(1, ran.err().split("frames are taken from", -1).length - 1, ran.err());
    assertTrue(ran.err().contains("and so in 2 more inputs"), ran.err());
    Ran other = correlate("--force", first, far, "--geometry", geom);
    assertEquals(2, other.status());
    assertTrue(other.err().contains("far.cxi has"), other.err());
  }

  @Test
  void framesWithoutAGeometryAreRefusedWithARemedy() {
    assertRefused(2, correlate(frames()), "frames.cxi", "give --geometry FILE.geom");
  }

  @Test
  void aGeometryOfAnotherDetectorIsRefused() throws IOException {
    Path other = geometry(64, "");
    assertRefused(2, correlate(frames(), "--geometry", other), "frames.cxi", "[12, 48, 48]");
    Ran doctor = Ran.everyshot("doctor", frames(), "--geometry", other);
    assertTrue(doctor.out().contains("problem: "), doctor.out());
  }

  @Test
  void aGeometryThatNamesAnUnknownPanelIsRefused() throws IOException {
    Path broken = geometry(SIDE, "badx/panel = nowhere\nbadx/min_fs = 0\nbadx/max_fs = 1\n");
    Ran ran = correlate(frames(), "--geometry", broken);
    assertRefused(2, ran, "detector.geom", "nowhere");
  }

  @Test
  void aFlippedByteIsFoundAndNamed() throws IOException {
    Path file = frames();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(file, bytes);
    assertRefused(3, correlate(file, "--geometry", geometry(SIDE, "")), "frames.cxi");
  }

  @Test
  void aTruncatedFileIsDamaged() throws IOException {
    Path file = frames();
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(3, correlate(file, "--geometry", geometry(SIDE, "")), "frames.cxi");
  }

  @Test
  void aMaskOfAllPixelsIsRefused() throws IOException {
    Path mask = folder.resolve("mask.h5");
    try (var h5 = Hdf5Writer.create(mask)) {
      h5.write("/mask", new int[SIDE * SIDE], SIDE, SIDE);
      h5.commit();
    }
    Ran ran = correlate(frames(), "--geometry", geometry(SIDE, ""), "--mask", mask + ":/mask");
    assertRefused(2, ran, "masks leave no pixel");
  }

  @Test
  void anUnknownWavelengthIsAskedFor() throws IOException {
    Path silent = geometry(SIDE, "");
    Files.writeString(silent, Files.readString(silent).replace("photon_energy = 8000\n", ""));
    assertRefused(2, correlate(frames(), "--geometry", silent), "--wavelength-angstrom");
    Ran told = correlate(frames(), "--geometry", silent, "--wavelength-angstrom", 1.2);
    assertEquals(0, told.status(), told.err());
  }

  @Test
  void theUsersWavelengthAndDistanceOverruleTheGeometrys() throws IOException {
    Path geometry = geometry(SIDE, "");
    Object[] grid = {"--q-min", 0.02, "--q-max", 0.1};
    Ran asked =
        correlate(
            frames(),
            "--geometry",
            geometry,
            grid[0],
            grid[1],
            grid[2],
            grid[3],
            "--wavelength-angstrom",
            1.2,
            "--distance-mm",
            150);
    assertEquals(0, asked.status(), asked.err());
    double[] overruled = intensity();
    Files.writeString(
        geometry,
        Files.readString(geometry)
            .replace("photon_energy = 8000", "photon_energy = 10332.0165")
            .replace("clen = 0.1", "clen = 0.15"));
    Ran told =
        correlate(frames(), "--geometry", geometry, "--force", grid[0], grid[1], grid[2], grid[3]);
    assertEquals(0, told.status(), told.err());
    // 12398.4198 eV Å over 1.2 Å is the energy written; nothing but its last digit differs.
    assertArrayEquals(intensity(), overruled, 1e-6);
  }

  private double[] intensity() {
    return NumberArray.read(folder.resolve("out/C2.h5"), "/average_intensity").doubles();
  }

  @Test
  void whatAGeometrySaysInVainIsSaid() throws IOException {
    Path geometry = geometry(SIDE, "p0/saturation_map = /saturation\n");
    Ran ran = correlate(frames(), "--geometry", geometry);
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.err().contains("saturation_map"), ran.err());
    assertTrue(ran.err().contains("is not applied"), ran.err());
  }
}

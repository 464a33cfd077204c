package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.Placement;
import org.junit.jupiter.api.Test;

class GeometryWriterTest {
  private static final String TEXT =
      """
      clen = /LCLS/detector_1/EncoderValue mm
      photon_energy = 9.7 keV
      detector_shift_x = 0.5 mm
      data = /entry_1/data_1/data
      dim0 = %
      dim1 = 3
      dim2 = ss
      dim3 = fs
      adu_per_eV = 0.0013
      max_adu = 65535
      a/min_fs = 0
      a/max_fs = 99
      a/min_ss = 10
      a/max_ss = 59
      a/corner_x = -12.3456789012345
      a/corner_y = 7.25
      a/res = 13333.3
      a/fs = 0.004806x +0.999988y -0.001z
      a/ss = -0.999988x +0.004806y
      a/coffset = 0.00125
      b/min_fs = 100
      b/max_fs = 199
      b/min_ss = 10
      b/max_ss = 59
      b/corner_x = 112.5
      b/corner_y = -1e-3
      b/res = 5000
      b/fs = -x
      b/ss = +y
      """;

  private static Geometry parse(String text) {
    GeometryFile file = GeometryFile.parse(text.getBytes(StandardCharsets.UTF_8), "test");
    assertTrue(file.warnings().isEmpty(), () -> "" + file.warnings());
    return file.geometry();
  }

  /// Directions have nine decimals: over a panel of 4000 pixels, 2e-6 of a pixel.
  @Test
  void whatIsWrittenStandsWhereItStood() {
    Geometry geometry = parse(TEXT);
    Geometry again = parse(GeometryWriter.text(geometry));
    assertEquals(geometry.cameraLength(), again.cameraLength());
    assertEquals(geometry.photonEnergy(), again.photonEnergy());
    assertEquals(geometry.shiftX(), again.shiftX());
    assertEquals(2, again.panels().size());
    for (int p = 0; p < 2; p++) {
      Panel panel = geometry.panels().get(p);
      Panel copy = again.panels().get(p);
      assertEquals(panel.name(), copy.name());
      assertEquals(panel.extent(), copy.extent());
      assertEquals(panel.data(), copy.data());
      assertEquals(panel.response(), copy.response());
      Placement place = panel.placement();
      Placement same = copy.placement();
      assertEquals(place.cornerX(), same.cornerX());
      assertEquals(place.cornerY(), same.cornerY());
      assertEquals(place.coffsetM(), same.coffsetM());
      assertEquals(place.pixelSizeM(), same.pixelSizeM(), 1e-15 * place.pixelSizeM() + 1e-20);
      assertEquals(place.x(99, 49), same.x(99, 49), 1e-6 * place.pixelSizeM());
      assertEquals(place.y(99, 49), same.y(99, 49), 1e-6 * place.pixelSizeM());
      assertEquals(place.z(99, 49), same.z(99, 49), 1e-6 * place.pixelSizeM());
    }
  }
}

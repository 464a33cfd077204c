package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// A stream that CrystFEL 0.9.0 wrote: lysozyme at the Pohang FEL, one panel of 1440 × 1440 pixels.
class StreamReferenceTest {
  private final LossLedger images = new LossLedger();
  private final LossLedger reflections = new LossLedger();
  private final List<String> notices = new ArrayList<>();

  private static Path file() {
    Path file =
        Path.of(
            System.getProperty("everyshot.shared", "../../shared"),
            "data/crystfel/lysozyme.stream");
    Assumptions.assumeTrue(Files.exists(file), () -> "no " + file + ": test is skipped");
    return file;
  }

  @Test
  void holdsThreeCrystalsAndTheirReflections() throws IOException {
    try (var source = StreamSource.open(file(), images, reflections, notices::add)) {
      Slice slice = source.next();
      assertNotNull(slice);
      ReflectionTable table = source.read(slice);
      assertEquals(3, slice.count());
      assertEquals(3, table.stills());
      assertEquals(618, table.size());
      assertEquals(263, table.end(0));
      assertEquals(null, source.next());
      assertEquals(0, reflections.balance().dropped().size());
      assertEquals(List.of(), notices);
      StreamHeader.TargetCell target = source.header().target();
      assertNotNull(target);
      assertEquals(new UnitCell(79.2, 79.2, 38, 90, 90, 90), target.cell());
      assertEquals('P', target.centring());
      assertEquals("tetragonal", target.lattice());
      Still still = table.still(0);
      assertTrue(still.name().endsWith("PAL_2019_Apr01_r0000_062014_e88.h5"));
      // 12398.41984 / 9700
      assertEquals(1.278187613, still.wavelengthAngstrom(), 1e-9);
      assertEquals(80.4039, StreamSamples.cell(table, 0).b(), 1e-10);
      assertEquals(90.68698, StreamSamples.cell(table, 0).alphaDegrees());
      assertEquals(-37, table.h()[0]);
      assertEquals(11, table.k()[0]);
      assertEquals(-7, table.l()[0]);
      assertEquals(-15.11f, table.intensity()[0]);
      assertEquals(20.15f, table.sigma()[0]);
      assertEquals(17.5f, table.fs()[0]);
      assertEquals(1025.9f, table.ss()[0]);
      assertEquals(0, table.panel()[0]);
    }
  }

  /// Axes and cell are two statements about the same crystal; the file has five decimals of nm.
  @Test
  void axesGiveTheCellThatTheFileStates() throws IOException {
    try (var source = StreamSource.open(file(), images, reflections, notices::add)) {
      ReflectionTable table = StreamSamples.first(source);
      for (int s = 0; s < 3; s++) {
        Orientation axes = StreamSamples.axes(table, s);
        UnitCell cell = StreamSamples.cell(table, s);
        double[] metric = cell.reciprocalMetric();
        assertEquals(metric[0], square(axes, 1, 0, 0), 2e-5 * metric[0]);
        assertEquals(metric[1], square(axes, 0, 1, 0), 2e-5 * metric[1]);
        assertEquals(metric[2], square(axes, 0, 0, 1), 2e-5 * metric[2]);
      }
    }
  }

  private static double square(Orientation axes, int h, int k, int l) {
    double x = axes.x(h, k, l);
    double y = axes.y(h, k, l);
    double z = axes.z(h, k, l);
    return x * x + y * y + z * z;
  }

  /// The wave vector s0 + A·h, carried on to the panel, meets it where the file says that the
  /// reflection was integrated. CrystFEL predicts with a detector shifted by up to 0.08 mm, half a
  /// pixel (`det_shift`), and writes positions to 0.1 pixel; the median distance is 0.30 pixels.
  /// With x or y mirrored, it would be hundreds.
  @Test
  void orientationAndPositionsOnThePanelAgreeToAPixel() throws IOException {
    try (var source = StreamSource.open(file(), images, reflections, notices::add)) {
      ReflectionTable table = StreamSamples.first(source);
      ReflectionPositions positions = source.positions();
      assertNotNull(positions);
      double[] apart = new double[table.size()];
      for (int s = 0; s < table.stills(); s++) {
        Orientation axes = StreamSamples.axes(table, s);
        double k0 = 1 / table.still(s).wavelengthAngstrom();
        for (int r = table.begin(s); r < table.end(s); r++) {
          int h = table.h()[r];
          int k = table.k()[r];
          int l = table.l()[r];
          double[] met = new double[2];
          positions.meet(
              table.panel()[r],
              axes.x(h, k, l),
              axes.y(h, k, l),
              axes.z(h, k, l) + k0,
              positions.cameraLengthM(),
              met);
          apart[r] = Math.hypot(met[0] - table.fs()[r], met[1] - table.ss()[r]);
        }
      }
      Arrays.sort(apart);
      double median = apart[apart.length / 2];
      double largest = apart[apart.length - 1];
      assertTrue(median < 0.4, () -> "median " + median + " pixels");
      assertTrue(largest < 0.6, () -> "largest " + largest + " pixels");
    }
  }

  /// `position` and `meet` are inverse to each other.
  @Test
  void positionsLieWhereTheirDirectionMeetsThePanel() throws IOException {
    try (var source = StreamSource.open(file(), images, reflections, notices::add)) {
      ReflectionPositions positions = source.positions();
      assertNotNull(positions);
      double[] xyz = new double[3];
      double[] met = new double[2];
      positions.position(0, 17.5, 1025.9, 0.149, xyz);
      positions.meet(0, xyz[0], xyz[1], xyz[2], 0.149, met);
      assertEquals(17.5, met[0], 1e-9);
      assertEquals(1025.9, met[1], 1e-9);
    }
  }

  @Test
  void everyColumnIsThatOfThePlainReader() throws IOException {
    List<String> expected = PlainStreamReader.rows(file());
    List<String> actual = new ArrayList<>();
    try (var source = StreamSource.open(file(), images, reflections, notices::add)) {
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        PlainStreamReader.add(source.read(slice), actual);
      }
    }
    assertEquals(expected, actual);
  }
}

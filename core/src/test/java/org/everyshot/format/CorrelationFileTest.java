package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.correlation.CorrelationSettings.Correction;
import org.everyshot.correlation.CorrelationSettings.Normalization;
import org.everyshot.correlation.CorrelationSettings.Orientations;
import org.everyshot.correlation.CorrelationSettings.Precision;
import org.everyshot.correlation.Correlator;
import org.everyshot.correlation.PairReader;
import org.everyshot.correlation.ReferenceProfile;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Team;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.kernel.Kernels;
import org.everyshot.shot.ShotBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationFileTest {
  private static final int RINGS = 5;
  private static final int AZIMUTHS = 9;
  private static final PolarGrid GRID = new PolarGrid(0.02, 0.13, RINGS, AZIMUTHS);
  private static final CorrelationSettings EXACT =
      CorrelationSettings.plain().with(Precision.DOUBLE);

  @TempDir private Path folder;

  /// Chunks `from` to `to` of an endless run of random shots, ten a chunk.
  private static Correlator run(CorrelationSettings settings, int from, int to, boolean gaps) {
    var ledger = new LossLedger();
    var correlator = new Correlator(GRID, 1.24, settings, Kernels.kernel(), new Team(1), ledger);
    for (int c = from; c < to; c++) {
      var batch = new ShotBatch(10, RINGS, AZIMUTHS, true, false);
      batch.clear(new Slice(new Chunk(c, c * 10L, 10), 0, 10));
      var random = new Random(c);
      for (int i = 0; i < 10; i++) {
        int at = batch.append(c * 10L + i, 0) * RINGS * AZIMUTHS;
        for (int j = 0; j < RINGS * AZIMUTHS; j++) {
          boolean gap = gaps && (j % 7 == 2 || random.nextInt(20) == 0);
          batch.twice()[at + j] = gap ? Double.NaN : 1 + random.nextDouble();
        }
      }
      correlator.add(batch);
    }
    return correlator;
  }

  private static void assertSame(Correlation expected, Correlation found, double tolerance) {
    assertEquals(expected.shots(), found.shots());
    assertArrayEquals(expected.averageIntensity(), found.averageIntensity(), tolerance);
    PairReader a = expected.reader();
    PairReader b = found.reader();
    for (int q = 0; q < RINGS; q++) {
      for (int r = 0; r < RINGS; r++) {
        assertArrayEquals(a.c2(q, r), b.c2(q, r), tolerance);
        assertArrayEquals(a.c2(1, q, r), b.c2(1, q, r), tolerance);
        assertArrayEquals(a.pairCounts(q, r), b.pairCounts(q, r), 0);
      }
    }
  }

  @Test
  void billionsOfShotsWithGapsAreCountedInFull() {
    Correlation few = run(EXACT, 0, 4, true).snapshot();
    Correlation many = few;
    for (int doubling = 0; doubling < 30; doubling++) {
      many = many.plus(many, "itself");
    }
    Path path = folder.resolve("C2.h5");
    CorrelationFile.write(path, many, Map.of());
    Correlation read = CorrelationFile.read(path);
    assertEquals(few.shots() << 30, read.shots());
    double[] counts = read.reader().pairCounts(1, 3);
    for (int d = 0; d < AZIMUTHS; d++) {
      assertEquals(few.reader().pairCounts(1, 3)[d] * (1 << 30), counts[d]);
    }
    assertArrayEquals(few.reader().c2(1, 3), read.reader().c2(1, 3), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsWrittenIsReadBackToTheBit(boolean gaps) {
    var reference =
        new ReferenceProfile(new double[] {1, 2, 1, 1, 1}, new double[] {1, 1, 2, 3, 4});
    CorrelationSettings settings =
        EXACT
            .with(Orientations.ANY)
            .with(Correction.INTER, 16)
            .with(Normalization.PROFILE, reference);
    var balance = new LossLedger.Balance(45, 40, Map.of("dark", 2L), Map.of("too late", 3L));
    Correlation written = run(settings, 0, 4, gaps).snapshot().with(balance);
    Path path = folder.resolve("C2.h5");
    CorrelationFile.write(path, written, Map.of("version", "1", "command", "correlate x.npy"));
    Correlation read = CorrelationFile.read(path);
    assertSame(written, read, 0);
    assertEquals(settings, read.settings());
    assertEquals(GRID, read.grid());
    assertEquals(1.24, read.wavelengthAngstrom());
    assertEquals(balance, read.ledger());
    LossLedger.Balance both = read.plus(read, "itself").ledger();
    assertNotNull(both);
    assertEquals(2 * balance.received(), both.received());
    assertEquals(2 * balance.processed(), both.processed());
    assertEquals(written.history(), read.history());
    assertArrayEquals(written.averageIntensitySigma(), read.averageIntensitySigma());
    assertArrayEquals(written.shotVariance(), read.shotVariance());
    assertArrayEquals(written.reader().sigma(3, 1), read.reader().sigma(3, 1));
  }

  @Test
  void theRootHoldsWhatXframeReadsWithUnits() {
    Correlation written = run(EXACT.with(Orientations.ANY), 0, 3, true).snapshot();
    Path path = folder.resolve("C2.h5");
    CorrelationFile.write(path, written, Map.of());
    try (var h5 = new HdfFile(path)) {
      double[][][] c2 = (double[][][]) h5.getDatasetByPath("/cross_correlation/I1I1").getData();
      for (int q = 0; q < RINGS; q++) {
        for (int r = 0; r < RINGS; r++) {
          assertArrayEquals(written.reader().c2(q, r), c2[q][r]);
        }
      }
      Dataset radial = h5.getDatasetByPath("/radial_points");
      assertArrayEquals(GRID.qs(), (double[]) radial.getData());
      assertEquals("angstrom^-1", radial.getAttribute("units").getData());
      assertEquals("rad", h5.getDatasetByPath("/angular_points").getAttribute("units").getData());
      assertEquals(1.24, h5.getDatasetByPath("/xray_wavelength").getData());
      assertArrayEquals(
          written.averageIntensity(),
          (double[]) h5.getDatasetByPath("/average_intensity").getData());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSavedRunAndANewOneMakeOneOfAllShots(boolean gaps) {
    Path path = folder.resolve("C2.h5");
    CorrelationFile.write(path, run(EXACT, 0, 40, gaps).snapshot(), Map.of());
    Correlation together =
        run(EXACT, 40, 60, gaps).snapshot().plus(CorrelationFile.read(path), "C2.h5");
    Correlation all = run(EXACT, 0, 60, gaps).snapshot();
    assertSame(all, together, 1e-12);
    // σ from 16 and from 2 × 16 blocks: each known to about 20 %.
    float[] sigma = all.reader().sigma(0, 1);
    float[] combined = together.reader().sigma(0, 1);
    double ratio = 0;
    for (int d = 0; d < AZIMUTHS; d++) {
      ratio += combined[d] / sigma[d] / AZIMUTHS;
    }
    assertEquals(1, ratio, 0.4);
  }

  @Test
  void aFileOfOtherSettingsIsRefusedByName() {
    Path path = folder.resolve("old.h5");
    CorrelationFile.write(path, run(EXACT, 0, 1, false).snapshot(), Map.of());
    Correlation old = CorrelationFile.read(path);
    Correlation mine = run(EXACT.with(Correction.INTER, 16), 0, 1, false).snapshot();
    var refusal = assertThrows(UserInputException.class, () -> mine.plus(old, path.toString()));
    assertEquals(
        "cannot merge correlations: correct inter (this) and none ("
            + path
            + "); use the same options for both",
        refusal.getMessage());
  }

  @Test
  void whatIsDamagedIsRefusedInOneLineOrDoesNotMatter() throws IOException {
    Path path = folder.resolve("C2.h5");
    Correlation written = run(EXACT, 0, 2, true).snapshot();
    CorrelationFile.write(path, written, Map.of());
    byte[] whole = Files.readAllBytes(path);
    Path damaged = folder.resolve("damaged.h5");
    var random = new Random(3);
    for (int trial = 0; trial < 90; trial++) {
      boolean truncate = trial % 3 == 0;
      byte[] bytes = truncate ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
      if (!truncate) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Files.write(damaged, bytes);
      try {
        Correlation read = CorrelationFile.read(damaged);
        assertFalse(truncate, "truncated to " + bytes.length + " bytes");
        assertSame(written, read, 0);
      } catch (DamagedDataException | UserInputException e) {
        assertFalse(String.valueOf(e.getMessage()).contains("\n"));
      }
    }
  }

  @Test
  void anotherKindOfFileIsRefused() {
    Path other = folder.resolve("other.h5");
    try (var h5 = Hdf5Writer.create(other)) {
      h5.write("/data", 1.0);
      h5.commit();
    }
    var refusal = assertThrows(UserInputException.class, () -> CorrelationFile.read(other));
    assertTrue(String.valueOf(refusal.getMessage()).contains("is not a correlation"));
  }
}

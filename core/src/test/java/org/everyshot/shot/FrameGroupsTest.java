package org.everyshot.shot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.everyshot.detector.Beam;
import org.everyshot.detector.Calibration;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.detector.PolarBinning;
import org.everyshot.detector.PolarGrid;
import org.everyshot.detector.PolarSums;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.kernel.Kernels;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Frames binned several at once, against the scalar reference.
class FrameGroupsTest {
  private static final Geometry FLAT = Geometry.flat(61, 67, 1e-3, 0.1);
  private static final PolarGrid GRID = new PolarGrid(0.2, 1, 5, 13);

  private static PolarBinning binning(Calibration calibration) {
    var random = new SplittableRandom(1);
    var mask =
        Mask.ofArray(
            FLAT, new int[] {FLAT.pixels()}, i -> random.nextInt(10) == 0 ? 0 : 1, "a test");
    return new PolarBinning(
        FLAT, DetectorPosition.at(0.1), Beam.ofEnergy(8000), GRID, mask, calibration);
  }

  private static Calibration background() {
    float[] background = new float[FLAT.pixels()];
    Arrays.fill(background, 0.5f);
    return Calibration.NONE.withBackground(background).withLowest(-2);
  }

  /// Frames of which some pixels are bad by value, and one frame as a whole.
  private static FrameBatch frames(int count, boolean counts, Slice slice, int dead) {
    var random = new SplittableRandom(count);
    var batch = new FrameBatch(count, FLAT.pixels(), counts, false);
    batch.clear(slice);
    for (int f = 0; f < count; f++) {
      int shot = batch.append(100 + f, f);
      for (int p = 0; p < FLAT.pixels(); p++) {
        if (counts) {
          batch.counts(shot)[p] = (short) (random.nextInt(20) == 0 ? 65535 : random.nextInt(60));
        } else {
          int fate = f == dead ? 0 : random.nextInt(30);
          batch.values(shot)[p] =
              fate == 0
                  ? Float.NaN
                  : fate == 1 ? -3 : fate == 2 ? Float.POSITIVE_INFINITY : random.nextFloat(60);
        }
      }
    }
    return batch;
  }

  private record Given(FrameBatch frames) implements Source<FrameBatch> {
    @Override
    public OptionalLong shots() {
      return OptionalLong.of(frames.count());
    }

    @Override
    public @Nullable Slice next() {
      return null;
    }

    @Override
    public FrameBatch read(Slice slice) {
      return frames;
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @CsvSource({
    "1, true, -1", "13, true, -1", "17, true, -1", "40, true, -1",
    "1, false, -1", "13, false, 12", "17, false, 5", "36, false, 0"
  })
  void severalAtOnceEqualOneByOne(int count, boolean counts, int dead) throws IOException {
    PolarBinning binning = binning(background());
    Slice slice = new Slice(new Chunk(0, 0, count), 0, count);
    FrameBatch frames = frames(count, counts, slice, dead);
    var ledger = new LossLedger();
    ShotBatch found;
    try (var source =
        new BinnedSource(
            new Given(frames), new FrameBinnings(() -> binning, true), false, ledger)) {
      found = source.read(slice);
    }
    assertEquals(
        dead < 0 ? Map.of() : Map.of(BinnedSource.NO_PIXEL, 1L), ledger.balance().vetoed());
    assertEquals(dead < 0 ? count : count - 1, found.count());
    var sums = new PolarSums(GRID);
    float[] image = new float[GRID.size()];
    float[] variance = new float[GRID.rings()];
    int at = 0;
    for (int f = 0; f < count; f++) {
      if (f == dead) {
        continue;
      }
      assertEquals(100 + f, found.train(at));
      assertEquals(f, found.pulse(at));
      if (counts) {
        binning.bin(frames.counts(f), null, Double.NaN, sums);
      } else {
        binning.bin(frames.values(f), null, Double.NaN, sums);
      }
      sums.means(image, 0);
      sums.variances(variance, 0);
      // Bins of up to a hundred pixels, summed in 24 bits.
      near(image, found.single(), at * GRID.size());
      near(variance, assertNotNullAnd(found.variance()), at * GRID.rings());
      at++;
    }
  }

  private static float[] assertNotNullAnd(float @Nullable [] values) {
    assertNotNull(values);
    return values;
  }

  private static void near(float[] expected, float[] found, int from) {
    for (int i = 0; i < expected.length; i++) {
      float value = found[from + i];
      assertEquals(Float.isNaN(expected[i]), Float.isNaN(value));
      if (!Float.isNaN(value)) {
        assertEquals(expected[i], value, 3e-6f * Math.abs(expected[i]));
      }
    }
  }

  @Test
  void framesWithTheirOwnEnergyPlaceOrFlagsAreBinnedSingly() throws IOException {
    PolarBinning binning = binning(Calibration.NONE);
    Slice slice = new Slice(new Chunk(0, 0, 9), 0, 9);
    FrameBatch frames = frames(9, true, slice, -1);
    frames.notePhotonEnergy(4, 7900);
    frames.noteCameraLength(5, 0.11);
    frames.notePhotonEnergy(6, 8000);
    ShotBatch found;
    try (var source =
        new BinnedSource(
            new Given(frames), new FrameBinnings(() -> binning, false), false, new LossLedger())) {
      found = source.read(slice);
    }
    var sums = new PolarSums(GRID);
    float[] image = new float[GRID.size()];
    for (int f : List.of(4, 5)) {
      PolarBinning own = f == 5 ? binning.at(DetectorPosition.at(0.11)) : binning;
      own.bin(frames.counts(f), null, frames.photonEnergyEv(f), sums);
      sums.means(image, 0);
      for (int i = 0; i < image.length; i++) {
        assertEquals(image[i], found.single()[f * image.length + i]);
      }
    }
    assertEquals(9, found.count());
  }

  @Test
  void aPedestalIsBeyondTheTable() {
    assertNotNull(binning(background()).table(true));
    assertNull(
        binning(Calibration.NONE.withPedestalAndGain(new float[FLAT.pixels()], null)).table(true));
  }

  @Test
  void vectorsAreInUseWhereTheMachineHasThem() {
    boolean vectors = Kernels.kernel().name().startsWith("vector");
    var groups = new FrameGroups(binning(Calibration.NONE), false);
    assertEquals(vectors, groups.borrow() != null);
  }
}

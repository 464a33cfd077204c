package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Binning of frames: the reference by hand, the vectors against the reference.
class FrameBinnerTest {
  @Test
  void aBinIsTheMeanOfItsGoodPixels() {
    var table =
        new PixelTable(
            2,
            2,
            new int[] {0, 0, 1, -1, 3, 0},
            new float[] {1, 2, 1, 1, 0.5f, 1},
            new float[] {0, 0, -1, 0, 0, 0},
            new float[] {0, 0, 0, 0, 0, 0},
            new float[] {9, 9, 9, 9, 9, 9},
            new float[] {1, 4, 1, 1, 0.25f, 1});
    var binner = new ScalarBinner(table);
    binner.bin(new float[][] {{4, 3, 5, 7, 8, Float.NaN}}, 1);
    float[] image = new float[5];
    binner.means(image, new int[] {1});
    float[] variances = new float[2];
    binner.variances(0, variances, 0);
    assertEquals(4, binner.used(0));
    assertEquals((4 + 6) / 2f, image[1]);
    assertEquals(5 - 1, image[2]);
    assertEquals(Float.NaN, image[3]);
    assertEquals(4, image[4]);
    assertEquals((4 + 12) / 4f + 5, variances[0]);
    assertEquals(2, variances[1]);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "13, 7, 1000, 3",
    "20, 16, 4097, 16",
    "3, 5, 64, 5",
    "31, 33, 5000, 7",
    "17, 9, 20001, 16"
  })
  void vectorsMatchTheReference(int rings, int azimuths, int pixels, int frames) {
    var random = new SplittableRandom(pixels);
    int[] bin = new int[pixels];
    float[] slope = new float[pixels];
    float[] offset = new float[pixels];
    float[] lowest = new float[pixels];
    float[] highest = new float[pixels];
    for (int p = 0; p < pixels; p++) {
      bin[p] = nearby(bin, p, random, rings * azimuths);
      slope[p] = random.nextFloat(0.5f, 2);
      offset[p] = random.nextFloat(-1, 1);
      lowest[p] = random.nextInt(2);
      highest[p] = 65000;
    }
    var table = new PixelTable(rings, azimuths, bin, slope, offset, lowest, highest, slope);
    short[][] counts = new short[frames][pixels];
    float[][] values = new float[frames][pixels];
    for (int f = 0; f < frames; f++) {
      for (int p = 0; p < pixels; p++) {
        counts[f][p] = (short) (random.nextInt(50) == 0 ? 65100 : random.nextInt(100));
        values[f][p] = random.nextInt(50) == 0 ? Float.NaN : random.nextFloat(100);
      }
    }
    var fast = new VectorBinner(table);
    var reference = new ScalarBinner(table);
    for (int f = 0; f < frames; f += fast.width()) {
      int n = Math.min(fast.width(), frames - f);
      short[][] someCounts = new short[n][];
      float[][] someValues = new float[n][];
      System.arraycopy(counts, f, someCounts, 0, n);
      System.arraycopy(values, f, someValues, 0, n);
      fast.bin(someCounts, n);
      for (int i = 0; i < n; i++) {
        reference.bin(new short[][] {someCounts[i]}, 1);
        matches(reference, fast, table, i, n);
      }
      fast.bin(someValues, n);
      for (int i = 0; i < n; i++) {
        reference.bin(new float[][] {someValues[i]}, 1);
        matches(reference, fast, table, i, n);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, false",
    "2, 3, 63, true",
    "3, 5, 64, false",
    "4, 4, 65, true",
    "5, 3, 127, false",
    "5, 4, 128, true",
    "6, 3, 129, false",
    "13, 7, 1000, false",
    "20, 16, 4097, true",
    "11, 29, 8192, false",
    "40, 37, 24577, true"
  })
  void goodCountsMatchTheReference(int rings, int azimuths, int pixels, boolean offsets) {
    PixelTable table = table(rings, azimuths, pixels, offsets);
    var fast = new VectorBinner(table);
    var reference = new ScalarBinner(table);
    short[][] counts = counts(fast.width(), pixels);
    fast.bin(counts, counts.length);
    for (int i = 0; i < counts.length; i++) {
      reference.bin(new short[][] {counts[i]}, 1);
      matches(reference, fast, table, i, counts.length);
    }
  }

  @Test
  void aFrameDoesNotDependOnItsNeighbours() {
    int pixels = 4097;
    PixelTable table = table(9, 33, pixels, true);
    var binner = new VectorBinner(table);
    short[][] counts = counts(binner.width(), pixels);
    short[] last = counts[counts.length - 1].clone();
    float[] alone = new float[table.bins() * counts.length];
    float[] beside = new float[table.bins() * counts.length];
    int[] starts = Naive.starts(counts.length, table.bins());
    binner.bin(counts, counts.length);
    binner.means(alone, starts);
    // A saturated neighbour sends every block down the slow path.
    Arrays.fill(counts[counts.length - 1], (short) 65535);
    binner.bin(counts, counts.length);
    binner.means(beside, starts);
    for (int i = 0; i < table.bins() * (counts.length - 1); i++) {
      assertEquals(alone[i], beside[i]);
    }
    assertEquals(0, binner.used(counts.length - 1));
    // Nor on those before it: first on ways for bad blocks, then again on those for good ones.
    counts[counts.length - 1] = last;
    for (int time = 0; time < 2; time++) {
      float[] after = new float[alone.length];
      binner.bin(counts, counts.length);
      binner.means(after, starts);
      assertArrayEquals(alone, after);
    }
  }

  private static PixelTable table(int rings, int azimuths, int pixels, boolean offsets) {
    var random = new SplittableRandom(pixels);
    int[] bin = new int[pixels];
    float[] slope = new float[pixels];
    float[] offset = new float[pixels];
    float[] highest = new float[pixels];
    for (int p = 0; p < pixels; p++) {
      bin[p] = nearby(bin, p, random, rings * azimuths);
      slope[p] = random.nextFloat(0.5f, 2);
      offset[p] = random.nextFloat(-1, 1);
      highest[p] = 60000;
    }
    float[] none = offsets ? offset : null;
    return new PixelTable(rings, azimuths, bin, slope, none, new float[pixels], highest, slope);
  }

  /// A bin at random, or, as often, that of the pixel before: neighbours often share one.
  private static int nearby(int[] bin, int p, SplittableRandom random, int bins) {
    return p > 0 && random.nextBoolean() ? bin[p - 1] : random.nextInt(-1, bins);
  }

  private static short[][] counts(int frames, int pixels) {
    var random = new SplittableRandom(frames);
    short[][] counts = new short[frames][pixels];
    for (short[] frame : counts) {
      for (int p = 0; p < pixels; p++) {
        // A few above half of the range, where a short is negative.
        frame[p] = (short) (p % 64 == 7 ? 40000 : random.nextInt(100));
      }
    }
    return counts;
  }

  private static void matches(
      FrameBinner reference, FrameBinner fast, PixelTable table, int frame, int frames) {
    assertEquals(reference.used(0), fast.used(frame));
    float[] expected = new float[table.bins()];
    float[] found = new float[frames * table.bins()];
    reference.means(expected, new int[] {0});
    fast.means(found, Naive.starts(frames, table.bins()));
    for (int b = 0; b < expected.length; b++) {
      float value = found[frame * table.bins() + b];
      assertEquals(Float.isNaN(expected[b]), Float.isNaN(value));
      if (!Float.isNaN(value)) {
        // Values up to 200, of which a few are summed in 24 bits.
        assertEquals(expected[b], value, 1e-6f * Math.abs(expected[b]) + 1e-4f);
      }
    }
    float[] expectedVariances = new float[table.rings()];
    float[] variances = new float[table.rings()];
    reference.variances(0, expectedVariances, 0);
    fast.variances(frame, variances, 0);
    for (int r = 0; r < variances.length; r++) {
      assertEquals(
          expectedVariances[r], variances[r], 2e-6f * Math.abs(expectedVariances[r]) + 1e-3f);
    }
  }
}

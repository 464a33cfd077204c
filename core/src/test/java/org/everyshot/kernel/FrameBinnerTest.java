package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
            new float[] {1, 4, 1, 1, 0.25f, 1},
            null);
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
  @CsvSource({"1, 1, 1, 1", "13, 7, 1000, 3", "20, 16, 4097, 16", "3, 5, 64, 5", "31, 33, 5000, 7"})
  void vectorsMatchTheReference(int rings, int azimuths, int pixels, int frames) {
    var random = new SplittableRandom(pixels);
    int[] bin = new int[pixels];
    float[] slope = new float[pixels];
    float[] offset = new float[pixels];
    float[] lowest = new float[pixels];
    float[] highest = new float[pixels];
    for (int p = 0; p < pixels; p++) {
      bin[p] = random.nextInt(-1, rings * azimuths);
      slope[p] = random.nextFloat(0.5f, 2);
      offset[p] = random.nextFloat(-1, 1);
      lowest[p] = random.nextInt(2);
      highest[p] = 65000;
    }
    var table = new PixelTable(rings, azimuths, bin, slope, offset, lowest, highest, slope, offset);
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

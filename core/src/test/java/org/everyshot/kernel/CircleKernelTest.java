package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CircleKernelTest {
  private static final CircleKernel[] BOTH = {new ScalarCircleKernel(), new VectorCircleKernel()};
  private static final int POINTS = 37;
  private static final int ROWS = 9;
  private static final int ROW = 70;
  private static final int PLANE = 11 * ROW;
  private static final int GRID = CircleKernel.TAPS * PLANE;

  private static float[] random(int count, long seed) {
    var random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static int[] corners(int lanes) {
    var random = new Random(4);
    int[] corners = new int[POINTS];
    for (int p = 0; p < POINTS; p++) {
      corners[p] = random.nextInt(5) * lanes + 2 * random.nextInt(lanes / 2 - 4);
    }
    return corners;
  }

  private static float[] weights() {
    float[] weights = random(POINTS * CircleKernel.WEIGHTS, 5);
    for (int p = 0; p < POINTS; p++) {
      for (int i = CircleKernel.TAPS; i < CircleKernel.ACROSS; i++) {
        weights[p * CircleKernel.WEIGHTS + i] = 0;
      }
    }
    return weights;
  }

  /// Five products of numbers below a half round to 1e-7.
  @ParameterizedTest
  @ValueSource(ints = {16, 32, 48, 64})
  void vectorBlendsMatchScalarAndLeaveTheRestAlone(int lanes) {
    float[][] blend = new float[2][];
    for (int k = 0; k < 2; k++) {
      blend[k] = random(ROWS * lanes + 5, 3);
      BOTH[k].blend(random(GRID, 1), 3, ROW, PLANE, ROWS, lanes, random(9, 2), 2, blend[k]);
    }
    assertArrayEquals(blend[0], blend[1], 2e-7f);
    assertEquals(random(ROWS * lanes + 5, 3)[ROWS * lanes], blend[1][ROWS * lanes]);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 48, 64})
  void vectorSpreadingMatchesScalar(int lanes) {
    float[][] grid = new float[2][];
    for (int k = 0; k < 2; k++) {
      grid[k] = random(GRID, 3);
      BOTH[k].spread(random(ROWS * lanes, 1), ROWS, lanes, random(9, 2), 2, grid[k], 3, ROW, PLANE);
    }
    assertArrayEquals(grid[0], grid[1], 2e-7f);
  }

  /// Of the points 5 to 33 only.
  @ParameterizedTest
  @ValueSource(ints = {16, 48})
  void vectorInterpolationMatchesScalar(int lanes) {
    float[] blend = random(ROWS * lanes + CircleKernel.WINDOW_ROW, 6);
    float[][] re = new float[2][POINTS];
    float[][] im = new float[2][POINTS];
    for (int k = 0; k < 2; k++) {
      BOTH[k].gather(blend, lanes, corners(lanes), weights(), 5, 34, re[k], im[k]);
    }
    assertArrayEquals(re[0], re[1], 1e-6f);
    assertArrayEquals(im[0], im[1], 1e-6f);
    assertEquals(0, re[1][4]);
    assertEquals(0, re[1][34]);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 12, 34, 37})
  void vectorScatteringMatchesScalar(int end) {
    int lanes = 32;
    float[][] blend = new float[2][];
    for (int k = 0; k < 2; k++) {
      blend[k] = random(ROWS * lanes + CircleKernel.WINDOW_ROW, 6);
      float[] re = random(POINTS, 7);
      float[] im = random(POINTS, 8);
      BOTH[k].scatter(re, im, corners(lanes), weights(), 5, end, blend[k], lanes);
    }
    assertArrayEquals(blend[0], blend[1], 1e-6f);
  }

  /// ⟨scatter(v), b⟩ = ⟨v, gather(b)⟩, and the same of blends: some thousand terms in single
  /// precision.
  @Test
  void scatteringIsTheTransposeOfInterpolation() {
    int lanes = 32;
    for (CircleKernel kernel : BOTH) {
      float[] grid = random(GRID, 1);
      float[] blend = new float[ROWS * lanes + CircleKernel.WINDOW_ROW];
      kernel.blend(grid, 4, ROW, PLANE, ROWS, lanes, random(5, 2), 0, blend);
      float[] re = new float[POINTS];
      float[] im = new float[POINTS];
      kernel.gather(blend, lanes, corners(lanes), weights(), 0, POINTS, re, im);
      float[] back = new float[blend.length];
      float[] otherRe = random(POINTS, 7);
      float[] otherIm = random(POINTS, 8);
      kernel.scatter(otherRe, otherIm, corners(lanes), weights(), 0, POINTS, back, lanes);
      float[] spread = new float[GRID];
      kernel.spread(back, ROWS, lanes, random(5, 2), 0, spread, 4, ROW, PLANE);
      double points = 0;
      for (int p = 0; p < POINTS; p++) {
        points += (double) re[p] * otherRe[p] + (double) im[p] * otherIm[p];
      }
      double values = 0;
      for (int i = 0; i < GRID; i++) {
        values += (double) grid[i] * spread[i];
      }
      assertEquals(points, values, 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 48})
  void pairsArePartedAgain(int count) {
    float[] parts = random(2 * count, 1);
    for (CircleKernel kernel : BOTH) {
      float[] pairs = new float[2 * count];
      kernel.pair(parts, 0, count, pairs, 0);
      assertEquals(parts[3], pairs[6]);
      assertEquals(parts[count + 3], pairs[7]);
      assertEquals(parts[count - 1], pairs[2 * count - 2]);
      float[] back = new float[2 * count];
      kernel.part(pairs, 0, count, back, 0);
      assertArrayEquals(parts, back);
    }
  }
}

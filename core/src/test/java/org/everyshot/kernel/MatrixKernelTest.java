package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatrixKernelTest {
  private static final MatrixKernel[] BOTH = {new ScalarMatrixKernel(), new VectorMatrixKernel()};

  private static float[] random(int count, long seed) {
    var random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  /// Sizes around the vector kernel's tiles of 4 rows and 24 lanes; sums of 41 products round to
  /// 1e-6.
  @ParameterizedTest
  @CsvSource({
    "1,1,8", "4,3,24", "5,7,32", "3,41,48", "9,2,16", "6,11,40", "7,4,56", "8,5,40", "0,3,8",
    "2,0,24"
  })
  void vectorProductMatchesScalarAndLeavesTheRestAlone(int rows, int inner, int lanes) {
    float[] a = random(2000, 1);
    float[] b = random(4000, 2);
    float[][] c = new float[2][];
    for (int k = 0; k < 2; k++) {
      c[k] = random(1000, 3);
      BOTH[k].multiply(rows, inner, lanes, a, 3, 45, 1, b, 5, lanes + 3, c[k], 2, lanes + 1);
    }
    assertArrayEquals(c[0], c[1], 3e-6f);
    float[] before = random(1000, 3);
    for (int i = 2 + rows * (lanes + 1); i < 1000; i++) {
      assertArrayEquals(new float[] {before[i]}, new float[] {c[1][i]});
    }
    for (int k = 0; k < 2; k++) {
      // the transpose of A, by its strides
      BOTH[k].multiply(rows, inner, lanes, a, 3, 1, 41, b, 5, lanes + 3, c[k], 2, lanes + 1);
    }
    assertArrayEquals(c[0], c[1], 3e-6f);
  }

  @ParameterizedTest
  @CsvSource({"1,8", "7,16", "41,24", "0,8", "5,40"})
  void fourVectorSumsMatchScalar(int inner, int lanes) {
    float[][] c = new float[2][];
    for (int k = 0; k < 2; k++) {
      c[k] = random(300, 3);
      BOTH[k].fourSums(inner, lanes, random(300, 1), 3, random(8000, 2), 5, c[k], 7);
    }
    assertArrayEquals(c[0], c[1], 3e-6f);
  }

  @Test
  void vectorButterfliesMatchScalar() {
    float[][] out = new float[2][];
    for (int k = 0; k < 2; k++) {
      out[k] = random(100, 1);
      BOTH[k].butterfly(random(60, 2), 3, random(60, 3), 20, out[k], 1, 50, 24);
    }
    assertArrayEquals(out[0], out[1]);
  }

  private static final int ROW = 32;
  private static final int PLANE = 9 * ROW;
  private static final int POINTS = 37;

  private static int[] corners() {
    var random = new Random(4);
    int[] corners = new int[POINTS];
    for (int p = 0; p < POINTS; p++) {
      corners[p] = random.nextInt(4) * PLANE + random.nextInt(4) * ROW + 2 * random.nextInt(8);
    }
    return corners;
  }

  private static float[] weights() {
    float[] weights = random(POINTS * MatrixKernel.WEIGHTS, 5);
    for (int p = 0; p < POINTS; p++) {
      for (int i = 2 * MatrixKernel.TAPS; i < MatrixKernel.WINDOW_ROW; i++) {
        weights[p * MatrixKernel.WEIGHTS + i] = 0;
      }
    }
    return weights;
  }

  @Test
  void vectorInterpolationMatchesScalar() {
    float[] grid = random(9 * PLANE, 6);
    float[][] re = new float[2][POINTS];
    float[][] im = new float[2][POINTS];
    for (int k = 0; k < 2; k++) {
      BOTH[k].gather(grid, ROW, PLANE, corners(), weights(), re[k], im[k]);
    }
    assertArrayEquals(re[0], re[1], 3e-6f);
    assertArrayEquals(im[0], im[1], 3e-6f);
  }
}

package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenseKernelTest {
  private static final int X = 3;
  private static final int W = 5;
  private static final int Y = 2;

  private static float[] random(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /// Rows, inner and columns around the tile's eight rows and the lanes of one and two vectors.
  @ParameterizedTest
  @CsvSource({
    "0, 4, 32",
    "1, 1, 1",
    "7, 10, 32",
    "8, 32, 64",
    "9, 64, 32",
    "17, 6, 33",
    "16, 32, 1",
    "23, 5, 47",
    "380, 32, 2",
    "13, 16, 16",
    "5, 3, 15"
  })
  void everyProductIsTheSumThatDefinesIt(int rows, int inner, int columns) {
    for (DenseKernel kernel :
        new DenseKernel[] {new ScalarDenseKernel(), new VectorDenseKernel()}) {
      var random = new Random(rows + 31L * inner + 1000L * columns);
      float[] x = random(random, X + rows * inner + 4);
      float[] w = random(random, W + inner * columns + 4);
      float[] y = random(random, Y + rows * columns + 4);
      float[] forward = y.clone();
      kernel.multiply(x, X, rows, inner, w, W, columns, forward, Y);
      float[] gradient = w.clone();
      kernel.gradient(x, X, rows, inner, y, Y, columns, gradient, W);
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          double sum = y[Y + r * columns + c];
          for (int k = 0; k < inner; k++) {
            sum += (double) x[X + r * inner + k] * w[W + k * columns + c];
          }
          // Sums of up to 64 products of normals: magnitude 8, single precision, some roundings.
          assertEquals(sum, forward[Y + r * columns + c], 2e-5);
        }
      }
      for (int k = 0; k < inner; k++) {
        for (int c = 0; c < columns; c++) {
          double sum = w[W + k * columns + c];
          for (int r = 0; r < rows; r++) {
            sum += (double) x[X + r * inner + k] * y[Y + r * columns + c];
          }
          assertEquals(sum, gradient[W + k * columns + c], 1e-4);
        }
      }
      // Nothing before or behind is touched.
      assertArrayEquals(Arrays.copyOf(y, Y), Arrays.copyOf(forward, Y));
      assertEquals(y[y.length - 1], forward[y.length - 1]);
      assertEquals(w[w.length - 1], gradient[w.length - 1]);
    }
  }

  /// A row's product has the same bits wherever the rows are cut.
  @ParameterizedTest
  @ValueSource(ints = {8, 16, 40})
  void cutsAtMultiplesOfEightChangeNoBit(int cut) {
    var random = new Random(4);
    float[] x = random(random, 48 * 32);
    float[] w = random(random, 32 * 64);
    var kernel = new VectorDenseKernel();
    float[] whole = new float[48 * 64];
    kernel.multiply(x, 0, 48, 32, w, 0, 64, whole, 0);
    float[] parts = new float[48 * 64];
    kernel.multiply(x, 0, cut, 32, w, 0, 64, parts, 0);
    kernel.multiply(x, cut * 32, 48 - cut, 32, w, 0, 64, parts, cut * 64);
    assertArrayEquals(whole, parts);
  }

  /// Element by element the vector kernel does the same operations in the same order.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 33, 100})
  void elementwiseWorkHasTheBitsOfTheScalarOne(int count) {
    DenseKernel[] both = {new ScalarDenseKernel(), new VectorDenseKernel()};
    float[][] results = new float[2][];
    for (int k = 0; k < 2; k++) {
      var random = new Random(count);
      float[] x = random(random, count + 2);
      float[] y = random(random, count + 2);
      float[] z = random(random, count + 2);
      float[] mean = random(random, count + 2);
      float[] square = new float[count + 2];
      both[k].rectify(x, y, 1, 1 + count / 2);
      both[k].cut(z, y, 1, 1 + count);
      both[k].addCut(x, y, z, 1, 1 + count);
      float[] factors = {0.9f, 0.1f, 0.999f, 0.001f, 0.01f, 1000, 1e-7f};
      both[k].adam(x, y, z, mean, square, factors, 1, 1 + count);
      results[k] = new float[5 * (count + 2)];
      int at = 0;
      for (float[] part : new float[][] {x, y, z, mean, square}) {
        System.arraycopy(part, 0, results[k], at, part.length);
        at += part.length;
      }
    }
    assertArrayEquals(results[0], results[1]);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "5, 16", "9, 33", "24, 64"})
  void rowsAreAddedAndSummed(int rows, int columns) {
    for (DenseKernel kernel :
        new DenseKernel[] {new ScalarDenseKernel(), new VectorDenseKernel()}) {
      var random = new Random(rows);
      float[] b = random(random, columns + 1);
      float[] y = random(random, rows * columns + 1);
      float[] added = y.clone();
      kernel.addRow(b, 1, columns, added, 1, rows);
      float[] sum = b.clone();
      kernel.sumRows(y, 1, rows, columns, sum, 1);
      for (int c = 0; c < columns; c++) {
        double expected = b[1 + c];
        for (int r = 0; r < rows; r++) {
          expected += y[1 + r * columns + c];
          assertEquals(y[1 + r * columns + c] + b[1 + c], added[1 + r * columns + c]);
        }
        assertEquals(expected, sum[1 + c], 1e-5);
      }
    }
  }

  /// What the layers of a block do is what the default methods say, whatever rows are left over
  /// behind whole tiles.
  @ParameterizedTest
  @CsvSource({"48, 32, 64", "21, 64, 32", "3, 32, 64", "8, 5, 47", "16, 10, 32"})
  void layersOfABlockDoWhatTheirPartsDo(int rows, int inner, int columns) {
    float[][] results = new float[2][];
    DenseKernel[] both = {new ScalarDenseKernel(), new VectorDenseKernel()};
    for (int k = 0; k < 2; k++) {
      var random = new Random(rows + 7L * columns);
      float[] x = random(random, X + rows * inner);
      float[] w = random(random, W + inner * columns);
      float[] b = random(random, 1 + columns);
      int length = Y + rows * columns + 1;
      float[] passed = random(random, length);
      float[] layer = random(random, length);
      float[] state = random(random, length);
      float[] rectified = random(random, length);
      float[] back = random(random, length);
      float[] added = random(random, length);
      both[k].layer(x, X, rows, inner, w, W, columns, b, 1, layer, Y);
      both[k].residual(x, X, rows, inner, w, W, columns, b, 1, state, rectified, Y);
      both[k].layerBack(x, X, rows, inner, w, W, columns, passed, back, Y);
      both[k].residualBack(x, X, rows, inner, w, W, columns, passed, added, Y, new float[length]);
      results[k] = new float[5 * length];
      float[][] parts = {layer, state, rectified, back, added};
      for (int p = 0; p < parts.length; p++) {
        System.arraycopy(parts[p], 0, results[k], p * length, length);
      }
    }
    // Sums of up to 64 products of normals, in single precision.
    assertArrayEquals(results[0], results[1], 2e-5f);
  }

  /// Rows of a block have the same bits wherever they are cut.
  @ParameterizedTest
  @ValueSource(ints = {8, 16, 40})
  void cutsOfLayersAtMultiplesOfEightChangeNoBit(int cut) {
    var random = new Random(4);
    float[] x = random(random, 44 * 32);
    float[] w = random(random, 32 * 64);
    float[] b = random(random, 64);
    var kernel = new VectorDenseKernel();
    float[] whole = new float[44 * 64];
    kernel.layer(x, 0, 44, 32, w, 0, 64, b, 0, whole, 0);
    float[] parts = new float[44 * 64];
    kernel.layer(x, 0, cut, 32, w, 0, 64, b, 0, parts, 0);
    kernel.layer(x, cut * 32, 44 - cut, 32, w, 0, 64, b, 0, parts, cut * 64);
    assertArrayEquals(whole, parts);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void oneNumberThatIsNotFiniteIsFoundWhereverItIs(float odd) {
    for (DenseKernel kernel :
        new DenseKernel[] {new ScalarDenseKernel(), new VectorDenseKernel()}) {
      float[] x = new float[77];
      Arrays.fill(x, Float.MAX_VALUE);
      assertTrue(kernel.finite(x, 0, 77));
      for (int at : new int[] {1, 17, 40, 69, 75}) {
        x[at] = odd;
        assertFalse(kernel.finite(x, 1, 76));
        x[at] = -1;
      }
      x[0] = odd;
      x[76] = odd;
      assertTrue(kernel.finite(x, 1, 76));
    }
  }

  /// Running means of a gradient that has become 0 end at 0, not at denormal numbers.
  @Test
  void whatMovesNothingAnyMoreIsForgotten() {
    for (DenseKernel kernel :
        new DenseKernel[] {new ScalarDenseKernel(), new VectorDenseKernel()}) {
      float[][] a = new float[5][40];
      Arrays.fill(a[1], 1e-20f);
      Arrays.fill(a[3], 1e-20f);
      float[] factors = {0.9f, 0.1f, 0.999f, 0.001f, 0.01f, 1, 1e-12f};
      for (int step = 0; step < 400; step++) {
        kernel.adam(a[0], a[1], a[2], a[3], a[4], factors, 0, 40);
      }
      assertArrayEquals(new float[40], a[1]);
      assertArrayEquals(new float[40], a[3]);
      assertArrayEquals(new float[40], a[4]);
    }
  }
}

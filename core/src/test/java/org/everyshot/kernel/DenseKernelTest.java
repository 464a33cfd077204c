package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
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
}

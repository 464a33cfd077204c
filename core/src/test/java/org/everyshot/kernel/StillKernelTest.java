package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StillKernelTest {
  /// Counts around the lanes of a vector. The sums differ by the order of addition and by
  /// logarithm and exponential, which are good to one unit in the last place either way.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8, 9, 15, 16, 17, 382})
  void vectorNormalEquationsMatchScalar(int size) {
    compare(size, 0);
    compare(size, 0.25);
  }

  private static void compare(int size, double perFreedom) {
    var random = new Random(size);
    double[][] columns = new double[9][size + 3];
    for (int i = 0; i < size; i++) {
      columns[0][i] = random.nextGaussian();
      columns[1][i] = 0.01 + random.nextDouble();
      columns[2][i] = 0.3 * random.nextGaussian();
      columns[3][i] = 0.3 * random.nextGaussian();
      columns[4][i] = 0.3 * random.nextDouble();
      columns[5][i] = (i % 11 == 5 ? 100 : 1) * 1e-4 * random.nextGaussian();
      columns[6][i] = -0.1 * random.nextDouble();
      columns[7][i] = random.nextDouble();
      columns[8][i] = 0.1 * random.nextDouble();
    }
    double[] model = {0.3, 2, 1e-4, -2e-4, 4e-9, 1.6e-8, 1e-5, 0.2, 0.04, 0.01, perFreedom};
    double[] deviations = {1, 8, 3e-4, 3e-4, 0.5, 0.7, 2e-4};
    StillKernel[] both = {new ScalarStillKernel(), new VectorStillKernel()};
    double[][] hessians = new double[2][28];
    double[][] gradients = new double[2][7];
    for (int k = 0; k < 2; k++) {
      hessians[k][0] = 1;
      gradients[k][3] = 2;
      both[k].accumulate(columns, size, model, deviations, hessians[k], gradients[k]);
    }
    for (int at = 0, p = 0; p < 7; p++) {
      assertEquals(gradients[0][p], gradients[1][p], 1e-10 * (1 + Math.abs(gradients[0][p])));
      for (int q = 0; q <= p; q++, at++) {
        assertEquals(hessians[0][at], hessians[1][at], 1e-11 * (1 + Math.abs(hessians[0][at])));
      }
    }
  }
}

package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BoundedMinimiserTest {
  /// The chained Rosenbrock function, least value 0 where all variables are 1.
  private static double rosenbrock(double[] x, double[] gradient) {
    double sum = 0;
    Arrays.fill(gradient, 0);
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i];
      double b = 1 - x[i];
      sum += 100 * a * a + b * b;
      gradient[i] += -400 * a * x[i] - 2 * b;
      gradient[i + 1] += 200 * a;
    }
    return sum;
  }

  @Test
  void findsTheValleyOfRosenbrock() {
    double[] x = {0.2, 1.7, 0.1, 1.2, 0.9};
    var minimiser = new BoundedMinimiser(20, Double.POSITIVE_INFINITY);
    double least = minimiser.minimise(BoundedMinimiserTest::rosenbrock, x, 200, () -> false);
    assertEquals(0, least, 1e-15);
    assertArrayEquals(new double[] {1, 1, 1, 1, 1}, x, 1e-7);
  }

  /// Σ cᵢ (xᵢ − tᵢ)² is least at t, cut to the bounds.
  @Test
  void staysWithinItsBounds() {
    double[] target = {-1, 0.5, 3, 0, 2};
    double[] scale = {1, 50, 2, 0.1, 9};
    double[] x = {1, 1, 1, 1, 1};
    double least =
        new BoundedMinimiser(5, 2.5)
            .minimise(
                (at, gradient) -> {
                  double sum = 0;
                  for (int i = 0; i < 5; i++) {
                    sum += scale[i] * Math.pow(at[i] - target[i], 2);
                    gradient[i] = 2 * scale[i] * (at[i] - target[i]);
                  }
                  return sum;
                },
                x,
                50,
                () -> false);
    assertEquals(1 + 2 * 0.25, least, 1e-12);
    assertArrayEquals(new double[] {0, 0.5, 2.5, 0, 2}, x, 1e-6);
  }
}

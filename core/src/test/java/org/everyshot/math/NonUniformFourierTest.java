package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NonUniformFourierTest {
  private static final int N = 8;
  private static final double H = 3;
  private static final int COUNT = 60;

  private static double[] frequencies() {
    return new Random(1).doubles(3 * COUNT, -Math.PI / H, Math.PI / H).toArray();
  }

  private static double[] cube() {
    return new Random(2).doubles(N * N * N).toArray();
  }

  /// The worst error relative to the root mean square, of density that reaches into the corners of
  /// the cube, where the window is at its worst: tenfold less for each tap more.
  @ParameterizedTest
  @CsvSource({"5, 2e-3", "6, 2e-4", "9, 5e-7", "12, 1e-9"})
  void equalsTheDirectSum(int width, double error) {
    double[] q = frequencies();
    double[] cube = cube();
    double[] re = new double[COUNT];
    double[] im = new double[COUNT];
    new NonUniformFourier(N, H, width, q).forward(cube, re, im);
    double square = 0;
    double worst = 0;
    for (int p = 0; p < COUNT; p++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int k = 0, at = 0; k < N; k++) {
        for (int j = 0; j < N; j++) {
          for (int i = 0; i < N; i++, at++) {
            double x = q[3 * p] * (i - N / 2);
            double y = q[3 * p + 1] * (j - N / 2);
            double z = q[3 * p + 2] * (k - N / 2);
            double angle = -H * (x + y + z);
            sumRe += cube[at] * Math.cos(angle);
            sumIm += cube[at] * Math.sin(angle);
          }
        }
      }
      square += sumRe * sumRe + sumIm * sumIm;
      worst = Math.max(worst, Math.hypot(re[p] - sumRe, im[p] - sumIm));
    }
    assertEquals(0, worst / Math.sqrt(square / COUNT), error);
  }

  @Test
  void theAdjointIsTheExactTranspose() {
    var fourier = new NonUniformFourier(N, H, 5, frequencies());
    double[] cube = cube();
    double[] re = new double[COUNT];
    double[] im = new double[COUNT];
    fourier.forward(cube, re, im);
    var random = new Random(3);
    double[] otherRe = random.doubles(COUNT, -1, 1).toArray();
    double[] otherIm = random.doubles(COUNT, -1, 1).toArray();
    double[] back = new double[cube.length];
    fourier.adjoint(otherRe, otherIm, back);
    double left = 0;
    double size = 0;
    for (int p = 0; p < COUNT; p++) {
      left += re[p] * otherRe[p] + im[p] * otherIm[p];
      size += Math.abs(re[p] * otherRe[p]) + Math.abs(im[p] * otherIm[p]);
    }
    double right = 0;
    for (int i = 0; i < cube.length; i++) {
      right += cube[i] * back[i];
    }
    assertEquals(left, right, 1e-13 * size);
  }
}

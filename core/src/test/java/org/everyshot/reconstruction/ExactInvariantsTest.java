package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.everyshot.invariants.Invariants;
import org.everyshot.math.Legendre;
import org.everyshot.math.SphericalBessel;
import org.junit.jupiter.api.Test;

class ExactInvariantsTest {
  /// Three points of density against Debye's sum in the form of four bodies: B_l(q, q') =
  /// 4π (2l + 1) Σ f_a f_b f_c f_d j_l(q r_ab) j_l(q' r_cd) P_l(r̂_ab · r̂_cd).
  @Test
  void threePointsGiveTheirFourBodyDebyeSum() {
    int n = 16;
    double h = 2;
    float[] values = new float[n * n * n];
    int[][] places = {{8, 8, 8}, {11, 6, 9}, {4, 10, 12}};
    double[] f = {1, 2, 1.5};
    for (int a = 0; a < 3; a++) {
      values[(places[a][2] * n + places[a][1]) * n + places[a][0]] = (float) f[a];
    }
    double[] q = {0.05, 0.4, 0.9};
    Invariants found = ExactInvariants.of(new Density(n, h, values), q, 8);
    for (int index = 0; index < 5; index++) {
      int l = 2 * index;
      double[] got = found.values(index);
      for (int k = 0; k < 3; k++) {
        for (int other = 0; other < 3; other++) {
          double sum = 0;
          for (int ab = 0; ab < 9; ab++) {
            for (int cd = 0; cd < 9; cd++) {
              double[] u = difference(places[ab / 3], places[ab % 3], h);
              double[] v = difference(places[cd / 3], places[cd % 3], h);
              double cosine = (u[0] * v[0] + u[1] * v[1] + u[2] * v[2]) / (u[3] * v[3] + 1e-30);
              sum +=
                  f[ab / 3]
                      * f[ab % 3]
                      * f[cd / 3]
                      * f[cd % 3]
                      * SphericalBessel.upTo(l, q[k] * u[3])[l]
                      * SphericalBessel.upTo(l, q[other] * v[3])[l]
                      * Legendre.upTo(l, cosine)[l];
            }
          }
          // 20.25² · 4π is the largest value; the window's error is 3e-8 of amplitudes
          assertEquals(4 * Math.PI * (2 * l + 1) * sum, got[k * 3 + other], 2e-4);
        }
      }
    }
    assertEquals(found.values(0)[4], 4 * Math.PI * Math.pow(found.averageIntensity()[1], 2), 1e-9);
  }

  private static double[] difference(int[] a, int[] b, double h) {
    double x = h * (a[0] - b[0]);
    double y = h * (a[1] - b[1]);
    double z = h * (a[2] - b[2]);
    return new double[] {x, y, z, Math.sqrt(x * x + y * y + z * z)};
  }
}

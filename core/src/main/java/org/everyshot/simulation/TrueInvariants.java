package org.everyshot.simulation;

import org.everyshot.engine.Team;
import org.everyshot.invariants.Invariants;
import org.everyshot.math.Legendre;
import org.everyshot.math.Rotation;

/// Invariants B_l(q, q') of any particle, by quadrature over the directions of q.
///
/// I_lm(q) = ∫ |A(q)|² Y_lm dΩ with orthonormal real harmonics, by the Gauss–Legendre rule in cos θ
/// and equal steps in φ. Both are exact where the intensity's own degrees end at q·diameter + 12;
/// beyond that these fall off faster than exponentially. Intensities are of single precision.
public final class TrueInvariants {
  /// Degrees above q·diameter that an intensity still has.
  private static final int MARGIN = 12;

  private TrueInvariants() {}

  /// @param particle good for the largest q
  /// @param q Å⁻¹, ascending
  /// @param degreeMax highest degree, even
  public static Invariants of(Particle particle, double[] q, int degreeMax, Team team) {
    double[][] harmonics = new double[q.length][];
    team.forEach(q.length, (k, member) -> harmonics[k] = harmonics(particle, q[k], degreeMax));
    int terms = degreeMax / 2 + 1;
    int[] degrees = new int[terms];
    double[][] values = new double[terms][q.length * q.length];
    for (int i = 0; i < terms; i++) {
      int l = 2 * i;
      degrees[i] = l;
      for (int a = 0; a < q.length; a++) {
        for (int b = 0; b < q.length; b++) {
          double sum = 0;
          for (int at = l * l; at < (l + 1) * (l + 1); at++) {
            sum += harmonics[a][at] * harmonics[b][at];
          }
          values[i][a * q.length + b] = sum;
        }
      }
    }
    double[] mean = new double[q.length];
    for (int k = 0; k < q.length; k++) {
      mean[k] = harmonics[k][0] / Math.sqrt(4 * Math.PI);
    }
    return new Invariants(q, degrees, values, null, mean);
  }

  /// I_lm of one shell, at l² + l + m, m < 0 for sines.
  private static double[] harmonics(Particle particle, double q, int degreeMax) {
    int own = (int) Math.ceil(q * particle.diameterAngstrom()) + MARGIN;
    int rows = (own + degreeMax) / 2 + 1;
    int columns = own + degreeMax + 1;
    double[][] rule = Legendre.gauss(rows);
    float[] components = new float[3 * rows * columns];
    for (int t = 0; t < rows; t++) {
      double z = rule[0][t];
      double across = Math.sqrt((1 - z) * (1 + z));
      for (int j = 0; j < columns; j++) {
        double phi = 2 * Math.PI * j / columns;
        int at = 3 * (t * columns + j);
        components[at] = (float) (q * across * Math.cos(phi));
        components[at + 1] = (float) (q * across * Math.sin(phi));
        components[at + 2] = (float) (q * z);
      }
    }
    float[] intensity = new float[rows * columns];
    particle.over(new ScatteringVectors(components)).add(Rotation.NONE, 1, intensity);
    double[] sums = new double[(degreeMax + 1) * (degreeMax + 1)];
    double[] cosine = new double[degreeMax + 1];
    double[] sine = new double[degreeMax + 1];
    for (int t = 0; t < rows; t++) {
      for (int m = 0; m <= degreeMax; m++) {
        cosine[m] = 0;
        sine[m] = 0;
        for (int j = 0; j < columns; j++) {
          double angle = 2 * Math.PI * ((long) m * j % columns) / columns;
          cosine[m] += intensity[t * columns + j] * Math.cos(angle);
          sine[m] += intensity[t * columns + j] * Math.sin(angle);
        }
      }
      addRow(rule[0][t], rule[1][t] * 2 * Math.PI / columns, cosine, sine, sums);
    }
    return sums;
  }

  /// Adds what one row of directions gives, with the normalised associated Legendre functions
  /// P̄_m^m = −√((2m+1)/2m) s P̄_{m−1}^{m−1} and their three-term recurrence in l.
  private static void addRow(
      double z, double weight, double[] cosine, double[] sine, double[] sums) {
    int degreeMax = cosine.length - 1;
    double s = Math.sqrt((1 - z) * (1 + z));
    double diagonal = Math.sqrt(1 / (4 * Math.PI));
    for (int m = 0; m <= degreeMax; m++) {
      if (m > 0) {
        diagonal *= -Math.sqrt((2 * m + 1.0) / (2 * m)) * s;
      }
      double before = 0;
      double here = diagonal;
      double scale = m == 0 ? weight : weight * Math.sqrt(2);
      for (int l = m; l <= degreeMax; l++) {
        int centre = l * l + l;
        sums[centre + m] += scale * here * cosine[m];
        if (m > 0) {
          sums[centre - m] += scale * here * sine[m];
        }
        double next = (2 * l + 1.0) * (2 * l + 3.0);
        double square = (l + 1.0) * (l + 1.0) - (double) m * m;
        double last = (double) l * l - (double) m * m;
        double after =
            Math.sqrt(next / square) * z * here
                - Math.sqrt((2 * l + 3.0) * last / ((2 * l - 1.0) * square)) * before;
        before = here;
        here = after;
      }
    }
  }
}

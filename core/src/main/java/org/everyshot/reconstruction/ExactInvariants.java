package org.everyshot.reconstruction;

import org.everyshot.invariants.Invariants;
import org.everyshot.math.Legendre;
import org.everyshot.math.NonUniformFourier;
import org.everyshot.math.RealHarmonics;

/// Invariants of a known density, to about 10⁻⁶ of the largest of each pair of rings.
///
/// The intensity is |Σ ρ e^{−iq·r}|², a sum over the points of the box without their volume.
public final class ExactInvariants {
  private static final int WIDTH = 9;

  private ExactInvariants() {}

  /// @param radialPoints q of the rings, ascending, Å⁻¹, at most π / spacing
  /// @param degreeMax highest degree, even
  public static Invariants of(Density density, double[] radialPoints, int degreeMax) {
    if (degreeMax < 0 || degreeMax % 2 != 0) {
      throw new IllegalArgumentException("degree " + degreeMax + ", expected an even one");
    }
    double diameter = 2 * radius(density);
    int rings = radialPoints.length;
    double[][] harmonics = new double[rings][];
    double[] values = new double[density.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = density.values()[i];
    }
    int[] bands = new int[rings];
    int[] starts = new int[rings + 1];
    for (int k = 0; k < rings; k++) {
      int natural = (int) Math.ceil(radialPoints[k] * diameter + 8);
      bands[k] = Math.max(natural + natural % 2, degreeMax);
      starts[k + 1] = starts[k] + points(bands[k]);
    }
    double[] q = new double[3 * starts[rings]];
    for (int k = 0; k < rings; k++) {
      directions(bands[k], radialPoints[k], q, 3 * starts[k]);
    }
    double[] re = new double[starts[rings]];
    double[] im = new double[starts[rings]];
    new NonUniformFourier(density.points(), density.spacingAngstrom(), WIDTH, q)
        .forward(values, re, im);
    for (int k = 0; k < rings; k++) {
      harmonics[k] = harmonics(bands[k], degreeMax, re, im, starts[k]);
    }
    return invariants(radialPoints, harmonics, degreeMax);
  }

  /// Largest distance from the middle to a point that is not empty, Å.
  private static double radius(Density density) {
    int n = density.points();
    long most = 0;
    for (int k = 0, at = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++, at++) {
          if (density.values()[at] != 0) {
            long x = (long) i - n / 2;
            long y = (long) j - n / 2;
            long z = (long) k - n / 2;
            most = Math.max(most, x * x + y * y + z * z);
          }
        }
      }
    }
    return Math.sqrt((double) most) * density.spacingAngstrom();
  }

  private static int polar(int band) {
    return band / 2 + 1;
  }

  private static int azimuths(int band) {
    return 2 * band + 2;
  }

  private static int points(int band) {
    return polar(band) * azimuths(band);
  }

  private static void directions(int band, double q, double[] out, int from) {
    double[] cosines = Legendre.gauss(2 * polar(band))[0];
    int at = from;
    for (int t = 0; t < polar(band); t++) {
      double cosine = cosines[polar(band) + t];
      double sine = Math.sqrt(1 - cosine * cosine);
      for (int p = 0; p < azimuths(band); p++) {
        double phi = 2 * Math.PI * p / azimuths(band);
        out[at++] = q * sine * Math.cos(phi);
        out[at++] = q * sine * Math.sin(phi);
        out[at++] = q * cosine;
      }
    }
  }

  /// I_lm of one ring, in the order of [RealHarmonics].
  private static double[] harmonics(int band, int degreeMax, double[] re, double[] im, int from) {
    double[][] rule = Legendre.gauss(2 * polar(band));
    double[] sums = new double[RealHarmonics.count(degreeMax)];
    int azimuths = azimuths(band);
    for (int t = 0; t < polar(band); t++) {
      double[] along = new double[2 * degreeMax + 1];
      for (int p = 0; p < azimuths; p++) {
        int at = from + t * azimuths + p;
        double intensity = re[at] * re[at] + im[at] * im[at];
        along[0] += intensity;
        for (int m = 1; m <= degreeMax; m++) {
          double angle = 2 * Math.PI * (m * p % azimuths) / azimuths;
          along[2 * m - 1] += intensity * Math.cos(angle);
          along[2 * m] += intensity * Math.sin(angle);
        }
      }
      double weight = 2 * rule[1][polar(band) + t] * 2 * Math.PI / azimuths;
      double[] p = RealHarmonics.legendre(degreeMax, rule[0][polar(band) + t]);
      for (int l = 0; l <= degreeMax; l += 2) {
        for (int c = 0; c <= 2 * l; c++) {
          double polynomial = p[l * (l + 1) / 2 + (c + 1) / 2];
          sums[RealHarmonics.offset(l) + c] += weight * polynomial * along[c];
        }
      }
    }
    return sums;
  }

  private static Invariants invariants(double[] q, double[][] harmonics, int degreeMax) {
    int rings = q.length;
    int[] degrees = new int[degreeMax / 2 + 1];
    double[][] values = new double[degrees.length][rings * rings];
    for (int index = 0; index < degrees.length; index++) {
      int l = 2 * index;
      degrees[index] = l;
      int from = RealHarmonics.offset(l);
      for (int k = 0; k < rings; k++) {
        for (int other = 0; other < rings; other++) {
          double sum = 0;
          for (int c = from; c <= from + 2 * l; c++) {
            sum += harmonics[k][c] * harmonics[other][c];
          }
          values[index][k * rings + other] = sum;
        }
      }
    }
    double[] mean = new double[rings];
    for (int k = 0; k < rings; k++) {
      mean[k] = harmonics[k][0] / Math.sqrt(4 * Math.PI);
    }
    return new Invariants(q, degrees, values, null, mean);
  }
}

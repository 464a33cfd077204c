package org.everyshot.math;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Correlation of two functions on spheres over all rotations of the second, by Fourier transforms.
///
/// C(R) = Σ_k Σ_lm A*_klm (R B)_klm over even degrees l from 2 on. It is tabulated for
/// R = Rz(α) Ry(β) Rz(γ) with as many steps of α and γ as twice the largest degree and some more.
/// An instance holds scratch memory: one for each thread.
/// Source: Kostelec & Rockmore, J. Fourier Anal. Appl. 14, 145 (2008).
public final class RotationSearch {
  /// A rotation and its correlation.
  public record Peak(Rotation rotation, double correlation) {}

  private final int degreeMax;
  private final int steps;
  private final int heights;
  private final double[][][] wigner;
  private final Fourier line;
  private final double[] re;
  private final double[] im;
  private final double[] lineRe;
  private final double[] lineIm;

  /// @param degreeMax largest degree, even, at least 2
  public RotationSearch(int degreeMax) {
    if (degreeMax < 2 || degreeMax % 2 != 0) {
      throw new IllegalArgumentException("largest degree " + degreeMax);
    }
    this.degreeMax = degreeMax;
    this.steps = CubeFourier.smoothLength(2 * degreeMax + 2);
    this.heights = steps / 2;
    this.wigner = new double[heights][][];
    for (int b = 0; b < heights; b++) {
      wigner[b] = Wigner.small(degreeMax, beta(b));
    }
    this.line = new Fourier(steps);
    this.re = new double[heights * steps * steps];
    this.im = new double[steps * steps];
    this.lineRe = new double[steps];
    this.lineIm = new double[steps];
  }

  private double beta(int index) {
    return Math.PI * (index + 0.5) / heights;
  }

  /// Largest degree.
  public int degreeMax() {
    return degreeMax;
  }

  /// Number of coefficients of one sphere: degrees 2, 4, … after one another, each with orders
  /// −l … l.
  public static int count(int degreeMax) {
    return offset(degreeMax) + 2 * degreeMax + 1;
  }

  /// Where the coefficients of a degree begin.
  public static int offset(int degree) {
    return (degree / 2 - 1) * (degree + 1);
  }

  /// The rotations of `b` that are local maxima of its correlation with `a`, best first.
  ///
  /// @param aRe real parts of a's coefficients of complex harmonics, `[spheres][count]`
  /// @param most how many at most
  public List<Peak> peaks(
      double[][] aRe, double[][] aIm, double[][] bRe, double[][] bIm, int most) {
    correlate(aRe, aIm, bRe, bIm);
    List<int[]> tops = new ArrayList<>();
    for (int b = 0; b < heights; b++) {
      for (int g = 0; g < steps; g++) {
        for (int a = 0; a < steps; a++) {
          if (isTop(b, g, a)) {
            tops.add(new int[] {b, g, a});
          }
        }
      }
    }
    tops.sort(Comparator.comparingDouble(top -> -value(top[0], top[1], top[2])));
    double apart = Math.cos(0.75 * 2 * Math.PI / steps);
    List<Peak> peaks = new ArrayList<>();
    for (int[] top : tops) {
      Rotation rotation = rotation(top[2], top[0], top[1]);
      boolean known = false;
      for (Peak peak : peaks) {
        Rotation p = peak.rotation();
        double dot =
            p.w() * rotation.w()
                + p.x() * rotation.x()
                + p.y() * rotation.y()
                + p.z() * rotation.z();
        known |= Math.abs(dot) > apart;
      }
      if (!known) {
        peaks.add(new Peak(rotation, value(top[0], top[1], top[2])));
      }
      if (peaks.size() == most) {
        break;
      }
    }
    return peaks;
  }

  private Rotation rotation(int alpha, int beta, int gamma) {
    double turn = 2 * Math.PI / steps;
    return Rotation.about(0, 0, 1, turn * alpha)
        .after(Rotation.about(0, 1, 0, beta(beta)))
        .after(Rotation.about(0, 0, 1, turn * gamma));
  }

  private double value(int b, int g, int a) {
    return re[(b * steps + Math.floorMod(g, steps)) * steps + Math.floorMod(a, steps)];
  }

  private boolean isTop(int b, int g, int a) {
    double here = value(b, g, a);
    for (int db = Math.max(-1, -b); db <= Math.min(1, heights - 1 - b); db++) {
      for (int dg = -1; dg <= 1; dg++) {
        for (int da = -1; da <= 1; da++) {
          if (value(b + db, g + dg, a + da) > here) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private void correlate(double[][] aRe, double[][] aIm, double[][] bRe, double[][] bIm) {
    double[][] productRe = new double[degreeMax / 2][];
    double[][] productIm = new double[degreeMax / 2][];
    for (int l = 2; l <= degreeMax; l += 2) {
      int orders = 2 * l + 1;
      double[] pRe = new double[orders * orders];
      double[] pIm = new double[orders * orders];
      int from = offset(l);
      for (int k = 0; k < aRe.length; k++) {
        for (int m = 0; m < orders; m++) {
          double xRe = aRe[k][from + m];
          double xIm = aIm[k][from + m];
          for (int n = 0; n < orders; n++) {
            double yRe = bRe[k][from + n];
            double yIm = bIm[k][from + n];
            pRe[m * orders + n] += xRe * yRe + xIm * yIm;
            pIm[m * orders + n] += xRe * yIm - xIm * yRe;
          }
        }
      }
      productRe[l / 2 - 1] = pRe;
      productIm[l / 2 - 1] = pIm;
    }
    for (int b = 0; b < heights; b++) {
      plane(b, productRe, productIm);
    }
  }

  /// The correlation at one β, for all γ (rows) and α.
  private void plane(int b, double[][] productRe, double[][] productIm) {
    int from = b * steps * steps;
    Arrays.fill(re, from, from + steps * steps, 0);
    Arrays.fill(im, 0);
    for (int l = 2; l <= degreeMax; l += 2) {
      int orders = 2 * l + 1;
      double[] d = wigner[b][l];
      double[] pRe = productRe[l / 2 - 1];
      double[] pIm = productIm[l / 2 - 1];
      for (int m = -l; m <= l; m++) {
        int column = m < 0 ? m + steps : m;
        for (int n = -l; n <= l; n++) {
          int at = (n < 0 ? n + steps : n) * steps + column;
          int term = (m + l) * orders + n + l;
          re[from + at] += d[term] * pRe[term];
          im[at] += d[term] * pIm[term];
        }
      }
    }
    for (int row = 0; row < steps; row++) {
      if (row <= degreeMax || row >= steps - degreeMax) {
        along(from + row * steps, row * steps, 1);
      }
    }
    for (int column = 0; column < steps; column++) {
      along(from + column, column, steps);
    }
  }

  private void along(int reFrom, int imFrom, int stride) {
    for (int i = 0; i < steps; i++) {
      lineRe[i] = re[reFrom + i * stride];
      lineIm[i] = im[imFrom + i * stride];
    }
    line.forward(lineRe, lineIm);
    for (int i = 0; i < steps; i++) {
      re[reFrom + i * stride] = lineRe[i];
      im[imFrom + i * stride] = lineIm[i];
    }
  }
}

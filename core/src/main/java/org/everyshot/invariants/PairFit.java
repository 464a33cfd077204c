package org.everyshot.invariants;

import java.util.Arrays;
import org.everyshot.math.SmallCholesky;

/// Least squares for B_0, B_2 … of one pair of rings after another. One for each thread.
///
/// Minimises Σ_Δ w (C − Σ_l F_l B_l)² + λ t Σ_l (l(l+1))² B_l²/(L(L+1))², with
/// F_l = P_l(x x' + s s' cos Δ)/4π, t the mean diagonal of FᵀwF and L the highest degree of all
/// pairs. Degree 0 bears no penalty: it takes up whatever does not depend on the angle.
final class PairFit {
  private final SampledCorrelation correlation;
  private final int angles;
  private final int scale;
  private final double[][] design;
  private final double[] cosines;
  private final double[] weights;
  private final double[] values;
  private final double[] normal;
  private final double[] factor;
  private final double[] penalty;
  private final double[] inverse;
  private final double[] column;
  private final double[][] right;
  private final double[] everyShot;
  private double square;
  private int terms;
  private int data;

  /// @param highest degree of all pairs, even
  PairFit(SampledCorrelation correlation, int highest) {
    this.correlation = correlation;
    this.angles = correlation.angles();
    this.scale = highest;
    int most = highest / 2 + 1;
    this.design = new double[most][angles];
    this.cosines = new double[angles];
    this.weights = new double[angles];
    this.values = new double[angles];
    this.normal = new double[SmallCholesky.elements(most)];
    this.factor = new double[SmallCholesky.elements(most)];
    this.penalty = new double[most];
    this.inverse = new double[most * most];
    this.column = new double[most];
    this.right = new double[SampledCorrelation.SETS][most];
    this.everyShot = new double[angles];
  }

  /// Takes up the pair p ≤ r with degrees up to `degree`.
  void pair(int p, int r, int degree) {
    correlation.weights(p, r, weights);
    design(p, r, degree / 2 + 1);
    data = 0;
    for (double weight : weights) {
      data += weight > 0 ? 1 : 0;
    }
    for (int i = 0; i < terms; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int d = 0; d < angles; d++) {
          sum += weights[d] * design[i][d] * design[j][d];
        }
        normal[i * (i + 1) / 2 + j] = sum;
      }
    }
    double mean = 0;
    for (int i = 0; i < terms; i++) {
      mean += normal[i * (i + 1) / 2 + i] / terms;
    }
    double top = scale * (scale + 1.0);
    for (int i = 0; i < terms; i++) {
      double slope = 2 * i * (2 * i + 1.0) / top;
      penalty[i] = mean * slope * slope;
    }
    for (int set = 0; set < SampledCorrelation.SETS; set++) {
      correlation.values(set, p, r, values);
      for (int d = 0; d < angles; d++) {
        values[d] = weights[d] > 0 ? values[d] : 0;
      }
      if (set == 0) {
        System.arraycopy(values, 0, everyShot, 0, angles);
        square = 0;
        for (int d = 0; d < angles; d++) {
          square += weights[d] * values[d] * values[d];
        }
      }
      for (int i = 0; i < terms; i++) {
        double sum = 0;
        for (int d = 0; d < angles; d++) {
          sum += weights[d] * design[i][d] * values[d];
        }
        right[set][i] = sum;
      }
    }
  }

  /// Fills [#design()] with P_l/4π of the pair for so many even degrees; with even harmonics alone
  /// where the data hold no others.
  void design(int p, int r, int count) {
    terms = count;
    correlation.cosines(p, r, cosines);
    for (int d = 0; d < angles; d++) {
      double x = cosines[d];
      double before = 0;
      double here = 1 / (4 * Math.PI);
      design[0][d] = here;
      for (int l = 0; l < 2 * terms - 2; l++) {
        double after = ((2 * l + 1) * x * here - l * before) / (l + 1);
        before = here;
        here = after;
        if (l % 2 == 1) {
          design[(l + 1) / 2][d] = here;
        }
      }
    }
    if (correlation.friedel()) {
      for (int i = 0; i < terms; i++) {
        for (int d = 0; 2 * d < angles; d++) {
          double even = (design[i][d] + design[i][angles - 1 - d]) / 2;
          design[i][d] = even;
          design[i][angles - 1 - d] = even;
        }
      }
    }
  }

  /// Number of degrees of the pair.
  int terms() {
    return terms;
  }

  /// Values that are there.
  int data() {
    return data;
  }

  /// F_l of the pair, `[l/2][Δ]`.
  double[][] design() {
    return design;
  }

  /// Prepares the solution with a λ.
  ///
  /// @return whether there is one
  boolean factor(double lambda) {
    int elements = SmallCholesky.elements(terms);
    System.arraycopy(normal, 0, factor, 0, elements);
    for (int i = 0; i < terms; i++) {
      factor[i * (i + 1) / 2 + i] += lambda * penalty[i];
    }
    return SmallCholesky.factor(factor, terms);
  }

  /// B_0, B_2 … of a set of shots, with the λ that was prepared.
  void solve(int set, double[] out) {
    System.arraycopy(right[set], 0, out, 0, terms);
    SmallCholesky.solve(factor, terms, out);
  }

  /// Logarithm of the generalised cross-validation score of all shots, n·RSS/(n − tr H)²; infinite
  /// where data do not outnumber the effective parameters. Wants [#factor] before.
  ///
  /// Source: Golub, Heath & Wahba, Technometrics 21, 215 (1979).
  double score(double lambda, double[] scratch, double[] solution) {
    solve(0, solution);
    double rss = 0;
    for (int d = 0; d < angles; d++) {
      double residual = everyShot[d];
      for (int i = 0; i < terms; i++) {
        residual -= design[i][d] * solution[i];
      }
      rss += weights[d] * residual * residual;
    }
    SmallCholesky.inverseDiagonal(factor, terms, column, scratch);
    double trace = terms;
    for (int i = 0; i < terms; i++) {
      trace -= lambda * penalty[i] * scratch[i];
    }
    double free = data - trace;
    if (!(free > 0.5)) {
      return Double.POSITIVE_INFINITY;
    }
    // What is left of an exact fit is rounding.
    return Math.log(data * Math.max(rss, 1e-31 * square) / (free * free));
  }

  /// Variances of the solution where weights are inverse variances: the diagonal of
  /// M FᵀWF M = M − λ M D M, M = (FᵀWF + λD)⁻¹.
  void variances(double lambda, double[] out) {
    for (int i = 0; i < terms; i++) {
      Arrays.fill(column, 0);
      column[i] = 1;
      SmallCholesky.solve(factor, terms, column);
      System.arraycopy(column, 0, inverse, i * terms, terms);
    }
    for (int i = 0; i < terms; i++) {
      double variance = inverse[i * terms + i];
      for (int k = 0; k < terms; k++) {
        double m = inverse[i * terms + k];
        variance -= lambda * penalty[k] * m * m;
      }
      out[i] = Math.max(0, variance);
    }
  }
}

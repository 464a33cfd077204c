package org.everyshot.simulation;

import java.util.function.DoubleUnaryOperator;
import org.everyshot.math.Rotation;

/// Equal bodies of spherical symmetry, at several centres: exact formulas, no lattice.
///
/// I(q) = F(|q|)² |Σₐ exp(i q·rₐ)|² = F² (n + 2 Σ_{a<b} cos q·(rₐ − r_b)). Orientation average:
/// Debye's F² Σ_{ab} sin(q r_ab)/(q r_ab).
final class Bodies implements Particle {
  private final String name;
  private final double[] centres;
  private final DoubleUnaryOperator formFactor;
  private final double bodyDiameter;

  /// @param centres `[n][3]`, Å
  /// @param formFactor F as a function of |q|
  /// @param bodyDiameter of one body, Å
  Bodies(String name, double[] centres, DoubleUnaryOperator formFactor, double bodyDiameter) {
    this.name = name;
    this.centres = centres;
    this.formFactor = formFactor;
    this.bodyDiameter = bodyDiameter;
  }

  /// Amplitude of a solid sphere of unit density: 4πR³ (sin y − y cos y)/y³, y = qR; Å³.
  ///
  /// Source: Rayleigh, Proc. R. Soc. A 84, 25 (1910).
  static double sphere(double q, double radius) {
    double y = q * radius;
    double shape =
        y < 0.05
            ? (1 - y * y * (0.1 - y * y * (1.0 / 280 - y * y / 15120))) / 3
            : (Math.sin(y) - y * Math.cos(y)) / (y * y * y);
    return 4 * Math.PI * radius * radius * radius * shape;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double diameterAngstrom() {
    double largest = 0;
    double[] pairs = pairs();
    for (int p = 0; p < pairs.length; p += 3) {
      largest = Math.max(largest, Math.hypot(Math.hypot(pairs[p], pairs[p + 1]), pairs[p + 2]));
    }
    return largest + bodyDiameter;
  }

  /// Number of bodies.
  int count() {
    return centres.length / 3;
  }

  /// Component of a body's centre, Å.
  double centre(int body, int axis) {
    return centres[3 * body + axis];
  }

  /// F(|q|).
  double formFactor(double q) {
    return formFactor.applyAsDouble(q);
  }

  /// Differences between the centres of all pairs a < b, `[pairs][3]`.
  private double[] pairs() {
    int n = count();
    double[] pairs = new double[3 * n * (n - 1) / 2];
    int at = 0;
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        for (int axis = 0; axis < 3; axis++) {
          pairs[at++] = centre(a, axis) - centre(b, axis);
        }
      }
    }
    return pairs;
  }

  /// Vectors between all ordered pairs of centres, each with itself too: x, y, z, length.
  double[][] allPairs() {
    int n = count();
    double[][] pairs = new double[n * n][4];
    for (int a = 0; a < n; a++) {
      for (int b = 0; b < n; b++) {
        double[] pair = pairs[a * n + b];
        for (int axis = 0; axis < 3; axis++) {
          pair[axis] = centre(a, axis) - centre(b, axis);
          pair[3] = Math.hypot(pair[3], pair[axis]);
        }
      }
    }
    return pairs;
  }

  @Override
  public Diffraction over(ScatteringVectors vectors) {
    float[] q = vectors.components();
    double[] squares = new double[vectors.count()];
    for (int p = 0; p < squares.length; p++) {
      double f = formFactor(vectors.modulus()[p]);
      squares[p] = f * f;
    }
    double[] pairs = pairs();
    int n = count();
    return (rotation, weight, sum) -> {
      double[] turned = turn(rotation, pairs);
      for (int p = 0; p < sum.length; p++) {
        double x = q[3 * p];
        double y = q[3 * p + 1];
        double z = q[3 * p + 2];
        double interference = n;
        for (int d = 0; d < turned.length; d += 3) {
          interference += 2 * Math.cos(x * turned[d] + y * turned[d + 1] + z * turned[d + 2]);
        }
        sum[p] += (float) (weight * squares[p] * interference);
      }
    };
  }

  private static double[] turn(Rotation rotation, double[] vectors) {
    double[] m = rotation.matrix();
    double[] turned = new double[vectors.length];
    for (int v = 0; v < vectors.length; v += 3) {
      for (int row = 0; row < 3; row++) {
        turned[v + row] =
            m[3 * row] * vectors[v]
                + m[3 * row + 1] * vectors[v + 1]
                + m[3 * row + 2] * vectors[v + 2];
      }
    }
    return turned;
  }

  @Override
  public double[] meanIntensity(double[] q) {
    double[] mean = new double[q.length];
    double[] pairs = pairs();
    for (int r = 0; r < q.length; r++) {
      double interference = count();
      for (int d = 0; d < pairs.length; d += 3) {
        double y = q[r] * Math.hypot(Math.hypot(pairs[d], pairs[d + 1]), pairs[d + 2]);
        interference += 2 * (y < 1e-4 ? 1 - y * y / 6 : Math.sin(y) / y);
      }
      double f = formFactor(q[r]);
      mean[r] = f * f * interference;
    }
    return mean;
  }
}

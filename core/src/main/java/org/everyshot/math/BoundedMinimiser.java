package org.everyshot.math;

import java.util.function.BooleanSupplier;

/// Least value of a smooth function of variables that may not be below zero, nor above a bound.
///
/// Limited-memory BFGS on the variables that no bound holds, with a projected line search. The same
/// start gives the same bits.
/// Source: Nocedal, Math. Comp. 35, 773 (1980); Bertsekas, SIAM J. Control Optim. 20, 221 (1982).
public final class BoundedMinimiser {
  /// A function and its gradient.
  @FunctionalInterface
  public interface Function {
    /// @param x variables, not to be changed
    /// @param gradient receives the derivatives
    /// @return the value
    double at(double[] x, double[] gradient);
  }

  private static final double DECREASE = 1e-4;
  private static final int MOST_HALVINGS = 20;

  private final int memory;
  private final double upper;

  /// @param memory steps that the curvature is taken from
  /// @param upper bound of every variable; may be infinite
  public BoundedMinimiser(int memory, double upper) {
    this.memory = memory;
    this.upper = upper;
  }

  /// Improves `x` in place.
  ///
  /// @param iterations at most so many steps
  /// @param stop asked before every step whether to leave it at that
  /// @return the least value found
  public double minimise(Function function, double[] x, int iterations, BooleanSupplier stop) {
    int n = x.length;
    for (int i = 0; i < n; i++) {
      x[i] = Math.min(upper, Math.max(0, x[i]));
    }
    double[][] steps = new double[memory][n];
    double[][] changes = new double[memory][n];
    double[] inverse = new double[memory];
    double[] weights = new double[memory];
    int held = 0;
    int next = 0;
    double[] gradient = new double[n];
    double[] direction = new double[n];
    double[] trial = new double[n];
    double[] trialGradient = new double[n];
    boolean[] free = new boolean[n];
    double value = function.at(x, gradient);
    for (int iteration = 0; iteration < iterations && !stop.getAsBoolean(); iteration++) {
      for (int i = 0; i < n; i++) {
        boolean low = x[i] <= 0 && gradient[i] > 0;
        boolean high = x[i] >= upper && gradient[i] < 0;
        free[i] = !low && !high;
        direction[i] = free[i] ? -gradient[i] : 0;
      }
      double steepest = dot(direction, direction);
      if (steepest == 0) {
        break;
      }
      for (int k = 0; k < held; k++) {
        int s = Math.floorMod(next - 1 - k, memory);
        weights[s] = inverse[s] * dot(steps[s], direction);
        add(-weights[s], changes[s], direction);
      }
      double scale = 1 / Math.sqrt(steepest);
      if (held > 0) {
        int last = Math.floorMod(next - 1, memory);
        scale = 1 / (inverse[last] * dot(changes[last], changes[last]));
      }
      for (int i = 0; i < n; i++) {
        direction[i] *= scale;
      }
      for (int k = held - 1; k >= 0; k--) {
        int s = Math.floorMod(next - 1 - k, memory);
        add(weights[s] - inverse[s] * dot(changes[s], direction), steps[s], direction);
      }
      for (int i = 0; i < n; i++) {
        direction[i] = free[i] ? direction[i] : 0;
      }
      if (dot(direction, gradient) >= 0) {
        held = 0;
        for (int i = 0; i < n; i++) {
          direction[i] = free[i] ? -gradient[i] / Math.sqrt(steepest) : 0;
        }
      }
      double length = 1;
      double found = value;
      boolean better = false;
      for (int halving = 0; halving < MOST_HALVINGS && !better; halving++) {
        double expected = 0;
        for (int i = 0; i < n; i++) {
          trial[i] = Math.min(upper, Math.max(0, x[i] + length * direction[i]));
          expected += gradient[i] * (trial[i] - x[i]);
        }
        found = function.at(trial, trialGradient);
        better = found <= value + DECREASE * expected && expected < 0;
        length *= halving == 0 ? 0.3 : 0.5;
      }
      if (!better) {
        if (held == 0) {
          break;
        }
        held = 0;
        continue;
      }
      double curvature = 0;
      for (int i = 0; i < n; i++) {
        steps[next][i] = trial[i] - x[i];
        changes[next][i] = trialGradient[i] - gradient[i];
        curvature += steps[next][i] * changes[next][i];
      }
      if (curvature > 1e-10 * dot(changes[next], changes[next]) * 1e-6) {
        inverse[next] = 1 / curvature;
        next = (next + 1) % memory;
        held = Math.min(memory, held + 1);
      }
      System.arraycopy(trial, 0, x, 0, n);
      System.arraycopy(trialGradient, 0, gradient, 0, n);
      value = found;
    }
    return value;
  }

  private static void add(double factor, double[] in, double[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] += factor * in[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int n = a.length;
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < n; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }
}

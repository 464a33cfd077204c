package org.everyshot.reconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.invariants.Invariants;
import org.everyshot.kernel.MatrixKernel;
import org.everyshot.math.RealHarmonics;
import org.jspecify.annotations.Nullable;

/// How far an intensity's harmonics are from the invariants, and the gradient (package-info,
/// eq. 7).
///
/// One for each thread.
final class InvariantMisfit {
  /// Relative error that exact invariants are given beside their own, in the metric of the weights.
  private static final double LEAST_ERROR = 0.02;

  private final Shells shells;
  private final Part[] parts;
  private final double norm;
  private final MatrixKernel kernel = MatrixKernel.chosen();

  /// One degree: its rows, weights w, weighted invariant, weights of its elements, and memory.
  private static final class Part {
    final int degree;
    final int[] rows;
    final float[] weights;
    final float[] target;
    final float[] elements;
    final int rowLanes;
    final int lanes;
    final float[] weighted;
    final float[] transposed;
    final float[] residual;
    final float[] gradient;

    Part(int degree, int[] rows) {
      this.degree = degree;
      this.rows = rows;
      this.rowLanes = padded(rows.length);
      this.lanes = padded(2 * degree + 1);
      this.weights = new float[rows.length];
      this.target = new float[rows.length * rowLanes];
      this.elements = new float[rows.length * rowLanes];
      this.weighted = new float[rows.length * lanes];
      this.transposed = new float[lanes * rowLanes];
      this.residual = new float[rows.length * rowLanes];
      this.gradient = new float[rows.length * lanes];
    }
  }

  InvariantMisfit(
      Invariants invariants, Shells shells, InvariantRoots roots, PhasingSettings settings) {
    this.shells = shells;
    double[] signal = new double[shells.count()];
    List<Part> found = new ArrayList<>();
    for (int l = 2; l <= shells.degreeMax(); l += 2) {
      InvariantRoots.Root root = roots.of(l);
      if (root != null) {
        double[] values = invariants.values(invariants.indexOf(l));
        for (int k : root.shells()) {
          signal[k] += Math.max(0, values[k * shells.count() + k]);
        }
      }
    }
    found.add(mean(invariants));
    for (int l = 2; l <= shells.degreeMax(); l += 2) {
      InvariantRoots.Root root = roots.of(l);
      if (root != null) {
        found.add(part(invariants, l, root.shells(), signal, settings.polish().floor()));
      }
    }
    this.parts = found.toArray(Part[]::new);
    double sum = 0;
    for (Part part : parts) {
      for (int i = 0; i < part.target.length; i++) {
        sum += part.elements[i] * part.target[i] * part.target[i];
      }
    }
    this.norm = sum;
  }

  private static int padded(int count) {
    return (count + MatrixKernel.LANES - 1) / MatrixKernel.LANES * MatrixKernel.LANES;
  }

  private Part mean(Invariants invariants) {
    int n = shells.count();
    int[] rows = new int[n];
    int count = 0;
    for (int k = 0; k < n; k++) {
      if (shells.measured(k)) {
        rows[count++] = k;
      }
    }
    var part = new Part(0, Arrays.copyOf(rows, count));
    double[] average = invariants.averageIntensity();
    int index = invariants.indexOf(0);
    double[] sigma = index < 0 ? null : invariants.sigma(index);
    for (int i = 0; i < count; i++) {
      part.weights[i] = (float) (1 / (Math.sqrt(4 * Math.PI) * average[part.rows[i]]));
      for (int j = 0; j < count; j++) {
        part.target[i * part.rowLanes + j] = 1;
      }
    }
    elements(part, sigma, n);
    return part;
  }

  private Part part(Invariants invariants, int degree, int[] rows, double[] signal, double floor) {
    var part = new Part(degree, rows);
    int n = shells.count();
    double[] values = invariants.values(invariants.indexOf(degree));
    for (int i = 0; i < rows.length; i++) {
      double own = Math.max(0, values[rows[i] * n + rows[i]]);
      double size = own + floor * signal[rows[i]];
      part.weights[i] = size > 0 ? (float) (1 / Math.sqrt(size)) : 0;
    }
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows.length; j++) {
        double mean = (values[rows[i] * n + rows[j]] + values[rows[j] * n + rows[i]]) / 2;
        part.target[i * part.rowLanes + j] = (float) (mean * part.weights[i] * part.weights[j]);
      }
    }
    elements(part, invariants.sigma(invariants.indexOf(degree)), n);
    return part;
  }

  /// Elements weigh alike where there are no errors, else by one over their variance.
  private static void elements(Part part, double @Nullable [] sigma, int n) {
    for (int i = 0; i < part.rows.length; i++) {
      for (int j = 0; j < part.rows.length; j++) {
        double weight = 1;
        if (sigma != null) {
          double error = sigma[part.rows[i] * n + part.rows[j]] * part.weights[i] * part.weights[j];
          double least = LEAST_ERROR * LEAST_ERROR;
          weight = Double.isFinite(error) ? least / (error * error + least) : 0;
        }
        part.elements[i * part.rowLanes + j] = (float) weight;
      }
    }
  }

  /// f of harmonics laid out by [Shells].
  ///
  /// @param gradient receives ∂f/∂I_lm
  double at(float[] harmonics, float[] gradient) {
    Arrays.fill(gradient, 0);
    double sum = 0;
    for (Part part : parts) {
      sum += at(part, harmonics, gradient);
    }
    return sum / norm;
  }

  private double at(Part part, float[] harmonics, float[] gradient) {
    int columns = 2 * part.degree + 1;
    int rows = part.rows.length;
    int offset = RealHarmonics.offset(part.degree);
    for (int i = 0; i < rows; i++) {
      int from = part.rows[i] * shells.stride() + offset;
      for (int c = 0; c < columns; c++) {
        float value = part.weights[i] * harmonics[from + c];
        part.weighted[i * part.lanes + c] = value;
        part.transposed[c * part.rowLanes + i] = value;
      }
    }
    kernel.multiply(
        rows,
        columns,
        part.rowLanes,
        part.weighted,
        0,
        part.lanes,
        1,
        part.transposed,
        0,
        part.rowLanes,
        part.residual,
        0,
        part.rowLanes);
    double sum = 0;
    for (int i = 0; i < part.residual.length; i++) {
      float residual = part.residual[i] - part.target[i];
      float weighted = part.elements[i] * residual;
      sum += (double) residual * weighted;
      part.residual[i] = weighted;
    }
    kernel.multiply(
        rows,
        rows,
        part.lanes,
        part.residual,
        0,
        part.rowLanes,
        1,
        part.weighted,
        0,
        part.lanes,
        part.gradient,
        0,
        part.lanes);
    for (int i = 0; i < rows; i++) {
      float factor = (float) (4 / norm) * part.weights[i];
      int to = part.rows[i] * shells.stride() + offset;
      for (int c = 0; c < columns; c++) {
        gradient[to + c] = factor * part.gradient[i * part.lanes + c];
      }
    }
    return sum;
  }
}

package org.everyshot.simulation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// Point-like scatterers with form factors, and their Fourier sum on a lattice.
///
/// A(q) = Σⱼ wⱼ f_kind(j)(|q|) exp(−Bⱼ q²/16π²) exp(i q·rⱼ). The phase and the displacement are
/// products of one factor per axis, so that a row of nodes costs one complex multiply-add per
/// scatterer and node.
final class Scatterers {
  private static final int BLOCK = 128;
  private static final int GROUP = 4;
  private static final int FACTOR_STEPS = 4096;

  /// Scatterers with the same form factor.
  static final class Kind {
    private final DoubleUnaryOperator formFactor;
    private final double[] x;
    private final double[] y;
    private final double[] z;
    private final double[] weight;
    private final double[] b;
    private int count;

    Kind(DoubleUnaryOperator formFactor, int capacity) {
      this.formFactor = formFactor;
      this.x = new double[capacity];
      this.y = new double[capacity];
      this.z = new double[capacity];
      this.weight = new double[capacity];
      this.b = new double[capacity];
    }

    /// Adds a scatterer: position in Å, how much of it, B in Å², not negative.
    void add(double x, double y, double z, double weight, double b) {
      this.x[count] = x;
      this.y[count] = y;
      this.z[count] = z;
      this.weight[count] = weight;
      this.b[count] = b;
      count++;
    }
  }

  private final Kind[] kinds;

  Scatterers(Kind[] kinds) {
    this.kinds = kinds;
  }

  /// Tabulates the amplitude of all scatterers, which must be centred on the origin.
  float[] amplitudes(FourierLattice lattice, Team team) {
    int nx = lattice.nodes(0);
    int ny = lattice.nodes(1);
    int nz = lattice.nodes(2);
    float[] nodes = new float[Math.multiplyExact(2, Math.multiplyExact(nx, ny * nz))];
    for (Kind kind : kinds) {
      float[] factor = table(kind.formFactor, lattice.qReach());
      for (int from = 0; from < kind.count; from += BLOCK) {
        int to = Math.min(kind.count, from + BLOCK);
        var ex = new AxisFactors(kind.x, kind.b, null, from, to, lattice, 0);
        var ey = new AxisFactors(kind.y, kind.b, null, from, to, lattice, 1);
        var ez = new AxisFactors(kind.z, kind.b, kind.weight, from, to, lattice, 2);
        int middle = lattice.centre(2);
        team.forEach(
            middle + 1,
            (plane, member) -> addPlane(lattice, middle + plane, ex, ey, ez, factor, nodes));
      }
    }
    mirror(nodes, nx, ny, nz);
    return nodes;
  }

  private static void addPlane(
      FourierLattice lattice,
      int k,
      AxisFactors ex,
      AxisFactors ey,
      AxisFactors ez,
      float[] factor,
      float[] nodes) {
    int nx = lattice.nodes(0);
    int ny = lattice.nodes(1);
    double reach = lattice.qReach();
    double scale = FACTOR_STEPS / reach;
    float[] real = new float[nx];
    float[] imaginary = new float[nx];
    float[] cr = new float[GROUP];
    float[] ci = new float[GROUP];
    double qz = (k - lattice.centre(2)) * lattice.step(2);
    for (int j = 0; j < ny; j++) {
      double qy = (j - lattice.centre(1)) * lattice.step(1);
      double rest = reach * reach - qz * qz - qy * qy;
      if (rest < 0) {
        continue;
      }
      int half = Math.min(lattice.centre(0), (int) (Math.sqrt(rest) / lattice.step(0)));
      int from = lattice.centre(0) - half;
      int to = lattice.centre(0) + half + 1;
      Arrays.fill(real, 0);
      Arrays.fill(imaginary, 0);
      for (int s = 0; s < ex.count; s += GROUP) {
        for (int g = 0; g < GROUP; g++) {
          float yr = ey.real[s + g][j];
          float yi = ey.imaginary[s + g][j];
          float zr = ez.real[s + g][k];
          float zi = ez.imaginary[s + g][k];
          cr[g] = yr * zr - yi * zi;
          ci[g] = yr * zi + yi * zr;
        }
        addRows(cr, ci, ex, s, real, imaginary, from, to);
      }
      int row = 2 * (k * ny + j) * nx;
      for (int i = from; i < to; i++) {
        double qx = (i - lattice.centre(0)) * lattice.step(0);
        double at = Math.min(Math.sqrt(qx * qx + qy * qy + qz * qz), reach) * scale;
        int cell = (int) at;
        float f = factor[cell] + (float) (at - cell) * (factor[cell + 1] - factor[cell]);
        nodes[row + 2 * i] += f * real[i];
        nodes[row + 2 * i + 1] += f * imaginary[i];
      }
    }
  }

  /// Adds c·e of four scatterers to a row. One array is written in each loop, so that the
  /// compiler turns them into vectors.
  private static void addRows(
      float[] cr,
      float[] ci,
      AxisFactors ex,
      int s,
      float[] real,
      float[] imaginary,
      int from,
      int to) {
    float ar = cr[0];
    float br = cr[1];
    float gr = cr[2];
    float dr = cr[3];
    float ai = ci[0];
    float bi = ci[1];
    float gi = ci[2];
    float di = ci[3];
    float[] ear = ex.real[s];
    float[] ebr = ex.real[s + 1];
    float[] egr = ex.real[s + 2];
    float[] edr = ex.real[s + 3];
    float[] eai = ex.imaginary[s];
    float[] ebi = ex.imaginary[s + 1];
    float[] egi = ex.imaginary[s + 2];
    float[] edi = ex.imaginary[s + 3];
    for (int i = from; i < to; i++) {
      real[i] +=
          (ar * ear[i] - ai * eai[i] + br * ebr[i] - bi * ebi[i])
              + (gr * egr[i] - gi * egi[i] + dr * edr[i] - di * edi[i]);
    }
    for (int i = from; i < to; i++) {
      imaginary[i] +=
          (ar * eai[i] + ai * ear[i] + br * ebi[i] + bi * ebr[i])
              + (gr * egi[i] + gi * egr[i] + dr * edi[i] + di * edr[i]);
    }
  }

  /// Fills the lower half from A(−q) = A(q)*, which holds for real densities.
  static void mirror(float[] nodes, int nx, int ny, int nz) {
    int last = nx * ny * nz - 1;
    for (int n = 0; n < (nz / 2) * nx * ny; n++) {
      nodes[2 * n] = nodes[2 * (last - n)];
      nodes[2 * n + 1] = -nodes[2 * (last - n) + 1];
    }
  }

  private static float[] table(DoubleUnaryOperator formFactor, double reach) {
    float[] table = new float[FACTOR_STEPS + 2];
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) formFactor.applyAsDouble(reach * i / FACTOR_STEPS);
    }
    return table;
  }

  /// exp(i q r − B q²/16π²), times the weight where there is one, at the nodes of one axis.
  private static final class AxisFactors {
    private final int count;
    private final float[][] real;
    private final float[][] imaginary;

    AxisFactors(
        double[] position,
        double[] b,
        double @Nullable [] weight,
        int from,
        int to,
        FourierLattice lattice,
        int axis) {
      this.count = (to - from + GROUP - 1) / GROUP * GROUP; // the last few are zero
      int n = lattice.nodes(axis);
      this.real = new float[count][n];
      this.imaginary = new float[count][n];
      for (int s = 0; s < to - from; s++) {
        double scale = weight == null ? 1 : weight[from + s];
        double damping = b[from + s] / (16 * Math.PI * Math.PI);
        for (int i = 0; i < n; i++) {
          double q = (i - lattice.centre(axis)) * lattice.step(axis);
          double length = scale * Math.exp(-damping * q * q);
          real[s][i] = (float) (length * Math.cos(q * position[from + s]));
          imaginary[s][i] = (float) (length * Math.sin(q * position[from + s]));
        }
      }
    }
  }
}

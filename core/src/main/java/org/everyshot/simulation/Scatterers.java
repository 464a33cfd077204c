package org.everyshot.simulation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.everyshot.engine.Team;
import org.everyshot.kernel.FieldKernel;

/// Point-like scatterers with form factors, and their Fourier sum on a lattice.
///
/// A(q) = Σⱼ wⱼ f_kind(j)(|q|) exp(−Bⱼ q²/16π²) exp(i q·rⱼ). Phase and displacement are products of
/// one factor per axis, and cosines and sines are even and odd in each component of q: eight real
/// sums in one octant give the whole lattice.
final class Scatterers {
  private static final int BLOCK = 128;
  private static final int ALIGNMENT = 16;
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

  /// Largest distance between two scatterers, Å: the widest of their shadows along so many
  /// directions, which falls short by less than 1 % with a few hundred.
  double longest(int directions) {
    double longest = 0;
    double golden = Math.PI * (3 - Math.sqrt(5));
    for (int d = 0; d < directions; d++) {
      double z = (d + 0.5) / directions; // half the sphere suffices
      double across = Math.sqrt(1 - z * z);
      double x = across * Math.cos(golden * d);
      double y = across * Math.sin(golden * d);
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (Kind kind : kinds) {
        for (int s = 0; s < kind.count; s++) {
          double along = x * kind.x[s] + y * kind.y[s] + z * kind.z[s];
          low = Math.min(low, along);
          high = Math.max(high, along);
        }
      }
      longest = Math.max(longest, high - low);
    }
    return longest;
  }

  /// Largest distance of a scatterer from the origin, Å.
  double reach() {
    double most = 0;
    for (Kind kind : kinds) {
      for (int s = 0; s < kind.count; s++) {
        double x = kind.x[s];
        double y = kind.y[s];
        double z = kind.z[s];
        most = Math.max(most, x * x + y * y + z * z);
      }
    }
    return Math.sqrt(most);
  }

  /// Tabulates the amplitude of all scatterers, which must be centred on the origin.
  float[] amplitudes(FourierLattice lattice, Team team) {
    int nx = lattice.nodes(0);
    int ny = lattice.nodes(1);
    int nz = lattice.nodes(2);
    float[] nodes = new float[Math.multiplyExact(2, Math.multiplyExact(nx, ny * nz))];
    int stride = (lattice.centre(0) + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    int rows = lattice.centre(1) + 1;
    int planes = lattice.centre(2) + 1;
    float[] sums = new float[Math.multiplyExact(8 * stride, rows * planes)];
    for (Kind kind : kinds) {
      float[] factor = table(kind.formFactor, lattice.qReach());
      Arrays.fill(sums, 0);
      for (int from = 0; from < kind.count; from += BLOCK) {
        int to = Math.min(kind.count, from + BLOCK);
        float[] cosines = new float[(to - from) * stride];
        float[] sines = new float[(to - from) * stride];
        for (int s = from; s < to; s++) {
          for (int i = 0; i <= lattice.centre(0); i++) {
            double q = i * lattice.step(0);
            double size = damping(kind.b[s], q);
            cosines[(s - from) * stride + i] = (float) (size * Math.cos(q * kind.x[s]));
            sines[(s - from) * stride + i] = (float) (size * Math.sin(q * kind.x[s]));
          }
        }
        int first = from;
        team.forEach(
            planes,
            (k, member) -> addPlane(lattice, kind, first, to, k, cosines, sines, stride, sums));
      }
      team.forEach(planes, (k, member) -> unfoldPlane(lattice, factor, k, stride, sums, nodes));
    }
    mirror(nodes, nx, ny, nz);
    return nodes;
  }

  /// exp(−B q²/16π²).
  private static double damping(double b, double q) {
    return Math.exp(-b * q * q / (16 * Math.PI * Math.PI));
  }

  /// Adds a block of scatterers to the eight sums of every row of plane `k` of the octant.
  private static void addPlane(
      FourierLattice lattice,
      Kind kind,
      int from,
      int to,
      int k,
      float[] cosines,
      float[] sines,
      int stride,
      float[] sums) {
    int rows = lattice.centre(1) + 1;
    FieldKernel kernel = FieldKernel.chosen();
    float[] coefficients = new float[4 * (to - from)];
    double[] yz = new double[8 * (to - from)];
    double qz = k * lattice.step(2);
    double stepY = lattice.step(1);
    for (int s = from; s < to; s++) {
      double size = kind.weight[s] * damping(kind.b[s], qz);
      yz[8 * (s - from)] = size * Math.cos(qz * kind.z[s]);
      yz[8 * (s - from) + 1] = size * Math.sin(qz * kind.z[s]);
      // Along y the factors follow from their neighbours: a rotation by the step, and damping
      // exp(−B step² (2j + 1)/16π²), which itself changes by a constant factor.
      yz[8 * (s - from) + 2] = 1;
      yz[8 * (s - from) + 3] = 0;
      yz[8 * (s - from) + 4] = Math.cos(stepY * kind.y[s]);
      yz[8 * (s - from) + 5] = Math.sin(stepY * kind.y[s]);
      yz[8 * (s - from) + 6] = damping(kind.b[s], stepY);
      yz[8 * (s - from) + 7] = yz[8 * (s - from) + 6] * yz[8 * (s - from) + 6];
    }
    double reach = lattice.qReach();
    for (int j = 0; j < rows; j++) {
      double qy = j * stepY;
      if (qz * qz + qy * qy > reach * reach) {
        return;
      }
      for (int s = 0; s < to - from; s++) {
        double cosZ = yz[8 * s];
        double sinZ = yz[8 * s + 1];
        double cosY = yz[8 * s + 2];
        double sinY = yz[8 * s + 3];
        coefficients[4 * s] = (float) (cosY * cosZ);
        coefficients[4 * s + 1] = (float) (sinY * cosZ);
        coefficients[4 * s + 2] = (float) (cosY * sinZ);
        coefficients[4 * s + 3] = (float) (sinY * sinZ);
        double ratio = yz[8 * s + 6];
        yz[8 * s + 6] = ratio * yz[8 * s + 7];
        yz[8 * s + 2] = ratio * (cosY * yz[8 * s + 4] - sinY * yz[8 * s + 5]);
        yz[8 * s + 3] = ratio * (cosY * yz[8 * s + 5] + sinY * yz[8 * s + 4]);
      }
      kernel.addOctants(
          cosines, sines, coefficients, to - from, stride, sums, 8 * stride * (k * rows + j));
    }
  }

  /// Turns the eight sums into complex amplitudes of the four octants with q_z ≥ 0, times the form
  /// factor, and adds them to the nodes.
  private static void unfoldPlane(
      FourierLattice lattice, float[] factor, int k, int stride, float[] sums, float[] nodes) {
    int nx = lattice.nodes(0);
    int ny = lattice.nodes(1);
    int midX = lattice.centre(0);
    int midY = lattice.centre(1);
    double reach = lattice.qReach();
    double scale = FACTOR_STEPS / reach;
    double qz = k * lattice.step(2);
    for (int j = 0; j <= midY; j++) {
      double qy = j * lattice.step(1);
      int sum = 8 * stride * (k * (midY + 1) + j);
      int plane = 2 * (k + lattice.centre(2)) * ny * nx;
      for (int i = 0; i <= midX; i++, sum++) {
        double qx = i * lattice.step(0);
        double q = Math.sqrt(qx * qx + qy * qy + qz * qz);
        if (q > reach) {
          break;
        }
        int cell = (int) (q * scale);
        float rest = (float) (q * scale - cell);
        float f = factor[cell] + rest * (factor[cell + 1] - factor[cell]);
        float ccc = f * sums[sum];
        float csc = f * sums[sum + stride];
        float ccs = f * sums[sum + 2 * stride];
        float css = f * sums[sum + 3 * stride];
        float scc = f * sums[sum + 4 * stride];
        float ssc = f * sums[sum + 5 * stride];
        float scs = f * sums[sum + 6 * stride];
        float sss = f * sums[sum + 7 * stride];
        int up = plane + 2 * ((midY + j) * nx + midX);
        int down = plane + 2 * ((midY - j) * nx + midX);
        add(nodes, up + 2 * i, ccc - css - scs - ssc, scc + csc + ccs - sss);
        if (i > 0) {
          add(nodes, up - 2 * i, ccc - css + scs + ssc, -scc + csc + ccs + sss);
        }
        if (j > 0) {
          add(nodes, down + 2 * i, ccc + css - scs + ssc, scc - csc + ccs + sss);
          if (i > 0) {
            add(nodes, down - 2 * i, ccc + css + scs - ssc, -scc - csc + ccs - sss);
          }
        }
      }
    }
  }

  private static void add(float[] nodes, int at, float real, float imaginary) {
    nodes[at] += real;
    nodes[at + 1] += imaginary;
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
}

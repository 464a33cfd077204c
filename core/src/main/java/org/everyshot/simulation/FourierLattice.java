package org.everyshot.simulation;

import org.everyshot.engine.Team;

/// Where in reciprocal space a particle's amplitude is tabulated.
///
/// Node (i, j, k) lies where rowₐ·q = (indexₐ − centreₐ)·stepₐ for the three axes a. Rows are the
/// unit vectors for atoms (steps in Å⁻¹) and the step vectors of the map for maps (steps in rad
/// per voxel), so that the transform is separable in both cases.
final class FourierLattice {
  /// Most nodes along one axis: 512³ complex single-precision nodes take 1 GiB.
  private static final int MOST_NODES = 512;

  private final double[] rows;
  private final double[] steps;
  private final double qReach;
  private final int[] halves = new int[3];

  /// @param rows the three row vectors, `[9]`
  /// @param halfExtents half the extent of the particle along each axis, in units of 1/(row·q)
  /// @param qMax largest |q| that will be asked for, Å⁻¹
  FourierLattice(double[] rows, double[] halfExtents, double qMax) {
    this.rows = rows;
    this.steps = new double[3];
    int pad = InterpolationWindow.TAPS + 3;
    double reach = 0;
    for (int axis = 0; axis < 3; axis++) {
      steps[axis] = Math.PI / (InterpolationWindow.OVERSAMPLING * halfExtents[axis]);
      double length =
          Math.hypot(Math.hypot(rows[3 * axis], rows[3 * axis + 1]), rows[3 * axis + 2]);
      double half = Math.ceil(qMax * length / steps[axis]) + pad;
      if (2 * half + 1 > MOST_NODES) {
        throw new IllegalArgumentException(
            String.format(
                "q-max %.4g Å⁻¹ for a particle %.4g Å long asks for %.0f Fourier nodes along an"
                    + " axis, at most %d fit; lower --q-max",
                qMax, 2 * halfExtents[axis] * length, 2 * half + 1, MOST_NODES));
      }
      halves[axis] = (int) half;
      reach = Math.max(reach, pad * steps[axis] / length);
    }
    this.qReach = qMax + 2 * reach;
    requireRoom(8L * nodes(0) * nodes(1) * nodes(2), qMax, Runtime.getRuntime().maxMemory());
  }

  /// Refuses a table that would not fit: as much again is needed while it is made.
  ///
  /// @param bytes of the table
  /// @param memory bytes that the Java machine may take
  static void requireRoom(long bytes, double qMax, long memory) {
    if (2 * bytes > memory) {
      throw new IllegalArgumentException(
          String.format(
              "q-max %.4g Å⁻¹ asks for a table of %d MiB and as much again to make it, but there"
                  + " are only %d MiB in all; lower --q-max, or give more with"
                  + " EVERYSHOT_JAVA_OPTS=-Xmx8g",
              qMax, bytes >> 20, memory >> 20));
    }
  }

  /// Nodes along an axis: odd, the middle one is q = 0.
  int nodes(int axis) {
    return 2 * halves[axis] + 1;
  }

  /// Index of q = 0 along an axis.
  int centre(int axis) {
    return halves[axis];
  }

  double step(int axis) {
    return steps[axis];
  }

  /// Nodes farther out than this are never read; Å⁻¹.
  double qReach() {
    return qReach;
  }

  /// From q (Å⁻¹) to lattice coordinates less the centre, row-major, `[9]`.
  double[] matrix() {
    double[] m = new double[9];
    for (int i = 0; i < 9; i++) {
      m[i] = rows[i] / steps[i / 3];
    }
    return m;
  }

  /// Passes interleaved complex nodes `[nz][ny][nx][2]` through the window's prefilter, in place.
  void prefilter(float[] nodes, Team team) {
    double[] taps = InterpolationWindow.prefilter();
    int nx = nodes(0);
    int ny = nodes(1);
    int nz = nodes(2);
    team.forEach(
        nz,
        (k, member) -> {
          for (int j = 0; j < ny; j++) {
            filterLine(nodes, 2 * (k * ny + j) * nx, 2, nx, taps);
          }
          for (int i = 0; i < nx; i++) {
            filterLine(nodes, 2 * (k * ny * nx + i), 2 * nx, ny, taps);
          }
        });
    team.forEach(
        ny,
        (j, member) -> {
          for (int i = 0; i < nx; i++) {
            filterLine(nodes, 2 * (j * nx + i), 2 * nx * ny, nz, taps);
          }
        });
  }

  private static void filterLine(float[] nodes, int start, int stride, int n, double[] taps) {
    int reach = taps.length - 1;
    double[] line = new double[n + 2 * reach];
    for (int part = 0; part < 2; part++) {
      for (int i = 0; i < n; i++) {
        line[i + reach] = nodes[start + part + i * stride];
      }
      for (int i = 0; i < n; i++) {
        double sum = taps[0] * line[i + reach];
        for (int t = 1; t <= reach; t++) {
          sum += taps[t] * (line[i + reach - t] + line[i + reach + t]);
        }
        nodes[start + part + i * stride] = (float) sum;
      }
    }
  }
}

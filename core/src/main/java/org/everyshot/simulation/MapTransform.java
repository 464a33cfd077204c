package org.everyshot.simulation;

import org.everyshot.engine.Team;
import org.everyshot.structure.DensityMap;

/// Fourier sum of a density map on a lattice that runs along the map's own axes.
///
/// A(q) = V Σ ρ(i, j, k) exp(i (a·q i + b·q j + c·q k)), V the volume of a point: three transforms,
/// one axis after the other, for rectangular and oblique cells alike. Empty margins are cut off
/// first.
final class MapTransform {
  private MapTransform() {}

  static Particle particle(DensityMap map, double qMax, Team team) {
    int[] low = {map.nx(), map.ny(), map.nz()};
    int[] high = {-1, -1, -1};
    for (int k = 0; k < map.nz(); k++) {
      for (int j = 0; j < map.ny(); j++) {
        for (int i = 0; i < map.nx(); i++) {
          if (map.at(i, j, k) != 0) {
            int[] at = {i, j, k};
            for (int axis = 0; axis < 3; axis++) {
              low[axis] = Math.min(low[axis], at[axis]);
              high[axis] = Math.max(high[axis], at[axis]);
            }
          }
        }
      }
    }
    if (high[0] < 0) {
      throw new IllegalArgumentException("map " + map.name() + " is zero everywhere");
    }
    double[] rows = new double[9];
    double[] halves = new double[3];
    double diameter = 0;
    for (int axis = 0; axis < 3; axis++) {
      double length = 0;
      for (int c = 0; c < 3; c++) {
        rows[3 * axis + c] = map.step(axis, c);
        length = Math.hypot(length, map.step(axis, c));
      }
      if (qMax * length > Math.PI) {
        throw new IllegalArgumentException(
            String.format(
                "map %s is sampled every %.3g Å, which carries q up to %.3g Å⁻¹; lower --q-max",
                map.name(), length, Math.PI / length));
      }
      halves[axis] = (high[axis] - low[axis] + 1) / 2.0;
      diameter = Math.hypot(diameter, 2 * halves[axis] * length);
    }
    var lattice = new FourierLattice(rows, halves, qMax);
    float[] amplitudes = transform(map, low, high, lattice, team);
    double radius = farthestCorner(rows, halves);
    return new LatticeParticle(map.name(), diameter, radius, qMax, lattice, amplitudes, team);
  }

  /// Distance from a box' centre to the farthest of its corners, Å.
  private static double farthestCorner(double[] steps, double[] halves) {
    double most = 0;
    for (int corner = 0; corner < 4; corner++) {
      double[] at = new double[3];
      for (int i = 0; i < 9; i++) {
        boolean back = i / 3 < 2 && ((corner >> (i / 3)) & 1) != 0;
        at[i % 3] += (back ? -1 : 1) * halves[i / 3] * steps[i];
      }
      most = Math.max(most, Math.hypot(Math.hypot(at[0], at[1]), at[2]));
    }
    return most;
  }

  /// One axis after the other; each result has the new axis' nodes in place of the old points.
  private static float[] transform(
      DensityMap map, int[] low, int[] high, FourierLattice lattice, Team team) {
    int px = high[0] - low[0] + 1;
    int py = high[1] - low[1] + 1;
    int pz = high[2] - low[2] + 1;
    int nx = lattice.nodes(0);
    int ny = lattice.nodes(1);
    int nz = lattice.nodes(2);
    float[][] wx = waves(px, lattice, 0);
    float[][] wy = waves(py, lattice, 1);
    float[][] wz = waves(pz, lattice, 2);
    float volume = (float) map.voxelVolume();
    float[] planes = new float[Math.multiplyExact(2 * pz, ny * nx)];
    team.forEach(
        pz,
        (k, member) -> {
          float[] lines = new float[2 * py * nx];
          for (int j = 0; j < py; j++) {
            for (int i = 0; i < px; i++) {
              float value = volume * map.at(low[0] + i, low[1] + j, low[2] + k);
              if (value != 0) {
                addLine(value, wx[i], lines, 2 * j * nx, nx);
              }
            }
          }
          for (int j = 0; j < py; j++) {
            for (int v = 0; v < ny; v++) {
              addProduct(
                  wy[j][2 * v],
                  wy[j][2 * v + 1],
                  lines,
                  2 * j * nx,
                  planes,
                  2 * (k * ny + v) * nx,
                  nx);
            }
          }
        });
    float[] nodes = new float[Math.multiplyExact(2, Math.multiplyExact(nx, ny * nz))];
    int middle = lattice.centre(2);
    team.forEach(
        middle + 1,
        (plane, member) -> {
          int w = middle + plane;
          for (int k = 0; k < pz; k++) {
            addProduct(
                wz[k][2 * w],
                wz[k][2 * w + 1],
                planes,
                2 * k * ny * nx,
                nodes,
                2 * w * ny * nx,
                ny * nx);
          }
        });
    Scatterers.mirror(nodes, nx, ny, nz);
    return nodes;
  }

  private static void addLine(float real, float[] wave, float[] sum, int to, int count) {
    for (int n = 0; n < 2 * count; n++) {
      sum[to + n] += real * wave[n];
    }
  }

  /// sum += (real + i imaginary)·line, `count` complex numbers.
  private static void addProduct(
      float real, float imaginary, float[] line, int from, float[] sum, int to, int count) {
    for (int n = 0; n < 2 * count; n += 2) {
      float a = line[from + n];
      float b = line[from + n + 1];
      sum[to + n] += real * a - imaginary * b;
      sum[to + n + 1] += real * b + imaginary * a;
    }
  }

  /// exp(i κ (point − middle)) for every point of an axis, interleaved over its nodes.
  private static float[][] waves(int points, FourierLattice lattice, int axis) {
    int n = lattice.nodes(axis);
    float[][] waves = new float[points][2 * n];
    for (int p = 0; p < points; p++) {
      for (int v = 0; v < n; v++) {
        double phase = (v - lattice.centre(axis)) * lattice.step(axis) * (p - (points - 1) / 2.0);
        waves[p][2 * v] = (float) Math.cos(phase);
        waves[p][2 * v + 1] = (float) Math.sin(phase);
      }
    }
    return waves;
  }
}

package org.everyshot.picture;

import java.util.List;
import java.util.function.IntPredicate;
import org.everyshot.merging.Neighbour;

/// A plane through a peak that holds what a chemist looks for: the next anomalous scatterer, if one
/// is near, and as many of the atoms around the peak as can be.
///
/// @param rx,ry,rz unit vector to the right, Å in the crystal's Cartesian axes
/// @param ux,uy,uz unit vector upwards
record SectionPlane(double rx, double ry, double rz, double ux, double uy, double uz) {
  /// Atoms nearer than this are taken to be bound to what is at the peak, Å.
  private static final double BOUND = 3.2;

  private static final double LEAST = 1.2;
  private static final double THICKNESS = 0.6;
  private static final int TURNS = 36;

  /// @param near atoms around the peak
  /// @param site whether an atom is an anomalous scatterer
  /// @param reach farthest that another scatterer decides, Å
  static SectionPlane through(List<Neighbour> near, IntPredicate site, double reach) {
    Neighbour next = null;
    for (Neighbour n : near) {
      boolean nearer = next == null || length(n) < length(next);
      if (length(n) > LEAST && length(n) < reach && nearer && site.test(n.atom())) {
        next = n;
      }
    }
    var best = turned(new double[] {1, 0, 0}, 0);
    double most = -1;
    for (Neighbour n : near) {
      boolean towards = next == null ? length(n) > LEAST && length(n) < BOUND : n.equals(next);
      if (!towards) {
        continue;
      }
      double[] right = {n.x() / length(n), n.y() / length(n), n.z() / length(n)};
      for (int turn = 0; turn < TURNS; turn++) {
        SectionPlane plane = turned(right, Math.PI * turn / TURNS);
        double held = 0;
        for (Neighbour other : near) {
          boolean bound = length(other) < (next == null ? BOUND : BOUND + 1);
          double off = plane.above(other) / THICKNESS;
          held += bound ? Math.max(0, 1 - off * off) : 0;
        }
        if (held > most) {
          most = held;
          best = plane;
        }
      }
    }
    return best;
  }

  private static double length(Neighbour n) {
    return Math.sqrt(n.x() * n.x() + n.y() * n.y() + n.z() * n.z());
  }

  /// The plane of `right` and a direction at right angles, turned about `right`.
  private static SectionPlane turned(double[] right, double angle) {
    double[] axis = Math.abs(right[2]) < 0.9 ? new double[] {0, 0, 1} : new double[] {0, 1, 0};
    double[] side = unit(cross(axis, right));
    double[] top = cross(right, side);
    double c = Math.cos(angle);
    double s = Math.sin(angle);
    return new SectionPlane(
        right[0],
        right[1],
        right[2],
        c * top[0] + s * side[0],
        c * top[1] + s * side[1],
        c * top[2] + s * side[2]);
  }

  private static double[] cross(double[] p, double[] q) {
    return new double[] {
      p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]
    };
  }

  private static double[] unit(double[] v) {
    double length = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    return new double[] {v[0] / length, v[1] / length, v[2] / length};
  }

  double x(double right, double up) {
    return right * rx + up * ux;
  }

  double y(double right, double up) {
    return right * ry + up * uy;
  }

  double z(double right, double up) {
    return right * rz + up * uz;
  }

  double right(Neighbour n) {
    return n.x() * rx + n.y() * ry + n.z() * rz;
  }

  double up(Neighbour n) {
    return n.x() * ux + n.y() * uy + n.z() * uz;
  }

  /// Height over the plane, Å.
  double above(Neighbour n) {
    return n.x() * (ry * uz - rz * uy) + n.y() * (rz * ux - rx * uz) + n.z() * (rx * uy - ry * ux);
  }
}

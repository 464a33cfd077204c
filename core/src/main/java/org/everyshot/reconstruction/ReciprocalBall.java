package org.everyshot.reconstruction;

import java.util.Arrays;

/// Points of a box's own reciprocal lattice within a ball, without the middle: one of each pair ±q.
///
/// Shell k, from 1 to the radius, holds the points whose distance from the middle rounds to k
/// steps.
final class ReciprocalBall {
  private final double step;
  private final int radius;
  private final double[] q;
  private final int[] indices;
  private final int[] shells;

  /// @param step distance of lattice points, 2π/L, Å⁻¹
  /// @param radius of the ball, steps
  ReciprocalBall(double step, int radius) {
    this.step = step;
    this.radius = radius;
    int side = 2 * radius + 1;
    int[] found = new int[3 * side * side * (radius + 1)];
    int count = 0;
    for (int c = 0; c <= radius; c++) {
      for (int b = c == 0 ? 0 : -radius; b <= radius; b++) {
        for (int a = b == 0 && c == 0 ? 1 : -radius; a <= radius; a++) {
          if (shell(a, b, c) <= radius) {
            found[count++] = a;
            found[count++] = b;
            found[count++] = c;
          }
        }
      }
    }
    this.indices = Arrays.copyOf(found, count);
    this.shells = new int[count / 3];
    this.q = new double[count];
    for (int p = 0; p < count; p += 3) {
      shells[p / 3] = shell(indices[p], indices[p + 1], indices[p + 2]);
      for (int axis = 0; axis < 3; axis++) {
        q[p + axis] = step * indices[p + axis];
      }
    }
  }

  private static int shell(int a, int b, int c) {
    return (int) Math.round(Math.sqrt(a * a + b * b + c * c));
  }

  /// Number of points.
  int count() {
    return shells.length;
  }

  /// Distance of lattice points, Å⁻¹.
  double step() {
    return step;
  }

  /// Number of shells, the number of the last.
  int radius() {
    return radius;
  }

  /// Shell of a point.
  int shell(int point) {
    return shells[point];
  }

  /// Lattice index of a point along an axis.
  int index(int point, int axis) {
    return indices[3 * point + axis];
  }

  /// The points, `[count][3]`, Å⁻¹; not to be changed.
  double[] q() {
    return q;
  }
}

package org.everyshot.reconstruction;

import java.util.Arrays;

/// Where density may be: a ball, and within it what shrinkwrap leaves. One for each thread.
final class Support {
  private final ShellTransform transform;
  private final int points;
  private final boolean[] ball;
  private final boolean[] held;
  private final float[] cube;
  private final float[] blurred;
  private final float[] scratch;

  Support(ShellTransform transform, PhasingSettings settings) {
    this.transform = transform;
    this.points = settings.gridPoints();
    this.ball = new boolean[points * points * points];
    this.held = new boolean[ball.length];
    this.cube = new float[transform.length()];
    this.blurred = new float[cube.length];
    this.scratch = new float[cube.length];
    double radius = settings.supportDiameter() / 2 / settings.spacingAngstrom();
    for (int z = 0, at = 0; z < points; z++) {
      for (int y = 0; y < points; y++) {
        for (int x = 0; x < points; x++, at++) {
          ball[at] = square(x, y, z) <= radius * radius;
        }
      }
    }
  }

  private double square(int x, int y, int z) {
    double dx = x - points / 2.0;
    double dy = y - points / 2.0;
    double dz = z - points / 2.0;
    return dx * dx + dy * dy + dz * dz;
  }

  /// The whole ball again.
  void reset() {
    System.arraycopy(ball, 0, held, 0, ball.length);
  }

  /// Where density may be, point by point of the box; not to be changed.
  boolean[] held() {
    return held;
  }

  /// Keeps the points of the ball where blurred density is above a share of its maximum.
  void shrink(float[] density, double sigmaPoints, double threshold) {
    transform.cut(density, points, cube);
    for (int i = 0; i < cube.length; i++) {
      cube[i] = Math.max(0, cube[i]);
    }
    Blur.gaussian(transform.edge(), transform.row(), sigmaPoints).apply(cube, blurred, scratch);
    float most = 0;
    int reach = transform.reach();
    int half = points / 2;
    for (float value : blurred) {
      most = Math.max(most, value);
    }
    float least = (float) (threshold * most);
    Arrays.fill(held, false);
    for (int z = -reach; z <= reach; z++) {
      for (int y = -reach; y <= reach; y++) {
        int at = ((z + half) * points + y + half) * points + half;
        for (int x = -reach; x <= reach; x++) {
          held[at + x] = ball[at + x] && blurred[transform.index(x, y, z)] > least;
        }
      }
    }
  }

  /// The support and its neighbours along the axes, within the ball.
  boolean[] dilated() {
    boolean[] wide = held.clone();
    int[] steps = {1, points, points * points};
    for (int i = 0; i < held.length; i++) {
      if (held[i]) {
        for (int step : steps) {
          wide[i - step] |= ball[i - step];
          wide[i + step] |= ball[i + step];
        }
      }
    }
    return wide;
  }
}

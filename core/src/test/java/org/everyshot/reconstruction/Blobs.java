package org.everyshot.reconstruction;

import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;

/// Densities of Gaussian blobs, which can be moved exactly.
public final class Blobs {
  private final double[][] blobs;

  private Blobs(double[][] blobs) {
    this.blobs = blobs;
  }

  /// @param blobs x, y, z (Å), height, standard deviation (Å) of each
  public static Blobs of(double[][] blobs) {
    return new Blobs(blobs);
  }

  /// Blobs at random within a ball: no symmetry of any kind.
  public static Blobs random(int count, double radius, double deviation, long seed) {
    var stream = new RandomStream(seed, 0, 0);
    double[][] blobs = new double[count][];
    for (int b = 0; b < count; ) {
      double x = radius * (2 * stream.uniform() - 1);
      double y = radius * (2 * stream.uniform() - 1);
      double z = radius * (2 * stream.uniform() - 1);
      if (x * x + y * y + z * z < radius * radius) {
        blobs[b++] = new double[] {x, y, z, 0.5 + stream.uniform(), deviation};
      }
    }
    return new Blobs(blobs);
  }

  /// The same with every centre x at R (s x) + t.
  public Blobs moved(Rotation rotation, boolean inverted, double... shift) {
    double[] m = rotation.matrix();
    double s = inverted ? -1 : 1;
    double[][] to = new double[blobs.length][];
    for (int b = 0; b < blobs.length; b++) {
      double[] from = blobs[b];
      to[b] = from.clone();
      for (int r = 0; r < 3; r++) {
        double turned = m[3 * r] * from[0] + m[3 * r + 1] * from[1] + m[3 * r + 2] * from[2];
        to[b][r] = s * turned + shift[r];
      }
    }
    return new Blobs(to);
  }

  public Density density(int points, double spacing) {
    float[] values = new float[points * points * points];
    for (double[] blob : blobs) {
      for (int k = 0, at = 0; k < points; k++) {
        double z = (k - points / 2) * spacing - blob[2];
        for (int j = 0; j < points; j++) {
          double y = (j - points / 2) * spacing - blob[1];
          for (int i = 0; i < points; i++, at++) {
            double x = (i - points / 2) * spacing - blob[0];
            double square = (x * x + y * y + z * z) / (2 * blob[4] * blob[4]);
            values[at] += square > 20 ? 0 : (float) (blob[3] * Math.exp(-square));
          }
        }
      }
    }
    return new Density(points, spacing, values);
  }

  /// The density with independent normal noise on every point within half the box.
  public static Density noisy(Density density, double deviation, long seed) {
    var stream = new RandomStream(seed, 0, 1);
    int n = density.points();
    float[] values = density.values().clone();
    for (int k = 0, at = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++, at++) {
          double radius = Math.hypot(Math.hypot(i - n / 2, j - n / 2), k - n / 2);
          double noise = deviation * stream.normal();
          values[at] += radius < n / 4.0 ? (float) noise : 0;
        }
      }
    }
    return new Density(n, density.spacingAngstrom(), values);
  }
}

package org.everyshot.kernel;

import java.util.SplittableRandom;

/// Referees for the kernels: defining sums in double precision, without any shortcut.
final class Naive {
  private Naive() {}

  /// Images `[image][ring][azimuth]` of values between 0.5 and 1.5.
  static double[] images(long seed, int count, int rings, int azimuths) {
    var random = new SplittableRandom(seed);
    double[] images = new double[count * rings * azimuths];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) (0.5 + random.nextDouble());
    }
    return images;
  }

  static float[] single(double[] values) {
    float[] single = new float[values.length];
    for (int i = 0; i < single.length; i++) {
      single[i] = (float) values[i];
    }
    return single;
  }

  /// Where each of `count` consecutive images begins.
  static int[] starts(int count, int size) {
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = i * size;
    }
    return starts;
  }

  /// A_n of one profile, real and imaginary part.
  static double[] harmonic(double[] images, int start, int azimuths, int order) {
    double re = 0;
    double im = 0;
    for (int j = 0; j < azimuths; j++) {
      double angle = 2 * Math.PI * (int) ((long) order * j % azimuths) / azimuths;
      re += images[start + j] * Math.cos(angle);
      im -= images[start + j] * Math.sin(angle);
    }
    return new double[] {re / azimuths, im / azimuths};
  }
}

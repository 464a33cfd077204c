package org.everyshot.kernel;

import java.util.Arrays;

/// How a transform is broken up into steps, and where its harmonics end up.
final class Radices {
  private Radices() {}

  /// Factors of `length`: eights first, then fours, then a two, then odd primes upward. No two is
  /// left beside an eight: four times four costs less.
  static int[] of(int length) {
    int[] radices = new int[32];
    int count = 0;
    int left = length;
    while (left % 8 == 0 && left % 32 != 16) {
      radices[count++] = 8;
      left /= 8;
    }
    while (left % 4 == 0) {
      radices[count++] = 4;
      left /= 4;
    }
    for (int factor = 2; left > 1; factor++) {
      while (left % factor == 0) {
        radices[count++] = factor;
        left /= factor;
      }
    }
    return Arrays.copyOf(radices, count);
  }

  /// Where decimation in frequency leaves harmonic n: the digits of n, in reverse.
  static int[] positions(int length, int[] radices) {
    int[] positions = new int[length];
    for (int n = 0; n < length; n++) {
      int left = n;
      int places = length;
      for (int radix : radices) {
        places /= radix;
        positions[n] += left % radix * places;
        left /= radix;
      }
    }
    return positions;
  }
}

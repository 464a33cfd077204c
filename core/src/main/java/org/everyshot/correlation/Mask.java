package org.everyshot.correlation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Which bins of a polar image hold a value: one bit a bin, each ring in whole words.
final class Mask {
  private final int azimuths;
  private final int words;
  private final long[] bits;
  private final int hash;

  private Mask(int azimuths, long[] bits) {
    this.azimuths = azimuths;
    this.words = words(azimuths);
    this.bits = bits;
    this.hash = Arrays.hashCode(bits);
  }

  /// @param bits as [#words(int)] words a ring, low bit first; taken over
  static Mask of(int azimuths, long[] bits) {
    return new Mask(azimuths, bits);
  }

  /// Words that hold one ring.
  static int words(int azimuths) {
    return (azimuths + 63) / 64;
  }

  boolean valid(int ring, int azimuth) {
    return (bits[ring * words + azimuth / 64] >>> azimuth & 1) != 0;
  }

  /// Valid bins of a ring.
  int count(int ring) {
    int count = 0;
    for (int w = ring * words; w < (ring + 1) * words; w++) {
      count += Long.bitCount(bits[w]);
    }
    return count;
  }

  /// Whether a ring has the same valid bins in both.
  boolean sameRing(Mask other, int ring) {
    int from = ring * words;
    return Arrays.equals(bits, from, from + words, other.bits, from, from + words);
  }

  /// The bins valid in both; null stands for all bins.
  static @Nullable Mask common(@Nullable Mask a, @Nullable Mask b) {
    if (a == null || b == null || a.equals(b)) {
      return a == null ? b : a;
    }
    long[] both = a.bits.clone();
    for (int w = 0; w < both.length; w++) {
      both[w] &= b.bits[w];
    }
    return new Mask(a.azimuths, both);
  }

  /// M(Δ) = Σ_φ m(p, φ) m(q, φ+Δ) for each Δ.
  void products(int p, int q, int[] out) {
    int countP = count(p);
    int countQ = count(q);
    if (countP == azimuths || countQ == azimuths || countP == 0 || countQ == 0) {
      Arrays.fill(out, countP == 0 || countQ == 0 ? 0 : Math.min(countP, countQ));
      return;
    }
    long[] twice = unrolled(q);
    for (int shift = 0; shift < azimuths; shift++) {
      int word = shift / 64;
      int low = shift % 64;
      int sum = 0;
      for (int w = 0; w < words; w++) {
        long window = twice[word + w] >>> low;
        // A shift by 64 is none in Java: two steps.
        window |= twice[word + w + 1] << 1 << (63 - low);
        sum += Long.bitCount(bits[p * words + w] & window);
      }
      out[shift] = sum;
    }
  }

  /// A ring's bits twice over without a seam, and some words to spare.
  private long[] unrolled(int ring) {
    long[] twice = new long[2 * words + 2];
    for (int w = 0; w < words; w++) {
      twice[w] = bits[ring * words + w];
    }
    for (int j = 0; j < azimuths; j++) {
      if (valid(ring, j)) {
        twice[(azimuths + j) / 64] |= 1L << (azimuths + j);
      }
    }
    return twice;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Mask mask
            && hash == mask.hash
            && azimuths == mask.azimuths
            && Arrays.equals(bits, mask.bits));
  }

  @Override
  public int hashCode() {
    return hash;
  }
}

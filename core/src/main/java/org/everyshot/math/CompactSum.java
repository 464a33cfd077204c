package org.everyshot.math;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An array of sums whose bits depend on what was added, not on its order or grouping, in 9 bytes
/// each: for values that are known to single precision.
///
/// As [OrderFreeSum], with bins of 25 bits, whose digits are whole numbers of 32: bin i counts in
/// units u_i = 2^(25 i) and takes the values |x| < u_{i+1}/2. Each element keeps the bin of its
/// largest value so far and the one below, and a value x is cut into
///
/// x = n₁ u_i + n₀ u_{i−1} + rest,  |n₁|, |n₀| ≤ 2²⁴,
///
/// by rounding to nearest against a constant of the bin. What was said there of the order holds
/// here: n₁ and n₀ depend on x and i alone, sums of whole numbers are exact, and an element that
/// moves up by one bin finds in its upper digits what the lower ones are to be.
///
/// After 127 additions digits are carried into whole numbers apart, which need 8 bytes more from
/// then on.
///
/// Range: values below 2^974 in size; what lies below 2^−1001 is left out.
/// Error: at most 2⁻²⁵ of an element's largest value for each value added, 3·10⁻⁸, half of what
/// rounding to single precision does.
public final class CompactSum implements OrderFree {
  /// Bytes that a sum takes once digits have been carried.
  public static final int MOST_BYTES = 17;

  private static final int WIDTH = 25;
  private static final int LOWEST = -39;
  private static final int HIGHEST = 38;
  private static final int MOST_ADDITIONS = 127;
  private static final int TILE = 128;
  private static final byte MIXED = -1;
  private static final byte NONE = -1;

  /// Rounds to whole multiples of u_i when added, whose number then is in the last bits, at
  /// `i - LOWEST + 1`.
  private static final double[] CUT = new double[HIGHEST - LOWEST + 2];

  /// u_i, at `i - LOWEST + 1`.
  private static final double[] UNIT = new double[CUT.length];

  /// Bits of what values of bin i stay below in size, u_{i+1}/2, at `i - LOWEST + 1`.
  private static final long[] BELOW = new long[CUT.length];

  /// The bin, less [#LOWEST], of values of each exponent as it stands in a double.
  private static final byte[] BIN = new byte[2048];

  /// Bits of what values stay below in size.
  private static final long END = Double.doubleToRawLongBits(0x1p974);

  static {
    for (int i = 0; i < CUT.length; i++) {
      UNIT[i] = Math.scalb(1.0, WIDTH * (i + LOWEST - 1));
      BELOW[i] = Double.doubleToRawLongBits(Math.scalb(0.5, WIDTH * (i + LOWEST)));
      CUT[i] = 1.5 * Math.scalb(0x1p52, WIDTH * (i + LOWEST - 1));
    }
    for (int e = 0; e < BIN.length; e++) {
      int bin = Math.ceilDiv(e - Double.MAX_EXPONENT + 2, WIDTH) - 1;
      BIN[e] = (byte) (Math.clamp(bin, LOWEST, HIGHEST) - LOWEST);
    }
  }

  // Less LOWEST.
  private final byte[] bin;
  // That of all of a tile but one at most, or MIXED.
  private final byte[] common;
  // Place in its tile of the one of another bin, or NONE.
  private final byte[] exception;
  private final int[] upper;
  private final int[] lower;
  private int @Nullable [] upperCarry;
  private int @Nullable [] lowerCarry;
  private int additions;

  /// @param length number of sums
  public CompactSum(int length) {
    this.bin = new byte[length];
    this.common = new byte[Math.ceilDiv(length, TILE)];
    this.exception = new byte[common.length];
    Arrays.fill(exception, NONE);
    this.upper = new int[length];
    this.lower = new int[length];
  }

  @Override
  public int length() {
    return bin.length;
  }

  @Override
  public long bytes() {
    return bin.length * (upperCarry == null ? 9L : MOST_BYTES);
  }

  @Override
  public void add(double[] x) {
    if (x.length != bin.length) {
      throw new IllegalArgumentException(x.length + " values for " + bin.length + " sums");
    }
    requireInRange(x);
    if (additions == MOST_ADDITIONS) {
      carry();
    }
    boolean first = additions == 0;
    additions++;
    for (int t = 0; t < common.length; t++) {
      int from = t * TILE;
      int to = Math.min(x.length, from + TILE);
      if (first) {
        begin(x, from, to);
        settle(t, from, to);
      }
      int i = common[t];
      if (i == MIXED || !(first || below(x, from, to, BELOW[i + 1]))) {
        addEach(x, from, to);
        settle(t, from, to);
      } else if (exception[t] == NONE) {
        addTile(x, from, to, i);
      } else {
        addTileButOne(x, from, to, t);
      }
    }
  }

  /// Gives each element of a tile without values the bin of its first one.
  private void begin(double[] x, int from, int to) {
    for (int k = from; k < to; k++) {
      bin[k] = binOf(x[k]);
    }
  }

  private static byte binOf(double value) {
    return BIN[(int) (Double.doubleToRawLongBits(value) >>> 52) & 0x7FF];
  }

  private void addTileButOne(double[] x, int from, int to, int t) {
    int k = from + exception[t];
    int high = upper[k];
    int low = lower[k];
    addTile(x, from, to, common[t]);
    upper[k] = high;
    lower[k] = low;
    addEach(x, k, k + 1);
    if (bin[k] == common[t]) {
      exception[t] = NONE;
    }
  }

  /// As [#addEach], where all share bin `i`.
  private void addTile(double[] x, int from, int to, int i) {
    double cut = CUT[i + 1];
    double cutBelow = CUT[i];
    double perUnit = 1 / UNIT[i + 1];
    double perUnitBelow = 1 / UNIT[i];
    for (int k = from; k < to; k++) {
      double first = x[k] + cut - cut;
      double second = x[k] - first + cutBelow - cutBelow;
      upper[k] += (int) (first * perUnit);
      lower[k] += (int) (second * perUnitBelow);
    }
  }

  private void addEach(double[] x, int from, int to) {
    for (int k = from; k < to; k++) {
      double value = x[k];
      int i = bin[k];
      int own = binOf(value);
      if (own > i) {
        raise(k, own);
        i = own;
      }
      double cut = CUT[i + 1];
      double first = value + cut;
      double second = value - (first - cut) + CUT[i];
      upper[k] += (int) Double.doubleToRawLongBits(first);
      lower[k] += (int) Double.doubleToRawLongBits(second);
    }
  }

  /// Notes which bin a tile's elements share, but for one at most.
  private void settle(int t, int from, int to) {
    byte shared = bin[from] == bin[Math.min(from + 1, to - 1)] ? bin[from] : bin[to - 1];
    int others = 0;
    int place = 0;
    for (int k = from; k < to; k++) {
      if (bin[k] != shared) {
        others++;
        place = k - from;
      }
    }
    common[t] = others > 1 ? MIXED : shared;
    exception[t] = others == 1 ? (byte) place : NONE;
  }

  /// Whether the sizes of x[from..to) are below what has the bits `end`.
  private static boolean below(double[] x, int from, int to, long end) {
    long below = -1;
    for (int k = from; k < to; k++) {
      below &= (Double.doubleToRawLongBits(x[k]) & Long.MAX_VALUE) - end;
    }
    return below < 0;
  }

  /// @param sums another `CompactSum`
  @Override
  public void merge(OrderFree sums) {
    CompactSum other = (CompactSum) sums;
    if (other.bin.length != bin.length) {
      throw new IllegalArgumentException(other.bin.length + " sums into " + bin.length);
    }
    if (additions + other.additions > MOST_ADDITIONS) {
      carry();
      other.carry();
    }
    additions += other.additions;
    int[] otherUpper = other.upperCarry;
    int[] otherLower = other.lowerCarry;
    if (otherUpper != null) {
      holdCarries();
    }
    for (int k = 0; k < bin.length; k++) {
      if (other.bin[k] > bin[k]) {
        raise(k, other.bin[k]);
        common[k / TILE] = MIXED;
      }
      int down = bin[k] - other.bin[k];
      if (down == 0) {
        upper[k] += other.upper[k];
        lower[k] += other.lower[k];
        if (upperCarry != null && lowerCarry != null && otherUpper != null && otherLower != null) {
          upperCarry[k] = Math.addExact(upperCarry[k], otherUpper[k]);
          lowerCarry[k] = Math.addExact(lowerCarry[k], otherLower[k]);
        }
      } else if (down == 1) {
        lower[k] += other.upper[k];
        if (lowerCarry != null && otherUpper != null) {
          lowerCarry[k] = Math.addExact(lowerCarry[k], otherUpper[k]);
        }
      }
    }
  }

  @Override
  public void addTo(double[] out, int at, int from, int count) {
    int end = from + count;
    for (int k = from, to; k < end; k = to) {
      to = endOfAlike(k, end);
      int i = common[k / TILE];
      if (i == MIXED || upperCarry != null) {
        addValues(out, at + k - from, k, to);
        continue;
      }
      // One element is added by itself: the exception where there is one, and any other where
      // there is none, as a branch that is taken once in a thousand times makes the compiler start
      // anew.
      int last = (to - 1) / TILE;
      int other = Math.max(k, Math.min(to - 1, last * TILE + exception[last]));
      double before = out[at + other - from];
      addDigits(out, at + k - from, k, to, UNIT[i + 1], UNIT[i]);
      out[at + other - from] = before + value(other);
    }
  }

  /// Where the tiles end that share a bin with that of `k`, or are mixed as it is; the first of
  /// them that has an exception is the last.
  private int endOfAlike(int k, int end) {
    int tile = k / TILE;
    byte first = common[tile];
    while (exception[tile] == NONE && (tile + 1) * TILE < end && common[tile + 1] == first) {
      tile++;
    }
    return Math.min(end, (tile + 1) * TILE);
  }

  private void addValues(double[] out, int at, int from, int to) {
    for (int k = from; k < to; k++) {
      out[at + k - from] += value(k);
    }
  }

  private void addDigits(double[] out, int at, int from, int to, double unit, double unitBelow) {
    for (int k = from; k < to; k++) {
      out[at + k - from] += upper[k] * unit + lower[k] * unitBelow;
    }
  }

  @Override
  public void read(int from, int count, double[] out, int at) {
    Arrays.fill(out, at, at + count, 0);
    addTo(out, at, from, count);
  }

  /// Digits and carries of a bin are put together as whole numbers: where they were carried leaves
  /// no trace.
  private double value(int k) {
    int i = bin[k];
    if (upperCarry == null || lowerCarry == null) {
      return upper[k] * UNIT[i + 1] + lower[k] * UNIT[i];
    }
    long high = ((long) upperCarry[k] << WIDTH) + upper[k];
    long low = ((long) lowerCarry[k] << WIDTH) + lower[k];
    return high * UNIT[i + 1] + low * UNIT[i];
  }

  private static void requireInRange(double[] x) {
    if (!below(x, 0, x.length, END)) {
      for (int k = 0; k < x.length; k++) {
        if ((Double.doubleToRawLongBits(x[k]) & Long.MAX_VALUE) >= END) {
          throw new IllegalArgumentException("cannot sum " + x[k] + " at index " + k);
        }
      }
    }
  }

  /// Moves element `k` up to bin `to`, where that is higher than its own.
  private void raise(int k, int to) {
    int up = to - bin[k];
    if (up <= 0) {
      return;
    }
    lower[k] = up == 1 ? upper[k] : 0;
    upper[k] = 0;
    if (upperCarry != null && lowerCarry != null) {
      lowerCarry[k] = up == 1 ? upperCarry[k] : 0;
      upperCarry[k] = 0;
    }
    bin[k] = (byte) to;
  }

  private void holdCarries() {
    if (upperCarry == null) {
      upperCarry = new int[bin.length];
      lowerCarry = new int[bin.length];
    }
  }

  /// Carries what exceeds half of the next unit, so that each bin holds one addition's worth.
  private void carry() {
    holdCarries();
    if (upperCarry != null && lowerCarry != null) {
      carry(upper, upperCarry);
      carry(lower, lowerCarry);
    }
    additions = 1;
  }

  private static void carry(int[] digits, int[] carried) {
    for (int k = 0; k < digits.length; k++) {
      // Nearest, without adding half to what may be the largest digits.
      int up = ((digits[k] >> (WIDTH - 1)) + 1) >> 1;
      carried[k] = Math.addExact(carried[k], up);
      digits[k] -= up << WIDTH;
    }
  }
}

package org.everyshot.math;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An array of sums whose bits depend on what was added, not on its order or grouping.
///
/// Bins of 42 bits lie on a fixed grid of exponents: bin i counts in units u_i = 2^(42 i) and takes
/// the values |x| < u_{i+1}/2. Each element keeps two bins: that of its largest value so far, i,
/// and the one below. A value x is cut into two whole multiples of units by rounding to nearest,
///
/// x = d₁ u_i + d₀ u_{i−1} + rest,  |d₁|, |d₀| ≤ 2⁴¹,
///
/// and the rest, at most u_{i−1}/2 ≤ 2⁻⁴² of the largest value, is left out.
///
/// Why the order does not matter. The rounding compares x with a constant of the bin (1.5·2⁵² u_i),
/// not with the running sum, so that (d₁, d₀) depend on x and i alone, ties included. Sums of whole
/// multiples below 2⁵³ are exact in double precision, hence associative. When a value needs a
/// higher bin j > i, the element moves up: what the upper bin held becomes the lower bin where
/// j = i+1, and nothing stays where j > i+1. That is what bin j would hold from the start: each
/// earlier value is below u_{i+1}/2, rounds to exactly 0 in every bin above i, and enters bin i
/// whole, with the very digit that it has there.
///
/// After 2048 additions digits are carried into whole numbers apart, which need memory only then.
///
/// Range: values below 2^1007 in size; what lies below 2^−1050 is left out.
/// Error: at most 2⁻⁴² of an element's largest value for each value added, 2.3·10⁻¹³.
/// Source: the idea of indexed summation is that of Demmel & Nguyen, IEEE Trans. Comput. 64, 2060
/// (2015); cutting against a constant takes the place of their tie breaking bit.
public final class OrderFreeSum implements OrderFree {
  private static final int WIDTH = 42;
  private static final int LOWEST = -24;
  private static final int HIGHEST = 23;
  private static final int MOST_ADDITIONS = 2048;
  private static final int TILE = 64;

  /// Rounds to whole multiples of u_i when added and taken away again, at `i - LOWEST + 1`.
  private static final double[] CUT = new double[HIGHEST - LOWEST + 2];

  /// The unit next above u_i, u_{i+1}, at `i - LOWEST + 1`, and one over it.
  private static final double[] NEXT = new double[CUT.length];

  private static final double[] PER_NEXT = new double[CUT.length];

  /// What values of bin i stay below, u_{i+1}/2, at `i - LOWEST + 1`.
  private static final double[] END = new double[CUT.length];

  static {
    for (int i = 0; i < CUT.length; i++) {
      CUT[i] = 1.5 * Math.scalb(0x1p52, WIDTH * (i + LOWEST - 1));
      NEXT[i] = Math.scalb(1.0, WIDTH * (i + LOWEST));
      PER_NEXT[i] = 1 / NEXT[i];
      END[i] = NEXT[i] / 2;
    }
  }

  private final byte[] bin;
  private final double[] upper;
  private final double[] lower;
  private int @Nullable [] upperCarry;
  private int @Nullable [] lowerCarry;
  private int additions;

  /// @param length number of sums
  public OrderFreeSum(int length) {
    this.bin = new byte[length];
    this.upper = new double[length];
    this.lower = new double[length];
    Arrays.fill(bin, (byte) LOWEST);
  }

  @Override
  public int length() {
    return bin.length;
  }

  @Override
  public long bytes() {
    return bin.length * (upperCarry == null ? 17L : 25L);
  }

  @Override
  public void add(double[] x) {
    if (x.length != bin.length) {
      throw new IllegalArgumentException(x.length + " values for " + bin.length + " sums");
    }
    requireInRange(x);
    makeRoom(1);
    for (int from = 0; from < x.length; from += TILE) {
      int to = Math.min(x.length, from + TILE);
      int common = commonBin(from, to);
      double most = largest(x, from, to);
      if (common == Integer.MIN_VALUE) {
        addEach(x, from, to);
      } else if (most < END[common - LOWEST + 1]) {
        addTile(x, from, to, CUT[common - LOWEST + 1], CUT[common - LOWEST]);
      } else if (smallest(x, from, to) >= END[binOf(most) - LOWEST]) {
        // All belong to one higher bin, as they mostly do when the first value comes.
        int higher = binOf(most);
        if (higher > common + 1 && upperCarry == null) {
          setTile(x, from, to, higher);
          continue;
        }
        for (int k = from; k < to; k++) {
          raise(k, higher);
        }
        addTile(x, from, to, CUT[higher - LOWEST + 1], CUT[higher - LOWEST]);
      } else {
        addEach(x, from, to);
      }
    }
  }

  /// @param sums another `OrderFreeSum`
  @Override
  public void merge(OrderFree sums) {
    OrderFreeSum other = (OrderFreeSum) sums;
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
      raise(k, other.bin[k]);
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

  /// The sum at index `k`.
  public double value(int k) {
    double high = whole(upper[k], upperCarry == null ? 0 : upperCarry[k], bin[k]);
    double low = whole(lower[k], lowerCarry == null ? 0 : lowerCarry[k], bin[k] - 1);
    return high + low;
  }

  @Override
  public void addTo(double[] out, int at, int from, int count) {
    if (upperCarry == null) {
      for (int k = 0; k < count; k++) {
        out[at + k] += upper[from + k] + lower[from + k];
      }
      return;
    }
    for (int k = 0; k < count; k++) {
      out[at + k] += value(from + k);
    }
  }

  @Override
  public void read(int from, int count, double[] out, int at) {
    if (upperCarry == null) {
      // Digits below 2⁵³ are what [#whole] makes of them.
      for (int k = 0; k < count; k++) {
        out[at + k] = upper[from + k] + lower[from + k];
      }
      return;
    }
    for (int k = 0; k < count; k++) {
      out[at + k] = value(from + k);
    }
  }

  /// All sums.
  public double[] values() {
    double[] out = new double[bin.length];
    addTo(out, 0, 0, out.length);
    return out;
  }

  /// A bin's content in one way only, however much of it has been carried.
  private static double whole(double digits, int carried, int i) {
    double next = NEXT[i - LOWEST + 1];
    double up = Math.floor(digits * PER_NEXT[i - LOWEST + 1] + 0.5);
    return (carried + up) * next + (digits - up * next);
  }

  private static int binOf(double x) {
    return Math.max(LOWEST, Math.ceilDiv(Math.getExponent(x) + 2, WIDTH) - 1);
  }

  private static void requireInRange(double[] x) {
    if (!(largest(x, 0, x.length) < END[HIGHEST - LOWEST + 1])) {
      for (int k = 0; k < x.length; k++) {
        if (!(Math.abs(x[k]) < END[HIGHEST - LOWEST + 1])) {
          throw new IllegalArgumentException("cannot sum " + x[k] + " at index " + k);
        }
      }
    }
  }

  /// The largest size among x[from..to); NaN where one is NaN.
  private static double largest(double[] x, int from, int to) {
    double most = 0;
    for (int k = from; k < to; k++) {
      most = Math.max(most, Math.abs(x[k]));
    }
    return most;
  }

  /// The smallest size among x[from..to).
  private static double smallest(double[] x, int from, int to) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = from; k < to; k++) {
      least = Math.min(least, Math.abs(x[k]));
    }
    return least;
  }

  /// The bin that all of a tile have, or `Integer.MIN_VALUE` where they differ.
  private int commonBin(int from, int to) {
    int first = bin[from];
    int different = 0;
    for (int k = from; k < to; k++) {
      different |= bin[k] ^ first;
    }
    return different == 0 ? first : Integer.MIN_VALUE;
  }

  private void addTile(double[] x, int from, int to, double cut, double cutBelow) {
    for (int k = from; k < to; k++) {
      double d1 = x[k] + cut - cut;
      double rest = x[k] - d1;
      double d0 = rest + cutBelow - cutBelow;
      upper[k] += d1;
      lower[k] += d0;
    }
  }

  /// The first values of their bin: nothing stays of what was there.
  private void setTile(double[] x, int from, int to, int higher) {
    double cut = CUT[higher - LOWEST + 1];
    double cutBelow = CUT[higher - LOWEST];
    Arrays.fill(bin, from, to, (byte) higher);
    for (int k = from; k < to; k++) {
      double d1 = x[k] + cut - cut;
      double rest = x[k] - d1;
      upper[k] = d1;
      lower[k] = rest + cutBelow - cutBelow;
    }
  }

  private void addEach(double[] x, int from, int to) {
    for (int k = from; k < to; k++) {
      addOne(k, x[k]);
    }
  }

  private void addOne(int k, double x) {
    if (Math.abs(x) >= END[bin[k] - LOWEST + 1]) {
      raise(k, binOf(x));
    }
    int i = bin[k] - LOWEST;
    double d1 = x + CUT[i + 1] - CUT[i + 1];
    double rest = x - d1;
    upper[k] += d1;
    lower[k] += rest + CUT[i] - CUT[i];
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

  private void makeRoom(int more) {
    if (additions + more > MOST_ADDITIONS) {
      carry();
    }
    additions += more;
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
    for (int k = 0; k < bin.length; k++) {
      if (upperCarry != null && lowerCarry != null) {
        upperCarry[k] = Math.addExact(upperCarry[k], carryOf(upper, k, bin[k]));
        lowerCarry[k] = Math.addExact(lowerCarry[k], carryOf(lower, k, bin[k] - 1));
      }
    }
    additions = 1;
  }

  private static int carryOf(double[] digits, int k, int i) {
    double next = NEXT[i - LOWEST + 1];
    double up = Math.floor(digits[k] * PER_NEXT[i - LOWEST + 1] + 0.5);
    digits[k] -= up * next;
    return (int) up;
  }
}

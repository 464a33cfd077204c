package org.everyshot.math;

import org.everyshot.kernel.MatrixKernel;

/// Fourier transform along one axis, between a range of points and a range of frequencies, of many
/// lines side by side.
///
/// F_k = Σ_j f_j e^{∓2πijk/period}. Points and frequencies run from −period/2 to period/2 − 1, or
/// from −a to b with a ≤ b. Lines are the columns of rows of values, each row real parts first,
/// then imaginary parts. Even and odd parts of f go into cosine and sine sums apart, which halves
/// the products twice. Immutable. Error: single precision.
final class AxisFourier {
  private final Range in;
  private final Range out;
  private final boolean inverse;
  private final float[] cosines;
  private final float[] sines;
  private final MatrixKernel kernel = MatrixKernel.chosen();

  /// Points of a periodic axis.
  ///
  /// @param reach the farthest, to one side at least
  /// @param pairs how many have their opposite beside them
  /// @param full whether the farthest is its own opposite, at −reach
  record Range(int reach, int pairs, boolean full) {
    /// All points to `reach` on both sides; half the period means all points that there are.
    static Range symmetric(int period, int reach) {
      boolean full = 2 * reach == period;
      return new Range(reach, full ? reach - 1 : reach, full);
    }

    /// From −before to `reach`.
    static Range from(int before, int reach) {
      return new Range(reach, before, false);
    }

    /// Number of points.
    int length() {
      return full ? 2 * reach : reach + pairs + 1;
    }

    /// Place of point 0.
    int middle() {
      return full ? reach : pairs;
    }

    /// Points with a sine.
    int odd() {
      return full ? reach - 1 : reach;
    }
  }

  AxisFourier(int period, Range in, Range out, boolean inverse) {
    this.in = in;
    this.out = out;
    this.inverse = inverse;
    int columns = in.reach() + 1;
    this.cosines = new float[(out.reach() + 1) * columns];
    this.sines = new float[Math.max(1, out.odd() * in.odd())];
    for (int k = 0; k <= out.reach(); k++) {
      for (int j = 0; j <= in.reach(); j++) {
        double angle = 2 * Math.PI * (j * k % period) / period;
        cosines[k * columns + j] = (float) Math.cos(angle);
        if (j > 0 && j <= in.odd() && k > 0 && k <= out.odd()) {
          sines[(k - 1) * in.odd() + j - 1] = (float) Math.sin(angle);
        }
      }
    }
  }

  int scratchLength(int half) {
    return 2 * half * (2 * in.reach() + 2 * out.reach() + 2);
  }

  /// Transforms `half` complex lines.
  ///
  /// @param sourceRow distance of the rows of points
  /// @param row distance of the rows of frequencies
  /// @param from where scratch memory begins
  void apply(
      float[] source,
      int sourceFrom,
      int sourceRow,
      float[] result,
      int to,
      int row,
      int half,
      float[] scratch,
      int from) {
    int lanes = 2 * half;
    int terms = in.reach() + 1;
    int odd = from + terms * lanes;
    split(source, sourceFrom, sourceRow, lanes, scratch, from, odd);
    int even = odd + in.reach() * lanes;
    int sums = even + (out.reach() + 1) * lanes;
    kernel.multiply(
        out.reach() + 1,
        terms,
        lanes,
        cosines,
        0,
        terms,
        1,
        scratch,
        from,
        lanes,
        scratch,
        even,
        lanes);
    kernel.multiply(
        out.odd(), in.odd(), lanes, sines, 0, in.odd(), 1, scratch, odd, lanes, scratch, sums,
        lanes);
    int middle = to + out.middle() * row;
    for (int k = out.odd(); k > 0; k--) {
      int far = k * row;
      // Where a frequency's opposite is not asked for it goes where frequency 0 comes last.
      int opposite = k <= out.pairs() ? -far : 0;
      int plus = middle + (inverse ? opposite : far);
      int minus = middle + (inverse ? far : opposite);
      combine(scratch, even + k * lanes, sums + (k - 1) * lanes, half, result, plus, minus);
    }
    System.arraycopy(scratch, even, result, middle, lanes);
    if (out.full()) {
      System.arraycopy(scratch, even + out.reach() * lanes, result, to, lanes);
    }
  }

  /// Sums and differences of opposite points.
  private void split(
      float[] source, int from, int row, int lanes, float[] scratch, int to, int odd) {
    int middle = from + in.middle() * row;
    System.arraycopy(source, middle, scratch, to, lanes);
    for (int j = 1; j <= in.odd(); j++) {
      int plus = middle + j * row;
      int sum = to + j * lanes;
      int difference = odd + (j - 1) * lanes;
      if (j <= in.pairs()) {
        kernel.butterfly(source, plus, source, middle - j * row, scratch, sum, difference, lanes);
      } else {
        System.arraycopy(source, plus, scratch, sum, lanes);
        System.arraycopy(source, plus, scratch, difference, lanes);
      }
    }
    if (in.full()) {
      System.arraycopy(source, from, scratch, to + in.reach() * lanes, lanes);
    }
  }

  /// C ∓ iS for a frequency and its opposite.
  private void combine(
      float[] sums, int even, int odd, int half, float[] out, int plus, int minus) {
    kernel.butterfly(sums, even, sums, odd + half, out, plus, minus, half);
    kernel.butterfly(sums, even + half, sums, odd, out, minus + half, plus + half, half);
  }
}

package org.everyshot.math;

import org.everyshot.kernel.MatrixKernel;

/// Fourier transform along one axis, between a range of points and a range of frequencies, of many
/// lines side by side.
///
/// F_k = Σ_j f_j e^{∓2πijk/period}. Points and frequencies run from −reach to reach, or from
/// −period/2 to period/2 − 1 where the reach is half the period. Lines are the columns of rows of
/// values, each row real parts first, then imaginary parts. Even and odd parts of f go into cosine
/// and sine sums apart, which halves the products twice. Immutable.
/// Error: single precision.
final class AxisFourier {
  private final int inReach;
  private final int outReach;
  private final boolean inFull;
  private final boolean outFull;
  private final boolean inverse;
  private final int inOdd;
  private final int outOdd;
  private final float[] cosines;
  private final float[] sines;
  private final MatrixKernel kernel = MatrixKernel.chosen();

  AxisFourier(int period, int inReach, int outReach, boolean inverse) {
    this.inReach = inReach;
    this.outReach = outReach;
    this.inFull = 2 * inReach == period;
    this.outFull = 2 * outReach == period;
    this.inverse = inverse;
    this.inOdd = inFull ? inReach - 1 : inReach;
    this.outOdd = outFull ? outReach - 1 : outReach;
    this.cosines = new float[(outReach + 1) * (inReach + 1)];
    this.sines = new float[Math.max(1, outOdd * inOdd)];
    for (int k = 0; k <= outReach; k++) {
      for (int j = 0; j <= inReach; j++) {
        double angle = 2 * Math.PI * (j * k % period) / period;
        cosines[k * (inReach + 1) + j] = (float) Math.cos(angle);
        if (j > 0 && j <= inOdd && k > 0 && k <= outOdd) {
          sines[(k - 1) * inOdd + j - 1] = (float) Math.sin(angle);
        }
      }
    }
  }

  /// Number of points from −reach on.
  static int length(int period, int reach) {
    return 2 * reach == period ? period : 2 * reach + 1;
  }

  int scratchLength(int half) {
    return 2 * half * (2 * inReach + 2 * outReach + 2);
  }

  /// Transforms `half` complex lines.
  ///
  /// @param inRow distance of the rows of points
  /// @param outRow distance of the rows of frequencies
  /// @param from where scratch memory begins
  void apply(
      float[] in,
      int inFrom,
      int inRow,
      float[] out,
      int outFrom,
      int outRow,
      int half,
      float[] scratch,
      int from) {
    int lanes = 2 * half;
    int odd = from + (inReach + 1) * lanes;
    split(in, inFrom, inRow, lanes, scratch, from, odd);
    int even = odd + inReach * lanes;
    int sums = even + (outReach + 1) * lanes;
    kernel.multiply(
        outReach + 1,
        inReach + 1,
        lanes,
        cosines,
        0,
        inReach + 1,
        1,
        scratch,
        from,
        lanes,
        scratch,
        even,
        lanes);
    kernel.multiply(
        outOdd, inOdd, lanes, sines, 0, inOdd, 1, scratch, odd, lanes, scratch, sums, lanes);
    int middle = outFrom + outReach * outRow;
    System.arraycopy(scratch, even, out, middle, lanes);
    for (int k = 1; k <= outOdd; k++) {
      int plus = middle + (inverse ? -k : k) * outRow;
      int minus = middle - (inverse ? -k : k) * outRow;
      combine(scratch, even + k * lanes, sums + (k - 1) * lanes, half, out, plus, minus);
    }
    if (outFull) {
      System.arraycopy(scratch, even + outReach * lanes, out, outFrom, lanes);
    }
  }

  /// Sums and differences of opposite points.
  private void split(float[] in, int from, int row, int lanes, float[] scratch, int to, int odd) {
    int middle = from + inReach * row;
    System.arraycopy(in, middle, scratch, to, lanes);
    for (int j = 1; j <= inOdd; j++) {
      int plus = middle + j * row;
      int minus = middle - j * row;
      int sum = to + j * lanes;
      int difference = odd + (j - 1) * lanes;
      kernel.butterfly(in, plus, in, minus, scratch, sum, difference, lanes);
    }
    if (inFull) {
      System.arraycopy(in, from, scratch, to + inReach * lanes, lanes);
    }
  }

  /// C ∓ iS for a frequency and its opposite.
  private void combine(
      float[] sums, int even, int odd, int half, float[] out, int plus, int minus) {
    kernel.butterfly(sums, even, sums, odd + half, out, plus, minus, half);
    kernel.butterfly(sums, even + half, sums, odd, out, minus + half, plus + half, half);
  }
}

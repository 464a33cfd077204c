package org.everyshot.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarSampleKernel] with the Vector API. Both the centre and the near tail are worked
/// out for every value, and one is taken; the far tail, one in 10¹¹, is left to the scalar one.
///
/// Each step is a method of its own, because the virtual machine inlines only so much into one.
/// Bits do not depend on a value's place in the array. Not for several threads at once.
final class VectorSampleKernel implements SampleKernel {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDE = LANES.length();
  private static final double MOST = ScalarSampleKernel.MOST_EXPONENT;

  private double[] values = new double[0];
  private double[] roots = new double[0];
  private double[] centre = new double[0];
  private final double[] lanes = new double[4 * WIDE];

  @Override
  public void quantile(double[] p, double[] x, int count) {
    int padded = load(p, count, 0.5);
    roots(values, roots, padded);
    centre(values, centre, padded);
    boolean far = near(values, roots, centre, padded);
    for (int i = 0; far && i < count; i++) {
      if (roots[i] > NormalQuantile.NEAR) {
        centre[i] = NormalQuantile.of(p[i]);
      }
    }
    System.arraycopy(centre, 0, x, 0, count);
  }

  /// Copies values, filled up to whole vectors.
  private int load(double[] from, int count, double filling) {
    int padded = (count + WIDE - 1) / WIDE * WIDE;
    if (values.length < padded) {
      values = new double[padded];
      roots = new double[padded];
      centre = new double[padded];
    }
    System.arraycopy(from, 0, values, 0, count);
    Arrays.fill(values, count, padded, filling);
    return padded;
  }

  /// √(−ln of the smaller tail).
  private static void roots(double[] p, double[] roots, int count) {
    for (int i = 0; i < count; i += WIDE) {
      DoubleVector v = DoubleVector.fromArray(LANES, p, i);
      v.min(v.neg().add(1)).intoArray(roots, i);
    }
    VectorMath.log(roots, count);
    for (int i = 0; i < count; i += WIDE) {
      DoubleVector log = DoubleVector.fromArray(LANES, roots, i);
      log.neg().lanewise(VectorOperators.SQRT).intoArray(roots, i);
    }
  }

  private static void centre(double[] p, double[] x, int count) {
    for (int i = 0; i < count; i += WIDE) {
      DoubleVector q = DoubleVector.fromArray(LANES, p, i).sub(0.5);
      DoubleVector r = q.mul(q).neg().add(NormalQuantile.CENTRE_SQUARE);
      q.mul(polynomial(NormalQuantile.CENTRE_TOP, r))
          .div(polynomial(NormalQuantile.CENTRE_BOTTOM, r))
          .intoArray(x, i);
    }
  }

  /// Writes the values of the near tail over those of the centre that are none, and tells whether
  /// there are any beyond.
  private static boolean near(double[] p, double[] roots, double[] x, int count) {
    DoubleVector farthest = DoubleVector.zero(LANES);
    for (int i = 0; i < count; i += WIDE) {
      DoubleVector q = DoubleVector.fromArray(LANES, p, i).sub(0.5);
      DoubleVector root = DoubleVector.fromArray(LANES, roots, i);
      farthest = farthest.max(root);
      DoubleVector r = root.sub(NormalQuantile.NEAR_FROM);
      DoubleVector above =
          polynomial(NormalQuantile.NEAR_TOP, r).div(polynomial(NormalQuantile.NEAR_BOTTOM, r));
      VectorMask<Double> below = q.compare(VectorOperators.LT, 0);
      VectorMask<Double> outside = q.abs().compare(VectorOperators.GT, NormalQuantile.CENTRE);
      DoubleVector.fromArray(LANES, x, i)
          .blend(above.blend(above.neg(), below), outside)
          .intoArray(x, i);
    }
    return farthest.compare(VectorOperators.GT, NormalQuantile.NEAR).anyTrue();
  }

  private static DoubleVector polynomial(double[] c, DoubleVector x) {
    DoubleVector high = x.mul(c[7]).add(c[6]).mul(x).add(c[5]).mul(x).add(c[4]);
    return high.mul(x).add(c[3]).mul(x).add(c[2]).mul(x).add(c[1]).mul(x).add(c[0]);
  }

  @Override
  public void exp(double[] x, double a, double b, double[] y, int count) {
    int padded = load(x, count, 0);
    for (int i = 0; i < padded; i += WIDE) {
      DoubleVector exponent = DoubleVector.fromArray(LANES, values, i).mul(b).add(a);
      exponent.max(-MOST).min(MOST).intoArray(centre, i);
    }
    VectorMath.exp(centre, padded);
    System.arraycopy(centre, 0, y, 0, count);
  }

  @Override
  public void sum(
      double[] t, double[] normal, double[] scale, double[] held, int count, Sums sums) {
    sums.clear();
    int even = LANES.loopBound(count);
    if (values.length < even) {
      load(t, count, 0);
    }
    pulls(t, normal, scale, even, sums, values, roots);
    slopes(t, held, even, sums, values, roots);
    logs(values, even, sums);
    ScalarSampleKernel.add(t, normal, scale, held, even, count, sums);
  }

  /// Sums of residuals and their pulls; leaves the amplitudes, and pulls over amplitudes.
  private void pulls(
      double[] t,
      double[] normal,
      double[] scale,
      int count,
      Sums sums,
      double[] amplitudes,
      double[] relative) {
    DoubleVector squares = DoubleVector.zero(LANES);
    DoubleVector pulls = squares;
    DoubleVector ofNormal = squares;
    DoubleVector all = squares;
    for (int i = 0; i < count; i += WIDE) {
      DoubleVector f =
          DoubleVector.fromArray(LANES, t, i).mul(sums.sigma).add(sums.mu).max(sums.least);
      DoubleVector predicted = DoubleVector.fromArray(LANES, scale, i).mul(f).mul(f);
      DoubleVector residual = predicted.neg().add(sums.intensity);
      DoubleVector pull = residual.mul(sums.perVariance).mul(predicted);
      squares = squares.add(residual.mul(residual));
      pulls = pulls.add(pull);
      ofNormal = ofNormal.add(pull.mul(DoubleVector.fromArray(LANES, normal, i)));
      all = all.add(f.mul(f));
      f.intoArray(amplitudes, i);
      pull.div(f).intoArray(relative, i);
    }
    squares.intoArray(lanes, 0);
    pulls.intoArray(lanes, WIDE);
    ofNormal.intoArray(lanes, 2 * WIDE);
    all.intoArray(lanes, 3 * WIDE);
    sums.squares += VectorMath.sum(lanes, 0);
    sums.pull += VectorMath.sum(lanes, 1);
    sums.pullOfNormal += VectorMath.sum(lanes, 2);
    sums.amplitudes += VectorMath.sum(lanes, 3);
  }

  private void slopes(
      double[] t, double[] held, int count, Sums sums, double[] amplitudes, double[] relative) {
    DoubleVector deviates = DoubleVector.zero(LANES);
    DoubleVector squares = deviates;
    DoubleVector ofMu = deviates;
    DoubleVector ofSigma = deviates;
    for (int i = 0; i < count; i += WIDE) {
      DoubleVector at = DoubleVector.fromArray(LANES, t, i);
      DoubleVector f = DoubleVector.fromArray(LANES, amplitudes, i);
      DoubleVector w = DoubleVector.fromArray(LANES, held, i);
      DoubleVector rise = DoubleVector.broadcast(LANES, sums.rise).div(f);
      DoubleVector prior = rise.sub(f.mul(sums.fall)).add(at.div(sums.sigma));
      DoubleVector slope =
          DoubleVector.fromArray(LANES, relative, i).mul(2).add(prior.mul(sums.weight));
      deviates = deviates.add(at);
      squares = squares.add(at.mul(at));
      ofMu = ofMu.add(slope.mul(w.neg().add(1)));
      ofSigma = ofSigma.add(slope.mul(at.sub(w.mul(sums.alpha))));
    }
    deviates.intoArray(lanes, 0);
    squares.intoArray(lanes, WIDE);
    ofMu.intoArray(lanes, 2 * WIDE);
    ofSigma.intoArray(lanes, 3 * WIDE);
    sums.deviates += VectorMath.sum(lanes, 0);
    sums.squareDeviates += VectorMath.sum(lanes, 1);
    sums.alongMu += VectorMath.sum(lanes, 2);
    sums.alongSigma += VectorMath.sum(lanes, 3);
  }

  private void logs(double[] x, int count, Sums sums) {
    VectorMath.log(x, count);
    DoubleVector logs = DoubleVector.zero(LANES);
    for (int i = 0; i < count; i += WIDE) {
      logs = logs.add(DoubleVector.fromArray(LANES, x, i));
    }
    logs.intoArray(lanes, 0);
    sums.logs += VectorMath.sum(lanes, 0);
  }
}

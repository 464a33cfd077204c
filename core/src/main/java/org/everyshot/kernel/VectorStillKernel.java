package org.everyshot.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarStillKernel] with the Vector API: as many observations at once as a register
/// holds, those that are left over one by one. Sums differ by rounding only.
///
/// In steps that hand arrays on: of one long loop the compiler does not inline all, and calls what
/// is left with vectors as objects. Rows of the matrix are added up in two parts, as many sums as
/// there are registers.
final class VectorStillKernel implements StillKernel {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final int WIDE = LANES.length();

  /// Elements of the matrix.
  private static final int ELEMENTS = PARAMETERS * (PARAMETERS + 1) / 2;

  private final ScalarStillKernel rest = new ScalarStillKernel();

  /// Lanes of the sums: those of the gradient, then those of the matrix.
  private final double[] sums = new double[(PARAMETERS + ELEMENTS) * WIDE];

  // Of each observation: K, e u/w² and 2 x u/w²; derivatives but the first; μ²/V and μ (I − μ)/V.
  private double[] scale = {};
  private double[] slope = {};
  private double[] widening = {};
  private final double[][] d = new double[PARAMETERS][];
  private double[] weight = {};
  private double[] pull = {};

  @Override
  public void accumulate(
      double[][] columns,
      int size,
      double[] model,
      double[] deviations,
      double[] hessian,
      double[] gradient) {
    int even = LANES.loopBound(size);
    room(even);
    offsets(columns, even, model);
    VectorMath.log(scale, even);
    logScales(columns, even, model);
    VectorMath.exp(scale, even);
    weights(columns, even, model);
    derivatives(columns, even, model, deviations);
    firstRows(even, deviations[0]);
    lastRows(even, deviations[0]);
    for (int p = 0; p < PARAMETERS; p++) {
      gradient[p] += VectorMath.sum(sums, p);
    }
    for (int at = 0; at < ELEMENTS; at++) {
      hessian[at] += VectorMath.sum(sums, PARAMETERS + at);
    }
    rest.accumulate(columns, even, size, model, deviations, hessian, gradient);
  }

  private void room(int size) {
    if (scale.length >= size) {
      return;
    }
    int room = size + size / 2;
    slope = new double[room];
    widening = new double[room];
    for (int p = 1; p < PARAMETERS; p++) {
      d[p] = new double[room];
    }
    weight = new double[room];
    pull = new double[room];
    scale = new double[room];
  }

  /// Leaves 1 + s x in the place of K.
  private void offsets(double[][] columns, int size, double[] model) {
    double[] xs = columns[2];
    double[] ys = columns[3];
    double[] squares = columns[4];
    double[] offsets = columns[5];
    double shape = model[7];
    for (int i = 0; i < size; i += WIDE) {
      DoubleVector q2 = DoubleVector.fromArray(LANES, squares, i);
      DoubleVector e =
          DoubleVector.fromArray(LANES, offsets, i)
              .add(DoubleVector.fromArray(LANES, ys, i).mul(model[2]))
              .sub(DoubleVector.fromArray(LANES, xs, i).mul(model[3]))
              .add(q2.mul(model[6]));
      DoubleVector perW2 = DoubleVector.broadcast(LANES, 1).div(q2.mul(model[5]).add(model[4]));
      DoubleVector ew = e.mul(perW2);
      DoubleVector x = e.mul(ew).mul(0.5);
      DoubleVector widened = x.mul(shape).add(1);
      DoubleVector u = DoubleVector.broadcast(LANES, 1).div(widened);
      widened.intoArray(scale, i);
      ew.mul(u).intoArray(slope, i);
      x.mul(u).mul(perW2).mul(2).intoArray(widening, i);
    }
  }

  /// From ln (1 + s x) to ln K.
  private void logScales(double[][] columns, int size, double[] model) {
    double[] squares = columns[4];
    double[] polarizations = columns[6];
    double perShape = 1 / model[7];
    for (int i = 0; i < size; i += WIDE) {
      DoubleVector log = DoubleVector.fromArray(LANES, scale, i);
      DoubleVector.fromArray(LANES, polarizations, i)
          .add(model[0])
          .sub(DoubleVector.fromArray(LANES, squares, i).mul(0.5 * model[1]))
          .sub(log.mul(perShape))
          .max(LEAST_LOG_SCALE)
          .min(MOST_LOG_SCALE)
          .intoArray(scale, i);
    }
  }

  private void weights(double[][] columns, int size, double[] model) {
    double[] intensities = columns[0];
    double[] variances = columns[1];
    double[] means = columns[7];
    double[] meanVariances = columns[8];
    double perFreedom = model[10];
    for (int i = 0; i < size; i += WIDE) {
      DoubleVector k = DoubleVector.fromArray(LANES, scale, i);
      DoubleVector jump = DoubleVector.fromArray(LANES, slope, i).mul(JITTER);
      DoubleVector jitter = jump.mul(jump).min(MOST_JITTER);
      DoubleVector mu = k.mul(DoubleVector.fromArray(LANES, means, i));
      DoubleVector mu2 = mu.mul(mu);
      DoubleVector v =
          DoubleVector.fromArray(LANES, variances, i)
              .add(jitter.mul(model[9]).add(model[8]).mul(mu2))
              .add(k.mul(k).mul(DoubleVector.fromArray(LANES, meanVariances, i)));
      DoubleVector perV = DoubleVector.broadcast(LANES, 1).div(v);
      DoubleVector residual = DoubleVector.fromArray(LANES, intensities, i).sub(mu);
      if (perFreedom > 0) {
        DoubleVector spread = residual.mul(residual).mul(perV).mul(perFreedom).add(1);
        perV = perV.mul(1 + perFreedom).div(spread);
      }
      mu2.mul(perV).intoArray(weight, i);
      residual.mul(mu).mul(perV).intoArray(pull, i);
    }
  }

  private void derivatives(double[][] columns, int size, double[] model, double[] deviations) {
    double[] xs = columns[2];
    double[] ys = columns[3];
    double[] squares = columns[4];
    for (int i = 0; i < size; i += WIDE) {
      DoubleVector q2 = DoubleVector.fromArray(LANES, squares, i);
      DoubleVector s = DoubleVector.fromArray(LANES, slope, i);
      DoubleVector w = DoubleVector.fromArray(LANES, widening, i);
      q2.mul(-0.5 * deviations[1]).intoArray(d[1], i);
      s.mul(DoubleVector.fromArray(LANES, ys, i)).mul(-deviations[2]).intoArray(d[2], i);
      s.mul(DoubleVector.fromArray(LANES, xs, i)).mul(deviations[3]).intoArray(d[3], i);
      w.mul(model[4] * deviations[4]).intoArray(d[4], i);
      w.mul(q2.mul(model[5])).mul(deviations[5]).intoArray(d[5], i);
      s.mul(q2).mul(-deviations[6]).intoArray(d[6], i);
    }
  }

  /// Rows 0 to 4.
  private void firstRows(int size, double first) {
    DoubleVector d0 = DoubleVector.broadcast(LANES, first);
    DoubleVector g0 = DoubleVector.zero(LANES);
    DoubleVector h00 = DoubleVector.zero(LANES);
    DoubleVector g1 = DoubleVector.zero(LANES);
    DoubleVector h10 = DoubleVector.zero(LANES);
    DoubleVector h11 = DoubleVector.zero(LANES);
    DoubleVector g2 = DoubleVector.zero(LANES);
    DoubleVector h20 = DoubleVector.zero(LANES);
    DoubleVector h21 = DoubleVector.zero(LANES);
    DoubleVector h22 = DoubleVector.zero(LANES);
    DoubleVector g3 = DoubleVector.zero(LANES);
    DoubleVector h30 = DoubleVector.zero(LANES);
    DoubleVector h31 = DoubleVector.zero(LANES);
    DoubleVector h32 = DoubleVector.zero(LANES);
    DoubleVector h33 = DoubleVector.zero(LANES);
    DoubleVector g4 = DoubleVector.zero(LANES);
    DoubleVector h40 = DoubleVector.zero(LANES);
    DoubleVector h41 = DoubleVector.zero(LANES);
    DoubleVector h42 = DoubleVector.zero(LANES);
    DoubleVector h43 = DoubleVector.zero(LANES);
    DoubleVector h44 = DoubleVector.zero(LANES);
    for (int i = 0; i < size; i += WIDE) {
      DoubleVector w = DoubleVector.fromArray(LANES, weight, i);
      DoubleVector r = DoubleVector.fromArray(LANES, pull, i);
      DoubleVector d1 = DoubleVector.fromArray(LANES, d[1], i);
      DoubleVector d2 = DoubleVector.fromArray(LANES, d[2], i);
      DoubleVector d3 = DoubleVector.fromArray(LANES, d[3], i);
      DoubleVector d4 = DoubleVector.fromArray(LANES, d[4], i);
      g0 = d0.fma(r, g0);
      h00 = d0.mul(w).fma(d0, h00);
      g1 = d1.fma(r, g1);
      DoubleVector w1 = d1.mul(w);
      h10 = w1.fma(d0, h10);
      h11 = w1.fma(d1, h11);
      g2 = d2.fma(r, g2);
      DoubleVector w2 = d2.mul(w);
      h20 = w2.fma(d0, h20);
      h21 = w2.fma(d1, h21);
      h22 = w2.fma(d2, h22);
      g3 = d3.fma(r, g3);
      DoubleVector w3 = d3.mul(w);
      h30 = w3.fma(d0, h30);
      h31 = w3.fma(d1, h31);
      h32 = w3.fma(d2, h32);
      h33 = w3.fma(d3, h33);
      g4 = d4.fma(r, g4);
      DoubleVector w4 = d4.mul(w);
      h40 = w4.fma(d0, h40);
      h41 = w4.fma(d1, h41);
      h42 = w4.fma(d2, h42);
      h43 = w4.fma(d3, h43);
      h44 = w4.fma(d4, h44);
    }
    g0.intoArray(sums, 0);
    g1.intoArray(sums, WIDE);
    g2.intoArray(sums, 2 * WIDE);
    g3.intoArray(sums, 3 * WIDE);
    g4.intoArray(sums, 4 * WIDE);
    h00.intoArray(sums, 7 * WIDE);
    h10.intoArray(sums, 8 * WIDE);
    h11.intoArray(sums, 9 * WIDE);
    h20.intoArray(sums, 10 * WIDE);
    h21.intoArray(sums, 11 * WIDE);
    h22.intoArray(sums, 12 * WIDE);
    h30.intoArray(sums, 13 * WIDE);
    h31.intoArray(sums, 14 * WIDE);
    h32.intoArray(sums, 15 * WIDE);
    h33.intoArray(sums, 16 * WIDE);
    h40.intoArray(sums, 17 * WIDE);
    h41.intoArray(sums, 18 * WIDE);
    h42.intoArray(sums, 19 * WIDE);
    h43.intoArray(sums, 20 * WIDE);
    h44.intoArray(sums, 21 * WIDE);
  }

  /// Rows 5 and 6.
  private void lastRows(int size, double first) {
    DoubleVector d0 = DoubleVector.broadcast(LANES, first);
    DoubleVector g5 = DoubleVector.zero(LANES);
    DoubleVector h50 = DoubleVector.zero(LANES);
    DoubleVector h51 = DoubleVector.zero(LANES);
    DoubleVector h52 = DoubleVector.zero(LANES);
    DoubleVector h53 = DoubleVector.zero(LANES);
    DoubleVector h54 = DoubleVector.zero(LANES);
    DoubleVector h55 = DoubleVector.zero(LANES);
    DoubleVector g6 = DoubleVector.zero(LANES);
    DoubleVector h60 = DoubleVector.zero(LANES);
    DoubleVector h61 = DoubleVector.zero(LANES);
    DoubleVector h62 = DoubleVector.zero(LANES);
    DoubleVector h63 = DoubleVector.zero(LANES);
    DoubleVector h64 = DoubleVector.zero(LANES);
    DoubleVector h65 = DoubleVector.zero(LANES);
    DoubleVector h66 = DoubleVector.zero(LANES);
    for (int i = 0; i < size; i += WIDE) {
      DoubleVector w = DoubleVector.fromArray(LANES, weight, i);
      DoubleVector r = DoubleVector.fromArray(LANES, pull, i);
      DoubleVector d1 = DoubleVector.fromArray(LANES, d[1], i);
      DoubleVector d2 = DoubleVector.fromArray(LANES, d[2], i);
      DoubleVector d3 = DoubleVector.fromArray(LANES, d[3], i);
      DoubleVector d4 = DoubleVector.fromArray(LANES, d[4], i);
      DoubleVector d5 = DoubleVector.fromArray(LANES, d[5], i);
      DoubleVector d6 = DoubleVector.fromArray(LANES, d[6], i);
      g5 = d5.fma(r, g5);
      DoubleVector w5 = d5.mul(w);
      h50 = w5.fma(d0, h50);
      h51 = w5.fma(d1, h51);
      h52 = w5.fma(d2, h52);
      h53 = w5.fma(d3, h53);
      h54 = w5.fma(d4, h54);
      h55 = w5.fma(d5, h55);
      g6 = d6.fma(r, g6);
      DoubleVector w6 = d6.mul(w);
      h60 = w6.fma(d0, h60);
      h61 = w6.fma(d1, h61);
      h62 = w6.fma(d2, h62);
      h63 = w6.fma(d3, h63);
      h64 = w6.fma(d4, h64);
      h65 = w6.fma(d5, h65);
      h66 = w6.fma(d6, h66);
    }
    g5.intoArray(sums, 5 * WIDE);
    g6.intoArray(sums, 6 * WIDE);
    h50.intoArray(sums, 22 * WIDE);
    h51.intoArray(sums, 23 * WIDE);
    h52.intoArray(sums, 24 * WIDE);
    h53.intoArray(sums, 25 * WIDE);
    h54.intoArray(sums, 26 * WIDE);
    h55.intoArray(sums, 27 * WIDE);
    h60.intoArray(sums, 28 * WIDE);
    h61.intoArray(sums, 29 * WIDE);
    h62.intoArray(sums, 30 * WIDE);
    h63.intoArray(sums, 31 * WIDE);
    h64.intoArray(sums, 32 * WIDE);
    h65.intoArray(sums, 33 * WIDE);
    h66.intoArray(sums, 34 * WIDE);
  }
}

package org.everyshot.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarStillKernel] with the Vector API: as many observations at once as a register
/// holds, those that are left over one by one. Sums differ by rounding only.
final class VectorStillKernel implements StillKernel {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;

  private final ScalarStillKernel rest = new ScalarStillKernel();
  private final double[] lanes = new double[LANES.length()];

  @Override
  public void accumulate(
      double[][] columns,
      int size,
      double[] model,
      double[] deviations,
      double[] hessian,
      double[] gradient) {
    int even = LANES.loopBound(size);
    vectors(columns, even, model, deviations, hessian, gradient);
    rest.accumulate(columns, even, size, model, deviations, hessian, gradient);
  }

  private void vectors(
      double[][] columns,
      int size,
      double[] model,
      double[] deviations,
      double[] hessian,
      double[] gradient) {
    double[] intensities = columns[0];
    double[] variances = columns[1];
    double[] xs = columns[2];
    double[] ys = columns[3];
    double[] squares = columns[4];
    double[] offsets = columns[5];
    double[] polarizations = columns[6];
    double[] means = columns[7];
    double[] meanVariances = columns[8];
    double shape = model[7];
    double perShape = 1 / shape;
    double perFreedom = model[10];
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
    for (int i = 0; i < size; i += LANES.length()) {
      DoubleVector qx = DoubleVector.fromArray(LANES, xs, i);
      DoubleVector qy = DoubleVector.fromArray(LANES, ys, i);
      DoubleVector q2 = DoubleVector.fromArray(LANES, squares, i);
      DoubleVector e =
          DoubleVector.fromArray(LANES, offsets, i)
              .add(qy.mul(model[2]))
              .sub(qx.mul(model[3]))
              .add(q2.mul(model[6]));
      DoubleVector spread = q2.mul(model[5]);
      DoubleVector perW2 = DoubleVector.broadcast(LANES, 1).div(spread.add(model[4]));
      DoubleVector ew = e.mul(perW2);
      DoubleVector x = e.mul(ew).mul(0.5);
      DoubleVector widened = x.mul(shape).add(1);
      DoubleVector u = DoubleVector.broadcast(LANES, 1).div(widened);
      DoubleVector logK =
          DoubleVector.fromArray(LANES, polarizations, i)
              .add(model[0])
              .sub(q2.mul(0.5 * model[1]))
              .sub(VectorMath.log(widened).mul(perShape))
              .max(LEAST_LOG_SCALE)
              .min(MOST_LOG_SCALE);
      DoubleVector scale = VectorMath.exp(logK);
      DoubleVector slope = ew.mul(u);
      DoubleVector jump = slope.mul(JITTER);
      DoubleVector jitter = jump.mul(jump).min(MOST_JITTER);
      DoubleVector widening = x.mul(u).mul(perW2).mul(2);
      DoubleVector mu = scale.mul(DoubleVector.fromArray(LANES, means, i));
      DoubleVector mu2 = mu.mul(mu);
      DoubleVector v =
          DoubleVector.fromArray(LANES, variances, i)
              .add(jitter.mul(model[9]).add(model[8]).mul(mu2))
              .add(scale.mul(scale).mul(DoubleVector.fromArray(LANES, meanVariances, i)));
      DoubleVector perV = DoubleVector.broadcast(LANES, 1).div(v);
      DoubleVector residual = DoubleVector.fromArray(LANES, intensities, i).sub(mu);
      if (perFreedom > 0) {
        DoubleVector spread2 = residual.mul(residual).mul(perV).mul(perFreedom).add(1);
        perV = perV.mul(1 + perFreedom).div(spread2);
      }
      DoubleVector weight = mu2.mul(perV);
      DoubleVector pull = residual.mul(mu).mul(perV);
      DoubleVector d0 = DoubleVector.broadcast(LANES, deviations[0]);
      DoubleVector d1 = q2.mul(-0.5 * deviations[1]);
      DoubleVector d2 = slope.mul(qy).mul(-deviations[2]);
      DoubleVector d3 = slope.mul(qx).mul(deviations[3]);
      DoubleVector d4 = widening.mul(model[4] * deviations[4]);
      DoubleVector d5 = widening.mul(spread).mul(deviations[5]);
      DoubleVector d6 = slope.mul(q2).mul(-deviations[6]);
      g0 = d0.fma(pull, g0);
      DoubleVector w0 = d0.mul(weight);
      h00 = w0.fma(d0, h00);
      g1 = d1.fma(pull, g1);
      DoubleVector w1 = d1.mul(weight);
      h10 = w1.fma(d0, h10);
      h11 = w1.fma(d1, h11);
      g2 = d2.fma(pull, g2);
      DoubleVector w2 = d2.mul(weight);
      h20 = w2.fma(d0, h20);
      h21 = w2.fma(d1, h21);
      h22 = w2.fma(d2, h22);
      g3 = d3.fma(pull, g3);
      DoubleVector w3 = d3.mul(weight);
      h30 = w3.fma(d0, h30);
      h31 = w3.fma(d1, h31);
      h32 = w3.fma(d2, h32);
      h33 = w3.fma(d3, h33);
      g4 = d4.fma(pull, g4);
      DoubleVector w4 = d4.mul(weight);
      h40 = w4.fma(d0, h40);
      h41 = w4.fma(d1, h41);
      h42 = w4.fma(d2, h42);
      h43 = w4.fma(d3, h43);
      h44 = w4.fma(d4, h44);
      g5 = d5.fma(pull, g5);
      DoubleVector w5 = d5.mul(weight);
      h50 = w5.fma(d0, h50);
      h51 = w5.fma(d1, h51);
      h52 = w5.fma(d2, h52);
      h53 = w5.fma(d3, h53);
      h54 = w5.fma(d4, h54);
      h55 = w5.fma(d5, h55);
      g6 = d6.fma(pull, g6);
      DoubleVector w6 = d6.mul(weight);
      h60 = w6.fma(d0, h60);
      h61 = w6.fma(d1, h61);
      h62 = w6.fma(d2, h62);
      h63 = w6.fma(d3, h63);
      h64 = w6.fma(d4, h64);
      h65 = w6.fma(d5, h65);
      h66 = w6.fma(d6, h66);
    }
    gradient[0] += VectorMath.sum(g0, lanes);
    hessian[0] += VectorMath.sum(h00, lanes);
    gradient[1] += VectorMath.sum(g1, lanes);
    hessian[1] += VectorMath.sum(h10, lanes);
    hessian[2] += VectorMath.sum(h11, lanes);
    gradient[2] += VectorMath.sum(g2, lanes);
    hessian[3] += VectorMath.sum(h20, lanes);
    hessian[4] += VectorMath.sum(h21, lanes);
    hessian[5] += VectorMath.sum(h22, lanes);
    gradient[3] += VectorMath.sum(g3, lanes);
    hessian[6] += VectorMath.sum(h30, lanes);
    hessian[7] += VectorMath.sum(h31, lanes);
    hessian[8] += VectorMath.sum(h32, lanes);
    hessian[9] += VectorMath.sum(h33, lanes);
    gradient[4] += VectorMath.sum(g4, lanes);
    hessian[10] += VectorMath.sum(h40, lanes);
    hessian[11] += VectorMath.sum(h41, lanes);
    hessian[12] += VectorMath.sum(h42, lanes);
    hessian[13] += VectorMath.sum(h43, lanes);
    hessian[14] += VectorMath.sum(h44, lanes);
    gradient[5] += VectorMath.sum(g5, lanes);
    hessian[15] += VectorMath.sum(h50, lanes);
    hessian[16] += VectorMath.sum(h51, lanes);
    hessian[17] += VectorMath.sum(h52, lanes);
    hessian[18] += VectorMath.sum(h53, lanes);
    hessian[19] += VectorMath.sum(h54, lanes);
    hessian[20] += VectorMath.sum(h55, lanes);
    gradient[6] += VectorMath.sum(g6, lanes);
    hessian[21] += VectorMath.sum(h60, lanes);
    hessian[22] += VectorMath.sum(h61, lanes);
    hessian[23] += VectorMath.sum(h62, lanes);
    hessian[24] += VectorMath.sum(h63, lanes);
    hessian[25] += VectorMath.sum(h64, lanes);
    hessian[26] += VectorMath.sum(h65, lanes);
    hessian[27] += VectorMath.sum(h66, lanes);
  }
}

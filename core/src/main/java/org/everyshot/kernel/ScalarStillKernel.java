package org.everyshot.kernel;

/// The scalar reference: one observation after the other.
final class ScalarStillKernel implements StillKernel {
  private final double[] d = new double[PARAMETERS];

  @Override
  public void accumulate(
      double[][] columns,
      int size,
      double[] model,
      double[] deviations,
      double[] hessian,
      double[] gradient) {
    accumulate(columns, 0, size, model, deviations, hessian, gradient);
  }

  /// As above, over the observations from `from` to `to`.
  void accumulate(
      double[][] columns,
      int from,
      int to,
      double[] model,
      double[] deviations,
      double[] hessian,
      double[] gradient) {
    double shape = model[7];
    double perShape = 1 / shape;
    double perFreedom = model[10];
    for (int i = from; i < to; i++) {
      double qx = columns[2][i];
      double qy = columns[3][i];
      double q2 = columns[4][i];
      double e = columns[5][i] + model[2] * qy - model[3] * qx + model[6] * q2;
      double spread = model[5] * q2;
      double perW2 = 1 / (model[4] + spread);
      double ew = e * perW2;
      double x = 0.5 * e * ew;
      double widened = 1 + shape * x;
      double u = 1 / widened;
      double logK = model[0] - 0.5 * model[1] * q2 + columns[6][i] - perShape * Math.log(widened);
      double scale = Math.exp(Math.clamp(logK, LEAST_LOG_SCALE, MOST_LOG_SCALE));
      double slope = ew * u;
      double jitter = Math.min(JITTER * slope * (JITTER * slope), MOST_JITTER);
      double widening = 2 * x * u * perW2;
      d[0] = deviations[0];
      d[1] = -0.5 * q2 * deviations[1];
      d[2] = -slope * qy * deviations[2];
      d[3] = slope * qx * deviations[3];
      d[4] = widening * model[4] * deviations[4];
      d[5] = widening * spread * deviations[5];
      d[6] = -slope * q2 * deviations[6];
      double mu = scale * columns[7][i];
      double mu2 = mu * mu;
      double v =
          columns[1][i] + (model[8] + model[9] * jitter) * mu2 + scale * scale * columns[8][i];
      double residual = columns[0][i] - mu;
      double tail = (1 + perFreedom) / (1 + perFreedom * residual * residual / v);
      double weight = tail * mu2 / v;
      double pull = tail * mu * residual / v;
      for (int p = 0, at = 0; p < PARAMETERS; p++) {
        double wd = weight * d[p];
        gradient[p] += d[p] * pull;
        for (int q = 0; q <= p; q++) {
          hessian[at++] += wd * d[q];
        }
      }
    }
  }
}

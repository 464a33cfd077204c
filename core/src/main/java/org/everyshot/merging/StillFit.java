package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.kernel.StillKernel;
import org.everyshot.math.SmallCholesky;

/// Fits seven parameters of one still to its observations, given the reference intensities J with
/// their variances: damped Gauss–Newton steps on a posterior with normal priors.
///
/// Model of an observation: I = K J + noise, with
///
/// - offset from the Ewald sphere e = e₀ + ω_x q_y − ω_y q_x + c q², width w² = w₀² + η² q²,
///   x = e²/2w², partiality (1 + s x)^(−1/s);
/// - ln K = ln G − ½ B q² + ln pol − ln(1 + s x)/s, μ = K J;
/// - variance V = σ² + (τ² + τ₁ D) μ² + K² var J, D = (1.2·10⁻⁴ e u/w²)² ≤ 30, u = 1/(1 + s x).
///
/// V is constant in the derivative. Where residuals r are distributed as Student's t of ν degrees
/// of freedom, V is its squared scale, and each observation weighs (1 + 1/ν)/(1 + r²/νV) times as
/// much in all that follows; what it adds to the sums, and ρ, heed Fisher's information besides.
/// Afterwards each observation's scale has the relative variance
/// ρ = dᵀ H⁻¹ d ≤ 9, and V_a = σ² + (τ² + τ₁ D + ρ) μ², times max(1, χ²) of the whole still, weighs
/// what it adds to the sums: K²/V_a to W and K I/V_a to Y.
///
/// The normal equations are added up by a [StillKernel]; the rest goes one observation after the
/// other. No allocation. One object for each thread.
final class StillFit {
  private static final int N = FittedStill.PARAMETERS;
  private static final double DAMPING = 1.03;
  private static final double LONGEST_STEP = 0.8;
  private static final double MOST_RHO = 9;
  private static final double MOST_RESIDUAL = 16;
  /// Every such observation tells of the residuals' tails.
  private static final int SAMPLED = 4;

  private final StillKernel kernel;
  private final double[] model = new double[11];
  private final double[] hessian = new double[SmallCholesky.elements(N)];
  private final double[] gradient = new double[N];
  private final double[] d = new double[N];

  // The parameters at which the model is evaluated, and one observation's values under them.
  private double logG;
  private double b;
  private double omegaX;
  private double omegaY;
  private double w02;
  private double eta2;
  private double c;
  private double shape;
  private boolean within;
  private double perShape;
  private double scale;
  private double jitter;
  private double x;
  private double u;

  // K of each observation at the end, and what else the error model needs.
  private double[] scales = new double[512];
  private double[] jitters = new double[512];
  private double[] halfSquares = new double[512];
  private double[] rhos = new double[512];
  private double[] tails = new double[512];

  /// A fit with the kernel of this run.
  StillFit() {
    this(StillKernel.chosen());
  }

  /// @param kernel adds the normal equations up
  StillFit(StillKernel kernel) {
    this.kernel = kernel;
  }

  /// Where a first visit starts: the prior means, with the scale that the sums of intensities ask
  /// for.
  static void start(StillObservations still, StillPriors priors, double[] parameters) {
    System.arraycopy(priors.mean, 0, parameters, 0, N);
    double positive = 0;
    double expected = 0;
    for (int i = 0; i < still.size; i++) {
      positive += Math.max(still.intensity[i], 0);
      expected += still.mean[i];
    }
    // Half a unit for what partiality takes.
    parameters[0] = Math.log(positive / expected + 1e-3) + 0.5;
  }

  /// Fits and fills `out`, whose parameters say where to start.
  ///
  /// @param still with its reference looked up
  /// @param steps Gauss–Newton steps
  /// @param within whether the reference has this still in it, so that residuals are smaller, not
  ///     larger, by what is not known of J
  /// @param shells number of the priors' resolution shells, for the prediction's sums
  void fit(
      StillObservations still,
      StillPriors priors,
      double shape,
      RelativeVariance errors,
      int steps,
      boolean within,
      ReflectionPriors shells,
      FittedStill out) {
    out.begin(still.size, MergingStatistics.SHELLS);
    this.within = within;
    this.shape = shape;
    this.perShape = 1 / shape;
    for (int step = 0; step < steps; step++) {
      accumulate(still, priors, errors, out.parameters);
      for (int p = 0; p < N; p++) {
        hessian[p * (p + 3) / 2] *= DAMPING;
      }
      if (!SmallCholesky.factor(hessian, N)) {
        return;
      }
      SmallCholesky.solve(hessian, N, gradient);
      for (int p = 0; p < N; p++) {
        double move = Math.clamp(gradient[p], -LONGEST_STEP, LONGEST_STEP);
        out.parameters[p] += priors.deviation[p] * move;
      }
    }
    accumulate(still, priors, errors, out.parameters);
    if (!SmallCholesky.factor(hessian, N)) {
      return;
    }
    SmallCholesky.inverseDiagonal(hessian, N, d, out.parameterVariance);
    for (int p = 0; p < N; p++) {
      out.parameterVariance[p] *= priors.deviation[p] * priors.deviation[p];
    }
    judge(still, priors, errors, out);
    contribute(still, errors, out);
    learn(still, errors, out);
    predict(still, shells, out);
    out.usable = out.chiSquare < Double.POSITIVE_INFINITY;
  }

  /// ln K of observation `i`, and its derivatives along the parameters as they are.
  double logScale(
      StillObservations still, int i, double shape, double[] parameters, double[] derivatives) {
    this.shape = shape;
    this.perShape = 1 / shape;
    set(parameters);
    Arrays.fill(derivatives, 1);
    evaluate(still, i, derivatives);
    System.arraycopy(d, 0, derivatives, 0, N);
    return Math.log(scale);
  }

  /// Derivative of −ln(1 + s x)/s along s.
  static double alongShape(double x, double s) {
    double widened = 1 + s * x;
    return (Math.log(widened) / s - x / widened) / s;
  }

  private void set(double[] parameters) {
    logG = parameters[0];
    b = parameters[1];
    omegaX = parameters[2];
    omegaY = parameters[3];
    w02 = Math.exp(2 * parameters[4]);
    eta2 = Math.exp(2 * parameters[5]);
    c = parameters[6];
  }

  /// Evaluates the model for an observation, with the derivatives of ln K along the parameters.
  private void evaluate(StillObservations still, int i, double[] sd) {
    double q2 = still.q2[i];
    double qx = still.qx[i];
    double qy = still.qy[i];
    double e = still.offset[i] + omegaX * qy - omegaY * qx + c * q2;
    double spread = eta2 * q2;
    double perW2 = 1 / (w02 + spread);
    double ew = e * perW2;
    x = 0.5 * e * ew;
    double widened = 1 + shape * x;
    u = 1 / widened;
    double logK = logG - 0.5 * b * q2 + still.logPolarization[i] - perShape * Math.log(widened);
    scale = Math.exp(Math.clamp(logK, StillKernel.LEAST_LOG_SCALE, StillKernel.MOST_LOG_SCALE));
    double slope = ew * u;
    double j = StillKernel.JITTER * slope;
    jitter = Math.min(j * j, StillKernel.MOST_JITTER);
    double widening = 2 * x * u * perW2;
    d[0] = sd[0];
    d[1] = -0.5 * q2 * sd[1];
    d[2] = -slope * qy * sd[2];
    d[3] = slope * qx * sd[3];
    d[4] = widening * w02 * sd[4];
    d[5] = widening * spread * sd[5];
    d[6] = -slope * q2 * sd[6];
  }

  /// Gradient and curvature of the log-posterior in units of the prior's deviations.
  private void accumulate(
      StillObservations still, StillPriors priors, RelativeVariance errors, double[] parameters) {
    set(parameters);
    Arrays.fill(hessian, 0);
    double[] h = hessian;
    double[] g = gradient;
    double[] sd = priors.deviation;
    for (int p = 0; p < N; p++) {
      h[p * (p + 3) / 2] = 1;
      g[p] = -(parameters[p] - priors.mean[p]) / sd[p];
    }
    model[0] = logG;
    model[1] = b;
    model[2] = omegaX;
    model[3] = omegaY;
    model[4] = w02;
    model[5] = eta2;
    model[6] = c;
    model[7] = shape;
    model[8] = errors.relative;
    model[9] = errors.offset;
    model[10] = errors.perFreedom;
    kernel.accumulate(still.columns, still.size, model, sd, h, g);
  }

  /// The scale's uncertainty ρ of each observation, and the still's χ².
  private void judge(
      StillObservations still, StillPriors priors, RelativeVariance errors, FittedStill out) {
    int n = still.size;
    if (scales.length < n) {
      scales = new double[still.slot.length];
      jitters = new double[still.slot.length];
      halfSquares = new double[still.slot.length];
      rhos = new double[still.slot.length];
      tails = new double[still.slot.length];
    }
    double chi = 0;
    double rhoSum = 0;
    double information = errors.information();
    for (int i = 0; i < n; i++) {
      evaluate(still, i, priors.deviation);
      SmallCholesky.forward(hessian, N, d);
      double rho = 0;
      for (int p = 0; p < N; p++) {
        rho += d[p] * d[p];
      }
      rho = Math.min(rho / information, MOST_RHO);
      scales[i] = scale;
      jitters[i] = jitter;
      halfSquares[i] = x;
      rhos[i] = rho;
      rhoSum += rho;
      double mu = scale * still.mean[i];
      double own = still.variance[i] + (errors.relative + errors.offset * jitter + rho) * mu * mu;
      double known = scale * scale * still.meanVariance[i];
      double v = within ? Math.max(own - known, 0.5 * own) : own + known;
      double residual = still.intensity[i] - mu;
      double square = residual * residual / v;
      tails[i] = errors.tail(square);
      chi += Math.min(tails[i] * square, MOST_RESIDUAL);
    }
    out.chiSquare = chi / n;
    out.meanRho = rhoSum / n;
  }

  /// Log-likelihood of the still that was fitted last, up to a constant, at the parameters found;
  /// against the reference that `still` has looked up now. Squared residuals are cut at
  /// 16 variances.
  double logLikelihood(StillObservations still, RelativeVariance errors) {
    double sum = 0;
    for (int i = 0; i < still.size; i++) {
      double mu = scales[i] * still.mean[i];
      double relative = errors.relative + errors.offset * jitters[i] + rhos[i];
      double v =
          still.variance[i] + relative * mu * mu + scales[i] * scales[i] * still.meanVariance[i];
      double residual = still.intensity[i] - mu;
      double square = residual * residual / v;
      double n = errors.perFreedom;
      double spread =
          n > 0 ? (1 + 1 / n) * Math.log1p(n * square) : Math.min(square, MOST_RESIDUAL);
      sum -= 0.5 * (spread + Math.log(v));
    }
    return sum;
  }

  /// What each observation adds to the sums.
  private void contribute(StillObservations still, RelativeVariance errors, FittedStill out) {
    double inflation = Math.max(1, out.chiSquare) / errors.information();
    for (int i = 0; i < still.size; i++) {
      double k = scales[i];
      double tau = errors.relative + errors.offset * jitters[i] + rhos[i];
      double square = still.mean[i] * still.mean[i] + still.meanVariance[i];
      double v = (still.variance[i] + tau * k * k * square) * inflation / tails[i];
      out.precision[i] = k * k / v;
      out.weighted[i] = k * still.intensity[i] / v;
    }
  }

  /// What the still says of the profile's shape and of the error model.
  private void learn(StillObservations still, RelativeVariance errors, FittedStill out) {
    for (int i = 0; i < still.size; i++) {
      double k = scales[i];
      double j = still.mean[i];
      double mu = k * j;
      double mu2 = mu * mu;
      double rho = rhos[i];
      double jitter = jitters[i];
      double variance = still.variance[i];
      double v0 =
          variance
              + (errors.relative + errors.offset * jitter + rho) * mu2
              + k * k * still.meanVariance[i];
      double residual = still.intensity[i] - mu;
      double half = halfSquares[i];
      double tail = tails[i];
      double square = tail * residual * residual;
      boolean outlier = square > MOST_RESIDUAL * v0;
      out.gainPull[i] = outlier ? 0 : tail * mu * residual / v0;
      out.gainWeight[i] = outlier ? 0 : tail * mu2 / v0;
      if (errors.perFreedom > 0 && i % SAMPLED == 0) {
        Tails.compare(residual * residual / v0, out.tail);
      }
      double alongShape = mu * alongShape(half, shape);
      out.shapeGradient += tail * alongShape * residual / v0;
      out.shapeCurvature += tail * alongShape * alongShape / v0;
      double known = still.meanVariance[i] / (j * j);
      if (mu2 > 36 * variance && mu > 0 && rho < 0.05 && known < 0.05 && square < 12 * v0) {
        double target = (square - variance) / mu2 - rho - (within ? -known : known);
        double spread = v0 / mu2 + 0.01;
        double weight = 1 / (spread * spread);
        out.xx00 += weight;
        out.xx01 += weight * jitter;
        out.xx11 += weight * jitter * jitter;
        out.xy0 += weight * target;
        out.xy1 += weight * jitter * target;
      }
    }
  }

  /// How well the reference predicted the still.
  private void predict(StillObservations still, ReflectionPriors shells, FittedStill out) {
    double[] sums = out.prediction;
    for (int i = 0; i < still.size; i++) {
      int at = 6 * shells.statisticsShell(still.slot[i] >> 1);
      double mu = scales[i] * still.mean[i];
      double measured = still.intensity[i];
      sums[at]++;
      sums[at + 1] += measured;
      sums[at + 2] += mu;
      sums[at + 3] += measured * measured;
      sums[at + 4] += mu * mu;
      sums[at + 5] += measured * mu;
    }
    out.correlation = Prediction.correlation(sums, 0, MergingStatistics.SHELLS);
  }
}

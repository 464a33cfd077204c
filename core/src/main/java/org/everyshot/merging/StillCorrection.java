package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.engine.Team;
import org.everyshot.kernel.StillKernel;
import org.everyshot.math.RandomStream;
import org.everyshot.network.Adam;
import org.everyshot.network.SetNetwork;

/// What the physical model leaves unexplained, as a network sees it: for each observation a
/// correction of ln K, and one of ln τ, the logarithm of the relative error.
///
/// Inputs are an observation's place relative to the Ewald sphere in widths, resolution, direction,
/// and the still's parameters in units of their priors; the still's vector is the mean of what an
/// encoder makes of the same and of residuals. Both corrections begin at zero and stay within 2.
///
/// Loss: −ln of a normal density of (I − μ)/√V, quadratic up to 4 and linear beyond, with
/// V = σ² + τ² μ² less what the still itself has taken from the reference's variance. Adam; the
/// rate falls from 2·10⁻³ to 10⁻⁴ over the training.
final class StillCorrection {
  private static final int METADATA = 13 + FittedStill.PARAMETERS;
  private static final int ENCODER = METADATA + 2;
  private static final int BATCH = 16;
  private static final double FIRST_RATE = 2e-3;
  private static final double LAST_RATE = 1e-4;
  private static final double HUBER = 4;
  private static final double MOST = 2;
  private static final double LEAST_RELATIVE = 0.0025;

  /// No relative error beside the corrected one.
  private static final RelativeVariance NONE = none();

  private final SetNetwork network;
  private final Team team;
  private final Team alone = new Team(1);
  private final Applied[] applied;
  private final double[] at = new double[4];
  private final double[] slopes = new double[2];
  private long lost;

  // Sums over the last epoch: observations, loss with the corrections, loss without.
  private final double[] loss = new double[3];

  StillCorrection(Team team, long seed) {
    this.team = team;
    this.network = network(seed);
    this.applied = new Applied[team.size()];
  }

  private static SetNetwork network(long seed) {
    var shape = new SetNetwork.Shape(ENCODER, METADATA, 32, 64, 2, 2, false, 0);
    return new SetNetwork(
        shape, new Adam.Memory(0.9, 0.999, 1e-8), true, new RandomStream(seed, -2, 0));
  }

  private static RelativeVariance none() {
    var none = new RelativeVariance();
    none.relative = 0;
    none.offset = 0;
    return none;
  }

  /// One thread's network and what it has put aside of a still.
  private static final class Applied {
    final SetNetwork network = StillCorrection.network(0);
    final double[] at = new double[4];
    double[] variance = new double[0];
    double[] logPolarization = new double[0];
  }

  /// Steps whose gradient was not finite.
  long lost() {
    return lost;
  }

  /// By how much the corrections raise the logarithm of the likelihood of an observation.
  double gain() {
    return loss[0] > 0 ? (loss[2] - loss[1]) / loss[0] : 0;
  }

  /// The errors to fit with while a still is corrected.
  RelativeVariance errors() {
    return NONE;
  }

  /// Begins an epoch of training.
  void beginEpoch() {
    Arrays.fill(loss, 0);
  }

  /// Learns from fitted stills whose reference is looked up.
  ///
  /// @param progress of the training, 0 to 1
  void train(
      StillObservations[] batch,
      FittedStill[] fits,
      int count,
      StillPriors priors,
      double shape,
      RelativeVariance errors,
      double progress) {
    double rate = FIRST_RATE * Math.pow(LAST_RATE / FIRST_RATE, Math.min(progress, 1));
    var stills = new StillObservations[BATCH];
    var parameters = new double[BATCH][];
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (fits[i].usable) {
        stills[n] = batch[i];
        parameters[n++] = fits[i].parameters;
      }
      if (n == BATCH || (i == count - 1 && n > 0)) {
        step(stills, parameters, n, priors, shape, errors, rate);
        n = 0;
      }
    }
  }

  private void step(
      StillObservations[] stills,
      double[][] parameters,
      int count,
      StillPriors priors,
      double shape,
      RelativeVariance errors,
      double rate) {
    int[] begin = new int[count + 1];
    for (int g = 0; g < count; g++) {
      begin[g + 1] = begin[g] + stills[g].size;
    }
    network.begin(begin, count);
    for (int g = 0; g < count; g++) {
      describe(network, stills[g], begin[g], parameters[g], priors, shape, errors, at);
    }
    network.forward(team);
    for (int g = 0; g < count; g++) {
      for (int i = 0; i < stills[g].size; i++) {
        learn(stills[g], i, begin[g] + i, parameters[g], shape, errors);
      }
    }
    network.backward(team);
    if (!network.step(team, rate)) {
      lost++;
    }
  }

  private void learn(
      StillObservations still,
      int i,
      int row,
      double[] parameters,
      double shape,
      RelativeVariance errors) {
    place(still, i, parameters, shape, errors, at);
    double mu = at[2] * still.mean[i];
    double known = at[2] * at[2] * still.meanVariance[i];
    double intensity = still.intensity[i];
    double sigma2 = still.variance[i];
    loss[0]++;
    loss[1] +=
        loss(
            intensity,
            sigma2,
            at[3],
            mu,
            known,
            network.output[2 * row],
            network.output[2 * row + 1],
            slopes);
    loss[2] += loss(intensity - mu, variance(sigma2, at[3], mu, known));
    network.outputGradient[2 * row] = (float) slopes[0];
    network.outputGradient[2 * row + 1] = (float) slopes[1];
  }

  /// Loss of an observation, with its slopes along both outputs: along the first with V held still,
  /// so that nothing is won by predicting little, along the second as it is.
  static double loss(
      double intensity,
      double sigma2,
      double relative,
      double mu,
      double known,
      double scaleOutput,
      double errorOutput,
      double[] slopes) {
    double toScale = Math.tanh(scaleOutput / MOST);
    double toError = Math.tanh(errorOutput / MOST);
    double factor = Math.exp(MOST * toScale);
    double predicted = factor * mu;
    double tau2 = relative * Math.exp(2 * MOST * toError);
    double taken = factor * factor * known;
    double own = sigma2 + tau2 * predicted * predicted;
    double v = variance(sigma2, tau2, predicted, taken);
    double residual = intensity - predicted;
    double r = residual / Math.sqrt(v);
    double pull = Math.clamp(r, -HUBER, HUBER);
    double ownCounts = own - taken > 0.5 * own ? 1 : 0.5;
    double alongScale = -pull * predicted / Math.sqrt(v);
    double alongError = ownCounts * (1 - pull * r) / v * tau2 * predicted * predicted;
    slopes[0] = alongScale * (1 - toScale * toScale);
    slopes[1] = alongError * (1 - toError * toError);
    return loss(residual, v);
  }

  /// Variance of a residual against a reference that has the observation in it.
  static double variance(double sigma2, double tau2, double mu, double known) {
    double own = sigma2 + tau2 * mu * mu;
    return Math.max(own - known, 0.5 * own);
  }

  private static double loss(double residual, double v) {
    double r = Math.abs(residual) / Math.sqrt(v);
    double h = r < HUBER ? r * r : HUBER * (2 * r - HUBER);
    return 0.5 * (h + Math.log(v));
  }

  /// Offset over width, e²/2w², K and the relative variance of an observation.
  private static void place(
      StillObservations still,
      int i,
      double[] p,
      double shape,
      RelativeVariance errors,
      double[] out) {
    double q2 = still.q2[i];
    double e = still.offset[i] + p[2] * still.qy[i] - p[3] * still.qx[i] + p[6] * q2;
    double w2 = Math.exp(2 * p[4]) + Math.exp(2 * p[5]) * q2;
    double x = 0.5 * e * e / w2;
    double widened = 1 + shape * x;
    double logK = p[0] - 0.5 * p[1] * q2 + still.logPolarization[i] - Math.log(widened) / shape;
    double slope = StillKernel.JITTER * e / (w2 * widened);
    out[0] = e / Math.sqrt(w2);
    out[1] = x;
    out[2] = Math.exp(Math.clamp(logK, StillKernel.LEAST_LOG_SCALE, StillKernel.MOST_LOG_SCALE));
    out[3] =
        Math.max(
            LEAST_RELATIVE,
            errors.relative + errors.offset * Math.min(slope * slope, StillKernel.MOST_JITTER));
  }

  /// Fills the inputs of a still in, from row `first` on.
  private static void describe(
      SetNetwork network,
      StillObservations still,
      int first,
      double[] p,
      StillPriors priors,
      double shape,
      RelativeVariance errors,
      double[] at) {
    double[] row = new double[METADATA];
    for (int k = 0; k < FittedStill.PARAMETERS; k++) {
      row[13 + k] = Math.clamp((p[k] - priors.mean[k]) / priors.deviation[k], -4.0, 4.0);
    }
    for (int i = 0; i < still.size; i++) {
      place(still, i, p, shape, errors, at);
      double t = Math.clamp(at[0], -6.0, 6.0);
      double x = Math.min(at[1], 18);
      double q2 = still.q2[i];
      double across = Math.max(1e-12, still.qx[i] * still.qx[i] + still.qy[i] * still.qy[i]);
      double cos = (still.qx[i] * still.qx[i] - still.qy[i] * still.qy[i]) / across;
      double sin = 2 * still.qx[i] * still.qy[i] / across;
      double w = Math.sqrt(Math.exp(2 * p[4]) + Math.exp(2 * p[5]) * q2);
      row[0] = t;
      row[1] = 0.5 * t * t - 0.5;
      row[2] = Math.abs(t);
      row[3] = 0.2 * t * t * t;
      row[4] = 6 * q2 - 1;
      row[5] = 3 * still.qx[i];
      row[6] = 3 * still.qy[i];
      row[7] = cos;
      row[8] = sin;
      row[9] = x * cos;
      row[10] = x * sin;
      row[11] = Math.clamp(5e3 * still.offset[i], -6.0, 6.0);
      row[12] = Math.min(1e-4 / w, 6) - 1;
      double mu = at[2] * still.mean[i];
      double known = at[2] * at[2] * still.meanVariance[i];
      double root = Math.sqrt(variance(still.variance[i], at[3], mu, known));
      int encoder = (first + i) * ENCODER;
      for (int k = 0; k < METADATA; k++) {
        network.input[(first + i) * METADATA + k] = (float) row[k];
        network.encoderInput[encoder + k] = (float) row[k];
      }
      double residual = (still.intensity[i] - mu) / root;
      network.encoderInput[encoder + METADATA] = (float) Math.clamp(residual, -HUBER, HUBER);
      network.encoderInput[encoder + METADATA + 1] = (float) Math.min(mu / root, 8);
    }
  }

  /// Corrects a still: its ln K, and its variances by the relative error, until [#restore].
  ///
  /// @param member which thread
  void apply(
      int member,
      StillObservations still,
      double[] parameters,
      StillPriors priors,
      double shape,
      RelativeVariance errors) {
    Applied own = applied[member];
    if (own == null) {
      own = new Applied();
      System.arraycopy(network.values, 0, own.network.values, 0, network.values.length);
      applied[member] = own;
    }
    int n = still.size;
    if (own.variance.length < n) {
      own.variance = new double[2 * n];
      own.logPolarization = new double[2 * n];
    }
    System.arraycopy(still.variance, 0, own.variance, 0, n);
    System.arraycopy(still.logPolarization, 0, own.logPolarization, 0, n);
    own.network.begin(new int[] {0, n}, 1);
    describe(own.network, still, 0, parameters, priors, shape, errors, own.at);
    own.network.forward(alone);
    for (int i = 0; i < n; i++) {
      place(still, i, parameters, shape, errors, own.at);
      double toScale = MOST * Math.tanh(own.network.output[2 * i] / MOST);
      double toError = MOST * Math.tanh(own.network.output[2 * i + 1] / MOST);
      double scale = own.at[2] * Math.exp(toScale);
      double square = still.mean[i] * still.mean[i] + still.meanVariance[i];
      still.logPolarization[i] += toScale;
      still.variance[i] += own.at[3] * Math.exp(2 * toError) * scale * scale * square;
    }
  }

  /// Undoes what [#apply] has changed.
  void restore(int member, StillObservations still) {
    Applied own = applied[member];
    System.arraycopy(own.variance, 0, still.variance, 0, still.size);
    System.arraycopy(own.logPolarization, 0, still.logPolarization, 0, still.size);
  }

  /// Writes weights and their steps.
  void save(StateWriter out) {
    int n = network.values.length;
    out.put(network.values, n);
    out.put(network.adam().mean, n);
    out.put(network.adam().square, n);
    out.put(network.adam().steps);
    out.put(lost);
    out.put(loss);
  }

  /// Takes over what was written.
  void load(StateReader in) {
    in.fill(network.values);
    in.fill(network.adam().mean);
    in.fill(network.adam().square);
    network.adam().steps = in.number();
    lost = in.number();
    in.fill(loss);
    Arrays.fill(applied, null);
  }
}

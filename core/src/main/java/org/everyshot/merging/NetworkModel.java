package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;
import org.everyshot.network.Adam;
import org.everyshot.network.SetNetwork;

/// The published model and its variants: two networks that guess the scale of every observation,
/// and posteriors of amplitudes, both moved by each batch of stills.
///
/// A batch is predicted before it teaches anything. The half-sets have amplitudes of their own,
/// moved in the same step, under the same scales. Bits do not depend on threads.
final class NetworkModel {
  private static final Adam.Memory MEMORY = new Adam.Memory(0.9, 0.999, 1e-12);
  private static final int GAIN = 0;
  private static final int ERROR = 1;
  private static final double LEAST_SCALE_DEVIATION = 1e-6;

  final NetworkSettings settings;
  final ReflectionPriors priors;
  final NetworkInputs inputs;
  final SetNetwork network;
  final NetworkAmplitudes amplitudes;
  final Prediction prediction = new Prediction(1);
  ImageSample sample = new ImageSample(NetworkMerging.COLUMNS);
  private final Team team;
  private final BoundTerm[] terms = new BoundTerm[SetNetwork.SLICES];
  private final ClosedTerm[] halfTerms = new ClosedTerm[SetNetwork.SLICES];
  private final double[][] sums = new double[SetNetwork.SLICES][6];
  private final ObservationRows rows = new ObservationRows();
  private long steps;
  private int pass;

  /// Stills of the running pass, and what has been lost to gradients that were not finite.
  long stills;

  long stepsLost;
  long amplitudesLost;

  // Sums over the observations of the running pass: ln likelihood and divergences.
  final double[] bound = new double[4];

  NetworkModel(ReflectionPriors priors, boolean anomalous, NetworkSettings settings, Team team) {
    this.settings = settings;
    this.priors = priors;
    this.team = team;
    this.inputs = new NetworkInputs(settings.physical());
    int metadata = inputs.count();
    var shape =
        new SetNetwork.Shape(
            metadata + 4,
            metadata,
            settings.width(),
            settings.hidden(),
            settings.blocks(),
            2,
            settings.softmax(),
            2);
    this.network = new SetNetwork(shape, MEMORY, false, new RandomStream(settings.seed(), -1, 0));
    // softplus⁻¹(1); ln τ.
    network.values[network.free(GAIN)] = (float) Math.log(Math.E - 1);
    network.values[network.free(ERROR)] = (float) Math.log(0.25);
    this.amplitudes = NetworkAmplitudes.of(priors, anomalous, settings, MEMORY);
    Arrays.setAll(halfTerms, s -> new ClosedTerm());
    Arrays.setAll(
        terms,
        s ->
            settings.sums()
                ? new ClosedTerm()
                : settings.samples() > 0 ? new SampledTerm(settings.samples()) : new ClosedTerm());
  }

  /// Gain g of the scales.
  double gain() {
    return softplus(network.values[network.free(GAIN)]);
  }

  /// Relative error τ; 0 where it is not learned.
  double error() {
    return settings.errors() ? Math.exp(network.values[network.free(ERROR)]) : 0;
  }

  /// Passes completed.
  int pass() {
    return pass;
  }

  static double softplus(double x) {
    return x > 30 ? x : Math.log1p(Math.exp(x));
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /// Takes the first `count` stills in, as one step.
  void add(StillObservations[] batch, int count) {
    for (int g = 0; g < count; g++) {
      inputs.see(batch[g]);
    }
    rows.lay(batch, count);
    network.begin(rows.begin, count);
    fill(batch, count);
    network.forward(team);
    double gain = gain();
    double error = error();
    team.forEach(SetNetwork.SLICES, (slice, member) -> evaluate(slice, gain, error));
    double free = 0;
    double freeError = 0;
    for (double[] sum : sums) {
      free += sum[0];
      freeError += sum[1];
      for (int k = 0; k < bound.length; k++) {
        bound[k] += sum[2 + k];
      }
    }
    double raw = network.values[network.free(GAIN)];
    network.addFree(GAIN, -free * sigmoid(raw) / gain);
    network.addFree(ERROR, -freeError);
    network.backward(team);
    predict(batch, count);
    double rate = steps < NetworkSettings.SLOW_AFTER ? settings.rate() : settings.lastRate();
    if (!network.step(team, rate)) {
      stepsLost++;
    }
    double amplitudeRate = settings.amplitudeRate() > 0 ? settings.amplitudeRate() : rate;
    amplitudesLost += amplitudes.step(rows, amplitudeRate);
    steps++;
    stills += count;
    amplitudes.learn(stills - count, stills, pass, team);
  }

  private void fill(StillObservations[] batch, int count) {
    amplitudes.refer(batch, count, rows);
    double per = 1 / inputs.unit();
    int metadata = inputs.count();
    int width = metadata + 4;
    for (int g = 0; g < count; g++) {
      StillObservations still = batch[g];
      for (int i = 0; i < still.size; i++) {
        int r = rows.begin[g] + i;
        rows.intensity[r] = still.intensity[i] * per;
        rows.variance[r] = still.variance[i] * per * per;
        inputs.fill(still, i, network.input, r * metadata);
        System.arraycopy(network.input, r * metadata, network.encoderInput, r * width, metadata);
        int at = r * width + metadata;
        network.encoderInput[at] = (float) rows.intensity[r];
        network.encoderInput[at + 1] = (float) Math.sqrt(rows.variance[r]);
        network.encoderInput[at + 2] = (float) rows.mean[r];
        network.encoderInput[at + 3] = (float) rows.deviation[r];
      }
    }
  }

  /// The terms of a slice's observations, and their gradients along outputs and amplitudes.
  private void evaluate(int slice, double gain, double error) {
    BoundTerm term = terms[slice];
    double[] sum = sums[slice];
    Arrays.fill(sum, 0);
    var random = new RandomStream(settings.seed(), steps, 1 + slice);
    int to = Math.min(network.from(slice + 1), network.rows());
    for (int r = network.from(slice); r < to; r++) {
      double rawDeviation = network.output[2 * r + 1];
      term.m = network.output[2 * r];
      term.s = softplus(rawDeviation) + LEAST_SCALE_DEVIATION;
      term.logGain = Math.log(gain);
      term.intensity = rows.intensity[r];
      double scale = gain * Math.exp(term.m + (settings.sums() ? 0 : 0.5 * term.s * term.s));
      double predicted = scale * rows.square[r];
      rows.predicted[r] = predicted;
      rows.scale[r] = scale;
      double relative = error * error * predicted * predicted;
      term.variance = rows.variance[r] + relative;
      if (settings.sums()) {
        plugIn(term, r, scale, predicted);
      } else {
        int row = rows.slot[r] >> 1;
        term.epsilon = priors.epsilon(row);
        term.centric = priors.centric(row);
        amplitudes.evaluate(term, halfTerms[slice], rows, r, settings, random);
      }
      network.outputGradient[2 * r] = (float) -term.alongM;
      network.outputGradient[2 * r + 1] = (float) (-term.alongS * sigmoid(rawDeviation));
      sum[0] += term.alongLogGain;
      sum[1] += settings.errors() ? 2 * term.alongVariance * relative : 0;
      sum[2]++;
      sum[3] += term.logLikelihood;
      sum[4] += term.amplitudeDivergence;
      sum[5] += term.scaleDivergence;
    }
  }

  /// The likelihood alone, with the intensity's mean and variance held still.
  private void plugIn(BoundTerm term, int r, double scale, double predicted) {
    term.clear();
    double v = term.variance + scale * scale * rows.squareVariance[r];
    double residual = rows.intensity[r] - predicted;
    term.logLikelihood = -0.5 * (residual * residual / v + Math.log(v)) - BoundTerm.HALF_LOG_TWO_PI;
    term.alongM = residual * predicted / v;
    term.alongLogGain = term.alongM;
    term.alongVariance = 0.5 * (residual * residual / v - 1) / v;
    rows.weightVariance[r] = term.variance;
  }

  /// Notes how the batch was predicted, and what was found of each still.
  private void predict(StillObservations[] batch, int count) {
    double[] all = new double[6];
    double[] own = new double[6];
    for (int g = 0; g < count; g++) {
      Arrays.fill(own, 0);
      double scale = 0;
      double chi = 0;
      for (int r = rows.begin[g]; r < rows.begin[g + 1]; r++) {
        double measured = rows.intensity[r];
        double mu = rows.predicted[r];
        own[0]++;
        own[1] += measured;
        own[2] += mu;
        own[3] += measured * measured;
        own[4] += mu * mu;
        own[5] += measured * mu;
        scale += Math.log(rows.scale[r]);
        chi += Math.min((measured - mu) * (measured - mu) / rows.variance[r], 100);
      }
      for (int k = 0; k < 6; k++) {
        all[k] += own[k];
      }
      sample.add(batch[g].cell, scale / own[0], chi / own[0], Prediction.correlation(own, 0, 1));
    }
    if (pass == 0) {
      prediction.add(all);
    }
  }

  /// Ends a pass.
  void endPass() {
    inputs.freeze();
    amplitudes.endPass(team, pass + 1 < settings.passes());
    pass++;
  }

  /// Begins to count anew, before the first still of a pass.
  void beginPass() {
    stills = 0;
    Arrays.fill(bound, 0);
    amplitudes.beginPass();
    sample = new ImageSample(NetworkMerging.COLUMNS);
  }

  /// Writes the whole state.
  void save(StateWriter out) {
    int n = network.values.length;
    inputs.save(out);
    out.put(network.values, n);
    out.put(network.adam().mean, n);
    out.put(network.adam().square, n);
    out.put(network.adam().steps);
    prediction.save(out);
    out.put(bound);
    out.put(new double[] {steps, pass, stills, stepsLost, amplitudesLost});
    amplitudes.save(out);
  }

  /// Takes over what was written.
  void load(StateReader in) {
    inputs.load(in);
    in.fill(network.values);
    in.fill(network.adam().mean);
    in.fill(network.adam().square);
    network.adam().steps = in.number();
    prediction.load(in);
    in.fill(bound);
    double[] counts = new double[5];
    in.fill(counts);
    steps = (long) counts[0];
    pass = (int) counts[1];
    stills = (long) counts[2];
    stepsLost = (long) counts[3];
    amplitudesLost = (long) counts[4];
    amplitudes.load(in, team);
  }

  /// Takes over the networks of another run: weights and what standardises their inputs.
  void learnedFrom(NetworkModel other) {
    System.arraycopy(other.network.values, 0, network.values, 0, network.values.length);
    var written = new StateWriter();
    other.inputs.save(written);
    inputs.load(new StateReader(written.bytes(), "model"));
  }
}

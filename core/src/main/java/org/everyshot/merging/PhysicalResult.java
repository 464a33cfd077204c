package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.crystal.UniqueReflections;

/// Turns running sums into merged reflections on the scale of the input.
final class PhysicalResult {
  private final UniqueReflections unique;
  private final boolean anomalous;
  private final PhysicalSettings settings;
  private final ReflectionPriors priors;
  private final double unit;

  PhysicalResult(
      MergingSettings crystal, PhysicalSettings settings, ReflectionPriors priors, double unit) {
    this.unique = crystal.unique();
    this.anomalous = crystal.anomalous();
    this.settings = settings;
    this.priors = priors;
    this.unit = unit;
  }

  MergedReflections of(PhysicalModel model) {
    return of(
        model.result(model.full), model.result(model.halves[0]), model.result(model.halves[1]));
  }

  /// @param sums of all stills
  /// @param halves of the half-sets
  MergedReflections of(PrecisionSums sums, PrecisionSums... halves) {
    int slots = sums.slots();
    float[] intensity = missing(slots);
    float[] sigma = missing(slots);
    float[] amplitude = missing(slots);
    float[] deviation = missing(slots);
    int[] count = new int[slots];
    amplitudes(sums, settings.friedel() && anomalous, amplitude, deviation);
    intensities(sums, intensity, sigma);
    for (int slot = 0; slot < slots; slot++) {
      count[slot] = sums.count(slot);
    }
    var merged =
        new MergedReflections.Builder(unique, anomalous)
            .intensities(intensity, sigma)
            .amplitudes(amplitude, deviation)
            .counts(count);
    for (int half = 0; half < 2; half++) {
      float[] halfIntensity = missing(slots);
      float[] halfSigma = missing(slots);
      intensities(halves[half], halfIntensity, halfSigma);
      merged.half(half, halfIntensity, halfSigma);
    }
    return merged.build();
  }

  private static float[] missing(int slots) {
    float[] column = new float[slots];
    Arrays.fill(column, Float.NaN);
    return column;
  }

  /// Posterior means and deviations of the intensities, each by itself.
  private void intensities(PrecisionSums sums, float[] intensity, float[] sigma) {
    var posterior = new IntensityPosterior();
    for (int slot = 0; slot < intensity.length; slot++) {
      if (priors.intensity(sums, slot, posterior) > 0) {
        intensity[slot] = (float) (unit * posterior.mean);
        sigma[slot] = (float) (unit * Math.sqrt(posterior.variance));
      }
    }
  }

  /// Posterior amplitudes and their deviations; with `coupled`, Friedel mates help each other.
  private void amplitudes(
      PrecisionSums sums, boolean coupled, float[] amplitude, float[] deviation) {
    double root = Math.sqrt(unit);
    var plus = new AmplitudePosterior();
    var minus = new AmplitudePosterior();
    var pair = new FriedelPair();
    for (int row = 0; row < priors.rows(); row++) {
      boolean hasPlus = amplitude(sums, 2 * row, plus);
      boolean hasMinus = amplitude(sums, 2 * row + 1, minus);
      if (coupled && hasPlus && hasMinus) {
        pair.of(
            plus.amplitude, plus.deviation, minus.amplitude, minus.deviation, priors.spread(row));
        plus.amplitude = pair.plus;
        plus.deviation = pair.plusDeviation;
        minus.amplitude = pair.minus;
        minus.deviation = pair.minusDeviation;
      }
      if (hasPlus) {
        amplitude[2 * row] = (float) (root * plus.amplitude);
        deviation[2 * row] = (float) (root * plus.deviation);
      }
      if (hasMinus) {
        amplitude[2 * row + 1] = (float) (root * minus.amplitude);
        deviation[2 * row + 1] = (float) (root * minus.deviation);
      }
    }
  }

  private boolean amplitude(PrecisionSums sums, int slot, AmplitudePosterior out) {
    double w = sums.precision(slot);
    if (!(w > 0)) {
      return false;
    }
    int row = slot >> 1;
    double prior = priors.mean(row);
    if (priors.centric(row)) {
      out.centric(w, sums.weighted(slot), prior);
    } else {
      out.acentric(w, sums.weighted(slot), prior);
    }
    return true;
  }
}

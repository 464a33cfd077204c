package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.engine.Team;

/// Turns running sums into merged reflections on the scale of the input, a block of reflections at
/// a time, each by whoever is free.
final class PhysicalResult {
  private static final int BLOCK = 2048;

  private final UniqueReflections unique;
  private final boolean anomalous;
  private final PhysicalSettings settings;
  private final ReflectionPriors priors;
  private final double unit;
  private final Team team;

  PhysicalResult(
      MergingSettings crystal,
      PhysicalSettings settings,
      ReflectionPriors priors,
      double unit,
      Team team) {
    this.unique = crystal.unique();
    this.anomalous = crystal.anomalous();
    this.settings = settings;
    this.priors = priors;
    this.unit = unit;
    this.team = team;
  }

  /// The posterior as it is now.
  ///
  /// @param amplitudes whether to work out amplitudes, too; they are missing otherwise
  MergedReflections of(PhysicalModel model, boolean amplitudes) {
    PrecisionSums first = model.result(model.halves[0]);
    PrecisionSums second = model.result(model.halves[1]);
    return of(model.result(model.full), first, second, amplitudes);
  }

  /// @param sums of all stills
  /// @param first,second of the half-sets
  /// @param amplitudes whether to work out amplitudes, too
  MergedReflections of(
      PrecisionSums sums, PrecisionSums first, PrecisionSums second, boolean amplitudes) {
    PrecisionSums[] halves = {first, second};
    int slots = sums.slots();
    float[] intensity = missing(slots);
    float[] sigma = missing(slots);
    float[] amplitude = missing(slots);
    float[] deviation = missing(slots);
    float[][] halfIntensity = {missing(slots), missing(slots)};
    float[][] halfSigma = {missing(slots), missing(slots)};
    int[] count = new int[slots];
    team.inBlocks(
        priors.rows(),
        BLOCK,
        (block, from, to) -> {
          if (amplitudes) {
            amplitudes(sums, from, to, amplitude, deviation);
          }
          intensities(sums, from, to, intensity, sigma);
          for (int half = 0; half < 2; half++) {
            intensities(halves[half], from, to, halfIntensity[half], halfSigma[half]);
          }
          for (int slot = 2 * from; slot < 2 * to; slot++) {
            count[slot] = sums.count(slot);
          }
        });
    return new MergedReflections.Builder(unique, anomalous)
        .intensities(intensity, sigma)
        .amplitudes(amplitude, deviation)
        .counts(count)
        .half(0, halfIntensity[0], halfSigma[0])
        .half(1, halfIntensity[1], halfSigma[1])
        .build();
  }

  private static float[] missing(int slots) {
    float[] column = new float[slots];
    Arrays.fill(column, Float.NaN);
    return column;
  }

  /// Posterior means and deviations of the intensities, each by itself.
  private void intensities(PrecisionSums sums, int from, int to, float[] intensity, float[] sigma) {
    var posterior = new IntensityPosterior();
    for (int slot = 2 * from; slot < 2 * to; slot++) {
      if (priors.intensity(sums, slot, posterior) > 0) {
        intensity[slot] = (float) (unit * posterior.mean);
        sigma[slot] = (float) (unit * Math.sqrt(posterior.variance));
      }
    }
  }

  /// Posterior amplitudes and their deviations; Friedel mates help each other, if they may.
  private void amplitudes(
      PrecisionSums sums, int from, int to, float[] amplitude, float[] deviation) {
    boolean coupled = settings.friedel() && anomalous;
    double root = Math.sqrt(unit);
    var plus = new AmplitudePosterior();
    var minus = new AmplitudePosterior();
    var pair = new FriedelPair();
    for (int row = from; row < to; row++) {
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

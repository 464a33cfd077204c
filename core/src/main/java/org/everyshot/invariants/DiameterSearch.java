package org.everyshot.invariants;

import java.util.Arrays;
import java.util.Locale;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;

/// The particle's diameter from the correlation itself: the least one whose Fourier–Bessel
/// functions foretell one half of the shots from the other as well as any larger one does.
///
/// Below the true diameter functions are missing and the held-out squares rise steeply; above it
/// they grow slowly, with the noise that superfluous functions let through.
final class DiameterSearch {
  private static final int STEPS = 28;

  /// Standard errors by which a smaller diameter may be worse than the best.
  private static final double TOLERANCE = 1;

  private final double[] diameters;
  private final double[] scores;
  private final double[] errors;
  private final int chosen;

  DiameterSearch(
      SampledCorrelation correlation, double[] mean, ExtractionSettings settings, Team team) {
    if (!correlation.halves() || correlation.rings() < 8) {
      throw new UserInputException(
          "--diameter-angstrom auto needs 8 rings and shots in both half-sets;"
              + " give the diameter in angstrom");
    }
    double[] q = correlation.qs();
    double last = q[q.length - 1];
    double widest =
        Math.min(Math.PI * (q.length - 1) / (last - q[0]), correlation.highest() / last);
    double least = Math.min(widest / 2, 2 * Math.PI / last);
    this.diameters = new double[STEPS];
    for (int k = 0; k < STEPS; k++) {
      diameters[k] = least * Math.pow(widest / least, k / (STEPS - 1.0));
    }
    int most = Math.min(settings.degreeMax(), correlation.highest() * 3 / 4);
    int highest = Math.max(2, 2 * (int) (Math.min(most, last * widest + 4) / 2));
    var tier = new FirstTier(correlation, new BandLimit(widest, highest), team);
    RawInvariants raw = tier.solve(tier.ladder());
    int terms = raw.terms();
    double[][] worth = new double[STEPS][terms];
    double[][] ringErrors = new double[terms][];
    team.forEach(
        terms - 1,
        (index, member) ->
            ringErrors[index + 1] = RingErrors.of(raw, index + 1, correlation.errors(), mean));
    team.forEach(
        STEPS * (terms - 1),
        (index, member) -> {
          int step = index / (terms - 1);
          int term = index % (terms - 1) + 1;
          worth[step][term] = worth(raw, term, q, ringErrors[term], diameters[step]);
        });
    this.scores = new double[STEPS];
    this.errors = new double[STEPS];
    int best = 0;
    for (int k = 0; k < STEPS; k++) {
      scores[k] = Arrays.stream(worth[k]).sum() / (terms - 1);
      best = scores[k] < scores[best] ? k : best;
    }
    int first = STEPS - 1;
    for (int k = STEPS - 1; k >= 0; k--) {
      errors[k] = standardError(worth[k], worth[best], terms);
      if (scores[k] <= scores[best] + TOLERANCE * errors[k]) {
        first = k;
      }
    }
    this.chosen = Math.min(first, best);
  }

  private static double worth(
      RawInvariants raw, int term, double[] q, double[] errors, double diameter) {
    double[][] sets = new double[raw.sets()][];
    double[] zero = new double[q.length * q.length];
    for (int set = 0; set < sets.length; set++) {
      sets[set] = RingErrors.whitened(raw.values(set, term), errors, zero);
    }
    RingSpace space = RingSpace.bounded(2 * term, q, errors, diameter);
    return new DegreeFilter(2 * term, errors, space, sets).leastOverRidges();
  }

  /// Of the mean over degrees of a − b.
  private static double standardError(double[] a, double[] b, int terms) {
    double mean = 0;
    int n = terms - 1;
    for (int i = 1; i < terms; i++) {
      mean += (a[i] - b[i]) / n;
    }
    double sum = 0;
    for (int i = 1; i < terms; i++) {
      sum += Math.pow(a[i] - b[i] - mean, 2);
    }
    return n < 2 ? 0 : Math.sqrt(sum / (n * (n - 1.0)));
  }

  DiameterScan scan() {
    return new DiameterScan(diameters, scores, errors);
  }

  /// Å.
  double chosen() {
    return diameters[chosen];
  }

  /// Why that one, in a sentence.
  String reason() {
    String range =
        String.format(Locale.ROOT, "%.0f to %.0f Å tried", diameters[0], diameters[STEPS - 1]);
    return chosen == STEPS - 1
        ? String.format(
            Locale.ROOT,
            "diameter %.0f Å: the largest that rings and azimuths can show; held-out χ² still"
                + " falls there (%s)",
            chosen(),
            range)
        : String.format(
            Locale.ROOT,
            "diameter %.0f Å: the least whose held-out χ² (%.3f) is within a standard error of the"
                + " least of all (%s)",
            chosen(),
            scores[chosen],
            range);
  }
}

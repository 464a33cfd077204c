package org.everyshot.invariants;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.HalfSums;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;

/// Multi-tiered iterative filtering: a correlation to its invariants.
public final class Extraction {
  /// Room left around the particle's diameter.
  static final double GENEROUS = 1.1;

  /// Relative change of the invariants that ends the filling of gaps.
  private static final double CHANGE = 1e-3;

  private static final int MOST_PASSES = 20;

  /// Times that λ is lowered, by so many steps of the ladder, as long as held-out data gain by it:
  /// later tiers take noise off without a bias towards 0.
  private static final int WEAKER = 3;

  private static final int STEP = 2;

  /// Angles that are left out together to be foretold, and their distance.
  private static final int BLOCK = 2;

  private static final int BLOCK_PERIOD = 16;

  private final Correlation correlation;
  private final ExtractionSettings settings;
  private final Team team;
  private final double wavelength;
  private final List<String> remarks = new ArrayList<>();

  public Extraction(Correlation correlation, ExtractionSettings settings, Team team) {
    this.correlation = correlation;
    this.settings = settings;
    this.team = team;
    double given = settings.wavelengthAngstrom();
    this.wavelength = Double.isNaN(given) ? correlation.wavelengthAngstrom() : given;
    if (!(wavelength > 0)) {
      throw new UserInputException(
          "the correlation gives no wavelength; give it with --wavelength-angstrom");
    }
    int azimuths = correlation.grid().azimuths();
    if (correlation.settings().friedel() && azimuths % 2 != 0) {
      throw new UserInputException(
          "a correlation of even harmonics over "
              + azimuths
              + " azimuths; expected an even number of them: correlate without --friedel");
    }
  }

  /// Does the work.
  public ExtractedInvariants run() {
    SampledCorrelation sampled = SampledCorrelation.of(correlation, wavelength, team);
    double[] mean = correlation.averageIntensity();
    DiameterScan scan = null;
    double diameter = settings.diameterAngstrom();
    if (Double.isNaN(diameter)) {
      var search = new DiameterSearch(sampled, mean, settings, team);
      scan = search.scan();
      diameter = search.chosen();
      remarks.add(search.reason());
    }
    int highest = highest(sampled, GENEROUS * diameter);
    var tier = new FirstTier(sampled, new BandLimit(GENEROUS * diameter, highest), team);
    Attempt best = attempt(sampled, tier, tier.ladder(), mean, diameter, highest);
    for (int weaker = 1; weaker <= WEAKER && best.heldOut() > 0; weaker++) {
      byte[] ladder = FirstTier.weaker(best.ladder(), STEP);
      Attempt next = attempt(sampled, tier, ladder, mean, diameter, highest);
      if (!(next.heldOut() < best.heldOut())) {
        break;
      }
      best = next;
    }
    RawInvariants raw = best.raw();
    Filtering filtering = best.filtering();
    RawInvariants last = best.filtered();
    int passes = 1;
    RawInvariants latest = raw;
    if (gaps(sampled) || missingPairs(raw)) {
      double change = Double.POSITIVE_INFINITY;
      double least = best.heldOut();
      var prediction = new Prediction(sampled, highest, team);
      while (change > CHANGE && passes < MOST_PASSES) {
        SampledCorrelation filled = prediction.filled(latest, last);
        var limit = new BandLimit(GENEROUS * diameter, highest);
        RawInvariants refitted = new FirstTier(filled, limit, team).solve(best.ladder());
        RawInvariants next = filtering.apply(refitted, last);
        if (!Double.isNaN(least)) {
          double heldOut = bothWays(prediction, next, sampled.weights());
          if (!(heldOut < least)) {
            remarks.add("gaps: filled " + times(passes) + ", as held-out shots are foretold best");
            break;
          }
          least = heldOut;
        }
        change = next.distance(last);
        latest = refitted;
        last = next;
        passes++;
      }
    }
    List<DegreeReport> reports = filtering.reports(latest, last);
    FitQuality quality =
        quality(
            sampled,
            raw,
            last,
            highest,
            passes,
            best.ladder(),
            filtering,
            filtering.dataPerCell(reports, diameter));
    return new ExtractedInvariants(
        invariants(last, 0, sampled, mean),
        raw.sets() == 1 ? null : invariants(last, 1, sampled, mean(correlation.half(0))),
        raw.sets() == 1 ? null : invariants(last, 2, sampled, mean(correlation.half(1))),
        wavelength,
        diameter,
        reports,
        quality,
        scan,
        remarks);
  }

  private static String times(int passes) {
    return passes == 1 ? "not at all" : passes == 2 ? "once" : passes - 1 + " times";
  }

  /// All tiers once, with each pair's λ; the χ² of one half foretold by the other is NaN without
  /// halves.
  @SuppressWarnings("ArrayRecordComponent")
  private record Attempt(
      byte[] ladder,
      RawInvariants raw,
      Filtering filtering,
      RawInvariants filtered,
      double heldOut) {}

  private Attempt attempt(
      SampledCorrelation sampled,
      FirstTier tier,
      byte[] ladder,
      double[] mean,
      double diameter,
      int highest) {
    RawInvariants raw = tier.solve(ladder);
    var filtering =
        new Filtering(
            raw, sampled.qs(), mean, sampled.errors(), GENEROUS * diameter, settings, team);
    RawInvariants filtered = filtering.apply(raw, null);
    double heldOut = Double.NaN;
    if (raw.sets() > 1 && sampled.errors()) {
      var prediction = new Prediction(sampled, highest, team);
      if (!settings.always()) {
        filtering.veto(prediction.change(raw, filtered));
        filtered = filtering.apply(raw, null);
      }
      heldOut = bothWays(prediction, filtered, sampled.weights());
    }
    return new Attempt(ladder, raw, filtering, filtered, heldOut);
  }

  private int highest(SampledCorrelation sampled, double bound) {
    double reach = sampled.q(sampled.rings() - 1) * bound + 4;
    int most = Math.min(settings.degreeMax(), sampled.highest());
    return Math.max(2, 2 * (int) (Math.min(most, reach) / 2));
  }

  private static boolean gaps(SampledCorrelation sampled) {
    for (int p = 0; p < sampled.rings(); p++) {
      for (int r = p; r < sampled.rings(); r++) {
        if (sampled.hasGap(p, r)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether a pair is without data though each of its rings has some elsewhere.
  private static boolean missingPairs(RawInvariants raw) {
    int rings = raw.rings();
    for (int p = 0; p < rings; p++) {
      for (int r = p; r < rings; r++) {
        if (Double.isNaN(raw.values(0, 1)[p * rings + r]) && raw.hasRing(p) && raw.hasRing(r)) {
          return true;
        }
      }
    }
    return false;
  }

  private FitQuality quality(
      SampledCorrelation sampled,
      RawInvariants raw,
      RawInvariants last,
      int highest,
      int passes,
      byte[] ladder,
      Filtering filtering,
      double perCell) {
    double logs = 0;
    int count = 0;
    for (byte step : ladder) {
      if (step >= 0) {
        logs += Math.log(FirstTier.LADDER[step]);
        count++;
      }
    }
    double all = Double.NaN;
    double heldOut = Double.NaN;
    double first = Double.NaN;
    double blocks = Double.NaN;
    if (sampled.errors()) {
      var prediction = new Prediction(sampled, highest, team);
      blocks = heldOutBlocks(sampled, filtering, ladder, highest);
      double[][] weights = sampled.weights();
      all = prediction.chiSquare(0, last, 0, weights);
      if (raw.sets() > 1) {
        // A half has twice the variance of the whole.
        heldOut = bothWays(prediction, last, weights) / 2;
        first = bothWays(prediction, raw, weights) / 2;
      }
    }
    return new FitQuality(all, first, heldOut, blocks, Math.exp(logs / count), passes, perCell);
  }

  /// χ² of blocks of angles that were left out of the fit, two of every sixteen.
  private double heldOutBlocks(
      SampledCorrelation sampled, Filtering filtering, byte[] ladder, int highest) {
    int angles = sampled.angles();
    double[][] kept = sampled.weights();
    double[][] left = sampled.weights();
    for (int p = 0; p < kept.length; p++) {
      for (int k = 0; k < kept[p].length; k++) {
        boolean out = (k % angles + p) % BLOCK_PERIOD < BLOCK;
        kept[p][k] = out ? 0 : kept[p][k];
        left[p][k] = out ? left[p][k] : 0;
      }
    }
    var limit = new BandLimit(filtering.diameter(), highest);
    RawInvariants raw = new FirstTier(sampled.weighted(kept), limit, team).solve(ladder);
    return new Prediction(sampled, highest, team).chiSquare(0, filtering.apply(raw, null), 0, left);
  }

  private static double bothWays(Prediction prediction, RawInvariants from, double[][] weights) {
    return (prediction.chiSquare(1, from, 2, weights) + prediction.chiSquare(2, from, 1, weights))
        / 2;
  }

  private static double[] mean(HalfSums half) {
    double[] mean = new double[half.ringSum().length];
    for (int q = 0; q < mean.length; q++) {
      mean[q] = half.ringSum()[q] / half.ringBins()[q];
    }
    return mean;
  }

  /// B_0 = 4π Ī Ī' from the mean intensity, the other degrees as they were found; of one particle.
  /// A half has twice the variance of the whole.
  private Invariants invariants(
      RawInvariants raw, int set, SampledCorrelation sampled, double[] mean) {
    int rings = raw.rings();
    int terms = raw.terms();
    int[] degrees = new int[terms];
    double[][] values = new double[terms][];
    double[][] sigma = new double[terms][rings * rings];
    double[] error = correlation.averageIntensitySigma();
    double[] one = settings.shot().ofOneParticle(mean, error);
    double correlated = settings.shot().correlated();
    double share = (set == 0 ? 1 : Math.sqrt(2)) / correlated;
    double shareOfMean = (set == 0 ? 1 : Math.sqrt(2)) * 4 * Math.PI / settings.shot().particles();
    for (int i = 0; i < terms; i++) {
      degrees[i] = 2 * i;
      values[i] = raw.values(set, i).clone();
      for (int k = 0; k < rings * rings; k++) {
        values[i][k] /= correlated;
        sigma[i][k] = Math.sqrt(raw.variances(i)[k]) * share;
        if (Double.isNaN(mean[k / rings]) || Double.isNaN(mean[k % rings])) {
          values[i][k] = Double.NaN;
          sigma[i][k] = Double.NaN;
        }
      }
    }
    for (int p = 0; p < rings; p++) {
      for (int r = 0; r < rings; r++) {
        values[0][p * rings + r] = 4 * Math.PI * one[p] * one[r];
        sigma[0][p * rings + r] = Math.hypot(one[p] * error[r], one[r] * error[p]) * shareOfMean;
      }
    }
    return new Invariants(sampled.qs(), degrees, values, sampled.errors() ? sigma : null, one);
  }
}

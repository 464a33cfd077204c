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
  }

  /// Does the work.
  public ExtractedInvariants run() {
    SampledCorrelation sampled = SampledCorrelation.of(correlation, wavelength, team);
    double diameter = settings.diameterAngstrom();
    int rings = sampled.rings();
    int most = Math.min(settings.degreeMax(), sampled.highest());
    double reach = sampled.q(rings - 1) * GENEROUS * diameter + 4;
    int highest = Math.max(2, 2 * (int) (Math.min(most, reach) / 2));
    var limit = new BandLimit(GENEROUS * diameter, highest);
    var tier = new FirstTier(sampled, limit, team);
    RawInvariants raw = tier.solve(tier.ladder());
    double[] mean = correlation.averageIntensity();
    double n = settings.particles();
    return new ExtractedInvariants(
        invariants(raw, 0, sampled, mean, n),
        raw.sets() == 1 ? null : invariants(raw, 1, sampled, mean(correlation.half(0)), n),
        raw.sets() == 1 ? null : invariants(raw, 2, sampled, mean(correlation.half(1)), n),
        wavelength,
        diameter,
        List.of(),
        FitQuality.UNKNOWN,
        null,
        remarks);
  }

  private static double[] mean(HalfSums half) {
    double[] mean = new double[half.ringSum().length];
    for (int q = 0; q < mean.length; q++) {
      mean[q] = half.ringSum()[q] / half.ringBins()[q];
    }
    return mean;
  }

  /// B_0 = 4π Ī Ī' from the mean intensity, the other degrees as they were found; of one particle.
  private Invariants invariants(
      RawInvariants raw, int set, SampledCorrelation sampled, double[] mean, double particles) {
    int rings = raw.rings();
    int terms = raw.terms();
    int[] degrees = new int[terms];
    double[][] values = new double[terms][];
    double[][] sigma = new double[terms][rings * rings];
    double[] one = new double[rings];
    double[] error = correlation.averageIntensitySigma();
    for (int p = 0; p < rings; p++) {
      one[p] = mean[p] / particles;
    }
    for (int i = 0; i < terms; i++) {
      degrees[i] = 2 * i;
      values[i] = raw.values(set, i).clone();
      for (int k = 0; k < rings * rings; k++) {
        values[i][k] /= particles;
        sigma[i][k] = Math.sqrt(raw.variances(i)[k]) / particles;
      }
    }
    for (int p = 0; p < rings; p++) {
      for (int r = 0; r < rings; r++) {
        values[0][p * rings + r] = 4 * Math.PI * one[p] * one[r];
        sigma[0][p * rings + r] =
            4 * Math.PI * Math.hypot(one[p] * error[r], one[r] * error[p]) / particles;
      }
    }
    return new Invariants(
        sampled.qs(), degrees, values, set == 0 && sampled.errors() ? sigma : null, one);
  }
}

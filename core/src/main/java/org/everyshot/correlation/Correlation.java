package org.everyshot.correlation;

import java.util.Arrays;
import java.util.List;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.LossLedger;
import org.everyshot.kernel.Harmonics;
import org.jspecify.annotations.Nullable;

/// Angular correlation C(q, q', Δφ), averaged over shots, at one moment. Immutable.
///
/// Held as sums of harmonics of the two half-sets and turned into Δφ where asked for, pair by pair,
/// by a [PairReader].
/// Units: the square of the images'. q = 4π sin θ / λ in Å⁻¹, θ half the scattering angle.
/// Missing: NaN where the mask leaves no pair of bins.
/// Source: the room's package-info, eqs. 1 to 6.
public final class Correlation {
  /// How well the half-sets agreed after so many shots.
  ///
  /// @param shots shots so far
  /// @param halfSetAgreement mean over rings of the coefficient of C(q, q, Δφ) of both halves
  public record Moment(long shots, double halfSetAgreement) {}

  private final PolarGrid grid;
  private final double wavelengthAngstrom;
  private final CorrelationSettings settings;
  private final List<HalfSums> halves;
  private final ErrorBars errors;
  private final List<Moment> history;
  private final LossLedger.@Nullable Balance ledger;

  /// @param wavelengthAngstrom X-ray wavelength; NaN where unknown
  /// @param halves half-set 0 and half-set 1
  /// @param ledger where every shot went; null where nobody kept count
  public Correlation(
      PolarGrid grid,
      double wavelengthAngstrom,
      CorrelationSettings settings,
      List<HalfSums> halves,
      ErrorBars errors,
      List<Moment> history,
      LossLedger.@Nullable Balance ledger) {
    this.grid = grid;
    this.wavelengthAngstrom = wavelengthAngstrom;
    this.settings = settings;
    this.halves = List.copyOf(halves);
    this.errors = errors;
    this.history = List.copyOf(history);
    this.ledger = ledger;
  }

  public PolarGrid grid() {
    return grid;
  }

  /// X-ray wavelength, Å; NaN where unknown.
  public double wavelengthAngstrom() {
    return wavelengthAngstrom;
  }

  public CorrelationSettings settings() {
    return settings;
  }

  /// The harmonics kept.
  public Harmonics harmonics() {
    return settings.harmonics(grid.azimuths());
  }

  /// The sums of half-set 0 or 1.
  public HalfSums half(int half) {
    return halves.get(half);
  }

  /// Standard errors.
  public ErrorBars errors() {
    return errors;
  }

  /// Shots in the result.
  public long shots() {
    return halves.get(0).shots() + halves.get(1).shots();
  }

  /// Shots among these that were alone in their block, and enter the mean intensity only.
  public long uncorrelated() {
    return shots() - halves.get(0).correlated() - halves.get(1).correlated();
  }

  /// How the half-sets' agreement grew.
  public List<Moment> history() {
    return history;
  }

  /// Where every shot went; null where nobody kept count.
  public LossLedger.@Nullable Balance ledger() {
    return ledger;
  }

  /// The same with the ledger of the run that made it.
  public Correlation with(LossLedger.Balance balance) {
    return new Correlation(grid, wavelengthAngstrom, settings, halves, errors, history, balance);
  }

  /// Mean intensity of each ring over shots and valid bins; NaN without any.
  public double[] averageIntensity() {
    double[] mean = new double[grid.rings()];
    for (int q = 0; q < mean.length; q++) {
      double sum = halves.get(0).ringSum(q) + halves.get(1).ringSum(q);
      mean[q] = sum / (halves.get(0).ringBins(q) + halves.get(1).ringBins(q));
    }
    return mean;
  }

  /// Standard error of the mean intensity of each ring.
  public double[] averageIntensitySigma() {
    return errors.intensity().clone();
  }

  /// Variance from shot to shot of a ring's mean, each ring; NaN with fewer than two shots.
  public double[] shotVariance() {
    double[] variance = new double[grid.rings()];
    for (int q = 0; q < variance.length; q++) {
      HalfSums a = halves.get(0);
      HalfSums b = halves.get(1);
      double n = a.ringShots(q) + b.ringShots(q);
      // The mean of ring means is that of all bins where shots have equally many.
      double mean = (a.ringSum(q) + b.ringSum(q)) / (a.ringBins(q) + b.ringBins(q));
      double square = (a.ringSquares(q) + b.ringSquares(q)) / n;
      variance[q] = n < 2 ? Double.NaN : Math.max(0, square - mean * mean) * n / (n - 1);
    }
    return variance;
  }

  /// A reader of C(q, q', Δφ); one for each thread.
  public PairReader reader() {
    return new PairReader(this);
  }

  /// See [Part#plain].
  boolean plain() {
    return Part.plain(settings, halves);
  }

  /// Agreement of the half-sets in each ring: see [HalfAgreement].
  public double[] agreementPerRing() {
    if (plain()) {
      var agreement = new PlainAgreement(harmonics(), grid.rings(), settings);
      return agreement.perRing(halves.subList(0, 1), halves.subList(1, 2));
    }
    var evaluator = new PairEvaluator(harmonics(), grid.rings(), grid.rings(), settings, halves);
    double[][] weights = {{1, 0}, {0, 1}};
    return HalfAgreement.perRing(evaluator, grid.rings(), weights);
  }

  /// Agreement of the half-sets in each harmonic, over all pairs of different rings, each pair
  /// divided by the rings' mean intensities. NaN where nothing is known.
  public double[] agreementPerHarmonic() {
    if (plain()) {
      return PlainAgreement.perHarmonic(halves.get(0), halves.get(1), averageIntensity());
    }
    var evaluator = new PairEvaluator(harmonics(), grid.rings(), grid.rings(), settings, halves);
    return HalfAgreement.perHarmonic(evaluator, harmonics(), averageIntensity());
  }

  /// What two independent sets of shots say together.
  ///
  /// @param name what to call the other in a message
  /// @throws org.everyshot.fault.UserInputException where grid, wavelength or settings differ
  public Correlation plus(Correlation other, String name) {
    other.requireLike(grid, wavelengthAngstrom, settings, name);
    List<HalfSums> sums =
        List.of(
            halves.get(0).plus(other.halves.get(0), grid),
            halves.get(1).plus(other.halves.get(1), grid));
    return new Correlation(
        grid,
        wavelengthAngstrom,
        settings,
        sums,
        ErrorBars.together(this, other),
        history,
        LedgerSum.of(ledger, other.ledger));
  }

  /// Makes sure that this can be added to what a run with such settings gives.
  ///
  /// @param name what to call this in a message
  /// @throws org.everyshot.fault.UserInputException where grid, wavelength or settings differ
  public void requireLike(
      PolarGrid otherGrid,
      double otherWavelengthAngstrom,
      CorrelationSettings otherSettings,
      String name) {
    Mergeable.require(
        new Mergeable(otherGrid, otherWavelengthAngstrom, otherSettings),
        new Mergeable(grid, wavelengthAngstrom, settings),
        name);
  }

  /// Δφ of each azimuth, rad, from 0.
  public double[] angularPoints() {
    double[] points = new double[grid.azimuths()];
    Arrays.setAll(points, grid::azimuth);
    return points;
  }
}

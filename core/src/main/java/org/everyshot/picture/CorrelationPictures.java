package org.everyshot.picture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.correlation.PairReader;

/// The pictures of a correlation.
public final class CorrelationPictures {
  private final Correlation correlation;
  private final double[] q;
  private final int azimuths;
  private final double[] mean;
  private final double[] diagonal;
  private final double[] agreement;
  private final CorrelationMap.Baseline baseline;
  private final PairReader reader;

  public CorrelationPictures(Correlation correlation) {
    this.correlation = correlation;
    this.q = correlation.grid().qs();
    this.azimuths = correlation.grid().azimuths();
    this.mean = correlation.averageIntensity();
    this.agreement = correlation.agreementPerRing();
    this.reader = correlation.reader();
    this.diagonal = new double[q.length * azimuths];
    for (int r = 0; r < q.length; r++) {
      System.arraycopy(reader.c2(r, r), 0, diagonal, r * azimuths, azimuths);
    }
    this.baseline = CorrelationMap.Baseline.fitting(diagonal, azimuths, mean);
  }

  /// All of them by the names of their files, without ending, in the order in which to look at
  /// them.
  ///
  /// @param unit of the intensity, such as `photons per bin`
  public Map<String, Picture> all(String unit) {
    var pictures = new LinkedHashMap<String, Picture>();
    pictures.put("intensity", intensity(unit));
    pictures.put("correlation", diagonal());
    pictures.put("correlation-at-q", slice(ringToShow()));
    pictures.put("agreement", agreement());
    pictures.put("convergence", convergence());
    return pictures;
  }

  /// I(q) with its band of error.
  public Picture intensity(String unit) {
    return RadialProfile.of(
        q, mean, correlation.averageIntensitySigma(), correlation.shots(), unit);
  }

  /// C2(q, q, Δφ).
  public Picture diagonal() {
    return CorrelationMap.diagonal(q, azimuths, diagonal, mean, baseline, correlation.shots());
  }

  /// C2(q, q′, Δφ) at the q′ of one ring.
  public Picture slice(int ring) {
    double[] values = new double[q.length * azimuths];
    for (int r = 0; r < q.length; r++) {
      System.arraycopy(reader.c2(ring, r), 0, values, r * azimuths, azimuths);
    }
    return CorrelationMap.slice(q, ring, azimuths, values, mean, baseline, correlation.shots());
  }

  /// The ring of the middle half of all in which the half-sets agree best: a good q′ for
  /// [#slice(int)].
  public int ringToShow() {
    int best = q.length / 2;
    for (int r = q.length / 4; r < q.length - q.length / 4; r++) {
      if (agreement[r] > agreement[best] || Double.isNaN(agreement[best])) {
        best = r;
      }
    }
    return best;
  }

  /// Agreement of the half-sets in each ring.
  public Picture agreement() {
    return HalfSetAgreement.of(q, agreement, components(), correlation.shots());
  }

  /// Independent Fourier components of C2(Δφ), its mean aside: cosines alone where it is even.
  private int components() {
    CorrelationSettings settings = correlation.settings();
    int harmonics = Math.min(azimuths / 2, settings.harmonicsMax()) / (settings.friedel() ? 2 : 1);
    boolean even = settings.orientations() == CorrelationSettings.Orientations.ISOTROPIC;
    return even ? harmonics : 2 * harmonics;
  }

  /// Agreement of the half-sets against the number of shots, up to now.
  public Picture convergence() {
    List<Correlation.Moment> history = correlation.history();
    long last = history.isEmpty() ? 0 : history.getLast().shots();
    int n = history.size() + (correlation.shots() > last ? 1 : 0);
    double[] shots = new double[n];
    double[] values = new double[n];
    for (int i = 0; i < history.size(); i++) {
      shots[i] = history.get(i).shots();
      values[i] = history.get(i).halfSetAgreement();
    }
    if (n > history.size()) {
      shots[n - 1] = correlation.shots();
      values[n - 1] = meanAgreement();
    }
    return Convergence.of(shots, values);
  }

  private double meanAgreement() {
    double sum = 0;
    int known = 0;
    for (double value : agreement) {
      if (!Double.isNaN(value)) {
        sum += value;
        known++;
      }
    }
    return known == 0 ? Double.NaN : sum / known;
  }
}

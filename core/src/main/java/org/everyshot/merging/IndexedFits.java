package org.everyshot.merging;

/// Fits of one still, one under each way of indexing it, and how likely each is. Reused for many
/// stills.
///
/// With log-likelihoods Lₖ the shares are ∝ exp(Lₖ/max(1, χ²)), χ² that of the likeliest fit:
/// where residuals are larger than their variances say, so are differences of log-likelihoods.
final class IndexedFits {
  /// A way less likely than this adds nothing to the sums.
  static final double LEAST_SHARE = 0.01;

  final FittedStill[] fits;
  final double[] logLikelihood;
  final double[] share;

  /// The likeliest way.
  int best;

  IndexedFits(int operators) {
    this.fits = new FittedStill[operators];
    this.logLikelihood = new double[operators];
    this.share = new double[operators];
    for (int o = 0; o < operators; o++) {
      fits[o] = new FittedStill();
    }
  }

  /// The fit under the likeliest way.
  FittedStill chosen() {
    return fits[best];
  }

  /// Only one way is possible.
  void only(int operator) {
    java.util.Arrays.fill(share, 0);
    share[operator] = 1;
    best = operator;
  }

  /// Weighs the ways by their log-likelihoods; those whose fit came to nothing are out.
  void weigh() {
    best = 0;
    for (int o = 1; o < fits.length; o++) {
      boolean better = logLikelihood[o] > logLikelihood[best] || !fits[best].usable;
      if (fits[o].usable && better) {
        best = o;
      }
    }
    double spread = Math.max(1, fits[best].chiSquare);
    double sum = 0;
    for (int o = 0; o < fits.length; o++) {
      double relative = (logLikelihood[o] - logLikelihood[best]) / spread;
      share[o] = o == best ? 1 : fits[o].usable ? Math.exp(Math.min(relative, 0)) : 0;
      sum += share[o];
    }
    for (int o = 0; o < fits.length; o++) {
      share[o] = share[o] < LEAST_SHARE * sum ? 0 : share[o] / sum;
    }
  }

  /// Adds the still to sums under each way of indexing it, by its share. The still stays as it is.
  void addTo(PrecisionSums sums, StillObservations still) {
    for (int o = 0; o < fits.length; o++) {
      if (share[o] > 0) {
        fits[o].addTo(sums, still.indexed[o], still.size, share[o]);
      }
    }
  }
}

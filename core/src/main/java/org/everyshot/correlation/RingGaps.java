package org.everyshot.correlation;

/// Whether rings are there in part, so that some angles Δφ have fewer pairs of bins than others.
///
/// Through such gaps a shot's mean intensity reaches all angles: pairs of one bin's mean and
/// another's fluctuation no longer add up to the same at each Δφ. In the mean over orientations
/// that vanishes, but not over the shots of a run; the correlation between different shots
/// (`INTER`) has it too, and takes it off. Rings that are missing as a whole are no gaps.
public final class RingGaps {
  private RingGaps() {}

  /// Whether some bins of a ring were there in fewer shots than others.
  public static boolean in(Correlation correlation) {
    double[] first = correlation.half(0).binCounts();
    double[] second = correlation.half(1).binCounts();
    int azimuths = correlation.grid().azimuths();
    for (int bin = 0; bin < first.length; bin++) {
      int beside = bin - bin % azimuths;
      if (first[bin] != first[beside] || second[bin] != second[beside]) {
        return true;
      }
    }
    return false;
  }
}

package org.everyshot.merging;

/// What the stills that have waited for a model say of intensities: their unit, and the mean of
/// each resolution shell in it.
final class FirstStills {
  /// Stills that wait for a model.
  static final int COUNT = 100;

  /// With an indexing ambiguity, so many are brought into one setting.
  static final int INDEXED = 400;

  private final double unit;
  private final double[] sum;
  private final long[] count;

  private FirstStills(double unit, double[] sum, long[] count) {
    this.unit = unit;
    this.sum = sum;
    this.count = count;
  }

  /// Looks at the first 100 of these stills, however many have come at once.
  static FirstStills of(Iterable<StillObservations> waiting, ReflectionPriors priors) {
    double[] sum = new double[priors.shells()];
    long[] count = new long[priors.shells()];
    double all = 0;
    long n = 0;
    int stills = 0;
    for (StillObservations still : waiting) {
      if (stills++ == COUNT) {
        break;
      }
      for (int i = 0; i < still.size; i++) {
        int shell = priors.shell(still.slot[i] >> 1);
        all += still.intensity[i];
        n++;
        sum[shell] += still.intensity[i];
        count[shell]++;
      }
    }
    double mean = all / n;
    return new FirstStills(mean > 0 ? mean : 1, sum, count);
  }

  /// Mean intensity, which is 1 inside the model.
  double unit() {
    return unit;
  }

  /// Mean intensity of each shell, as measured.
  double[] shellMeans() {
    double[] means = new double[sum.length];
    for (int s = 0; s < means.length; s++) {
      means[s] = sum[s] / Math.max(count[s], 1);
    }
    return means;
  }

  /// Begins priors with what these stills have.
  void begin(ReflectionPriors priors) {
    double[] scaled = new double[sum.length];
    for (int s = 0; s < scaled.length; s++) {
      scaled[s] = sum[s] / unit;
    }
    priors.begin(scaled, count);
  }
}

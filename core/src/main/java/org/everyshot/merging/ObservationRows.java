package org.everyshot.merging;

/// The observations of a batch of stills, one behind the other, with what the networks' step works
/// out for each. Columns may be longer than there are observations.
final class ObservationRows {
  /// Where each still begins, and behind the last where it ends.
  int[] begin = new int[2];

  int[] slot = new int[0];
  byte[] half = new byte[0];

  /// Intensity and its variance, standardised.
  double[] intensity = new double[0];

  double[] variance = new double[0];

  /// Mean and deviation of the amplitude; mean and variance of its square.
  double[] mean = new double[0];

  double[] deviation = new double[0];
  double[] square = new double[0];
  double[] squareVariance = new double[0];

  /// Scale K, prediction K⟨F²⟩, and the variance that weighs the observation in running sums.
  double[] scale = new double[0];

  double[] predicted = new double[0];
  double[] weightVariance = new double[0];

  /// Gradients along μ and σ of the amplitude, and of the same amplitude of the half-set.
  double[][] along = new double[4][0];

  /// Makes room for a batch.
  void lay(StillObservations[] batch, int count) {
    if (begin.length < count + 1) {
      begin = new int[count + 1];
    }
    for (int g = 0; g < count; g++) {
      begin[g + 1] = begin[g] + batch[g].size;
    }
    int n = begin[count];
    if (slot.length < n) {
      int length = n + n / 2;
      slot = new int[length];
      half = new byte[length];
      intensity = new double[length];
      variance = new double[length];
      mean = new double[length];
      deviation = new double[length];
      square = new double[length];
      squareVariance = new double[length];
      scale = new double[length];
      predicted = new double[length];
      weightVariance = new double[length];
      along = new double[4][length];
    }
    for (int g = 0; g < count; g++) {
      System.arraycopy(batch[g].slot, 0, slot, begin[g], batch[g].size);
      for (int r = begin[g]; r < begin[g + 1]; r++) {
        half[r] = (byte) batch[g].half;
      }
    }
    rows = n;
  }

  /// Observations.
  int rows;
}

package org.everyshot.detector;

import java.util.Arrays;

/// What one frame has put into each polar bin: Σ g K, Σ g² K and the number of pixels, where K are
/// a pixel's photons and g its correction for solid angle and polarisation.
public final class PolarSums {
  private final int azimuths;
  final double[] sum;
  final double[] variance;
  final int[] count;
  final float[] chunk = new float[PolarBinning.CHUNK];

  private int[] bins = new int[0];

  /// Empty sums for a grid.
  public PolarSums(PolarGrid grid) {
    azimuths = grid.azimuths();
    sum = new double[grid.size()];
    variance = new double[grid.size()];
    count = new int[grid.size()];
  }

  void clear() {
    Arrays.fill(sum, 0);
    Arrays.fill(variance, 0);
    Arrays.fill(count, 0);
  }

  /// Memory for the bin of each pixel of a frame.
  int[] binsOf(int pixels) {
    if (bins.length != pixels) {
      bins = new int[pixels];
    }
    return bins;
  }

  /// Number of pixels in each bin, `[ring][azimuth]`.
  public int count(int bin) {
    return count[bin];
  }

  /// Writes the mean of each bin, `[ring][azimuth]`; NaN for a bin without pixels.
  public void means(float[] image, int offset) {
    for (int b = 0; b < sum.length; b++) {
      image[offset + b] = count[b] == 0 ? Float.NaN : (float) (sum[b] / count[b]);
    }
  }

  /// Writes the mean of each bin, `[ring][azimuth]`; NaN for a bin without pixels.
  public void means(double[] image, int offset) {
    for (int b = 0; b < sum.length; b++) {
      image[offset + b] = count[b] == 0 ? Double.NaN : sum[b] / count[b];
    }
  }

  /// Writes, for each ring, the photon variance of its bins' means, summed: Σ_bins Σ g² K / c².
  public void variances(float[] rings, int offset) {
    int b = 0;
    for (int r = 0; r * azimuths < sum.length; r++) {
      double ring = 0;
      for (int j = 0; j < azimuths; j++, b++) {
        if (count[b] > 0) {
          ring += variance[b] / ((double) count[b] * count[b]);
        }
      }
      rings[offset + r] = (float) ring;
    }
  }
}

package org.everyshot.merging;

/// What images are expected to be like: means and standard deviations, `[4]` each, of their four
/// parameters ln G, B, ln w₀ and ln η.
final class ImageModel {
  static final int SCALE = 0;
  static final int B = 1;
  static final int WIDTH = 2;
  static final int MOSAICITY = 3;
  static final int PARAMETERS = 4;

  final double[] mean;
  final double[] sd;

  private ImageModel(double[] mean, double[] sd) {
    this.mean = mean;
    this.sd = sd;
  }

  /// Before anything is known.
  ///
  /// @param width w₀, Å⁻¹
  /// @param mosaicity η, radians
  static ImageModel of(double width, double mosaicity) {
    return new ImageModel(
        new double[] {0, 0, Math.log(width), Math.log(mosaicity)}, new double[] {5, 10, 0.4, 0.5});
  }

  /// The same with widths as the images have them: medians as means, and as standard deviation half
  /// the range of the middle 68 %, within bounds.
  ImageModel following(ImageRecords records) {
    double[] newMean = mean.clone();
    double[] newSd = sd.clone();
    for (int p = WIDTH; p <= MOSAICITY; p++) {
      double[] sorted = records.sorted(p);
      if (sorted.length >= 20) {
        newMean[p] = quantile(sorted, 0.5);
        double spread = 0.5 * (quantile(sorted, 0.84) - quantile(sorted, 0.16));
        newSd[p] = Math.clamp(spread, 0.1, 0.8);
      }
    }
    return new ImageModel(newMean, newSd);
  }

  private static double quantile(double[] sorted, double share) {
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }
}

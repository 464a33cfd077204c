package org.everyshot.detector;

import org.jspecify.annotations.Nullable;

/// What is done to the values of a frame, pixel by pixel, before they are taken for photons:
/// ADU = (raw − pedestal) / gain − background.
///
/// All arrays are flattened frames. A pixel of which one of them is not finite, or the gain 0, is
/// left out.
public final class Calibration {
  /// Nothing is done, and every finite value is good that the geometry does not call bad.
  public static final Calibration NONE = new Calibration(null, null, null, Float.NEGATIVE_INFINITY);

  private final float @Nullable [] pedestal;
  private final float @Nullable [] gain;
  private final float @Nullable [] background;
  private final float lowest;

  private Calibration(
      float @Nullable [] pedestal,
      float @Nullable [] gain,
      float @Nullable [] background,
      float lowest) {
    this.pedestal = pedestal;
    this.gain = gain;
    this.background = background;
    this.lowest = lowest;
  }

  /// With a pedestal, ADU, and a gain, 1 for a pixel as good as the geometry says.
  public Calibration withPedestalAndGain(float[] pedestal, float @Nullable [] gain) {
    return new Calibration(pedestal, gain, background, lowest);
  }

  /// With a background frame, calibrated ADU, that is subtracted from each frame.
  public Calibration withBackground(float[] background) {
    return new Calibration(pedestal, gain, background, lowest);
  }

  /// With raw values below `lowest`, ADU, called bad.
  public Calibration withLowest(float lowest) {
    return new Calibration(pedestal, gain, background, lowest);
  }

  float lowest() {
    return lowest;
  }

  /// Whether a pixel can be calibrated.
  boolean usable(int pixel) {
    return (pedestal == null || Float.isFinite(pedestal[pixel]))
        && (gain == null || (Float.isFinite(gain[pixel]) && gain[pixel] != 0))
        && (background == null || Float.isFinite(background[pixel]));
  }

  /// Whether a pedestal is subtracted.
  boolean hasPedestal() {
    return pedestal != null;
  }

  boolean hasBackground() {
    return background != null;
  }

  /// Value of a pixel, ADU, before the background is subtracted.
  double calibrated(int pixel, double raw) {
    double value = pedestal == null ? raw : raw - pedestal[pixel];
    return gain == null ? value : value / gain[pixel];
  }

  /// Background of a pixel, ADU.
  double background(int pixel) {
    return background == null ? 0 : background[pixel];
  }
}

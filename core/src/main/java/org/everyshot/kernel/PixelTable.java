package org.everyshot.kernel;

import org.jspecify.annotations.Nullable;

/// What the pixels of a frame add to the bins of a polar image.
///
/// A pixel of raw value v is good if lowest ≤ v ≤ highest (so never if v is NaN). A good pixel adds
/// slope · v + offset to its bin, whose value is the mean over its good pixels, and
/// varianceSlope · v to the bin's variance, of which that of the mean is the sum over the pixels
/// divided by the square of their number.
///
/// All arrays have one value a pixel; they are not copied and must not change.
///
/// @param rings rings of the polar image
/// @param azimuths azimuths of the polar image
/// @param bin `ring · azimuths + azimuth`; −1 for a pixel in no bin
/// @param slope value of a bin per raw value
/// @param offset value of a bin at raw value 0; null for 0
/// @param lowest lowest good raw value, finite
/// @param highest highest good raw value, finite
/// @param varianceSlope variance per raw value; null where no variance is wanted
@SuppressWarnings("ArrayRecordComponent") // a view of the detector's own tables
public record PixelTable(
    int rings,
    int azimuths,
    int[] bin,
    float[] slope,
    float @Nullable [] offset,
    float[] lowest,
    float[] highest,
    float @Nullable [] varianceSlope) {

  /// Number of pixels of a frame.
  public int pixels() {
    return bin.length;
  }

  /// Number of bins.
  public int bins() {
    return rings * azimuths;
  }

  /// Number of pixels in each bin.
  public int[] occupancy() {
    int[] pixels = new int[bins()];
    for (int b : bin) {
      if (b >= 0) {
        pixels[b]++;
      }
    }
    return pixels;
  }
}

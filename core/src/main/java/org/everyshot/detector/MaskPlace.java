package org.everyshot.detector;

import org.jspecify.annotations.Nullable;

/// A dataset that tells bad pixels from good ones by the bits of its values.
///
/// @param number which of a panel's masks, 0 to 7
/// @param path HDF5 path of the dataset
/// @param file file that holds it, relative to the working directory; null for the file of the
///   frames
/// @param goodBits bits that are all set for a good pixel
/// @param badBits bits of which none is set for a good pixel
public record MaskPlace(
    int number, String path, @Nullable String file, long goodBits, long badBits) {
  /// Whether the mask calls a pixel of this value bad.
  public boolean bad(long value) {
    return (value & goodBits) != goodBits || (value & badBits) != 0;
  }
}

package org.everyshot.merging;

import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.shot.ShotId;
import org.jspecify.annotations.Nullable;

/// One crystal on one image, without its reflections.
///
/// @param name what the file calls the image, such as `run7.cxi//42`, for messages and tables
/// @param key identity of the image: the same wherever and in whatever order it is read; all
///     crystals of one image share it
/// @param wavelengthAngstrom wavelength of the pulse; NaN where the file does not say
/// @param orientation reciprocal axes in the laboratory; null where the file does not say
/// @param cell the crystal's own cell; null where the file does not say
public record Still(
    String name,
    long key,
    double wavelengthAngstrom,
    @Nullable Orientation orientation,
    @Nullable UnitCell cell) {

  /// Half-set, 0 or 1: by a hash of the image's identity, never by order of arrival.
  public int half() {
    return ShotId.half(key, 0);
  }

  /// Identity of an image from what its file says of it: the same text gives the same key.
  public static long key(String image) {
    long hash = 0xCBF29CE484222325L; // FNV-1a, 64 bits
    for (int i = 0; i < image.length(); i++) {
      hash = (hash ^ image.charAt(i)) * 0x100000001B3L;
    }
    return hash;
  }
}

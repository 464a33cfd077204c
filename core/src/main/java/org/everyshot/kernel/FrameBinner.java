package org.everyshot.kernel;

/// Bins several frames at a time onto a polar grid, as a [PixelTable] says; for one thread.
///
/// The results of a call stand until the next.
public interface FrameBinner {
  /// Another binner of the same table, for another thread.
  FrameBinner another();

  /// Most frames that a call takes.
  int width();

  /// Bins frames of unsigned 16-bit counts: the first `count` of `frames`.
  void bin(short[][] frames, int count);

  /// Bins frames of floats.
  void bin(float[][] frames, int count);

  /// Number of good pixels of a frame.
  long used(int frame);

  /// Writes the images, `[ring][azimuth]`, that of frame i from `starts[i]` on; NaN for a bin
  /// without good pixels.
  void means(float[] images, int[] starts);

  /// Writes, for each ring of a frame, the variances of its bins' means, summed.
  void variances(int frame, float[] rings, int start);
}

package org.everyshot.format;

/// A stack of polar images `[shots][rings][azimuths]` in a file, read by several threads at
/// once.
interface ImageStack extends AutoCloseable {
  /// How to name the array in a message.
  String name();

  long shots();

  int rings();

  int azimuths();

  /// Reads consecutive images, row-major, from the start of `out` on.
  void read(long first, int count, float[] out);

  /// As for floats.
  void read(long first, int count, double[] out);

  @Override
  void close();
}

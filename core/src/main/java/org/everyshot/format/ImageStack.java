package org.everyshot.format;

/// A stack of polar images `[shots][rings][azimuths]` in a file, read by several threads at
/// once.
interface ImageStack extends AutoCloseable {
  /// How to name the array in a message.
  String name();

  long shots();

  int rings();

  int azimuths();

  /// Whether single precision holds every number of the file's type as it is.
  boolean fitsSingle();

  /// Whether one image after another is read as fast as many at once.
  boolean oneByOne();

  /// Reads consecutive images, row-major, from `out[at]` on.
  void read(long first, int count, float[] out, int at);

  /// As for floats.
  void read(long first, int count, double[] out, int at);

  @Override
  void close();
}

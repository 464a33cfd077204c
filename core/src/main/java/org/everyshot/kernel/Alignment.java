package org.everyshot.kernel;

/// Where in an array a cache line begins.
///
/// A vector of 512 bits is as long as a cache line, 64 bytes. One that lies across two of them
/// costs two accesses, and where rows come from the second cache a product of harmonics takes a
/// tenth longer. An array's values follow a header of 16 bytes; arrays themselves begin at
/// multiples of 8 bytes, of 64 with the option `-XX:ObjectAlignmentInBytes=64`, which the
/// program is started with. Without it all works, at the speed that chance gives.
final class Alignment {
  private static final int LINE = 64;
  private static final int HEADER = 16;

  /// Index of the first `float` of an array that begins a cache line.
  static final int SINGLE = (LINE - HEADER) / Float.BYTES;

  /// Index of the first `double` of an array that begins a cache line.
  static final int DOUBLE = (LINE - HEADER) / Double.BYTES;

  private Alignment() {}
}

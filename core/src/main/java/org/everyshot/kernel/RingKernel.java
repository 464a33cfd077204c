package org.everyshot.kernel;

/// Sums over the rings of polar images, which tell at once whether a value is missing.
public sealed interface RingKernel permits ScalarRingKernel, VectorRingKernel {
  /// Sums each ring in double precision. One that has a value that is not finite has a total that
  /// is not: sums of finite floats stay far below the largest double.
  ///
  /// @param image where an image `[ring][azimuth]` lies, from `from` on
  /// @param totals receives a total for each ring, from `at` on
  void totals(float[] image, int from, int rings, int azimuths, double[] totals, int at);

  /// The kernel of this run: vectors where the Java machine has them, unless system property
  /// `everyshot.kernel` is `scalar`.
  static RingKernel chosen() {
    return Kernels.kernel() instanceof ScalarKernel
        ? new ScalarRingKernel()
        : new VectorRingKernel();
  }

  /// The scalar reference.
  static RingKernel scalar() {
    return new ScalarRingKernel();
  }
}

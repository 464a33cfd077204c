package org.everyshot.kernel;

/// The hot loops of simulation: a field between lattice nodes, and Fourier sums on a lattice.
public sealed interface FieldKernel permits ScalarFieldKernel, VectorFieldKernel {
  /// Adds weight·|field|² at points; see [LatticeSampler#addSquares].
  void addSquares(
      LatticeSampler lattice,
      double[] matrix,
      double[] offset,
      float[] points,
      double weight,
      float[] sum);

  /// The field at points; see [LatticeSampler#sample].
  void sample(
      LatticeSampler lattice,
      double[] matrix,
      double[] offset,
      float[] points,
      float[] re,
      float[] im);

  /// Adds c·cos and c·sin of many scatterers to eight rows.
  ///
  /// Row c of the eight gains the sum over scatterers s of coefficient (s, c) times cosine s, row
  /// 4 + c the same with sine s, for c = 0 … 3.
  ///
  /// @param cosines `[scatterers][stride]`
  /// @param sines `[scatterers][stride]`
  /// @param coefficients `[scatterers][4]`
  /// @param stride length of a row, a multiple of 16
  /// @param sums `[8][stride]` from index `from` on
  void addOctants(
      float[] cosines,
      float[] sines,
      float[] coefficients,
      int scatterers,
      int stride,
      float[] sums,
      int from);

  /// The kernel of this run: vectors where the Java machine has them, unless system property
  /// `everyshot.kernel` is `scalar`.
  static FieldKernel chosen() {
    return Kernels.kernel() instanceof ScalarKernel
        ? new ScalarFieldKernel()
        : new VectorFieldKernel();
  }

  /// The scalar reference.
  static FieldKernel scalar() {
    return new ScalarFieldKernel();
  }
}

package org.everyshot.kernel;

import org.jspecify.annotations.Nullable;

/// The steps that cost the time of an angular correlation.
///
/// `fourier` takes polar images apart into angular harmonics,
///
/// A_n(q) = (1/n_φ) Σ_j I(q, φ_j) e^{−i n φ_j},  φ_j = 2πj/n_φ,
///
/// and writes them into slots of planes. `update` adds the products of one harmonic over a range of
/// slots,
///
/// S_n(q, q') += Σ_i w_i A_n,i(q) A*_n,i(q')  for q ≥ q',
///
/// into a [Triangle]. The part for q < q' is its complex conjugate. The correlation of the seed
/// equation is C(q, q', Δφ) = (1/N) Σ_n S*_n(q, q') e^{i n Δφ} over all n from −n_φ/2 up, where
/// S_{−n} = S*_n.
///
/// Products are summed one after the other in the planes' precision over at most [#CHAIN] images;
/// such sums go on in double precision. Implementations hold no state of a run: any number of
/// threads may call, each for its own slots (`fourier`) or its own triangles (`update`). Inputs
/// must be finite: a missing bin is to be filled before. The result of `update` depends on the
/// values in the slots and on their number and order, on nothing else.
/// `fourier` may take the first and second image of a call together, third and fourth, and so on,
/// so that an image's roundings can depend on its neighbour's values: equal bits need calls that
/// pair the same images. Calls of 16 images or multiples of it are the fastest.
public interface CorrelationKernel {
  /// Most images whose products are summed one after the other in the planes' own precision: half a
  /// half-set of a chunk of 1,024 shots, and four of its standard deviations more.
  int CHAIN = 288;

  /// Name for logs, for example `scalar`.
  String name();

  /// Harmonics of `count` images in single precision.
  ///
  /// @param images polar images, each `[ring][azimuth]`
  /// @param starts where image i begins in `images`: `starts[first + i]`
  /// @param first first image taken
  /// @param count number of images
  /// @param slot slot of the first; the others follow
  void fourier(float[] images, int[] starts, int first, int count, SinglePlanes planes, int slot);

  /// Harmonics of `count` images in double precision.
  void fourier(double[] images, int[] starts, int first, int count, DoublePlanes planes, int slot);

  /// Harmonics in double precision of `count` images in single precision: the same bits as of the
  /// same values in double precision.
  void fourier(float[] images, int[] starts, int first, int count, DoublePlanes planes, int slot);

  /// Adds the products of one harmonic over slots `from` (inclusive) to `to` (exclusive).
  ///
  /// @param k index of the harmonic
  /// @param weights weight of each slot, indexed by slot, of any sign; null for 1
  /// @param re real part, a triangle
  /// @param im imaginary part, a triangle; null where only the real part is wanted
  void update(
      SinglePlanes planes,
      int k,
      int from,
      int to,
      float @Nullable [] weights,
      double[] re,
      double @Nullable [] im);

  /// As above, in double precision.
  void update(
      DoublePlanes planes,
      int k,
      int from,
      int to,
      double @Nullable [] weights,
      double[] re,
      double @Nullable [] im);

  /// Bins frames onto a polar grid in single precision; for one thread.
  FrameBinner binner(PixelTable table);
}

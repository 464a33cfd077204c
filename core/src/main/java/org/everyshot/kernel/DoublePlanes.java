package org.everyshot.kernel;

/// Harmonics A_n(q) of many images in double precision, real and imaginary parts apart.
///
/// Both arrays lie as [PlaneLayout] says, after a few values that make cache lines whole. The
/// imaginary part of a harmonic that is always real, and the rings that fill up the last group,
/// stay zero.
public final class DoublePlanes {
  private final PlaneLayout layout;
  private final double[] re;
  private final double[] im;

  public DoublePlanes(PlaneLayout layout) {
    this.layout = layout;
    this.re = new double[Alignment.DOUBLE + layout.size()];
    this.im = new double[Alignment.DOUBLE + layout.size()];
  }

  public PlaneLayout layout() {
    return layout;
  }

  /// Index of the first ring of `group` in `slot`, for the harmonic at index `k`.
  int at(int k, int group, int slot) {
    return Alignment.DOUBLE + layout.at(k, group, slot);
  }

  /// Index of one value.
  public int index(int k, int slot, int ring) {
    return at(k, ring / PlaneLayout.GROUP, slot) + ring % PlaneLayout.GROUP;
  }

  /// Real parts; the planes' own array.
  public double[] re() {
    return re;
  }

  /// Imaginary parts; the planes' own array.
  public double[] im() {
    return im;
  }
}

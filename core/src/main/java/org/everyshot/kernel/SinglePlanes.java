package org.everyshot.kernel;

/// Harmonics A_n(q) of many images in single precision, real and imaginary parts apart.
///
/// Both arrays lie as [PlaneLayout] says, after a few values that make cache lines whole. The
/// imaginary part of a harmonic that is always real, and the rings that fill up the last group,
/// stay zero.
public final class SinglePlanes {
  private final PlaneLayout layout;
  private final float[] re;
  private final float[] im;

  public SinglePlanes(PlaneLayout layout) {
    this.layout = layout;
    this.re = new float[Alignment.SINGLE + layout.size()];
    this.im = new float[Alignment.SINGLE + layout.size()];
  }

  public PlaneLayout layout() {
    return layout;
  }

  /// Index of the first ring of `group` in `slot`, for the harmonic at index `k`.
  int at(int k, int group, int slot) {
    return Alignment.SINGLE + layout.at(k, group, slot);
  }

  /// Index of one value.
  public int index(int k, int slot, int ring) {
    return at(k, ring / PlaneLayout.GROUP, slot) + ring % PlaneLayout.GROUP;
  }

  /// Real parts; the planes' own array.
  public float[] re() {
    return re;
  }

  /// Imaginary parts; the planes' own array.
  public float[] im() {
    return im;
  }
}

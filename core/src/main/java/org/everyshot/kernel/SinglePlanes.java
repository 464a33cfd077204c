package org.everyshot.kernel;

/// Harmonics A_n(q) of many images in single precision, real and imaginary parts apart.
///
/// Both arrays lie as [PlaneLayout] says. The imaginary part of a harmonic that is always real, and
/// the rings that fill up the last group, stay zero.
public final class SinglePlanes {
  private final PlaneLayout layout;
  private final float[] re;
  private final float[] im;

  public SinglePlanes(PlaneLayout layout) {
    this.layout = layout;
    this.re = new float[layout.size()];
    this.im = new float[layout.size()];
  }

  public PlaneLayout layout() {
    return layout;
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

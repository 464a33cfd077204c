package org.everyshot.kernel;

/// Harmonics A_n(q) of many images in double precision, real and imaginary parts apart.
///
/// Both arrays lie as [PlaneLayout] says. The imaginary part of a harmonic that is always real, and
/// the rings that fill up the last group, stay zero.
public final class DoublePlanes {
  private final PlaneLayout layout;
  private final double[] re;
  private final double[] im;

  public DoublePlanes(PlaneLayout layout) {
    this.layout = layout;
    this.re = new double[layout.size()];
    this.im = new double[layout.size()];
  }

  public PlaneLayout layout() {
    return layout;
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

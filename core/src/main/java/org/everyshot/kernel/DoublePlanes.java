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
    this(layout, new double[length(layout)], new double[length(layout)]);
  }

  /// @param re array of [#length] zeros for the real parts, which becomes the planes' own
  /// @param im the same for the imaginary parts
  public DoublePlanes(PlaneLayout layout, double[] re, double[] im) {
    if (re.length != length(layout) || im.length != length(layout)) {
      throw new IllegalArgumentException(
          re.length + " and " + im.length + " values for planes of " + length(layout));
    }
    this.layout = layout;
    this.re = re;
    this.im = im;
  }

  /// Length of each of the two arrays.
  public static int length(PlaneLayout layout) {
    return Alignment.DOUBLE + layout.size();
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

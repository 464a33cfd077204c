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
    this(layout, new float[length(layout)], new float[length(layout)]);
  }

  /// @param re array of [#length] zeros for the real parts, which becomes the planes' own
  /// @param im the same for the imaginary parts
  public SinglePlanes(PlaneLayout layout, float[] re, float[] im) {
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
    return Alignment.SINGLE + layout.size();
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

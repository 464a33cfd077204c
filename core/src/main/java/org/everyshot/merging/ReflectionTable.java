package org.everyshot.merging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.engine.Slice;
import org.jspecify.annotations.Nullable;

/// Integrated reflections of consecutive stills, column by column: what a file says, before any
/// symmetry.
///
/// The reflections of still `s` are rows `begin(s)` to `end(s)`. Intensities are in the unit of
/// the file, not corrected for polarisation or partiality. Columns may be longer than [#size()].
/// Immutable but for the arrays, which nobody may change.
public final class ReflectionTable {
  private final @Nullable Slice slice;
  private final List<Still> stills;
  private final int[] begin;
  private final int[] h;
  private final int[] k;
  private final int[] l;
  private final float[] intensity;
  private final float[] sigma;
  private final float[] fs;
  private final float[] ss;
  private final short[] panel;
  private final float @Nullable [] wavelength;
  private final int size;

  private ReflectionTable(Builder rows) {
    this.slice = rows.slice;
    this.stills = List.copyOf(rows.stills);
    this.begin = Arrays.copyOf(rows.begin, rows.stills.size() + 1);
    this.begin[stills.size()] = rows.size;
    this.h = rows.h;
    this.k = rows.k;
    this.l = rows.l;
    this.intensity = rows.intensity;
    this.sigma = rows.sigma;
    this.fs = rows.fs;
    this.ss = rows.ss;
    this.panel = rows.panel;
    this.wavelength = rows.polychromatic ? rows.wavelength : null;
    this.size = rows.size;
  }

  /// The slice of the source that the table was read from; null where it came from elsewhere.
  public @Nullable Slice slice() {
    return slice;
  }

  /// Number of stills.
  public int stills() {
    return stills.size();
  }

  /// A still, without its reflections.
  public Still still(int s) {
    return stills.get(s);
  }

  /// First row of a still.
  public int begin(int s) {
    return begin[s];
  }

  /// Row after the last of a still.
  public int end(int s) {
    return begin[s + 1];
  }

  /// Number of reflections.
  public int size() {
    return size;
  }

  /// Miller index h, as observed.
  public int[] h() {
    return h;
  }

  /// Miller index k, as observed.
  public int[] k() {
    return k;
  }

  /// Miller index l, as observed.
  public int[] l() {
    return l;
  }

  /// Integrated intensity; may be negative.
  public float[] intensity() {
    return intensity;
  }

  /// Standard deviation of the intensity, above zero.
  public float[] sigma() {
    return sigma;
  }

  /// Position on the panel along its fast axis, pixels; NaN where unknown.
  public float[] fs() {
    return fs;
  }

  /// Position on the panel along its slow axis, pixels; NaN where unknown.
  public float[] ss() {
    return ss;
  }

  /// Panel number in the source's list of panels; −1 where unknown.
  public short[] panel() {
    return panel;
  }

  /// Wavelength of each reflection, Å, for polychromatic data, NaN of those of stills with one
  /// wavelength; null where all stills have one.
  public float @Nullable [] wavelength() {
    return wavelength;
  }

  /// Gathers reflections still by still. Not to be used after [#build()].
  public static final class Builder {
    private final @Nullable Slice slice;
    private final List<Still> stills = new ArrayList<>();
    private int[] begin = new int[65];
    private int[] h = new int[4096];
    private int[] k = new int[4096];
    private int[] l = new int[4096];
    private float[] intensity = new float[4096];
    private float[] sigma = new float[4096];
    private float[] fs = new float[4096];
    private float[] ss = new float[4096];
    private short[] panel = new short[4096];
    private float[] wavelength = new float[0];
    private boolean polychromatic;
    private int size;

    /// @param slice where the rows come from; null where there is no source
    public Builder(@Nullable Slice slice) {
      this.slice = slice;
    }

    /// Begins a still; the reflections that follow are its own.
    public Builder still(Still still) {
      if (stills.size() + 1 == begin.length) {
        begin = Arrays.copyOf(begin, 2 * begin.length);
      }
      begin[stills.size()] = size;
      stills.add(still);
      return this;
    }

    /// Adds a reflection to the still begun last. Callers leave out and count what is not finite
    /// or has no positive sigma.
    ///
    /// @param fs,ss position on the panel, pixels; NaN where unknown
    /// @param panel panel number; −1 where unknown
    public Builder add(
        int h, int k, int l, float intensity, float sigma, float fs, float ss, int panel) {
      if (size == this.h.length) {
        grow(Math.multiplyExact(2, size));
      }
      this.h[size] = h;
      this.k[size] = k;
      this.l[size] = l;
      this.intensity[size] = intensity;
      this.sigma[size] = sigma;
      this.fs[size] = fs;
      this.ss[size] = ss;
      this.panel[size] = (short) panel;
      size++;
      return this;
    }

    /// Says the wavelength of the reflection added last, for polychromatic data.
    public Builder wavelength(double angstrom) {
      makeWavelengths();
      polychromatic = true;
      wavelength[size - 1] = (float) angstrom;
      return this;
    }

    /// What is not said is NaN.
    private void makeWavelengths() {
      int before = wavelength.length;
      if (before < h.length) {
        wavelength = Arrays.copyOf(wavelength, h.length);
        Arrays.fill(wavelength, before, h.length, Float.NaN);
      }
    }

    private void grow(int length) {
      h = Arrays.copyOf(h, length);
      k = Arrays.copyOf(k, length);
      l = Arrays.copyOf(l, length);
      intensity = Arrays.copyOf(intensity, length);
      sigma = Arrays.copyOf(sigma, length);
      fs = Arrays.copyOf(fs, length);
      ss = Arrays.copyOf(ss, length);
      panel = Arrays.copyOf(panel, length);
    }

    /// Number of stills so far.
    public int stills() {
      return stills.size();
    }

    /// Number of reflections so far.
    public int size() {
      return size;
    }

    /// The table.
    public ReflectionTable build() {
      if (polychromatic) {
        makeWavelengths();
      }
      return new ReflectionTable(this);
    }
  }
}

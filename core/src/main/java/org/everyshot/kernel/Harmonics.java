package org.everyshot.kernel;

/// Which angular harmonics of an azimuthal profile are kept: orders 0, step, 2·step, … up to
/// `highest`.
///
/// A real profile of `azimuths` values has independent harmonics 0 … azimuths/2.
///
/// @param azimuths values along the azimuth, at least 1
/// @param highest highest order kept, at most azimuths/2; rounded down to a multiple of `step`
/// @param step 1 for every order, 2 for even orders only
public record Harmonics(int azimuths, int highest, int step) {
  public Harmonics {
    if (azimuths < 1 || highest < 0 || highest > azimuths / 2 || step < 1 || step > 2) {
      throw new IllegalArgumentException(
          "harmonics up to " + highest + " in steps of " + step + " of " + azimuths + " azimuths");
    }
    highest -= highest % step;
  }

  /// Every independent harmonic.
  public static Harmonics all(int azimuths) {
    return new Harmonics(azimuths, azimuths / 2, 1);
  }

  /// Every even harmonic: all that a pattern with Friedel symmetry has.
  public static Harmonics even(int azimuths) {
    return new Harmonics(azimuths, azimuths / 2, 2);
  }

  /// Number of harmonics kept.
  public int count() {
    return highest / step + 1;
  }

  /// Order n of the harmonic at index `k`.
  public int order(int k) {
    return k * step;
  }

  /// Whether the harmonic at index `k` of any real profile is real: order 0, and azimuths/2 where
  /// that is whole.
  public boolean real(int k) {
    return k == 0 || 2 * order(k) == azimuths;
  }
}

package org.everyshot.detector;

/// What one dimension of a dataset counts.
///
/// @param kind shots, slow scan, fast scan, or a dimension held at one index
/// @param index that index; 0 for the other kinds
public record Axis(Kind kind, int index) {
  /// Dimension that counts shots, `%` in a CrystFEL geometry file.
  public static final Axis SHOTS = new Axis(Kind.SHOTS, 0);

  /// Dimension of the slow scan, `ss`.
  public static final Axis SLOW = new Axis(Kind.SLOW, 0);

  /// Dimension of the fast scan, `fs`.
  public static final Axis FAST = new Axis(Kind.FAST, 0);

  /// What a dimension counts.
  public enum Kind {
    SHOTS,
    SLOW,
    FAST,
    FIXED
  }

  public Axis {
    if (index < 0) {
      throw new IllegalArgumentException("index " + index + " of a fixed dimension");
    }
  }

  /// A dimension of which a panel uses one index only, a module number for example.
  public static Axis fixed(int index) {
    return new Axis(Kind.FIXED, index);
  }
}

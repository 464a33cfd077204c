package org.everyshot.crystal;

import java.util.Arrays;

/// A symmetry operation or change of basis x′ = R·x + t in fractional coordinates, exact in 24ths.
///
/// A Miller index is a row: h′ = h·R, so that F(h·R) = F(h)·exp(−2πi h·t). The rotation of a
/// symmetry operation is integral; that of a twin law in a centred cell may hold halves or thirds.
/// Immutable; translations are kept as they were given, products are brought into [0, 1).
public final class SymmetryOperation {
  /// Everything is a whole multiple of one 24th.
  public static final int DENOMINATOR = 24;

  /// x, y, z.
  public static final SymmetryOperation IDENTITY =
      new SymmetryOperation(new int[] {24, 0, 0, 0, 24, 0, 0, 0, 24}, new int[3]);

  private final int[] rotation24;
  private final int[] translation24;

  private SymmetryOperation(int[] rotation24, int[] translation24) {
    this.rotation24 = rotation24;
    this.translation24 = translation24;
  }

  /// An operation with an integral rotation, `[3][3]` row-major, and a translation in 24ths.
  public static SymmetryOperation of(int[] rotation, int[] translation24) {
    int[] r = new int[9];
    for (int i = 0; i < 9; i++) {
      r[i] = Math.multiplyExact(rotation[i], DENOMINATOR);
    }
    return new SymmetryOperation(r, Arrays.copyOf(translation24, 3));
  }

  /// An operation whose rotation, `[3][3]` row-major, is in 24ths too.
  public static SymmetryOperation of24(int[] rotation24, int[] translation24) {
    return new SymmetryOperation(Arrays.copyOf(rotation24, 9), Arrays.copyOf(translation24, 3));
  }

  /// A pure translation in 24ths.
  public static SymmetryOperation ofTranslation(int x, int y, int z) {
    return new SymmetryOperation(IDENTITY.rotation24, new int[] {x, y, z});
  }

  /// Reads `x,y,z+1/2` (what becomes of a point; X for x, `1/2+z`, `x/2`, `0.25` too) or `k,h,-l`
  /// (what becomes of a Miller index).
  ///
  /// @throws UserInputException where the text is no such triplet, or not exact in 24ths
  public static SymmetryOperation parse(String triplet) {
    return Triplet.parse(triplet);
  }

  /// Rotation, `[3][3]` row-major.
  ///
  /// @throws IllegalStateException where it is not integral
  public int[] rotation() {
    if (!integral()) {
      throw new IllegalStateException("rotation of " + triplet() + " is not integral");
    }
    int[] r = new int[9];
    for (int i = 0; i < 9; i++) {
      r[i] = rotation24[i] / DENOMINATOR;
    }
    return r;
  }

  /// Rotation in 24ths, `[3][3]` row-major.
  public int[] rotation24() {
    return rotation24.clone();
  }

  /// Translation in 24ths.
  public int[] translation24() {
    return translation24.clone();
  }

  /// Whether all elements of the rotation are whole numbers.
  public boolean integral() {
    for (int r : rotation24) {
      if (r % DENOMINATOR != 0) {
        return false;
      }
    }
    return true;
  }

  /// Determinant of the rotation: 1 of a proper operation, −1 of an improper one.
  public double determinant() {
    return determinant24() / 13824.0;
  }

  private long determinant24() {
    int[] r = rotation24;
    return r[0] * ((long) r[4] * r[8] - (long) r[5] * r[7])
        - r[1] * ((long) r[3] * r[8] - (long) r[5] * r[6])
        + r[2] * ((long) r[3] * r[7] - (long) r[4] * r[6]);
  }

  /// Product: first `other`, then this one; the translation is brought into [0, 1).
  ///
  /// @throws ArithmeticException where the product is not exact in 24ths
  public SymmetryOperation times(SymmetryOperation other) {
    return product(other).wrapped();
  }

  /// Product without bringing the translation into [0, 1).
  SymmetryOperation product(SymmetryOperation other) {
    int[] r = new int[9];
    int[] t = new int[3];
    for (int i = 0; i < 3; i++) {
      long moved = (long) translation24[i] * DENOMINATOR;
      for (int j = 0; j < 3; j++) {
        moved += (long) rotation24[3 * i + j] * other.translation24[j];
        long sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += (long) rotation24[3 * i + k] * other.rotation24[3 * k + j];
        }
        r[3 * i + j] = quotient(sum, DENOMINATOR);
      }
      t[i] = quotient(moved, DENOMINATOR);
    }
    return new SymmetryOperation(r, t);
  }

  /// The operation that undoes this one.
  ///
  /// @throws ArithmeticException where it is singular, or its inverse not exact in 24ths
  public SymmetryOperation inverse() {
    long determinant = determinant24();
    if (determinant == 0) {
      throw new ArithmeticException("operation " + triplet() + " is singular");
    }
    int[] r = new int[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        int a = (j + 1) % 3;
        int b = (j + 2) % 3;
        int c = (i + 1) % 3;
        int d = (i + 2) % 3;
        long minor =
            (long) rotation24[3 * a + c] * rotation24[3 * b + d]
                - (long) rotation24[3 * a + d] * rotation24[3 * b + c];
        r[3 * i + j] = quotient(minor * DENOMINATOR * DENOMINATOR, determinant);
      }
    }
    int[] t = new int[3];
    for (int i = 0; i < 3; i++) {
      long moved = 0;
      for (int j = 0; j < 3; j++) {
        moved -= (long) r[3 * i + j] * translation24[j];
      }
      t[i] = quotient(moved, DENOMINATOR);
    }
    return new SymmetryOperation(r, t);
  }

  private static int quotient(long value, long divisor) {
    if (value % divisor != 0) {
      throw new ArithmeticException("not a whole number of 24ths: " + value + "/" + divisor);
    }
    return Math.toIntExact(value / divisor);
  }

  /// The same operation with its translation in [0, 1).
  public SymmetryOperation wrapped() {
    int[] t = new int[3];
    for (int i = 0; i < 3; i++) {
      t[i] = Math.floorMod(translation24[i], DENOMINATOR);
    }
    return Arrays.equals(t, translation24) ? this : new SymmetryOperation(rotation24, t);
  }

  /// The same rotation without translation.
  public SymmetryOperation withoutTranslation() {
    return new SymmetryOperation(rotation24, new int[3]);
  }

  /// The same operation, moved further by a translation in 24ths.
  SymmetryOperation moved(int[] by24) {
    int[] t = new int[3];
    for (int i = 0; i < 3; i++) {
      t[i] = translation24[i] + by24[i];
    }
    return new SymmetryOperation(rotation24, t).wrapped();
  }

  /// Whether two operations turn alike, whatever their translations.
  boolean sameRotation(SymmetryOperation other) {
    return Arrays.equals(rotation24, other.rotation24);
  }

  /// Miller index h′ = h·R.
  ///
  /// @param out receives h′, k′, l′
  /// @return false, and `out` untouched, where the result is not a whole index, or none of an `int`
  public boolean map(int h, int k, int l, int[] out) {
    long p = (long) h * rotation24[0] + (long) k * rotation24[3] + (long) l * rotation24[6];
    long q = (long) h * rotation24[1] + (long) k * rotation24[4] + (long) l * rotation24[7];
    long r = (long) h * rotation24[2] + (long) k * rotation24[5] + (long) l * rotation24[8];
    if (!whole(p) || !whole(q) || !whole(r)) {
      return false;
    }
    out[0] = (int) (p / DENOMINATOR);
    out[1] = (int) (q / DENOMINATOR);
    out[2] = (int) (r / DENOMINATOR);
    return true;
  }

  private static boolean whole(long index24) {
    return index24 % DENOMINATOR == 0 && Math.abs(index24 / DENOMINATOR) <= Integer.MAX_VALUE;
  }

  /// What becomes of a point: `x,y,z+1/2`.
  public String triplet() {
    return Triplet.print(rotation24, translation24, "xyz");
  }

  /// What becomes of a Miller index: `k,h,-l`.
  public String indexTriplet() {
    int[] transposed = new int[9];
    for (int i = 0; i < 9; i++) {
      transposed[i] = rotation24[3 * (i % 3) + i / 3];
    }
    return Triplet.print(transposed, new int[3], "hkl");
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof SymmetryOperation other
        && Arrays.equals(rotation24, other.rotation24)
        && Arrays.equals(translation24, other.translation24);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(rotation24) + Arrays.hashCode(translation24);
  }

  @Override
  public String toString() {
    return triplet();
  }
}

package org.everyshot.crystal;

/// CCP4's asymmetric unit of Miller indices.
///
/// Each index has exactly one equivalent, under the rotations of the group and Friedel's law, in
/// the unit. In other settings than the reference one the unit is that of the reference setting,
/// seen through the change of basis, as in CCP4 and gemmi. Thread-safe.
/// Source: CCP4's symmetry library (documentation of its 11 units); International Tables B, 1.4.
public final class AsymmetricUnit {
  /// Indices beyond are refused by [#map].
  private static final int LARGEST_INDEX = 1 << 20;

  private enum Region {
    TRICLINIC,
    MONOCLINIC,
    ORTHORHOMBIC,
    /// 4/m and 6/m.
    AXIAL,
    /// 4/mmm and 6/mmm.
    AXIAL_WITH_MIRRORS,
    RHOMBOHEDRAL,
    /// −31m: P 3 1 2 and its like.
    TRIGONAL_BETWEEN_AXES,
    /// −3m1: P 3 2 1 and its like, and all R.
    TRIGONAL_ALONG_AXES,
    TETRAHEDRAL,
    OCTAHEDRAL
  }

  private final Region region;

  /// Change of basis: the index in the reference setting is h·B times a positive
  /// number.
  private final int[] basis;

  private final boolean reference;

  /// Rotations of the primitive operations, nine elements each.
  private final int[] rotations;

  AsymmetricUnit(int number, int[] basis, int[] rotations) {
    this.region = region(number);
    this.basis = basis;
    this.reference = identity(basis);
    this.rotations = rotations;
  }

  private static boolean identity(int[] basis) {
    for (int i = 0; i < 9; i++) {
      if (i % 4 == 0 ? basis[i] != basis[0] : basis[i] != 0) {
        return false;
      }
    }
    return basis[0] > 0;
  }

  private static Region region(int number) {
    return switch (PointGroup.of(number).laueClass()) {
      case "-1" -> Region.TRICLINIC;
      case "2/m" -> Region.MONOCLINIC;
      case "mmm" -> Region.ORTHORHOMBIC;
      case "4/m", "6/m" -> Region.AXIAL;
      case "4/mmm", "6/mmm" -> Region.AXIAL_WITH_MIRRORS;
      case "-3" -> Region.RHOMBOHEDRAL;
      case "-3m" ->
          switch (number) {
            case 149, 151, 153, 157, 159, 162, 163 -> Region.TRIGONAL_BETWEEN_AXES;
            default -> Region.TRIGONAL_ALONG_AXES;
          };
      case "m-3" -> Region.TETRAHEDRAL;
      default -> Region.OCTAHEDRAL;
    };
  }

  /// Whether an index lies in the unit.
  public boolean contains(int h, int k, int l) {
    if (reference) {
      return inside(h, k, l);
    }
    return inside(
        (long) basis[0] * h + (long) basis[3] * k + (long) basis[6] * l,
        (long) basis[1] * h + (long) basis[4] * k + (long) basis[7] * l,
        (long) basis[2] * h + (long) basis[5] * k + (long) basis[8] * l);
  }

  private boolean inside(long h, long k, long l) {
    return switch (region) {
      case TRICLINIC -> l > 0 || (l == 0 && (h > 0 || (h == 0 && k >= 0)));
      case MONOCLINIC -> k >= 0 && (l > 0 || (l == 0 && h >= 0));
      case ORTHORHOMBIC -> h >= 0 && k >= 0 && l >= 0;
      case AXIAL -> l >= 0 && ((h >= 0 && k > 0) || (h == 0 && k == 0));
      case AXIAL_WITH_MIRRORS -> h >= k && k >= 0 && l >= 0;
      case RHOMBOHEDRAL -> (h >= 0 && k > 0) || (h == 0 && k == 0 && l >= 0);
      case TRIGONAL_BETWEEN_AXES -> h >= k && k >= 0 && (k > 0 || l >= 0);
      case TRIGONAL_ALONG_AXES -> h >= k && k >= 0 && (h > k || l >= 0);
      case TETRAHEDRAL -> h >= 0 && ((l >= h && k > h) || (l == h && k == h));
      case OCTAHEDRAL -> k >= l && l >= h && h >= 0;
    };
  }

  /// The equivalent of an index in the unit.
  ///
  /// @param out receives h, k, l of the equivalent
  /// @return MTZ's isym: 2n − 1 where the nth operation of the group leads to the equivalent, 2n
  ///     where it leads to its Friedel mate; 0, and `out` untouched, for indices beyond ±2²⁰
  public int map(int h, int k, int l, int[] out) {
    if (beyond(h) || beyond(k) || beyond(l)) {
      return 0;
    }
    int[] r = rotations;
    for (int at = 0, isym = 1; at < r.length; at += 9, isym += 2) {
      int p = h * r[at] + k * r[at + 3] + l * r[at + 6];
      int q = h * r[at + 1] + k * r[at + 4] + l * r[at + 7];
      int s = h * r[at + 2] + k * r[at + 5] + l * r[at + 8];
      if (contains(p, q, s)) {
        return put(out, p, q, s, isym);
      }
      if (contains(-p, -q, -s)) {
        return put(out, -p, -q, -s, isym + 1);
      }
    }
    throw new IllegalStateException(
        String.format("no equivalent of %d %d %d in the asymmetric unit", h, k, l));
  }

  private static int put(int[] out, int h, int k, int l, int isym) {
    out[0] = h;
    out[1] = k;
    out[2] = l;
    return isym;
  }

  private static boolean beyond(int index) {
    return index > LARGEST_INDEX || index < -LARGEST_INDEX;
  }

  /// The index that an MTZ file's isym says was observed, from the equivalent in the unit.
  ///
  /// @param isym 1 to twice the number of primitive operations
  /// @param out receives h, k, l as observed
  /// @return false, and `out` untouched, where isym is out of range
  public boolean unmap(int h, int k, int l, int isym, int[] out) {
    if (isym < 1 || isym > rotations.length / 9 * 2) {
      return false;
    }
    int at = (isym - 1) / 2 * 9;
    int sign = isym % 2 == 1 ? 1 : -1;
    int[] r = rotations;
    // The inverse of a rotation with determinant ±1 is its adjugate times that determinant.
    int c0 = r[at + 4] * r[at + 8] - r[at + 5] * r[at + 7];
    int c1 = r[at + 5] * r[at + 6] - r[at + 3] * r[at + 8];
    int c2 = r[at + 3] * r[at + 7] - r[at + 4] * r[at + 6];
    sign *= r[at] * c0 + r[at + 1] * c1 + r[at + 2] * c2;
    out[0] = sign * (h * c0 + k * c1 + l * c2);
    out[1] =
        sign
            * (h * (r[at + 2] * r[at + 7] - r[at + 1] * r[at + 8])
                + k * (r[at] * r[at + 8] - r[at + 2] * r[at + 6])
                + l * (r[at + 1] * r[at + 6] - r[at] * r[at + 7]));
    out[2] =
        sign
            * (h * (r[at + 1] * r[at + 5] - r[at + 2] * r[at + 4])
                + k * (r[at + 2] * r[at + 3] - r[at] * r[at + 5])
                + l * (r[at] * r[at + 4] - r[at + 1] * r[at + 3]));
    return true;
  }
}

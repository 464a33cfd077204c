package org.everyshot.merging;

import java.util.List;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;

/// Test-set flags: every reflection is in one of twenty classes, of which refinement leaves class 0
/// out, as CCP4 has it.
///
/// The class is a hash of the Miller index, so it is the same in every merge of the crystal, at any
/// resolution; Friedel mates and reflections that a twin law maps on each other share it.
public final class FreeFlags {
  /// Number of classes: a twentieth of the reflections is free.
  public static final int CLASSES = 20;

  private FreeFlags() {}

  /// Class of each unique reflection, 0 (free) to 19.
  ///
  /// @param twinLaws operators on Miller indices beyond those of the group, one of each coset
  public static int[] of(UniqueReflections unique, List<SymmetryOperation> twinLaws) {
    int[] flags = new int[unique.count()];
    int[] own = new int[3];
    int[] mate = new int[3];
    for (int row = 0; row < flags.length; row++) {
      own[0] = unique.h(row);
      own[1] = unique.k(row);
      own[2] = unique.l(row);
      for (SymmetryOperation law : twinLaws) {
        if (law.map(unique.h(row), unique.k(row), unique.l(row), mate)) {
          unique.group().asymmetricUnit().map(mate[0], mate[1], mate[2], mate);
          if (before(mate, own)) {
            System.arraycopy(mate, 0, own, 0, 3);
          }
        }
      }
      flags[row] = flag(own[0], own[1], own[2]);
    }
    return flags;
  }

  private static boolean before(int[] a, int[] b) {
    for (int i = 0; i < 3; i++) {
      if (a[i] != b[i]) {
        return a[i] < b[i];
      }
    }
    return false;
  }

  private static int flag(int h, int k, int l) {
    // The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
    long z =
        ((h & 0x1FFFFFL) << 42 | (k & 0x1FFFFFL) << 21 | (l & 0x1FFFFFL)) + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (int) Math.floorMod(z, (long) CLASSES);
  }
}

package org.everyshot.format;

import java.util.Arrays;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;

/// Names of point groups as CrystFEL wants them: with the axes where the plain symbol leaves them
/// open, such as `321_H`, `-3_R`, `2/m_uab` (unique axis b).
///
/// Source: CrystFEL, `libcrystfel/src/symmetry.c`.
public final class CrystfelPointGroup {
  private static final int[] SWAP = {0, 1, 0, 1, 0, 0, 0, 0, -1};
  private static final int[] CYCLE = {0, 0, 1, 1, 0, 0, 0, 1, 0};
  private static final int[][] TWOFOLD = {
    {1, 0, 0, 0, -1, 0, 0, 0, -1}, {-1, 0, 0, 0, 1, 0, 0, 0, -1}, {-1, 0, 0, 0, -1, 0, 0, 0, 1}
  };

  private CrystfelPointGroup() {}

  /// The point group under which intensities of a space group of proteins merge.
  ///
  /// @param friedelApart whether Friedel mates are kept apart, as anomalous data are
  public static String name(SpaceGroup group, boolean friedelApart) {
    String plain = friedelApart ? group.pointGroup() : group.laueClass();
    return switch (group.crystalSystem()) {
      case "monoclinic" -> plain + axis(group);
      case "trigonal" -> trigonal(group, friedelApart);
      default -> plain;
    };
  }

  private static boolean has(SpaceGroup group, int[] rotation) {
    for (SymmetryOperation operation : group.primitiveOperations()) {
      int[] own = operation.rotation();
      int[] inverted = Arrays.stream(own).map(x -> -x).toArray();
      if (Arrays.equals(own, rotation) || Arrays.equals(inverted, rotation)) {
        return true;
      }
    }
    return false;
  }

  private static String axis(SpaceGroup group) {
    for (int i = 0; i < 3; i++) {
      if (has(group, TWOFOLD[i])) {
        return "_ua" + "abc".charAt(i);
      }
    }
    return "";
  }

  private static String trigonal(SpaceGroup group, boolean friedelApart) {
    boolean rhombohedral = has(group, CYCLE);
    if (group.laueClass().equals("-3")) {
      return (friedelApart ? "3" : "-3") + (rhombohedral ? "_R" : "_H");
    }
    if (rhombohedral) {
      return friedelApart ? "32_R" : "-3m_R";
    }
    // Twofold axes along a and b, or between them.
    boolean along = has(group, SWAP);
    if (friedelApart) {
      return along ? "321_H" : "312_H";
    }
    return along ? "-3m1_H" : "-31m_H";
  }
}

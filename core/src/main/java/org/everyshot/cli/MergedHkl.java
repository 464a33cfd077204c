package org.everyshot.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.format.HklFile;
import org.everyshot.merging.MergedReflections;

/// Merged intensities as a CrystFEL reflection list: one line for each value. Where Friedel mates
/// were kept apart, F(−) stands under the negative index, and the symmetry is the point group; else
/// it is the Laue class.
final class MergedHkl {
  private MergedHkl() {}

  /// @param notes lines that follow the list: what wrote it
  static void write(Path file, MergedReflections merged, List<String> notes) {
    UniqueReflections unique = merged.unique();
    String symmetry = symmetry(unique.group(), !merged.anomalous());
    try (HklFile.Writer out = HklFile.write(file, symmetry)) {
      for (int slot = 0; slot < merged.slots(); slot++) {
        if (Float.isNaN(merged.intensity()[slot])) {
          continue;
        }
        int row = slot >> 1;
        int sign = (slot & 1) == 0 ? 1 : -1;
        out.add(
            sign * unique.h(row),
            sign * unique.k(row),
            sign * unique.l(row),
            merged.intensity()[slot],
            merged.sigmaIntensity()[slot],
            merged.count()[slot]);
      }
      out.commit(notes);
    }
  }

  /// The point group as CrystFEL names it: with `_uab` and the like for the unique axis of
  /// monoclinic groups, and `_H` for trigonal ones on hexagonal axes.
  static String symmetry(SpaceGroup group, boolean laue) {
    String name = laue ? group.laueClass() : group.pointGroup();
    return switch (group.crystalSystem()) {
      case "monoclinic" -> name + "_ua" + uniqueAxis(group);
      case "trigonal" -> trigonal(group, name);
      default -> name;
    };
  }

  /// The axis that the twofold rotation or the mirror leaves alone or turns round.
  private static char uniqueAxis(SpaceGroup group) {
    for (SymmetryOperation operation : group.operations()) {
      int[] r = operation.rotation();
      int sign = r[0] * r[4] * r[8];
      if (r[0] == r[4] && r[0] != r[8] && sign != 0) {
        return 'c';
      }
      if (r[0] == r[8] && r[0] != r[4] && sign != 0) {
        return 'b';
      }
      if (r[4] == r[8] && r[0] != r[4] && sign != 0) {
        return 'a';
      }
    }
    return 'b';
  }

  private static String trigonal(SpaceGroup group, String name) {
    boolean hexagonal =
        group.operations().stream()
            .anyMatch(o -> Arrays.equals(o.rotation(), new int[] {0, -1, 0, 1, -1, 0, 0, 0, 1}));
    if (!hexagonal) {
      return name + "_R";
    }
    boolean twofold = name.contains("2") || name.contains("m");
    boolean alongAxes =
        group.operations().stream()
            .map(SymmetryOperation::rotation)
            .anyMatch(
                r ->
                    Arrays.equals(r, new int[] {0, 1, 0, 1, 0, 0, 0, 0, -1})
                        || Arrays.equals(r, new int[] {0, -1, 0, -1, 0, 0, 0, 0, 1}));
    boolean written = name.endsWith("1") || name.indexOf('1') > 0;
    if (!twofold || written) {
      return name + "_H";
    }
    String first = name.substring(0, name.length() - 1);
    String last = name.substring(name.length() - 1);
    return (alongAxes ? name + "1" : first + "1" + last) + "_H";
  }
}

package org.everyshot.cli;

import java.nio.file.Path;
import java.util.List;
import org.everyshot.crystal.TwinLaws;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.MtzFile;
import org.everyshot.merging.FreeFlags;
import org.jspecify.annotations.Nullable;

/// The test-set flags of a merge: taken over from a reference where it has them, else by the hash
/// of [FreeFlags].
final class TestSet {
  /// Flags of CCP4 and kin: the class 0 of many is free; of the two of a file that has no more,
  /// the rarer one.
  private static final List<String> CLASSES = List.of("FreeR_flag", "FREE", "FreeRflag", "FREER");

  /// Flags of PHENIX: 1 is free.
  private static final String BINARY = "R-free-flags";

  /// Programs that know no cell write edges of 1 Å.
  private static final double SMALLEST_CELL_ANGSTROM = 2;

  private TestSet() {}

  /// Class of each unique reflection; 0 is free.
  ///
  /// @param reference file to take flags from; null for none
  /// @param required whether a file without flags is refused
  static int[] of(UniqueReflections unique, @Nullable Path reference, boolean required) {
    int[] flags = FreeFlags.of(unique, TwinLaws.of(unique.group(), unique.cell()));
    if (reference != null) {
      takeOver(unique, reference, required, flags);
    }
    return flags;
  }

  private static void takeOver(
      UniqueReflections unique, Path reference, boolean required, int[] flags) {
    try (MtzFile file = MtzFile.open(reference)) {
      requireAlike(reference, file.header().cell(), unique.cell());
      String label = label(file);
      if (label == null && !required) {
        return;
      }
      if (label == null) {
        throw new UserInputException(
            reference + ": has no test-set flags; expected a column FreeR_flag or R-free-flags");
      }
      float[] h = file.column(file.header().columns().get(0).label());
      float[] k = file.column(file.header().columns().get(1).label());
      float[] l = file.column(file.header().columns().get(2).label());
      float[] flag = file.column(label);
      boolean one = label.equals(BINARY) || oneIsRare(flag);
      int taken = 0;
      for (int r = 0; r < flag.length; r++) {
        int slot = unique.slot(Math.round(h[r]), Math.round(k[r]), Math.round(l[r]));
        if (slot >= 0 && flag[r] >= 0) {
          int value = Math.round(flag[r]);
          int row = slot >> 1;
          flags[row] = !one ? value : value == 1 ? 0 : Math.max(1, flags[row]);
          taken++;
        }
      }
      if (taken == 0) {
        throw new UserInputException(
            reference + ": none of its indices is one of this merge; is it the same crystal?");
      }
    }
  }

  /// Refuses the file of another crystal, whose indices mean other reflections.
  private static void requireAlike(Path reference, @Nullable UnitCell its, UnitCell cell) {
    if (its == null || Math.max(its.a(), Math.max(its.b(), its.c())) < SMALLEST_CELL_ANGSTROM) {
      return; // not told
    }
    if (!MergeCrystal.alike(its, cell)) {
      throw new UserInputException(
          ("%s: is of the cell %s; expected that of this merge, %s, to 5 %% and 5°: give"
                  + " --reference a file of this crystal")
              .formatted(reference, MergeCrystal.text(its), MergeCrystal.text(cell)));
    }
  }

  /// Whether there are flags 0 and 1 alone, and less of 1, as where 1 stands for free.
  private static boolean oneIsRare(float[] flag) {
    int ones = 0;
    int zeros = 0;
    for (float value : flag) {
      if (value >= 1.5) {
        return false;
      }
      ones += value >= 0.5 ? 1 : 0;
      zeros += value >= 0 && value < 0.5 ? 1 : 0;
    }
    return 0 < ones && ones < zeros;
  }

  private static @Nullable String label(MtzFile file) {
    for (String label : CLASSES) {
      if (file.header().find(label) >= 0) {
        return label;
      }
    }
    return file.header().find(BINARY) >= 0 ? BINARY : null;
  }
}

package org.everyshot.cli;

import java.util.Locale;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// The crystal that stills are merged as: what the user says of it, else what the inputs say.
///
/// @param cell as typed, six numbers; null where the crystals' median is meant
/// @param spaceGroup as typed; null where the inputs tell it
/// @param dMin resolution, Å
record MergeCrystal(@Nullable UnitCell cell, @Nullable String spaceGroup, double dMin) {

  /// @param numbers Å and degrees, as typed; null for none
  static MergeCrystal of(double @Nullable [] numbers, @Nullable String spaceGroup, double dMin) {
    try {
      UnitCell typed =
          numbers == null
              ? null
              : new UnitCell(
                  numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]);
      return new MergeCrystal(typed, spaceGroup, dMin);
    } catch (IllegalArgumentException e) {
      throw new UserInputException("--cell: " + e.getMessage(), e);
    }
  }

  /// Its reflections.
  ///
  /// @param input name of the first input, for messages
  UniqueReflections reflections(StillInputs stills, String input) {
    SpaceGroup group = spaceGroup == null ? stills.group() : SpaceGroup.of(spaceGroup);
    if (group == null) {
      throw new UserInputException(
          input + ": does not tell its space group; add --space-group NAME");
    }
    UnitCell median = stills.cell();
    UnitCell own = cell == null ? median : cell;
    if (own == null) {
      throw new UserInputException(
          input + ": does not tell the cells of its crystals; add --cell a b c alpha beta gamma");
    }
    if (median != null && !alike(own, median)) {
      throw new UserInputException(
          "--cell: the crystals' median cell is "
              + text(median)
              + "; expected each edge within 5 % and each angle within 5° of it");
    }
    if (!group.fits(own, 0.05)) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "cell %s: does not fit space group %s; give --cell or another --space-group",
              text(own),
              group.name()));
    }
    UniqueReflections unique = UniqueReflections.of(group, group.symmetrized(own), dMin);
    if (unique.count() == 0) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "--dmin %s: the crystal, cell %s, has no reflection of so large a spacing; give a"
                  + " smaller one",
              dMin,
              text(own)));
    }
    return unique;
  }

  /// As `60.00 60.00 80.00 90.00 90.00 120.00`.
  static String text(UnitCell cell) {
    return String.format(
        Locale.ROOT,
        "%.2f %.2f %.2f %.2f %.2f %.2f",
        cell.a(),
        cell.b(),
        cell.c(),
        cell.alphaDegrees(),
        cell.betaDegrees(),
        cell.gammaDegrees());
  }

  /// Whether edges are within 5 % of the other's, and angles within 5°.
  static boolean alike(UnitCell one, UnitCell other) {
    return Math.abs(one.a() / other.a() - 1) < 0.05
        && Math.abs(one.b() / other.b() - 1) < 0.05
        && Math.abs(one.c() / other.c() - 1) < 0.05
        && Math.abs(one.alphaDegrees() - other.alphaDegrees()) < 5
        && Math.abs(one.betaDegrees() - other.betaDegrees()) < 5
        && Math.abs(one.gammaDegrees() - other.gammaDegrees()) < 5;
  }
}

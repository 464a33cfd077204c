package org.everyshot.crystal;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Which setting of the table a set of operations is, or becomes by a change of basis.
///
/// @param setting the setting
/// @param change x of the operations in terms of x of `setting`; the identity where they are equal
record Identification(Setting setting, SymmetryOperation change) {
  /// The table's operations, read once when they are first needed.
  private static final class Known {
    static final List<GroupElements> ELEMENTS =
        SettingTable.ALL.stream().map(s -> HallSymbol.parse(s.hall()).elements()).toList();
  }

  /// The setting of a full set of operations: the same ones, or the same but for a shift of origin.
  ///
  /// @throws UserInputException where there is none
  static Identification of(GroupElements elements) {
    Setting same = same(elements);
    if (same != null) {
      return new Identification(same, SymmetryOperation.IDENTITY);
    }
    for (int i = 0; i < Known.ELEMENTS.size(); i++) {
      SymmetryOperation shift = shift(Known.ELEMENTS.get(i), elements);
      if (shift != null) {
        return new Identification(SettingTable.ALL.get(i), shift);
      }
    }
    throw new UserInputException(
        String.format(
            "%d symmetry operations, the last one %s, are those of no setting known: expected one"
                + " of International Tables, at any origin; reindex the data to such a setting",
            elements.operations().size(), elements.operations().getLast()));
  }

  /// The setting of a Hall symbol before its change of basis; that change is what remains.
  static Identification of(HallSymbol symbol) {
    Setting same = same(symbol.elements());
    if (same != null) {
      return new Identification(same, SymmetryOperation.IDENTITY);
    }
    Identification base = of(symbol.base());
    return new Identification(base.setting, symbol.basis().product(base.change));
  }

  private static @Nullable Setting same(GroupElements elements) {
    Set<SymmetryOperation> wanted = new HashSet<>(elements.operations());
    for (int i = 0; i < Known.ELEMENTS.size(); i++) {
      GroupElements known = Known.ELEMENTS.get(i);
      if (known.primitive().size() * known.centring().size() == wanted.size()
          && wanted.containsAll(known.primitive())
          && wanted.containsAll(known.operations())) {
        return SettingTable.ALL.get(i);
      }
    }
    return null;
  }

  /// The shift of origin p that makes of known operations the wanted ones: t + p − R·p.
  private static @Nullable SymmetryOperation shift(GroupElements known, GroupElements wanted) {
    if (known.primitive().size() != wanted.primitive().size()
        || known.centring().size() != wanted.centring().size()
        || !known.centring().stream().allMatch(t -> Centring.holds(wanted.centring(), t))) {
      return null;
    }
    int[] equations = equations(known.primitive(), wanted.primitive());
    if (equations.length != 12 * known.primitive().size()) {
      return null;
    }
    int[] centring = wanted.centring().stream().flatMapToInt(Arrays::stream).toArray();
    int n = SymmetryOperation.DENOMINATOR;
    for (int x = 0; x < n; x++) {
      for (int y = 0; y < n; y++) {
        for (int z = 0; z < n; z++) {
          if (solved(equations, centring, x, y, z)) {
            return SymmetryOperation.ofTranslation(x, y, z);
          }
        }
      }
    }
    return null;
  }

  /// For each two operations with the same rotation: 1 − R, row by row, and t − t′, together 12
  /// numbers.
  private static int[] equations(List<SymmetryOperation> known, List<SymmetryOperation> wanted) {
    int[] equations = new int[12 * known.size()];
    int at = 0;
    for (SymmetryOperation from : known) {
      for (SymmetryOperation to : wanted) {
        if (from.sameRotation(to)) {
          int[] r = from.rotation();
          for (int i = 0; i < 9; i++) {
            equations[at + i] = (i % 4 == 0 ? 1 : 0) - r[i];
          }
          for (int i = 0; i < 3; i++) {
            equations[at + 9 + i] = from.translation24()[i] - to.translation24()[i];
          }
          at += 12;
        }
      }
    }
    return Arrays.copyOf(equations, at);
  }

  /// Whether p solves all equations modulo the lattice.
  private static boolean solved(int[] equations, int[] centring, int x, int y, int z) {
    for (int at = 0; at < equations.length; at += 12) {
      boolean found = false;
      for (int c = 0; c < centring.length && !found; c += 3) {
        found = true;
        for (int i = 0; i < 3; i++) {
          int row = at + 3 * i;
          int left =
              equations[row] * x
                  + equations[row + 1] * y
                  + equations[row + 2] * z
                  + equations[at + 9 + i]
                  - centring[c + i];
          found &= left % SymmetryOperation.DENOMINATOR == 0;
        }
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  /// Whether the operations are those of the table.
  boolean exact() {
    return change.equals(SymmetryOperation.IDENTITY);
  }

  /// Name of the setting, with the change of basis in brackets.
  String name() {
    return exact() ? setting.name() : setting.name() + " (" + change.triplet() + ")";
  }

  /// Hall symbol of the setting, with the change of basis in brackets.
  String hall() {
    return exact() ? setting.hall() : setting.hall() + " (" + change.triplet() + ")";
  }

  /// The rotation from the reference setting, a positive multiple of it, `[3][3]` row-major.
  int[] basis() {
    int[] a = change.rotation24();
    int[] b = setting.basis().rotation24();
    int[] product = new int[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          product[3 * i + j] += a[3 * i + k] * b[3 * k + j];
        }
      }
    }
    return product;
  }
}

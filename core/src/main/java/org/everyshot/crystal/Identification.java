package org.everyshot.crystal;

import java.util.ArrayList;
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
    List<SymmetryOperation[]> pairs = new ArrayList<>();
    for (SymmetryOperation from : known.primitive()) {
      for (SymmetryOperation to : wanted.primitive()) {
        if (from.sameRotation(to)) {
          pairs.add(new SymmetryOperation[] {from, to});
        }
      }
    }
    if (pairs.size() != known.primitive().size()) {
      return null;
    }
    int n = SymmetryOperation.DENOMINATOR;
    for (int p = 0; p < n * n * n; p++) {
      int[] shift = {p / (n * n), p / n % n, p % n};
      if (pairs.stream().allMatch(pair -> leads(pair, shift, wanted.centring()))) {
        return SymmetryOperation.ofTranslation(shift[0], shift[1], shift[2]);
      }
    }
    return null;
  }

  private static boolean leads(SymmetryOperation[] pair, int[] shift, List<int[]> centring) {
    int[] from = pair[0].translation24();
    int[] to = pair[1].translation24();
    int[] r = pair[0].rotation();
    int[] left = new int[3];
    for (int i = 0; i < 3; i++) {
      int turned = r[3 * i] * shift[0] + r[3 * i + 1] * shift[1] + r[3 * i + 2] * shift[2];
      left[i] = Math.floorMod(from[i] + shift[i] - turned - to[i], SymmetryOperation.DENOMINATOR);
    }
    return Centring.holds(centring, left);
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

package org.everyshot.crystal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// A space group in one of its settings. Immutable.
///
/// All questions about Miller indices are exact, allocate nothing and may be asked by any thread.
/// Source: International Tables for Crystallography A and B (1.4); table of settings in
/// docs/symmetry.md.
public final class SpaceGroup {
  private final int number;
  private final String name;
  private final String hall;
  private final PointGroup pointGroup;
  private final List<SymmetryOperation> operations;
  private final GroupElements elements;

  /// Rotations of the primitive operations, nine elements each, and translations in 24ths.
  private final int[] rotations;

  private final int[] translations;

  /// Centring translations but for zero, 24ths.
  private final int[] centrings;

  private final AsymmetricUnit asymmetricUnit;

  private SpaceGroup(GroupElements elements, Identification identity, String hall) {
    this.number = identity.setting().number();
    this.name = identity.name();
    this.hall = hall;
    this.pointGroup = PointGroup.of(number);
    this.elements = elements;
    this.operations = elements.operations();
    int n = elements.primitive().size();
    this.rotations = new int[9 * n];
    this.translations = new int[3 * n];
    for (int i = 0; i < n; i++) {
      SymmetryOperation operation = elements.primitive().get(i);
      System.arraycopy(operation.rotation(), 0, rotations, 9 * i, 9);
      System.arraycopy(operation.translation24(), 0, translations, 3 * i, 3);
    }
    this.centrings = new int[3 * (elements.centring().size() - 1)];
    for (int i = 1; i < elements.centring().size(); i++) {
      System.arraycopy(elements.centring().get(i), 0, centrings, 3 * i - 3, 3);
    }
    this.asymmetricUnit = new AsymmetricUnit(number, identity.basis(), rotations);
  }

  private static SpaceGroup of(Setting setting) {
    return new SpaceGroup(
        HallSymbol.parse(setting.hall()).elements(),
        new Identification(setting, SymmetryOperation.IDENTITY),
        setting.hall());
  }

  /// The group of a Hermann–Mauguin name (`P 61 2 2`, `p6122`, `P 21`, `H 3`, `R 3:R`), a number
  /// (`178`, or CCP4's `1018`) or a Hall symbol (`P 61 2 (x,y,z+5/12)`).
  ///
  /// Hall symbols are those of the table, or have a change of basis in brackets: a slip in another
  /// name must not become a group. [#ofHall(String)] reads any, and `P 2` as a Hall symbol.
  ///
  /// @throws UserInputException where no group is meant
  public static SpaceGroup of(String name) {
    Setting setting = SettingTable.named(name);
    if (setting != null) {
      return of(setting);
    }
    if (name.indexOf('(') >= 0) {
      return ofHall(name);
    }
    String shown = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    throw new UserInputException(
        String.format(
            "space group '%s': expected a Hermann–Mauguin name, a Hall symbol or a number from 1"
                + " to 230; near are %s",
            shown, String.join(", ", SettingTable.nearest(shown))));
  }

  /// The group of a Hall symbol, with or without a change of basis.
  ///
  /// @throws UserInputException where it is no Hall symbol, or names no space group in axes of its
  ///     lattice
  public static SpaceGroup ofHall(String symbol) {
    Setting known = SettingTable.hall(symbol);
    if (known != null) {
      return of(known);
    }
    HallSymbol parsed = HallSymbol.parse(symbol);
    Identification identity = Identification.of(parsed);
    return new SpaceGroup(
        parsed.elements(), identity, identity.exact() ? identity.hall() : symbol.strip());
  }

  /// The group that a complete list of operations makes, as MTZ files hold it; their order is kept
  /// (isym counts in it).
  ///
  /// @throws UserInputException where they make no space group
  public static SpaceGroup ofOperations(List<SymmetryOperation> operations) {
    GroupElements elements = GroupElements.ofAll(operations);
    Identification identity = Identification.of(elements);
    return new SpaceGroup(elements, identity, identity.hall());
  }

  /// Every setting of the table, by name.
  static List<String> names() {
    return SettingTable.ALL.stream().map(Setting::name).toList();
  }

  /// Number in International Tables, 1 to 230.
  public int number() {
    return number;
  }

  /// Hermann–Mauguin symbol with spaces, with an extension where there are several origins or axes:
  /// `P 61 2 2`, `R 3:H`. In a setting that the table lacks: that of the reference setting, and the
  /// change of basis in brackets.
  public String name() {
    return name;
  }

  /// Hall symbol.
  public String hall() {
    return hall;
  }

  /// Point group, `622`.
  public String pointGroup() {
    return pointGroup.symbol();
  }

  /// Laue class, `6/mmm`.
  public String laueClass() {
    return pointGroup.laueClass();
  }

  /// `triclinic`, `monoclinic`, `orthorhombic`, `tetragonal`, `trigonal`, `hexagonal`, `cubic`.
  public String crystalSystem() {
    return pointGroup.crystalSystem();
  }

  /// Lattice letter of this setting, `P A B C I F R H`; `?` where none fits.
  public char centring() {
    return Centring.letter(elements.centring());
  }

  /// All operations: identity first, then the others of a primitive cell, then these moved by each
  /// centring translation.
  public List<SymmetryOperation> operations() {
    return operations;
  }

  /// The operations that differ in their rotation: [#operations()] without centring.
  public List<SymmetryOperation> primitiveOperations() {
    return elements.primitive();
  }

  /// Centring translations in 24ths, zero first.
  List<int[]> centringTranslations() {
    return elements.centring();
  }

  /// CCP4's asymmetric unit.
  public AsymmetricUnit asymmetricUnit() {
    return asymmetricUnit;
  }

  /// Whether a reflection is absent for reasons of symmetry.
  public boolean absent(int h, int k, int l) {
    for (int at = 0; at < centrings.length; at += 3) {
      if (turns(h, k, l, centrings, at) != 0) {
        return true;
      }
    }
    for (int i = 1; i < translations.length / 3; i++) {
      if (image(i, h, k, l) == 1 && turns(h, k, l, translations, 3 * i) != 0) {
        return true;
      }
    }
    return false;
  }

  /// Number of operations of the primitive cell that leave an index as it is; its mean intensity is
  /// as many times that of a general reflection. Centring is not counted.
  public int epsilon(int h, int k, int l) {
    int count = 0;
    for (int i = 0; i < translations.length / 3; i++) {
      if (image(i, h, k, l) == 1) {
        count++;
      }
    }
    return count;
  }

  /// Whether an operation turns the index into its Friedel mate.
  public boolean centric(int h, int k, int l) {
    for (int i = 0; i < translations.length / 3; i++) {
      if (image(i, h, k, l) == -1) {
        return true;
      }
    }
    return false;
  }

  /// Whether the group holds an inversion.
  public boolean centrosymmetric() {
    return centric(1, 3, 11);
  }

  /// 1 where operation i leaves the index, −1 where it inverts it, 0 otherwise. 000 is left.
  private int image(int i, int h, int k, int l) {
    int at = 9 * i;
    int[] r = rotations;
    int p = h * r[at] + k * r[at + 3] + l * r[at + 6];
    int q = h * r[at + 1] + k * r[at + 4] + l * r[at + 7];
    int s = h * r[at + 2] + k * r[at + 5] + l * r[at + 8];
    return p == h && q == k && s == l ? 1 : p == -h && q == -k && s == -l ? -1 : 0;
  }

  /// h·t modulo 1, in 24ths; zero where there is no phase shift.
  private static int turns(int h, int k, int l, int[] t, int at) {
    return (int)
        (((long) h * t[at] + (long) k * t[at + 1] + (long) l * t[at + 2])
            % SymmetryOperation.DENOMINATOR);
  }

  /// Whether a cell has the metric that the rotations of the group ask for, to 0.1 % in the dot
  /// products of its axes.
  public boolean fits(UnitCell cell) {
    return fits(cell, 1e-3);
  }

  /// Whether the rotations of the group change no dot product of the cell's axes by more than a
  /// fraction of the product of their lengths.
  public boolean fits(UnitCell cell, double tolerance) {
    return Metric.of(cell).asymmetry(rotations) <= tolerance;
  }

  /// The cell whose metric is the mean over the group's rotations: the nearest one that fits.
  public UnitCell symmetrized(UnitCell cell) {
    return Metric.of(cell).mean(rotations).cell();
  }

  /// Two groups are equal where they hold the same operations, whatever their order or name.
  @Override
  public boolean equals(@Nullable Object object) {
    if (!(object instanceof SpaceGroup other) || number != other.number) {
      return false;
    }
    Set<SymmetryOperation> mine = new HashSet<>(operations);
    return operations.size() == other.operations.size() && mine.containsAll(other.operations);
  }

  @Override
  public int hashCode() {
    return 31 * number + operations.size();
  }

  @Override
  public String toString() {
    return name;
  }
}

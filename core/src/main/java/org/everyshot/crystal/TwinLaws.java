package org.everyshot.crystal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Operations under which a lattice looks the same but the crystal does not: twin laws, and equally
/// the ways to index a still that its spots alone cannot tell apart.
///
/// Rotations T of the lattice (obliquity of its twofold axes below a limit) fall into cosets T·S of
/// the rotations S of the Laue class; indices h·T and h·T·S merge alike, so that one operation of
/// each coset is enough, and every coset but that of the identity is a twin law.
/// Source: Flack, Acta Cryst. A43, 564 (1987).
public final class TwinLaws {
  /// Obliquity, degrees, up to which lattices are commonly taken for alike.
  public static final double USUAL_OBLIQUITY_DEGREES = 3;

  private static final Comparator<SymmetryOperation> SIMPLEST =
      Comparator.comparing((SymmetryOperation o) -> !o.integral())
          .thenComparingInt(o -> count(o, false))
          .thenComparing(o -> !o.times(o).equals(SymmetryOperation.IDENTITY))
          .thenComparingInt(o -> count(o, true))
          .thenComparing(o -> o.rotation24()[8] == 0)
          .thenComparing(SymmetryOperation::indexTriplet);

  private TwinLaws() {}

  /// One operation of each coset but that of the group itself, within 3° obliquity; none where
  /// indexing is unique.
  ///
  /// The operation is the simplest of its coset: integral, of few terms, twofold, of few minus
  /// signs, and keeps the axis c (`k,h,-l`).
  /// In a centred cell it may map absent indices to fractional ones
  /// ([SymmetryOperation#map] returns false), never others.
  public static List<SymmetryOperation> of(SpaceGroup group, UnitCell cell) {
    return of(group, cell, USUAL_OBLIQUITY_DEGREES);
  }

  /// One operation of each coset but that of the group itself.
  ///
  /// @param obliquityDegrees largest angle between the direct and the reciprocal direction of a
  ///     twofold axis of the lattice
  public static List<SymmetryOperation> of(
      SpaceGroup group, UnitCell cell, double obliquityDegrees) {
    List<SymmetryOperation> proper = proper(group);
    Set<SymmetryOperation> done = new HashSet<>(proper);
    List<SymmetryOperation> laws = new ArrayList<>();
    for (SymmetryOperation rotation : lattice(group, cell, obliquityDegrees)) {
      if (done.contains(rotation)) {
        continue;
      }
      List<SymmetryOperation> coset =
          proper.stream().map(rotation::times).sorted(SIMPLEST).toList();
      done.addAll(coset);
      laws.add(coset.getFirst());
    }
    laws.sort(SIMPLEST);
    return List.copyOf(laws);
  }

  /// All rotations of the lattice that are none of the Laue class.
  static List<SymmetryOperation> all(SpaceGroup group, UnitCell cell, double obliquityDegrees) {
    List<SymmetryOperation> all = new ArrayList<>(lattice(group, cell, obliquityDegrees));
    all.removeAll(proper(group));
    return all;
  }

  private static List<SymmetryOperation> lattice(
      SpaceGroup group, UnitCell cell, double obliquityDegrees) {
    return LatticeSymmetry.rotations(
        group.symmetrized(cell), group.centringTranslations(), obliquityDegrees);
  }

  /// Proper rotations of the Laue class: improper ones are turned by an inversion.
  private static List<SymmetryOperation> proper(SpaceGroup group) {
    List<SymmetryOperation> proper = new ArrayList<>();
    for (SymmetryOperation operation : group.primitiveOperations()) {
      int sign = operation.determinant() > 0 ? 1 : -1;
      int[] rotation = operation.rotation();
      for (int i = 0; i < 9; i++) {
        rotation[i] *= sign;
      }
      SymmetryOperation turned = SymmetryOperation.of(rotation, new int[3]);
      if (!proper.contains(turned)) {
        proper.add(turned);
      }
    }
    return proper;
  }

  /// Number of elements that are not zero, or that are negative.
  private static int count(SymmetryOperation operation, boolean negative) {
    int count = 0;
    for (int element : operation.rotation24()) {
      if (negative ? element < 0 : element != 0) {
        count++;
      }
    }
    return count;
  }
}

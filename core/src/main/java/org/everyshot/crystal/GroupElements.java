package org.everyshot.crystal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.everyshot.fault.UserInputException;

/// All operations of a space group modulo whole cells: one for each rotation (primitive ones), and
/// the centring translations.
///
/// @param primitive one operation for each rotation, identity first
/// @param centring translations in 24ths, zero first
record GroupElements(List<SymmetryOperation> primitive, List<int[]> centring) {
  /// No crystallographic point group has more rotations.
  private static final int MOST_ROTATIONS = 48;

  GroupElements {
    primitive = List.copyOf(primitive);
    centring = List.copyOf(centring);
  }

  /// The group that generators make, in the order of Dimino's algorithm.
  ///
  /// Source: Butler, Fundamental Algorithms for Permutation Groups, Springer (1991), chapter 3.
  ///
  /// @throws ArithmeticException where the generators make no finite group
  static GroupElements generated(List<SymmetryOperation> generators, List<int[]> centring) {
    List<SymmetryOperation> group = new ArrayList<>();
    group.add(SymmetryOperation.IDENTITY);
    for (int i = 0; i < generators.size(); i++) {
      if (i == 0) {
        for (SymmetryOperation g = generators.get(0);
            indexOf(group, g) < 0;
            g = g.times(generators.get(0))) {
          grow(group, g);
        }
        continue;
      }
      if (indexOf(group, generators.get(i)) < 0) {
        extend(group, generators.subList(0, i + 1));
      }
    }
    return new GroupElements(group, centring);
  }

  /// Adds the cosets that the last generator opens.
  private static void extend(List<SymmetryOperation> group, List<SymmetryOperation> generators) {
    int before = group.size();
    List<SymmetryOperation> representatives = new ArrayList<>();
    representatives.add(SymmetryOperation.IDENTITY);
    for (int j = 0; j < representatives.size(); j++) {
      for (SymmetryOperation generator : generators) {
        SymmetryOperation found = generator.times(representatives.get(j));
        if (indexOf(group, found) < 0) {
          grow(group, found);
          for (int k = 1; k < before; k++) {
            grow(group, found.times(group.get(k)));
          }
          representatives.add(found);
        }
      }
    }
  }

  private static void grow(List<SymmetryOperation> group, SymmetryOperation operation) {
    if (group.size() == MOST_ROTATIONS) {
      throw new ArithmeticException("more than 48 rotations");
    }
    group.add(operation);
  }

  private static int indexOf(List<SymmetryOperation> group, SymmetryOperation operation) {
    for (int i = 0; i < group.size(); i++) {
      if (group.get(i).sameRotation(operation)) {
        return i;
      }
    }
    return -1;
  }

  /// Sorts a full list of operations, as files hold them, into rotations and centring; the order
  /// of rotations is that of their first appearance.
  ///
  /// @throws UserInputException where the operations are not a space group
  static GroupElements ofAll(List<SymmetryOperation> operations) {
    if (operations.isEmpty() || operations.size() > 4 * MOST_ROTATIONS) {
      throw fault(operations.size() + " operations");
    }
    List<SymmetryOperation> primitive = new ArrayList<>();
    primitive.add(SymmetryOperation.IDENTITY);
    List<int[]> centring = new ArrayList<>();
    centring.add(new int[3]);
    Set<SymmetryOperation> all = new HashSet<>();
    for (SymmetryOperation given : operations) {
      SymmetryOperation operation = given.wrapped();
      if (!operation.integral() || Math.abs(operation.determinant()) != 1) {
        throw fault("rotation of " + operation + " is none of a crystal");
      }
      if (!all.add(operation)) {
        continue;
      }
      if (indexOf(primitive, operation) < 0) {
        primitive.add(operation);
      }
      int[] translation = operation.translation24();
      if (operation.sameRotation(SymmetryOperation.IDENTITY)
          && !Centring.holds(centring, translation)) {
        centring.add(translation);
      }
    }
    GroupElements group = new GroupElements(primitive, centring);
    if (primitive.size() > MOST_ROTATIONS || !new HashSet<>(group.operations()).equals(all)) {
      throw fault("they are not each rotation with each centring");
    }
    for (SymmetryOperation a : primitive) {
      for (SymmetryOperation b : primitive) {
        if (!holds(all, a, b)) {
          throw fault(a + " after " + b + " is missing");
        }
      }
    }
    return group;
  }

  private static boolean holds(
      Set<SymmetryOperation> all, SymmetryOperation a, SymmetryOperation b) {
    try {
      return all.contains(a.times(b));
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private static UserInputException fault(String found) {
    return new UserInputException(
        "symmetry operations make no space group: " + found + "; expected a complete list");
  }

  /// The same group in another basis, x′ = V·x: operations V·S·V⁻¹, and the lattice's translations
  /// that fall into the new cell.
  ///
  /// @throws ArithmeticException where the new axes are not vectors of the lattice, or the result
  ///     is not exact in 24ths
  GroupElements changed(SymmetryOperation basis) {
    SymmetryOperation back = basis.inverse();
    List<int[]> lattice = lattice(basis.withoutTranslation());
    for (int axis = 0; axis < 3; axis++) {
      int[] unit = new int[3];
      unit[axis] = SymmetryOperation.DENOMINATOR;
      SymmetryOperation moved =
          back.withoutTranslation()
              .product(SymmetryOperation.ofTranslation(unit[0], unit[1], unit[2]))
              .wrapped();
      if (!Centring.holds(centring, moved.translation24())) {
        throw new ArithmeticException("new axis is no vector of the lattice");
      }
    }
    List<SymmetryOperation> changed = new ArrayList<>();
    for (SymmetryOperation operation : primitive) {
      SymmetryOperation turned = basis.product(operation).product(back).wrapped();
      if (!turned.integral()) {
        throw new ArithmeticException("rotation is not integral in the new basis");
      }
      changed.add(turned);
    }
    return new GroupElements(changed, lattice);
  }

  /// Translations of the lattice in the new cell.
  private List<int[]> lattice(SymmetryOperation basis) {
    List<int[]> steps = new ArrayList<>(centring);
    for (int axis = 0; axis < 3; axis++) {
      int[] unit = new int[3];
      unit[axis] = SymmetryOperation.DENOMINATOR;
      steps.add(unit);
    }
    List<int[]> found = new ArrayList<>();
    found.add(new int[3]);
    for (int i = 0; i < found.size(); i++) {
      for (int[] step : steps) {
        int[] image =
            basis
                .product(SymmetryOperation.ofTranslation(step[0], step[1], step[2]))
                .moved(found.get(i))
                .translation24();
        if (!Centring.holds(found, image)) {
          found.add(image);
        }
        if (found.size() > 64) {
          throw new ArithmeticException("more than 64 lattice points in the cell");
        }
      }
    }
    return found;
  }

  /// All operations: the primitive ones, then those moved by each centring translation.
  List<SymmetryOperation> operations() {
    List<SymmetryOperation> all = new ArrayList<>();
    for (int[] translation : centring) {
      for (SymmetryOperation operation : primitive) {
        all.add(operation.moved(translation));
      }
    }
    return List.copyOf(all);
  }
}

package org.everyshot.crystal;

import org.everyshot.fault.UserInputException;
import org.everyshot.structure.AtomLabel;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DepositedCell;
import org.everyshot.structure.Element;

/// Atoms in a unit cell with a space group: the atoms of the file, which the group repeats.
///
/// Positions are fractions of the cell. Occupancies are those of the file: of an atom on a special
/// position the file gives the share of one copy, as the Protein Data Bank asks. Immutable.
public final class CrystalModel {
  private final AtomicModel atoms;
  private final UnitCell cell;
  private final SpaceGroup group;
  private final double[] fractions;

  /// Where the atoms' own frame lies; displacements are turned out of it.
  private final double[] fractionalization;

  private CrystalModel(
      AtomicModel atoms,
      UnitCell cell,
      SpaceGroup group,
      double[] fractions,
      double[] fractionalization) {
    this.atoms = atoms;
    this.cell = cell;
    this.group = group;
    this.fractions = fractions;
    this.fractionalization = fractionalization;
  }

  /// The crystal as its file describes it.
  ///
  /// @throws UserInputException where it gives no cell or no space group
  public static CrystalModel of(AtomicModel atoms) {
    DepositedCell deposited = deposited(atoms);
    if (deposited.spaceGroup().isEmpty()) {
      throw new UserInputException(
          atoms.name() + ": no space group; expected one in CRYST1 or _symmetry, or --space-group");
    }
    return of(atoms, SpaceGroup.of(deposited.spaceGroup()));
  }

  /// The crystal as its file describes it, but for the space group.
  ///
  /// @throws UserInputException where it gives no cell
  public static CrystalModel of(AtomicModel atoms, SpaceGroup group) {
    DepositedCell d = deposited(atoms);
    if (!d.standardFrame()) {
      throw new UserInputException(
          atoms.name()
              + ": SCALE records put the atoms into a frame of their own; expected x along a and z"
              + " along c*, as most programs write");
    }
    var cell =
        new UnitCell(d.a(), d.b(), d.c(), d.alphaDegrees(), d.betaDegrees(), d.gammaDegrees());
    double[] m = cell.fractionalization();
    double[] fractions = new double[3 * atoms.count()];
    for (int i = 0; i < atoms.count(); i++) {
      double x = atoms.x(i);
      double y = atoms.y(i);
      double z = atoms.z(i);
      fractions[3 * i] = m[0] * x + m[1] * y + m[2] * z;
      fractions[3 * i + 1] = m[4] * y + m[5] * z;
      fractions[3 * i + 2] = m[8] * z;
    }
    return new CrystalModel(atoms, cell, group, fractions, m);
  }

  private static DepositedCell deposited(AtomicModel atoms) {
    DepositedCell deposited = atoms.cell();
    if (deposited == null) {
      throw new UserInputException(
          atoms.name() + ": no unit cell; expected a CRYST1 record or category _cell");
    }
    return deposited;
  }

  /// The same atoms, at the same fractions, in another cell and space group.
  public CrystalModel in(UnitCell otherCell, SpaceGroup otherGroup) {
    return new CrystalModel(atoms, otherCell, otherGroup, fractions, fractionalization);
  }

  /// Unit cell.
  public UnitCell cell() {
    return cell;
  }

  /// Space group.
  public SpaceGroup group() {
    return group;
  }

  /// What the structure is called, such as `2TLI`.
  public String name() {
    return atoms.name();
  }

  /// Number of atoms, without their copies by symmetry.
  public int count() {
    return atoms.count();
  }

  /// Number of atoms that were left out, because their element is not known.
  public int unknownAtoms() {
    return atoms.unknownAtoms();
  }

  /// Position of an atom along a (`axis` 0), b or c, as a fraction of the edge; not brought into
  /// the cell.
  public double fraction(int atom, int axis) {
    return fractions[3 * atom + axis];
  }

  /// Element of an atom.
  public Element element(int atom) {
    return atoms.element(atom);
  }

  /// Fraction of copies in which the atom is there.
  public double occupancy(int atom) {
    return atoms.occupancy(atom);
  }

  /// Isotropic displacement B = 8π²⟨u²⟩ of an atom, Å².
  public double bFactor(int atom) {
    return atoms.bFactor(atom);
  }

  /// What an atom is called.
  public AtomLabel label(int atom) {
    return atoms.label(atom);
  }

  /// What an atom is called, in one line, such as `A/Met205 SD`.
  public String name(int atom) {
    return atoms.label(atom).toString();
  }

  /// Atomic number of an atom.
  public int atomicNumber(int atom) {
    return atoms.element(atom).number();
  }

  /// Anomalous scattering factors of an atom.
  public AnomalousScattering anomalous(int atom, double wavelengthAngstrom) {
    return AnomalousScattering.of(atoms.element(atom), wavelengthAngstrom);
  }

  /// Whether an atom has an anisotropic displacement.
  public boolean anisotropic(int atom) {
    return atoms.anisotropic(atom);
  }

  /// Displacement of an atom as a symmetric form β of Miller indices: it scatters
  /// exp(−hᵀ β h) times as much. `[6]`: β11, β22, β33, β12, β13, β23.
  ///
  /// β = 2π² M U Mᵀ with M from Å to fractions; for an isotropic B, β = B G*/4 with G* the
  /// reciprocal metric.
  public double[] displacement(int atom) {
    if (!anisotropic(atom)) {
      double[] metric = cell.reciprocalMetric();
      double b = 0.25 * bFactor(atom);
      return new double[] {
        b * metric[0],
        b * metric[1],
        b * metric[2],
        0.5 * b * metric[5],
        0.5 * b * metric[4],
        0.5 * b * metric[3]
      };
    }
    double[] u = new double[6];
    for (int i = 0; i < 6; i++) {
      u[i] = 2 * Math.PI * Math.PI * atoms.displacement(atom, i);
    }
    double[] m = fractionalization;
    int[][] pairs = {{0, 0}, {1, 1}, {2, 2}, {0, 1}, {0, 2}, {1, 2}};
    double[] beta = new double[6];
    for (int i = 0; i < 6; i++) {
      int p = 3 * pairs[i][0];
      int q = 3 * pairs[i][1];
      beta[i] =
          m[p] * (u[0] * m[q] + u[3] * m[q + 1] + u[4] * m[q + 2])
              + m[p + 1] * (u[3] * m[q] + u[1] * m[q + 1] + u[5] * m[q + 2])
              + m[p + 2] * (u[4] * m[q] + u[5] * m[q + 1] + u[2] * m[q + 2]);
    }
    return beta;
  }

  /// Smallest and largest B of an atom over all directions, Å².
  double[] extremeB(int atom) {
    if (!anisotropic(atom)) {
      return new double[] {bFactor(atom), bFactor(atom)};
    }
    double[] u = new double[6];
    for (int i = 0; i < 6; i++) {
      u[i] = 8 * Math.PI * Math.PI * atoms.displacement(atom, i);
    }
    // Eigenvalues of a symmetric matrix by the angle of its determinant.
    double mean = (u[0] + u[1] + u[2]) / 3;
    double x = u[0] - mean;
    double y = u[1] - mean;
    double z = u[2] - mean;
    double off = u[3] * u[3] + u[4] * u[4] + u[5] * u[5];
    double p = Math.sqrt((x * x + y * y + z * z + 2 * off) / 6);
    if (p == 0) {
      return new double[] {mean, mean};
    }
    double determinant =
        x * (y * z - u[5] * u[5])
            - u[3] * (u[3] * z - u[5] * u[4])
            + u[4] * (u[3] * u[5] - y * u[4]);
    double angle = Math.acos(Math.clamp(determinant / (2 * p * p * p), -1.0, 1.0)) / 3;
    return new double[] {
      mean + 2 * p * Math.cos(angle + 2 * Math.PI / 3), mean + 2 * p * Math.cos(angle)
    };
  }
}

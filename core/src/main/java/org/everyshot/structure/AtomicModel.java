package org.everyshot.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Atoms of one model of a structure: where, which element, how much of it, how spread.
///
/// Positions in Å, as deposited. Isotropic displacement B in Å². An atom may have a label, and an
/// anisotropic displacement besides. Immutable.
public final class AtomicModel implements Structure {
  private final String name;
  private final double[] x;
  private final double[] y;
  private final double[] z;
  private final Element[] elements;
  private final double[] occupancy;
  private final double[] bFactor;
  private final AtomLabel[] labels;
  private final float @Nullable [] anisotropic;
  private final @Nullable DepositedCell cell;
  private final int unknown;

  private AtomicModel(Builder atoms, String name) {
    int n = atoms.count;
    this.name = name;
    this.x = Arrays.copyOf(atoms.x, n);
    this.y = Arrays.copyOf(atoms.y, n);
    this.z = Arrays.copyOf(atoms.z, n);
    this.occupancy = Arrays.copyOf(atoms.occupancy, n);
    this.bFactor = Arrays.copyOf(atoms.bFactor, n);
    this.elements = atoms.elements.toArray(Element[]::new);
    this.labels = atoms.labels.toArray(AtomLabel[]::new);
    float[] u = atoms.anisotropic;
    this.anisotropic = u == null ? null : Arrays.copyOf(u, 6 * n);
    this.cell = atoms.cell;
    this.unknown = atoms.unknown;
  }

  /// Gathers atoms one by one.
  public static final class Builder {
    private double[] x = new double[1024];
    private double[] y = new double[1024];
    private double[] z = new double[1024];
    private double[] occupancy = new double[1024];
    private double[] bFactor = new double[1024];
    private final List<Element> elements = new ArrayList<>();
    private final List<AtomLabel> labels = new ArrayList<>();
    private float @Nullable [] anisotropic;
    private @Nullable DepositedCell cell;
    private int count;
    private int unknown;

    /// Counts an atom whose element is not known, and leaves it out.
    public void addUnknown() {
      unknown++;
    }

    /// The cell that the atoms repeat in.
    public void cell(DepositedCell cell) {
      this.cell = cell;
    }

    /// Adds an atom: position in Å, occupancy as a fraction, B in Å².
    public void add(
        Element element, double x, double y, double z, double occupancy, double bFactor) {
      add(element, x, y, z, occupancy, bFactor, AtomLabel.NONE);
    }

    /// Adds an atom with its label.
    public void add(
        Element element,
        double x,
        double y,
        double z,
        double occupancy,
        double bFactor,
        AtomLabel label) {
      if (count == this.x.length) {
        int larger = Math.multiplyExact(2, count);
        this.x = Arrays.copyOf(this.x, larger);
        this.y = Arrays.copyOf(this.y, larger);
        this.z = Arrays.copyOf(this.z, larger);
        this.occupancy = Arrays.copyOf(this.occupancy, larger);
        this.bFactor = Arrays.copyOf(this.bFactor, larger);
      }
      this.x[count] = x;
      this.y[count] = y;
      this.z[count] = z;
      this.occupancy[count] = occupancy;
      this.bFactor[count] = bFactor;
      elements.add(element);
      labels.add(label);
      count++;
    }

    /// Gives the atom added last its mean square displacements U = ⟨u uᵀ⟩ along x, y, z: U11, U22,
    /// U33, U12, U13, U23, Å².
    public void anisotropic(double... u) {
      if (u.length != 6 || count == 0) {
        throw new IllegalArgumentException(u.length + " displacements, expected 6 of an atom");
      }
      float[] all = anisotropic;
      if (all == null) {
        all = new float[6 * x.length];
      }
      if (all.length < 6 * count) {
        all = Arrays.copyOf(all, 6 * x.length);
      }
      for (int i = 0; i < 6; i++) {
        all[6 * (count - 1) + i] = (float) u[i];
      }
      anisotropic = all;
    }

    /// Number of atoms so far.
    public int count() {
      return count;
    }

    /// The model.
    public AtomicModel build(String name) {
      return new AtomicModel(this, name);
    }
  }

  /// Number of atoms that were left out, because their element is not known.
  public int unknownAtoms() {
    return unknown;
  }

  @Override
  public String name() {
    return name;
  }

  /// Number of atoms.
  public int count() {
    return x.length;
  }

  /// Position of an atom along x, Å.
  public double x(int atom) {
    return x[atom];
  }

  /// Position of an atom along y, Å.
  public double y(int atom) {
    return y[atom];
  }

  /// Position of an atom along z, Å.
  public double z(int atom) {
    return z[atom];
  }

  /// Element of an atom.
  public Element element(int atom) {
    return elements[atom];
  }

  /// Fraction of copies in which the atom is there.
  public double occupancy(int atom) {
    return occupancy[atom];
  }

  /// Isotropic displacement B = 8π²⟨u²⟩ of an atom, Å².
  public double bFactor(int atom) {
    return bFactor[atom];
  }

  /// What an atom is called; [AtomLabel#NONE] where the file does not say.
  public AtomLabel label(int atom) {
    return labels[atom];
  }

  /// Whether an atom has an anisotropic displacement.
  public boolean anisotropic(int atom) {
    float[] u = anisotropic;
    return u != null && (u[6 * atom] != 0 || u[6 * atom + 1] != 0 || u[6 * atom + 2] != 0);
  }

  /// Mean square displacement of an atom along x, y, z, Å²: U11, U22, U33, U12, U13, U23 for
  /// `which` from 0 to 5; 0 where the atom has none.
  public double displacement(int atom, int which) {
    float[] u = anisotropic;
    return u == null ? 0 : u[6 * atom + which];
  }

  /// The cell that the atoms repeat in; null where the file does not say.
  public @Nullable DepositedCell cell() {
    return cell;
  }
}

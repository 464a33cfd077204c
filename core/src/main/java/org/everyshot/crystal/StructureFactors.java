package org.everyshot.crystal;

import java.util.HashMap;
import java.util.Map;
import org.everyshot.structure.Element;

/// Calculated structure factors of every unique reflection, F(h) = A(h) + i B(h), electrons per
/// cell.
///
/// A sums f₀ + f′ over all atoms of the cell, B sums f″; both are complex, with A(−h) and B(−h)
/// their conjugates. So |F(h)| = |A + iB| and |F(−h)| = |A − iB|: Bijvoet differences.
/// Absolute scale: F(000) would be the number of electrons in the cell.
public final class StructureFactors {
  /// Error of [#of], root mean square, as a fraction of the root mean square F, unless told.
  public static final double ERROR = 1e-4;

  private final UniqueReflections unique;
  private final double[] aRe;
  private final double[] aIm;
  private final double[] bRe;
  private final double[] bIm;

  private StructureFactors(UniqueReflections unique) {
    this.unique = unique;
    this.aRe = new double[unique.count()];
    this.aIm = new double[unique.count()];
    this.bRe = new double[unique.count()];
    this.bIm = new double[unique.count()];
  }

  /// Structure factors by Fourier transform of the atoms' density; one thread.
  ///
  /// The density is blurred by so much that aliases on a grid of dMin/3 stay below the error.
  ///
  /// @param wavelengthAngstrom of the X-rays; NaN leaves anomalous scattering out
  public static StructureFactors of(
      CrystalModel model, UniqueReflections unique, double wavelengthAngstrom) {
    return of(model, unique, wavelengthAngstrom, ERROR);
  }

  /// As [#of(CrystalModel, UniqueReflections, double)], with an error to aim at.
  public static StructureFactors of(
      CrystalModel model, UniqueReflections unique, double wavelengthAngstrom, double error) {
    UnitCell cell = unique.cell();
    double d = unique.dMin();
    MapGrid grid = MapGrid.of(unique.group(), cell, d / 3);
    // An alias of s comes from 2s or beyond: exp(−B (4s² − s²)), s = 1/2d.
    double least = 4 * d * d / 3 * Math.log(1 / error);
    double smallest = Double.POSITIVE_INFINITY;
    for (int atom = 0; atom < model.count(); atom++) {
      smallest = Math.min(smallest, model.extremeB(atom)[0]);
    }
    double blur = Math.max(0, least - smallest);
    var density = new AtomDensity(cell, grid, blur, error);
    Map<Element, AnomalousScattering> table = new HashMap<>();
    for (int atom = 0; atom < model.count(); atom++) {
      density.add(model, atom, anomalous(table, model.element(atom), wavelengthAngstrom));
    }
    int nu = grid.nu();
    float[] real = density.real();
    float[] imaginary = density.imaginary();
    IndexBox.Lines lines =
        (v, w, re, im) -> {
          if (!density.used(v, w)) {
            return false;
          }
          int from = (w * grid.nv() + v) * nu;
          for (int u = 0; u < nu; u++) {
            re[u] = real[from + u];
            im[u] = imaginary[from + u];
          }
          return true;
        };
    int mostH = (int) (cell.a() / d);
    int mostK = (int) (cell.b() / d);
    int mostL = (int) (cell.c() / d);
    var box = new IndexBox(grid, mostH, mostK, mostL, lines);
    var factors = new StructureFactors(unique);
    factors.gather(box, blur);
    return factors;
  }

  /// Adds the symmetry copies: F(h) = Σ G(h·R) exp(2πi h·t) of the atoms as they are listed.
  private void gather(IndexBox box, double blur) {
    var symmetry = new IndexCopies(unique.group());
    int[] copy = new int[4];
    for (int row = 0; row < unique.count(); row++) {
      double plusRe = 0;
      double plusIm = 0;
      double minusRe = 0;
      double minusIm = 0;
      for (int op = 0; op < symmetry.count(); op++) {
        symmetry.map(op, unique.h(row), unique.k(row), unique.l(row), copy);
        double c = IndexCopies.cosine(copy[3]);
        double s = IndexCopies.sine(copy[3]);
        int at = box.index(copy[0], copy[1], copy[2]);
        plusRe += box.re(at) * c - box.im(at) * s;
        plusIm += box.re(at) * s + box.im(at) * c;
        int mate = box.index(-copy[0], -copy[1], -copy[2]);
        minusRe += box.re(mate) * c + box.im(mate) * s;
        minusIm += box.im(mate) * c - box.re(mate) * s;
      }
      double half = 0.5 * Math.exp(0.25 * blur * unique.inverseSquareSpacing(row));
      // F(h) = A + iB and the conjugate of F(−h) = A − iB.
      aRe[row] = half * (plusRe + minusRe);
      aIm[row] = half * (plusIm - minusIm);
      bRe[row] = half * (plusIm + minusIm);
      bIm[row] = half * (minusRe - plusRe);
    }
  }

  /// Structure factors by summing over atoms and operations, the definition: slow.
  public static StructureFactors bySummation(
      CrystalModel model, UniqueReflections unique, double wavelengthAngstrom) {
    return bySummation(model, unique, wavelengthAngstrom, 1);
  }

  /// As [#bySummation], of every `step`-th reflection; the others stay 0.
  static StructureFactors bySummation(
      CrystalModel model, UniqueReflections unique, double wavelengthAngstrom, int step) {
    var factors = new StructureFactors(unique);
    Map<Element, AnomalousScattering> table = new HashMap<>();
    for (int row = 0; row < unique.count(); row += step) {
      factors.sum(model, row, wavelengthAngstrom, table);
    }
    return factors;
  }

  private void sum(
      CrystalModel model,
      int row,
      double wavelengthAngstrom,
      Map<Element, AnomalousScattering> table) {
    var symmetry = new IndexCopies(unique.group());
    int[] copy = new int[4];
    double q = 2 * Math.PI * Math.sqrt(unique.inverseSquareSpacing(row));
    for (int atom = 0; atom < model.count(); atom++) {
      AnomalousScattering anomalous = anomalous(table, model.element(atom), wavelengthAngstrom);
      double[] beta = model.displacement(atom);
      double normal = model.element(atom).formFactor(q) + anomalous.fPrime();
      for (int op = 0; op < symmetry.count(); op++) {
        symmetry.map(op, unique.h(row), unique.k(row), unique.l(row), copy);
        double h = copy[0];
        double k = copy[1];
        double l = copy[2];
        double damping =
            beta[0] * h * h
                + beta[1] * k * k
                + beta[2] * l * l
                + 2 * (beta[3] * h * k + beta[4] * h * l + beta[5] * k * l);
        double phase =
            2
                * Math.PI
                * (h * model.fraction(atom, 0)
                    + k * model.fraction(atom, 1)
                    + l * model.fraction(atom, 2)
                    + copy[3] / (double) SymmetryOperation.DENOMINATOR);
        double weight = model.occupancy(atom) * Math.exp(-damping);
        double re = weight * Math.cos(phase);
        double im = weight * Math.sin(phase);
        aRe[row] += normal * re;
        aIm[row] += normal * im;
        bRe[row] += anomalous.fDoublePrime() * re;
        bIm[row] += anomalous.fDoublePrime() * im;
      }
    }
  }

  private static AnomalousScattering anomalous(
      Map<Element, AnomalousScattering> table, Element element, double wavelengthAngstrom) {
    return table.computeIfAbsent(
        element,
        e ->
            Double.isNaN(wavelengthAngstrom)
                ? new AnomalousScattering(0, 0)
                : AnomalousScattering.of(e, wavelengthAngstrom));
  }

  /// The same with something added to the normal part A, such as a solvent.
  ///
  /// @param re real parts, electrons, `[count]`
  /// @param im imaginary parts
  StructureFactors plusNormal(double[] re, double[] im) {
    var sum = new StructureFactors(unique);
    for (int row = 0; row < unique.count(); row++) {
      sum.aRe[row] = aRe[row] + re[row];
      sum.aIm[row] = aIm[row] + im[row];
      sum.bRe[row] = bRe[row];
      sum.bIm[row] = bIm[row];
    }
    return sum;
  }

  /// The reflections.
  public UniqueReflections unique() {
    return unique;
  }

  /// |F| of a slot, electrons: 2·row for F(h), 2·row + 1 for F(−h).
  public double amplitude(int slot) {
    int row = slot / 2;
    double sign = slot % 2 == 0 ? 1 : -1;
    return Math.hypot(aRe[row] - sign * bIm[row], aIm[row] + sign * bRe[row]);
  }

  /// Phase of the normal part A of a row, radians.
  public double normalPhase(int row) {
    return Math.atan2(aIm[row], aRe[row]);
  }

  /// Amplitude of the normal part A of a row, electrons.
  public double normalAmplitude(int row) {
    return Math.hypot(aRe[row], aIm[row]);
  }

  /// Real part of A of a row.
  public double aRe(int row) {
    return aRe[row];
  }

  /// Imaginary part of A of a row.
  public double aIm(int row) {
    return aIm[row];
  }

  /// Real part of B of a row.
  public double bRe(int row) {
    return bRe[row];
  }

  /// Imaginary part of B of a row.
  public double bIm(int row) {
    return bIm[row];
  }
}

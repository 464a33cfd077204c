package org.everyshot.crystal;

/// Flat bulk solvent: F = F_calc + k exp(−B/4d²) F_mask, with F_mask the structure factors of the
/// region between the molecules, filled with 1 electron per Å³.
///
/// It counts at spacings above 5 Å or so, where it takes away much of what the atoms scatter.
/// Source: Jiang & Brünger, J. Mol. Biol. 243, 100 (1994); mean k and B of 0.35 e/Å³ and 46 Å²:
/// Fokine & Urzhumtsev, Acta Cryst. D58, 1387 (2002).
public final class BulkSolvent {
  /// Density of the solvent, e/Å³.
  public static final double DENSITY = 0.35;

  /// How blurred its surface is, Å².
  public static final double B = 46;

  /// Points of the mask are at most so far apart, Å.
  private static final double SPACING = 0.6;

  private final UniqueReflections unique;
  private final double fraction;
  private final double[] re;
  private final double[] im;

  private BulkSolvent(UniqueReflections unique, double fraction) {
    this.unique = unique;
    this.fraction = fraction;
    this.re = new double[unique.count()];
    this.im = new double[unique.count()];
  }

  /// The solvent around a model, on a grid of a third of the resolution, or 0.6 Å where that is
  /// less; one thread.
  ///
  /// @param model in the cell and space group of the reflections
  public static BulkSolvent of(CrystalModel model, UniqueReflections unique) {
    double spacing = Math.min(SPACING, unique.dMin() / 3);
    MapGrid grid = MapGrid.of(unique.group(), unique.cell(), spacing);
    return of(SolventMask.of(model, grid), unique);
  }

  /// The solvent in a mask of the whole cell.
  static BulkSolvent of(SolventMask mask, UniqueReflections unique) {
    MapGrid grid = mask.grid();
    UnitCell cell = unique.cell();
    double d = unique.dMin();
    int nu = grid.nu();
    IndexBox.Lines lines =
        (v, w, re, im) -> {
          int from = grid.index(0, v, w);
          for (int u = 0; u < nu; u++) {
            re[u] = mask.at(from + u) ? 1 : 0;
            im[u] = 0;
          }
          return true;
        };
    var box =
        new IndexBox(grid, (int) (cell.a() / d), (int) (cell.b() / d), (int) (cell.c() / d), lines);
    var solvent = new BulkSolvent(unique, mask.fraction());
    double perPoint = cell.volume() / grid.count();
    for (int row = 0; row < unique.count(); row++) {
      int at = box.index(unique.h(row), unique.k(row), unique.l(row));
      solvent.re[row] = perPoint * box.re(at);
      solvent.im[row] = perPoint * box.im(at);
    }
    return solvent;
  }

  /// Fraction of the cell that is solvent.
  public double fraction() {
    return fraction;
  }

  /// Real part of F_mask of a row, Å³.
  double maskRe(int row) {
    return re[row];
  }

  /// Imaginary part of F_mask of a row, Å³.
  double maskIm(int row) {
    return im[row];
  }

  /// Structure factors of atoms and solvent. The solvent has no f″.
  ///
  /// @param atoms of the same reflections
  public StructureFactors with(StructureFactors atoms) {
    double[] addedRe = new double[re.length];
    double[] addedIm = new double[im.length];
    for (int row = 0; row < re.length; row++) {
      double weight = DENSITY * Math.exp(-B / 4 * unique.inverseSquareSpacing(row));
      addedRe[row] = weight * re[row];
      addedIm[row] = weight * im[row];
    }
    return atoms.plusNormal(addedRe, addedIm);
  }
}

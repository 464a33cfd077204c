package org.everyshot.crystal;

import java.util.Arrays;
import org.everyshot.math.Fourier;

/// Fourier synthesis: complex coefficients of unique reflections to a map of the whole cell,
/// ρ(x) = 1/V Σ F(h) exp(−2πi h·x) over all h, their copies by symmetry and Friedel mates.
///
/// Coefficients in electrons give a density in e/Å³; F(000) is left out, so that the mean is 0.
public final class MapSynthesis {
  private final UniqueReflections unique;
  private final MapGrid grid;
  private final int mostL;

  /// Coefficients with l ≥ 0, `[l][k][h]` on the grid's indices: the others are their conjugates.
  private final double[] re;

  private final double[] im;

  private MapSynthesis(UniqueReflections unique, MapGrid grid) {
    this.unique = unique;
    this.grid = grid;
    this.mostL = (int) (unique.cell().c() / unique.dMin());
    this.re = new double[Math.multiplyExact(mostL + 1, grid.nu() * grid.nv())];
    this.im = new double[re.length];
  }

  /// A map with points at most a third of the resolution apart; one thread.
  ///
  /// @param re real parts of the coefficients of the unique reflections, NaN where missing
  /// @param im imaginary parts
  public static CrystalMap of(UniqueReflections unique, double[] re, double[] im) {
    return of(unique, re, im, MapGrid.of(unique.group(), unique.cell(), unique.dMin() / 3));
  }

  /// A map on a grid.
  ///
  /// @param grid with more than two points per index along each axis
  public static CrystalMap of(UniqueReflections unique, double[] re, double[] im, MapGrid grid) {
    UnitCell cell = unique.cell();
    double d = unique.dMin();
    if (grid.nu() <= 2 * cell.a() / d
        || grid.nv() <= 2 * cell.b() / d
        || grid.nw() <= 2 * cell.c() / d) {
      throw new IllegalArgumentException(grid + " is too coarse for reflections to " + d + " Å");
    }
    var synthesis = new MapSynthesis(unique, grid);
    synthesis.place(re, im);
    synthesis.alongAb();
    return new CrystalMap(cell, unique.group(), grid, synthesis.alongC());
  }

  private void place(double[] partsRe, double[] partsIm) {
    var symmetry = new IndexCopies(unique.group());
    int[] copy = new int[4];
    for (int row = 0; row < unique.count(); row++) {
      double fRe = partsRe[row];
      double fIm = partsIm[row];
      if (Double.isNaN(fRe) || Double.isNaN(fIm)) {
        continue;
      }
      for (int op = 0; op < symmetry.count(); op++) {
        symmetry.map(op, unique.h(row), unique.k(row), unique.l(row), copy);
        double c = IndexCopies.cosine(copy[3]);
        double s = IndexCopies.sine(copy[3]);
        double gRe = fRe * c + fIm * s;
        double gIm = fIm * c - fRe * s;
        put(copy[0], copy[1], copy[2], gRe, gIm);
        put(-copy[0], -copy[1], -copy[2], gRe, -gIm);
      }
    }
  }

  private void put(int h, int k, int l, double gRe, double gIm) {
    if (l >= 0) {
      int u = h < 0 ? h + grid.nu() : h;
      int v = k < 0 ? k + grid.nv() : k;
      int at = (l * grid.nv() + v) * grid.nu() + u;
      re[at] = gRe;
      im[at] = gIm;
    }
  }

  private void alongAb() {
    int nu = grid.nu();
    int nv = grid.nv();
    int mostK = (int) (unique.cell().b() / unique.dMin());
    var alongA = new Fourier(nu);
    var alongB = new Fourier(nv);
    double[] rowRe = new double[Math.max(nu, nv)];
    double[] rowIm = new double[Math.max(nu, nv)];
    for (int l = 0; l <= mostL; l++) {
      int plane = l * nu * nv;
      for (int k = -mostK; k <= mostK; k++) {
        int from = plane + (k < 0 ? k + nv : k) * nu;
        System.arraycopy(re, from, rowRe, 0, nu);
        System.arraycopy(im, from, rowIm, 0, nu);
        alongA.forward(rowRe, rowIm);
        System.arraycopy(rowRe, 0, re, from, nu);
        System.arraycopy(rowIm, 0, im, from, nu);
      }
      for (int u = 0; u < nu; u++) {
        for (int v = 0; v < nv; v++) {
          rowRe[v] = re[plane + v * nu + u];
          rowIm[v] = im[plane + v * nu + u];
        }
        alongB.forward(rowRe, rowIm);
        for (int v = 0; v < nv; v++) {
          re[plane + v * nu + u] = rowRe[v];
          im[plane + v * nu + u] = rowIm[v];
        }
      }
    }
  }

  /// Two columns at once: both are real, so one rides as the imaginary part of the other.
  private float[] alongC() {
    int plane = grid.nu() * grid.nv();
    int nw = grid.nw();
    var alongC = new Fourier(nw);
    double[] rowRe = new double[nw];
    double[] rowIm = new double[nw];
    float[] values = new float[grid.count()];
    double scale = 1 / unique.cell().volume();
    for (int column = 0; column < plane; column += 2) {
      int other = column + 1 < plane ? column + 1 : column;
      Arrays.fill(rowRe, 0);
      Arrays.fill(rowIm, 0);
      for (int l = 0; l <= mostL; l++) {
        double pRe = re[l * plane + column];
        double pIm = im[l * plane + column];
        double qRe = re[l * plane + other];
        double qIm = im[l * plane + other];
        rowRe[l] = pRe - qIm;
        rowIm[l] = pIm + qRe;
        if (l > 0) {
          rowRe[nw - l] = pRe + qIm;
          rowIm[nw - l] = qRe - pIm;
        }
      }
      alongC.forward(rowRe, rowIm);
      for (int w = 0; w < nw; w++) {
        values[w * plane + column] = (float) (scale * rowRe[w]);
        if (other != column) {
          values[w * plane + other] = (float) (scale * rowIm[w]);
        }
      }
    }
    return values;
  }
}

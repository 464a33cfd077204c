package org.everyshot.crystal;

import org.everyshot.math.Fourier;

/// Complex numbers of all Miller indices up to ±H, ±K, ±L: the Fourier transform of a grid,
/// Σ ρ(x) exp(+2πi h·x).
final class IndexBox {
  private final int mostH;
  private final int mostK;
  private final int mostL;
  private final int sizeH;
  private final int sizeK;
  private final double[] re;
  private final double[] im;

  /// One line of the grid, as the transform along a wants it.
  interface Lines {
    /// Copies the line (·, v, w); returns false, and copies nothing, where it is empty.
    boolean copy(int v, int w, double[] re, double[] im);
  }

  /// @param mostH largest index along a, below half of the grid's points; likewise the others
  IndexBox(MapGrid grid, int mostH, int mostK, int mostL, Lines lines) {
    this.mostH = mostH;
    this.mostK = mostK;
    this.mostL = mostL;
    this.sizeH = 2 * mostH + 1;
    this.sizeK = 2 * mostK + 1;
    int plane = sizeH * sizeK;
    this.re = new double[Math.multiplyExact(plane, grid.nw())];
    this.im = new double[re.length];
    alongAb(grid, plane, lines);
    alongC(grid, plane);
  }

  private void alongAb(MapGrid grid, int plane, Lines lines) {
    int nu = grid.nu();
    int nv = grid.nv();
    var alongA = new Fourier(nu);
    var alongB = new Fourier(nv);
    double[] rowRe = new double[Math.max(nu, nv)];
    double[] rowIm = new double[Math.max(nu, nv)];
    double[] planeRe = new double[nv * sizeH];
    double[] planeIm = new double[nv * sizeH];
    for (int w = 0; w < grid.nw(); w++) {
      boolean any = false;
      for (int v = 0; v < nv; v++) {
        int to = v * sizeH;
        boolean filled = lines.copy(v, w, rowRe, rowIm);
        any |= filled;
        if (filled) {
          alongA.inverse(rowRe, rowIm);
        }
        for (int h = -mostH; h <= mostH; h++) {
          int from = h < 0 ? h + nu : h;
          planeRe[to + h + mostH] = filled ? rowRe[from] : 0;
          planeIm[to + h + mostH] = filled ? rowIm[from] : 0;
        }
      }
      if (!any) {
        continue;
      }
      for (int h = 0; h < sizeH; h++) {
        for (int v = 0; v < nv; v++) {
          rowRe[v] = planeRe[v * sizeH + h];
          rowIm[v] = planeIm[v * sizeH + h];
        }
        alongB.inverse(rowRe, rowIm);
        for (int k = -mostK; k <= mostK; k++) {
          int from = k < 0 ? k + nv : k;
          int to = w * plane + (k + mostK) * sizeH + h;
          re[to] = rowRe[from];
          im[to] = rowIm[from];
        }
      }
    }
  }

  private void alongC(MapGrid grid, int plane) {
    int nw = grid.nw();
    var alongC = new Fourier(nw);
    double[] rowRe = new double[nw];
    double[] rowIm = new double[nw];
    for (int column = 0; column < plane; column++) {
      for (int w = 0; w < nw; w++) {
        rowRe[w] = re[w * plane + column];
        rowIm[w] = im[w * plane + column];
      }
      alongC.inverse(rowRe, rowIm);
      for (int l = -mostL; l <= mostL; l++) {
        int from = l < 0 ? l + nw : l;
        re[(l + mostL) * plane + column] = rowRe[from];
        im[(l + mostL) * plane + column] = rowIm[from];
      }
    }
  }

  int index(int h, int k, int l) {
    return ((l + mostL) * sizeK + k + mostK) * sizeH + h + mostH;
  }

  double re(int index) {
    return re[index];
  }

  double im(int index) {
    return im[index];
  }
}

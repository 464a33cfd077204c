package org.everyshot.math;

/// The discrete Fourier transform of a cube of complex values, in place, in double precision.
///
/// Value (i, j, k), i fastest, is element (k n + j) n + i. An instance holds scratch memory: one
/// for each thread. Error: as [Fourier].
public final class CubeFourier {
  private final int points;
  private final Fourier line;
  private final double[] lineRe;
  private final double[] lineIm;

  /// @param points along each edge, n
  public CubeFourier(int points) {
    this.points = points;
    this.line = new Fourier(points);
    this.lineRe = new double[points];
    this.lineIm = new double[points];
  }

  /// The smallest even number that is at least `least` and has no prime factor above 5.
  public static int smoothLength(int least) {
    int n = least + Math.floorMod(least, 2);
    while (!Fourier.smooth(n)) {
      n += 2;
    }
    return n;
  }

  /// Values to Σ x e^{−2πi (a i + b j + c k)/n}.
  public void forward(double[] re, double[] im) {
    transform(re, im);
  }

  /// Σ X e^{+2πi (a i + b j + c k)/n}, without a factor 1/n³.
  public void inverse(double[] re, double[] im) {
    // The inverse is the transform with the parts exchanged.
    transform(/* re= */ im, /* im= */ re);
  }

  private void transform(double[] re, double[] im) {
    int n = points;
    int plane = n * n;
    for (int row = 0; row < plane; row++) {
      along(re, im, row * n, 1);
    }
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < n; i++) {
        along(re, im, k * plane + i, n);
      }
    }
    for (int i = 0; i < plane; i++) {
      along(re, im, i, plane);
    }
  }

  private void along(double[] re, double[] im, int from, int stride) {
    boolean empty = true;
    for (int i = 0, at = from; i < points; i++, at += stride) {
      lineRe[i] = re[at];
      lineIm[i] = im[at];
      empty &= re[at] == 0 && im[at] == 0;
    }
    if (empty) {
      return;
    }
    line.forward(lineRe, lineIm);
    for (int i = 0, at = from; i < points; i++, at += stride) {
      re[at] = lineRe[i];
      im[at] = lineIm[i];
    }
  }
}

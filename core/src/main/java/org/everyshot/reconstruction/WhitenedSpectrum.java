package org.everyshot.reconstruction;

/// A density's transform with every Fourier shell scaled to a given power, ready to be aligned.
final class WhitenedSpectrum {
  private static final double[] UNTURNED = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private final Density density;
  private final Spectrum spectrum;
  private final double[] shellScales;
  private final ReciprocalBall ball;
  private final double[] re;
  private final double[] im;
  private final double[] coarseRe;
  private final double[] coarseIm;
  private final double[][] harmonicsRe;
  private final double[][] harmonicsIm;

  /// @param ball points and shells
  /// @param coarse a smaller ball with the same shells
  /// @param weights power that each shell gets, from shell 1 on
  /// @param harmonics for the shells from `firstShell` on
  WhitenedSpectrum(
      Density density,
      ReciprocalBall ball,
      ReciprocalBall coarse,
      double[] weights,
      IntensityHarmonics harmonics,
      int coefficients,
      int firstShell) {
    this.density = density;
    this.spectrum = new Spectrum(density);
    this.ball = ball;
    this.re = new double[ball.count()];
    this.im = new double[ball.count()];
    spectrum.at(ball.q(), UNTURNED, re, im);
    double[] power = new double[ball.radius() + 1];
    for (int p = 0; p < re.length; p++) {
      power[ball.shell(p)] += re[p] * re[p] + im[p] * im[p];
    }
    this.shellScales = new double[power.length];
    for (int k = 1; k < power.length; k++) {
      shellScales[k] = power[k] > 0 ? Math.sqrt(weights[k] / power[k]) : 0;
    }
    whiten(ball, re, im);
    this.coarseRe = new double[coarse.count()];
    this.coarseIm = new double[coarse.count()];
    turned(coarse, UNTURNED, coarseRe, coarseIm);
    int shells = ball.radius() - firstShell + 1;
    this.harmonicsRe = new double[shells][coefficients];
    this.harmonicsIm = new double[shells][coefficients];
    for (int s = 0; s < shells; s++) {
      int k = firstShell + s;
      harmonics.of(spectrum, k * ball.step(), weights[k], harmonicsRe[s], harmonicsIm[s]);
    }
  }

  private void whiten(ReciprocalBall points, double[] real, double[] imaginary) {
    for (int p = 0; p < points.count(); p++) {
      double scale = shellScales[points.shell(p)];
      real[p] *= scale;
      imaginary[p] *= scale;
    }
  }

  /// The transform at the points of a ball, turned first; shells scaled.
  void turned(ReciprocalBall points, double[] matrix, double[] real, double[] imaginary) {
    spectrum.at(points.q(), matrix, real, imaginary);
    whiten(points, real, imaginary);
  }

  Density density() {
    return density;
  }

  Spectrum spectrum() {
    return spectrum;
  }

  /// Real parts at the points of a ball as large as one of the two of construction; not to be
  /// changed.
  double[] re(ReciprocalBall points) {
    return points.radius() == ball.radius() ? re : coarseRe;
  }

  double[] im(ReciprocalBall points) {
    return points.radius() == ball.radius() ? im : coarseIm;
  }

  double[][] harmonicsRe() {
    return harmonicsRe;
  }

  double[][] harmonicsIm() {
    return harmonicsIm;
  }
}

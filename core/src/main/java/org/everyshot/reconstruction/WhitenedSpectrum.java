package org.everyshot.reconstruction;

import java.util.List;

/// A density's transform with every Fourier shell scaled to a given power, ready to be aligned.
final class WhitenedSpectrum {
  private static final double[] UNTURNED = {1, 0, 0, 0, 1, 0, 0, 0, 1};

  private final Density density;
  private final Spectrum spectrum;
  private final double[] shellScales;
  private final List<ReciprocalBall> balls;
  private final double[][] re;
  private final double[][] im;
  private final double[][] harmonicsRe;
  private final double[][] harmonicsIm;

  /// @param balls points and shells, the largest first, all with the same shells
  /// @param weights power that each shell gets, from shell 1 on
  /// @param harmonics for the shells from `firstShell` on
  WhitenedSpectrum(
      Density density,
      List<ReciprocalBall> balls,
      double[] weights,
      IntensityHarmonics harmonics,
      int coefficients,
      int firstShell) {
    this.density = density;
    this.spectrum = new Spectrum(density);
    this.balls = List.copyOf(balls);
    this.re = new double[balls.size()][];
    this.im = new double[balls.size()][];
    for (int i = 0; i < re.length; i++) {
      re[i] = new double[balls.get(i).count()];
      im[i] = new double[re[i].length];
      spectrum.at(balls.get(i).q(), UNTURNED, re[i], im[i]);
    }
    ReciprocalBall ball = balls.getFirst();
    double[] power = power(ball, re[0], im[0]);
    this.shellScales = new double[power.length];
    for (int k = 1; k < power.length; k++) {
      shellScales[k] = power[k] > 0 ? Math.sqrt(weights[k] / power[k]) : 0;
    }
    for (int i = 0; i < re.length; i++) {
      whiten(balls.get(i), re[i], im[i]);
    }
    int shells = ball.radius() - firstShell + 1;
    this.harmonicsRe = new double[shells][coefficients];
    this.harmonicsIm = new double[shells][coefficients];
    for (int s = 0; s < shells; s++) {
      int k = firstShell + s;
      harmonics.of(spectrum, k * ball.step(), weights[k], harmonicsRe[s], harmonicsIm[s]);
    }
  }

  /// Σ|F|² over each shell.
  private static double[] power(ReciprocalBall ball, double[] real, double[] imaginary) {
    double[] power = new double[ball.radius() + 1];
    for (int p = 0; p < real.length; p++) {
      power[ball.shell(p)] += real[p] * real[p] + imaginary[p] * imaginary[p];
    }
    return power;
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

  /// Real parts at the points of a ball as large as one of those of construction; not to be
  /// changed.
  double[] re(ReciprocalBall points) {
    return re[place(points)];
  }

  double[] im(ReciprocalBall points) {
    return im[place(points)];
  }

  private int place(ReciprocalBall points) {
    int at = 0;
    while (balls.get(at).radius() != points.radius()) {
      at++;
    }
    return at;
  }

  double[][] harmonicsRe() {
    return harmonicsRe;
  }

  double[][] harmonicsIm() {
    return harmonicsIm;
  }
}

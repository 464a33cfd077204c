package org.everyshot.reconstruction;

import java.util.Arrays;
import org.everyshot.math.Rotation;
import org.everyshot.math.SmallCholesky;

/// Refines a rotation and a shift by Gauss and Newton's method: least squares between two whitened
/// transforms. Holds scratch memory: one for each thread.
final class RigidFit {
  private static final double SMALL_ANGLE = 2e-3;

  private static final double LEAST_GAIN = 3e-6;

  private final ReciprocalBall ball;
  private final double[] re;
  private final double[] im;
  private final double[] aPower;
  private final double[][] slopeRe;
  private final double[][] slopeIm;
  private final double[][] waveRe;
  private final double[][] waveIm;

  RigidFit(ReciprocalBall ball) {
    this.ball = ball;
    this.re = new double[ball.count()];
    this.im = new double[ball.count()];
    this.aPower = new double[ball.radius() + 1];
    this.slopeRe = new double[3][ball.count()];
    this.slopeIm = new double[3][ball.count()];
    this.waveRe = new double[3][2 * ball.radius() + 1];
    this.waveIm = new double[3][2 * ball.radius() + 1];
  }

  /// Takes at most `steps` steps uphill, then scores.
  ///
  /// Shells are weighted by c/(1 − c²) of their correlation c at the start, as likelihood asks
  /// where both densities have independent errors of equal size.
  Alignment refine(WhitenedSpectrum a, WhitenedSpectrum b, Alignment start, int steps) {
    double[] shells = correlations(a, b, start);
    double[] trust = new double[shells.length];
    for (int k = 1; k < trust.length; k++) {
      double c = Math.clamp(shells[k], 0.0, 1.0);
      trust[k] = 0.01 + c / (1 - c * c + 0.02);
    }
    Alignment best = scored(start, shells, trust);
    for (int i = 0; i < steps; i++) {
      double[] move = step(a, b, best, trust);
      boolean better = false;
      double gain = 0;
      for (int part = 0; part < 3 && !better && move.length > 0; part++) {
        Alignment moved = moved(best, move);
        double[] correlation = correlations(a, b, moved);
        Alignment tried = scored(moved, correlation, trust);
        better = tried.score() > best.score();
        if (better) {
          gain = tried.score() - best.score();
          best = tried;
          shells = correlation;
        }
        for (int c = 0; c < move.length; c++) {
          move[c] *= 0.3;
        }
      }
      if (!better || gain < LEAST_GAIN) {
        break;
      }
    }
    double[] equal = new double[trust.length];
    Arrays.fill(equal, 1);
    return scored(best, shells, equal);
  }

  private static Alignment moved(Alignment from, double[] by) {
    double angle = Math.sqrt(by[0] * by[0] + by[1] * by[1] + by[2] * by[2]);
    Rotation turn = angle > 0 ? Rotation.about(by[0], by[1], by[2], angle) : Rotation.NONE;
    return new Alignment(
        turn.after(from.rotation()),
        from.shiftX() + by[3],
        from.shiftY() + by[4],
        from.shiftZ() + by[5],
        from.inverted(),
        Double.NaN);
  }

  /// Puts b's transform, moved, into `real` and `imaginary`.
  private void put(WhitenedSpectrum b, Alignment at, double[] real, double[] imaginary) {
    b.turned(ball, at.rotation().inverse().matrix(), real, imaginary);
    double sign = at.inverted() ? -1 : 1;
    waves(at.shiftX(), 0);
    waves(at.shiftY(), 1);
    waves(at.shiftZ(), 2);
    int radius = ball.radius();
    for (int p = 0; p < ball.count(); p++) {
      int i = ball.index(p, 0) + radius;
      int j = ball.index(p, 1) + radius;
      int k = ball.index(p, 2) + radius;
      double planeRe = waveRe[1][j] * waveRe[2][k] - waveIm[1][j] * waveIm[2][k];
      double planeIm = waveRe[1][j] * waveIm[2][k] + waveIm[1][j] * waveRe[2][k];
      double cos = waveRe[0][i] * planeRe - waveIm[0][i] * planeIm;
      double sin = waveRe[0][i] * planeIm + waveIm[0][i] * planeRe;
      double x = real[p];
      double y = sign * imaginary[p];
      real[p] = x * cos - y * sin;
      imaginary[p] = x * sin + y * cos;
    }
  }

  /// e^{−iqt} at the lattice's steps along an axis.
  private void waves(double shift, int axis) {
    int radius = ball.radius();
    for (int i = -radius; i <= radius; i++) {
      double phase = -ball.step() * i * shift;
      waveRe[axis][i + radius] = Math.cos(phase);
      waveIm[axis][i + radius] = Math.sin(phase);
    }
  }

  /// The same alignment with its score: the mean of its shells' correlations, weighted as a's
  /// shells and by `trust`.
  private Alignment scored(Alignment at, double[] correlation, double[] trust) {
    double sum = 0;
    double weight = 0;
    for (int k = 1; k <= ball.radius(); k++) {
      weight += trust[k] * aPower[k];
      sum += trust[k] * aPower[k] * correlation[k];
    }
    double score = weight > 0 ? sum / weight : 0;
    return new Alignment(
        at.rotation(), at.shiftX(), at.shiftY(), at.shiftZ(), at.inverted(), score);
  }

  /// Correlation of each shell; 0 where one is empty. Leaves b, moved, in [#re] and [#im].
  private double[] correlations(WhitenedSpectrum a, WhitenedSpectrum b, Alignment at) {
    put(b, at, re, im);
    double[] aRe = a.re(ball);
    double[] aIm = a.im(ball);
    double[] product = new double[ball.radius() + 1];
    double[] bPower = new double[ball.radius() + 1];
    Arrays.fill(aPower, 0);
    for (int p = 0; p < ball.count(); p++) {
      int k = ball.shell(p);
      product[k] += aRe[p] * re[p] + aIm[p] * im[p];
      aPower[k] += aRe[p] * aRe[p] + aIm[p] * aIm[p];
      bPower[k] += re[p] * re[p] + im[p] * im[p];
    }
    for (int k = 1; k <= ball.radius(); k++) {
      double power = aPower[k] * bPower[k];
      product[k] = power > 0 ? product[k] / Math.sqrt(power) : 0;
    }
    return product;
  }

  /// The step to the least squares' minimum; empty where the equations are singular.
  ///
  /// [#re] and [#im] hold b as it lies at `at`.
  private double[] step(WhitenedSpectrum a, WhitenedSpectrum b, Alignment at, double[] trust) {
    for (int axis = 0; axis < 3; axis++) {
      double[] turn = new double[6];
      turn[axis] = SMALL_ANGLE;
      put(b, moved(at, turn), slopeRe[axis], slopeIm[axis]);
    }
    double[] normal = new double[SmallCholesky.elements(6)];
    double[] right = new double[6];
    double[] sRe = new double[6];
    double[] sIm = new double[6];
    double[] q = ball.q();
    double[] aRe = a.re(ball);
    double[] aIm = a.im(ball);
    for (int p = 0; p < ball.count(); p++) {
      double restRe = aRe[p] - re[p];
      double restIm = aIm[p] - im[p];
      for (int axis = 0; axis < 3; axis++) {
        sRe[axis] = (slopeRe[axis][p] - re[p]) / SMALL_ANGLE;
        sIm[axis] = (slopeIm[axis][p] - im[p]) / SMALL_ANGLE;
        // ∂/∂t of e^{−iq·t} b is −iq b
        sRe[3 + axis] = q[3 * p + axis] * im[p];
        sIm[3 + axis] = -q[3 * p + axis] * re[p];
      }
      double weight = trust[ball.shell(p)];
      for (int i = 0, e = 0; i < 6; i++) {
        right[i] += weight * (sRe[i] * restRe + sIm[i] * restIm);
        for (int j = 0; j <= i; j++, e++) {
          normal[e] += weight * (sRe[i] * sRe[j] + sIm[i] * sIm[j]);
        }
      }
    }
    for (int i = 0; i < 6; i++) {
      normal[i * (i + 1) / 2 + i] *= 1 + 1e-6;
    }
    if (!SmallCholesky.factor(normal, 6)) {
      return new double[0];
    }
    SmallCholesky.solve(normal, 6, right);
    return right;
  }
}

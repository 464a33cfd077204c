package org.everyshot.reconstruction;

import java.util.Arrays;
import org.everyshot.math.CubeFourier;

/// The shift by which one transform agrees best with another, by a Fourier transform of their
/// product. Holds scratch memory: one for each thread.
final class PhaseCorrelation {
  private final ReciprocalBall ball;
  private final int points;
  private final CubeFourier fourier;
  private final double[] re;
  private final double[] im;
  private final double[] shift = new double[3];

  PhaseCorrelation(ReciprocalBall ball) {
    this.ball = ball;
    this.points = CubeFourier.smoothLength(2 * ball.radius() + 2);
    this.fourier = new CubeFourier(points);
    this.re = new double[points * points * points];
    this.im = new double[re.length];
  }

  /// Finds t that maximises Re Σ a b* e^{iq·t}, to about a third of the points' distance.
  ///
  /// @param sign −1 to take b's complex conjugate, the transform of the inverted density
  /// @return the maximum; [#shiftAngstrom] is where
  double best(double[] aRe, double[] aIm, double[] bRe, double[] bIm, double sign) {
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
    for (int p = 0; p < ball.count(); p++) {
      double y = sign * bIm[p];
      int at = (wrapped(ball.index(p, 2)) * points + wrapped(ball.index(p, 1))) * points;
      at += wrapped(ball.index(p, 0));
      re[at] = aRe[p] * bRe[p] + aIm[p] * y;
      im[at] = aIm[p] * bRe[p] - aRe[p] * y;
    }
    fourier.inverse(re, im);
    int top = 0;
    for (int i = 1; i < re.length; i++) {
      top = re[i] > re[top] ? i : top;
    }
    int[] at = {top % points, top / points % points, top / (points * points)};
    double unit = 2 * Math.PI / (ball.step() * points);
    for (int axis = 0; axis < 3; axis++) {
      double index = at[axis] + vertex(at, axis);
      shift[axis] = unit * (index > points / 2.0 ? index - points : index);
    }
    return re[top];
  }

  /// Where a parabola through the maximum and its neighbours has its vertex.
  private double vertex(int[] top, int axis) {
    double here = value(top, axis, 0);
    double below = value(top, axis, -1);
    double above = value(top, axis, 1);
    double bend = below - 2 * here + above;
    return bend < 0 ? Math.clamp(0.5 * (below - above) / bend, -0.5, 0.5) : 0;
  }

  private double value(int[] top, int axis, int by) {
    int[] at = top.clone();
    at[axis] = Math.floorMod(at[axis] + by, points);
    return re[(at[2] * points + at[1]) * points + at[0]];
  }

  private int wrapped(int index) {
    return index < 0 ? index + points : index;
  }

  /// The shift found last, Å; overwritten by the next search.
  double[] shiftAngstrom() {
    return shift;
  }
}

package org.everyshot.merging;

/// The shape s of the reflections' profile across the Ewald sphere, shared by all stills:
/// partiality p(x) = (1 + s x)^(−1/s) with x = e²/2w². s → 0 is a Gaussian, s = ⅔ falls like a
/// Lorentzian to the power 3/2.
///
/// Learned by damped Newton steps on the log-likelihood, whose gradient and curvature along s are
/// sums over stills: while streaming, forgetting sums and small steps; after a pass over frozen
/// references, one step from the sums of the pass.
final class ProfileShape {
  private static final double KEPT = 0.9994;
  private static final double STEP = 0.003;
  private static final double LEAST = 0.001;
  private static final double MOST = 1.5;

  /// A shape that is a Gaussian as far as numbers tell.
  static final double GAUSSIAN = LEAST;

  /// The shape.
  double value = 0.1;

  private double gradient;
  private double curvature;

  /// Learns from a still at once.
  void stream(FittedStill still) {
    gradient = KEPT * gradient + still.shapeGradient;
    curvature = KEPT * curvature + still.shapeCurvature;
    move(STEP * gradient / (curvature + 1));
  }

  /// Begins sums over a pass.
  void beginPass() {
    gradient = 0;
    curvature = 0;
  }

  /// Adds a still to the sums of a pass.
  void add(FittedStill still) {
    gradient += still.shapeGradient;
    curvature += still.shapeCurvature;
  }

  /// Moves by what the pass has taught.
  void endPass() {
    move(Math.clamp(gradient / (curvature + 1), -0.3, 0.3));
  }

  private void move(double step) {
    value = Math.clamp(value + step, LEAST, MOST);
  }

  /// Writes shape and sums.
  void save(StateWriter out) {
    out.put(value);
    out.put(gradient);
    out.put(curvature);
  }

  /// Takes over what was written.
  void load(StateReader in) {
    value = in.real();
    gradient = in.real();
    curvature = in.real();
    if (!(value >= LEAST && value <= MOST)) {
      throw in.damaged("profile shape " + value);
    }
  }
}

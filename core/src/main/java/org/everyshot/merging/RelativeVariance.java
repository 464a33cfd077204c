package org.everyshot.merging;

/// Variance of an intensity beyond its σ², relative to its square: τ² + τ₁ D, the same for all
/// stills. D is the squared relative change of partiality over an offset of 1.2·10⁻⁴ Å⁻¹, so that
/// τ₁ stands for offsets that the still's parameters cannot explain.
///
/// A regression of y = ((I−μ)² − σ²)/μ² − ρ − var J/J² on (1, D) over strong and well predicted
/// observations, weighted by the inverse variance of y as a squared residual. It begins as if it
/// had seen 200 observations of either kind with τ² = 0.0625, τ₁ = 0.01.
final class RelativeVariance {
  private static final double KEPT = 0.9994;
  private static final double LEAST_FLOOR = 0.0025;

  /// τ².
  double relative = 0.0625;

  /// τ₁.
  double offset;

  /// 1/ν of Student's t, of which V is the squared scale then; 0 for normal residuals.
  double perFreedom;

  /// Factor on the weight of an observation whose squared residual is `square` times its V: the
  /// mean precision of the normals that t is a mixture of, given the residual.
  double tail(double square) {
    return (1 + perFreedom) / (1 + perFreedom * square);
  }

  /// What an observation tells of a location, over 1/V: Fisher's (ν + 1)/(ν + 3), to which the
  /// weights of [#tail], whose mean is 1, have to be brought before they count as precision.
  double information() {
    return (1 + perFreedom) / (1 + 3 * perFreedom);
  }

  private double xx00 = 200;
  private double xx01;
  private double xx11 = 200;
  private double xy0 = 12.5;
  private double xy1 = 2;

  /// Learns from a still at once.
  void stream(FittedStill still) {
    xx00 *= KEPT;
    xx01 *= KEPT;
    xx11 *= KEPT;
    xy0 *= KEPT;
    xy1 *= KEPT;
    add(still);
    solve();
  }

  /// Begins sums over a pass.
  void beginPass() {
    xx00 = 200;
    xx01 = 0;
    xx11 = 200;
    xy0 = 200 * relative;
    xy1 = 200 * offset;
  }

  /// Adds a still to the sums.
  void add(FittedStill still) {
    xx00 += still.xx00;
    xx01 += still.xx01;
    xx11 += still.xx11;
    xy0 += still.xy0;
    xy1 += still.xy1;
  }

  /// τ² and τ₁ from the sums, both within their bounds.
  void solve() {
    double determinant = xx00 * xx11 - xx01 * xx01;
    double constant = (xx11 * xy0 - xx01 * xy1) / determinant;
    double slope = (xx00 * xy1 - xx01 * xy0) / determinant;
    if (!(slope >= 0)) {
      slope = 0;
      constant = xy0 / xx00;
    }
    if (!(constant >= LEAST_FLOOR)) {
      constant = LEAST_FLOOR;
      slope = (xy1 - LEAST_FLOOR * xx01) / xx11;
    }
    relative = Math.min(constant, 0.25);
    offset = Math.clamp(slope, 0, 1);
  }

  /// Writes estimates and sums.
  void save(StateWriter out) {
    out.put(new double[] {relative, offset, xx00, xx01, xx11, xy0, xy1, perFreedom});
  }

  /// Takes over what was written.
  void load(StateReader in) {
    double[] all = new double[8];
    in.fill(all);
    relative = all[0];
    offset = all[1];
    xx00 = all[2];
    xx01 = all[3];
    xx11 = all[4];
    xy0 = all[5];
    xy1 = all[6];
    perFreedom = all[7];
    if (!(perFreedom >= 0 && perFreedom <= 1 && relative >= 0 && relative <= 1 && offset >= 0)) {
      throw in.damaged("relative variance " + relative);
    }
  }
}

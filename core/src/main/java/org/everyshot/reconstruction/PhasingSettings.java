package org.everyshot.reconstruction;

/// How [Phasing] works. Lengths in Å, q in Å⁻¹.
///
/// @param diameterAngstrom of the particle: twice its largest distance from the middle
/// @param supportScale radius of the ball that may hold density, over the particle's
/// @param gridPoints points along each edge of the box, a multiple of 8
/// @param spacingAngstrom distance of neighbouring points
/// @param qMax end of the rings, half a step beyond the middle of the last one
/// @param measuredFrom q below which invariants are not used
/// @param degreeMax highest degree of the invariants that is fitted; 0 fits the mean intensity
///     alone, which is the null against which a density is judged
/// @param eigenvalueFloor share of the largest eigenvalue of an invariant below which the others
///     are noise
public record PhasingSettings(
    double diameterAngstrom,
    double supportScale,
    int gridPoints,
    double spacingAngstrom,
    double qMax,
    double measuredFrom,
    int degreeMax,
    double eigenvalueFloor,
    Schedule schedule,
    Shrinkwrap shrinkwrap,
    Damping damping,
    Prior prior,
    Polish polish) {

  /// Iterations before the gradient fit.
  ///
  /// @param cycles of hybrid input–output iterations, shrinkwrap and error reductions
  /// @param hybrid input–output iterations of a cycle
  /// @param reductions error reductions of a cycle
  /// @param last error reductions after the last cycle
  /// @param feedback β of the hybrid iterations
  public record Schedule(int cycles, int hybrid, int reductions, int last, double feedback) {
    public Schedule {
      require(cycles >= 0 && hybrid >= 0 && reductions >= 0 && last >= 0, "cycles", cycles);
      require(feedback > 0 && feedback <= 1, "feedback", feedback);
    }

    /// Number of iterations.
    public int iterations() {
      return cycles * (hybrid + reductions) + last;
    }

    /// Hybrid iterations of a restart that goes on from a density, before its last reductions.
    int hybridAgain() {
      return 3 * hybrid / 2;
    }

    /// Number of iterations of the longer of both kinds of restart.
    int most() {
      return Math.max(iterations(), hybridAgain() + last);
    }
  }

  /// Where density may be: above a share of the maximum of the density blurred by a Gaussian.
  ///
  /// @param sigmaFrom the first Gaussian's width σ, Å
  /// @param sigmaTo the last one's
  /// @param threshold share of the maximum; 0 leaves the whole ball
  public record Shrinkwrap(double sigmaFrom, double sigmaTo, double threshold) {
    public Shrinkwrap {
      require(sigmaFrom > 0 && sigmaTo > 0, "shrinkwrap", sigmaTo);
      require(threshold >= 0 && threshold < 1, "threshold", threshold);
    }
  }

  /// What becomes of amplitudes beyond qMax: times factor · exp(−((q / qMax − 1) / width)²).
  ///
  /// @param factor 1 with infinite width leaves them as they are
  /// @param width in units of qMax
  public record Damping(double factor, double width) {
    /// Amplitudes beyond qMax are left as they are.
    public static final Damping NONE = new Damping(1, Double.POSITIVE_INFINITY);

    public Damping {
      require(factor >= 0 && factor <= 1 && width > 0, "damping", factor);
    }
  }

  /// What density is like where there is any.
  ///
  /// @param positivity whether density below zero is refused
  /// @param ceiling density above so many times that of an even body is refused; infinite for none
  /// @param flatness λ, by which the density's unevenness counts beside the misfit in the gradient
  ///     fit
  public record Prior(boolean positivity, double ceiling, double flatness) {
    /// Density may be anything.
    public static final Prior NONE = new Prior(false, Double.POSITIVE_INFINITY, 0);

    /// Density is at least zero.
    public static final Prior POSITIVE = new Prior(true, Double.POSITIVE_INFINITY, 0);

    /// Density is that of a body of about one density.
    public static final Prior EVEN = new Prior(true, 2, 1e-2);

    public Prior {
      require(ceiling > 1, "ceiling", ceiling);
      require(flatness >= 0, "flatness", flatness);
    }

    /// Whether iterations, too, refuse density below zero: under a ceiling alone. Otherwise they
    /// may pass through it, which ends nearer the truth, and the gradient fit refuses it.
    boolean boundsIterations() {
      return positivity && Double.isFinite(ceiling);
    }
  }

  /// The gradient fit at a restart's end.
  ///
  /// @param iterations none leaves the density as the iterations found it
  /// @param smoothing s of the Gaussian exp(−½ (s q / qMax)²) that the density is blurred by
  /// @param floor ε of the weights
  public record Polish(int iterations, double smoothing, double floor) {
    public Polish {
      require(iterations >= 0, "iterations", iterations);
      require(smoothing >= 0 && floor >= 0, "smoothing", smoothing);
    }
  }

  /// Length of the box over the support's diameter.
  private static final double BOX = 2.05;

  /// Nyquist frequency of the box over qMax.
  private static final double OVERSAMPLING = 1.6;

  /// Least q over 1/D: below it the particle's extent lowers the mean intensity by 4 % at most.
  private static final double LEAST_TURN = 0.7;

  /// Least points of a box: the window about the last ring must lie within its frequencies.
  private static final int LEAST_POINTS = 24;

  /// Highest degree over qMax · diameter: beyond it an invariant is below 10⁻³ of the signal.
  private static final double DEGREES = 0.7;

  public PhasingSettings {
    require(diameterAngstrom > 0, "diameter", diameterAngstrom);
    require(supportScale > 0, "support scale", supportScale);
    require(gridPoints >= 16 && gridPoints % 8 == 0, "grid points", gridPoints);
    require(spacingAngstrom > 0, "spacing", spacingAngstrom);
    require(qMax > 0 && qMax * spacingAngstrom * 1.4 <= Math.PI, "q max", qMax);
    require(degreeMax >= 0 && degreeMax % 2 == 0, "degree", degreeMax);
    double length = gridPoints * spacingAngstrom;
    require(length >= 2 * supportScale * diameterAngstrom, "length of the box", length);
  }

  private static void require(boolean holds, String what, double value) {
    if (!holds) {
      throw new IllegalArgumentException("phasing: " + what + " " + value);
    }
  }

  /// The measured recipe.
  ///
  /// @param qMax end of the rings, Å⁻¹
  public static PhasingSettings standard(double diameterAngstrom, double qMax) {
    double scale = 1.08;
    double spacing = Math.PI / (OVERSAMPLING * qMax);
    int points = (int) Math.ceil(BOX * scale * diameterAngstrom / spacing / 8) * 8;
    int degree = 2 * (int) Math.round(DEGREES * qMax * scale * diameterAngstrom / 2);
    return new PhasingSettings(
        diameterAngstrom,
        scale,
        Math.max(LEAST_POINTS, points),
        spacing,
        qMax,
        LEAST_TURN / diameterAngstrom,
        degree,
        1e-9,
        new Schedule(3, 40, 20, 40, 0.75),
        new Shrinkwrap(3 / qMax, 2 / qMax, 0.10),
        new Damping(0.8, 0.3),
        Prior.POSITIVE,
        new Polish(100, 1.0, 1e-2));
  }

  /// The same for a body of about one density, whose unevenness takes more steps to fit.
  public PhasingSettings forEvenBody() {
    return with(Prior.EVEN).with(new Polish(250, polish.smoothing(), polish.floor()));
  }

  /// Diameter of the ball that may hold density, Å.
  public double supportDiameter() {
    return supportScale * diameterAngstrom;
  }

  /// The same with another highest degree; 0 for the null.
  public PhasingSettings withDegreeMax(int degree) {
    return new PhasingSettings(
        diameterAngstrom,
        supportScale,
        gridPoints,
        spacingAngstrom,
        qMax,
        measuredFrom,
        degree,
        eigenvalueFloor,
        schedule,
        shrinkwrap,
        damping,
        prior,
        polish);
  }

  /// The same on another grid of points.
  public PhasingSettings withGrid(int points, double spacing) {
    return new PhasingSettings(
        diameterAngstrom,
        supportScale,
        points,
        spacing,
        qMax,
        measuredFrom,
        degreeMax,
        eigenvalueFloor,
        schedule,
        shrinkwrap,
        damping,
        prior,
        polish);
  }

  /// The same with another floor of eigenvalues.
  public PhasingSettings withEigenvalueFloor(double floor) {
    return new PhasingSettings(
        diameterAngstrom,
        supportScale,
        gridPoints,
        spacingAngstrom,
        qMax,
        measuredFrom,
        degreeMax,
        floor,
        schedule,
        shrinkwrap,
        damping,
        prior,
        polish);
  }

  /// The same with another schedule.
  public PhasingSettings with(Schedule other) {
    return with(other, shrinkwrap, damping, prior, polish);
  }

  /// The same with another shrinkwrap.
  public PhasingSettings with(Shrinkwrap other) {
    return with(schedule, other, damping, prior, polish);
  }

  /// The same with another damping.
  public PhasingSettings with(Damping other) {
    return with(schedule, shrinkwrap, other, prior, polish);
  }

  /// The same with another gradient fit.
  public PhasingSettings with(Polish other) {
    return with(schedule, shrinkwrap, damping, prior, other);
  }

  /// The same with another prior.
  public PhasingSettings with(Prior other) {
    return with(schedule, shrinkwrap, damping, other, polish);
  }

  private PhasingSettings with(Schedule s, Shrinkwrap w, Damping d, Prior r, Polish p) {
    return new PhasingSettings(
        diameterAngstrom,
        supportScale,
        gridPoints,
        spacingAngstrom,
        qMax,
        measuredFrom,
        degreeMax,
        eigenvalueFloor,
        s,
        w,
        d,
        r,
        p);
  }
}

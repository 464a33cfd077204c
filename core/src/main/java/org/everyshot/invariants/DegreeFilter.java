package org.everyshot.invariants;

import java.util.Arrays;
import java.util.List;
import org.everyshot.math.SymmetricEigen;
import org.jspecify.annotations.Nullable;

/// Tiers 2 and 3 for one degree: which of them to use, and their use.
///
/// A method's worth is how well what it makes of one half of the shots foretells the other half's
/// B_l as least squares gave it, each ring in units of its error, both ways round. The noise of the
/// half that is foretold enters all methods alike.
final class DegreeFilter {
  /// Ridges that are tried, relative to the mean of the normal matrix' diagonal.
  static final double[] RIDGES = {1e-9, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2};

  /// Ridge where there are no halves to choose it by.
  private static final double DEFAULT_RIDGE = 1e-5;

  /// Each ring's error after filtering is not taken for less than this share of that before: where
  /// the functions vanish, what they leave out is not noise.
  private static final double LEAST_PASSED = 0.3;

  /// A way of filtering.
  ///
  /// @param ridge of tier 2; NaN without tier 2
  /// @param rank of tier 3, or [#ALL] or [#BY_FLOOR]
  /// @param heldOut mean square by which the other half is missed, as it would be with all shots;
  ///   NaN without halves
  record Method(double ridge, int rank, double heldOut) {
    boolean bounded() {
      return !Double.isNaN(ridge);
    }

    boolean reduced() {
      return rank != ALL;
    }
  }

  /// More tiers are used where fewer are no better than by this factor: that the particle ends and
  /// that no eigenvalue is negative is known beforehand.
  static final double TIE = 1.01;

  /// Tier 3 is not used.
  static final int ALL = -1;

  /// The rank is the number of eigenvalues above the noise floor.
  static final int BY_FLOOR = -2;

  private final int degree;
  private final double[] errors;
  private final RingSpace whole;
  private final @Nullable RingSpace bounded;
  private final double[][] sets;
  private final double[][] projected;
  private final @Nullable SymmetricEigen[] eigens;

  /// @param errors of each ring, [RingErrors]
  /// @param bounded tier 2's space; null where it may not be used
  /// @param sets B_l of all shots and of both halves, in units of the errors, nothing missing
  DegreeFilter(int degree, double[] errors, @Nullable RingSpace bounded, double[][] sets) {
    this.degree = degree;
    this.errors = errors;
    this.whole = RingSpace.whole(errors.length);
    this.bounded = bounded;
    this.sets = sets;
    this.projected = new double[sets.length][];
    this.eigens = new SymmetricEigen[sets.length];
    for (int set = 0; set < sets.length && bounded != null; set++) {
      projected[set] = bounded.project(sets[set]);
    }
  }

  /// Qᵀ B Q of a set of shots.
  private double[] projected(RingSpace space, int set) {
    return space == bounded ? projected[set] : sets[set];
  }

  /// The method that foretells best, of those that the settings allow or prescribe.
  Method choose(ExtractionSettings settings) {
    boolean third = settings.thirdTier();
    if (sets.length == 1) {
      boolean second = settings.always() && bounded != null;
      double ridge = second ? DEFAULT_RIDGE : Double.NaN;
      return new Method(ridge, settings.always() && third ? BY_FLOOR : ALL, Double.NaN);
    }
    boolean must = settings.always();
    boolean linear = !must || !third;
    Method none = new Method(Double.NaN, ALL, Double.POSITIVE_INFINITY);
    Method first = none;
    Method firstThird = none;
    Method second = none;
    Method all = none;
    if (!must || bounded == null) {
      first = linear ? new Method(Double.NaN, ALL, worth(whole, 0)) : none;
      firstThird = third ? reduced(whole, 0) : none;
    }
    if (bounded != null) {
      for (double ridge : RIDGES) {
        second = linear ? better(second, new Method(ridge, ALL, worth(bounded, ridge))) : none;
        all = third ? better(all, reduced(bounded, ridge)) : none;
      }
    }
    double least = better(better(first, firstThird), better(second, all)).heldOut();
    for (Method method : List.of(all, firstThird, second)) {
      if (method.heldOut() <= TIE * least) {
        return method;
      }
    }
    return first;
  }

  private static Method better(Method a, Method b) {
    return b.heldOut() < a.heldOut() ? b : a;
  }

  /// ‖M(A) − B‖², M(A) what a method makes of one half, per pair of rings and as a mean of both
  /// ways: by ‖H A H − B‖² = ‖B‖² − ‖QᵀBQ‖² + ‖QᵀHAHQ − QᵀBQ‖². Less ‖M(A) − M(B)‖²/4, half the
  /// variance of M(A): what all shots give is as much better than what one half gives.
  private double worth(RingSpace space, double[] one, double[] two) {
    double[] a = projected(space, 1);
    double[] b = projected(space, 2);
    double sum = square(sets[1]) - square(a) + square(sets[2]) - square(b);
    sum += distance(one, b) + distance(two, a) - distance(one, two) / 2;
    return sum / (2 * sets[0].length);
  }

  /// Worth of a linear method.
  private double worth(RingSpace space, double ridge) {
    return worth(
        space, space.damped(projected(space, 1), ridge), space.damped(projected(space, 2), ridge));
  }

  /// Tier 3 with the rank that foretells best.
  private Method reduced(RingSpace space, double ridge) {
    SymmetricEigen one = eigen(space, ridge, 1);
    SymmetricEigen two = eigen(space, ridge, 2);
    int most = Math.min(one.size(), 2 * degree + 1);
    double[] worths = worths(space, one, two, most);
    int best = 0;
    for (int rank = 1; rank < worths.length; rank++) {
      best = worths[rank] < worths[best] ? rank : best;
    }
    // Half of the shots show fewer eigenvalues than all of them do.
    SymmetricEigen all = eigen(space, ridge, 0);
    int above = LowRank.rank(all, LowRank.floor(all), degree);
    int rank = Math.min(Math.max(best, above), worths.length - 1);
    return new Method(space == whole ? Double.NaN : ridge, rank, worths[rank]);
  }

  /// Worth of each rank up to `most`, as long as both halves' eigenvalues are positive: with P_r
  /// the first r eigenvectors' part, ‖P_r − B‖² grows by λ² − 2 λ vᵀBv with each.
  private double[] worths(RingSpace space, SymmetricEigen one, SymmetricEigen two, int most) {
    double[] a = projected(space, 1);
    double[] b = projected(space, 2);
    double missed = square(sets[1]) + square(sets[2]);
    double between = 0;
    double[] worths = new double[most + 1];
    worths[0] = missed / (2 * sets[0].length);
    for (int r = 1; r <= most; r++) {
      double x = one.value(r - 1);
      double y = two.value(r - 1);
      if (!(x > 0 && y > 0)) {
        return Arrays.copyOf(worths, r);
      }
      missed += x * x - 2 * x * one.form(r - 1, b) + y * y - 2 * y * two.form(r - 1, a);
      between += x * x + y * y;
      for (int k = 0; k < r; k++) {
        double first = one.product(r - 1, two, k);
        between -= 2 * x * two.value(k) * first * first;
        if (k < r - 1) {
          double second = one.product(k, two, r - 1);
          between -= 2 * one.value(k) * y * second * second;
        }
      }
      worths[r] = (missed - between / 2) / (2 * sets[0].length);
    }
    return worths;
  }

  /// How well 0 foretells the other half.
  double worthOfNothing() {
    return sets.length == 1
        ? Double.NaN
        : (square(sets[1]) + square(sets[2])) / (2 * sets[0].length);
  }

  /// How well tier 1 alone foretells the other half.
  double worthOfRaw() {
    return sets.length == 1 ? Double.NaN : worth(whole, 0);
  }

  /// How well tier 2 with the best of the ridges foretells the other half.
  double leastOverRidges() {
    double least = Double.POSITIVE_INFINITY;
    for (double ridge : RIDGES) {
      least = bounded == null ? least : Math.min(least, worth(bounded, ridge));
    }
    return least;
  }

  /// Correlation coefficient of both halves' B_l; NaN without halves.
  double agreement() {
    if (sets.length == 1) {
      return Double.NaN;
    }
    double product = 0;
    for (int k = 0; k < sets[1].length; k++) {
      product += sets[1][k] * sets[2][k];
    }
    return product / Math.sqrt(square(sets[1]) * square(sets[2]));
  }

  /// By how many standard deviations of chance both halves agree in what a particle of the bound's
  /// size can show, or in all, where tier 2 may not be used; NaN without halves.
  double evidence() {
    if (sets.length == 1) {
      return Double.NaN;
    }
    RingSpace space = bounded == null ? whole : bounded;
    return HalfEvidence.of(projected(space, 1), projected(space, 2), space.dimensions());
  }

  private RingSpace space(Method method) {
    return method.bounded() && bounded != null ? bounded : whole;
  }

  private SymmetricEigen eigen(RingSpace space, double ridge, int set) {
    if (space == whole) {
      SymmetricEigen known = eigens[set];
      if (known == null) {
        known = SymmetricEigen.of(sets[set], whole.dimensions());
        eigens[set] = known;
      }
      return known;
    }
    double[] small = space.damped(projected(space, set), ridge);
    return SymmetricEigen.of(small, space.dimensions());
  }

  /// The rank of a method that uses tier 3.
  private int rank(Method method) {
    if (method.rank() != BY_FLOOR) {
      return method.rank();
    }
    SymmetricEigen eigen = eigen(space(method), ridge(method), 0);
    return LowRank.rank(eigen, LowRank.floor(eigen), degree);
  }

  private static double ridge(Method method) {
    return method.bounded() ? method.ridge() : 0;
  }

  /// B_l of a set of shots by a method, in its own units.
  double[] filtered(Method method, int set) {
    RingSpace space = space(method);
    double[] part =
        method.reduced()
            ? LowRank.part(eigen(space, ridge(method), set), rank(method))
            : space.damped(projected(space, set), ridge(method));
    return RingErrors.coloured(space.lift(part), errors);
  }

  /// What the method makes of the errors: each ring's, to be multiplied in pairs.
  double[] filteredErrors(Method method) {
    double[] passed = space(method).passed(ridge(method));
    for (int r = 0; r < passed.length; r++) {
      passed[r] = Math.max(LEAST_PASSED, passed[r]) * errors[r];
    }
    return passed;
  }

  /// What became of the degree.
  DegreeReport report(Method method, double halfAgreement, double evidence) {
    RingSpace space = space(method);
    SymmetricEigen eigen = eigen(space, ridge(method), 0);
    return new DegreeReport(
        degree,
        eigen.values(),
        LowRank.floor(eigen),
        method.reduced() ? rank(method) : eigen.size(),
        bounded == null ? eigen.size() : bounded.terms(),
        method.bounded(),
        method.reduced(),
        halfAgreement,
        evidence);
  }

  private static double square(double[] matrix) {
    double sum = 0;
    for (double value : matrix) {
      sum += value * value;
    }
    return sum;
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return sum;
  }
}

package org.everyshot.reconstruction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.everyshot.math.RotationSearch;

/// Lays one density upon another: rotation, shift and hand, all found by search.
///
/// 1. |F|² knows neither shift nor hand: its shells are correlated over all rotations by spherical
/// harmonics. 2. The best rotations are tried with both hands, each with the best shift by phase
/// correlation. 3. The best of each hand are refined on more shells, and the best two of those on
/// all: the innermost shells are alike for all compact particles and cannot rank them. The score
/// is the mean over shells of the correlation of F, weighted by q e^{−0.7 (q/q_max)⁴}: 1 for equal
/// densities.
///
/// Both densities lie on boxes of the same points and spacing, at least twice as long as the
/// particle. An instance holds scratch memory: one for each thread.
public final class Aligner {
  /// The better alignment of each hand.
  ///
  /// @param same without inversion
  /// @param inverted with inversion
  public record BothHands(Alignment same, Alignment inverted) {
    /// The better of the two.
    public Alignment better() {
      return inverted.score() > same.score() ? inverted : same;
    }
  }

  private static final int CANDIDATES = 32;
  private static final int REFINED = 8;
  private static final int FINISHED = 2;
  private static final int MIDDLE_STEPS = 4;
  private static final int SEARCH_RADIUS = 7;
  private static final int MIDDLE_RADIUS = 10;
  private static final int FINE_RADIUS = 14;
  private static final int MOST_DEGREE = 20;
  private static final int FIRST_SHELL = 2;

  private final int points;
  private final double spacing;
  private final double[] weights;
  private final ReciprocalBall coarse;
  private final ReciprocalBall middle;
  private final ReciprocalBall fine;
  private final IntensityHarmonics harmonics;
  private final RotationSearch rotations;
  private final PhaseCorrelation shifts;
  private final RigidFit middleFit;
  private final RigidFit fineFit;
  private final double[] re;
  private final double[] im;

  /// @param points of the boxes along each edge
  /// @param spacingAngstrom of the boxes
  /// @param qMax largest |q| that is compared, Å⁻¹
  public Aligner(int points, double spacingAngstrom, double qMax) {
    this.points = points;
    this.spacing = spacingAngstrom;
    double step = 2 * Math.PI / (points * spacingAngstrom);
    int most = (int) Math.floor(Math.min(qMax / step, points / 2.0 - 1));
    int radius = Math.max(FIRST_SHELL, Math.min(FINE_RADIUS, most));
    this.fine = new ReciprocalBall(step, radius);
    this.coarse = new ReciprocalBall(step, Math.min(SEARCH_RADIUS, radius));
    this.middle = new ReciprocalBall(step, Math.min(MIDDLE_RADIUS, radius));
    this.weights = new double[radius + 1];
    for (int k = 1; k <= radius; k++) {
      double x = (double) k / radius;
      weights[k] = k * Math.exp(-0.7 * x * x * x * x);
    }
    // The particle is half as long as the box, so its intensity's degrees end at q D = π k.
    int band = (int) Math.ceil(Math.PI * radius) + 4;
    int degree = Math.min(MOST_DEGREE, 2 * (int) Math.ceil(0.35 * Math.PI * radius));
    this.harmonics = new IntensityHarmonics(degree, band);
    this.rotations = new RotationSearch(degree);
    this.shifts = new PhaseCorrelation(coarse);
    this.middleFit = new RigidFit(middle);
    this.fineFit = new RigidFit(fine);
    this.re = new double[coarse.count()];
    this.im = new double[coarse.count()];
  }

  /// What is worked out once for each density.
  WhitenedSpectrum prepare(Density density) {
    if (density.points() != points || density.spacingAngstrom() != spacing) {
      throw new IllegalArgumentException(
          "box of " + density.points() + " points beside " + points + ": resample one");
    }
    int coefficients = RotationSearch.count(rotations.degreeMax());
    return new WhitenedSpectrum(
        density, List.of(fine, middle, coarse), weights, harmonics, coefficients, FIRST_SHELL);
  }

  /// How `b` lies best upon `a`.
  public BothHands align(Density a, Density b) {
    return align(prepare(a), prepare(b));
  }

  BothHands align(WhitenedSpectrum a, WhitenedSpectrum b) {
    List<RotationSearch.Peak> peaks =
        rotations.peaks(
            a.harmonicsRe(), a.harmonicsIm(), b.harmonicsRe(), b.harmonicsIm(), CANDIDATES);
    List<Alignment> same = new ArrayList<>();
    List<Alignment> inverted = new ArrayList<>();
    for (RotationSearch.Peak peak : peaks) {
      b.turned(coarse, peak.rotation().inverse().matrix(), re, im);
      for (int hand = 0; hand < 2; hand++) {
        double score = shifts.best(a.re(coarse), a.im(coarse), re, im, hand == 0 ? 1 : -1);
        double[] t = shifts.shiftAngstrom();
        var found = new Alignment(peak.rotation(), t[0], t[1], t[2], hand == 1, score);
        (hand == 0 ? same : inverted).add(found);
      }
    }
    return new BothHands(best(a, b, same), best(a, b, inverted));
  }

  private Alignment best(WhitenedSpectrum a, WhitenedSpectrum b, List<Alignment> candidates) {
    List<Alignment> refined = new ArrayList<>();
    for (Alignment candidate : highest(candidates, REFINED)) {
      refined.add(middleFit.refine(a, b, candidate, MIDDLE_STEPS));
    }
    List<Alignment> finished = new ArrayList<>();
    for (Alignment candidate : highest(refined, FINISHED)) {
      finished.add(fineFit.refine(a, b, candidate, 8));
    }
    if (finished.isEmpty()) {
      throw new IllegalStateException("no rotation is a maximum");
    }
    // What the shells are trusted for is better known now.
    return fineFit.refine(a, b, highest(finished, 1).getFirst(), 8);
  }

  private static List<Alignment> highest(List<Alignment> candidates, int most) {
    List<Alignment> sorted = new ArrayList<>(candidates);
    sorted.sort(Comparator.comparingDouble(candidate -> -candidate.score()));
    return sorted.subList(0, Math.min(most, sorted.size()));
  }

  /// A known alignment of `b` upon `a`, refined.
  Alignment refine(WhitenedSpectrum a, WhitenedSpectrum b, Alignment start) {
    return fineFit.refine(a, b, start, 8);
  }
}

package org.everyshot.invariants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Team;
import org.everyshot.simulation.Shape;
import org.everyshot.simulation.TrueCorrelation;
import org.junit.jupiter.api.Test;

/// Tiers 2 and 3 on invariants whose closed form is known: four points, 62 Å apart at most.
class FilteringTest {
  private static final Team ALONE = new Team(1);
  private static final double DIAMETER = 63;
  private static final int RINGS = 24;
  private static final PolarGrid GRID = new PolarGrid(0.02, 0.4, RINGS, 64);
  private static final TrueCorrelation TRUTH =
      new TrueCorrelation(Shape.FOUR_POINTS.particle(0.41, ALONE), GRID, 1.3, 40);

  private static double[] exact(int l) {
    double[] values = new double[RINGS * RINGS];
    Arrays.setAll(values, k -> TRUTH.invariant(l, k / RINGS, k % RINGS));
    return values;
  }

  /// Invariants with independent noise in both halves; what is known of it is exact.
  private static RawInvariants noisy(double noise, int terms) {
    return noisy(noise, terms, 5);
  }

  private static RawInvariants noisy(double noise, int terms, long seed) {
    var random = new Random(seed);
    var raw = new RawInvariants(RINGS, terms, 3);
    for (int i = 0; i < terms; i++) {
      double[] exact = exact(2 * i);
      for (int p = 0; p < RINGS; p++) {
        for (int r = p; r < RINGS; r++) {
          double one = noise * Math.sqrt(2) * random.nextGaussian();
          double two = noise * Math.sqrt(2) * random.nextGaussian();
          double value = exact[p * RINGS + r];
          for (int at : new int[] {p * RINGS + r, r * RINGS + p}) {
            raw.values(0, i)[at] = value + (one + two) / 2;
            raw.values(1, i)[at] = value + one;
            raw.values(2, i)[at] = value + two;
            raw.variances(i)[at] = noise * noise;
          }
        }
      }
    }
    return raw;
  }

  private static Filtering filtering(RawInvariants raw, boolean second, boolean third) {
    double[] mean = new double[RINGS];
    Arrays.fill(mean, 4);
    var settings =
        new ExtractionSettings(
            DIAMETER, Double.NaN, 40, second, third, false, MeanShot.ONE_PARTICLE);
    return new Filtering(raw, GRID.qs(), mean, true, 1.1 * DIAMETER, settings, ALONE);
  }

  private static double error(RawInvariants found, int term) {
    double[] exact = exact(2 * term);
    double sum = 0;
    for (int k = 0; k < exact.length; k++) {
      sum += Math.pow(found.values(0, term)[k] - exact[k], 2);
    }
    return Math.sqrt(sum / exact.length);
  }

  @Test
  void exactInvariantsPassTheDiameterBound() {
    double[] errors = new double[RINGS];
    Arrays.fill(errors, 1);
    for (int l = 2; l <= 16; l += 2) {
      RingSpace space = RingSpace.bounded(l, GRID.qs(), errors, 1.1 * DIAMETER);
      double[] exact = exact(l);
      double[] passed = space.lift(space.damped(space.project(exact), 1e-9));
      RingSpace narrow = RingSpace.bounded(l, GRID.qs(), errors, 0.5 * DIAMETER);
      double[] bent = narrow.lift(narrow.damped(narrow.project(exact), 1e-9));
      double size = distance(exact, new double[exact.length]);
      // Functions beyond the edge leave a remainder of this order.
      assertTrue(
          distance(exact, passed) < 0.01 * size,
          "degree " + l + ": " + distance(exact, passed) / size);
      assertTrue(distance(exact, bent) > 0.1 * size, "degree " + l + ", half the diameter");
    }
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += (a[k] - b[k]) * (a[k] - b[k]);
    }
    return Math.sqrt(sum);
  }

  @Test
  void bothTiersTakeNoiseOff() {
    RawInvariants raw = noisy(10, 9);
    RawInvariants second = filtering(raw, true, false).apply(raw, null);
    RawInvariants both = filtering(raw, true, true).apply(raw, null);
    for (int term = 1; term < both.terms(); term++) {
      assertTrue(error(second, term) < 0.75 * error(raw, term), "tier 2, degree " + 2 * term);
      assertTrue(error(both, term) < 0.75 * error(raw, term), "degree " + 2 * term);
    }
  }

  @Test
  void theRankIsAtMostTwoLPlusOne() {
    RawInvariants raw = noisy(0.1, 9);
    Filtering filtering = filtering(raw, false, true);
    RawInvariants filtered = filtering.apply(raw, null);
    for (DegreeReport report : filtering.reports(raw, filtered)) {
      if (report.reduced()) {
        assertTrue(report.rank() <= 2 * report.degree() + 1, "degree " + report.degree());
      }
    }
  }

  /// Degree 2 of noise alone, 200 times: it passes about as often as a normal number is above 2.5,
  /// once in 160; that one half foretells the other better than 0 does by 1 % happens 17 times.
  @Test
  void noiseAlonePassesAsRarelyAsChanceAllows() {
    int passed = 0;
    for (int seed = 0; seed < 200; seed++) {
      passed += filtering(noisy(1e9, 2, seed), true, true).terms() > 1 ? 1 : 0;
    }
    assertTrue(passed <= 5, passed + " of 200");
  }

  /// Noise that hides a third of degree 2: both halves show the rest, and it stays.
  @Test
  void aWeakDegreeThatBothHalvesShowStays() {
    for (int seed = 0; seed < 6; seed++) {
      RawInvariants raw = noisy(15, 3, seed);
      Filtering filtering = filtering(raw, true, true);
      assertTrue(filtering.terms() > 1, "seed " + seed);
      double[] nothing = new double[RINGS * RINGS];
      assertTrue(error(filtering.apply(raw, null), 1) * RINGS < distance(exact(2), nothing) / 2);
    }
  }

  /// 4⁴ products of unit amplitudes bound B_l: noise of a hundred times that hides all degrees.
  @Test
  void noiseAloneLeavesNoDegree() {
    RawInvariants raw = noisy(3e5, 9);
    assertTrue(filtering(raw, true, true).terms() <= 3);
  }

  /// Errors after filtering tell how far the result is off: mean of 8 draws of noise, of some 20
  /// independent numbers each. What the bound bends is small beside this noise.
  @Test
  void filteredErrorsAreOfTheRightSize() {
    double[] ratios = new double[5];
    for (int seed = 0; seed < 8; seed++) {
      RawInvariants raw = noisy(100, ratios.length, seed);
      RawInvariants filtered = filtering(raw, true, false).apply(raw, null);
      assertEquals(ratios.length, filtered.terms());
      for (int term = 1; term < ratios.length; term++) {
        double[] exact = exact(2 * term);
        double sum = 0;
        for (int k = 0; k < exact.length; k++) {
          double off = filtered.values(0, term)[k] - exact[k];
          sum += off * off / filtered.variances(term)[k];
        }
        ratios[term] += sum / exact.length / 8;
      }
    }
    for (int term = 1; term < ratios.length; term++) {
      assertEquals(1, ratios[term], 0.4, "degree " + 2 * term);
    }
  }
}

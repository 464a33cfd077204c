package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Alignment of densities that were moved by known amounts.
class AlignerTest {
  private static final int POINTS = 40;
  private static final double SPACING = 4;
  private static final double Q_MAX = 0.4;
  private final Aligner aligner = new Aligner(POINTS, SPACING, Q_MAX);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void findsRotationShiftAndHandOfAMovedDensity(long seed) {
    Blobs blobs = Blobs.random(40, 32, 5, seed);
    Rotation rotation = Rotation.uniform(new RandomStream(seed, 0, 2));
    boolean inverted = seed % 2 == 0;
    Density moved = blobs.moved(rotation, inverted, 3, -7, 5).density(POINTS, SPACING);

    Alignment found = aligner.align(moved, blobs.density(POINTS, SPACING)).better();

    assertEquals(inverted, found.inverted());
    assertEquals(0, Math.toDegrees(found.rotation().angleTo(rotation)), 0.05);
    assertEquals(3, found.shiftX(), 0.02);
    assertEquals(-7, found.shiftY(), 0.02);
    assertEquals(5, found.shiftZ(), 0.02);
    assertTrue(found.score() > 0.999, "score " + found.score());
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void findsThemUnderNoiseToHalfADegree(long seed) {
    Blobs blobs = Blobs.random(40, 32, 5, seed);
    Rotation rotation = Rotation.uniform(new RandomStream(seed, 0, 2));
    boolean inverted = seed % 2 == 0;
    Density moved = blobs.moved(rotation, inverted, 3, -7, 5).density(POINTS, SPACING);
    Density a = Blobs.noisy(moved, 0.08, seed);
    Density b = Blobs.noisy(blobs.density(POINTS, SPACING), 0.08, seed + 100);

    Alignment found = aligner.align(a, b).better();

    assertEquals(inverted, found.inverted());
    assertEquals(0, Math.toDegrees(found.rotation().angleTo(rotation)), 0.5);
    assertTrue(found.score() < 0.995, "the noise shows: score " + found.score());
  }

  /// Two densities that share a part, as restarts do: the placement in which it lies upon itself
  /// scores 0.78. A search that ranks rotations by coarse shells alone, in which all compact
  /// particles are alike, misses it.
  @ParameterizedTest
  @ValueSource(longs = {2, 4, 9})
  void findsWhatTwoDensitiesShareWhicheverIsTurned(long seed) {
    Blobs shared = Blobs.random(200, 34, 4.5, seed);
    Rotation rotation = Rotation.uniform(new RandomStream(seed, 0, 2));
    boolean inverted = seed % 2 == 0;
    Density a = with(shared.moved(rotation, inverted, 3, -7, 5), 100 + seed);
    Density b = with(shared, 200 + seed);
    var wide = new Aligner(POINTS, 4.9, Q_MAX);
    var known = new Alignment(rotation, 3, -7, 5, inverted, Double.NaN);
    double score = wide.refine(wide.prepare(a), wide.prepare(b), known).score();
    // Refined from elsewhere it may end a little lower.
    assertEquals(score, hand(wide.align(a, b), inverted), 0.015);
    assertEquals(score, hand(wide.align(b, a), inverted), 0.015);
  }

  private static Density with(Blobs shared, long seed) {
    float[] values = shared.density(POINTS, 4.9).values();
    float[] others = Blobs.random(200, 34, 4.5, seed).density(POINTS, 4.9).values();
    for (int i = 0; i < values.length; i++) {
      values[i] += 0.6f * others[i];
    }
    return new Density(POINTS, 4.9, values);
  }

  private static double hand(Aligner.BothHands both, boolean inverted) {
    return (inverted ? both.inverted() : both.same()).score();
  }

  @Test
  void movesADensityOntoAnother() {
    Blobs blobs = Blobs.random(40, 32, 5, 21);
    Rotation rotation = Rotation.uniform(new RandomStream(21, 0, 2));
    Density moved = blobs.moved(rotation, true, 3, -7, 5).density(POINTS, SPACING);
    var alignment = new Alignment(rotation, 3, -7, 5, true, Double.NaN);

    Density again = new Spectrum(blobs.density(POINTS, SPACING)).moved(alignment);

    // The interpolation's error is 2e-4 of the root mean square of F, which is mostly at q = 0.
    ShellCorrelation fsc = ShellCorrelation.between(moved, again, Q_MAX);
    assertEquals(1, fsc.least(Q_MAX), 1e-4);
    double top = 0;
    double worst = 0;
    for (int i = 0; i < moved.values().length; i++) {
      top = Math.max(top, moved.values()[i]);
      worst = Math.max(worst, Math.abs(moved.values()[i] - again.values()[i]));
    }
    assertEquals(0, worst / top, 2e-3);
  }

  @Test
  void tellsTheHandOfAnEightfoldBarrelByItsLump() {
    double[][] barrel = new double[17][];
    for (int b = 0; b < 16; b++) {
      double angle = Math.PI / 4 * (b % 8) + (b < 8 ? 0.2 : 0);
      barrel[b] = new double[] {26 * Math.cos(angle), 26 * Math.sin(angle), b < 8 ? 13 : -13, 1, 6};
    }
    barrel[16] = new double[] {8, 30, 20, 0.8, 6};
    Rotation rotation = Rotation.uniform(new RandomStream(31, 0, 2));
    Density moved = Blobs.of(barrel).moved(rotation, true, 0, 2, 0).density(POINTS, SPACING);

    Alignment found = aligner.align(moved, Blobs.of(barrel).density(POINTS, SPACING)).better();

    assertTrue(found.inverted());
    assertEquals(0, Math.toDegrees(found.rotation().angleTo(rotation)), 0.1);
  }

  @Test
  void theVesselIsNotItsOwnMirrorImage() {
    TestParticles.Particle vessel = TestParticles.vessel();
    var own = new Aligner(TestParticles.POINTS, TestParticles.SPACING, vessel.qMax());
    Aligner.BothHands hands = own.align(vessel.density(), vessel.density());
    assertEquals(1, hands.same().score(), 1e-3);
    assertTrue(hands.inverted().score() < 0.9, "mirror image " + hands.inverted().score());
  }
}

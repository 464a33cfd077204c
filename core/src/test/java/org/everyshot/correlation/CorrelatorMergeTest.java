package org.everyshot.correlation;

import static org.everyshot.correlation.CorrelationSettings.plain;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.everyshot.correlation.CorrelationSettings.Correction;
import org.everyshot.correlation.CorrelationSettings.Orientations;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.ShotBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Correlators that become one.
class CorrelatorMergeTest {
  private static final CorrelationSettings ANY = plain().with(Orientations.ANY);

  @ParameterizedTest
  @EnumSource(Correction.class)
  void anyPartitionOrderAndTeamGiveTheSameBits(Correction correction) {
    int rings = 18;
    int azimuths = 10;
    double[][] images = Shots.images(300, rings, azimuths, 15);
    if (correction != Correction.NONE) {
      Shots.gaps(images, rings, azimuths, true, 16);
    }
    CorrelationSettings settings = ANY.with(correction, 3);
    List<List<ShotBatch>> chunks = new ArrayList<>();
    Correlator one = Shots.correlator(rings, azimuths, settings, Shots.ALONE);
    for (ShotBatch batch : Shots.batches(images, rings, azimuths, false, 25, 25)) {
      one.add(batch);
      chunks.add(List.of(batch));
    }
    Correlation expected = one.snapshot();
    var random = new Random(17);
    for (int trial = 0; trial < 3; trial++) {
      // Other slices of the same chunks, shuffled, dealt out to three, merged in any order.
      int slice = 4 + 5 * trial;
      List<ShotBatch> slices = Shots.batches(images, rings, azimuths, false, 25, slice);
      int perChunk = Math.ceilDiv(25, slice);
      List<Integer> order = new ArrayList<>();
      for (int c = 0; c < chunks.size(); c++) {
        order.add(c);
      }
      Collections.shuffle(order, random);
      List<Correlator> parts = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        parts.add(Shots.correlator(rings, azimuths, settings, Shots.TWO));
      }
      for (int c : order) {
        Correlator part = parts.get(random.nextInt(3));
        slices.subList(c * perChunk, (c + 1) * perChunk).forEach(part::add);
      }
      Collections.shuffle(parts, random);
      Correlator all = parts.get(0).fresh();
      parts.forEach(all::merge);
      assertSameBits(expected, all.snapshot());
    }
  }

  /// A chunk of more shots than the planes hold, every fifth with gaps: images go to the planes
  /// from their batch, by a copy, or after the batch that their partner came with.
  @Test
  void slicesOfAChunkThatFillsThePlanesLeaveNoTrace() {
    int rings = 3;
    int azimuths = 8;
    double[][] images = Shots.images(1300, rings, azimuths, 18);
    for (int i = 0; i < images.length; i += 5) {
      images[i][i % (rings * azimuths)] = Double.NaN;
    }
    Correlation expected = null;
    for (int slice : new int[] {1300, 1, 54, 101}) {
      Correlator correlator = Shots.correlator(rings, azimuths, ANY, Shots.TWO);
      Shots.batches(images, rings, azimuths, false, 1300, slice).forEach(correlator::add);
      Correlation found = correlator.snapshot();
      if (expected == null) {
        expected = found;
        double[] c2 = Shots.products(images, azimuths, 1, 2);
        double[] pairs = Shots.maskProducts(images, azimuths, 1, 2);
        assertArrayEquals(Shots.quotient(c2, pairs), found.reader().c2(1, 2), 1e-6 * 300 * 300);
      } else {
        assertSameBits(expected, found);
      }
    }
  }

  /// Planes are as large as the first chunk needs, and made anew for a larger one.
  @ParameterizedTest
  @EnumSource(Correction.class)
  void largerChunksMayFollowSmallOnes(Correction correction) {
    int rings = 5;
    int azimuths = 8;
    double[][] images = Shots.images(210, rings, azimuths, 19);
    CorrelationSettings settings = ANY.with(correction, 3);
    List<ShotBatch> small = Shots.batches(images, rings, azimuths, false, 7, 7).subList(0, 3);
    List<ShotBatch> large = Shots.batches(images, rings, azimuths, false, 210, 50);
    Correlator rising = Shots.correlator(rings, azimuths, settings, Shots.TWO);
    small.forEach(rising::add);
    long atFirst = rising.stateBytes();
    large.forEach(rising::add);
    Correlator falling = Shots.correlator(rings, azimuths, settings, Shots.ALONE);
    large.forEach(falling::add);
    small.forEach(falling::add);
    assertSameBits(falling.snapshot(), rising.snapshot());
    assertTrue(atFirst < falling.stateBytes(), atFirst + " bytes for chunks of 7");
  }

  /// What is taken off a shot alone in its block is the shot itself: nothing is left to correlate.
  @Test
  void aShotAloneInItsBlockAddsNoProducts() {
    int rings = 5;
    int azimuths = 8;
    double[][] images = Shots.images(41, rings, azimuths, 20);
    CorrelationSettings settings = ANY.with(Correction.BLOCKS, 3);
    List<ShotBatch> batches = Shots.batches(images, rings, azimuths, false, 40, 40);
    Correlator first = Shots.correlator(rings, azimuths, settings, Shots.ALONE);
    first.add(batches.get(0));
    Correlation expected = first.snapshot();
    Correlator alone = first.fresh();
    alone.add(batches.get(1));
    alone.snapshot();
    first.add(batches.get(1));
    Correlator merged = first.fresh();
    merged.merge(alone);
    merged.merge(first);
    for (Correlator all : List.of(first, merged)) {
      Correlation found = all.snapshot();
      for (int k = 0; k < expected.harmonics().count(); k++) {
        assertArrayEquals(expected.half(0).re()[k], found.half(0).re()[k]);
        assertArrayEquals(expected.half(1).im()[k], found.half(1).im()[k]);
      }
    }
    assertEquals(42, merged.shots());
  }

  private static void assertSameBits(Correlation expected, Correlation found) {
    assertEquals(expected.shots(), found.shots());
    assertArrayEquals(expected.averageIntensity(), found.averageIntensity(), 0);
    assertArrayEquals(expected.averageIntensitySigma(), found.averageIntensitySigma(), 0);
    for (int half = 0; half < 2; half++) {
      for (int k = 0; k < expected.harmonics().count(); k++) {
        assertArrayEquals(expected.half(half).re()[k], found.half(half).re()[k], 0);
        assertArrayEquals(expected.half(half).im()[k], found.half(half).im()[k], 0);
      }
    }
    PairReader reader = expected.reader();
    PairReader other = found.reader();
    for (int q = 0; q < expected.grid().rings(); q++) {
      assertArrayEquals(reader.c2(q, 1), other.c2(q, 1), 0);
      assertArrayEquals(reader.sigma(q, 1), other.sigma(q, 1), 0);
      assertArrayEquals(reader.pairCounts(q, 1), other.pairCounts(q, 1), 0);
    }
  }

  @Test
  void differentSettingsAreNamedWhenTheyDoNotMerge() {
    Correlator a = Shots.correlator(4, 8, ANY, Shots.ALONE);
    Correlator b = Shots.correlator(3, 8, plain(), Shots.ALONE);
    var refusal = assertThrows(UserInputException.class, () -> a.merge(b));
    assertEquals(
        "cannot merge correlations: rings 4 (this) and 3 (other), orientations any (this) and"
            + " isotropic (other); use the same options for both",
        refusal.getMessage());
  }
}

package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.crystal.StructureFactors;
import org.everyshot.crystal.Thermolysin;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;

class AnomalousMapTest {
  private static float[] amplitudes(StructureFactors factors) {
    float[] amplitudes = new float[2 * factors.unique().count()];
    for (int slot = 0; slot < amplitudes.length; slot++) {
      amplitudes[slot] = (float) factors.amplitude(slot);
    }
    return amplitudes;
  }

  /// Thermolysin's true amplitudes to 1.8 Å. Referee: gemmi 0.7.5 on the same atoms (its form
  /// factors IT92), its map sampled six times per 1.8 Å and the highest point within 0.9 Å of each
  /// site, σ of the whole cell. Tolerance 3 %: form factors, and what even 0.3 Å sampling misses.
  @Test
  void trueAmplitudesShowTheAnomalousScatterersAtTheirHeights() {
    CrystalModel model = Thermolysin.model();
    UniqueReflections unique = Thermolysin.unique(1.8);
    assertEquals(31_763, unique.count());
    var factors = StructureFactors.of(model, unique, Thermolysin.WAVELENGTH);
    var anomalous = AnomalousMap.of(factors, amplitudes(factors));
    assertEquals(58_948, unique.count() + anomalous.pairs());
    assertEquals(0.02327, anomalous.ratio(), 1e-4); // gemmi; the spec has 0.0237
    Map<String, Double> expected = new HashMap<>();
    expected.put("A/ZN 317", 132.3);
    expected.put("A/CA 318", 29.3);
    expected.put("A/CA 319", 26.8);
    expected.put("A/CA 320", 29.6);
    expected.put("A/CA 321", 25.5);
    expected.put("A/Met205 SD", 11.8);
    expected.put("A/Met120 SD", 10.5);
    var search = PeakSearch.above(anomalous.map(), model);
    for (int atom = 0; atom < model.count(); atom++) {
      Double height = expected.get(model.label(atom).toString());
      if (height != null) {
        assertEquals(height, search.heightAt(atom), 0.04 * height, () -> "site of " + height);
      }
    }
    List<Peak> peaks = search.peaks(4.5, 1.5, 100);
    assertEquals(7, peaks.size());
    for (Peak peak : peaks) {
      String nearest = model.label(peak.nearest()).toString();
      assertTrue(expected.containsKey(nearest), nearest);
      assertEquals(expected.get(nearest), peak.height(), 0.04 * peak.height());
      assertTrue(peak.distance() < 0.25, () -> nearest + " at " + peak.distance());
    }
  }

  @Test
  void mapWithoutPairsIsRefused() {
    CrystalModel model = Thermolysin.model();
    var factors = StructureFactors.of(model, Thermolysin.unique(6), Thermolysin.WAVELENGTH);
    float[] amplitudes = amplitudes(factors);
    for (int slot = 1; slot < amplitudes.length; slot += 2) {
      amplitudes[slot] = Float.NaN;
    }
    assertThrows(UserInputException.class, () -> AnomalousMap.of(factors, amplitudes));
  }

  @Test
  void outliersAreDrawnBackAndCounted() {
    CrystalModel model = Thermolysin.model();
    var factors = StructureFactors.of(model, Thermolysin.unique(4), Thermolysin.WAVELENGTH);
    float[] amplitudes = amplitudes(factors);
    double before = AnomalousMap.of(factors, amplitudes).map().sigma();
    int row = 0;
    while (factors.unique().centric(row)) {
      row++;
    }
    amplitudes[2 * row] = 1e6f;
    var wrong = AnomalousMap.of(factors, amplitudes);
    assertTrue(wrong.clipped() >= 1);
    Arrays.fill(amplitudes, 2 * row, 2 * row + 2, Float.NaN);
    double without = AnomalousMap.of(factors, amplitudes).map().sigma();
    assertEquals(before, without, 0.05 * before);
  }
}

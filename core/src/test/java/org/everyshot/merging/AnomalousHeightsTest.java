package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.crystal.StructureFactors;
import org.everyshot.crystal.Thermolysin;
import org.everyshot.crystal.UniqueReflections;
import org.junit.jupiter.api.Test;

class AnomalousHeightsTest {
  @Test
  void theZincOfThermolysinStandsOutOfTrueAmplitudes() {
    CrystalModel model = Thermolysin.model();
    UniqueReflections unique = Thermolysin.unique(3);
    var factors = StructureFactors.of(model, unique, Thermolysin.WAVELENGTH);
    float[] amplitude = new float[2 * unique.count()];
    float[] sigma = new float[amplitude.length];
    for (int slot = 0; slot < amplitude.length; slot++) {
      boolean seen = (slot & 1) == 0 || !unique.centric(slot >> 1);
      amplitude[slot] = seen ? (float) factors.amplitude(slot) : Float.NaN;
      sigma[slot] = seen ? 1 : Float.NaN;
    }
    var heights = new AnomalousHeights(model, unique, Thermolysin.WAVELENGTH);
    Map<String, Double> found =
        heights.of(
            new MergedReflections.Builder(unique, true).amplitudes(amplitude, sigma).build());
    assertEquals(8, found.size());
    String first = found.keySet().iterator().next();
    assertTrue(first.contains("ZN"), first);
    double zinc = found.values().iterator().next();
    double second = found.values().stream().skip(1).mapToDouble(h -> h).max().orElseThrow();
    // f″ of 3.8 against 0.9 of calcium: four times as high, noise apart.
    assertTrue(zinc > 3 * second && second > 5, found.toString());
    Arrays.fill(amplitude, Float.NaN);
    Map<String, Double> nothing =
        heights.of(
            new MergedReflections.Builder(unique, true).amplitudes(amplitude, sigma).build());
    assertTrue(nothing.isEmpty(), "no pair, no height");
  }
}

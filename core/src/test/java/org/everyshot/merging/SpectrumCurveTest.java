package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Team;
import org.everyshot.simulation.CrystalTruth;
import org.junit.jupiter.api.Test;

class SpectrumCurveTest {
  private static final UniqueReflections UNIQUE =
      UniqueReflections.of(SpaceGroup.of("P 61 2 2"), new UnitCell(60, 60, 80, 90, 90, 120), 2.2);
  private static final double[] AMPLITUDE = amplitudes();

  private static double[] amplitudes() {
    float[] square = CrystalTruth.random(UNIQUE, 20, 0.03, 5).intensity();
    double[] amplitude = new double[square.length];
    for (int slot = 0; slot < square.length; slot++) {
      amplitude[slot] = Math.sqrt(square[slot]);
    }
    return amplitude;
  }

  @Test
  void aCurveOfTheSplinesOwnKindIsFoundExactly() {
    // A cubic is a spline of degree three; observations without noise, far heavier than the prior.
    var curve = new SpectrumCurve();
    curve.begin(0.9, 1.3);
    for (int round = 0; round < 8; round++) { // no step is longer than 1
      for (int i = 0; i <= 400; i++) {
        double wavelength = 0.9 + 0.001 * i;
        curve.add(wavelength, 1e9 * (cubic(wavelength) - curve.log(wavelength)), 1e9);
      }
      curve.learn();
      curve.restart();
    }
    double shift = curve.log(1.1) - cubic(1.1);
    for (int i = 0; i <= 40; i++) {
      double wavelength = 0.9 + 0.01 * i;
      // The prior is worth 1e-9 of the data.
      assertEquals(cubic(wavelength) + shift, curve.log(wavelength), 1e-6);
    }
    assertEquals(curve.log(0.9), curve.log(0.5), 0);
    assertEquals(curve.log(1.3), curve.log(2), 0);
  }

  private static double cubic(double wavelength) {
    double x = (wavelength - 1.1) / 0.2;
    return 1 + 0.7 * x - 0.5 * x * x + 0.9 * x * x * x;
  }

  @Test
  void learningTwiceFromTheSameObservationsIsLearningOnce() {
    var curve = new SpectrumCurve();
    curve.begin(1, 1.1);
    for (int i = 0; i <= 100; i++) {
      curve.add(1 + 0.001 * i, 3 * Math.sin(0.1 * i), 20);
    }
    curve.learn();
    double[] once = {curve.log(1.01), curve.log(1.05), curve.log(1.09)};
    curve.learn();
    assertEquals(once[0], curve.log(1.01), 1e-12);
    assertEquals(once[1], curve.log(1.05), 1e-12);
    assertEquals(once[2], curve.log(1.09), 1e-12);
    assertTrue(Math.abs(once[0] - once[1]) > 0.05);
  }

  @Test
  void whereNothingIsKnownTheCurveIsFlat() {
    var curve = new SpectrumCurve();
    assertEquals(0, curve.log(1), 0);
    curve.begin(1, 1.1);
    curve.learn();
    assertEquals(0, curve.log(1.05), 0);
  }

  @Test
  void theSpectrumOfSimulatedStillsIsLearnedAndPaysOff() {
    Merged with = merge(Set.of());
    Merged flat = merge(Set.of(PhysicalSettings.Part.SPECTRUM));
    // 0.006, 0.999 against 0.972, 0.74 against 0.22 measured.
    assertTrue(with.error < 0.03, "ln g is off by " + with.error);
    assertTrue(with.agreement.shellCorrelation > 0.995, with.agreement.toString());
    assertTrue(flat.agreement.shellCorrelation < 0.985, flat.agreement.toString());
    assertTrue(
        with.agreement.anomalousCorrelation > 2 * flat.agreement.anomalousCorrelation,
        with.agreement + " against " + flat.agreement);
    assertEquals(0.95, with.agreement.coverage, 0.02, with.agreement.toString());
  }

  /// @param error root mean square of ln g minus its true value, up to a constant
  private record Merged(Agreement agreement, double error) {}

  private static Merged merge(Set<PhysicalSettings.Part> without) {
    var stills = new LaueStills(UNIQUE, AMPLITUDE, 300, 3);
    try (var team = new Team(1)) {
      PhysicalSettings settings = PhysicalSettings.standard().without(without);
      var merger = new PhysicalMerger(MergingSettings.of(UNIQUE, true), settings, team);
      for (int pass = 0; pass < settings.passes(); pass++) {
        stills.tables.forEach(merger::add);
        merger.endPass();
      }
      SpectrumCurve curve = merger.model().spectrum;
      double sum = 0;
      double squares = 0;
      int n = 0;
      for (double wavelength = 1.002; wavelength < 1.0585; wavelength += 0.0005) {
        double off = curve.log(wavelength) - Math.log(LaueStills.brightness(wavelength));
        sum += off;
        squares += off * off;
        n++;
      }
      double error = Math.sqrt(squares / n - sum * sum / n / n);
      return new Merged(Agreement.of(merger.snapshot(), AMPLITUDE, 10), error);
    }
  }
}

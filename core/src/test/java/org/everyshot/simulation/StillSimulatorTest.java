package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.detector.Placement;
import org.everyshot.engine.Slice;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.junit.jupiter.api.Test;

class StillSimulatorTest {
  private static final double WAVELENGTH = 1.2713;
  private static final UnitCell THERMOLYSIN = new UnitCell(93.239, 93.239, 130.707, 90, 90, 120);
  private static final UnitCell SMALL = new UnitCell(40, 40, 60, 90, 90, 120);

  private static CrystalTruth truth(UnitCell cell, double dMin) {
    var unique = UniqueReflections.of(SpaceGroup.of("P 61 2 2"), cell, dMin);
    return CrystalTruth.random(unique, 25, 0.024, 1);
  }

  private static ReflectionTable stills(StillSimulator simulator, int count) {
    var rows = new ReflectionTable.Builder(null);
    for (int still = 0; still < count; still++) {
      simulator.simulate(still, rows);
    }
    return rows.build();
  }

  @Test
  void theNumberOfReflectionsIsThatOfTheShellAroundTheEwaldSphere() {
    // Points of the lattice within ±Δ of the sphere and below 1/d: 2πΔV/d². With one width for all,
    // Δ = 1.8 w. Of 400 stills of some 200 reflections the mean is good to about 0.5 %.
    double width = 1e-4;
    var same = new CrystalVariation(0, 0, width, 0, 0, 0, 0, SpotProfile.GAUSSIAN);
    CrystalTruth truth = truth(THERMOLYSIN, 2.5);
    var experiment = SerialExperiment.usual(WAVELENGTH, 5).with(same);
    ReflectionTable table = stills(new StillSimulator(truth, experiment), 400);

    double lattice = 2 * Math.PI * 1.8 * width * THERMOLYSIN.volume() / (2.5 * 2.5);
    double present = lattice - absent(truth.unique()) * lattice / latticePoints(2.5);
    assertEquals(present, table.size() / 400.0, 0.02 * present);
  }

  /// Points of the whole lattice below 1/d.
  private static double latticePoints(double dMin) {
    return 4.0 / 3 * Math.PI / (dMin * dMin * dMin) * THERMOLYSIN.volume();
  }

  /// 00l with l not a multiple of six is absent in P 61 2 2.
  private static int absent(UniqueReflections unique) {
    int absent = 0;
    for (int l = 1; THERMOLYSIN.spacing(0, 0, l) >= unique.dMin(); l++) {
      absent += l % 6 == 0 ? 0 : 2;
    }
    return absent;
  }

  @Test
  void crystalsVaryAsWasAsked() {
    var simulator = new StillSimulator(truth(SMALL, 4), SerialExperiment.usual(WAVELENGTH, 3));
    int n = 20_000;
    double[] logScale = new double[n];
    double[] b = new double[n];
    double[] logSize = new double[n];
    double[] logMosaicity = new double[n];
    double[] turn = new double[n];
    int bad = 0;
    for (int still = 0; still < n; still++) {
      StillTruth made = simulator.truth(still);
      logScale[still] = Math.log(made.scale());
      b[still] = made.b();
      logSize[still] = Math.log(made.sizeWidth());
      logMosaicity[still] = Math.log(Math.toDegrees(made.mosaicity()));
      turn[still] = Math.toDegrees(made.misorientationX()) / (made.bad() ? 0.15 : 0.015);
      bad += made.bad() ? 1 : 0;
    }
    moments(logScale, 0, 0.7);
    moments(b, 0, 6);
    moments(logSize, Math.log(7.5e-5), 0.35);
    moments(logMosaicity, Math.log(0.008), 0.7);
    moments(turn, 0, 1);
    // Binomial: 600 ± 24.
    assertEquals(0.03 * n, bad, 100);
  }

  /// Mean within four standard errors, standard deviation within four of its own.
  private static void moments(double[] values, double mean, double sd) {
    double n = values.length;
    double average = Arrays.stream(values).average().orElseThrow();
    double square = Arrays.stream(values).map(v -> (v - average) * (v - average)).sum();
    assertEquals(mean, average, 4 * sd / Math.sqrt(n));
    assertEquals(sd, Math.sqrt(square / n), 4 * sd / Math.sqrt(2 * n));
  }

  @Test
  void intensitiesAreThoseOfTheModel() {
    // Written anew from the model's formulas, without the simulator's arithmetic.
    var errors = new IntegrationErrors(500, 2000, 0.2, 0, 1, 0, false);
    for (SpotProfile profile : SpotProfile.values()) {
      var crystals = new CrystalVariation(0.7, 6, 2e-4, 0.35, 0.03, 0.7, 0.3, profile);
      var experiment = SerialExperiment.usual(WAVELENGTH, 8).with(errors).with(crystals);
      CrystalTruth truth = truth(SMALL, 3);
      var simulator = new StillSimulator(truth, experiment);
      ReflectionTable table = stills(simulator, 20);
      assertTrue(table.size() > 100, "reflections " + table.size());
      for (int s = 0; s < table.stills(); s++) {
        StillTruth made = simulator.truth(s);
        for (int i = table.begin(s); i < table.end(s); i++) {
          double expected = 500 * intensity(truth, made, profile, table, i);
          assertEquals(expected, table.intensity()[i], 1e-5 * expected + 1e-30);
          assertEquals(Math.sqrt(expected + 2000), table.sigma()[i], 1e-4);
        }
      }
    }
  }

  private static double intensity(
      CrystalTruth truth, StillTruth made, SpotProfile profile, ReflectionTable table, int i) {
    int h = table.h()[i];
    int k = table.k()[i];
    int l = table.l()[i];
    Orientation axes = made.trueOrientation();
    double x = axes.x(h, k, l);
    double y = axes.y(h, k, l);
    double z = axes.z(h, k, l);
    double q = Math.sqrt(x * x + y * y + z * z);
    double ray = Math.sqrt(x * x + y * y + (z + 1 / WAVELENGTH) * (z + 1 / WAVELENGTH));
    double e = ray - 1 / WAVELENGTH;
    double phi = Math.atan2(y, x);
    double eta =
        made.mosaicity()
            * Math.exp(
                made.anisotropyCos() * Math.cos(2 * phi)
                    + made.anisotropySin() * Math.sin(2 * phi));
    double w = Math.hypot(made.sizeWidth(), eta * q);
    double u = Math.pow(e / w, 2) / 2;
    double gaussian = Math.exp(-u);
    double lorentzian = Math.pow(1 + 2 * u / 3, -1.5);
    double fraction =
        switch (profile) {
          case GAUSSIAN -> gaussian;
          case LORENTZIAN -> lorentzian;
          case TOPHAT -> Math.exp(-Math.pow(u, 4));
          case MIXED -> (gaussian + lorentzian) / 2;
        };
    double polarisation = 1 - Math.pow(x / ray, 2);
    double square = truth.intensity()[truth.unique().slot(h, k, l)];
    return made.scale() * fraction * Math.exp(-made.b() * q * q / 2) * polarisation * square;
  }

  @Test
  void photonNoiseScattersAsMuchAsSigmaSays() {
    var quiet = new IntegrationErrors(3000, 2000, 0, 0, 1, 0, false);
    var noisy = new IntegrationErrors(3000, 2000, 0, 0, 1, 0, true);
    var experiment = SerialExperiment.usual(WAVELENGTH, 2);
    CrystalTruth truth = truth(SMALL, 2);
    ReflectionTable expected = stills(new StillSimulator(truth, experiment.with(quiet)), 600);
    ReflectionTable measured = stills(new StillSimulator(truth, experiment.with(noisy)), 600);
    assertEquals(expected.size(), measured.size());
    double sum = 0;
    for (int i = 0; i < measured.size(); i++) {
      double z = (measured.intensity()[i] - expected.intensity()[i]) / measured.sigma()[i];
      sum += z * z;
    }
    // χ² of n normal numbers: n ± √(2n).
    double n = measured.size();
    assertTrue(n > 5000, "reflections " + n);
    assertEquals(1, sum / n, 5 * Math.sqrt(2 / n));
  }

  @Test
  void modelErrorsHaveMeanOneAndTheSpreadAskedFor() {
    var quiet = new IntegrationErrors(1e9, 1e-6, 0, 0, 1, 0, false);
    var loud = new IntegrationErrors(1e9, 1e-6, 0.2, 0, 1, 0, true);
    var experiment = SerialExperiment.usual(WAVELENGTH, 4);
    CrystalTruth truth = truth(SMALL, 2);
    ReflectionTable expected = stills(new StillSimulator(truth, experiment.with(quiet)), 600);
    ReflectionTable measured = stills(new StillSimulator(truth, experiment.with(loud)), 600);
    double[] logs = new double[measured.size()];
    int kept = 0;
    for (int i = 0; i < logs.length; i++) {
      if (expected.intensity()[i] > 1e6) { // the photons' own noise is below 0.1 %
        logs[kept++] = Math.log(measured.intensity()[i] / expected.intensity()[i]);
      }
    }
    assertTrue(kept > 5000, "reflections " + kept);
    moments(Arrays.copyOf(logs, kept), -0.02, 0.2);
  }

  @Test
  void gainsScaleIntensitiesAndSigmasPanelByPanel() {
    var plain = new IntegrationErrors(3000, 2000, 0.2, 0, 1, 0, true);
    var gained = new IntegrationErrors(3000, 2000, 0.2, 0.03, 0.5, 0, true);
    var experiment = SerialExperiment.usual(WAVELENGTH, 6);
    CrystalTruth truth = truth(SMALL, 2.5);
    ReflectionTable without = stills(new StillSimulator(truth, experiment.with(plain)), 100);
    var simulator = new StillSimulator(truth, experiment.with(gained));
    ReflectionTable with = stills(simulator, 100);
    float[] gains = simulator.gains();
    for (int i = 0; i < with.size(); i++) {
      float gain = gains[with.panel()[i]];
      assertEquals(gain * without.intensity()[i], with.intensity()[i], 1e-2);
      assertEquals(0.5 * gain * without.sigma()[i], with.sigma()[i], 1e-3);
    }
  }

  @Test
  void aStillIsTheSameWhateverItsSlice() throws Exception {
    var simulator = new StillSimulator(truth(SMALL, 3), SerialExperiment.usual(WAVELENGTH, 9));
    ReflectionTable whole = stills(simulator, 40);
    var source = new SimulatedStills(simulator, 40);
    int row = 0;
    for (Slice slice = source.next(); slice != null; slice = source.next()) {
      ReflectionTable part = source.read(slice);
      for (int s = 0; s < part.stills(); s++) {
        assertEquals(whole.still((int) slice.first() + s), part.still(s));
      }
      int size = part.size();
      assertArrayEquals(
          Arrays.copyOfRange(whole.intensity(), row, row + size),
          Arrays.copyOf(part.intensity(), size));
      assertArrayEquals(
          Arrays.copyOfRange(whole.l(), row, row + size), Arrays.copyOf(part.l(), size));
      row += size;
    }
    assertEquals(whole.size(), row);
  }

  @Test
  void spotsFallWhereTheirRaysMeetTheDetector() {
    var simulator = new StillSimulator(truth(SMALL, 1.8), SerialExperiment.usual(WAVELENGTH, 9));
    ReflectionTable table = stills(simulator, 50);
    TiledDetector detector = simulator.detector();
    for (int s = 0; s < table.stills(); s++) {
      Orientation axes = simulator.truth(s).orientation();
      for (int i = table.begin(s); i < table.end(s); i++) {
        double x = axes.x(table.h()[i], table.k()[i], table.l()[i]);
        double y = axes.y(table.h()[i], table.k()[i], table.l()[i]);
        double z = axes.z(table.h()[i], table.k()[i], table.l()[i]) + 1 / WAVELENGTH;
        int panel = table.panel()[i];
        Placement place = detector.geometry(9000).panels().get(panel).placement();
        double spotX = place.x(table.fs()[i], table.ss()[i]);
        double spotY = place.y(table.fs()[i], table.ss()[i]);
        assertEquals(x / z, spotX / detector.cameraLengthM(), 1e-6);
        assertEquals(y / z, spotY / detector.cameraLengthM(), 1e-6);
        assertTrue(table.fs()[i] >= 0 && table.fs()[i] <= 512);
        assertTrue(table.ss()[i] >= 0 && table.ss()[i] <= 512);
      }
    }
  }

  @Test
  void reindexedStillsDescribeTheSameLattice() {
    // In P 61 the lattice has a twofold axis that the crystal lacks: k, h, -l.
    var operator = SymmetryOperation.parse("y,x,-z");
    var unique = UniqueReflections.of(SpaceGroup.of("P 61"), SMALL, 3);
    CrystalTruth truth = CrystalTruth.random(unique, 25, 0.024, 1);
    var experiment = SerialExperiment.usual(WAVELENGTH, 12).with(IntegrationErrors.NONE);
    var plain = new StillSimulator(truth, experiment.with(IndexingErrors.NONE));
    var ambiguous = new IndexingErrors(0, 0, 0, 0, List.of(operator));
    var twofold = new StillSimulator(truth, experiment.with(ambiguous));
    int moved = 0;
    int[] index = new int[3];
    for (int still = 0; still < 60; still++) {
      var rows = new ReflectionTable.Builder(null);
      boolean reindexed = twofold.simulate(still, rows).operator() == 0;
      plain.simulate(still, rows);
      ReflectionTable table = rows.build();
      assertEquals(2 * table.end(0), table.size());
      moved += reindexed ? 1 : 0;
      Still told = table.still(0);
      assertEquals(SMALL.volume(), cell(told).volume(), 1e-6);
      assertEquals(SMALL.c(), cell(told).c(), 1e-9);
      for (int i = 0; i < table.end(0); i++) {
        index[0] = table.h()[i];
        index[1] = table.k()[i];
        index[2] = table.l()[i];
        Orientation axes = orientation(told);
        double x = axes.x(index[0], index[1], index[2]);
        if (reindexed) {
          assertTrue(operator.inverse().map(index[0], index[1], index[2], index));
        }
        int twin = find(table, index);
        assertEquals(table.intensity()[twin], table.intensity()[i], 1e-2);
        assertEquals(orientation(table.still(1)).x(index[0], index[1], index[2]), x, 1e-12);
      }
    }
    // Binomial: 30 ± 3.9.
    assertEquals(30, moved, 15);
  }

  private static UnitCell cell(Still still) {
    UnitCell cell = still.cell();
    assertTrue(cell != null);
    return cell;
  }

  private static Orientation orientation(Still still) {
    Orientation orientation = still.orientation();
    assertTrue(orientation != null);
    return orientation;
  }

  private static int find(ReflectionTable table, int[] index) {
    for (int i = table.begin(1); i < table.end(1); i++) {
      if (table.h()[i] == index[0] && table.k()[i] == index[1] && table.l()[i] == index[2]) {
        return i;
      }
    }
    throw new AssertionError("no reflection " + Arrays.toString(index));
  }

  @Test
  void cellErrorsStretchTheReportedLattice() {
    var errors = new IndexingErrors(0, 0, 0, 0.002, List.of());
    var experiment = SerialExperiment.usual(WAVELENGTH, 12).with(errors);
    var simulator = new StillSimulator(truth(SMALL, 4), experiment);
    double[] relative = new double[2000];
    for (int still = 0; still < relative.length; still++) {
      StillTruth made = simulator.truth(still);
      relative[still] = made.reciprocalScale() - 1;
      double reported = made.orientation().cell().a();
      assertEquals(SMALL.a() / made.reciprocalScale(), reported, 1e-9);
    }
    moments(relative, 0, 0.002);
  }

  @Test
  void randomStructureFactorsHaveTheBijvoetRatioAskedFor() {
    CrystalTruth truth = truth(SMALL, 1.5);
    double difference = 0;
    double mean = 0;
    double square = 0;
    int acentric = 0;
    for (int row = 0; row < truth.unique().count(); row++) {
      double plus = Math.sqrt(truth.intensity()[2 * row]);
      double minus = Math.sqrt(truth.intensity()[2 * row + 1]);
      square += (truth.intensity()[2 * row] + truth.intensity()[2 * row + 1]) / 2;
      if (truth.unique().centric(row)) {
        assertEquals(plus, minus, 0);
      } else {
        difference += Math.abs(plus - minus);
        mean += (plus + minus) / 2;
        acentric++;
      }
    }
    assertTrue(acentric > 2000, "acentric reflections " + acentric);
    assertEquals(0.024, difference / mean, 0.001);
    assertEquals(1, square / truth.unique().count(), 1e-5);
  }

  @Test
  void aResolutionThatNoFlatDetectorSeesIsRefused() {
    CrystalTruth truth = truth(SMALL, 2);
    var experiment = SerialExperiment.usual(2.8, 1);
    var e =
        assertThrows(IllegalArgumentException.class, () -> new StillSimulator(truth, experiment));
    assertTrue(String.valueOf(e.getMessage()).contains("expected 2.178 Å or more"), e.getMessage());
  }
}

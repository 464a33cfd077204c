package org.everyshot.simulation;

import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.math.RandomStream;
import org.everyshot.merging.ReflectionTable;
import org.jspecify.annotations.Nullable;

/// Exposes one crystal: which reflections it gives, and what is read of them.
final class StillExposure {
  private final StillSimulator simulator;
  private final StillTruth made;
  private final SerialExperiment experiment;
  private final CrystalVariation crystals;
  private final IntegrationErrors errors;
  private final double waveNumber;
  private final RandomStream modelError;
  private final RandomStream photons;
  private final RandomStream offset;
  private final @Nullable SymmetryOperation backward;
  private final int[] index = new int[3];

  StillExposure(StillSimulator simulator, StillTruth made) {
    this.simulator = simulator;
    this.made = made;
    this.experiment = simulator.experiment();
    this.crystals = experiment.crystals();
    this.errors = experiment.integration();
    this.waveNumber = 1 / experiment.wavelengthAngstrom();
    this.modelError = new RandomStream(experiment.seed(), made.still(), Purpose.MODEL_ERROR);
    this.photons = new RandomStream(experiment.seed(), made.still(), Purpose.PHOTONS);
    this.offset = new RandomStream(experiment.seed(), made.still(), Purpose.OFFSET);
    this.backward =
        made.operator() < 0
            ? null
            : experiment.indexing().operators().get(made.operator()).inverse();
  }

  /// Adds every predicted reflection to the still begun last.
  void record(EwaldNeighbours search, ReflectionTable.Builder rows) {
    CrystalTruth truth = simulator.crystal();
    UniqueReflections unique = truth.unique();
    float[] squares = truth.intensity();
    Orientation predicted = made.orientation();
    Orientation exact = made.trueOrientation();
    double reach = experiment.reach();
    double mostAnisotropy =
        Math.sqrt(
            made.anisotropyCos() * made.anisotropyCos()
                + made.anisotropySin() * made.anisotropySin());
    double widest = made.mosaicity() * Math.exp(mostAnisotropy) / unique.dMin();
    double most = reach * Math.sqrt(made.sizeWidth() * made.sizeWidth() + widest * widest);
    int found = search.find(predicted, Math.min(most, 0.5 * waveNumber));
    for (int i = 0; i < found; i++) {
      int h = search.h()[i];
      int k = search.k()[i];
      int l = search.l()[i];
      if (!findTrueIndex(h, k, l)) {
        continue;
      }
      int slot = unique.slot(index[0], index[1], index[2]);
      if (slot < 0) {
        continue;
      }
      double x = predicted.x(h, k, l);
      double y = predicted.y(h, k, l);
      double z = predicted.z(h, k, l);
      double e = offset(x, y, z);
      if (e * e >= reach * reach * squareWidth(x, y, z)) {
        continue;
      }
      double expected =
          squares[slot]
              * visible(
                  exact.x(index[0], index[1], index[2]),
                  exact.y(index[0], index[1], index[2]),
                  exact.z(index[0], index[1], index[2]));
      write(h, k, l, x, y, z, expected, rows);
    }
  }

  /// The index in the truth of a reported one.
  ///
  /// @return whether it is whole: in a centred cell, points of no reflection may not be
  private boolean findTrueIndex(int h, int k, int l) {
    if (backward != null) {
      return backward.map(h, k, l, index);
    }
    index[0] = h;
    index[1] = k;
    index[2] = l;
    return true;
  }

  /// |q + s₀| − 1/λ, Å⁻¹.
  private double offset(double x, double y, double z) {
    // As (|q|² + 2 q·s₀)/(|q + s₀| + 1/λ), which does not cancel.
    double ray = z + waveNumber;
    return (x * x + y * y + z * z + 2 * z * waveNumber)
        / (Math.sqrt(x * x + y * y + ray * ray) + waveNumber);
  }

  /// w² of a reciprocal-lattice point, Å⁻².
  private double squareWidth(double x, double y, double z) {
    double across = x * x + y * y;
    double eta = made.mosaicity();
    if (crystals.anisotropy() > 0 && across > 0) {
      double cos2 = (x * x - y * y) / across;
      double sin2 = 2 * x * y / across;
      eta *= Math.exp(made.anisotropyCos() * cos2 + made.anisotropySin() * sin2);
    }
    return made.sizeWidth() * made.sizeWidth() + eta * eta * (across + z * z);
  }

  /// What a still shows of F² at the true place of a reflection: scale, partiality, B,
  /// polarisation.
  private double visible(double x, double y, double z) {
    double e = offset(x, y, z);
    if (errors.offsetNoise() > 0) {
      e += errors.offsetNoise() * studentOfThree();
    }
    double fraction = crystals.profile().fraction(e * e / (2 * squareWidth(x, y, z)));
    double square = x * x + y * y + z * z;
    double ray = z + waveNumber;
    double polarisation = 1 - x * x / (x * x + y * y + ray * ray);
    return made.scale() * fraction * Math.exp(-made.b() * square / 2) * polarisation;
  }

  /// Student's t with three degrees of freedom, no larger than 100 in modulus.
  private double studentOfThree() {
    double numerator = offset.normal();
    double a = offset.normal();
    double b = offset.normal();
    double c = offset.normal();
    double t = numerator / Math.sqrt((a * a + b * b + c * c) / 3);
    return Math.clamp(t, -100.0, 100.0);
  }

  private void write(
      int h,
      int k,
      int l,
      double x,
      double y,
      double z,
      double expected,
      ReflectionTable.Builder rows) {
    double count = errors.photons() * expected;
    double sigma;
    double value;
    if (errors.noise()) {
      double spread = errors.relativeError();
      count *= Math.exp(spread * modelError.normal() - spread * spread / 2);
      sigma = Math.sqrt(count + errors.background());
      value = count + sigma * photons.normal();
    } else {
      sigma = Math.sqrt(count + errors.background());
      value = count;
    }
    TiledDetector detector = simulator.detector();
    double across = detector.position(x, z + waveNumber);
    double up = detector.position(y, z + waveNumber);
    int column = TiledDetector.tile(across);
    int row = TiledDetector.tile(up);
    if (column < 0 || row < 0 || !(z + waveNumber > 0)) {
      return;
    }
    int panel = TiledDetector.SIDE * row + column;
    double gain = simulator.gain(panel);
    rows.add(
        h,
        k,
        l,
        (float) (gain * value),
        (float) (gain * sigma * errors.sigmaFactor()),
        (float) (across - column * TiledDetector.PANEL_PIXELS),
        (float) (up - row * TiledDetector.PANEL_PIXELS),
        panel);
  }
}

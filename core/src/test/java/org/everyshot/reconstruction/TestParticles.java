package org.everyshot.reconstruction;

import java.nio.file.Files;
import java.nio.file.Path;
import org.everyshot.format.StructureFile;
import org.everyshot.simulation.Shape;
import org.everyshot.structure.AtomicModel;
import org.junit.jupiter.api.Assumptions;

/// Smooth densities without symmetry on which phasing is tried, on boxes of 48³ points 3 Å apart.
final class TestParticles {
  static final int POINTS = 48;
  static final double SPACING = 3;

  /// A particle, and how far it is measured.
  ///
  /// @param diameterAngstrom twice its largest distance from the middle, blobs' tails included
  record Particle(String name, Density density, double diameterAngstrom, double qMax) {
    /// Rings of equal steps from half a step to half a step below qMax.
    double[] rings(int count) {
      double[] q = new double[count];
      for (int k = 0; k < count; k++) {
        q[k] = (k + 0.5) * qMax / count;
      }
      return q;
    }
  }

  private TestParticles() {}

  /// Two rings of eight blobs, and one lump.
  static Particle barrel() {
    float[] values = new float[POINTS * POINTS * POINTS];
    for (int k = 0; k < 8; k++) {
      double angle = Math.PI * k / 4;
      add(values, 36 * Math.cos(angle), 36 * Math.sin(angle), 20, 6);
      add(values, 36 * Math.cos(angle + 0.2), 36 * Math.sin(angle + 0.2), -20, 6);
    }
    add(values, 20, 8, 36, 6);
    return new Particle("barrel", new Density(POINTS, SPACING, values), 118, 0.25);
  }

  /// A lopsided hollow body with a hole and two lumps.
  static Particle vessel() {
    Density density =
        new CommonBox(POINTS, SPACING, 1e3).sample(Shape.VESSEL.map(3), new double[3]);
    return new Particle("vessel", density, 130, 0.25);
  }

  /// Thermolysin's atoms as Gaussians of 3.5 Å; skipped where its file is not there.
  static Particle thermolysin() {
    Path file =
        Path.of(System.getProperty("everyshot.shared", "../../shared"), "data/pdb/2tli.pdb");
    Assumptions.assumeTrue(Files.exists(file), () -> "no " + file + ": test is skipped");
    var atoms = (AtomicModel) StructureFile.read(file).structure();
    double[] middle = new double[3];
    int count = 0;
    for (int i = 0; i < atoms.count(); i++) {
      if (!atoms.label(i).water()) {
        middle[0] += atoms.x(i);
        middle[1] += atoms.y(i);
        middle[2] += atoms.z(i);
        count++;
      }
    }
    float[] values = new float[POINTS * POINTS * POINTS];
    for (int i = 0; i < atoms.count(); i++) {
      if (!atoms.label(i).water()) {
        add(
            values,
            atoms.x(i) - middle[0] / count,
            atoms.y(i) - middle[1] / count,
            atoms.z(i) - middle[2] / count,
            3.5);
      }
    }
    return new Particle("thermolysin", new Density(POINTS, SPACING, values), 80, 0.40);
  }

  /// A Gaussian of height 1, cut at 4.5 standard deviations.
  private static void add(float[] values, double x, double y, double z, double sigma) {
    int half = POINTS / 2;
    int reach = (int) Math.ceil(4.5 * sigma / SPACING);
    int i0 = (int) Math.round(x / SPACING) + half;
    int j0 = (int) Math.round(y / SPACING) + half;
    int k0 = (int) Math.round(z / SPACING) + half;
    for (int k = k0 - reach; k <= k0 + reach; k++) {
      for (int j = j0 - reach; j <= j0 + reach; j++) {
        for (int i = i0 - reach; i <= i0 + reach; i++) {
          double dx = (i - half) * SPACING - x;
          double dy = (j - half) * SPACING - y;
          double dz = (k - half) * SPACING - z;
          double square = (dx * dx + dy * dy + dz * dz) / (sigma * sigma);
          boolean inside = Math.min(i, Math.min(j, k)) >= 0;
          inside &= Math.max(i, Math.max(j, k)) < POINTS;
          if (inside && square < 4.5 * 4.5) {
            values[(k * POINTS + j) * POINTS + i] += (float) Math.exp(-0.5 * square);
          }
        }
      }
    }
  }
}

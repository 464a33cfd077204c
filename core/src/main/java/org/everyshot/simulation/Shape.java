package org.everyshot.simulation;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.engine.Team;
import org.everyshot.structure.DensityMap;

/// Particles that need no file.
public enum Shape {
  /// Solid sphere of unit density, radius 30 Å: no angular signal at all.
  SPHERE("sphere"),
  /// Two solid spheres of unit density, radius 20 Å, centres 80 Å apart: closed-form correlation.
  TWO_SPHERES("two-spheres"),
  /// Four unequal distances between four points: no symmetry, not even a mirror.
  FOUR_POINTS("four-points"),
  /// Two stacked rings of blobs in the manner of a chaperonin, about 150 Å tall, with lumps that
  /// break every symmetry, so that the hand shows.
  CHAPERONIN("chaperonin"),
  /// A lopsided hollow body, about 125 Å long, with a hole and two lumps off every plane of
  /// symmetry: no mirror, and its mean intensity does not tell what it is.
  VESSEL("vessel");

  private static final double ELECTRONS_PER_BLOB = 4000;

  /// Shapes of blobs lie within so far of the origin along each axis, Å.
  private static final double HALF_LENGTH = 105;

  /// Blobs end at four and a half standard deviations.
  private static final double FAR = 4.5 * 4.5;

  private final String label;

  Shape(String label) {
    this.label = label;
  }

  /// Name on the command line.
  public String label() {
    return label;
  }

  /// The particle, good for |q| up to `qMax` (Å⁻¹).
  public Particle particle(double qMax, Team team) {
    return switch (this) {
      case SPHERE -> new Bodies(label, new double[3], q -> Bodies.sphere(q, 30), 60);
      case TWO_SPHERES ->
          new Bodies(label, new double[] {0, 0, -40, 0, 0, 40}, q -> Bodies.sphere(q, 20), 40);
      case FOUR_POINTS ->
          new Bodies(label, new double[] {0, 0, 0, 38, 4, -6, -11, 29, 8, 7, -13, 45}, q -> 1, 0);
      case CHAPERONIN -> Particles.ofBlobs(label, chaperonin(), qMax, team);
      case VESSEL -> Particles.ofBlobs(label, vessel(), qMax, team);
    };
  }

  /// Whether it is a smooth density: a map cannot hold points or sharp edges.
  public boolean hasMap() {
    return this == CHAPERONIN || this == VESSEL;
  }

  /// Its density in electrons per Å³, about the origin; only where [#hasMap].
  ///
  /// @param spacing distance of neighbouring points, Å
  public DensityMap map(double spacing) {
    return switch (this) {
      case CHAPERONIN -> map(chaperonin(), spacing);
      case VESSEL -> map(vessel(), spacing);
      case SPHERE, TWO_SPHERES, FOUR_POINTS ->
          throw new IllegalArgumentException("there is no map of " + label);
    };
  }

  private DensityMap map(double[][] blobs, double spacing) {
    int half = (int) Math.ceil(HALF_LENGTH / spacing);
    int points = 2 * half;
    float[] values = new float[points * points * points];
    for (double[] blob : blobs) {
      double variance = blob[4] * blob[4];
      double height = blob[3] / Math.pow(2 * Math.PI * variance, 1.5);
      for (int k = 0, at = 0; k < points; k++) {
        double z = (k - half) * spacing - blob[2];
        for (int j = 0; j < points; j++) {
          double y = (j - half) * spacing - blob[1];
          for (int i = 0; i < points; i++, at++) {
            double x = (i - half) * spacing - blob[0];
            double square = (x * x + y * y + z * z) / variance;
            values[at] += square < FAR ? (float) (height * Math.exp(-square / 2)) : 0;
          }
        }
      }
    }
    double[] steps = {spacing, 0, 0, 0, spacing, 0, 0, 0, spacing};
    double corner = -half * spacing;
    return new DensityMap(
        label, points, points, points, steps, new double[] {corner, corner, corner}, values);
  }

  /// Two rings of seven subunits back to back, three domains each, the upper ring wider and twisted
  /// as in the bullet-shaped state; one subunit of each ring carries an extra lump.
  ///
  /// @return x, y, z (Å), electrons, standard deviation (Å) of each blob
  private static double[][] chaperonin() {
    List<double[]> blobs = new ArrayList<>();
    for (int subunit = 0; subunit < 7; subunit++) {
      double turn = 2 * Math.PI * subunit / 7;
      blobs.add(blob(42, turn, 16, 9));
      blobs.add(blob(50, turn + 0.24, 38, 8));
      blobs.add(blob(47, turn + 0.52, 60, 8));
      blobs.add(blob(40, turn + 0.13, -16, 9));
      blobs.add(blob(46, turn - 0.06, -36, 8));
      blobs.add(blob(38, turn - 0.20, -56, 8));
    }
    blobs.add(blob(57, 0.9, 22, 7));
    blobs.add(blob(20, 2.4, 68, 9));
    blobs.add(blob(54, 3.9, -30, 7));
    blobs.add(blob(12, 5.3, -44, 8));
    return blobs.toArray(double[][]::new);
  }

  private static double[] blob(double radius, double angle, double height, double deviation) {
    return new double[] {
      radius * Math.cos(angle), radius * Math.sin(angle), height, ELECTRONS_PER_BLOB, deviation
    };
  }

  /// The wall of an ellipsoid with half axes of 50, 36 and 26 Å, of blobs in directions that
  /// spread over the sphere by the golden angle, but for a cone of 38°; and two lumps. About the
  /// centre of its electrons.
  ///
  /// @return x, y, z (Å), electrons, standard deviation (Å) of each blob
  private static double[][] vessel() {
    List<double[]> blobs = new ArrayList<>();
    int directions = 220;
    double rim = Math.cos(Math.toRadians(38));
    for (int i = 0; i < directions; i++) {
      double z = 1 - (2 * i + 1.0) / directions;
      double angle = i * Math.PI * (3 - Math.sqrt(5));
      double x = Math.sqrt(1 - z * z) * Math.cos(angle);
      double y = Math.sqrt(1 - z * z) * Math.sin(angle);
      if (0.62 * x + 0.48 * y + 0.62 * z <= rim) {
        blobs.add(new double[] {50 * x, 36 * y, 26 * z, ELECTRONS_PER_BLOB / 10, 6});
      }
    }
    blobs.add(new double[] {-22, 30, 16, 0.6 * ELECTRONS_PER_BLOB, 7});
    blobs.add(new double[] {20, -14, -4, 0.6 * ELECTRONS_PER_BLOB, 7});
    double electrons = 0;
    double[] centre = new double[3];
    for (double[] blob : blobs) {
      electrons += blob[3];
      for (int axis = 0; axis < 3; axis++) {
        centre[axis] += blob[3] * blob[axis];
      }
    }
    for (double[] blob : blobs) {
      for (int axis = 0; axis < 3; axis++) {
        blob[axis] -= centre[axis] / electrons;
      }
    }
    return blobs.toArray(double[][]::new);
  }
}

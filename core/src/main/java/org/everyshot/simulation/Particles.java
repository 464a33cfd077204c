package org.everyshot.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.everyshot.engine.Team;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DensityMap;
import org.everyshot.structure.Element;

/// Makes particles from structures.
public final class Particles {
  /// Room for electrons around the outermost nuclei, Å.
  private static final double SKIN = 3;

  /// Van der Waals radius of carbon, Å.
  private static final double ATOM_RADIUS = 1.7;

  private static final int DIRECTIONS = 500;

  private Particles() {}

  /// A particle of atoms, tabulated up to `qMax`.
  ///
  /// @param solventDensity electrons per Å³ of the displaced solvent (water: 0.334), 0 in vacuum
  /// @param qMax largest |q| that will be asked for, Å⁻¹
  /// @throws IllegalArgumentException where the table would not fit
  public static Particle ofAtoms(AtomicModel atoms, double solventDensity, double qMax, Team team) {
    int n = atoms.count();
    if (n == 0) {
      throw new IllegalArgumentException("structure " + atoms.name() + " has no atoms");
    }
    var box = new Box();
    for (int a = 0; a < n; a++) {
      box.take(atoms.x(a), atoms.y(a), atoms.z(a));
    }
    Map<Element, Integer> counts = new LinkedHashMap<>();
    for (int a = 0; a < n; a++) {
      counts.merge(atoms.element(a), 1, Integer::sum);
    }
    var kinds = new Scatterers.Kind[counts.size()];
    int next = 0;
    for (Map.Entry<Element, Integer> kind : counts.entrySet()) {
      Element element = kind.getKey();
      kinds[next++] =
          ofElement(
              atoms,
              element,
              kind.getValue(),
              box,
              DisplacedSolvent.factor(element, solventDensity));
    }
    return tabulate(atoms.name(), new Scatterers(kinds), box, SKIN, 2 * ATOM_RADIUS, qMax, team);
  }

  private static Scatterers.Kind ofElement(
      AtomicModel atoms, Element element, int count, Box box, DoubleUnaryOperator factor) {
    var kind = new Scatterers.Kind(factor, count);
    for (int a = 0; a < atoms.count(); a++) {
      if (atoms.element(a).equals(element)) {
        kind.add(
            atoms.x(a) - box.centre(0),
            atoms.y(a) - box.centre(1),
            atoms.z(a) - box.centre(2),
            atoms.occupancy(a),
            Math.max(0, atoms.bFactor(a)));
      }
    }
    return kind;
  }

  /// A particle of Gaussian blobs of unit weight per electron, tabulated up to `qMax`.
  ///
  /// @param blobs `[count][5]`: x, y, z (Å), electrons, standard deviation (Å)
  static Particle ofBlobs(String name, double[][] blobs, double qMax, Team team) {
    var box = new Box();
    double widest = 0;
    for (double[] blob : blobs) {
      box.take(blob[0], blob[1], blob[2]);
      widest = Math.max(widest, blob[4]);
    }
    var kind = new Scatterers.Kind(q -> 1, blobs.length);
    for (double[] blob : blobs) {
      kind.add(
          blob[0] - box.centre(0),
          blob[1] - box.centre(1),
          blob[2] - box.centre(2),
          blob[3],
          8 * Math.PI * Math.PI * blob[4] * blob[4]);
    }
    var scatterers = new Scatterers(new Scatterers.Kind[] {kind});
    return tabulate(name, scatterers, box, 3 * widest, 4 * widest, qMax, team);
  }

  /// @param skin what the box is widened by on every side, Å
  /// @param thickness what the distance of the farthest centres is widened by, Å
  private static Particle tabulate(
      String name,
      Scatterers scatterers,
      Box box,
      double skin,
      double thickness,
      double qMax,
      Team team) {
    double[] halves = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      halves[axis] = box.half(axis) + skin;
    }
    var lattice = new FourierLattice(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1}, halves, qMax);
    float[] amplitudes = scatterers.amplitudes(lattice, team);
    double diameter = scatterers.longest(DIRECTIONS) + thickness;
    double radius = scatterers.reach() + skin;
    return new LatticeParticle(name, diameter, radius, qMax, lattice, amplitudes, team);
  }

  /// A particle given by a density map, tabulated up to `qMax`.
  ///
  /// @throws IllegalArgumentException where the map is too coarse for `qMax` or too large
  public static Particle ofMap(DensityMap map, double qMax, Team team) {
    return MapTransform.particle(map, qMax, team);
  }

  /// The smallest box around points.
  private static final class Box {
    private final double[] low = {
      Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY
    };
    private final double[] high = {
      Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY
    };

    void take(double x, double y, double z) {
      double[] point = {x, y, z};
      for (int axis = 0; axis < 3; axis++) {
        low[axis] = Math.min(low[axis], point[axis]);
        high[axis] = Math.max(high[axis], point[axis]);
      }
    }

    double centre(int axis) {
      return (low[axis] + high[axis]) / 2;
    }

    double half(int axis) {
      return (high[axis] - low[axis]) / 2;
    }
  }
}

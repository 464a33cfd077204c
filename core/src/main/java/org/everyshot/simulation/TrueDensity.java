package org.everyshot.simulation;

import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DensityMap;
import org.everyshot.structure.Element;

/// The density that a simulated particle has, as a map to compare reconstructions with.
///
/// Atoms are the Gaussians of their form factors, with their B and the solvent that they displace,
/// blurred together by a Gaussian of 0.8 points so that the map's points carry them: Fourier shell
/// correlations do not feel that. At half the map's Nyquist frequency aliases are 0.2 % of what is
/// there.
public final class TrueDensity {
  private static final double BLUR = 0.8;
  private static final double FAR = 5;
  private static final double EIGHT_PI_SQUARE = 8 * Math.PI * Math.PI;

  private TrueDensity() {}

  /// Distance of points, Å, with which a map is good for comparisons up to `qMax`, Å⁻¹.
  public static double spacing(double qMax) {
    return Math.PI / (2 * qMax);
  }

  /// Electrons per Å³ of atoms, or what they have beyond the displaced solvent.
  ///
  /// @param solventDensity electrons per Å³, 0 in vacuum
  /// @param spacing distance of points, Å
  /// @throws IllegalArgumentException where there are no atoms, or more than 2²⁷ points are needed
  public static DensityMap of(AtomicModel atoms, double solventDensity, double spacing) {
    int[] first = new int[3];
    int[] points = new int[3];
    double margin = 4 * spacing + 6;
    long all = 1;
    for (int axis = 0; axis < 3; axis++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int a = 0; a < atoms.count(); a++) {
        low = Math.min(low, coordinate(atoms, a, axis));
        high = Math.max(high, coordinate(atoms, a, axis));
      }
      first[axis] = (int) Math.floor((low - margin) / spacing);
      points[axis] = (int) Math.ceil((high + margin) / spacing) - first[axis] + 1;
      all *= Math.max(0, points[axis]);
    }
    if (atoms.count() == 0 || all > 1L << 27) {
      throw new IllegalArgumentException(
          "map of %s with %d × %d × %d points"
              .formatted(atoms.name(), points[0], points[1], points[2]));
    }
    var map = new TrueDensity.Canvas(first, points, spacing);
    for (int a = 0; a < atoms.count(); a++) {
      double[] at = {atoms.x(a), atoms.y(a), atoms.z(a)};
      Element element = atoms.element(a);
      double b = Math.max(0, atoms.bFactor(a));
      for (int term = 0; term < Element.TERMS; term++) {
        double spread = (element.exponent(term) + b) / EIGHT_PI_SQUARE;
        map.add(at, atoms.occupancy(a) * element.height(term), spread);
      }
      map.add(at, atoms.occupancy(a) * element.constant(), b / EIGHT_PI_SQUARE);
      if (solventDensity > 0) {
        double volume = DisplacedSolvent.volume(element);
        double spread = DisplacedSolvent.variance(volume) + b / EIGHT_PI_SQUARE;
        map.add(at, -atoms.occupancy(a) * solventDensity * volume, spread);
      }
    }
    double[] steps = {spacing, 0, 0, 0, spacing, 0, 0, 0, spacing};
    double[] origin = {first[0] * spacing, first[1] * spacing, first[2] * spacing};
    return new DensityMap(atoms.name(), points[0], points[1], points[2], steps, origin, map.values);
  }

  private static double coordinate(AtomicModel atoms, int atom, int axis) {
    return switch (axis) {
      case 0 -> atoms.x(atom);
      case 1 -> atoms.y(atom);
      default -> atoms.z(atom);
    };
  }

  /// Points that Gaussians are added to.
  private static final class Canvas {
    private final int[] first;
    private final int[] points;
    private final double spacing;
    private final float[] values;
    private final double[][] lines = new double[3][];
    private final int[] from = new int[3];

    Canvas(int[] first, int[] points, double spacing) {
      this.first = first;
      this.points = points;
      this.spacing = spacing;
      this.values = new float[points[0] * points[1] * points[2]];
    }

    /// @param variance along each axis before the blur, Å²
    void add(double[] centre, double electrons, double variance) {
      double total = variance + BLUR * BLUR * spacing * spacing;
      double reach = FAR * Math.sqrt(total);
      double height = 1 / Math.sqrt(2 * Math.PI * total);
      for (int axis = 0; axis < 3; axis++) {
        int low = (int) Math.ceil((centre[axis] - reach) / spacing) - first[axis];
        int high = (int) Math.floor((centre[axis] + reach) / spacing) - first[axis];
        from[axis] = Math.max(0, low);
        int count = Math.min(points[axis] - 1, high) - from[axis] + 1;
        double[] line = new double[Math.max(0, count)];
        for (int i = 0; i < line.length; i++) {
          double x = (from[axis] + first[axis] + i) * spacing - centre[axis];
          line[i] = height * Math.exp(-x * x / (2 * total));
        }
        lines[axis] = line;
      }
      for (int k = 0; k < lines[2].length; k++) {
        for (int j = 0; j < lines[1].length; j++) {
          double row = electrons * lines[2][k] * lines[1][j];
          int at = ((from[2] + k) * points[1] + from[1] + j) * points[0] + from[0];
          for (double along : lines[0]) {
            values[at++] += (float) (row * along);
          }
        }
      }
    }
  }
}

package org.everyshot.crystal;

import org.everyshot.structure.Element;

/// Adds atoms as sums of Gaussians to a complex density on a grid: electrons and f′ to the real
/// part, f″ to the imaginary one.
///
/// A Gaussian a exp(−hᵀQh) of Miller indices is the density a π^{3/2} det(Q)^{−1/2}
/// exp(−π² xᵀQ⁻¹x) of fractions x, in electrons per cell. Along a grid line its exponent is a
/// quadratic, so that neighbouring values follow by two multiplications. Each Gaussian is blurred
/// by a common B, to be taken back in reciprocal space.
/// Source: Ten Eyck, Acta Cryst. A33, 486 (1977); Agarwal, Acta Cryst. A34, 791 (1978).
final class AtomDensity {
  private static final int TERMS = Element.TERMS + 1;

  private final MapGrid grid;
  private final double blur;
  private final double error;
  private final double[] reciprocal;
  private final double[] direct;
  private final double[] reach;
  private final float[] real;
  private final float[] imaginary;
  private final boolean[] used;

  /// Of the atom at work: exponents π²Q⁻¹, heights, and f″ on the last term's shape.
  private final double[] forms = new double[6 * TERMS];

  private final double[] heights = new double[TERMS];
  private double imaginaryHeight;

  private final double[] line;
  private final double[] imaginaryLine;

  /// @param blur added to every B, Å²
  /// @param error electrons, as a fraction, that may lie beyond an atom's radius
  AtomDensity(UnitCell cell, MapGrid grid, double blur, double error) {
    this.grid = grid;
    this.blur = blur;
    this.error = error;
    this.reciprocal = cell.reciprocalMetric();
    double[] o = cell.orthogonalization();
    this.direct =
        new double[] {
          o[0] * o[0],
          o[1] * o[1] + o[4] * o[4],
          o[2] * o[2] + o[5] * o[5] + o[8] * o[8],
          o[0] * o[1],
          o[0] * o[2],
          o[1] * o[2] + o[4] * o[5]
        };
    this.reach =
        new double[] {Math.sqrt(reciprocal[0]), Math.sqrt(reciprocal[1]), Math.sqrt(reciprocal[2])};
    this.real = new float[grid.count()];
    this.imaginary = new float[grid.count()];
    this.used = new boolean[grid.nv() * grid.nw()];
    this.line = new double[grid.nu() + 2];
    this.imaginaryLine = new double[grid.nu() + 2];
  }

  float[] real() {
    return real;
  }

  float[] imaginary() {
    return imaginary;
  }

  /// Whether the line of points (·, v, w) holds anything.
  boolean used(int v, int w) {
    return used[w * grid.nv() + v];
  }

  void add(CrystalModel model, int atom, AnomalousScattering anomalous) {
    Element element = model.element(atom);
    double[] beta = model.displacement(atom);
    double occupancy = model.occupancy(atom) / grid.count();
    for (int term = 0; term < TERMS; term++) {
      boolean constant = term == Element.TERMS;
      double height = constant ? element.constant() + anomalous.fPrime() : element.height(term);
      double b = constant ? 0 : element.exponent(term);
      double norm = shape(beta, b + blur, 6 * term);
      heights[term] = occupancy * height * norm;
      imaginaryHeight = occupancy * anomalous.fDoublePrime() * norm;
    }
    spread(model, atom, radius(element, model.extremeB(atom)[1], anomalous));
  }

  /// Writes π²Q⁻¹ of Q = β + b G*/4 from `at` on, and returns π^{3/2} det(Q)^{−1/2}.
  private double shape(double[] beta, double b, int at) {
    double q00 = beta[0] + 0.25 * b * reciprocal[0];
    double q11 = beta[1] + 0.25 * b * reciprocal[1];
    double q22 = beta[2] + 0.25 * b * reciprocal[2];
    double q01 = beta[3] + 0.125 * b * reciprocal[5];
    double q02 = beta[4] + 0.125 * b * reciprocal[4];
    double q12 = beta[5] + 0.125 * b * reciprocal[3];
    double c00 = q11 * q22 - q12 * q12;
    double c01 = q02 * q12 - q01 * q22;
    double c02 = q01 * q12 - q02 * q11;
    double determinant = q00 * c00 + q01 * c01 + q02 * c02;
    double scale = Math.PI * Math.PI / determinant;
    forms[at] = scale * c00;
    forms[at + 1] = scale * (q00 * q22 - q02 * q02);
    forms[at + 2] = scale * (q00 * q11 - q01 * q01);
    forms[at + 3] = scale * c01;
    forms[at + 4] = scale * c02;
    forms[at + 5] = scale * (q01 * q02 - q00 * q12);
    return Math.pow(Math.PI, 1.5) / Math.sqrt(determinant);
  }

  /// Radius beyond which less than the allowed fraction of the atom lies, Å.
  private double radius(Element element, double largestB, AnomalousScattering anomalous) {
    double allowed = error * Math.max(1, element.number());
    double radius = 1;
    while (beyond(element, largestB, anomalous, radius) > allowed) {
      radius += 0.1;
    }
    return radius;
  }

  private double beyond(Element element, double b, AnomalousScattering anomalous, double radius) {
    double sum = 0;
    for (int term = 0; term < TERMS; term++) {
      boolean constant = term == Element.TERMS;
      double height =
          constant ? element.constant() + anomalous.fPrime() : Math.abs(element.height(term));
      double total = (constant ? 0 : element.exponent(term)) + b + blur;
      // A Gaussian exp(−x²) beyond x: erfc(x) + 2x exp(−x²)/√π, where erfc(x) < exp(−x²)/(x√π).
      double x = 2 * Math.PI * radius / Math.sqrt(total);
      sum += Math.abs(height) * Math.exp(-x * x) * (2 * x + 1 / x) / Math.sqrt(Math.PI);
    }
    return sum;
  }

  private void spread(CrystalModel model, int atom, double radius) {
    double x = model.fraction(atom, 0);
    double y = model.fraction(atom, 1);
    double z = model.fraction(atom, 2);
    int nu = grid.nu();
    int nv = grid.nv();
    int nw = grid.nw();
    int firstW = (int) Math.ceil((z - radius * reach[2]) * nw);
    int lastW = (int) Math.floor((z + radius * reach[2]) * nw);
    int firstV = (int) Math.ceil((y - radius * reach[1]) * nv);
    int lastV = (int) Math.floor((y + radius * reach[1]) * nv);
    double[] g = direct;
    for (int w = firstW; w <= lastW; w++) {
      double dz = (double) w / nw - z;
      for (int v = firstV; v <= lastV; v++) {
        double dy = (double) v / nv - y;
        // Points of the sphere: g0 dx² + 2 p dx + q ≤ radius².
        double p = g[3] * dy + g[4] * dz;
        double q = g[1] * dy * dy + g[2] * dz * dz + 2 * g[5] * dy * dz;
        double root = p * p - g[0] * (q - radius * radius);
        if (root < 0) {
          continue;
        }
        double half = Math.sqrt(root);
        int firstU = (int) Math.ceil((x + (-p - half) / g[0]) * nu);
        int lastU = (int) Math.floor((x + (-p + half) / g[0]) * nu);
        if (firstU <= lastU) {
          int row = Math.floorMod(w, nw) * nv + Math.floorMod(v, nv);
          used[row] = true;
          addLine(row * nu, firstU, lastU, x, dy, dz);
        }
      }
    }
  }

  private void addLine(int row, int firstU, int lastU, double x, double dy, double dz) {
    int nu = grid.nu();
    double step = 1.0 / nu;
    for (int from = firstU; from <= lastU; from += nu) {
      int count = Math.min(nu, lastU - from + 1);
      evaluate((double) from / nu - x, step, count, dy, dz);
      int u = Math.floorMod(from, nu);
      for (int i = 0; i < count; i++) {
        real[row + u] += (float) line[i];
        imaginary[row + u] += (float) imaginaryLine[i];
        u = u + 1 == nu ? 0 : u + 1;
      }
    }
  }

  /// Values of the atom at `count` points from `dx` on along a, at (dy, dz) from it.
  private void evaluate(double dx, double step, int count, double dy, double dz) {
    for (int term = 0; term < TERMS; term++) {
      double p00 = forms[6 * term];
      double cross = forms[6 * term + 3] * dy + forms[6 * term + 4] * dz;
      double rest =
          forms[6 * term + 1] * dy * dy
              + forms[6 * term + 2] * dz * dz
              + 2 * forms[6 * term + 5] * dy * dz;
      double value = Math.exp(-(p00 * dx * dx + 2 * cross * dx + rest));
      double ratio = Math.exp(-(p00 * step * (2 * dx + step) + 2 * cross * step));
      double change = Math.exp(-2 * p00 * step * step);
      double height = heights[term];
      if (term == 0) {
        for (int i = 0; i < count; i++) {
          line[i] = height * value;
          value *= ratio;
          ratio *= change;
        }
      } else if (term < Element.TERMS) {
        for (int i = 0; i < count; i++) {
          line[i] += height * value;
          value *= ratio;
          ratio *= change;
        }
      } else {
        double other = imaginaryHeight;
        for (int i = 0; i < count; i++) {
          line[i] += height * value;
          imaginaryLine[i] = other * value;
          value *= ratio;
          ratio *= change;
        }
      }
    }
  }
}

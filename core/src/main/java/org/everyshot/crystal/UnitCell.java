package org.everyshot.crystal;

/// Unit cell of a crystal.
///
/// Cartesian axes follow the Protein Data Bank: x along a, z along c*.
///
/// @param a edge, Å
/// @param b edge, Å
/// @param c edge, Å
/// @param alphaDegrees angle between b and c
/// @param betaDegrees angle between a and c
/// @param gammaDegrees angle between a and b
public record UnitCell(
    double a, double b, double c, double alphaDegrees, double betaDegrees, double gammaDegrees) {
  public UnitCell {
    boolean edges = usable(a, 1e6) && usable(b, 1e6) && usable(c, 1e6);
    boolean angles =
        usable(alphaDegrees, 180) && usable(betaDegrees, 180) && usable(gammaDegrees, 180);
    if (!edges || !angles || !(squareVolume(alphaDegrees, betaDegrees, gammaDegrees) > 1e-9)) {
      throw new IllegalArgumentException(
          String.format(
              "cell %s %s %s Å, %s %s %s°: expected lengths and angles that enclose a volume",
              a, b, c, alphaDegrees, betaDegrees, gammaDegrees));
    }
  }

  private static boolean usable(double value, double below) {
    return value > 0 && value < below;
  }

  /// Square of the volume of the cell with unit edges.
  private static double squareVolume(double alpha, double beta, double gamma) {
    double ca = cosine(alpha);
    double cb = cosine(beta);
    double cg = cosine(gamma);
    return 1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg;
  }

  /// Cosine of an angle in degrees; exactly zero at 90°.
  private static double cosine(double degrees) {
    return degrees == 90 ? 0 : Math.cos(Math.toRadians(degrees));
  }

  private static double sine(double degrees) {
    return degrees == 90 ? 1 : Math.sin(Math.toRadians(degrees));
  }

  /// Volume, Å³.
  public double volume() {
    return a * b * c * Math.sqrt(squareVolume(alphaDegrees, betaDegrees, gammaDegrees));
  }

  /// Fractional to Cartesian coordinates, `[3][3]` row-major, Å: columns are a, b, c.
  public double[] orthogonalization() {
    double ca = cosine(alphaDegrees);
    double cb = cosine(betaDegrees);
    double cg = cosine(gammaDegrees);
    double sg = sine(gammaDegrees);
    double unit = Math.sqrt(squareVolume(alphaDegrees, betaDegrees, gammaDegrees));
    return new double[] {
      a,
      b * cg,
      c * cb, //
      0,
      b * sg,
      c * (ca - cb * cg) / sg, //
      0,
      0,
      c * unit / sg
    };
  }

  /// Cartesian to fractional coordinates, `[3][3]` row-major, Å⁻¹: rows are a*, b*, c*.
  public double[] fractionalization() {
    double[] m = orthogonalization();
    double xx = 1 / m[0];
    double yy = 1 / m[4];
    double zz = 1 / m[8];
    double xy = -m[1] * xx * yy;
    double yz = -m[5] * yy * zz;
    double xz = (m[1] * m[5] * yy - m[2]) * xx * zz;
    return new double[] {xx, xy, xz, 0, yy, yz, 0, 0, zz};
  }

  /// Reciprocal metric (a*², b*², c*², 2b*·c*, 2a*·c*, 2a*·b*), Å⁻²: 1/d² of h, k, l is its product
  /// with (h², k², l², kl, hl, hk).
  public double[] reciprocalMetric() {
    double[] f = fractionalization();
    return new double[] {
      dot(f, 0, 0), dot(f, 3, 3), dot(f, 6, 6), 2 * dot(f, 3, 6), 2 * dot(f, 0, 6), 2 * dot(f, 0, 3)
    };
  }

  private static double dot(double[] rows, int p, int q) {
    return rows[p] * rows[q] + rows[p + 1] * rows[q + 1] + rows[p + 2] * rows[q + 2];
  }

  /// 1/d² of a Miller index, Å⁻². In loops, use [#reciprocalMetric()].
  public double inverseSquareSpacing(int h, int k, int l) {
    double[] m = reciprocalMetric();
    return m[0] * h * h + m[1] * k * k + m[2] * l * l + m[3] * k * l + m[4] * h * l + m[5] * h * k;
  }

  /// Spacing d of a Miller index, Å; infinite for 000.
  public double spacing(int h, int k, int l) {
    return 1 / Math.sqrt(inverseSquareSpacing(h, k, l));
  }
}

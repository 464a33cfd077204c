package org.everyshot.crystal;

/// Reciprocal axes of a crystal in the laboratory, Å⁻¹ without 2π: a Miller index lies at
/// q = h a* + k b* + l c*, where |q| = 1/d.
///
/// The laboratory has z along the beam and x horizontal; the wave vector of the beam is
/// (0, 0, 1/λ).
public record Orientation(
    double astarX,
    double astarY,
    double astarZ,
    double bstarX,
    double bstarY,
    double bstarZ,
    double cstarX,
    double cstarY,
    double cstarZ) {

  /// An orientation from the matrix A = [a* b* c*], `[3][3]` row-major: columns are the axes.
  public static Orientation ofMatrix(double[] m) {
    return new Orientation(m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]);
  }

  /// The matrix A = [a* b* c*], `[3][3]` row-major: columns are the axes.
  public double[] matrix() {
    return new double[] {
      astarX, bstarX, cstarX, astarY, bstarY, cstarY, astarZ, bstarZ, cstarZ,
    };
  }

  /// Laboratory x of a Miller index, Å⁻¹.
  public double x(int h, int k, int l) {
    return h * astarX + k * bstarX + l * cstarX;
  }

  /// Laboratory y of a Miller index, Å⁻¹.
  public double y(int h, int k, int l) {
    return h * astarY + k * bstarY + l * cstarY;
  }

  /// Laboratory z of a Miller index, Å⁻¹.
  public double z(int h, int k, int l) {
    return h * astarZ + k * bstarZ + l * cstarZ;
  }

  /// The unit cell of these reciprocal axes.
  ///
  /// @throws IllegalArgumentException where they enclose no volume
  public UnitCell cell() {
    double[] cross = cross(bstarX, bstarY, bstarZ, cstarX, cstarY, cstarZ);
    double volume = cross[0] * astarX + cross[1] * astarY + cross[2] * astarZ;
    double[] other = cross(cstarX, cstarY, cstarZ, astarX, astarY, astarZ);
    double[] third = cross(astarX, astarY, astarZ, bstarX, bstarY, bstarZ);
    double squared = volume * volume;
    return new Metric(
            dot(cross, cross) / squared,
            dot(other, other) / squared,
            dot(third, third) / squared,
            dot(other, third) / squared,
            dot(cross, third) / squared,
            dot(cross, other) / squared)
        .cell();
  }

  private static double[] cross(double ax, double ay, double az, double bx, double by, double bz) {
    return new double[] {ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx};
  }

  private static double dot(double[] u, double[] v) {
    return u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
  }
}

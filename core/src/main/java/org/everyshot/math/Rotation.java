package org.everyshot.math;

/// A rotation in space, as a unit quaternion (w, x, y, z).
///
/// It turns the vector v into q v q*; (w, x, y, z) and (−w, −x, −y, −z) are the same rotation.
public record Rotation(double w, double x, double y, double z) {
  /// No rotation.
  public static final Rotation NONE = new Rotation(1, 0, 0, 0);

  public Rotation {
    double norm = w * w + x * x + y * y + z * z;
    if (!(Math.abs(norm - 1) < 1e-6)) {
      throw new IllegalArgumentException("quaternion of squared norm " + norm + ", expected 1");
    }
  }

  /// A rotation drawn uniformly from all rotations.
  ///
  /// Source: Shoemake, "Uniform random rotations", Graphics Gems III, 124 (1992).
  public static Rotation uniform(RandomStream stream) {
    double u = stream.uniform();
    double a = 2 * Math.PI * stream.uniform();
    double b = 2 * Math.PI * stream.uniform();
    double r = Math.sqrt(1 - u);
    double s = Math.sqrt(u);
    return new Rotation(s * Math.cos(b), r * Math.sin(a), r * Math.cos(a), s * Math.sin(b));
  }

  /// The rotation by `angle` (rad) about the axis (x, y, z), right-handed.
  public static Rotation about(double x, double y, double z, double angle) {
    double scale = Math.sin(angle / 2) / Math.sqrt(x * x + y * y + z * z);
    return new Rotation(Math.cos(angle / 2), x * scale, y * scale, z * scale);
  }

  /// The matrix, row-major, `[9]`: rotated vector = matrix · vector.
  public double[] matrix() {
    return new double[] {
      1 - 2 * (y * y + z * z),
      2 * (x * y - w * z),
      2 * (x * z + w * y),
      2 * (x * y + w * z),
      1 - 2 * (x * x + z * z),
      2 * (y * z - w * x),
      2 * (x * z - w * y),
      2 * (y * z + w * x),
      1 - 2 * (x * x + y * y)
    };
  }

  /// The rotation that does `first` and then this one.
  public Rotation after(Rotation first) {
    double a = w * first.w - x * first.x - y * first.y - z * first.z;
    double b = w * first.x + x * first.w + y * first.z - z * first.y;
    double c = w * first.y - x * first.z + y * first.w + z * first.x;
    double d = w * first.z + x * first.y - y * first.x + z * first.w;
    double norm = Math.sqrt(a * a + b * b + c * c + d * d);
    return new Rotation(a / norm, b / norm, c / norm, d / norm);
  }

  /// Angle between two rotations, rad: that of the rotation from one to the other.
  public double angleTo(Rotation other) {
    double dot = Math.abs(w * other.w + x * other.x + y * other.y + z * other.z);
    return 2 * Math.acos(Math.min(1, dot));
  }

  /// The rotation that undoes this one.
  public Rotation inverse() {
    return new Rotation(w, -x, -y, -z);
  }
}

package org.everyshot.detector;

/// A vector in the laboratory frame: +z along the beam, +y up, +x completes the right-handed frame.
public record Direction(double x, double y, double z) {
  /// Length, in the unit of the components.
  public double length() {
    return Math.sqrt(x * x + y * y + z * z);
  }

  /// Vector product with another vector.
  public Direction cross(Direction other) {
    return new Direction(
        y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }
}

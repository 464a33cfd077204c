package org.everyshot.format;

import java.util.List;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.Placement;
import org.everyshot.detector.ShotValue;

/// Where a position on a panel stands in the laboratory: origin at the crystal, z along the beam,
/// x and y those of the geometry.
public final class ReflectionPositions {
  private final Placement[] placements;
  private final double cameraLengthM;
  private final double shiftX;
  private final double shiftY;

  /// Positions on a detector, at the camera length that its geometry gives.
  public ReflectionPositions(Geometry geometry) {
    this(
        geometry.panels(),
        geometry.cameraLength() instanceof ShotValue.Fixed length ? length.value() : Double.NaN,
        geometry.shiftX() instanceof ShotValue.Fixed shift ? shift.value() : 0,
        geometry.shiftY() instanceof ShotValue.Fixed shift ? shift.value() : 0);
  }

  private ReflectionPositions(
      List<Panel> panels, double cameraLengthM, double shiftX, double shiftY) {
    this.placements = panels.stream().map(Panel::placement).toArray(Placement[]::new);
    this.cameraLengthM = cameraLengthM;
    this.shiftX = shiftX;
    this.shiftY = shiftY;
  }

  /// Camera length, m, to which each panel adds its own offset; NaN where the geometry has it read
  /// with each shot.
  public double cameraLengthM() {
    return cameraLengthM;
  }

  /// Number of panels.
  public int panels() {
    return placements.length;
  }

  /// Computes the position of a point of a panel.
  ///
  /// @param panel panel number; −1 gives NaN
  /// @param fs,ss pixels from the panel's first corner
  /// @param cameraLengthM distance along the beam, m
  /// @param out x, y, z in m
  public void position(int panel, double fs, double ss, double cameraLengthM, double[] out) {
    if (panel < 0) {
      out[0] = Double.NaN;
      out[1] = Double.NaN;
      out[2] = Double.NaN;
      return;
    }
    Placement placement = placements[panel];
    out[0] = placement.x(fs, ss) + shiftX;
    out[1] = placement.y(fs, ss) + shiftY;
    out[2] = placement.z(fs, ss) + cameraLengthM;
  }

  /// Computes where a scattered wave of direction (x, y, z) meets a panel's plane.
  ///
  /// @param out pixels from the panel's first corner, along fs and ss; NaN where it does not
  public void meet(int panel, double x, double y, double z, double cameraLengthM, double[] out) {
    Placement p = placements[panel];
    // Solve t (x, y, z) = corner + fs · f + ss · s by Cramer's rule, lengths in pixels.
    double cx = p.cornerX() + shiftX / p.pixelSizeM();
    double cy = p.cornerY() + shiftY / p.pixelSizeM();
    double cz = (cameraLengthM + p.coffsetM()) / p.pixelSizeM();
    var normal = p.fs().cross(p.ss());
    double along = x * normal.x() + y * normal.y() + z * normal.z();
    double t = (cx * normal.x() + cy * normal.y() + cz * normal.z()) / along;
    double dx = t * x - cx;
    double dy = t * y - cy;
    double dz = t * z - cz;
    double ff = p.fs().x() * p.fs().x() + p.fs().y() * p.fs().y() + p.fs().z() * p.fs().z();
    double ss = p.ss().x() * p.ss().x() + p.ss().y() * p.ss().y() + p.ss().z() * p.ss().z();
    double fs = p.fs().x() * p.ss().x() + p.fs().y() * p.ss().y() + p.fs().z() * p.ss().z();
    double df = dx * p.fs().x() + dy * p.fs().y() + dz * p.fs().z();
    double ds = dx * p.ss().x() + dy * p.ss().y() + dz * p.ss().z();
    double determinant = ff * ss - fs * fs;
    boolean meets = t > 0 && determinant > 0;
    out[0] = meets ? (df * ss - ds * fs) / determinant : Double.NaN;
    out[1] = meets ? (ds * ff - df * fs) / determinant : Double.NaN;
  }
}

package org.everyshot.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.everyshot.detector.Axis;
import org.everyshot.detector.DataPlace;
import org.everyshot.detector.Direction;
import org.everyshot.detector.Extent;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.Placement;
import org.everyshot.detector.Response;
import org.everyshot.detector.ShotValue;

/// A flat detector of 8 × 8 square panels without gaps, normal to the beam, which meets its centre.
///
/// Panel 8·row + column, row by row from the lowest y; `fs` runs along x, `ss` along y, pixels
/// from the panel's corner, in files too: each panel is a layer of its own. The camera length is
/// such that every reflection up to the resolution limit falls on the detector.
public final class TiledDetector {
  /// Panels along each side.
  public static final int SIDE = 8;

  /// Pixels along each side of a panel.
  public static final int PANEL_PIXELS = 512;

  /// Size of a pixel, m.
  public static final double PIXEL_M = 75e-6;

  private static final double WIDEST_DEGREES = 80;
  private static final double MARGIN = 1.02;

  private final double cameraLengthM;

  private TiledDetector(double cameraLengthM) {
    this.cameraLengthM = cameraLengthM;
  }

  /// The detector that sees spacings down to `dMin`.
  ///
  /// @throws IllegalArgumentException where that needs a scattering angle above 80°
  public static TiledDetector reaching(double dMin, double wavelengthAngstrom) {
    double sine = wavelengthAngstrom / (2 * dMin);
    double angle = sine < 1 ? 2 * Math.asin(sine) : Math.PI;
    if (!(Math.toDegrees(angle) <= WIDEST_DEGREES)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "spacings of %.4g Å at a wavelength of %.4g Å scatter beyond 80°, off a flat"
                  + " detector; expected %.4g Å or more, or a shorter wavelength",
              dMin,
              wavelengthAngstrom,
              wavelengthAngstrom / (2 * Math.sin(Math.toRadians(WIDEST_DEGREES / 2)))));
    }
    double half = SIDE * PANEL_PIXELS * PIXEL_M / 2;
    return new TiledDetector(half / (MARGIN * Math.tan(angle)));
  }

  /// Distance from the crystal, m.
  public double cameraLengthM() {
    return cameraLengthM;
  }

  /// Number of panels.
  public int panels() {
    return SIDE * SIDE;
  }

  /// Position along x or y where a ray meets the detector, pixels from the detector's edge.
  ///
  /// @param across component of the ray along the axis
  /// @param along component of the ray along the beam, above 0
  double position(double across, double along) {
    double middle = SIDE * PANEL_PIXELS / 2.0;
    return middle + across / along * cameraLengthM / PIXEL_M;
  }

  /// Column or row of panels that a position from [#position(double, double)] falls into; -1 off
  /// the detector.
  static int tile(double position) {
    int tile = (int) Math.floor(position / PANEL_PIXELS);
    return tile >= 0 && tile < SIDE ? tile : -1;
  }

  /// Panels, pixels and distance, for programs that want to know where reflections are.
  public Geometry geometry(double photonEnergyEv) {
    List<Panel> panels = new ArrayList<>();
    for (int panel = 0; panel < panels(); panel++) {
      int column = panel % SIDE;
      int row = panel / SIDE;
      double cornerX = (column - SIDE / 2) * PANEL_PIXELS;
      double cornerY = (row - SIDE / 2) * PANEL_PIXELS;
      var fast = new Direction(1, 0, 0);
      var slow = new Direction(0, 1, 0);
      var axes = List.of(Axis.SHOTS, Axis.fixed(panel), Axis.SLOW, Axis.FAST);
      panels.add(
          new Panel(
              String.format(Locale.ROOT, "p%02d", panel),
              panel * PANEL_PIXELS * PANEL_PIXELS,
              new Extent(0, PANEL_PIXELS - 1, 0, PANEL_PIXELS - 1),
              new DataPlace("/entry_1/data_1/data", axes),
              new Placement(cornerX, cornerY, 0, fast, slow, PIXEL_M),
              Response.PHOTONS,
              List.of(),
              0,
              false));
    }
    var unshifted = new ShotValue.Fixed(0);
    return new Geometry(
        panels,
        List.of(),
        new ShotValue.Fixed(cameraLengthM),
        new ShotValue.Fixed(photonEnergyEv),
        unshifted,
        unshifted);
  }
}

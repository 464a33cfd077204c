package org.everyshot.detector;

/// What the beam sees of each pixel: scattering angle, azimuth, solid angle, polarisation.
///
/// With (x, y, z) the centre of a pixel as seen from the sample, r its distance and 2θ the
/// scattering angle:
///
/// - sin θ = √((1 − z/r)/2), so that q = (4π/λ) sin θ on the curved Ewald sphere;
/// - φ = atan2(y, x);
/// - ΔΩ = a² |n·r| / r³ for a pixel of side a on a panel with unit normal n, relative to a pixel of
///   the first panel's size that faces the sample at the first panel's z, where the beam meets it:
///   cos³2θ for a flat detector normal to the beam;
/// - P = h (1 − x²/r²) + (1 − h)(1 − y²/r²), with h the fraction polarised along x, for
///   x²/r² = sin²2θ cos²φ.
public final class PixelOptics {
  private final DetectorPosition position;
  private final double horizontal;
  private final double reference;

  /// @param horizontalPolarisation fraction of the beam polarised along x, 0 to 1
  public PixelOptics(Geometry geometry, DetectorPosition position, double horizontalPolarisation) {
    this.position = position;
    this.horizontal = horizontalPolarisation;
    Placement first = geometry.panels().getFirst().placement();
    double facing = (position.cameraLengthM() + first.coffsetM()) / first.pixelSizeM();
    this.reference = facing * facing;
  }

  /// What the beam sees of one row of a panel; each array holds one value per pixel.
  public static final class Row {
    private final double[] sinTheta;
    private final double[] azimuth;
    private final double[] solidAngle;
    private final double[] polarisation;

    /// @param width pixels of the longest row that it is to hold
    public Row(int width) {
      sinTheta = new double[width];
      azimuth = new double[width];
      solidAngle = new double[width];
      polarisation = new double[width];
    }

    /// sin θ, θ half the scattering angle.
    public double[] sinTheta() {
      return sinTheta;
    }

    /// φ, rad, in [−π, π].
    public double[] azimuth() {
      return azimuth;
    }

    /// Solid angle relative to that of a pixel where the beam meets the detector.
    public double[] solidAngle() {
      return solidAngle;
    }

    /// Polarisation factor, 0 to 1.
    public double[] polarisation() {
      return polarisation;
    }
  }

  /// A row that is long enough for every panel of a detector.
  public static Row rowFor(Geometry geometry) {
    return new Row(geometry.panels().stream().mapToInt(Panel::width).max().orElse(0));
  }

  /// Fills `into` with row `ss` of a panel, counted from the panel's own first row.
  public void row(Panel panel, int ss, Row into) {
    Placement placement = panel.placement();
    Direction normal = placement.normal();
    double side = placement.pixelSizeM();
    double area = side * side * reference;
    for (int fs = 0; fs < panel.width(); fs++) {
      double x = placement.x(fs + 0.5, ss + 0.5) + position.shiftXM();
      double y = placement.y(fs + 0.5, ss + 0.5) + position.shiftYM();
      double z = placement.z(fs + 0.5, ss + 0.5) + position.cameraLengthM();
      double across = x * x + y * y;
      double r2 = across + z * z;
      double r = Math.sqrt(r2);
      // Forward, (1 − z/r)/2 loses digits; ρ²/(2r(r + z)) is the same without.
      into.sinTheta[fs] = Math.sqrt(z > 0 ? across / (2 * r * (r + z)) : (r - z) / (2 * r));
      into.azimuth[fs] = Math.atan2(y, x);
      into.solidAngle[fs] =
          area * Math.abs(normal.x() * x + normal.y() * y + normal.z() * z) / (r2 * r);
      into.polarisation[fs] = horizontal * (1 - x * x / r2) + (1 - horizontal) * (1 - y * y / r2);
    }
  }
}

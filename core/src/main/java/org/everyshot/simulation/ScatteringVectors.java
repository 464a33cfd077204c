package org.everyshot.simulation;

import org.everyshot.detector.PolarGrid;
import org.jspecify.annotations.Nullable;

/// Momentum transfers of the bins or pixels of a detector, on the exact Ewald sphere.
///
/// Laboratory frame: +z along the beam, x and y the detector's. q = k_out − k_in, hence
/// q = |q| (cos θ cos φ, cos θ sin φ, −sin θ) with sin θ = |q| λ / 4π, θ half the scattering angle.
/// Å⁻¹ throughout.
public final class ScatteringVectors {
  private final float[] components;
  private final float[] modulus;
  private final @Nullable PolarGrid grid;
  private final double wavelengthAngstrom;

  /// @param components x, y, z of each, `[count][3]`; kept, not copied
  ScatteringVectors(float[] components) {
    this(components, null, Double.NaN);
  }

  private ScatteringVectors(
      float[] components, @Nullable PolarGrid grid, double wavelengthAngstrom) {
    this.components = components;
    this.grid = grid;
    this.wavelengthAngstrom = wavelengthAngstrom;
    this.modulus = new float[components.length / 3];
    for (int p = 0; p < modulus.length; p++) {
      double x = components[3 * p];
      double y = components[3 * p + 1];
      double z = components[3 * p + 2];
      modulus[p] = (float) Math.sqrt(x * x + y * y + z * z);
    }
  }

  /// Bins of a polar grid, `[ring][azimuth]`, at their centres.
  public static ScatteringVectors of(PolarGrid grid, double wavelengthAngstrom) {
    int azimuths = grid.azimuths();
    float[] components = new float[Math.multiplyExact(3, grid.size())];
    for (int r = 0; r < grid.rings(); r++) {
      double q = grid.q(r);
      double sine = sineOfHalfAngle(q, wavelengthAngstrom);
      double across = q * Math.sqrt((1 - sine) * (1 + sine));
      for (int j = 0; j < azimuths; j++) {
        int at = 3 * (r * azimuths + j);
        components[at] = (float) (across * Math.cos(grid.azimuth(j)));
        components[at + 1] = (float) (across * Math.sin(grid.azimuth(j)));
        components[at + 2] = (float) (-q * sine);
      }
    }
    return new ScatteringVectors(components, grid, wavelengthAngstrom);
  }

  /// Directions from the sample, not normalised, `[count][3]`, as momentum transfers.
  static ScatteringVectors ofDirections(double[] directions, double wavelengthAngstrom) {
    double k = 2 * Math.PI / wavelengthAngstrom;
    float[] components = new float[directions.length];
    for (int at = 0; at < directions.length; at += 3) {
      double x = directions[at];
      double y = directions[at + 1];
      double z = directions[at + 2];
      double length = Math.sqrt(x * x + y * y + z * z);
      components[at] = (float) (k * x / length);
      components[at + 1] = (float) (k * y / length);
      // z / length − 1, written without cancellation at small angles.
      components[at + 2] = (float) (-k * (x * x + y * y) / (length * (length + z)));
    }
    return new ScatteringVectors(components);
  }

  /// sin θ = q λ / 4π, θ half the scattering angle.
  ///
  /// @throws IllegalArgumentException where no such scattering exists
  static double sineOfHalfAngle(double q, double wavelengthAngstrom) {
    double sine = q * wavelengthAngstrom / (4 * Math.PI);
    if (!(sine >= 0 && sine <= 1)) {
      throw new IllegalArgumentException(
          "q = " + q + " Å⁻¹ cannot be reached at " + wavelengthAngstrom + " Å: largest is 4π/λ");
    }
    return sine;
  }

  /// The grid whose bins these are, `[ring][azimuth]`; null where they are not those of one.
  @Nullable PolarGrid grid() {
    return grid;
  }

  /// X-ray wavelength at which the grid's bins lie here, Å.
  double wavelengthAngstrom() {
    return wavelengthAngstrom;
  }

  /// Number of vectors.
  public int count() {
    return modulus.length;
  }

  /// Components, `[count][3]`, Å⁻¹. Not to be changed.
  float[] components() {
    return components;
  }

  /// Lengths |q|, Å⁻¹. Not to be changed.
  float[] modulus() {
    return modulus;
  }

  /// The largest |q|, Å⁻¹.
  public double largest() {
    float largest = 0;
    for (float q : modulus) {
      largest = Math.max(largest, q);
    }
    return largest;
  }
}

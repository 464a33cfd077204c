package org.everyshot.simulation;

/// What is between the intensity that a crystal scatters and the number in a file.
///
/// @param photons mean photons of a reflection of intensity 1, full and unpolarised
/// @param background photons under a reflection
/// @param relativeError standard deviation of the logarithm of a factor on each intensity, of mean
///     1: what models of spots and detectors leave over
/// @param gainError standard deviation of the relative error of each panel's gain
/// @param sigmaFactor the σ that is said over the σ that is true
/// @param offsetNoise scale, Å⁻¹, of an error of each reflection's distance from the Ewald sphere,
///     distributed as Student's t with three degrees of freedom
/// @param noise whether there are photon noise and the relative error at all; σ is said either way
public record IntegrationErrors(
    double photons,
    double background,
    double relativeError,
    double gainError,
    double sigmaFactor,
    double offsetNoise,
    boolean noise) {
  public IntegrationErrors {
    Ranges.check("photons per unit of intensity", photons, 1e-6, 1e12);
    Ranges.check("background photons", background, 1e-6, 1e12);
    Ranges.check("relative error of intensities", relativeError, 0, 2);
    Ranges.check("error of gains", gainError, 0, 0.3);
    Ranges.check("factor on sigma", sigmaFactor, 1e-3, 1e3);
    Ranges.check("noise of offsets", offsetNoise, 0, 0.01);
  }

  /// The errors that our figures refer to; see docs/simulation.md.
  public static final IntegrationErrors USUAL =
      new IntegrationErrors(3000, 2000, 0.2, 0.03, 1, 0, true);

  /// Expected intensities, with the σ of their photons.
  public static final IntegrationErrors NONE = new IntegrationErrors(3000, 2000, 0, 0, 1, 0, false);
}

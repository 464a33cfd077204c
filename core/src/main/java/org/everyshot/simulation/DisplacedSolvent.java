package org.everyshot.simulation;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.everyshot.structure.Element;

/// What an atom scatters beyond the solvent that it pushes aside.
///
/// f(q) − ρ V exp(−q² V^⅔ / 4π), V the volume that the atom displaces, ρ the solvent's density.
/// Source: Fraser, MacRae & Suzuki, J. Appl. Cryst. 11, 693 (1978), whose volumes these are; other
/// elements take the volume of carbon's van der Waals sphere (1.7 Å).
final class DisplacedSolvent {
  private static final Map<String, Double> VOLUME =
      Map.of("H", 5.15, "C", 16.44, "N", 2.49, "O", 9.13, "S", 19.86);
  private static final double OTHER_VOLUME = 4 * Math.PI / 3 * 1.7 * 1.7 * 1.7;

  private DisplacedSolvent() {}

  static DoubleUnaryOperator factor(Element element, double density) {
    if (density == 0) {
      return element::formFactor;
    }
    double volume = volume(element);
    double decay = variance(volume) / 2;
    return q -> element.formFactor(q) - density * volume * Math.exp(-decay * q * q);
  }

  /// Volume that an atom displaces, Å³.
  static double volume(Element element) {
    return VOLUME.getOrDefault(element.symbol(), OTHER_VOLUME);
  }

  /// Variance along each axis of the Gaussian that a displaced volume is taken for, Å².
  static double variance(double volume) {
    return Math.pow(volume, 2.0 / 3) / (2 * Math.PI);
  }
}

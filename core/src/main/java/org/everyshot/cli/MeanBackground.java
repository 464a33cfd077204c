package org.everyshot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.everyshot.correlation.Correlation;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.CorrelationFile;
import org.jspecify.annotations.Nullable;

/// Mean intensity of shots without particles: one number for all rings, or that of a correlation.
final class MeanBackground {
  private static final double TOLERANCE = 1e-6;

  private final String typed;
  private final double[] intensity;
  private final double[] qs;

  private MeanBackground(String typed, double[] intensity, double[] qs) {
    this.typed = typed;
    this.intensity = intensity;
    this.qs = qs;
  }

  /// @param typed a number or a `C2.h5`, as `--background` gives it; null for none
  static @Nullable MeanBackground read(@Nullable String typed) {
    if (typed == null) {
      return null;
    }
    try {
      double value = Double.parseDouble(typed);
      if (value >= 0 && Double.isFinite(value)) {
        return new MeanBackground(typed, new double[] {value}, new double[0]);
      }
    } catch (NumberFormatException e) {
      Path file = Path.of(typed);
      if (Files.exists(file)) {
        Correlation shots = CorrelationFile.read(file);
        return new MeanBackground(typed, shots.averageIntensity(), shots.grid().qs());
      }
    }
    throw new UserInputException(
        "--background " + typed + ": expected a number, 0 or more, or a C2.h5");
  }

  /// Of each ring, or of all.
  double[] intensity() {
    return intensity;
  }

  /// Refuses a background that was measured on other rings.
  ///
  /// @param rings q of the rings of `input`, Å⁻¹
  void requireRings(double[] rings, Path input) {
    for (int p = 0; p < Math.min(rings.length, qs.length); p++) {
      if (!(Math.abs(rings[p] - qs[p]) <= TOLERANCE * Math.abs(rings[p]))) {
        throw new UserInputException(
            String.format(
                Locale.ROOT,
                "--background %s: ring %d at %.6g 1/Å, but %.6g in %s; correlate both alike",
                typed,
                p,
                qs[p],
                rings[p],
                input));
      }
    }
  }
}

package org.everyshot.cli;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/// `spectrum.csv`: what a merge of polychromatic stills has learned of their spectrum.
final class SpectrumTable {
  private SpectrumTable() {}

  /// Writes the table; none where there is no spectrum.
  ///
  /// @param spectrum brightness at wavelengths in angstrom
  static void write(Map<Double, Double> spectrum, MergeFolder folder) {
    if (spectrum.isEmpty()) {
      return;
    }
    var text = new StringBuilder("wavelengthAngstrom,brightness\n");
    spectrum.forEach(
        (wavelength, brightness) ->
            text.append(String.format(Locale.ROOT, "%.6f,%.6g\n", wavelength, brightness)));
    folder.bytes("spectrum.csv", text.toString().getBytes(StandardCharsets.UTF_8));
  }
}

package org.everyshot.invariants;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Invariants taken from a correlation, of all shots and of both half-sets, and how.
///
/// @param whole of all shots
/// @param half1 of half-set 0, by the same method, its errors √2 those of `whole`; null where there
///     is none
/// @param half2 of half-set 1, by the same method; null where there is none
/// @param wavelengthAngstrom NaN where unknown
/// @param diameterAngstrom of the particle, as given or chosen
/// @param reports for each degree of `whole` above 0
/// @param quality against the correlation
/// @param scan diameters tried; null where the user gave one
/// @param remarks what was chosen and why, a sentence each
public record ExtractedInvariants(
    Invariants whole,
    @Nullable Invariants half1,
    @Nullable Invariants half2,
    double wavelengthAngstrom,
    double diameterAngstrom,
    List<DegreeReport> reports,
    FitQuality quality,
    @Nullable DiameterScan scan,
    List<String> remarks) {
  public ExtractedInvariants {
    reports = List.copyOf(reports);
    remarks = List.copyOf(remarks);
    if ((half1 == null) != (half2 == null)) {
      throw new IllegalArgumentException("one half without the other");
    }
    if (!(diameterAngstrom > 0) || Double.isInfinite(diameterAngstrom)) {
      throw new IllegalArgumentException("diameter " + diameterAngstrom + " Å");
    }
  }

  /// Invariants from elsewhere, of which nothing more is known.
  public static ExtractedInvariants of(
      Invariants whole, double wavelengthAngstrom, double diameterAngstrom) {
    return new ExtractedInvariants(
        whole,
        null,
        null,
        wavelengthAngstrom,
        diameterAngstrom,
        List.of(),
        FitQuality.UNKNOWN,
        null,
        List.of());
  }
}

package org.everyshot.format;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.everyshot.invariants.DegreeReport;
import org.everyshot.invariants.DiameterScan;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.invariants.FitQuality;
import org.everyshot.invariants.Invariants;
import org.jspecify.annotations.Nullable;

/// Rotational invariants as an HDF5 file: `invariants.h5`.
///
/// At the root `radial_points`, `average_intensity`, `xray_wavelength`, `diameter` and
/// `invariants/B` of shape `[degree][rings][rings]` with `invariants/degree` and
/// `invariants/sigma`; what became of each degree beside them. Under `everyshot` lie the half-sets
/// (`half1/B`, `half2/B`), χ² against the correlation, the diameters tried, and where it all came
/// from. Attributes carry units. Missing: NaN.
public final class InvariantsFile {
  static final int VERSION = 1;
  private static final String UNIT = "image unit";

  private InvariantsFile() {}

  /// Writes a file; it appears at its place when it is whole.
  ///
  /// @param provenance version, command, configuration, hashes of inputs, as texts by name
  public static void write(
      Path path, ExtractedInvariants extracted, Map<String, String> provenance) {
    Invariants whole = extracted.whole();
    int rings = whole.rings();
    try (var h5 = Hdf5Writer.create(path)) {
      h5.group("/everyshot").attribute("invariants_version", VERSION);
      h5.write("/radial_points", whole.radialPoints(), rings)
          .attribute("units", "angstrom^-1")
          .attribute("convention", "q = 4 pi sin(theta) / wavelength, ring centres");
      h5.write("/average_intensity", whole.averageIntensity(), rings).attribute("units", UNIT);
      h5.write("/xray_wavelength", extracted.wavelengthAngstrom()).attribute("units", "angstrom");
      h5.write("/diameter", extracted.diameterAngstrom()).attribute("units", "angstrom");
      h5.write("/invariants/degree", whole.degrees(), whole.degrees().length);
      writeValues(h5, "/invariants/B", whole, false);
      if (hasSigma(whole)) {
        writeValues(h5, "/invariants/sigma", whole, true);
      }
      writeReports(h5, extracted.reports(), rings);
      writeHalf(h5, "/everyshot/half1/", extracted.half1());
      writeHalf(h5, "/everyshot/half2/", extracted.half2());
      writeQuality(h5, extracted.quality());
      DiameterScan scan = extracted.scan();
      if (scan != null) {
        int n = scan.diameters().length;
        String place = "/everyshot/diameter_scan/";
        h5.write(place + "diameter", scan.diameters(), n).attribute("units", "angstrom");
        h5.write(place + "chi2", scan.chiSquare(), n);
        h5.write(place + "chi2_error", scan.errors(), n);
      }
      if (!extracted.remarks().isEmpty()) {
        h5.write("/everyshot/remarks", String.join("\n", extracted.remarks()));
      }
      provenance.forEach((name, text) -> h5.write("/everyshot/provenance/" + name, text));
      h5.commit();
    }
  }

  /// Reads a file that [#write] wrote.
  ///
  /// @throws org.everyshot.fault.UserInputException where there is no such file, or another kind of
  /// file
  /// @throws org.everyshot.fault.DamagedDataException where it does not hold what it should
  public static ExtractedInvariants read(Path path) {
    try (var file = Hdf5File.open(path)) {
      return new InvariantsFileReader(file).read();
    }
  }

  private static boolean hasSigma(Invariants invariants) {
    return invariants.degrees().length > 0 && invariants.sigma(0) != null;
  }

  private static void writeValues(
      Hdf5Writer h5, String where, Invariants invariants, boolean sigma) {
    int rings = invariants.rings();
    int degrees = invariants.degrees().length;
    Hdf5Layout byDegree = degrees == 0 ? Hdf5Layout.CONTIGUOUS : Hdf5Layout.checked(1);
    try (var data = h5.dataset(where, Hdf5Type.FLOAT64, byDegree, degrees, rings, rings)) {
      for (int l = 0; l < degrees; l++) {
        double[] errors = sigma ? invariants.sigma(l) : null;
        data.append(errors != null ? errors : invariants.values(l));
      }
      data.attribute("units", "(" + UNIT + ")^2")
          .attribute("axes", "degree, radial_points, radial_points")
          .attribute("convention", "B_l(q, q') = sum_m I_lm(q) I_lm(q'), orthonormal harmonics");
    }
  }

  private static void writeHalf(Hdf5Writer h5, String group, @Nullable Invariants half) {
    if (half == null) {
      return;
    }
    writeValues(h5, group + "B", half, false);
    h5.write(group + "average_intensity", half.averageIntensity(), half.rings())
        .attribute("units", UNIT);
  }

  private static void writeReports(Hdf5Writer h5, List<DegreeReport> reports, int rings) {
    int n = reports.size();
    if (n == 0) {
      return;
    }
    double[] eigenvalues = new double[n * rings];
    Arrays.fill(eigenvalues, Double.NaN);
    for (int i = 0; i < n; i++) {
      double[] values = reports.get(i).eigenvalues();
      System.arraycopy(values, 0, eigenvalues, i * rings, Math.min(rings, values.length));
    }
    String group = "/invariants/report/";
    h5.write(group + "degree", integers(reports, DegreeReport::degree), n);
    h5.write(group + "eigenvalues", eigenvalues, n, rings)
        .attribute("units", "variance of B, each ring in units of its standard error");
    double[] floors = reports.stream().mapToDouble(DegreeReport::noiseFloor).toArray();
    h5.write(group + "noise_floor", floors, n).attribute("units", "as eigenvalues");
    h5.write(group + "rank", integers(reports, DegreeReport::rank), n);
    h5.write(group + "terms", integers(reports, DegreeReport::terms), n);
    h5.write(group + "bounded", integers(reports, r -> r.bounded() ? 1 : 0), n);
    h5.write(group + "reduced", integers(reports, r -> r.reduced() ? 1 : 0), n);
    double[] agreement = reports.stream().mapToDouble(DegreeReport::halfAgreement).toArray();
    h5.write(group + "half_agreement", agreement, n);
    double[] evidence = reports.stream().mapToDouble(DegreeReport::evidence).toArray();
    h5.write(group + "evidence", evidence, n)
        .attribute("units", "standard deviations of chance by which the half-sets agree");
  }

  private static int[] integers(List<DegreeReport> reports, ToIntFunction<DegreeReport> of) {
    return reports.stream().mapToInt(of).toArray();
  }

  private static void writeQuality(Hdf5Writer h5, FitQuality quality) {
    h5.group("/everyshot/chi2")
        .attribute("all", quality.chiSquare())
        .attribute("held_out_first_tier", quality.heldOutFirstTier())
        .attribute("held_out", quality.heldOut())
        .attribute("held_out_blocks", quality.heldOutBlocks())
        .attribute("smoothing", quality.smoothing())
        .attribute("passes", quality.passes())
        .attribute("data_per_cell", quality.dataPerCell());
  }
}

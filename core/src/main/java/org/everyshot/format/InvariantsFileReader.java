package org.everyshot.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.invariants.DegreeReport;
import org.everyshot.invariants.DiameterScan;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.invariants.FitQuality;
import org.everyshot.invariants.Invariants;
import org.jspecify.annotations.Nullable;

/// Reads what [InvariantsFile] wrote, checking every shape against rings and degrees.
final class InvariantsFileReader {
  private static final String REPORT = "/invariants/report/";

  private final CheckedDatasets data;

  InvariantsFileReader(Hdf5File file) {
    this.data = new CheckedDatasets(file);
  }

  ExtractedInvariants read() {
    Map<String, Object> root = data.file().attributes("/everyshot");
    if (!root.containsKey("invariants_version")) {
      throw new UserInputException(
          data.file().path()
              + ": does not hold invariants; expected a file that everyshot extract wrote");
    }
    int version = (int) data.number("/everyshot", root, "invariants_version");
    if (version != InvariantsFile.VERSION) {
      throw new UserInputException(
          "%s: invariants of file version %d; this program reads version %d"
              .formatted(data.file().path(), version, InvariantsFile.VERSION));
    }
    try {
      return readAll();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DamagedDataException(
          data.file().path() + ": damaged or incomplete (" + e.getMessage() + "); copy it again",
          e);
    }
  }

  private ExtractedInvariants readAll() {
    double[] q = data.doubles("/radial_points", data.extent("/radial_points"));
    int degrees = data.extent("/invariants/degree");
    int[] degree = integers("/invariants/degree", degrees);
    double[][] sigma =
        data.has("/invariants/sigma") ? values("/invariants/sigma", degrees, q.length) : null;
    var whole =
        new Invariants(
            q,
            degree,
            values("/invariants/B", degrees, q.length),
            sigma,
            data.doubles("/average_intensity", q.length));
    return new ExtractedInvariants(
        whole,
        half("/everyshot/half1/", q, degree, sigma),
        half("/everyshot/half2/", q, degree, sigma),
        data.doubles("/xray_wavelength", 1)[0],
        data.doubles("/diameter", 1)[0],
        reports(q.length),
        quality(),
        scan(),
        remarks());
  }

  private double[][] values(String where, int degrees, int rings) {
    Hdf5Array array = data.shaped(where, degrees, rings, rings);
    double[][] values = new double[degrees][];
    for (int l = 0; l < degrees; l++) {
      byte[] bytes = array.read(new long[] {l, 0, 0}, new int[] {1, rings, rings});
      values[l] = new double[Math.multiplyExact(rings, rings)];
      Numbers.doubles(array.type(), bytes, 0, array.little(), values[l], 0, values[l].length);
    }
    return values;
  }

  /// A half has twice the variance of the whole.
  private @Nullable Invariants half(
      String group, double[] q, int[] degrees, double @Nullable [][] whole) {
    if (!data.has(group + "B")) {
      return null;
    }
    double[][] sigma = null;
    if (whole != null) {
      sigma = new double[whole.length][];
      for (int l = 0; l < sigma.length; l++) {
        sigma[l] = Arrays.stream(whole[l]).map(error -> Math.sqrt(2) * error).toArray();
      }
    }
    return new Invariants(
        q,
        degrees,
        values(group + "B", degrees.length, q.length),
        sigma,
        data.doubles(group + "average_intensity", q.length));
  }

  private List<DegreeReport> reports(int rings) {
    List<DegreeReport> reports = new ArrayList<>();
    if (!data.has(REPORT + "degree")) {
      return reports;
    }
    int n = data.extent(REPORT + "degree");
    int[] degree = integers(REPORT + "degree", n);
    double[] eigenvalues = data.doubles(REPORT + "eigenvalues", n, rings);
    double[] floor = data.doubles(REPORT + "noise_floor", n);
    int[] rank = integers(REPORT + "rank", n);
    int[] terms = integers(REPORT + "terms", n);
    int[] bounded = integers(REPORT + "bounded", n);
    int[] reduced = integers(REPORT + "reduced", n);
    double[] agreement = data.doubles(REPORT + "half_agreement", n);
    double[] evidence = new double[n];
    Arrays.fill(evidence, Double.NaN);
    if (data.has(REPORT + "evidence")) {
      evidence = data.doubles(REPORT + "evidence", n);
    }
    for (int i = 0; i < n; i++) {
      double[] row = Arrays.copyOfRange(eigenvalues, i * rings, (i + 1) * rings);
      double[] known = Arrays.stream(row).filter(value -> !Double.isNaN(value)).toArray();
      reports.add(
          new DegreeReport(
              degree[i],
              known,
              floor[i],
              rank[i],
              terms[i],
              bounded[i] != 0,
              reduced[i] != 0,
              agreement[i],
              evidence[i]));
    }
    return reports;
  }

  private FitQuality quality() {
    String place = "/everyshot/chi2";
    Map<String, Object> found = data.file().attributes(place);
    return new FitQuality(
        data.number(place, found, "all"),
        data.number(place, found, "held_out_first_tier"),
        data.number(place, found, "held_out"),
        data.number(place, found, "held_out_blocks"),
        data.number(place, found, "smoothing"),
        (int) data.number(place, found, "passes"),
        data.number(place, found, "data_per_cell"));
  }

  private @Nullable DiameterScan scan() {
    String place = "/everyshot/diameter_scan/";
    if (!data.has(place + "diameter")) {
      return null;
    }
    int n = data.extent(place + "diameter");
    return new DiameterScan(
        data.doubles(place + "diameter", n),
        data.doubles(place + "chi2", n),
        data.doubles(place + "chi2_error", n));
  }

  private List<String> remarks() {
    String place = "/everyshot/remarks";
    return data.has(place)
        ? data.file().texts(place).stream().flatMap(text -> text.lines()).toList()
        : List.of();
  }

  private int[] integers(String where, int count) {
    long[] values = data.longs(where, count);
    int[] integers = new int[count];
    for (int i = 0; i < count; i++) {
      integers[i] = Math.toIntExact(values[i]);
    }
    return integers;
  }
}

package org.everyshot.format;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.correlation.HalfSums;
import org.everyshot.correlation.PairReader;
import org.everyshot.correlation.ReferenceProfile;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;
import org.everyshot.kernel.Harmonics;

/// A correlation as an HDF5 file: `C2.h5`.
///
/// What others read lies at the root, under the names that xFrame knows: `radial_points`,
/// `angular_points`, `xray_wavelength`, `average_intensity`, `cross_correlation/I1I1` of shape
/// `[rings][rings][azimuths]`. Under `everyshot` lie the sums of both
/// half-sets, from which all of that follows and which add up with those of another file, standard
/// errors, counts, settings, the loss ledger and where it all came from. Attributes carry units.
/// Missing: NaN.
public final class CorrelationFile {
  static final int VERSION = 1;
  private static final String UNIT = "image unit";

  private CorrelationFile() {}

  /// Writes a file; it appears at its place when it is whole.
  ///
  /// @param provenance version, command, configuration, hashes of inputs, as texts by name
  public static void write(Path path, Correlation correlation, Map<String, String> provenance) {
    try (var alone = new Team(1)) {
      write(path, correlation, provenance, alone);
    }
  }

  /// Writes a file; it appears at its place when it is whole.
  ///
  /// @param provenance version, command, configuration, hashes of inputs, as texts by name
  /// @param team the threads to compute with
  public static void write(
      Path path, Correlation correlation, Map<String, String> provenance, Team team) {
    try (var h5 = Hdf5Writer.create(path)) {
      writeErrors(h5, correlation);
      writeSettings(h5, correlation);
      for (int half = 0; half < 2; half++) {
        writeHalf(h5, "/everyshot/half" + half + "/", correlation.half(half));
      }
      writeAgreement(h5, correlation);
      LossLedger.Balance ledger = correlation.ledger();
      if (ledger != null) {
        writeLedger(h5, ledger);
      }
      provenance.forEach((name, text) -> h5.write("/everyshot/provenance/" + name, text));
      // The team shares this alone. It comes last, as by then all threads may be free.
      writeResult(h5, correlation, team);
      h5.commit();
    }
  }

  /// Reads a file that [#write] wrote.
  ///
  /// @throws org.everyshot.fault.UserInputException where there is no such file, or another kind of
  /// file
  /// @throws org.everyshot.fault.DamagedDataException where it does not hold what it should
  public static Correlation read(Path path) {
    try (var file = Hdf5File.open(path)) {
      return new CorrelationFileReader(file).read();
    }
  }

  private static void writeResult(Hdf5Writer h5, Correlation correlation, Team team) {
    int rings = correlation.grid().rings();
    int azimuths = correlation.grid().azimuths();
    h5.write("/radial_points", correlation.grid().qs(), rings)
        .attribute("units", "angstrom^-1")
        .attribute("convention", "q = 4 pi sin(theta) / wavelength, ring centres");
    h5.write("/angular_points", correlation.angularPoints(), azimuths).attribute("units", "rad");
    h5.write("/xray_wavelength", correlation.wavelengthAngstrom()).attribute("units", "angstrom");
    h5.write("/average_intensity", correlation.averageIntensity(), rings).attribute("units", UNIT);
    Hdf5Layout byRing = Hdf5Layout.checked(1);
    try (var c2 =
        h5.dataset("/cross_correlation/I1I1", Hdf5Type.FLOAT64, byRing, rings, rings, azimuths)) {
      var rows = new CorrelationRows(correlation, team);
      for (int q = 0; q < rings; q++) {
        c2.append(rows.row(q));
      }
      c2.attribute("units", "(" + UNIT + ")^2")
          .attribute("axes", "radial_points, radial_points, angular_points")
          .attribute("convention", "C(q, q', D) = <I(q, phi) I(q', phi + D)> over shots and phi");
    }
  }

  private static void writeErrors(Hdf5Writer h5, Correlation correlation) {
    int rings = correlation.grid().rings();
    int azimuths = correlation.grid().azimuths();
    h5.write("/everyshot/sigma/average_intensity", correlation.averageIntensitySigma(), rings)
        .attribute("units", UNIT);
    h5.write("/everyshot/shot_variance", correlation.shotVariance(), rings)
        .attribute("units", "(" + UNIT + ")^2");
    Hdf5Layout byRing = Hdf5Layout.checked(1);
    try (var sigma =
        h5.dataset("/everyshot/sigma/I1I1", Hdf5Type.FLOAT32, byRing, rings, rings, azimuths)) {
      PairReader reader = correlation.reader();
      float[] row = new float[Math.multiplyExact(rings, azimuths)];
      for (int q = 0; q < rings; q++) {
        for (int r = 0; r < rings; r++) {
          reader.sigma(q, r, row, r * azimuths);
        }
        sigma.append(row);
      }
      sigma
          .attribute("units", "(" + UNIT + ")^2")
          .attribute(
              "method",
              "jackknife over " + correlation.settings().jackknifeBlocks() + " blocks of shots");
    }
  }

  private static void writeSettings(Hdf5Writer h5, Correlation correlation) {
    CorrelationSettings settings = correlation.settings();
    Hdf5Group group = h5.group("/everyshot/settings");
    h5.group("/everyshot").attribute("file_version", VERSION);
    group
        .attribute("q_min", correlation.grid().qMin())
        .attribute("q_max", correlation.grid().qMax())
        .attribute("normalize", word(settings.normalization()))
        .attribute("correct", word(settings.correction()))
        .attribute("block_shots", settings.blockShots())
        .attribute("self_term", word(settings.selfTerm()))
        .attribute("orientations", word(settings.orientations()))
        .attribute("friedel", settings.friedel() ? 1 : 0)
        .attribute("harmonics_max", settings.harmonicsMax())
        .attribute("precision", word(settings.precision()))
        .attribute("jackknife_blocks", settings.jackknifeBlocks());
    ReferenceProfile reference = settings.reference();
    if (reference != null) {
      int rings = reference.rings();
      h5.write("/everyshot/settings/reference_mean", reference.mean(), rings)
          .attribute("units", UNIT);
      h5.write("/everyshot/settings/reference_weight", reference.weight(), rings)
          .attribute("units", "(" + UNIT + ")^-2");
    }
    Harmonics harmonics = correlation.harmonics();
    int[] orders = new int[harmonics.count()];
    for (int k = 0; k < orders.length; k++) {
      orders[k] = harmonics.order(k);
    }
    h5.write("/everyshot/harmonic_orders", orders, orders.length);
  }

  private static String word(Enum<?> option) {
    return option.name().toLowerCase(Locale.ROOT);
  }

  private static void writeHalf(Hdf5Writer h5, String group, HalfSums half) {
    int rings = half.ringSum().length;
    // As arrays, which carry checksums.
    h5.write(group + "shots", new long[] {half.shots()}, 1);
    h5.write(group + "correlated_shots", new long[] {half.correlated()}, 1);
    writeRows(h5, group + "harmonics_real", half.re());
    writeRows(h5, group + "harmonics_imaginary", half.im());
    writeRows(h5, group + "mean_real", half.meanRe());
    writeRows(h5, group + "mean_imaginary", half.meanIm());
    h5.write(group + "intensity_sum", half.ringSum(), rings).attribute("units", UNIT);
    h5.write(group + "squared_mean_sum", half.ringSquares(), rings)
        .attribute("units", "(" + UNIT + ")^2");
    h5.write(group + "photon_variance_sum", half.variance(), rings)
        .attribute("units", "(" + UNIT + ")^2");
    h5.write(group + "ring_bins", half.ringBins(), rings);
    h5.write(group + "ring_shots", half.ringShots(), rings);
    h5.write(group + "bin_shots", half.bins(), rings, half.bins().length / rings);
    double[][] pairs = half.pairs();
    if (pairs != null) {
      int azimuths = half.bins().length / rings;
      long count = (long) rings * (rings + 1) / 2;
      Hdf5Layout layout = Hdf5Layout.compressed(1, 1).sized(8L * azimuths, count);
      try (var table =
          h5.dataset(group + "mask_pairs", Hdf5Type.FLOAT64, layout, count, azimuths)) {
        for (double[] column : pairs) {
          table.append(column);
        }
        table.attribute("pairs", "ring p, then ring q from p on; M = sum of m(p,phi) m(q,phi+D)");
      }
    }
  }

  /// Rows of equal length; nothing where there are none.
  private static void writeRows(Hdf5Writer h5, String path, double[][] rows) {
    if (rows.length == 0) {
      return;
    }
    Hdf5Layout layout = Hdf5Layout.checked(1).sized(8L * rows[0].length, rows.length);
    try (var table = h5.dataset(path, Hdf5Type.FLOAT64, layout, rows.length, rows[0].length)) {
      for (double[] row : rows) {
        table.append(row);
      }
      table
          .attribute("units", UNIT + (path.contains("harmonics") ? ", squared" : ""))
          .attribute("axes", "harmonic, ring or pair: ring p, then ring q from p on")
          .attribute("convention", "sum over shots of conj(A(p)) A(q), A = mean of I e^(-i n phi)");
    }
  }

  private static void writeAgreement(Hdf5Writer h5, Correlation correlation) {
    String group = "/everyshot/half_set_agreement/";
    double[] perRing = correlation.agreementPerRing();
    h5.write(group + "ring", perRing, perRing.length);
    double[] perHarmonic = correlation.agreementPerHarmonic();
    h5.write(group + "harmonic", perHarmonic, perHarmonic.length);
    int moments = correlation.history().size();
    long[] shots = new long[moments];
    double[] agreement = new double[moments];
    for (int i = 0; i < moments; i++) {
      shots[i] = correlation.history().get(i).shots();
      agreement[i] = correlation.history().get(i).halfSetAgreement();
    }
    h5.write("/everyshot/history/shots", shots, moments);
    h5.write("/everyshot/history/half_set_agreement", agreement, moments);
  }

  private static void writeLedger(Hdf5Writer h5, LossLedger.Balance ledger) {
    Hdf5Group group = h5.group("/everyshot/loss");
    group.attribute("received", ledger.received()).attribute("processed", ledger.processed());
    group.attribute("in_flight", ledger.inFlight());
    writeReasons(h5, "vetoed", ledger.vetoed());
    writeReasons(h5, "dropped", ledger.dropped());
  }

  private static void writeReasons(Hdf5Writer h5, String what, Map<String, Long> shots) {
    Hdf5Group group = h5.group("/everyshot/loss/" + what);
    shots.forEach(group::attribute);
  }
}

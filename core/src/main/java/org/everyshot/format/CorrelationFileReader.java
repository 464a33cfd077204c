package org.everyshot.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.correlation.CorrelationSettings.Correction;
import org.everyshot.correlation.CorrelationSettings.Normalization;
import org.everyshot.correlation.CorrelationSettings.Orientations;
import org.everyshot.correlation.CorrelationSettings.Precision;
import org.everyshot.correlation.CorrelationSettings.SelfTerm;
import org.everyshot.correlation.ErrorBars;
import org.everyshot.correlation.HalfSums;
import org.everyshot.correlation.ReferenceProfile;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.LossLedger;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Reads what [CorrelationFile] wrote, checking every shape against the grid.
final class CorrelationFileReader {
  private static final int MOST_MOMENTS = 10_000;

  private final Hdf5File file;
  private final CheckedDatasets data;

  CorrelationFileReader(Hdf5File file) {
    this.file = file;
    this.data = new CheckedDatasets(file);
  }

  Correlation read() {
    Map<String, Object> root = file.attributes("/everyshot");
    if (!root.containsKey("file_version")) {
      throw new UserInputException(file.path() + ": is not a correlation that everyshot wrote");
    }
    int version = (int) data.number("/everyshot", root, "file_version");
    if (version != CorrelationFile.VERSION) {
      throw new UserInputException(
          "%s: correlation of file version %d; this program reads version %d"
              .formatted(file.path(), version, CorrelationFile.VERSION));
    }
    try {
      return readAll();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new DamagedDataException(
          file.path() + ": damaged or incomplete (" + e.getMessage() + "); copy it again", e);
    }
  }

  private Correlation readAll() {
    String place = "/everyshot/settings";
    Map<String, Object> options = file.attributes(place);
    int rings = data.extent("/radial_points");
    int azimuths = data.extent("/angular_points");
    var grid =
        new PolarGrid(
            data.number(place, options, "q_min"),
            data.number(place, options, "q_max"),
            rings,
            azimuths);
    CorrelationSettings settings = settings(place, options, rings);
    int count = settings.harmonics(azimuths).count();
    List<HalfSums> halves =
        List.of(
            half("/everyshot/half0/", grid, settings, count),
            half("/everyshot/half1/", grid, settings, count));
    return new Correlation(
        grid,
        data.doubles("/xray_wavelength", 1)[0],
        settings,
        halves,
        new ErrorBars(
            sigma(rings, azimuths), data.doubles("/everyshot/sigma/average_intensity", rings)),
        history(),
        ledger());
  }

  private CorrelationSettings settings(String place, Map<String, Object> options, int rings) {
    String mean = "/everyshot/settings/reference_mean";
    ReferenceProfile reference =
        file.find(mean) == null
            ? null
            : new ReferenceProfile(
                data.doubles(mean, rings),
                data.doubles("/everyshot/settings/reference_weight", rings));
    return new CorrelationSettings(
        option(Normalization.class, place, options, "normalize"),
        reference,
        option(Correction.class, place, options, "correct"),
        (int) data.number(place, options, "block_shots"),
        option(SelfTerm.class, place, options, "self_term"),
        option(Orientations.class, place, options, "orientations"),
        data.number(place, options, "friedel") != 0,
        (int) data.number(place, options, "harmonics_max"),
        option(Precision.class, place, options, "precision"),
        (int) data.number(place, options, "jackknife_blocks"));
  }

  private HalfSums half(String group, PolarGrid grid, CorrelationSettings settings, int count) {
    int rings = grid.rings();
    int size = Math.multiplyExact(rings, rings + 1) / 2;
    boolean complex = settings.orientations() == Orientations.ANY;
    boolean means = settings.correction() == Correction.INTER;
    return new HalfSums(
        data.longs(group + "shots", 1)[0],
        data.longs(group + "correlated_shots", 1)[0],
        rows(group + "harmonics_real", count, size),
        complex ? rows(group + "harmonics_imaginary", count, size) : new double[0][],
        data.doubles(group + "photon_variance_sum", rings),
        pairs(group + "mask_pairs", rings, grid.azimuths()),
        data.doubles(group + "bin_shots", rings, grid.azimuths()),
        means ? rows(group + "mean_real", count, rings) : new double[0][],
        means ? rows(group + "mean_imaginary", count, rings) : new double[0][],
        data.doubles(group + "intensity_sum", rings),
        data.doubles(group + "squared_mean_sum", rings),
        data.longs(group + "ring_bins", rings),
        data.longs(group + "ring_shots", rings));
  }

  private double[][] rows(String where, int count, int size) {
    Hdf5Array array = data.shaped(where, count, size);
    double[][] rows = new double[count][];
    for (int k = 0; k < count; k++) {
      byte[] bytes = array.read(new long[] {k, 0}, new int[] {1, size});
      rows[k] = new double[size];
      Numbers.doubles(array.type(), bytes, 0, array.little(), rows[k], 0, size);
    }
    return rows;
  }

  private double @Nullable [][] pairs(String where, int rings, int azimuths) {
    if (file.find(where) == null) {
      return null;
    }
    Hdf5Array array = data.shaped(where, Math.multiplyExact(rings, rings + 1) / 2, azimuths);
    double[][] pairs = new double[rings][];
    for (int p = 0, from = 0; p < rings; p++) {
      int columns = rings - p;
      byte[] bytes = array.read(new long[] {from, 0}, new int[] {columns, azimuths});
      pairs[p] = new double[columns * azimuths];
      Numbers.doubles(array.type(), bytes, 0, array.little(), pairs[p], 0, pairs[p].length);
      from += columns;
    }
    return pairs;
  }

  private float[][] sigma(int rings, int azimuths) {
    Hdf5Array array = data.shaped("/everyshot/sigma/I1I1", rings, rings, azimuths);
    float[][] sigma = new float[rings][];
    for (int p = 0; p < rings; p++) {
      int columns = rings - p;
      byte[] bytes = array.read(new long[] {p, p, 0}, new int[] {1, columns, azimuths});
      sigma[p] = new float[columns * azimuths];
      Numbers.floats(array.type(), bytes, 0, array.little(), sigma[p], 0, sigma[p].length);
    }
    return sigma;
  }

  private List<Correlation.Moment> history() {
    int count = data.extent("/everyshot/history/shots");
    if (count > MOST_MOMENTS) {
      throw data.damaged("/everyshot/history/shots", count + " moments");
    }
    List<Correlation.Moment> moments = new ArrayList<>();
    if (count > 0) {
      long[] shots = data.longs("/everyshot/history/shots", count);
      double[] agreement = data.doubles("/everyshot/history/half_set_agreement", count);
      for (int i = 0; i < count; i++) {
        moments.add(new Correlation.Moment(shots[i], agreement[i]));
      }
    }
    return moments;
  }

  private LossLedger.@Nullable Balance ledger() {
    String place = "/everyshot/loss";
    Map<String, Object> counts = file.attributes(place);
    if (counts.isEmpty()) {
      return null;
    }
    return new LossLedger.Balance(
        (long) data.number(place, counts, "received"),
        (long) data.number(place, counts, "processed"),
        reasons(place + "/vetoed"),
        reasons(place + "/dropped"));
  }

  private Map<String, Long> reasons(String place) {
    Map<String, Object> counts = file.attributes(place);
    Map<String, Long> reasons = new TreeMap<>();
    for (String reason : counts.keySet()) {
      reasons.put(reason, (long) data.number(place, counts, reason));
    }
    return reasons;
  }

  private <E extends Enum<E>> E option(
      Class<E> type, String place, Map<String, Object> attributes, String name) {
    String word = String.valueOf(attributes.get(name));
    try {
      return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw data.damaged(place, name + " " + word);
    }
  }
}

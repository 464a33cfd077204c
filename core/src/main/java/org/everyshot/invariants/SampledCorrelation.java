package org.everyshot.invariants;

import java.util.Arrays;
import java.util.Locale;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.correlation.PairReader;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;

/// The even part of C(q, q', Δ) for 0 ≤ Δ ≤ π, of all shots and of both halves, with the weight of
/// each value in least squares.
///
/// Weights are 1/σ², σ² smoothed over neighbouring angles because a jackknife over a few blocks
/// scatters by itself; where no errors are known, the number of azimuths behind a value. Missing
/// values have weight 0, and so has Δ = 0 of equal rings where photons' correlation with themselves
/// is still in.
final class SampledCorrelation {
  /// All shots, half 0, half 1.
  static final int SETS = 3;

  /// Angles on either side whose variances are averaged.
  private static final int SMOOTH = 2;

  /// Variances are not taken for less than this share of their mean.
  private static final double LEAST_VARIANCE = 1e-2;

  private final double[] q;
  private final double wavelength;
  private final double[] sine;
  private final int azimuths;
  private final int highest;
  private final boolean friedel;
  private final boolean halves;
  private final boolean errors;
  private final double[][] values;
  private final double[][] weights;

  /// @param q ring centres, Å⁻¹
  /// @param azimuths of the circle; angles are 0 … azimuths/2
  /// @param highest harmonic that the values hold
  /// @param friedel whether odd harmonics are left out of the values
  /// @param halves whether the half-sets' values are there
  /// @param errors whether weights are inverse variances
  /// @param values `[p][((q − p) · SETS + set) · angles + Δ]`
  /// @param weights `[p][(q − p) · angles + Δ]`
  SampledCorrelation(
      double[] q,
      double wavelengthAngstrom,
      int azimuths,
      int highest,
      boolean friedel,
      boolean halves,
      boolean errors,
      double[][] values,
      double[][] weights) {
    this.q = q;
    this.wavelength = wavelengthAngstrom;
    this.sine = new double[q.length];
    for (int r = 0; r < q.length; r++) {
      sine[r] = q[r] * wavelengthAngstrom / (4 * Math.PI);
      if (!(sine[r] >= 0 && sine[r] <= 1)) {
        throw new UserInputException(
            "q = %.4g Å⁻¹ cannot be reached at %.4g Å; give the right --wavelength-angstrom"
                .formatted(q[r], wavelengthAngstrom));
      }
    }
    this.azimuths = azimuths;
    this.highest = highest;
    this.friedel = friedel;
    this.halves = halves;
    this.errors = errors;
    this.values = values;
    this.weights = weights;
  }

  /// @param wavelengthAngstrom finite
  static SampledCorrelation of(Correlation correlation, double wavelengthAngstrom, Team team) {
    int rings = correlation.grid().rings();
    int azimuths = correlation.grid().azimuths();
    int angles = azimuths / 2 + 1;
    requireRoom(rings, angles);
    boolean halves = correlation.half(0).correlated() > 0 && correlation.half(1).correlated() > 0;
    boolean keeps = correlation.settings().selfTerm() == CorrelationSettings.SelfTerm.KEEP;
    double[][] values = new double[rings][];
    double[][] weights = new double[rings][];
    boolean[][] known = new boolean[rings][rings];
    var readers = new PairReader[team.size()];
    team.forEach(
        rings,
        (p, member) -> {
          if (readers[member] == null) {
            readers[member] = correlation.reader();
          }
          PairReader reader = readers[member];
          values[p] = new double[Math.multiplyExact((rings - p) * SETS, angles)];
          weights[p] = new double[(rings - p) * angles];
          for (int r = p; r < rings; r++) {
            int at = (r - p) * SETS * angles;
            double[] all = reader.c2(p, r);
            fold(all, values[p], at, angles);
            double[] weight = weights(reader.sigma(p, r), reader.pairCounts(p, r), angles);
            known[p][r] = weight[angles] != 0;
            for (int set = 1; set < SETS; set++) {
              fold(halves ? reader.c2(set - 1, p, r) : all, values[p], at + set * angles, angles);
            }
            for (int d = 0; d < angles; d++) {
              boolean there = !(d == 0 && keeps && p == r);
              for (int set = 0; set < SETS; set++) {
                there &= !Double.isNaN(values[p][at + set * angles + d]);
              }
              weights[p][(r - p) * angles + d] = there ? weight[d] : 0;
            }
            if (halves && weight[angles] != 0) {
              calibrate(values[p], at, weights[p], (r - p) * angles, angles);
            }
          }
        });
    boolean errors = false;
    for (boolean[] row : known) {
      for (boolean one : row) {
        errors |= one;
      }
    }
    if (errors) {
      leaveOutUnknown(known, weights, angles);
    }
    return new SampledCorrelation(
        correlation.grid().qs(),
        wavelengthAngstrom,
        azimuths,
        correlation.harmonics().highest(),
        correlation.settings().friedel(),
        halves,
        errors,
        values,
        weights);
  }

  /// Where errors are known of some pairs, those without cannot be weighed.
  private static void leaveOutUnknown(boolean[][] known, double[][] weights, int angles) {
    for (int p = 0; p < known.length; p++) {
      for (int r = p; r < known.length; r++) {
        if (!known[p][r]) {
          Arrays.fill(weights[p], (r - p) * angles, (r - p + 1) * angles, 0);
        }
      }
    }
  }

  /// Refuses what would not fit into memory: values of all pairs, perhaps twice, and weights.
  private static void requireRoom(int rings, int angles) {
    double bytes = 0.5 * rings * (rings + 1.0) * angles * (2 * SETS + 2) * Double.BYTES;
    double most = Runtime.getRuntime().maxMemory();
    if (bytes > 0.8 * most) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "%d rings × %d angles need %.1f GB of memory, and %.1f GB may be used; correlate onto"
                  + " fewer rings or azimuths, or give Java more (JAVA_TOOL_OPTIONS=-Xmx16g)",
              rings,
              angles,
              bytes * 1e-9,
              most * 1e-9));
    }
  }

  /// The even part in Δ.
  private static void fold(double[] circle, double[] out, int at, int angles) {
    int n = circle.length;
    for (int d = 0; d < angles; d++) {
      out[at + d] = (circle[d] + circle[(n - d) % n]) / 2;
    }
  }

  /// Scales a pair's weights so that its halves differ as they say, but for a constant: what all
  /// angles have in common varies from shot to shot far more than the angular part does.
  private static void calibrate(double[] values, int at, double[] weights, int from, int angles) {
    double sum = 0;
    double mean = 0;
    int n = 0;
    for (int d = 0; d < angles; d++) {
      double w = weights[from + d];
      if (w > 0) {
        sum += w;
        mean += w * (values[at + angles + d] - values[at + 2 * angles + d]) / 2;
        n++;
      }
    }
    mean /= sum;
    double square = 0;
    for (int d = 0; d < angles; d++) {
      double w = weights[from + d];
      if (w > 0) {
        double half = (values[at + angles + d] - values[at + 2 * angles + d]) / 2 - mean;
        square += w * half * half;
      }
    }
    for (int d = 0; d < angles && n > 2 && square > 0; d++) {
      weights[from + d] *= (n - 1) / square;
    }
  }

  /// Weights, and behind them 1 where they are inverse variances, otherwise 0.
  private static double[] weights(float[] sigma, double[] counts, int angles) {
    int n = sigma.length;
    double[] variance = new double[angles];
    double sum = 0;
    int known = 0;
    for (int d = 0; d < angles; d++) {
      double a = sigma[d];
      double b = sigma[(n - d) % n];
      variance[d] = (a * a + b * b) / 2;
      if (variance[d] > 0) {
        sum += variance[d];
        known++;
      }
    }
    double[] weights = new double[angles + 1];
    if (known == 0 || !Double.isFinite(sum)) {
      for (int d = 0; d < angles; d++) {
        boolean single = d == 0 || 2 * d == n;
        weights[d] = counts[d] > 0 ? single ? 1 : 2 : 0;
      }
      return weights;
    }
    weights[angles] = 1;
    double floor = LEAST_VARIANCE * sum / known;
    for (int d = 0; d < angles; d++) {
      // The ends stand for one azimuth, all others for two: their variances are not mixed.
      boolean end = d == 0 || d == angles - 1;
      double local = 0;
      int count = 0;
      for (int o = end ? d : Math.max(1, d - SMOOTH);
          o <= (end ? d : Math.min(angles - 2, d + SMOOTH));
          o++) {
        if (variance[o] > 0) {
          local += variance[o];
          count++;
        }
      }
      weights[d] = counts[d] > 0 && count > 0 ? 1 / Math.max(floor, local / count) : 0;
    }
    return weights;
  }

  int rings() {
    return q.length;
  }

  int angles() {
    return azimuths / 2 + 1;
  }

  int azimuths() {
    return azimuths;
  }

  /// Highest harmonic that the values hold.
  int highest() {
    return highest;
  }

  boolean friedel() {
    return friedel;
  }

  boolean halves() {
    return halves;
  }

  /// Whether weights are inverse variances.
  boolean errors() {
    return errors;
  }

  /// q of a ring, Å⁻¹.
  double q(int ring) {
    return q[ring];
  }

  double[] qs() {
    return q.clone();
  }

  /// Cosine of the angle between the vectors of two rings at Δ, for each angle.
  void cosines(int p, int r, double[] out) {
    double along = sine[p] * sine[r];
    double across = Math.sqrt((1 - sine[p]) * (1 + sine[p]) * (1 - sine[r]) * (1 + sine[r]));
    for (int d = 0; d < angles(); d++) {
      out[d] = along + across * Math.cos(2 * Math.PI * d / azimuths);
    }
  }

  /// Copies the values of a pair p ≤ r.
  void values(int set, int p, int r, double[] out) {
    System.arraycopy(values[p], ((r - p) * SETS + set) * angles(), out, 0, angles());
  }

  /// Copies the weights of a pair p ≤ r.
  void weights(int p, int r, double[] out) {
    System.arraycopy(weights[p], (r - p) * angles(), out, 0, angles());
  }

  /// Whether angles of a pair are missing, more than that of the self-term, but not all.
  boolean hasGap(int p, int r) {
    int present = 0;
    for (int d = 0; d < angles(); d++) {
      present += weights[p][(r - p) * angles() + d] > 0 ? 1 : 0;
    }
    return present > 0 && present < angles() - 1;
  }

  /// The same of other values and weights.
  SampledCorrelation with(double[][] otherValues, double[][] otherWeights) {
    return new SampledCorrelation(
        q, wavelength, azimuths, highest, friedel, halves, errors, otherValues, otherWeights);
  }

  /// The same values with other weights.
  SampledCorrelation weighted(double[][] others) {
    return with(values, others);
  }

  /// A copy of all values, `[p][((q − p) · SETS + set) · angles + Δ]`.
  double[][] copyOfValues() {
    return Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
  }

  /// A copy of all weights, `[p][(q − p) · angles + Δ]`.
  double[][] weights() {
    return Arrays.stream(weights).map(double[]::clone).toArray(double[][]::new);
  }
}

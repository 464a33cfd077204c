package org.everyshot.merging;

import org.everyshot.crystal.ResolutionShells;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.engine.Team;

/// What is known of reflections before they are seen: for each resolution shell the mean
/// intensity Σ and the standard deviation r of F⁺ − F⁻, both learned from the data.
///
/// Shells hold equal volumes of reciprocal space. Σ is the mean of J/ε over seen slots. Wilson's
/// prior of a reflection has the mean ε Σ.
final class ReflectionPriors {
  private static final double LEAST_RATIO = 0.015;
  private static final double MOST_RATIO = 0.08;
  private static final int BLOCK = 2048;

  private final int shells;
  private final byte[] shell;
  private final byte[] statisticsShell;
  private final double[] inverseSquare;
  private final boolean[] centric;
  private final byte[] epsilon;
  private final double[] meanIntensity;
  private final double[] friedelSpread;

  /// @param inverseSquareSpacing 1/d² of each unique reflection, Å⁻²
  /// @param centric which are centric
  /// @param epsilon multiplicity of the mean intensity of each
  /// @param shells number of resolution shells, 1 to 127
  ReflectionPriors(double[] inverseSquareSpacing, boolean[] centric, byte[] epsilon, int shells) {
    this.shells = shells;
    this.inverseSquare = inverseSquareSpacing;
    this.centric = centric;
    this.epsilon = epsilon;
    this.shell = new byte[inverseSquareSpacing.length];
    this.statisticsShell = new byte[shell.length];
    double first = Double.POSITIVE_INFINITY;
    double last = 0;
    for (double s2 : inverseSquareSpacing) {
      first = Math.min(first, s2);
      last = Math.max(last, s2);
    }
    var reported =
        ResolutionShells.ofEqualVolume(
            1 / Math.sqrt(first * (1 - 1e-9)), 1 / Math.sqrt(last), MergingStatistics.SHELLS);
    for (int row = 0; row < shell.length; row++) {
      statisticsShell[row] = (byte) Math.max(0, reported.shell(inverseSquareSpacing[row]));
      double part = Math.pow(inverseSquareSpacing[row] / last, 1.5);
      shell[row] = (byte) Math.min(shells - 1, (int) (shells * part));
    }
    this.meanIntensity = new double[shells];
    this.friedelSpread = new double[shells];
  }

  /// Priors of a crystal's reflections, in at most twenty shells.
  ///
  /// @param centric whether centric reflections are treated as such
  static ReflectionPriors of(UniqueReflections unique, boolean centric) {
    int rows = unique.count();
    double[] spacing = new double[rows];
    boolean[] centrics = new boolean[rows];
    byte[] epsilon = new byte[rows];
    for (int row = 0; row < rows; row++) {
      spacing[row] = unique.inverseSquareSpacing(row);
      centrics[row] = centric && unique.centric(row);
      epsilon[row] = (byte) unique.epsilon(row);
    }
    return new ReflectionPriors(spacing, centrics, epsilon, Math.clamp(rows / 100, 1, 20));
  }

  int shells() {
    return shells;
  }

  /// Unique reflections.
  int rows() {
    return shell.length;
  }

  /// Shell of a unique reflection.
  int shell(int row) {
    return shell[row];
  }

  /// Shell of a unique reflection as statistics are told in ([MergingStatistics#SHELLS]).
  int statisticsShell(int row) {
    return statisticsShell[row];
  }

  boolean centric(int row) {
    return centric[row];
  }

  /// Amplitudes less the mean of their shell, over the standard deviation there.
  ///
  /// @param amplitude of each unique reflection; NaN where unknown, and so in the result
  double[] standardized(double[] amplitude) {
    double[] n = new double[shells];
    double[] sum = new double[shells];
    double[] square = new double[shells];
    for (int row = 0; row < shell.length; row++) {
      if (amplitude[row] >= 0) {
        n[shell[row]]++;
        sum[shell[row]] += amplitude[row];
        square[shell[row]] += amplitude[row] * amplitude[row];
      }
    }
    double[] z = new double[shell.length];
    for (int row = 0; row < shell.length; row++) {
      int s = shell[row];
      double mean = sum[s] / n[s];
      double deviation = Math.sqrt(square[s] / n[s] - mean * mean);
      z[row] = n[s] > 1 && deviation > 0 ? (amplitude[row] - mean) / deviation : Double.NaN;
    }
    return z;
  }

  /// Multiplicity ε of the mean intensity of a unique reflection.
  int epsilon(int row) {
    return epsilon[row];
  }

  /// Prior mean intensity of a unique reflection, ε Σ.
  double mean(int row) {
    return epsilon[row] * meanIntensity[shell[row]];
  }

  /// Prior standard deviation r of F⁺ − F⁻ of a unique reflection.
  double spread(int row) {
    return friedelSpread[shell[row]];
  }

  /// 1/d² of a unique reflection, Å⁻².
  double inverseSquare(int row) {
    return inverseSquare[row];
  }

  /// The factors exp(a − ½ b/d²) of all unique reflections.
  double[] factors(double a, double b, Team team) {
    double[] factor = new double[shell.length];
    team.inBlocks(
        shell.length,
        BLOCK,
        (block, from, to) -> {
          for (int row = from; row < to; row++) {
            factor[row] = Math.exp(a - 0.5 * b * inverseSquare[row]);
          }
        });
    return factor;
  }

  /// Intensities are from here on larger by a factor for each unique reflection; `usual` where a
  /// shell has none.
  void regauge(double[] factor, double usual) {
    double[] sum = new double[shells];
    int[] n = new int[shells];
    for (int row = 0; row < shell.length; row++) {
      sum[shell[row]] += factor[row];
      n[shell[row]]++;
    }
    for (int s = 0; s < shells; s++) {
      double mean = n[s] > 0 ? sum[s] / n[s] : usual;
      meanIntensity[s] *= mean;
      friedelSpread[s] *= Math.sqrt(mean);
    }
  }

  /// Σ of a shell.
  double shellMean(int shell) {
    return meanIntensity[shell];
  }

  /// r of a shell.
  double shellSpread(int shell) {
    return friedelSpread[shell];
  }

  /// Begins with twice the mean observed intensity of each shell, smoothed over five shells, and
  /// r = 0.03 √Σ: observed reflections are partial.
  void begin(double[] intensitySum, long[] observations) {
    double all = 0;
    long n = 0;
    for (int s = 0; s < shells; s++) {
      all += intensitySum[s];
      n += observations[s];
    }
    double overall = n > 0 && all > 0 ? all / n : 1;
    for (int s = 0; s < shells; s++) {
      double sum = 0;
      long count = 0;
      for (int t = Math.max(0, s - 2); t <= Math.min(shells - 1, s + 2); t++) {
        sum += intensitySum[t];
        count += observations[t];
      }
      double mean = count > 0 ? sum / count : overall;
      set(s, 2 * Math.max(mean, 0.003 * overall), 0);
      friedelSpread[s] = 0.03 * Math.sqrt(meanIntensity[s]);
    }
  }

  /// Sets both numbers of a shell; r is kept within 0.015 and 0.08 of √Σ.
  void set(int shell, double mean, double spread) {
    meanIntensity[shell] = mean;
    double amplitude = Math.sqrt(mean);
    friedelSpread[shell] = Math.clamp(spread, LEAST_RATIO * amplitude, MOST_RATIO * amplitude);
  }

  /// Learns Σ and r from what has been seen so far: one step of expectation maximisation.
  ///
  /// r² = mean[min((κΔ)², 9r²) + κ v] over pairs whose F⁺ − F⁻ = Δ is known to v < 0.05 Σ, with
  /// κ = r²/(r² + v). The first moment is cut, since one wrong pair must not set a shell's r.
  void learn(PrecisionSums sums, Team team) {
    Evidence[] parts = new Evidence[Math.ceilDiv(shell.length, BLOCK)];
    team.inBlocks(
        shell.length,
        BLOCK,
        (block, from, to) -> {
          parts[block] = new Evidence(shells);
          gather(sums, from, to, parts[block]);
        });
    var all = new Evidence(shells);
    for (Evidence part : parts) {
      all.add(part);
    }
    for (int s = 0; s < shells; s++) {
      if (all.seen[s] > 0) {
        double spread =
            all.pairs[s] > 0 ? Math.sqrt(all.square[s] / all.pairs[s]) : friedelSpread[s];
        set(s, all.mean[s] / all.seen[s], spread);
      }
    }
  }

  /// What reflections say of each shell: Σ J/ε over seen slots, Σ of the terms of r² over pairs.
  private static final class Evidence {
    private final double[] mean;
    private final double[] square;
    private final int[] seen;
    private final int[] pairs;

    Evidence(int shells) {
      mean = new double[shells];
      square = new double[shells];
      seen = new int[shells];
      pairs = new int[shells];
    }

    void add(Evidence other) {
      for (int s = 0; s < mean.length; s++) {
        mean[s] += other.mean[s];
        square[s] += other.square[s];
        seen[s] += other.seen[s];
        pairs[s] += other.pairs[s];
      }
    }
  }

  private void gather(PrecisionSums sums, int from, int to, Evidence out) {
    var posterior = new IntensityPosterior();
    for (int row = from; row < to; row++) {
      int s = shell[row];
      double plus = intensity(sums, 2 * row, posterior);
      double plusVariance = 0.25 / (plus * sums.precision(2 * row));
      double minus = centric[row] ? Double.NaN : intensity(sums, 2 * row + 1, posterior);
      if (plus > 0) {
        out.mean[s] += plus / epsilon[row];
        out.seen[s]++;
      }
      if (minus > 0) {
        out.mean[s] += minus / epsilon[row];
        out.seen[s]++;
      }
      if (plus > 0 && minus > 0) {
        double v = plusVariance + 0.25 / (minus * sums.precision(2 * row + 1));
        if (v < 0.05 * mean(row)) {
          double difference = Math.sqrt(plus) - Math.sqrt(minus);
          double r2 = friedelSpread[s] * friedelSpread[s];
          double kappa = r2 / (r2 + v);
          double moment = kappa * difference * (kappa * difference);
          out.square[s] += Math.min(moment, 9 * r2) + kappa * v;
          out.pairs[s]++;
        }
      }
    }
  }

  /// Posterior mean intensity of a slot from its own sums; NaN where it has not been seen.
  double intensity(PrecisionSums sums, int slot, IntensityPosterior posterior) {
    double w = sums.precision(slot);
    if (!(w > 0)) {
      return Double.NaN;
    }
    int row = slot >> 1;
    if (centric[row]) {
      posterior.centric(w, sums.weighted(slot), mean(row));
    } else {
      posterior.acentric(w, sums.weighted(slot), mean(row));
    }
    return posterior.mean;
  }

  /// Takes over what another has learned for as many shells.
  void take(ReflectionPriors other) {
    System.arraycopy(other.meanIntensity, 0, meanIntensity, 0, shells);
    System.arraycopy(other.friedelSpread, 0, friedelSpread, 0, shells);
  }

  /// Writes what has been learned.
  void save(StateWriter out) {
    out.put(meanIntensity);
    out.put(friedelSpread);
  }

  /// Takes over what was written for as many shells.
  void load(StateReader in) {
    in.fill(meanIntensity);
    in.fill(friedelSpread);
    for (int s = 0; s < shells; s++) {
      if (!(meanIntensity[s] > 0) || !(friedelSpread[s] > 0)) {
        throw in.damaged("shell " + s + " has no mean intensity above 0");
      }
    }
  }
}

package org.everyshot.merging;

/// What a network is told of a reflection, standardised by what has been seen.
///
/// Metadata: diffracted wave vector s₁ = q + s₀ (x, y, z, Å⁻¹) and the vector from the Ewald sphere
/// to it, s₁ (1 − |s₀|/|s₁|); with `physical` also 1/d², the logarithm of the polarisation factor
/// and the squared offset in units of 10⁻⁸ Å⁻². Each is shifted and divided to mean 0 and deviation
/// 1; intensities and their σ are divided by the root mean square of intensities. Means run over
/// images with a memory of a thousand, corrected for their start, until they are frozen.
final class NetworkInputs {
  private static final double KEPT = 0.999;

  private final int count;
  private final double[] means;
  private final double[] squares;
  private double seen;
  private double intensities;
  private boolean frozen;
  private final double[] row;

  NetworkInputs(boolean physical) {
    this.count = physical ? 9 : 6;
    this.means = new double[count];
    this.squares = new double[count];
    this.row = new double[count];
  }

  /// Metadata of a reflection.
  int count() {
    return count;
  }

  /// From here on means stand still.
  void freeze() {
    frozen = true;
  }

  /// Takes a still in, unless frozen.
  void see(StillObservations still) {
    if (frozen || still.size == 0) {
      return;
    }
    seen = KEPT * seen + 1 - KEPT;
    double factor = (1 - KEPT) / still.size;
    for (int p = 0; p < count; p++) {
      means[p] *= KEPT;
      squares[p] *= KEPT;
    }
    intensities *= KEPT;
    for (int i = 0; i < still.size; i++) {
      describe(still, i);
      for (int p = 0; p < count; p++) {
        means[p] += factor * row[p];
        squares[p] += factor * row[p] * row[p];
      }
      intensities += factor * still.intensity[i] * still.intensity[i];
    }
  }

  /// Root mean square of intensities.
  double unit() {
    double unit = Math.sqrt(intensities / seen);
    return unit > 0 ? unit : 1;
  }

  /// Writes the standardised metadata of an observation.
  void fill(StillObservations still, int i, float[] out, int at) {
    describe(still, i);
    for (int p = 0; p < count; p++) {
      double mean = means[p] / seen;
      double variance = squares[p] / seen - mean * mean;
      out[at + p] = variance > 0 ? (float) ((row[p] - mean) / Math.sqrt(variance)) : 0;
    }
  }

  private void describe(StillObservations still, int i) {
    double k = still.waveNumber;
    double e = still.offset[i];
    double x = still.qx[i];
    double y = still.qy[i];
    // |s₁| = k + e, and q² = s₁² − k² − 2 k q_z.
    double z = k + (e * (e + 2 * k) - still.q2[i]) / (2 * k);
    double excess = e / (k + e);
    row[0] = x;
    row[1] = y;
    row[2] = z;
    row[3] = x * excess;
    row[4] = y * excess;
    row[5] = z * excess;
    if (count > 6) {
      row[6] = still.q2[i];
      row[7] = still.logPolarization[i];
      row[8] = e * e * 1e8;
    }
  }

  /// Writes the means.
  void save(StateWriter out) {
    out.put(means);
    out.put(squares);
    out.put(seen);
    out.put(intensities);
    out.put(frozen ? 1 : 0);
  }

  /// Takes over what was written.
  void load(StateReader in) {
    in.fill(means);
    in.fill(squares);
    seen = in.real();
    intensities = in.real();
    frozen = in.integer() != 0;
    if (!(seen >= 0 && seen <= 1) || !(intensities >= 0)) {
      throw in.damaged("mean square intensity " + intensities + " of weight " + seen);
    }
  }
}

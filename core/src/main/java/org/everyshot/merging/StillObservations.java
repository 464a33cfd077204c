package org.everyshot.merging;

import org.everyshot.crystal.UnitCell;
import org.jspecify.annotations.Nullable;

/// Observations of one still, ready to be fitted: geometry reduced to the few numbers that the
/// model needs. Reused for many stills; columns may be longer than [#size].
final class StillObservations {
  /// Identity of the image.
  long key;

  /// Half-set, 0 or 1.
  int half;

  /// The crystal's own cell; null where unknown.
  @Nullable UnitCell cell;

  /// Number of observations.
  int size;

  /// Wave number 1/λ, Å⁻¹.
  double waveNumber;

  /// Slot of each observation, as the still is indexed at present.
  int[] slot = new int[512];

  /// Slots under each operator; a single one is `slot` itself.
  int[][] indexed = {slot};

  /// The operator that `slot` is of; −1 where none has been chosen yet and it is of the first.
  int operator;

  /// Intensity and variance, in the unit of the merge.
  double[] intensity = new double[512];

  double[] variance = new double[512];

  /// Where on the detector: a square of [GainTable].
  int[] square = new int[512];

  /// Components of the reciprocal vector across the beam, Å⁻¹.
  double[] qx = new double[512];

  double[] qy = new double[512];

  /// Square of the reciprocal vector, 1/d², Å⁻².
  double[] q2 = new double[512];

  /// Distance from the Ewald sphere as indexed, Å⁻¹: |q + s₀| − 1/λ.
  double[] offset = new double[512];

  /// Logarithm of the polarisation factor.
  double[] logPolarization = new double[512];

  /// Whether observations have a place relative to the Ewald sphere; otherwise all are whole.
  boolean placed = true;

  /// Whether each observation has a wavelength of its own.
  boolean polychromatic;

  /// That wavelength, Å; of no meaning otherwise.
  double[] wavelength = new double[512];

  /// Mean and variance of the reference intensity.
  double[] mean = new double[512];

  double[] meanVariance = new double[512];

  /// The columns as a [org.everyshot.kernel.StillKernel] reads them.
  double[][] columns = assembled();

  private double[][] assembled() {
    return new double[][] {
      intensity, variance, qx, qy, q2, offset, logPolarization, mean, meanVariance
    };
  }

  /// Begins a still of at most `most` observations.
  void begin(long key, int half, @Nullable UnitCell cell, int most) {
    this.key = key;
    this.cell = cell;
    this.half = half;
    this.size = 0;
    this.operator = 0;
    this.polychromatic = false;
    this.placed = true;
    if (most > slot.length) {
      int length = Math.max(most, slot.length + slot.length / 2);
      indexed = new int[indexed.length][length];
      square = new int[length];
      intensity = new double[length];
      variance = new double[length];
      qx = new double[length];
      qy = new double[length];
      q2 = new double[length];
      offset = new double[length];
      logPolarization = new double[length];
      wavelength = new double[length];
      mean = new double[length];
      meanVariance = new double[length];
      columns = assembled();
    }
    slot = indexed[0];
  }

  /// Makes room for the slots under so many operators; before [#begin].
  void operators(int count) {
    if (indexed.length != count) {
      indexed = new int[count][indexed[0].length];
      slot = indexed[0];
    }
  }

  /// Indexes the still by one of the operators.
  void choose(int which) {
    operator = which;
    slot = indexed[Math.max(which, 0)];
  }

  /// Adds an observation.
  ///
  /// @param x,y,z reciprocal vector in the laboratory, beam along +z, Å⁻¹
  /// @param k wave number 1/λ, Å⁻¹
  /// @param polarised share of the intensity that the polarisation leaves
  /// @param intensity,sigma as measured
  void add(
      int slot,
      double x,
      double y,
      double z,
      double k,
      double polarised,
      double intensity,
      double sigma) {
    int i = size++;
    waveNumber = k;
    this.slot[i] = slot;
    square[i] = GainTable.NOWHERE;
    this.intensity[i] = intensity;
    variance[i] = sigma * sigma;
    qx[i] = x;
    qy[i] = y;
    double square = x * x + y * y + z * z;
    q2[i] = square;
    double s1z = z + k;
    double s1 = Math.sqrt(x * x + y * y + s1z * s1z);
    // |q + s₀| − k without the loss of digits of a difference of near numbers.
    offset[i] = (square + 2 * z * k) / (s1 + k);
    logPolarization[i] = Math.log(Math.max(polarised, 1e-6));
  }

  /// Adds an observation that lies nowhere in particular relative to the Ewald sphere: the whole
  /// of a reflection, but for the still's scale.
  ///
  /// @param inverseSquare 1/d², Å⁻²
  /// @param wavelength Å; NaN where the still is not polychromatic
  void addWhole(
      int slot,
      double inverseSquare,
      double wavelength,
      double polarised,
      double intensity,
      double sigma) {
    int i = size++;
    this.slot[i] = slot;
    square[i] = GainTable.NOWHERE;
    this.intensity[i] = intensity;
    variance[i] = sigma * sigma;
    qx[i] = 0;
    qy[i] = 0;
    q2[i] = inverseSquare;
    offset[i] = 0;
    logPolarization[i] = Math.log(Math.max(polarised, 1e-6));
    this.wavelength[i] = wavelength;
  }

  /// Multiplies intensities by `factor`.
  void scale(double factor) {
    for (int i = 0; i < size; i++) {
      intensity[i] *= factor;
      variance[i] *= factor * factor;
    }
  }

  /// Divides intensities by the gain of the detector where they lie.
  void divide(GainTable gains) {
    for (int i = 0; !gains.flat() && i < size; i++) {
      double inverse = 1 / gains.gain(square[i]);
      intensity[i] *= inverse;
      variance[i] *= inverse * inverse;
    }
  }

  /// Takes the spectrum of a polychromatic still into the scales of its observations.
  void shine(SpectrumCurve spectrum) {
    for (int i = 0; polychromatic && i < size; i++) {
      logPolarization[i] += spectrum.log(wavelength[i]);
    }
  }

  /// Looks the reference up for every observation.
  void refer(Reference reference, IntensityPosterior scratch) {
    for (int i = 0; i < size; i++) {
      reference.at(slot[i], scratch);
      mean[i] = scratch.mean;
      meanVariance[i] = scratch.variance;
    }
  }

  /// Takes the reference from moments computed before.
  void refer(double[] means, double[] variances) {
    for (int i = 0; i < size; i++) {
      mean[i] = means[slot[i]];
      meanVariance[i] = variances[slot[i]];
    }
  }

  /// Writes what is not looked up.
  void save(StateWriter out) {
    out.put(key);
    out.put(half);
    out.put(waveNumber);
    out.put(PhysicalState.numbers(cell));
    out.put(operator);
    out.put(indexed.length);
    for (int[] slots : indexed) {
      out.put(slots, size);
    }
    out.put(square, size);
    out.put(intensity, size);
    out.put(variance, size);
    out.put(qx, size);
    out.put(qy, size);
    out.put(q2, size);
    out.put(offset, size);
    out.put(logPolarization, size);
    out.put(placed ? 1 : 0);
    out.put(polychromatic ? 1 : 0);
    out.put(wavelength, polychromatic ? size : 0);
  }

  /// Takes over what was written.
  ///
  /// @param slots number of slots that there are
  /// @param operators number of operators
  void load(StateReader in, int slots, int operators) {
    key = in.number();
    half = in.integer();
    waveNumber = in.real();
    double[] numbers = new double[6];
    in.fill(numbers);
    try {
      cell = numbers[0] > 0 ? PhysicalState.cell(numbers) : null;
    } catch (IllegalArgumentException e) {
      throw in.damaged("cell of a still: " + e.getMessage());
    }
    int chosen = in.integer();
    if (in.integer() != operators || chosen < -1 || chosen >= operators) {
      throw in.damaged("operator " + chosen + " of a still; expected one of " + operators);
    }
    indexed = new int[operators][];
    for (int o = 0; o < operators; o++) {
      indexed[o] = in.integers();
    }
    size = indexed[0].length;
    choose(chosen);
    square = in.integers();
    intensity = in.doubles();
    variance = in.doubles();
    qx = in.doubles();
    qy = in.doubles();
    q2 = in.doubles();
    offset = in.doubles();
    logPolarization = in.doubles();
    placed = in.integer() != 0;
    polychromatic = in.integer() != 0;
    wavelength = in.doubles();
    boolean each = wavelength.length == (polychromatic ? size : 0);
    wavelength = polychromatic ? wavelength : new double[size];
    mean = new double[size];
    meanVariance = new double[size];
    columns = assembled();
    boolean even =
        intensity.length == size
            && variance.length == size
            && qx.length == size
            && qy.length == size
            && q2.length == size
            && offset.length == size
            && logPolarization.length == size;
    even &= square.length == size && each;
    for (int[] other : indexed) {
      even &= other.length == size;
    }
    if (!even || half < 0 || half > 1) {
      throw in.damaged("a still with columns of unequal length, or of half-set " + half);
    }
    for (int[] all : indexed) {
      for (int s : all) {
        if (s < 0 || s >= slots) {
          throw in.damaged("slot " + s + " of " + slots);
        }
      }
    }
  }
}

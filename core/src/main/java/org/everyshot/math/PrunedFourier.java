package org.everyshot.math;

import org.everyshot.kernel.MatrixKernel;

/// Fourier transform of real values on a cube of points, part of a periodic box, at a range of
/// frequencies; its transpose; and, of a whole box, its inverse.
///
/// F(k) = Σ_r ρ(r) e^{−2πi k·r/period}. Cube: `[z][y][x]`, rows [#cubeRow] apart, each axis
/// from −reach on. Spectrum: `[kz][ky]` rows of [#spectrumRow] values, real parts of kx from
/// [#lowest] on, then, half a row later, imaginary parts; kz begins at −spectrumReach, or later.
/// Immutable; scratch memory is the caller's.
/// Error: single precision.
public final class PrunedFourier {
  private final int lowest;
  private final int in;
  private final AxisFourier.Range frequenciesY;
  private final AxisFourier.Range frequenciesZ;
  private final int cubeRow;
  private final int half;
  private final float[] waves;
  private final float[] wavesTransposed;
  private final float[] wavesInverse;
  private final AxisFourier forwardY;
  private final AxisFourier forwardZ;
  private final AxisFourier backwardY;
  private final AxisFourier backwardZ;
  private final MatrixKernel kernel = MatrixKernel.chosen();

  /// @param period points along each edge of the periodic box
  /// @param reach largest coordinate of the cube, at most period/2, which means the whole box
  /// @param lowest lowest frequency along x
  /// @param highest highest frequency along x; more follow, to fill up eights
  /// @param spectrumReach largest frequency along y and z; period/2 means all of them
  public PrunedFourier(int period, int reach, int lowest, int highest, int spectrumReach) {
    this(
        period,
        reach,
        lowest,
        highest,
        AxisFourier.Range.symmetric(period, spectrumReach),
        AxisFourier.Range.symmetric(period, spectrumReach));
  }

  /// A spectrum of few frequencies below 0 along z.
  ///
  /// @param beforeZ frequencies below 0 along z
  public static PrunedFourier above(
      int period, int reach, int lowest, int highest, int spectrumReach, int beforeZ) {
    return new PrunedFourier(
        period,
        reach,
        lowest,
        highest,
        AxisFourier.Range.symmetric(period, spectrumReach),
        AxisFourier.Range.from(beforeZ, spectrumReach));
  }

  private PrunedFourier(
      int period, int reach, int lowest, int highest, AxisFourier.Range y, AxisFourier.Range z) {
    if (period % 2 != 0 || 2 * reach > period || 2 * y.reach() > period) {
      throw new IllegalArgumentException("cube to " + reach + " of a box of " + period);
    }
    AxisFourier.Range points = AxisFourier.Range.symmetric(period, reach);
    this.lowest = lowest;
    this.in = points.length();
    this.frequenciesY = y;
    this.frequenciesZ = z;
    this.cubeRow = padded(in);
    this.half = padded(highest - lowest + 1);
    this.waves = new float[in * 2 * half];
    this.wavesTransposed = new float[2 * half * cubeRow];
    this.wavesInverse = new float[2 * half * cubeRow];
    double scale = 1.0 / ((double) period * period * period);
    for (int x = 0; x < in; x++) {
      for (int k = 0; k < half; k++) {
        int frequency = k + lowest;
        long turns = Math.floorMod((long) frequency * (x - reach), (long) period);
        double cosine = Math.cos(2 * Math.PI * turns / period);
        double sine = Math.sin(2 * Math.PI * turns / period);
        waves[x * 2 * half + k] = (float) cosine;
        waves[x * 2 * half + half + k] = (float) -sine;
        wavesTransposed[k * cubeRow + x] = (float) cosine;
        wavesTransposed[(half + k) * cubeRow + x] = (float) -sine;
        boolean once = frequency == 0 || 2 * frequency == period;
        boolean held = frequency >= 0 && 2 * frequency <= period;
        double weight = held ? (once ? scale : 2 * scale) : 0;
        wavesInverse[k * cubeRow + x] = (float) (weight * cosine);
        wavesInverse[(half + k) * cubeRow + x] = (float) (-weight * sine);
      }
    }
    this.forwardY = new AxisFourier(period, points, y, false);
    this.forwardZ = new AxisFourier(period, points, z, false);
    this.backwardY = new AxisFourier(period, y, points, true);
    this.backwardZ = new AxisFourier(period, z, points, true);
  }

  private static int padded(int count) {
    return (count + MatrixKernel.LANES - 1) / MatrixKernel.LANES * MatrixKernel.LANES;
  }

  /// Points along each edge of the cube.
  public int cubeEdge() {
    return in;
  }

  /// Distance of the cube's rows.
  public int cubeRow() {
    return cubeRow;
  }

  /// Length of a cube.
  public int cubeLength() {
    return in * in * cubeRow;
  }

  /// Frequencies along y.
  public int spectrumEdge() {
    return frequenciesY.length();
  }

  /// Lowest frequency along x.
  public int lowest() {
    return lowest;
  }

  /// Distance of the spectrum's rows.
  public int spectrumRow() {
    return 2 * half;
  }

  /// Length of a spectrum.
  public int spectrumLength() {
    return frequenciesZ.length() * frequenciesY.length() * 2 * half;
  }

  /// Length of the scratch memory.
  public int scratchLength() {
    int rest = Math.max(forwardY.scratchLength(half), forwardZ.scratchLength(half));
    return in * in * 2 * half + in * frequenciesZ.length() * 2 * half + rest;
  }

  /// Cube to spectrum.
  public void forward(float[] cube, float[] spectrum, float[] scratch) {
    int row = 2 * half;
    int middle = in * in * row;
    float[] work = scratch;
    kernel.multiply(in * in, in, row, cube, 0, cubeRow, 1, waves, 0, row, work, 0, row);
    int rest = middle + in * frequenciesZ.length() * row;
    for (int y = 0; y < in; y++) {
      forwardZ.apply(work, y * row, in * row, work, middle + y * row, in * row, half, work, rest);
    }
    int plane = frequenciesY.length() * row;
    for (int kz = 0; kz < frequenciesZ.length(); kz++) {
      int from = middle + kz * in * row;
      forwardY.apply(work, from, row, spectrum, kz * plane, row, half, work, rest);
    }
  }

  /// The transpose of [#forward], seen as a matrix of real numbers.
  public void adjoint(float[] spectrum, float[] cube, float[] scratch) {
    back(spectrum, cube, scratch, wavesTransposed);
  }

  /// The inverse of [#forward] of a whole box with frequencies 0 to period/2 along x.
  public void inverse(float[] spectrum, float[] cube, float[] scratch) {
    back(spectrum, cube, scratch, wavesInverse);
  }

  private void back(float[] spectrum, float[] cube, float[] work, float[] table) {
    int row = 2 * half;
    int middle = in * in * row;
    int rest = middle + in * frequenciesZ.length() * row;
    int plane = frequenciesY.length() * row;
    for (int kz = 0; kz < frequenciesZ.length(); kz++) {
      int to = middle + kz * in * row;
      backwardY.apply(spectrum, kz * plane, row, work, to, row, half, work, rest);
    }
    for (int y = 0; y < in; y++) {
      backwardZ.apply(work, middle + y * row, in * row, work, y * row, in * row, half, work, rest);
    }
    kernel.multiply(in * in, row, cubeRow, work, 0, row, 1, table, 0, cubeRow, cube, 0, cubeRow);
  }
}

package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.crystal.UniqueReflections;

/// Merged intensities and amplitudes, one per slot of the unique reflections.
///
/// Slot `2·row` holds F(+), a centric reflection or, where Friedel mates were merged together,
/// their common value; slot `2·row + 1` holds F(−). Every array has `2·unique.count()` elements;
/// NaN is missing. Intensities are on the scale of the merge, amplitudes are those of French and
/// Wilson unless the merging says otherwise. Immutable but for the arrays, which nobody may
/// change.
public final class MergedReflections {
  private final UniqueReflections unique;
  private final boolean anomalous;
  private final float[] intensity;
  private final float[] sigmaIntensity;
  private final float[] amplitude;
  private final float[] sigmaAmplitude;
  private final int[] count;
  private final float[][] halfIntensity;
  private final float[][] halfSigma;

  private MergedReflections(Builder from) {
    this.unique = from.unique;
    this.anomalous = from.anomalous;
    this.intensity = from.intensity;
    this.sigmaIntensity = from.sigmaIntensity;
    this.amplitude = from.amplitude;
    this.sigmaAmplitude = from.sigmaAmplitude;
    this.count = from.count;
    this.halfIntensity = from.halfIntensity;
    this.halfSigma = from.halfSigma;
  }

  /// Which reflections there can be; gives slots their indices.
  public UniqueReflections unique() {
    return unique;
  }

  /// Whether Friedel mates were kept apart.
  public boolean anomalous() {
    return anomalous;
  }

  /// Number of slots, filled or not.
  public int slots() {
    return intensity.length;
  }

  /// Merged intensity of each slot; may be negative.
  public float[] intensity() {
    return intensity;
  }

  /// Standard deviation of the intensity of each slot.
  public float[] sigmaIntensity() {
    return sigmaIntensity;
  }

  /// Amplitude of each slot.
  public float[] amplitude() {
    return amplitude;
  }

  /// Standard deviation of the amplitude of each slot.
  public float[] sigmaAmplitude() {
    return sigmaAmplitude;
  }

  /// Number of measurements in each slot; 0 where there are none.
  public int[] count() {
    return count;
  }

  /// Intensity of each slot from one half of the images.
  ///
  /// @param half 0 or 1
  public float[] halfIntensity(int half) {
    return halfIntensity[half];
  }

  /// Standard deviation of the intensity of each slot from one half of the images.
  ///
  /// @param half 0 or 1
  public float[] halfSigma(int half) {
    return halfSigma[half];
  }

  /// The same with the amplitudes of others.
  public MergedReflections withAmplitudes(float[] amplitude, float[] sigma) {
    return new Builder(unique, anomalous)
        .intensities(intensity, sigmaIntensity)
        .amplitudes(amplitude, sigma)
        .counts(count)
        .half(0, halfIntensity[0], halfSigma[0])
        .half(1, halfIntensity[1], halfSigma[1])
        .build();
  }

  /// Gathers the columns; what is not told is missing.
  public static final class Builder {
    private final UniqueReflections unique;
    private final boolean anomalous;
    private final int slots;
    private float[] intensity;
    private float[] sigmaIntensity;
    private float[] amplitude;
    private float[] sigmaAmplitude;
    private int[] count;
    private final float[][] halfIntensity = new float[2][];
    private final float[][] halfSigma = new float[2][];

    /// @param anomalous whether Friedel mates are kept apart
    public Builder(UniqueReflections unique, boolean anomalous) {
      this.unique = unique;
      this.anomalous = anomalous;
      this.slots = 2 * unique.count();
      this.intensity = missing(slots);
      this.sigmaIntensity = intensity;
      this.amplitude = intensity;
      this.sigmaAmplitude = intensity;
      this.count = new int[slots];
      Arrays.fill(halfIntensity, intensity);
      Arrays.fill(halfSigma, intensity);
    }

    private static float[] missing(int length) {
      float[] column = new float[length];
      Arrays.fill(column, Float.NaN);
      return column;
    }

    /// Intensities and their standard deviations, `[slots]`.
    public Builder intensities(float[] values, float[] sigmas) {
      this.intensity = checked(values);
      this.sigmaIntensity = checked(sigmas);
      return this;
    }

    /// Amplitudes and their standard deviations, `[slots]`.
    public Builder amplitudes(float[] values, float[] sigmas) {
      this.amplitude = checked(values);
      this.sigmaAmplitude = checked(sigmas);
      return this;
    }

    /// Number of measurements, `[slots]`.
    public Builder counts(int[] measurements) {
      checkLength(measurements.length);
      this.count = measurements;
      return this;
    }

    /// Intensities of one half of the images and their standard deviations, `[slots]`.
    ///
    /// @param which 0 or 1
    public Builder half(int which, float[] values, float[] sigmas) {
      this.halfIntensity[which] = checked(values);
      this.halfSigma[which] = checked(sigmas);
      return this;
    }

    private float[] checked(float[] column) {
      checkLength(column.length);
      return column;
    }

    private void checkLength(int length) {
      if (length != slots) {
        throw new IllegalArgumentException(length + " values for " + slots + " slots");
      }
    }

    /// The merged reflections; they take the arrays over.
    public MergedReflections build() {
      return new MergedReflections(this);
    }
  }
}

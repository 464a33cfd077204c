package org.everyshot.simulation;

import org.everyshot.crystal.StructureFactors;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.math.RandomStream;
import org.jspecify.annotations.Nullable;

/// What a crystal scatters: F² of every unique reflection and of its Friedel mate, free of noise.
///
/// Scaled so that the mean of F² over all unique reflections, each the mean of its mates, is 1.
/// The holder must not change the arrays.
public final class CrystalTruth {
  private final UniqueReflections unique;
  private final float[] intensity;
  private final float @Nullable [] phase;
  private final double scale;

  private CrystalTruth(
      UniqueReflections unique, float[] intensity, float @Nullable [] phase, double scale) {
    this.unique = unique;
    this.intensity = intensity;
    this.phase = phase;
    this.scale = scale;
  }

  /// A truth from amplitudes of any scale.
  ///
  /// @param amplitude |F| of each slot, `[2 · count]`; that of the second slot of a centric
  ///     reflection is not looked at
  /// @param phase phase of the normal scattering of each reflection, degrees, `[count]`; null
  ///     where there is none
  public static CrystalTruth ofAmplitudes(
      UniqueReflections unique, double[] amplitude, float @Nullable [] phase) {
    double sum = 0;
    for (int row = 0; row < unique.count(); row++) {
      double plus = amplitude[2 * row];
      double minus = unique.centric(row) ? plus : amplitude[2 * row + 1];
      sum += (plus * plus + minus * minus) / 2;
    }
    if (!(sum > 0) || !Double.isFinite(sum)) {
      throw new IllegalArgumentException(
          "structure factors whose mean square is "
              + sum / unique.count()
              + "; expected more than 0");
    }
    double perUnit = unique.count() / sum;
    var intensity = new float[2 * unique.count()];
    for (int row = 0; row < unique.count(); row++) {
      double plus = amplitude[2 * row];
      double minus = unique.centric(row) ? plus : amplitude[2 * row + 1];
      intensity[2 * row] = (float) (plus * plus * perUnit);
      intensity[2 * row + 1] = (float) (minus * minus * perUnit);
    }
    return new CrystalTruth(unique, intensity, phase, Math.sqrt(perUnit));
  }

  /// The truth of a structure, scaled; phases are those of its normal scattering.
  public static CrystalTruth of(StructureFactors factors) {
    int count = factors.unique().count();
    var amplitude = new double[2 * count];
    var phase = new float[count];
    for (int row = 0; row < count; row++) {
      amplitude[2 * row] = factors.amplitude(2 * row);
      amplitude[2 * row + 1] = factors.amplitude(2 * row + 1);
      phase[row] = (float) Math.toDegrees(factors.normalPhase(row));
    }
    return ofAmplitudes(factors.unique(), amplitude, phase);
  }

  /// Amplitudes at random, as of a crystal of many atoms placed anywhere: Wilson's distributions
  /// with ⟨F²⟩ = ε exp(−B/2d²), and small differences between Friedel mates.
  ///
  /// @param b overall B, Å²
  /// @param bijvoetRatio mean |F(+) − F(−)| of acentric reflections over the mean F at their
  ///     resolution
  public static CrystalTruth random(
      UniqueReflections unique, double b, double bijvoetRatio, long seed) {
    var stream = new RandomStream(seed, -1, Purpose.TRUTH);
    var amplitude = new double[2 * unique.count()];
    for (int row = 0; row < unique.count(); row++) {
      double inverseSquare = unique.inverseSquareSpacing(row);
      double root = Math.sqrt(unique.epsilon(row)) * Math.exp(-b * inverseSquare / 4);
      if (unique.centric(row)) {
        amplitude[2 * row] = root * Math.abs(stream.normal());
        amplitude[2 * row + 1] = amplitude[2 * row];
      } else {
        double mean = root * Math.sqrt(-Math.log(stream.uniformOpen()));
        // Mean F of acentric reflections: √π/2; mean modulus of a normal number: √(2/π).
        double sd = bijvoetRatio * root * (Math.sqrt(Math.PI) / 2) * Math.sqrt(Math.PI / 2);
        double half = Math.clamp(sd * stream.normal() / 2, -0.9 * mean, 0.9 * mean);
        amplitude[2 * row] = mean + half;
        amplitude[2 * row + 1] = mean - half;
      }
    }
    return ofAmplitudes(unique, amplitude, null);
  }

  /// The reflections.
  public UniqueReflections unique() {
    return unique;
  }

  /// F² of each slot, `[2 · count]`; both slots of a centric reflection hold the same.
  public float[] intensity() {
    return intensity;
  }

  /// Phase of the normal scattering, degrees, `[count]`; null where there is none.
  public float @Nullable [] phase() {
    return phase;
  }

  /// √F² here over the amplitude it was made from, such as electrons.
  public double scale() {
    return scale;
  }
}

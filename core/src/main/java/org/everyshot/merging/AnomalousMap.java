package org.everyshot.merging;

import org.everyshot.crystal.CrystalMap;
import org.everyshot.crystal.MapSynthesis;
import org.everyshot.crystal.StructureFactors;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.fault.UserInputException;

/// Anomalous difference map: coefficients (|F(h)| − |F(−h)|) exp(i(φ − 90°)), with φ the phase of
/// the model's normal scattering. It peaks where f″ is large.
///
/// Differences beyond four standard deviations are drawn back to them, for one wrong reflection
/// would ripple through the whole map. On the scale of the amplitudes: e/Å³ if these are absolute.
/// Source: Strahs & Kraut, J. Mol. Biol. 35, 503 (1968).
///
/// @param map the map of the whole cell
/// @param pairs acentric reflections of which both mates were measured
/// @param clipped differences that were drawn back
/// @param ratio mean Bijvoet ratio, Σ| |F(h)| − |F(−h)| | / Σ (|F(h)| + |F(−h)|)/2 over the pairs
public record AnomalousMap(CrystalMap map, int pairs, int clipped, double ratio) {
  /// Differences beyond so many standard deviations are outliers.
  public static final double OUTLIER = 4;

  /// @param amplitude |F| of every slot: 2·row for F(h), 2·row + 1 for F(−h); NaN where missing
  /// @throws UserInputException where no pair is complete, or none differs
  public static AnomalousMap of(StructureFactors phases, float[] amplitude) {
    return of(phases, amplitude, new double[0]);
  }

  /// A map of other differences than those of the amplitudes, which tell the ratio alone.
  ///
  /// @param amplitude as above
  /// @param weighed differences of all reflections, NaN where there is none; empty for those of the
  ///     amplitudes
  /// @throws UserInputException where no pair is complete, or none differs
  public static AnomalousMap of(StructureFactors phases, float[] amplitude, double[] weighed) {
    UniqueReflections unique = phases.unique();
    int rows = unique.count();
    if (amplitude.length != 2 * rows) {
      throw new IllegalArgumentException(amplitude.length + " amplitudes of " + rows + " rows");
    }
    double[] difference = new double[rows];
    int pairs = 0;
    double sum = 0;
    double squares = 0;
    double apart = 0;
    double mean = 0;
    for (int row = 0; row < rows; row++) {
      double plus = amplitude[2 * row];
      double minus = amplitude[2 * row + 1];
      double d = plus - minus;
      if (unique.centric(row) || Double.isNaN(d)) {
        difference[row] = Double.NaN;
        continue;
      }
      double used = weighed.length > 0 ? weighed[row] : d;
      difference[row] = used;
      if (Double.isNaN(used)) {
        continue;
      }
      pairs++;
      sum += used;
      squares += used * used;
      apart += Math.abs(d);
      mean += 0.5 * (plus + minus);
    }
    if (pairs == 0) {
      throw new UserInputException(
          "no acentric reflection has both Friedel mates; merge with --anomalous");
    }
    if (apart == 0) {
      throw new UserInputException(
          "the mates of all "
              + pairs
              + " Friedel pairs are alike, so that there is no map of their"
              + " differences; expected amplitudes merged with --anomalous");
    }
    double limit =
        OUTLIER * Math.sqrt(Math.max(0, squares / pairs - (sum / pairs) * (sum / pairs)));
    int clipped = 0;
    double[] re = new double[rows];
    double[] im = new double[rows];
    for (int row = 0; row < rows; row++) {
      double d = difference[row];
      if (Math.abs(d) > limit) {
        clipped++;
        d = Math.copySign(limit, d);
      }
      double phase = phases.normalPhase(row) - 0.5 * Math.PI;
      re[row] = d * Math.cos(phase);
      im[row] = d * Math.sin(phase);
    }
    return new AnomalousMap(MapSynthesis.of(unique, re, im), pairs, clipped, apart / mean);
  }
}

package org.everyshot.merging;

import org.everyshot.crystal.ResolutionShells;
import org.everyshot.crystal.StructureFactors;
import org.everyshot.crystal.UniqueReflections;

/// How well measured amplitudes agree with a model's, as a check that both are of one crystal.
///
/// In each of twenty resolution shells of equal volume the model is scaled to the data by least
/// squares; bulk solvent is not modelled, so that low angles agree less.
///
/// @param correlation of all amplitudes after scaling, Pearson
/// @param r Σ|F − kFc| / ΣF
/// @param reflections compared
public record ModelAgreement(double correlation, double r, int reflections) {
  private static final int SHELLS = 20;

  /// @param amplitude |F| of every slot, NaN where missing; mates are averaged
  public static ModelAgreement of(StructureFactors model, float[] amplitude) {
    UniqueReflections unique = model.unique();
    double lowest = Double.POSITIVE_INFINITY;
    for (int row = 0; row < unique.count(); row++) {
      lowest = Math.min(lowest, unique.inverseSquareSpacing(row));
    }
    var shells =
        ResolutionShells.ofEqualVolume(
            1 / Math.sqrt(lowest) * (1 + 1e-9), unique.dMin() * (1 - 1e-9), SHELLS);
    double[] product = new double[SHELLS];
    double[] power = new double[SHELLS];
    for (int row = 0; row < unique.count(); row++) {
      double f = mean(amplitude[2 * row], amplitude[2 * row + 1]);
      int shell = shells.shell(unique.inverseSquareSpacing(row));
      if (!Double.isNaN(f) && shell >= 0) {
        double c = model.normalAmplitude(row);
        product[shell] += f * c;
        power[shell] += c * c;
      }
    }
    double n = 0;
    double sumF = 0;
    double sumC = 0;
    double sumFf = 0;
    double sumCc = 0;
    double sumFc = 0;
    double apart = 0;
    for (int row = 0; row < unique.count(); row++) {
      double f = mean(amplitude[2 * row], amplitude[2 * row + 1]);
      int shell = shells.shell(unique.inverseSquareSpacing(row));
      if (Double.isNaN(f) || shell < 0 || power[shell] == 0) {
        continue;
      }
      double c = product[shell] / power[shell] * model.normalAmplitude(row);
      n++;
      sumF += f;
      sumC += c;
      sumFf += f * f;
      sumCc += c * c;
      sumFc += f * c;
      apart += Math.abs(f - c);
    }
    double covariance = sumFc - sumF * sumC / n;
    double correlation =
        covariance / Math.sqrt((sumFf - sumF * sumF / n) * (sumCc - sumC * sumC / n));
    return new ModelAgreement(correlation, apart / sumF, (int) n);
  }

  private static double mean(float plus, float minus) {
    return Float.isNaN(plus) ? minus : Float.isNaN(minus) ? plus : 0.5 * ((double) plus + minus);
  }
}

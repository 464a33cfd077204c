package org.everyshot.invariants;

/// Whether two halves of the shots agree in B_l by more than chance.
///
/// Of the correlation coefficient r over N independent pairs of rings, artanh(r) √(N − 3) is
/// normal with variance 1 where both halves are noise. Pairs are not all independent, though: the
/// errors of one ring go with those of others, the more so where few shots rather than few photons
/// are the reason. With the covariance R of a row's errors, alike on both sides, as many count as
/// ν = (tr R)²/tr R² independent rings have, N = ν (ν + 1)/2. R is taken from the difference D of
/// the halves, which is noise alone: with ν independent columns, tr (D Dᵀ)²/(tr D Dᵀ)² is
/// 2/ν + 1/ν² on average.
///
/// Sources: R. A. Fisher, Metron 1, 3 (1921); effective number of degrees of freedom: F. E.
/// Satterthwaite, Biometrics Bull. 2, 110 (1946).
final class HalfEvidence {
  /// Fewer independent pairs than this say nothing.
  private static final double FEWEST = 3;

  /// What is left of 1 − r² in rounding.
  private static final double ROUNDING = 1e-15;

  private HalfEvidence() {}

  /// By how many standard deviations of chance the halves agree; NaN where nothing can be said:
  /// halves that are zero, or pairs too few.
  ///
  /// @param one B_l of one half-set, symmetric, `[size][size]`, with errors of equal size
  /// @param two the same of the other
  static double of(double[] one, double[] two, int size) {
    double product = 0;
    double first = 0;
    double second = 0;
    for (int k = 0; k < one.length; k++) {
      product += one[k] * two[k];
      first += one[k] * one[k];
      second += two[k] * two[k];
    }
    double rings = independentRings(one, two, size);
    double pairs = rings * (rings + 1) / 2;
    if (!(first > 0 && second > 0 && pairs > FEWEST)) {
      return Double.NaN;
    }
    double r = product / Math.sqrt(first * second);
    double z = Math.log(Math.max(ROUNDING, 1 + r) / Math.max(ROUNDING, 1 - r)) / 2;
    return z * Math.sqrt(pairs - FEWEST);
  }

  /// ν, from 1 to the number of rings.
  private static double independentRings(double[] one, double[] two, int size) {
    double[] difference = new double[size * size];
    for (int k = 0; k < difference.length; k++) {
      difference[k] = one[k] - two[k];
    }
    double trace = 0;
    double square = 0;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        double sum = 0;
        for (int k = 0; k < size; k++) {
          sum += difference[i * size + k] * difference[j * size + k];
        }
        trace += i == j ? sum : 0;
        square += sum * sum;
      }
    }
    if (!(trace > 0)) {
      return size;
    }
    // 1/ν of 2/ν + 1/ν² = share.
    double share = square / (trace * trace);
    return Math.clamp(1 / (Math.sqrt(1 + share) - 1), 1, size);
  }
}

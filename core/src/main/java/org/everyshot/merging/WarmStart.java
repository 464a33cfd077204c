package org.everyshot.merging;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;

/// The reflections of an earlier run in those of the run that starts warm from it.
///
/// Where stills are to be in the setting of a reference, the earlier run may be in another. Its
/// amplitudes, standardized shell by shell, are correlated with the reference's under each of the
/// crystal's operators. Where one other than the identity is better by more than five standard
/// errors of the difference of two Fisher-transformed coefficients, √(2/(n − 3)), the earlier run
/// is turned by it.
final class WarmStart {
  private static final double STANDARD_ERRORS = 5;

  private final List<SymmetryOperation> operators;
  private final double[] agreement;
  private final int turn;
  private final int[] slots;
  private final double[] standardized;

  /// @param earlier the earlier run's crystal
  /// @param amplitude of each of its unique reflections; NaN where unknown
  /// @param now this run's crystal, of the same space group
  /// @param priors this run's
  /// @param known standardized amplitudes of the reference; empty where there is none
  WarmStart(
      MergingSettings earlier,
      double[] amplitude,
      MergingSettings now,
      ReflectionPriors priors,
      double[] known) {
    this.operators = now.operators();
    this.agreement = new double[known.length > 0 ? operators.size() : 0];
    int best = 0;
    long fewest = Long.MAX_VALUE;
    for (int o = 0; o < agreement.length; o++) {
      var pearson = new Pearson();
      double[] there =
          priors.standardized(moved(amplitude, slots(earlier, now, operators.get(o)), priors));
      for (int row = 0; row < there.length; row++) {
        if (!Double.isNaN(there[row]) && !Double.isNaN(known[row])) {
          pearson.add(there[row], known[row]);
        }
      }
      agreement[o] = pearson.value();
      fewest = Math.min(fewest, pearson.count());
      best = agreement[o] > agreement[best] ? o : best;
    }
    this.turn = best > 0 && clearly(agreement[best], agreement[0], fewest) ? best : 0;
    // Without a choice all indices of stills are turned alike, and the earlier run's were, too.
    SymmetryOperation turned =
        operators.size() > 1 ? operators.get(turn) : SymmetryOperation.IDENTITY;
    this.slots = slots(earlier, now, turned);
    this.standardized = priors.standardized(moved(amplitude, slots, priors));
  }

  private static boolean clearly(double better, double worse, long reflections) {
    double difference = fisher(better) - fisher(worse);
    return reflections > 3 && difference > STANDARD_ERRORS * Math.sqrt(2.0 / (reflections - 3));
  }

  private static double fisher(double correlation) {
    double r = Math.clamp(correlation, -0.999_999, 0.999_999);
    return 0.5 * Math.log((1 + r) / (1 - r));
  }

  private static int[] slots(MergingSettings earlier, MergingSettings now, SymmetryOperation turn) {
    UniqueReflections old = earlier.unique();
    int[] slots = new int[2 * old.count()];
    int[] hkl = new int[3];
    for (int row = 0; row < old.count(); row++) {
      int slot = -1;
      if (turn.map(old.h(row), old.k(row), old.l(row), hkl)) {
        slot = now.unique().slot(hkl[0], hkl[1], hkl[2]);
      }
      if (slot >= 0 && !now.anomalous()) {
        slot &= ~1;
      }
      slots[2 * row] = slot;
      slots[2 * row + 1] = slot < 0 || old.centric(row) ? slot : slot ^ 1;
    }
    return slots;
  }

  private static double[] moved(double[] amplitude, int[] slots, ReflectionPriors priors) {
    double[] there = new double[priors.rows()];
    Arrays.fill(there, Double.NaN);
    for (int row = 0; row < amplitude.length; row++) {
      if (slots[2 * row] >= 0) {
        there[slots[2 * row] >> 1] = amplitude[row];
      }
    }
    return there;
  }

  /// This run's slot of each slot of the earlier run; −1 where it has none.
  int[] slots() {
    return slots;
  }

  /// The earlier run's standardized amplitude of each unique reflection, in the setting that stills
  /// are wanted in; NaN where unknown.
  double[] standardized() {
    return standardized;
  }

  /// That the earlier run was turned, and why; empty where it was not.
  String line() {
    return turn == 0
        ? ""
        : String.format(
            Locale.ROOT,
            "the warm start is turned by %s into the reference's setting: amplitudes correlate with"
                + " %.3f, as they were with %.3f",
            operators.get(turn).indexTriplet(),
            agreement[turn],
            agreement[0]);
  }

  /// Says that the earlier run was turned, where it was.
  void tell(MergingWatch watch) {
    if (turn != 0) {
      watch.noted(line());
    }
  }

  /// Correlation with the reference under each operator, by name; empty without a reference.
  Map<String, Double> figures() {
    var figures = new LinkedHashMap<String, Double>();
    for (int o = 0; o < agreement.length; o++) {
      figures.put("warmStartAgreementBy " + operators.get(o).indexTriplet(), agreement[o]);
    }
    return figures;
  }
}

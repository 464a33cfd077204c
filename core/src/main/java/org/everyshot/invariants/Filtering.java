package org.everyshot.invariants;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// Tiers 2 and 3 over all degrees: methods are chosen once, then applied as often as needed.
final class Filtering {
  /// Share by which a degree's filter may raise the held-out squares of the correlation: errors of
  /// least squares that cancel between degrees there do so no more once one of them is filtered.
  private static final double VETO = 0.01;

  /// Halves must agree in a degree by so many standard deviations of chance: noise does so in one
  /// of 160 cases.
  static final double LEAST_EVIDENCE = 2.5;

  private final double[] q;
  private final double diameter;
  private final Team team;
  private final double[][] errors;
  private final @Nullable RingSpace[] spaces;
  private final DegreeFilter.@Nullable Method[] methods;
  private final double[] heldOutRaw;
  private final double[] agreement;
  private final double[] evidence;
  private int cut;

  /// Chooses methods by what tier 1 found.
  ///
  /// @param diameter bound that tier 2 uses, Å
  /// @param mean Ī of each ring
  Filtering(
      RawInvariants raw,
      double[] q,
      double[] mean,
      boolean known,
      double diameter,
      ExtractionSettings settings,
      Team team) {
    this.q = q;
    this.diameter = diameter;
    this.team = team;
    int terms = raw.terms();
    this.errors = new double[terms][];
    this.spaces = new RingSpace[terms];
    this.methods = new DegreeFilter.Method[terms];
    this.heldOutRaw = new double[terms];
    this.agreement = new double[terms];
    this.evidence = new double[terms];
    int[] useless = new int[terms];
    team.forEach(
        terms - 1,
        (index, member) -> {
          int term = index + 1;
          errors[term] = RingErrors.of(raw, term, known, mean);
          if (settings.secondTier()) {
            spaces[term] = RingSpace.bounded(2 * term, q, errors[term], diameter);
          }
          DegreeFilter filter = filter(raw, term, raw);
          DegreeFilter.Method method = filter.choose(settings);
          methods[term] = method;
          double nothing = filter.worthOfNothing();
          heldOutRaw[term] = filter.worthOfRaw();
          agreement[term] = filter.agreement();
          evidence[term] = filter.evidence();
          DegreeReport report = filter.report(method, 0, 0);
          boolean zeroIsBetter =
              !settings.always()
                  && (DegreeFilter.TIE * method.heldOut() >= nothing
                      || evidence[term] < LEAST_EVIDENCE);
          useless[term] = settings.thirdTier() && (report.rank() == 0 || zeroIsBetter) ? 1 : 0;
        });
    cut = 1;
    while (cut < terms && useless[cut] == 0) {
      cut++;
    }
  }

  /// Takes tier 1 alone for degrees whose filter the held-out correlation itself speaks against.
  ///
  /// @param change of the held-out sum of squares with each degree's filter, as a share of it, from
  ///   [Prediction]
  void veto(double[] change) {
    for (int term = 1; term < Math.min(cut, change.length); term++) {
      if (change[term] > VETO) {
        methods[term] = new DegreeFilter.Method(Double.NaN, DegreeFilter.ALL, heldOutRaw[term]);
      }
    }
  }

  /// @param filling what stands in for missing pairs
  private DegreeFilter filter(RawInvariants raw, int term, RawInvariants filling) {
    double[][] sets = new double[raw.sets()][];
    for (int set = 0; set < sets.length; set++) {
      sets[set] =
          RingErrors.whitened(raw.values(set, term), errors[term], filling.values(set, term));
      for (int k = 0; k < sets[set].length; k++) {
        sets[set][k] = Double.isNaN(sets[set][k]) ? 0 : sets[set][k];
      }
    }
    return new DegreeFilter(2 * term, errors[term], spaces[term], sets);
  }

  /// Number of even degrees that are worth keeping, degree 0 among them.
  int terms() {
    return cut;
  }

  /// What the methods make of tier 1's result.
  ///
  /// @param before the last such result, which stands in for pairs without data; null for none
  RawInvariants apply(RawInvariants raw, @Nullable RawInvariants before) {
    var filtered = new RawInvariants(raw.rings(), cut, raw.sets());
    team.forEach(
        cut,
        (term, member) -> {
          DegreeFilter.Method method = methods[term];
          if (term == 0 || method == null) {
            for (int set = 0; set < raw.sets(); set++) {
              filtered.replace(set, term, raw.values(set, term));
            }
            return;
          }
          DegreeFilter filter = filter(raw, term, before == null ? raw : before);
          for (int set = 0; set < raw.sets(); set++) {
            filtered.replace(set, term, filter.filtered(method, set));
          }
          double[] each = filter.filteredErrors(method);
          double[] variances = filtered.variances(term);
          for (int k = 0; k < variances.length; k++) {
            double sigma = each[k / each.length] * each[k % each.length];
            variances[k] = sigma * sigma;
          }
          calibrate(filtered, term);
        });
    return filtered;
  }

  /// Scales variances so that the halves differ as they say.
  private static void calibrate(RawInvariants filtered, int term) {
    if (filtered.sets() == 1) {
      return;
    }
    double[] one = filtered.values(1, term);
    double[] two = filtered.values(2, term);
    double[] variances = filtered.variances(term);
    double sum = 0;
    int count = 0;
    for (int k = 0; k < one.length; k++) {
      double half = (one[k] - two[k]) / 2;
      if (variances[k] > 0 && !Double.isNaN(half)) {
        sum += half * half / variances[k];
        count++;
      }
    }
    for (int k = 0; k < one.length && sum > 0; k++) {
      variances[k] *= sum / count;
    }
  }

  /// What became of each degree above 0 that is kept, and of the first that is not.
  List<DegreeReport> reports(RawInvariants raw, RawInvariants filling) {
    List<DegreeReport> reports = new ArrayList<>();
    for (int term = 1; term < methods.length && term <= cut; term++) {
      DegreeFilter.Method method = methods[term];
      if (method != null) {
        RawInvariants instead = term < filling.terms() ? filling : raw;
        reports.add(filter(raw, term, instead).report(method, agreement[term], evidence[term]));
      }
    }
    return reports;
  }

  /// The bound in use, Å.
  double diameter() {
    return diameter;
  }

  /// Independent numbers in the kept B_l over resolution cells of a ball, [InformationCount].
  double dataPerCell(List<DegreeReport> reports, double ballDiameter) {
    int[] degrees = new int[reports.size() + 1];
    int[] ranks = new int[degrees.length];
    ranks[0] = 1;
    for (int i = 0; i < reports.size(); i++) {
      degrees[i + 1] = reports.get(i).degree();
      ranks[i + 1] = reports.get(i).rank();
    }
    return InformationCount.of(degrees, ranks, 2 * cut - 2, q, ballDiameter).perCell();
  }
}

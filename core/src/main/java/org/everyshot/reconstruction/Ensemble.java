package org.everyshot.reconstruction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.engine.Team;
import org.jspecify.annotations.Nullable;

/// Restarts of one reconstruction, laid upon each other and averaged.
///
/// 1. Restarts whose misfit is above three times the median are left out. 2. All pairs are
/// aligned, in both hands, and the hands are fixed for all together ([HandAssignment]); a restart
/// whose hand stays open is left out. 3. The one nearest to all others is the first reference; the
/// average is the reference of the next round, twice. Weights are equal.
///
/// The work is spread over a team by pair and by restart; its result does not depend on the
/// team's size.
public final class Ensemble {
  private static final double MOST_MISFIT = 3;

  /// A hand is open where its margin is below this share of the median: restarts whose density
  /// is a mixture of both hands have small ones.
  private static final double LEAST_MARGIN = 0.5;

  static final int ROUNDS = 2;

  private final List<PhasedDensity> runs;
  private final double qMax;
  private final Team team;
  private final Aligner[] aligners;
  private final WhitenedSpectrum[] spectra;
  private Aligner.BothHands @Nullable [][] pairs;
  private final boolean[] fits;
  private final PlacementCount placed;

  /// @param runs at least one
  /// @param qMax largest |q| that alignment looks at, Å⁻¹
  public Ensemble(List<PhasedDensity> runs, double qMax, Team team) {
    this(runs, qMax, team, new PlacementCount());
  }

  /// @param placed told of each placement
  Ensemble(List<PhasedDensity> runs, double qMax, Team team, PlacementCount placed) {
    this.placed = placed;
    this.runs = List.copyOf(runs);
    this.qMax = qMax;
    this.team = team;
    Density first = runs.getFirst().density();
    this.aligners = new Aligner[team.size()];
    for (int m = 0; m < aligners.length; m++) {
      aligners[m] = new Aligner(first.points(), first.spacingAngstrom(), qMax);
    }
    int n = runs.size();
    this.fits = fitting(runs);
    this.spectra = new WhitenedSpectrum[n];
    team.forEach(n, (i, m) -> spectra[i] = aligners[m].prepare(runs.get(i).density()));
  }

  private static boolean[] fitting(List<PhasedDensity> runs) {
    double[] misfits = runs.stream().mapToDouble(PhasedDensity::misfit).sorted().toArray();
    double limit = MOST_MISFIT * misfits[(misfits.length - 1) / 2];
    boolean[] fits = new boolean[misfits.length];
    for (int i = 0; i < fits.length; i++) {
      fits[i] = runs.get(i).misfit() <= limit;
    }
    return fits;
  }

  /// The restarts, in the order of their seeds.
  public List<PhasedDensity> runs() {
    return runs;
  }

  /// The restart that fits the invariants best; the first of several.
  PhasedDensity best() {
    int[] all = new int[runs.size()];
    Arrays.setAll(all, i -> i);
    return runs.get(best(all));
  }

  private int best(int[] some) {
    int best = some[0];
    for (int i : some) {
      best = runs.get(i).misfit() < runs.get(best).misfit() ? i : best;
    }
    return best;
  }

  /// Average of all restarts.
  public Average average() {
    int[] all = new int[runs.size()];
    Arrays.setAll(all, i -> i);
    return average(all);
  }

  /// Average of every second restart, from `first` on; null where none of them can be used.
  public @Nullable Average half(int first) {
    int[] some = new int[(runs.size() + 1 - first) / 2];
    Arrays.setAll(some, i -> first + 2 * i);
    return some.length == 0 ? null : average(some);
  }

  /// All that fit, aligned in pairs; worked out when first asked for.
  private Aligner.BothHands pair(int i, int j) {
    if (pairs == null) {
      pairs = paired();
    }
    return pairs[Math.min(i, j)][Math.max(i, j)];
  }

  private Aligner.BothHands[][] paired() {
    int n = runs.size();
    var made = new Aligner.BothHands[n][n];
    List<int[]> todo = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        if (fits[i] && fits[j]) {
          todo.add(new int[] {j, i});
        }
      }
    }
    team.forEach(
        todo.size(),
        (t, m) -> {
          int j = todo.get(t)[0];
          int i = todo.get(t)[1];
          made[j][i] = aligners[m].align(spectra[j], spectra[i]);
          placed.one();
        });
    return made;
  }

  private double difference(int i, int j) {
    Aligner.BothHands both = pair(i, j);
    return both.same().score() - both.inverted().score();
  }

  private double score(int i, int j, boolean other) {
    Aligner.BothHands both = pair(i, j);
    return (other ? both.inverted() : both.same()).score();
  }

  private Average average(int[] some) {
    int[] used = Arrays.stream(some).filter(i -> fits[i]).toArray();
    if (used.length == 0) {
      used = new int[] {best(some)};
    }
    HandAssignment hands = hands(used);
    int[] sure = sure(used, hands);
    if (sure.length < used.length) {
      used = sure;
      hands = hands(used);
    }
    int reference = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < used.length; i++) {
      double sum = 0;
      for (int j = 0; j < used.length; j++) {
        boolean other = hands.mirrored()[i] != hands.mirrored()[j];
        sum += i == j ? 0 : score(used[i], used[j], other);
      }
      if (sum > most) {
        most = sum;
        reference = i;
      }
    }
    return rounds(used, hands, reference);
  }

  private HandAssignment hands(int[] used) {
    double[][] differences = new double[used.length][used.length];
    for (int i = 0; i < used.length; i++) {
      for (int j = 0; j < used.length; j++) {
        differences[i][j] = i == j ? 0 : difference(used[i], used[j]);
      }
    }
    return HandAssignment.of(differences);
  }

  /// The restarts whose hand is known; all where there are too few to tell.
  private static int[] sure(int[] used, HandAssignment hands) {
    if (used.length < 4) {
      return used;
    }
    double[] sorted = hands.margins().clone();
    Arrays.sort(sorted);
    double least = LEAST_MARGIN * sorted[(sorted.length - 1) / 2];
    int[] sure = new int[used.length];
    int count = 0;
    for (int i = 0; i < used.length; i++) {
      if (hands.margins()[i] >= least) {
        sure[count++] = used[i];
      }
    }
    return Arrays.copyOf(sure, count);
  }

  private Average rounds(int[] used, HandAssignment hands, int reference) {
    int n = used.length;
    Density[] moved = new Density[n];
    boolean[] turned = new boolean[n];
    Arrays.setAll(moved, i -> runs.get(used[reference]).density());
    for (int i = 0; i < n; i++) {
      turned[i] = hands.mirrored()[i] != hands.mirrored()[reference];
    }
    Alignment[] where = new Alignment[n];
    WhitenedSpectrum target = spectra[used[reference]];
    for (int round = 0; round <= ROUNDS; round++) {
      WhitenedSpectrum onto = target;
      boolean first = round == 0;
      boolean last = round == ROUNDS;
      team.forEach(
          n,
          (i, m) -> {
            if (!first || i != reference) {
              WhitenedSpectrum run = spectra[used[i]];
              where[i] =
                  last
                      ? aligners[m].refine(onto, run, where[i])
                      : search(aligners[m], onto, run, turned[i]);
              if (!last) {
                placed.one();
              }
              moved[i] = run.spectrum().moved(where[i]);
            }
          });
      if (round < ROUNDS) {
        target = aligners[0].prepare(Density.mean(List.of(moved)));
      }
    }
    return Average.of(List.of(moved), used, turned, hands.margins(), qMax);
  }

  private static Alignment search(
      Aligner aligner, WhitenedSpectrum onto, WhitenedSpectrum run, boolean turned) {
    Aligner.BothHands both = aligner.align(onto, run);
    return turned ? both.inverted() : both.same();
  }

  /// Each restart's density, laid upon another in its better hand, and half as much of the other.
  List<PhasedDensity> mixedWith(Density other) {
    PhasedDensity[] mixed = new PhasedDensity[runs.size()];
    WhitenedSpectrum target = aligners[0].prepare(other);
    team.forEach(
        mixed.length,
        (i, m) -> {
          PhasedDensity run = runs.get(i);
          Density own = run.density();
          if (own != other) {
            own = spectra[i].spectrum().moved(aligners[m].align(target, spectra[i]).better());
          }
          Density mean = Density.mean(List.of(own, other));
          placed.one();
          mixed[i] = new PhasedDensity(mean, run.misfit(), run.errors(), run.seed());
        });
    return List.of(mixed);
  }

  /// How a density lies best upon another, in either hand.
  public Alignment align(Density upon, Density density) {
    return aligners[0].align(upon, density).better();
  }

  /// Mean FSC, from 0.4 to 0.85 q_max, of a density with its own mirror image, laid upon it: 1 for
  /// one that is its own mirror image, as a mixture of both hands is.
  public double selfInversion(Density density) {
    Alignment mirror = aligners[0].align(density, density).inverted();
    ShellCorrelation fsc = ShellCorrelation.between(density, mirror.moving(density), qMax);
    return fsc.mean(0.4 * qMax, 0.85 * qMax);
  }

  /// The same of every single restart.
  public double[] selfInversions() {
    double[] values = new double[runs.size()];
    team.forEach(
        values.length,
        (i, m) -> {
          Density density = runs.get(i).density();
          Alignment mirror = aligners[m].align(spectra[i], spectra[i]).inverted();
          ShellCorrelation fsc = ShellCorrelation.between(density, mirror.moving(density), qMax);
          placed.one();
          values[i] = fsc.mean(0.4 * qMax, 0.85 * qMax);
        });
    return values;
  }
}

package org.everyshot.reconstruction;

import java.util.List;
import java.util.Objects;
import org.everyshot.engine.Team;
import org.everyshot.invariants.InformationCount;
import org.everyshot.invariants.Invariants;
import org.jspecify.annotations.Nullable;

/// A density from invariants, and all that tells how far it may be believed.
///
/// Beside the average of the restarts stand the null (the same pipeline with the mean intensity
/// alone), averages of half the restarts, and, where the data come in halves, a density of each.
public final class Reconstruction {
  /// Length of the box over the support's diameter, for the half-bit curve.
  private static final double ROOM = 2.05;

  /// Density above this share of the largest counts as filled.
  private static final double FILLED = 0.1;

  private final Invariants invariants;
  private final PhasingSettings settings;
  private final List<PhasedDensity> runs;
  private final Average average;
  private final double selfInversion;
  private final double[] selfInversions;
  private final InformationCount count;
  private final double fill;
  private final @Nullable ShellCorrelation halfEnsemble;
  private final @Nullable ShellCorrelation halfData;
  private final @Nullable Density half1;
  private final @Nullable Density half2;
  private final @Nullable Density nullDensity;
  private final @Nullable ShellCorrelation againstNull;
  private final @Nullable ShellCorrelation nullHalves;
  private final boolean interrupted;

  /// What a reconstruction begins with.
  ///
  /// @param half1 invariants of half the shots; null where the data are whole only
  /// @param ranks rank of each degree
  /// @param restarts of the density; half as many of each half of the data
  /// @param nullRestarts of the null
  public record Task(
      Invariants invariants,
      @Nullable Invariants half1,
      @Nullable Invariants half2,
      List<Integer> ranks,
      PhasingSettings settings,
      int restarts,
      int nullRestarts,
      long seed) {
    private static final long SERIES = 100_000;

    /// The restarts to be done: of the density, the first half, the second, the null.
    public Restarts plan() {
      long first = seed * 10 * SERIES;
      int halves = half1 == null ? 0 : Math.max(1, restarts / 2);
      Phasing whole = new Phasing(invariants, settings);
      Phasing one = half1 == null ? whole : new Phasing(half1, settings);
      Phasing two = half2 == null ? whole : new Phasing(half2, settings);
      Phasing none = new Phasing(invariants, settings.withDegreeMax(0));
      return new Restarts(
          List.of(
              new Restarts.Series("density", whole, restarts, first),
              new Restarts.Series("half 1", one, halves, first + SERIES),
              new Restarts.Series("half 2", two, halves, first + 2 * SERIES),
              new Restarts.Series("null", none, nullRestarts, first + 3 * SERIES)));
    }
  }

  /// Averages and judges what two generations of restarts found.
  ///
  /// @param second may be unfinished, or not begun
  public static Reconstruction of(FirstGeneration first, Restarts second, Team team) {
    return of(first, second, team, new PlacementCount());
  }

  /// The same.
  ///
  /// @param placed that of the first generation, told of each placement; [#placements] at most
  public static Reconstruction of(
      FirstGeneration first, Restarts second, Team team, PlacementCount placed) {
    return new Reconstruction(first, second, team, placed);
  }

  /// Placements of densities upon each other that [#of] makes, but for a few.
  public static int placements(FirstGeneration first) {
    int[] counts = first.counts();
    int whole = counts[0] + 2 * PlacementCount.ofAverage(counts[0]);
    int halves = PlacementCount.ofAverage(counts[1]) + PlacementCount.ofAverage(counts[2]);
    return whole + halves + 2 * PlacementCount.ofAverage(counts[3]);
  }

  private Reconstruction(
      FirstGeneration generation, Restarts restarts, Team team, PlacementCount placed) {
    Task task = generation.task();
    this.invariants = task.invariants();
    this.settings = task.settings();
    this.runs = generation.latest(0, restarts);
    this.interrupted = generation.stopped() || restarts.stopped();
    double qMax = settings.qMax();
    var ensemble = new Ensemble(runs, qMax, team, placed);
    this.average = ensemble.average();
    Density density = average.density();
    this.selfInversion = ensemble.selfInversion(density);
    this.selfInversions = ensemble.selfInversions();
    int[] ranks = task.ranks().stream().mapToInt(Integer::intValue).toArray();
    double diameter = settings.diameterAngstrom();
    this.count =
        InformationCount.of(
            invariants.degrees(), ranks, settings.degreeMax(), invariants.radialPoints(), diameter);
    this.fill = density.fill(FILLED, diameter);
    Ensemble begun = Objects.requireNonNull(generation.ensemble(0));
    Average odd = begun.half(0);
    Average even = begun.half(1);
    this.halfEnsemble =
        runs.size() < 2 || odd == null || even == null
            ? null
            : aligned(ensemble, odd.density(), even.density(), qMax);
    List<PhasedDensity> first = generation.latest(1, restarts);
    List<PhasedDensity> second = generation.latest(2, restarts);
    if (!first.isEmpty() && !second.isEmpty()) {
      Density one = new Ensemble(first, qMax, team, placed).average().density();
      Density two = new Ensemble(second, qMax, team, placed).average().density();
      this.halfData = aligned(ensemble, one, two, qMax);
      this.half1 = ensemble.align(density, one).moving(one);
      this.half2 = ensemble.align(half1, two).moving(two);
    } else {
      this.halfData = null;
      Density one = odd == null || even == null ? null : odd.density();
      Density two = odd == null || even == null ? null : even.density();
      this.half1 = one == null || runs.size() < 2 ? null : ensemble.align(density, one).moving(one);
      this.half2 = two == null || half1 == null ? null : ensemble.align(half1, two).moving(two);
    }
    List<PhasedDensity> nulls = generation.latest(3, restarts);
    if (nulls.isEmpty()) {
      this.nullDensity = null;
      this.againstNull = null;
      this.nullHalves = null;
    } else {
      var none = new Ensemble(nulls, qMax, team, placed);
      Density found = none.average().density();
      this.nullDensity = ensemble.align(density, found).moving(found);
      this.againstNull = ShellCorrelation.between(density, nullDensity, qMax);
      Ensemble begunNulls = Objects.requireNonNull(generation.ensemble(3));
      Average a = begunNulls.half(0);
      Average b = begunNulls.half(1);
      this.nullHalves =
          nulls.size() < 2 || a == null || b == null
              ? null
              : aligned(ensemble, a.density(), b.density(), qMax);
    }
  }

  private static ShellCorrelation aligned(Ensemble by, Density a, Density b, double qMax) {
    return ShellCorrelation.between(a, by.align(a, b).moving(b), qMax);
  }

  public Invariants invariants() {
    return invariants;
  }

  public PhasingSettings settings() {
    return settings;
  }

  /// All restarts of the density, by seed.
  public List<PhasedDensity> runs() {
    return runs;
  }

  /// The average that is delivered.
  public Average average() {
    return average;
  }

  /// Mean FSC of the average with its own mirror image, from 0.4 to 0.85 q_max.
  public double selfInversion() {
    return selfInversion;
  }

  /// The same of each restart.
  public double[] selfInversions() {
    return selfInversions.clone();
  }

  /// Independent numbers of the invariants, and resolution cells of the particle's ball.
  public InformationCount count() {
    return count;
  }

  /// Share of the ball where the average is above a tenth of its maximum.
  public double fill() {
    return fill;
  }

  /// Average of every second restart against that of the others; null with one restart.
  public @Nullable ShellCorrelation halfEnsemble() {
    return halfEnsemble;
  }

  /// Densities of the halves of the data, of which each was reconstructed by itself; null where
  /// the data come without halves.
  public @Nullable ShellCorrelation halfData() {
    return halfData;
  }

  /// Of half the data, else of half the restarts; upon the average. Null with one restart.
  public @Nullable Density half1() {
    return half1;
  }

  public @Nullable Density half2() {
    return half2;
  }

  /// How far the halves agree, and whether that tells them from the null.
  public Agreement agreement() {
    return Agreement.of(this);
  }

  /// A density that fits the mean intensity alone, upon the average; null where it was left out.
  public @Nullable Density nullDensity() {
    return nullDensity;
  }

  /// The average against the null.
  public @Nullable ShellCorrelation againstNull() {
    return againstNull;
  }

  /// Half-ensembles of the null: what agreement proves nothing.
  public @Nullable ShellCorrelation nullHalves() {
    return nullHalves;
  }

  /// Whether restarts were left out because the user stopped them.
  public boolean interrupted() {
    return interrupted;
  }

  /// Volume of the particle's bounding cube over the box's, for [ShellCorrelation#halfBit].
  public double boxFill() {
    return 1 / (ROOM * ROOM * ROOM);
  }
}

package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.InvariantsFile;
import org.everyshot.invariants.DegreeReport;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.invariants.InformationCount;
import org.everyshot.invariants.Invariants;
import org.everyshot.reconstruction.FirstGeneration;
import org.everyshot.reconstruction.PhasingSettings;
import org.everyshot.reconstruction.PlacementCount;
import org.everyshot.reconstruction.Reconstruction;
import org.everyshot.reconstruction.Restarts;
import org.everyshot.reconstruction.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Invariants to a density, and how far it may be believed (M-TIP).
@Command(
    name = "reconstruct",
    description = {
      "%nReconstructs a particle's density from rotational invariants, by many restarts of"
          + " multi-tiered iterative phasing, and says how far it may be believed.",
      "",
      "Writes a folder: density.mrc, half1.mrc, half2.mrc, null.mrc (from the mean intensity"
          + " alone), metrics.json and pictures. The hand is never known."
    })
final class Reconstruct extends Verb {
  private static final Pattern SCHEDULE =
      Pattern.compile("(\\d{1,4})x(\\d{1,5})\\+(\\d{1,5}),(\\d{1,5})");
  private static final double NOISY_FLOOR = 1e-3;
  private static final int MOST_POINTS = 256;

  /// Points that the window about the last ring takes beyond it, on both sides of the box.
  private static final int WINDOW = 8;

  /// Departure of a ring from equal steps, in steps.
  private static final double RING_TOLERANCE = 1e-6;

  /// What is believed of a density beforehand.
  enum Prior {
    POSITIVE,
    EVEN
  }

  @Parameters(paramLabel = "invariants.h5", description = "Invariants, from everyshot extract.")
  private Path input = Path.of("");

  @Option(
      names = "--restarts",
      paramLabel = "N",
      order = 1,
      description = "Restarts to average (default: 12); half as many for each half of the data.")
  private int restarts = 12;

  @Option(
      names = "--null-restarts",
      paramLabel = "N",
      order = 2,
      description =
          "Restarts with the mean intensity alone (default: as many as of the density); 0 leaves"
              + " the null out.")
  private @Nullable Integer nullRestarts;

  @Option(
      names = "--iterations",
      paramLabel = "SCHEDULE",
      order = 3,
      description =
          "Cycles x hybrid + reducing iterations, last ones (default: 3x40+20,40): each cycle"
              + " ends by shrinking the support; then gradients fit the density.")
  private @Nullable String schedule;

  @Option(
      names = "--grid",
      paramLabel = "N",
      order = 4,
      description = "Points along each edge of the box, a multiple of 8 (default: by q max).")
  private @Nullable Integer grid;

  @Option(
      names = "--diameter-angstrom",
      paramLabel = "D",
      order = 5,
      description = "Largest extent of the particle (default: that of the invariants).")
  private @Nullable Double diameter;

  @Option(
      names = "--prior",
      paramLabel = "positive|even",
      order = 6,
      description =
          "What is believed of the density: positive (default), or even, a body of about one"
              + " density such as a protein.")
  private Prior prior = Prior.POSITIVE;

  @Option(
      names = "--generations",
      paramLabel = "1|2",
      order = 7,
      description =
          "2 (default) sends every restart once more through a shorter schedule, from the mean of"
              + " what it found and of the one that fits best; 1 leaves that out.")
  private int generations = 2;

  @Option(names = "--no-pictures", order = 8, description = "Leave the pictures out.")
  private boolean noPictures;

  @Override
  void perform(Screen screen, JsonResult result) throws IOException, InterruptedException {
    if (generations != 1 && generations != 2) {
      throw new UserInputException("--generations " + generations + ": expected 1 or 2");
    }
    int nulls = nullRestarts == null ? restarts : nullRestarts;
    if (restarts < 1 || restarts > 1000 || nulls < 0 || nulls > 1000) {
      throw new UserInputException(
          "--restarts %d --null-restarts %d: expected 1 to 1000 and 0 to 1000"
              .formatted(restarts, nulls));
    }
    long began = System.nanoTime();
    Path folder = common.out("reconstruction");
    Outputs.checkResultFolder(folder, common.force());
    ExtractedInvariants extracted = InvariantsFile.read(input);
    var provenance = Provenance.of(this, FileStamp.of(input));
    Invariants whole = extracted.whole();
    PhasingSettings settings = settings(extracted);
    var task =
        new Reconstruction.Task(
            whole,
            extracted.half1(),
            extracted.half2(),
            ranks(extracted),
            settings,
            restarts,
            nulls,
            common.seed());
    try (var team = new Team(common.threads())) {
      Restarts all = task.plan();
      screen.note(
          String.format(
              Locale.ROOT,
              "%s on %d³ points, q up to %.4g Å⁻¹, degrees up to %d, particle of %.4g Å",
              counted(restarts, (all.count() - restarts - nulls) / 2, nulls),
              settings.gridPoints(),
              settings.qMax(),
              settings.degreeMax(),
              settings.diameterAngstrom()));
      run(screen, "reconstruct", all, team);
      if (all.found(0).isEmpty()) {
        throw new UserInputException("interrupted before any restart had begun; nothing written");
      }
      var placed = new PlacementCount();
      FirstGeneration first =
          follow(
              screen,
              "reconstruct, upon the best",
              "placements",
              new StepsJob<>(
                  "everyshot-average",
                  () -> FirstGeneration.of(task, all, team, placed),
                  placed::done,
                  all.count(),
                  all::stop,
                  all::stopped),
              () -> "");
      Restarts second = first.next();
      if (generations > 1 && !all.stopped()) {
        run(screen, "reconstruct, from the best", second, team);
      }
      int before = placed.done();
      Reconstruction found =
          follow(
              screen,
              "reconstruct, average",
              "placements",
              new StepsJob<>(
                  "everyshot-average",
                  () -> Reconstruction.of(first, second, team, placed),
                  () -> placed.done() - before,
                  Reconstruction.placements(first),
                  second::stop,
                  second::stopped),
              () -> "");
      double seconds = (System.nanoTime() - began) * 1e-9;
      var written = new ReconstructionFolder(folder, found, extracted, provenance);
      written.write(seconds, !noPictures);
      say(screen, found, written, seconds);
      written.put(result, seconds);
    }
  }

  /// How many restarts there are to be, and of what.
  static String counted(int density, int half, int nulls) {
    int all = density + 2 * half + nulls;
    if (all == density) {
      return all + (all == 1 ? " restart" : " restarts");
    }
    String halves = half == 0 ? "" : ", " + half + " of each half of the data";
    String none = nulls == 0 ? "" : ", " + nulls + " of the null";
    return all + " restarts (" + density + " of the density" + halves + none + ")";
  }

  private static void run(Screen screen, String what, Restarts restarts, Team team)
      throws IOException, InterruptedException {
    Supplier<Restarts> work =
        () -> {
          restarts.run(team);
          return restarts;
        };
    var job =
        new StepsJob<>(
            "everyshot-restarts",
            work,
            restarts::done,
            restarts.count(),
            restarts::stop,
            restarts::stopped);
    follow(screen, what, "restarts", job, () -> remark(restarts));
  }

  /// The least misfit so far, for the status line.
  private static String remark(Restarts restarts) {
    double misfit = restarts.leastMisfit();
    return Double.isNaN(misfit) ? "" : String.format(Locale.ROOT, "least misfit %.1e", misfit);
  }

  private static <R> R follow(
      Screen screen, String what, String unit, StepsJob<R> begun, Supplier<String> remark)
      throws IOException, InterruptedException {
    try (StepsJob<R> job = begun;
        Watch<R> watch = screen.follow(what, unit, job, remark)) {
      return watch.await();
    }
  }

  private PhasingSettings settings(ExtractedInvariants extracted) {
    double extent = diameter == null ? extracted.diameterAngstrom() : diameter;
    if (!(extent > 0 && extent < 1e5)) {
      throw new UserInputException("--diameter-angstrom " + extent + ": expected more than 0");
    }
    double[] q = extracted.whole().radialPoints();
    if (q.length < 4) {
      throw new UserInputException(input + ": has " + q.length + " rings; expected 4 or more");
    }
    double step = (q[q.length - 1] - q[0]) / (q.length - 1);
    for (int k = 1; k < q.length; k++) {
      if (Math.abs(q[k] - q[0] - k * step) > RING_TOLERANCE * step) {
        throw new UserInputException(
            String.format(
                Locale.ROOT,
                "%s: ring %d lies at %.6g Å⁻¹; expected rings of equal steps",
                input,
                k + 1,
                q[k]));
      }
    }
    PhasingSettings settings = PhasingSettings.standard(extent, InformationCount.end(q));
    if (grid == null && settings.gridPoints() > MOST_POINTS) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "a particle of %.4g Å with rings to %.4g Å⁻¹ needs %d points along each edge;"
                  + " at most %d: give a smaller --diameter-angstrom, or extract fewer rings",
              extent,
              settings.qMax(),
              settings.gridPoints(),
              MOST_POINTS));
    }
    int[] degrees = extracted.whole().degrees();
    int most = Math.min(settings.degreeMax(), degrees[degrees.length - 1]);
    settings = settings.withDegreeMax(most);
    if (extracted.whole().sigma(0) != null) {
      settings = settings.withEigenvalueFloor(NOISY_FLOOR);
    }
    if (schedule != null) {
      settings = settings.with(schedule(schedule));
    }
    if (prior == Prior.EVEN) {
      settings = settings.forEvenBody();
    }
    return grid == null ? settings : onGrid(settings, grid);
  }

  private static PhasingSettings.Schedule schedule(String typed) {
    Matcher parts = SCHEDULE.matcher(typed);
    if (!parts.matches()) {
      throw new UserInputException(
          "--iterations " + typed + ": expected CYCLESxHYBRID+REDUCTIONS,LAST as in 3x40+20,40");
    }
    return new PhasingSettings.Schedule(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        Integer.parseInt(parts.group(4)),
        PhasingSettings.standard(100, 0.1).schedule().feedback());
  }

  private static PhasingSettings onGrid(PhasingSettings settings, int points) {
    double length = settings.gridPoints() * settings.spacingAngstrom();
    double across = settings.qMax() * length / Math.PI;
    double finest = Math.max(1.4 * across, across + WINDOW);
    if (points % 8 != 0 || points < finest || points > MOST_POINTS) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "--grid %d: expected a multiple of 8 from %d to %d for these rings and diameter",
              points,
              (int) Math.ceil(finest / 8) * 8,
              MOST_POINTS));
    }
    return settings.withGrid(points, length / points);
  }

  /// Rank of each degree's invariant; whole where nothing was said about it.
  private static List<Integer> ranks(ExtractedInvariants extracted) {
    List<Integer> ranks = new ArrayList<>();
    for (int degree : extracted.whole().degrees()) {
      int rank = 2 * degree + 1;
      for (DegreeReport report : extracted.reports()) {
        rank = report.degree() == degree ? report.rank() : rank;
      }
      ranks.add(rank);
    }
    return ranks;
  }

  private static void say(
      Screen screen, Reconstruction found, ReconstructionFolder written, double seconds) {
    screen.say(Verdict.of(found));
    if (found.halfData() != null) {
      screen.say("half-data FSC above 0.5 " + Compare.reach(found.halfData().below(0.5)));
    }
    if (found.halfEnsemble() != null) {
      screen.say("half-ensemble FSC above 0.5 " + Compare.reach(found.halfEnsemble().below(0.5)));
    }
    if (found.interrupted()) {
      screen.say("interrupted: " + found.runs().size() + " restarts are in the density");
    }
    screen.say(
        String.format(
            Locale.ROOT,
            "wrote %s in %.1f s; begin with %s",
            written.folder(),
            seconds,
            written.first()));
  }
}

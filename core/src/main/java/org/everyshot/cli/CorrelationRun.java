package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.correlation.Correlator;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Job;
import org.everyshot.engine.LocalEngine;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Progress;
import org.everyshot.engine.Source;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.CorrelationFile;
import org.everyshot.kernel.Kernels;
import org.everyshot.kernel.Rehearsal;
import org.everyshot.picture.Picture;
import org.everyshot.picture.PowderPattern;
import org.everyshot.shot.MeanImage;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// A correlation made by this program, and what is to be told of it.
///
/// @param image mean image of the shots; null where none were read
/// @param progress of the job that made it
/// @param interrupted whether it ended before its input did
record CorrelationRun(
    Correlation correlation, @Nullable MeanImage image, Progress progress, boolean interrupted) {

  /// Fewer shots than these are done before their loops would have been compiled.
  private static final int FEW = 256;

  /// What to make of a source.
  ///
  /// @param what the work, in a word, for the status line
  /// @param wavelengthAngstrom X-ray wavelength; NaN where unknown
  /// @param provenance how the result comes about
  /// @param saved correlations that the result is to hold besides, by what to call them
  /// @param checkpoint file that the result so far is written into now and then; null for none
  record Plan(
      String what,
      PolarGrid grid,
      double wavelengthAngstrom,
      CorrelationSettings settings,
      Provenance provenance,
      Map<String, Correlation> saved,
      @Nullable Path checkpoint) {}

  /// Runs all shots of a source through a correlator.
  ///
  /// @param ledger that the source writes its losses into
  static CorrelationRun over(
      Source<ShotBatch> source, Plan plan, LossLedger ledger, Team team, Screen screen)
      throws IOException, InterruptedException {
    var correlator =
        new Correlator(
            plan.grid(),
            plan.wavelengthAngstrom(),
            plan.settings(),
            Kernels.kernel(),
            team,
            ledger);
    boolean many = source.shots().orElse(FEW) >= FEW;
    var accumulation =
        new Accumulation(correlator, plan.grid(), many ? rehearsal(plan, team) : null);
    try (Job<Correlation> job = new LocalEngine(team.size()).start(source, accumulation, ledger);
        var watch = screen.follow(plan.what(), job);
        var checkpoints = new Checkpoints(job, plan, ledger, screen)) {
      Correlation correlation = watch.await();
      checkpoints.stop();
      return new CorrelationRun(
          correlation.with(ledger.balance()), accumulation.image(), job.progress(), job.stopped());
    }
  }

  /// Hot loops are compiled before they have work to do; see [Rehearsal].
  private static Runnable rehearsal(Plan plan, Team team) {
    CorrelationSettings settings = plan.settings();
    var rehearsal =
        new Rehearsal(
            Kernels.kernel(),
            settings.harmonics(plan.grid().azimuths()),
            settings.precision() == CorrelationSettings.Precision.DOUBLE,
            !settings.isotropic());
    return () -> team.forEach(Rehearsal.PARTS, (part, member) -> rehearsal.part(part));
  }

  /// The same with saved correlations merged in.
  CorrelationRun plus(Map<String, Correlation> saved) {
    return new CorrelationRun(sum(correlation, saved), image, progress, interrupted);
  }

  /// A correlation and saved ones, by what to call them, as one.
  static Correlation sum(Correlation correlation, Map<String, Correlation> saved) {
    Correlation sum = correlation;
    for (Map.Entry<String, Correlation> other : saved.entrySet()) {
      sum = sum.plus(other.getValue(), other.getKey());
    }
    return sum;
  }

  /// Refuses a result that holds no shot.
  void requireShots() {
    if (correlation.shots() == 0) {
      LossLedger.Balance balance = correlation.ledger();
      throw new UserInputException(
          "no shot could be used: "
              + (balance == null ? "none was there" : CorrelationSummary.losses(balance))
              + "; everyshot doctor FILE says more");
    }
  }

  /// Writes the file, and its pictures beside it, and tells the user and the JSON line.
  ///
  /// @param pictures whether to draw
  /// @param powder mean of the shots on the detector; null draws their mean polar image
  /// @param unit of the images
  /// @param team the threads; one draws while another writes
  /// @return every file written
  List<Path> write(
      Path out,
      boolean pictures,
      @Nullable Picture powder,
      String unit,
      Provenance provenance,
      Screen screen,
      Team team,
      JsonResult result) {
    // Filled by the thread that draws; to be read when all work is done.
    List<Path> drawn = new ArrayList<>();
    List<Runnable> work = new ArrayList<>();
    work.add(() -> CorrelationFile.write(out, correlation, provenance.texts(), team));
    if (pictures) {
      work.add(
          () -> {
            Picture first = powder == null ? polarPowder(unit) : powder;
            drawn.addAll(
                PictureFiles.draw(out, correlation, first, unit, provenance.command(), team));
          });
    }
    team.runAll(work);
    var summary = CorrelationSummary.of(correlation, progress, interrupted);
    summary.say(screen, out, drawn);
    summary.put(result, out, drawn);
    List<Path> written = new ArrayList<>(List.of(out));
    written.addAll(drawn);
    return written;
  }

  private @Nullable Picture polarPowder(String unit) {
    PolarGrid grid = correlation.grid();
    return image == null
        ? null
        : PowderPattern.of(
            grid.qs(), grid.azimuths(), image.mean(), image.shots(), image.seen(), unit);
  }
}

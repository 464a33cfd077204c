package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.everyshot.correlation.ReferenceProfile;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.MaskedShots;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Simulated shots that are correlated as they are made, and never stored.
final class StreamedCorrelation {
  /// First shots that give the profile that all are scaled to; no more than a batch holds.
  private static final int PROFILE_SHOTS = 32;

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // picocli fills it in
  private CommandSpec verb;

  @Option(
      names = "--correlate",
      order = 30,
      description = "Correlate the shots as they are made, store none, and write C2.h5 to --out.")
  private boolean wanted;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      split = ",",
      order = 31,
      description =
          "With --correlate: mask of polar bins, .npy or FILE.h5:/dataset: 0 is bad. May be"
              + " repeated.")
  private List<String> masks = List.of();

  @Option(
      names = "--subtract-background",
      order = 32,
      description =
          "With --correlate: take the mean background off each shot, as if it had been measured.")
  private boolean subtract;

  @Option(names = "--no-pictures", order = 33, description = "With --correlate: write C2.h5 alone.")
  private boolean noPictures;

  @Mixin private final CorrelationOptions method = new CorrelationOptions();

  /// Of what the shots are.
  ///
  /// @param unit of the images
  /// @param background mean background in a bin, in that unit
  record Setting(PolarGrid grid, double wavelengthAngstrom, String unit, double background) {}

  boolean wanted() {
    return wanted;
  }

  /// Refuses options of a correlation where none is asked for.
  void check() {
    if (wanted) {
      return;
    }
    Set<String> ours =
        CommandSpec.forAnnotatedObject(new StreamedCorrelation()).optionsMap().keySet();
    for (OptionSpec option : verb.commandLine().getParseResult().matchedOptions()) {
      if (ours.contains(option.longestName())) {
        throw new UserInputException(
            option.longestName()
                + " without --correlate: shots are stored as they are; add it, or"
                + " give the option to everyshot correlate");
      }
    }
  }

  void checkOutputs(Path out, boolean force) throws IOException {
    Outputs.check(out, force);
    if (!noPictures) {
      PictureFiles.check(out, force);
    }
  }

  /// Correlates all shots, writes the result, and tells of it.
  void run(
      Source<ShotBatch> shots,
      Setting setting,
      Path out,
      Provenance provenance,
      Team team,
      Screen screen,
      JsonResult result)
      throws IOException, InterruptedException {
    Source<ShotBatch> source = InputOpener.masked(shots, setting.grid, masks);
    if (subtract) {
      double[] background = new double[setting.grid.size()];
      Arrays.fill(background, setting.background);
      source = new MaskedShots(source, null, background);
    }
    var plan =
        new CorrelationRun.Plan(
            "simulate and correlate",
            setting.grid,
            setting.wavelengthAngstrom,
            method.settings(reference(source)),
            provenance,
            Map.of(),
            null);
    CorrelationRun run = CorrelationRun.over(source, plan, new LossLedger(), team, screen);
    run.requireShots();
    method.remarks(run.correlation()).forEach(screen::note);
    run.write(out, !noPictures, null, setting.unit, provenance, screen, team, result);
  }

  /// The profile that shots are scaled to, of the first of them; null where they are not.
  private @Nullable ReferenceProfile reference(Source<ShotBatch> source) throws IOException {
    if (!method.normalizes()) {
      return null;
    }
    int count = (int) Math.min(PROFILE_SHOTS, source.shots().orElse(PROFILE_SHOTS));
    ShotBatch first = source.read(new Slice(new Chunk(0, 0, count), 0, count));
    ReferenceProfile profile = ReferenceProfile.measured(first);
    source.recycle(first);
    return profile;
  }
}

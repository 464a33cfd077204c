package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.TwinLaws;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.MeanMerging;
import org.everyshot.merging.Merging;
import org.everyshot.merging.MergingCheckpoint;
import org.everyshot.merging.MergingOutcome;
import org.everyshot.merging.MergingSettings;
import org.everyshot.merging.MergingStatistics;
import org.everyshot.merging.NetworkMerging;
import org.everyshot.merging.Partiality;
import org.everyshot.merging.PhysicalMerging;
import org.everyshot.merging.PhysicalSettings;
import org.everyshot.merging.Polarisation;
import org.everyshot.merging.ScaledMerging;
import org.everyshot.merging.StillRecords;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Integrated stills to merged amplitudes: a folder of files, statistics and pictures.
@Command(
    name = "merge",
    description = {
      "%nMerges the reflections of stills into amplitudes.",
      "",
      "Inputs, mixed freely: CrystFEL streams, DIALS .refl with their .expt, unmerged .mtz."
    })
final class Merge extends Verb {
  /// Ways to merge.
  enum Method {
    BAYES,
    MEAN,
    SCALED
  }

  @Parameters(arity = "1..*", paramLabel = "INPUT", description = "Files of integrated stills.")
  private List<String> inputs = List.of();

  @Option(
      names = "--dmin",
      paramLabel = "D",
      required = true,
      order = 1,
      description = "Resolution limit, angstrom; required.")
  private double dMin;

  @Option(names = "--anomalous", order = 2, description = "Keep Friedel mates apart.")
  private boolean anomalous;

  @Option(
      names = "--cell",
      arity = "6",
      paramLabel = "a b c alpha beta gamma",
      hideParamSyntax = true,
      order = 3,
      description = "Unit cell, angstrom and degrees (default: median of the crystals' own).")
  private double @Nullable [] cell;

  @Option(
      names = "--space-group",
      paramLabel = "NAME",
      order = 4,
      description = "Space group by name, number or Hall symbol (default: what the inputs say).")
  private @Nullable String spaceGroup;

  @Option(
      names = "--method",
      paramLabel = "bayes|mean|scaled",
      order = 5,
      description =
          "bayes (default): posterior amplitudes; mean: plain means; scaled: scales, B factors and"
              + " partialities of images.")
  private Method method = Method.BAYES;

  @Mixin private final BayesOptions bayes = new BayesOptions();

  @Option(
      names = "--passes",
      paramLabel = "P",
      order = 6,
      description =
          "Passes over the data (default: 3 with --method bayes, but 2 with --model network or"
              + " hybrid; 5 with --method scaled).")
  private @Nullable Integer passes;

  @Option(
      names = "--partiality",
      paramLabel = "offset|none",
      order = 7,
      description =
          "With --method scaled: correct by distance from the Ewald sphere where orientations are"
              + " known (default), or not.")
  private @Nullable Partiality partiality;

  @Option(
      names = "--keep-harmful",
      order = 8,
      description = "With --method scaled: keep the images that lower CC1/2 the most.")
  private boolean keepHarmful;

  @Option(
      names = "--polarisation",
      paramLabel = "horizontal|vertical|unpolarised|none",
      order = 9,
      description = "Polarisation to correct for (default: horizontal); none: corrected already.")
  private Polarisation polarisation = Polarisation.HORIZONTAL;

  @Option(
      names = "--min-measurements",
      paramLabel = "N",
      order = 10,
      description =
          "With --method mean or scaled: least measurements of a reflection, 2 or more (default:"
              + " 2).")
  private @Nullable Integer leastMeasurements;

  @Option(
      names = "--reindex",
      paramLabel = "auto|OP",
      order = 11,
      description =
          "Turn all indices, such as k,h,-l; auto, with --method bayes: choose for each image among"
              + " the ways that its lattice can be indexed.")
  private @Nullable String reindex;

  @Option(
      names = "--reference",
      paramLabel = "REF.mtz",
      order = 12,
      description =
          "Take test-set flags over from this file; with --reindex auto, the setting too.")
  private @Nullable Path reference;

  @Option(
      names = "--follow",
      order = 13,
      description =
          "Keep reading a stream that still grows; Ctrl-C ends the waiting, again: the merge.")
  private boolean follow;

  @Option(
      names = "--idle-seconds",
      paramLabel = "S",
      order = 13,
      description =
          "With --follow: a stream that has not grown for so long has ended (default: 600).")
  private @Nullable Double idleSeconds;

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      order = 13,
      description =
          "With --method bayes: keep the state in this folder, and go on from it where an earlier"
              + " run was cut short; the result has the same bits.")
  private @Nullable Path checkpoint;

  @Option(
      names = "--checkpoint-seconds",
      paramLabel = "S",
      order = 13,
      description = "Time between two states that --checkpoint keeps (default: 60).")
  private @Nullable Double checkpointSeconds;

  @Option(
      names = "--structure",
      paramLabel = "FILE.pdb",
      order = 12,
      description =
          "With --anomalous: watch the anomalous map at this model's strongest scatterers grow.")
  private @Nullable Path structure;

  @Option(names = "--no-pictures", order = 14, description = "Draw nothing.")
  private boolean noPictures;

  @Override
  void perform(Screen screen, JsonResult result) throws IOException, InterruptedException {
    check();
    Path out = common.out("merged");
    Outputs.checkResultFolder(out, common.force());
    var stills = StillInputs.of(inputs, follow ? idle() : null, screen::note);
    MergingCheckpoint safe = checkpoint(stills, screen);
    var crystal = MergeCrystal.of(cell, spaceGroup, dMin).reflections(stills, inputs.getFirst());
    int[] testSet = TestSet.of(crystal, reference, !"auto".equals(reindex));
    var provenance = Provenance.of(this, stills.stamps());
    try (var team = new Team(common.threads())) {
      Merging merging = merging(crystal, team, safe);
      MergingOutcome outcome =
          merging.merge(
              stills,
              new MergeProgress(
                  screen,
                  stills,
                  StructureWatch.of(structure, crystal, stills.wavelengthAngstrom())));
      if (outcome.images().processed() == 0) {
        throw new UserInputException("no image could be merged: " + losses(outcome));
      }
      var folder = new MergeFolder(out, Choices.name(method), stills.wavelengthAngstrom());
      MergingStatistics statistics = folder.write(outcome, testSet, provenance, !noPictures);
      if (merging instanceof PhysicalMerging physical) {
        folder.bytes("model.bin", physical.state());
        SpectrumTable.write(physical.spectrum(), folder);
      } else if (merging instanceof NetworkMerging networks) {
        folder.bytes("model.bin", networks.state());
      }
      StillRecords single = outcome.monitoring().stills();
      if (single != null) {
        folder.bytes("images.csv", ImageTable.text(single, operators(crystal)));
      }
      var summary = new MergeSummary(outcome, statistics, folder);
      summary.say(screen);
      summary.put(result);
    }
  }

  /// What became of images and reflections where none was merged, and what might help.
  private String losses(MergingOutcome outcome) {
    String images = CorrelationSummary.losses(outcome.images());
    String reflections = CorrelationSummary.losses(outcome.measurements());
    boolean measured = !outcome.measurements().vetoed().isEmpty();
    return images
        + (outcome.measurements().received() > 0 ? "; reflections: " + reflections : "")
        + (measured && method != Method.MEAN ? "; --method mean asks for less" : "");
  }

  private void check() {
    if (!(dMin > 0 && dMin < 1000)) {
      throw new UserInputException("--dmin " + dMin + ": expected a resolution in angstrom");
    }
    bayes.check(Choices.name(method), method == Method.BAYES);
    refuse("--reindex auto", "auto".equals(reindex) ? true : null, method == Method.BAYES);
    refuse("--checkpoint", checkpoint, method == Method.BAYES);
    refuse("--checkpoint-seconds", checkpointSeconds, checkpoint != null);
    refuse("--partiality", partiality, method == Method.SCALED);
    refuse("--keep-harmful", keepHarmful ? true : null, method == Method.SCALED);
    refuse("--min-measurements", leastMeasurements, method != Method.BAYES);
    if (structure != null && !anomalous) {
      throw new UserInputException("--structure: needs Friedel mates apart; add --anomalous");
    }
    int least = method == Method.SCALED ? 2 : 1;
    if (passes() < least) {
      throw new UserInputException("--passes " + passes() + ": expected " + least + " or more");
    }
    if (leastMeasurements() < 2) {
      throw new UserInputException(
          "--min-measurements " + leastMeasurements() + ": expected 2 or more");
    }
    if (idleSeconds != null && !follow) {
      throw new UserInputException("--idle-seconds: is about a stream that grows; add --follow");
    }
    if (idleSeconds != null && !(idleSeconds > 0 && idleSeconds <= 1e6)) {
      throw new UserInputException(
          "--idle-seconds " + idleSeconds + ": expected seconds above 0, at most 1,000,000");
    }
    if (follow && inputs.size() > 1) {
      throw new UserInputException("--follow: follows one stream; give one input");
    }
  }

  /// Refuses an option that the method would not look at.
  private void refuse(String option, @Nullable Object value, boolean used) {
    BayesOptions.refuse(option, value != null && !used, Choices.name(method));
  }

  /// Where states are kept, with one to go on from where an earlier run was cut short.
  private MergingCheckpoint checkpoint(StillInputs stills, Screen screen) throws IOException {
    if (checkpoint == null) {
      return MergingCheckpoint.none();
    }
    List<Path> files = new ArrayList<>();
    if (bayes.warmStart() != null) {
      files.add(bayes.warmStart());
    }
    if (reference != null && "auto".equals(reindex)) {
      files.add(reference);
    }
    double seconds = checkpointSeconds == null ? 60 : checkpointSeconds;
    var safe = MergeCheckpoint.open(checkpoint, options(), files, stills, common.force(), seconds);
    if (safe.state() != null) {
      screen.note("goes on from " + safe.name() + ", pass " + Math.min(safe.pass(), passes()));
    }
    return safe;
  }

  /// A followed stream that has not grown for so long has ended.
  private Duration idle() {
    return Duration.ofMillis(Math.round(1000 * (idleSeconds == null ? 600 : idleSeconds)));
  }

  private int passes() {
    return passes != null ? passes : method == Method.SCALED ? 5 : bayes.usualPasses();
  }

  private int leastMeasurements() {
    return leastMeasurements != null ? leastMeasurements : 2;
  }

  private Merging merging(UniqueReflections unique, Team team, MergingCheckpoint safe) {
    var settings =
        new MergingSettings(
            unique, anomalous, polarisation, leastMeasurements(), operators(unique));
    return switch (method) {
      case MEAN -> new MeanMerging(settings, team);
      case BAYES ->
          bayes.networks() ? networks(settings, team, safe) : physical(settings, team, safe);
      default -> {
        var standard = ScaledMerging.Options.standard();
        yield new ScaledMerging(
            settings,
            new ScaledMerging.Options(
                passes(),
                partiality != null ? partiality : Partiality.OFFSET,
                standard.leastPredicted(),
                standard.leastCorrelation(),
                standard.outlierSigmas(),
                !keepHarmful),
            team);
      }
    };
  }

  private Merging networks(MergingSettings settings, Team team, MergingCheckpoint safe) {
    NetworkMerging networks = bayes.networks(settings, passes(), common.seed(), team, safe);
    return settings.operators().size() > 1 && reference != null
        ? networks.agreeingWith(ReferenceAmplitudes.of(settings.unique(), reference))
        : networks;
  }

  private Merging physical(MergingSettings settings, Team team, MergingCheckpoint safe) {
    PhysicalSettings chosen = bayes.physical(passes(), common.seed());
    var physical =
        new PhysicalMerging(settings, chosen, team, ModelFile.read(bayes.warmStart(), team), safe);
    return settings.operators().size() > 1 && reference != null
        ? physical.agreeingWith(ReferenceAmplitudes.of(settings.unique(), reference))
        : physical;
  }

  private List<SymmetryOperation> operators(UniqueReflections unique) {
    if (reindex == null) {
      return List.of(SymmetryOperation.IDENTITY);
    }
    if (!reindex.equals("auto")) {
      return List.of(SymmetryOperation.parse(reindex));
    }
    List<SymmetryOperation> ways = new ArrayList<>(List.of(SymmetryOperation.IDENTITY));
    ways.addAll(TwinLaws.of(unique.group(), unique.cell()));
    return ways;
  }
}

package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Source;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shots to their angular correlation, `C2.h5`, and its pictures.
@Command(
    name = "correlate",
    description = {
      "%nAdds shots up to their angular correlation C2(q, q', angle), and draws it.",
      "",
      "Inputs, mixed freely: polar images in .npy or as FILE.h5:/dataset; detector frames in CXI,"
          + " NeXus or EuXFEL HDF5 with --geometry; a saved C2.h5, which is merged in."
    })
final class Correlate extends Verb {
  @Parameters(arity = "1..*", paramLabel = "INPUT", description = "Files of shots.")
  private List<String> inputs = List.of();

  @Mixin private final ImageOptions images = new ImageOptions();
  @Mixin private final CorrelationOptions method = new CorrelationOptions();

  @Option(names = "--no-pictures", description = "Write C2.h5 alone.")
  private boolean noPictures;

  @Option(
      names = "--engine",
      paramLabel = "local|flink://HOST:PORT",
      description = "Where to compute (default: local).")
  private String engine = "local";

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = "Folder for a C2.h5 of the shots so far, written anew every two minutes.")
  private @Nullable Path checkpoint;

  @Override
  void perform(Screen screen, JsonResult result) throws IOException, InterruptedException {
    if (!engine.equals("local")) {
      throw new UserInputException(
          "--engine " + engine + ": only the local engine is built in; leave --engine out");
    }
    Path out = common.out("C2.h5");
    refuseInputs(out);
    Outputs.check(out, common.force());
    if (!noPictures) {
      PictureFiles.check(out, common.force());
    }
    Path safe = checkpoint == null ? null : checkpoint.resolve("C2.h5");
    if (safe != null) {
      refuseInputs(safe);
      Outputs.check(safe, true);
    }
    var ledger = new LossLedger();
    try (var team = new Team(common.threads());
        var shots = ShotInputs.open(inputs, images, method, ledger)) {
      var provenance = Provenance.of(this, shots.stamps());
      CorrelationRun run = run(shots, provenance, safe, ledger, team, screen);
      shots.notes().forEach(screen::note);
      method.remarks(run.correlation()).forEach(screen::note);
      run = run.plus(shots.saved());
      run.requireShots();
      run.write(out, !noPictures, shots.powder(), shots.unit(), provenance, screen, team, result);
    }
  }

  /// Refuses to write over what is read. A saved correlation may be written over: the result and
  /// checkpoints hold it.
  private void refuseInputs(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    for (String typed : inputs) {
      InputName input = InputName.parse(typed);
      if (!input.isCorrelation()) {
        Outputs.refuseInput(file, input.path());
      }
    }
    for (Path beside : images.files()) {
      Outputs.refuseInput(file, beside);
    }
  }

  private CorrelationRun run(
      ShotInputs shots,
      Provenance provenance,
      @Nullable Path safe,
      LossLedger ledger,
      Team team,
      Screen screen)
      throws IOException, InterruptedException {
    Source<ShotBatch> source = shots.source();
    if (source == null) {
      return shots.savedAlone();
    }
    var plan =
        new CorrelationRun.Plan(
            "correlate",
            shots.grid(),
            shots.wavelengthAngstrom(),
            method.settings(shots.reference()),
            provenance,
            shots.saved(),
            safe);
    plan.saved()
        .forEach(
            (name, saved) ->
                saved.requireLike(plan.grid(), plan.wavelengthAngstrom(), plan.settings(), name));
    return CorrelationRun.over(source, plan, ledger, team, screen);
  }
}

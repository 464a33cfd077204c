package org.everyshot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.correlation.CorrelationSettings;
import org.everyshot.correlation.CorrelationSettings.SelfTerm;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.MrcWriter;
import org.everyshot.format.PdbWriter;
import org.everyshot.simulation.Beamtime;
import org.everyshot.simulation.Particle;
import org.everyshot.simulation.Shape;
import org.everyshot.simulation.SimulatedShots;
import org.everyshot.simulation.ToyProtein;
import org.everyshot.structure.DensityMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Two simulated beamtimes, from the particle or crystal to the pictures, with nothing prepared.
@Command(
    name = "demo",
    description = {
      "%nSimulates two beamtimes, one of particles and one of crystals, analyses both, to a density"
          + " and to an anomalous map, and draws the results, in about two minutes.",
      "",
      "Needs no input. Writes into the folder everyshot-demo, or --out."
    })
final class Demo extends Verb {
  private static final PolarGrid GRID = new PolarGrid(0.006, 0.18, 48, 128);
  private static final double WAVELENGTH_ANGSTROM = 1.5;
  private static final int PHOTONS = 20_000;
  private static final int BRIGHT_PHOTONS = 200_000;
  private static final String DIAMETER_ANGSTROM = "190";
  private static final double TRUTH_SPACING = 3;
  private static final String CRYSTAL_D_MIN = "2";

  @Option(names = "--shots", paramLabel = "N", description = "Shots to simulate (default: 20000).")
  private int shots = 20_000;

  @Option(
      names = "--frames",
      paramLabel = "N",
      description = "Detector frames to simulate in the second part (default: 400).")
  private int frames = 400;

  @Option(
      names = "--stills",
      paramLabel = "N",
      description = "Stills of crystals to simulate in the third part (default: 2000).")
  private int stills = 2000;

  @Option(
      names = "--restarts",
      paramLabel = "N",
      description = "Restarts that the density is averaged from (default: 6).")
  private int restarts = 6;

  @Override
  void perform(Screen screen, JsonResult result) throws IOException, InterruptedException {
    if (shots < 1 || frames < 1 || stills < 1 || restarts < 1) {
      throw new UserInputException(
          "--shots %d --frames %d --stills %d --restarts %d: expected 1 or more of each"
              .formatted(shots, frames, stills, restarts));
    }
    Path folder = common.out("everyshot-demo");
    Outputs.checkResultFolder(folder, common.force());
    Path polar = folder.resolve("C2.h5");
    correlatePolarShots(polar, screen, result);
    if (Interruption.requested()) {
      return;
    }
    reconstruct(polar, folder, screen, result);
    if (Interruption.requested()) {
      return;
    }
    Path geometry = folder.resolve("detector.geom");
    Path cxi = folder.resolve("frames.cxi");
    Path binned = folder.resolve("C2-frames.h5");
    writeGeometry(geometry);
    screen.say("");
    screen.say("the same particle on a detector, as files that you can try things on");
    follow(
        screen,
        List.of(
            "simulate",
            "fxs",
            "--shape",
            "chaperonin",
            "--detector",
            geometry.toString(),
            "--shots",
            Integer.toString(frames),
            "--photons",
            Integer.toString(PHOTONS),
            "--wavelength-angstrom",
            Double.toString(WAVELENGTH_ANGSTROM),
            "--out",
            cxi.toString()));
    if (Interruption.requested()) {
      return;
    }
    follow(
        screen,
        List.of(
            "correlate",
            cxi.toString(),
            "--geometry",
            geometry.toString(),
            "--rings",
            "40",
            "--azimuths",
            "128",
            "--self-term",
            "subtract",
            "--out",
            binned.toString()));
    result.put("frames", cxi).put("framesOut", binned);
    if (Interruption.requested()) {
      return;
    }
    Path crystals = folder.resolve("crystals");
    mergeCrystals(crystals, screen, result);
    if (Interruption.requested()) {
      return;
    }
    screen.say("");
    screen.say("look at " + PictureFiles.sheet(polar) + " and " + PictureFiles.sheet(binned));
    Path density = folder.resolve("density");
    screen.say(
        "at "
            + density.resolve("reconstruction.png")
            + " and, beside the truth, "
            + density.resolve("truth.png"));
    Path merging = crystals.resolve("merged/merging.png");
    screen.say("and at " + merging + " and the folder " + crystals.resolve("peaks"));
  }

  /// Stills of a small crystal, merged; then the map of what scatters anomalously in it.
  private void mergeCrystals(Path folder, Screen screen, JsonResult result) throws IOException {
    Files.createDirectories(folder);
    Path atoms = folder.resolve("crystal.pdb");
    Path stream = folder.resolve("stills.stream");
    Path merged = folder.resolve("merged");
    Path peaks = folder.resolve("peaks");
    Outputs.refuseExisting(atoms, common.force());
    PdbWriter.write(atoms, ToyProtein.model(common.seed()));
    screen.say("");
    screen.say("a beamtime of crystals: a chain of 84 residues with a zinc, one still a crystal");
    follow(
        screen,
        List.of(
            "simulate",
            "sfx",
            "--structure",
            atoms.toString(),
            "--images",
            Integer.toString(stills),
            "--dmin",
            CRYSTAL_D_MIN,
            "--out",
            stream.toString()));
    if (Interruption.requested()) {
      return;
    }
    follow(
        screen,
        List.of(
            "merge",
            stream.toString(),
            "--dmin",
            CRYSTAL_D_MIN,
            "--anomalous",
            "--structure",
            atoms.toString(),
            "--space-group",
            "P6122",
            "--out",
            merged.toString()));
    if (Interruption.requested()) {
      return;
    }
    follow(
        screen,
        List.of(
            "peaks",
            merged.resolve("merged.mtz").toString(),
            "--model",
            atoms.toString(),
            "--out",
            peaks.toString()));
    result.put("stills", stream).put("merged", merged).put("peaks", peaks);
  }

  /// A beamtime on a polar grid, from the particle to the correlation, with no file in between.
  private void correlatePolarShots(Path out, Screen screen, JsonResult result)
      throws IOException, InterruptedException {
    screen.say(
        String.format(
            Locale.ROOT,
            "a beamtime: one chaperonin-like particle a shot, %,d photons, %,d shots",
            BRIGHT_PHOTONS,
            shots));
    var beamtime = new Beamtime(1, true, 0.3, 0.02, BRIGHT_PHOTONS, common.seed());
    var settings = CorrelationSettings.plain().with(SelfTerm.SUBTRACT);
    var provenance = Provenance.of(this, List.of());
    var plan =
        new CorrelationRun.Plan(
            "demo", GRID, WAVELENGTH_ANGSTROM, settings, provenance, Map.of(), null);
    try (var team = new Team(common.threads())) {
      Particle particle = Shape.CHAPERONIN.particle(GRID.qMax(), team);
      try (var source = new SimulatedShots(particle, GRID, WAVELENGTH_ANGSTROM, beamtime, shots)) {
        CorrelationRun run = CorrelationRun.over(source, plan, new LossLedger(), team, screen);
        run.write(out, true, null, "photons", provenance, screen, team, result);
      }
    }
  }

  /// The correlation's invariants, the density from them, and both beside the truth.
  private void reconstruct(Path correlation, Path folder, Screen screen, JsonResult result)
      throws IOException {
    Path invariants = folder.resolve("invariants.h5");
    Path density = folder.resolve("density");
    screen.say("");
    screen.say("from its correlation to the particle's density");
    follow(
        screen,
        List.of(
            "extract",
            correlation.toString(),
            "--diameter-angstrom",
            DIAMETER_ANGSTROM,
            "--out",
            invariants.toString()));
    if (Interruption.requested()) {
      return;
    }
    follow(
        screen,
        List.of(
            "reconstruct",
            invariants.toString(),
            "--restarts",
            Integer.toString(restarts),
            "--out",
            density.toString()));
    if (Interruption.requested()) {
      return;
    }
    DensityMap truth = Shape.CHAPERONIN.map(TRUTH_SPACING);
    MrcWriter.write(folder.resolve("truth.mrc"), truth, List.of("the particle of the demo"));
    var beside = new TruthPage(truth, density, GRID.qMax(), Double.parseDouble(DIAMETER_ANGSTROM));
    Path page = density.resolve("truth.png");
    String said = beside.draw(page, Provenance.of(this, List.of()).command());
    screen.say(said);
    result.put("density", density).put("truth", page);
    result.put("fscWithTruth", Compare.curve(beside.agreement()));
  }

  /// Runs another verb as if the user had typed it, with the options that all verbs share.
  private void follow(Screen screen, List<String> words) {
    List<String> typed = new ArrayList<>(words);
    typed.addAll(List.of("--threads", Integer.toString(common.threads())));
    typed.addAll(List.of("--seed", Long.toString(common.seed())));
    if (common.force()) {
      typed.add("--force");
    }
    screen.say("everyshot " + String.join(" ", typed));
    if (common.quiet()) {
      typed.add("--quiet");
    }
    if (screen.run(typed) != Failures.NONE) {
      throw new UserInputException("a step of the demonstration failed; its message is above");
    }
  }

  private void writeGeometry(Path file) throws IOException {
    try (InputStream text = Demo.class.getResourceAsStream("demo.geom")) {
      if (text == null) {
        throw new IllegalStateException("demo.geom is not in the program");
      }
      Outputs.refuseExisting(file, common.force());
      Files.copy(text, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}

package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.engine.LocalEngine;
import org.everyshot.engine.LossLedger;
import org.everyshot.fault.UserInputException;
import org.everyshot.simulation.CrystalTruth;
import org.everyshot.simulation.SimulatedStills;
import org.everyshot.simulation.StillSimulator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Serial crystallography: stills of crystals in random orientations.
@Command(
    name = "sfx",
    description = {
      "%nSimulates integrated stills of crystals in random orientations.",
      "",
      "Writes what --out names: a CrystFEL .stream, a DIALS .refl with its .expt, an unmerged"
          + " .mtz,",
      "or several with commas between them; and the truth, in -truth.mtz and -truth.h5."
    })
final class SimulateSfx extends Verb {
  @Option(
      names = "--structure",
      paramLabel = "FILE|PDBID",
      order = 1,
      description =
          "Structure: PDB or mmCIF, perhaps .gz, or a PDB id to fetch (default: random amplitudes"
              + " for --cell and --space-group).")
  private @Nullable String structure;

  @Option(
      names = "--cell",
      arity = "6",
      paramLabel = "A",
      hideParamSyntax = true,
      order = 2,
      description =
          "Unit cell: a b c in angstrom, alpha beta gamma in degrees (default: that of the"
              + " structure). Atoms keep their fractional coordinates.")
  private double @Nullable [] cell;

  @Option(
      names = "--space-group",
      paramLabel = "NAME",
      order = 3,
      description = "Space group, such as P6122 (default: that of the structure).")
  private @Nullable String group;

  @Option(
      names = "--images",
      paramLabel = "N",
      order = 4,
      description = "Number of stills (default: 3200).")
  private long images = 3200;

  @Option(
      names = "--dmin",
      paramLabel = "D",
      order = 5,
      description = "Resolution, angstrom (default: 1.8).")
  private double dMin = 1.8;

  @Option(
      names = "--wavelength-angstrom",
      paramLabel = "L",
      order = 6,
      description = "X-ray wavelength, angstrom (default: 1.2713).")
  private double wavelength = 1.2713;

  @Option(
      names = "--bulk-solvent",
      order = 7,
      description = "Fill the space between the structure's molecules with solvent.")
  private boolean bulkSolvent;

  @Mixin private final SerialOptions serial = new SerialOptions();

  @Override
  void perform(Screen screen, JsonResult result) throws IOException, InterruptedException {
    if (images < 1) {
      throw new UserInputException("--images " + images + ": expected at least 1");
    }
    List<Path> outs = StillFormats.split(common.out("stills.stream"));
    Path truthTable = StillFormats.beside(outs.getFirst(), "-truth.h5");
    Path truthMerged = StillFormats.beside(outs.getFirst(), "-truth.mtz");
    List<Path> places = new ArrayList<>(List.of(truthTable, truthMerged));
    outs.forEach(out -> places.addAll(StillFormats.places(out)));
    for (Path place : places) {
      Outputs.check(place, common.force());
    }
    var source = new CrystalInput(structure, cell, group, dMin, wavelength, bulkSolvent);
    CrystalTruth crystal = source.crystal(common.seed(), screen);
    StillSimulator simulator = simulator(crystal);
    Provenance provenance = Provenance.of(this, source.stamps());
    try (var written = new StillFiles();
        var stills = new SimulatedStills(simulator, images)) {
      for (Path out : outs) {
        written.open(StillFormats.begin(out, simulator, typed()));
      }
      long count = simulate(stills, written, screen);
      StillTruthFile.write(truthTable, simulator, count, provenance.texts());
      MergedTruthFile.write(truthMerged, crystal, wavelength, typed());
      written.commit();
      report(screen, result, written, outs, crystal.unique());
    }
    result.put("truth", truthMerged).put("stillTruth", truthTable);
  }

  private StillSimulator simulator(CrystalTruth crystal) {
    try {
      return new StillSimulator(
          crystal, serial.experiment(wavelength, crystal.unique(), common.seed()));
    } catch (IllegalArgumentException e) {
      throw new UserInputException(String.valueOf(e.getMessage()), e);
    }
  }

  private long simulate(SimulatedStills source, StillFiles files, Screen screen)
      throws IOException, InterruptedException {
    try (var job = new LocalEngine(common.threads()).start(source, files, new LossLedger());
        var watch = screen.follow("simulate", job)) {
      return watch.await();
    }
  }

  private void report(
      Screen screen,
      JsonResult result,
      StillFiles written,
      List<Path> outs,
      UniqueReflections unique) {
    long count = written.snapshot();
    if (count < images) {
      screen.say(
          String.format(Locale.ROOT, "interrupted: %,d of %,d images are written", count, images));
    }
    screen.say(
        String.format(
            Locale.ROOT,
            "%,d images with %,d reflections, %,d unique in %s to %.4g Å: %s",
            count,
            written.reflections(),
            unique.count(),
            unique.group().name(),
            unique.dMin(),
            String.join(", ", outs.stream().map(Path::toString).toList())));
    result
        .put("out", outs.size() == 1 ? outs.getFirst() : outs)
        .put("images", count)
        .put("complete", count == images)
        .put("reflections", written.reflections())
        .put("unique", unique.count())
        .put("spaceGroup", unique.group().name())
        .put("dMinAngstrom", unique.dMin())
        .put("wavelengthAngstrom", wavelength);
  }
}

package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.correlation.Correlation;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.CorrelationFile;
import org.everyshot.format.InvariantsFile;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.invariants.Extraction;
import org.everyshot.invariants.ExtractionSettings;
import org.everyshot.invariants.MeanShot;
import org.everyshot.picture.ContactSheet;
import org.everyshot.picture.InvariantsPictures;
import org.everyshot.picture.Picture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// A correlation to its rotational invariants (M-TIF).
@Command(
    name = "extract",
    description = {
      "%nTakes the rotational invariants B_l(q, q') out of a correlation, by multi-tiered iterative"
          + " filtering, and draws them.",
      "",
      "Tier 1: least squares on the curved Ewald sphere. Tier 2: what a particle of that diameter"
          + " can show. Tier 3: eigenvalues above the noise. The later tiers are used for those"
          + " degrees where one half of the shots then foretells the other half better."
    })
final class Extract extends Verb {
  @Parameters(paramLabel = "C2.h5", description = "Correlation, from everyshot correlate.")
  private Path input = Path.of("");

  @Option(
      names = "--diameter-angstrom",
      required = true,
      paramLabel = "D|auto",
      order = 1,
      description = "Largest extent of the particle; auto finds it from the correlation.")
  private String diameter = "";

  @Option(
      names = "--degree-max",
      paramLabel = "L",
      order = 2,
      description = "Highest degree l (default: what diameter, rings and azimuths can show).")
  private int degreeMax = Integer.MAX_VALUE;

  @Option(
      names = "--tiers",
      paramLabel = "auto|1|1,2|1,3|1,2,3",
      order = 3,
      description = "Tiers to use whatever held-out data say (default: auto).")
  private String tiers = "auto";

  @Option(
      names = "--particles",
      paramLabel = "MEAN",
      order = 4,
      description = "Mean number of particles in a shot (default: ${DEFAULT-VALUE}).")
  private double particles = 1;

  @Option(
      names = "--background",
      paramLabel = "B|C2.h5",
      order = 5,
      description =
          "Mean intensity without particles, in a bin, or a correlation of shots without particles:"
              + " taken off the mean before B_0.")
  private @Nullable String background;

  @Option(
      names = "--beam-jitter",
      paramLabel = "FRACTION",
      order = 6,
      description =
          "Standard deviation of the pulse intensity over its mean, where shots were not normalised"
              + " (default: 0).")
  private double jitter;

  @Option(
      names = "--wavelength-angstrom",
      paramLabel = "L",
      order = 7,
      description = "Wavelength (default: that of the correlation).")
  private double wavelength = Double.NaN;

  @Option(names = "--no-pictures", order = 8, description = "Write invariants.h5 alone.")
  private boolean noPictures;

  @Override
  void perform(Screen screen, JsonResult result) throws IOException {
    long began = System.nanoTime();
    MeanBackground beside = MeanBackground.read(background);
    ExtractionSettings settings = settings(beside);
    Path out = common.out("invariants.h5");
    Outputs.refuseInput(out, input);
    if (background != null) {
      Outputs.refuseInput(out, Path.of(background));
    }
    Outputs.check(out, common.force());
    if (!noPictures) {
      for (String name : List.of("", "-curves", "-spectra", "-halves", "-filtered", "-diameter")) {
        Outputs.check(PictureFiles.beside(out, name), common.force());
      }
    }
    Correlation correlation = CorrelationFile.read(input);
    if (beside != null) {
      beside.requireRings(correlation.grid().qs(), input);
    }
    var provenance = Provenance.of(this, FileStamp.of(input));
    ExtractedInvariants extracted;
    try (var team = new Team(common.threads())) {
      extracted = new Extraction(correlation, settings, team).run();
    }
    double seconds = (System.nanoTime() - began) * 1e-9;
    InvariantsFile.write(out, extracted, provenance.texts());
    List<Path> pictures = new ArrayList<>();
    if (!noPictures) {
      pictures.addAll(draw(out, extracted, correlation, provenance.command()));
    }
    var summary = new ExtractionSummary(extracted, correlation.shots(), seconds);
    summary.say(screen, out, pictures);
    summary.put(result, out, pictures);
  }

  private ExtractionSettings settings(@Nullable MeanBackground beside) {
    double given = Double.NaN;
    if (!diameter.equals("auto")) {
      try {
        given = Double.parseDouble(diameter);
      } catch (NumberFormatException e) {
        given = -1;
      }
      if (!(given > 0)) {
        throw new UserInputException(
            "--diameter-angstrom " + diameter + ": expected angstroms, or auto");
      }
    }
    if (!Double.isNaN(wavelength) && !(wavelength > 0 && wavelength < 1000)) {
      throw new UserInputException("--wavelength-angstrom " + wavelength + ": expected 0 to 1000");
    }
    boolean auto = tiers.equals("auto");
    if (!auto && !List.of("1", "1,2", "1,3", "1,2,3").contains(tiers)) {
      throw new UserInputException("--tiers " + tiers + ": expected auto, 1, 1,2 or 1,3 or 1,2,3");
    }
    return new ExtractionSettings(
        given,
        wavelength,
        degreeMax,
        auto || tiers.contains("2"),
        auto || tiers.contains("3"),
        !auto,
        new MeanShot(particles, jitter, beside == null ? null : beside.intensity()));
  }

  private static List<Path> draw(
      Path out, ExtractedInvariants extracted, Correlation correlation, String provenance) {
    Map<String, Picture> pictures =
        new LinkedHashMap<>(new InvariantsPictures(extracted).all(correlation));
    List<Path> files = new ArrayList<>(List.of(PictureFiles.sheet(out)));
    ContactSheet.save(
        files.getFirst(),
        "Invariants " + out.getFileName(),
        String.format(Locale.ROOT, "%,d shots", correlation.shots()),
        List.copyOf(pictures.values()),
        provenance);
    pictures.forEach(
        (name, picture) -> {
          Path file = PictureFiles.beside(out, "-" + name);
          picture.save(file, provenance);
          files.add(file);
        });
    return files;
  }
}

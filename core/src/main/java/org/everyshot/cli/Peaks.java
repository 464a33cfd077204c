package org.everyshot.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.BulkSolvent;
import org.everyshot.crystal.CrystalMap;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.crystal.MapGrid;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.StructureFactors;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.AsideFile;
import org.everyshot.format.Ccp4MapWriter;
import org.everyshot.format.FriedelPairs;
import org.everyshot.format.MergedMtz;
import org.everyshot.format.PdbArchive;
import org.everyshot.format.StructureFile;
import org.everyshot.merging.AnomalousMap;
import org.everyshot.merging.AnomalousSite;
import org.everyshot.merging.ModelAgreement;
import org.everyshot.merging.Peak;
import org.everyshot.merging.PeakSearch;
import org.everyshot.merging.WeighedDifferences;
import org.everyshot.picture.AnomalousPeaks;
import org.everyshot.structure.AtomicModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Merged Friedel pairs and a model to the anomalous map and its peaks.
@Command(
    name = "peaks",
    description = {
      "%nDraws the anomalous difference map of merged amplitudes with a model's phases, and lists"
          + " its peaks.",
      "",
      "Writes a folder: anomalous.ccp4 (map), peaks.csv, sites.csv (heights at the model's own"
          + " anomalous scatterers) and peaks.png."
    })
final class Peaks extends Verb {
  /// Cells may differ by so much, as a fraction of an edge or in degrees, and still be of one
  /// crystal form.
  private static final double SAME_FORM = 0.05;

  private static final double SAME_FORM_DEGREES = 3;

  @Parameters(paramLabel = "MERGED.mtz", description = "Merged amplitudes or intensities.")
  private Path merged = Path.of("");

  @Option(
      names = "--model",
      required = true,
      paramLabel = "FILE|PDBID",
      order = 1,
      description = "Atoms: PDB or mmCIF, perhaps .gz, or a PDB id to fetch.")
  private String modelName = "";

  @Option(
      names = "--threshold",
      paramLabel = "SIGMA",
      order = 2,
      description = "List peaks above so many sigma (default: ${DEFAULT-VALUE}).")
  private double threshold = 4.5;

  @Option(
      names = "--separation-angstrom",
      paramLabel = "D",
      order = 3,
      description = "Least distance between peaks (default: ${DEFAULT-VALUE}).")
  private double separation = 1.5;

  @Option(
      names = "--most",
      paramLabel = "N",
      order = 4,
      description = "List at most so many peaks (default: ${DEFAULT-VALUE}).")
  private int most = 100;

  @Option(
      names = "--dmin",
      paramLabel = "D",
      order = 5,
      description = "Leave out reflections beyond this resolution, angstrom (default: none).")
  private double dMin;

  @Option(
      names = "--wavelength-angstrom",
      paramLabel = "L",
      order = 6,
      description = "Wavelength (default: that of the file).")
  private double wavelength = Double.NaN;

  @Option(
      names = "--bulk-solvent",
      order = 7,
      description = "Fill the space between the model's molecules with solvent, for the phases.")
  private boolean bulkSolvent;

  @Option(
      names = "--weighted",
      order = 8,
      description = "Weigh each difference by how well it is known, by the sigmas of both mates.")
  private boolean weighted;

  @Option(names = "--no-pictures", order = 9, description = "Draw nothing.")
  private boolean noPictures;

  @Override
  void perform(Screen screen, JsonResult result) throws IOException {
    check();
    Path out = common.out("peaks");
    FriedelPairs pairs = FriedelPairs.read(merged, dMin);
    double used = wavelength(pairs);
    CrystalModel model = model(pairs, screen);
    Outputs.checkResultFolder(out, common.force());
    var factors = StructureFactors.of(model, pairs.unique(), used);
    if (bulkSolvent) {
      var solvent = BulkSolvent.of(model, pairs.unique());
      factors = solvent.with(factors);
      result.put("solventFraction", solvent.fraction());
    }
    var agreement = ModelAgreement.of(factors, pairs.amplitude());
    double[] weighed =
        weighted
            ? WeighedDifferences.of(MergedMtz.read(merged).reflections(), pairs.unique())
            : new double[0];
    var anomalous = AnomalousMap.of(factors, pairs.amplitude(), weighed);
    CrystalMap map = anomalous.map();
    var search = PeakSearch.above(map, model);
    List<Peak> peaks = search.peaks(threshold, separation, most);
    List<Peak> holes = PeakSearch.below(map, model).peaks(1, separation, 1);
    double deepest = holes.isEmpty() ? 0 : -holes.getFirst().height();
    List<AnomalousSite> sites = AnomalousSite.of(search, model, used);
    var tables = new PeakTables(model, peaks, sites);
    say(screen, pairs, anomalous, agreement, used, deepest);
    tables.text().forEach(screen::say);
    List<Path> files = write(out, map, tables, pairs);
    if (!noPictures) {
      Path page = out.resolve("peaks.png");
      String title =
          "Anomalous map of %s with phases of %s"
              .formatted(merged.getFileName(), Path.of(modelName).getFileName());
      new AnomalousPeaks(map, model, search, peaks, sites, threshold, deepest)
          .save(page, title, summary(pairs, anomalous, used), typed());
      files.add(page);
    }
    screen.say("");
    screen.say("written: " + out + " (" + names(files) + ")");
    result
        .put("out", out)
        .put("files", files)
        .put("columns", pairs.columns())
        .put("spaceGroup", pairs.unique().group().name())
        .put("dMinAngstrom", pairs.unique().dMin())
        .put("wavelengthAngstrom", used)
        .put("friedelPairs", anomalous.pairs())
        .put("bijvoetRatio", anomalous.ratio())
        .put("weighted", weighted)
        .put("differencesClipped", anomalous.clipped())
        .put("modelCorrelation", agreement.correlation())
        .put("modelR", agreement.r())
        .put("mapSigma", map.sigma())
        .put("deepestHoleSigma", deepest)
        .put("peaks", tables.peaksJson())
        .put("sites", tables.sitesJson());
  }

  private void check() {
    if (!(threshold >= 1 && threshold < 1000)) {
      throw new UserInputException("--threshold " + threshold + ": expected 1 to 1000 sigma");
    }
    if (!(separation >= 0.1 && separation < 1000)) {
      throw new UserInputException(
          "--separation-angstrom " + separation + ": expected 0.1 to 1000");
    }
    if (most < 1) {
      throw new UserInputException("--most " + most + ": expected at least 1");
    }
    if (!(dMin >= 0)) {
      throw new UserInputException("--dmin " + dMin + ": expected a resolution in angstrom");
    }
  }

  private double wavelength(FriedelPairs pairs) {
    double found = Double.isNaN(wavelength) ? pairs.wavelengthAngstrom() : wavelength;
    if (Double.isNaN(found)) {
      throw new UserInputException(
          merged + ": gives no wavelength; give it with --wavelength-angstrom");
    }
    return found;
  }

  /// The model, at the same fractions of the data's cell.
  private CrystalModel model(FriedelPairs pairs, Screen screen) {
    Path path = Path.of(modelName);
    if (!Files.exists(path) && PdbArchive.isId(modelName)) {
      path = new PdbArchive().file(modelName);
    }
    if (!(StructureFile.read(path).structure() instanceof AtomicModel atoms)) {
      throw new UserInputException(path + ": is a map; expected atoms, as PDB or mmCIF");
    }
    UnitCell cell = pairs.unique().cell();
    SpaceGroup group = pairs.unique().group();
    boolean named = atoms.cell() != null && !atoms.cell().spaceGroup().isEmpty();
    CrystalModel model = named ? CrystalModel.of(atoms) : CrystalModel.of(atoms, group);
    if (!model.group().equals(group)) {
      throw new UserInputException(
          String.format(
              "%s is in space group %s, %s in %s; expected the same",
              merged, group.name(), path, model.group().name()));
    }
    UnitCell other = model.cell();
    double edges =
        Math.max(
            Math.abs(other.a() / cell.a() - 1),
            Math.max(Math.abs(other.b() / cell.b() - 1), Math.abs(other.c() / cell.c() - 1)));
    double angles =
        Math.max(
            Math.abs(other.alphaDegrees() - cell.alphaDegrees()),
            Math.max(
                Math.abs(other.betaDegrees() - cell.betaDegrees()),
                Math.abs(other.gammaDegrees() - cell.gammaDegrees())));
    if (edges > SAME_FORM || angles > SAME_FORM_DEGREES) {
      throw new UserInputException(
          String.format(
              "%s has the cell %s, %s the cell %s; expected one crystal form",
              merged, text(cell), path, text(other)));
    }
    if (edges > 1e-4 || angles > 0.01) {
      screen.note(
          String.format(
              Locale.ROOT,
              "the model's cell %s becomes that of the data, %s; atoms keep their fractions",
              text(other),
              text(cell)));
    }
    return model.in(cell, group);
  }

  private static String text(UnitCell cell) {
    return String.format(
        Locale.ROOT,
        "%.2f %.2f %.2f Å %.1f %.1f %.1f°",
        cell.a(),
        cell.b(),
        cell.c(),
        cell.alphaDegrees(),
        cell.betaDegrees(),
        cell.gammaDegrees());
  }

  private String summary(FriedelPairs pairs, AnomalousMap anomalous, double wavelength) {
    return String.format(
        Locale.ROOT,
        "%,d Friedel pairs to %.2f Å (%s), %s, λ %.4f Å; Bijvoet ratio %.2f %%",
        anomalous.pairs(),
        pairs.unique().dMin(),
        weighted ? "weighted" : pairs.columns(),
        pairs.unique().group().name(),
        wavelength,
        100 * anomalous.ratio());
  }

  private void say(
      Screen screen,
      FriedelPairs pairs,
      AnomalousMap anomalous,
      ModelAgreement agreement,
      double wavelength,
      double deepest) {
    screen.say(summary(pairs, anomalous, wavelength));
    screen.say(
        String.format(
            Locale.ROOT,
            "amplitudes and model: CC %.3f, R %.3f; %,d outliers drawn back; deepest hole %.1f σ",
            agreement.correlation(),
            agreement.r(),
            anomalous.clipped(),
            deepest));
    if (!(agreement.correlation() > 0.5)) {
      screen.complain(
          "the amplitudes hardly agree with the model: another crystal form, or another of the"
              + " possible index settings?");
    }
  }

  private List<Path> write(Path out, CrystalMap map, PeakTables tables, FriedelPairs pairs) {
    List<Path> files = new ArrayList<>();
    Path mapFile = out.resolve("anomalous.ccp4");
    MapGrid grid = map.grid();
    Ccp4MapWriter.write(
        mapFile,
        map.cell(),
        map.group(),
        grid.nu(),
        grid.nv(),
        grid.nw(),
        map.values(),
        List.of(
            "everyshot " + Version.number() + ": anomalous difference map",
            "coefficients "
                + pairs.columns()
                + (weighted ? ", weighted" : "")
                + ", model's phases - 90 degrees"));
    files.add(mapFile);
    files.add(text(out.resolve("peaks.csv"), tables.peaksCsv()));
    files.add(text(out.resolve("sites.csv"), tables.sitesCsv()));
    return files;
  }

  private static Path text(Path path, String content) {
    try (var file = AsideFile.create(path)) {
      file.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), 0);
      file.commit();
    }
    return path;
  }

  private static String names(List<Path> files) {
    return String.join(", ", files.stream().map(f -> f.getFileName().toString()).toList());
  }
}

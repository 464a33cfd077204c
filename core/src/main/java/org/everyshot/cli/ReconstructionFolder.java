package org.everyshot.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.format.AsideFile;
import org.everyshot.format.MrcWriter;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.picture.ContactSheet;
import org.everyshot.picture.Picture;
import org.everyshot.picture.ReconstructionPictures;
import org.everyshot.reconstruction.Agreement;
import org.everyshot.reconstruction.Average;
import org.everyshot.reconstruction.Density;
import org.everyshot.reconstruction.PhasedDensity;
import org.everyshot.reconstruction.PhasingSettings;
import org.everyshot.reconstruction.Reconstruction;
import org.everyshot.reconstruction.ShellCorrelation;
import org.everyshot.reconstruction.Verdict;
import org.jspecify.annotations.Nullable;

/// The folder that `reconstruct` fills.
final class ReconstructionFolder {
  private final Path folder;
  private final Reconstruction found;
  private final ExtractedInvariants extracted;
  private final Provenance provenance;
  private final List<Path> files = new ArrayList<>();
  private final List<Path> pictures = new ArrayList<>();

  ReconstructionFolder(
      Path folder, Reconstruction found, ExtractedInvariants extracted, Provenance provenance) {
    this.folder = folder;
    this.found = found;
    this.extracted = extracted;
    this.provenance = provenance;
  }

  Path folder() {
    return folder;
  }

  /// What to look at first.
  Path first() {
    return pictures.isEmpty() ? folder.resolve("metrics.json") : pictures.getFirst();
  }

  void write(double seconds, boolean draw) throws IOException {
    density("density.mrc", found.average().density(), "density");
    density("half1.mrc", found.half1(), halves() + " 1");
    density("half2.mrc", found.half2(), halves() + " 2");
    density("null.mrc", found.nullDensity(), "null: from the mean intensity alone");
    Path metrics = folder.resolve("metrics.json");
    try (AsideFile file = AsideFile.create(metrics)) {
      byte[] text = JsonResult.indented(metrics(seconds)).getBytes(StandardCharsets.UTF_8);
      file.write(ByteBuffer.wrap(text), 0);
      file.commit();
    }
    files.add(metrics);
    if (draw) {
      draw();
    }
  }

  private String halves() {
    return found.halfData() == null ? "half of the restarts" : "half of the data";
  }

  /// A map; where there is none, that of an earlier run does not stay in its place.
  private void density(String name, @Nullable Density density, String label) throws IOException {
    Path file = folder.resolve(name);
    if (density == null) {
      Files.deleteIfExists(file);
    } else {
      String origin = "everyshot " + provenance.version() + " reconstruct: " + label;
      MrcWriter.write(file, density.map(name), List.of(origin, "the hand is arbitrary"));
      files.add(file);
    }
  }

  private void draw() {
    String command = provenance.command();
    Map<String, Picture> all = ReconstructionPictures.all(found);
    List<Picture> page = ReconstructionPictures.page(found, all);
    Path sheet = folder.resolve("reconstruction.png");
    PhasingSettings settings = found.settings();
    ContactSheet.save(
        sheet,
        "Reconstruction",
        String.format(
            Locale.ROOT,
            "%d restarts, q up to %.3g Å⁻¹, degrees up to %d, diameter %.4g Å",
            found.runs().size(),
            settings.qMax(),
            settings.degreeMax(),
            settings.diameterAngstrom()),
        page,
        command);
    pictures.add(sheet);
    all.forEach(
        (name, picture) -> {
          Path file = folder.resolve(name + ".png");
          picture.save(file, command);
          pictures.add(file);
        });
  }

  private Map<String, @Nullable Object> metrics(double seconds) {
    var m = new LinkedHashMap<String, @Nullable Object>();
    PhasingSettings settings = found.settings();
    Average average = found.average();
    m.put("verdict", Verdict.of(found));
    Agreement agreement = found.agreement();
    m.put("believedToAngstrom", 2 * Math.PI / Verdict.believedTo(found));
    m.put("halvesAgreeToAngstrom", 2 * Math.PI / agreement.halves());
    m.put("halvesDiscriminate", agreement.discriminates());
    m.put("differsFromNullBelowAngstrom", 2 * Math.PI / agreement.differs());
    m.put("agreesWithNullToAngstrom", 2 * Math.PI / agreement.same());
    m.put("handKnown", false);
    m.put("handsMixed", Verdict.mixed(found));
    m.put("restarts", found.runs().size());
    m.put("restartsAveraged", average.used().length);
    m.put("restartsAgreeing", average.agreeing());
    m.put("shareAgreeing", (double) average.agreeing() / found.runs().size());
    m.put("selfInversion", found.selfInversion());
    m.put("selfInversionOfRestarts", found.selfInversions());
    m.put("dataPerResolutionCell", found.count().perCell());
    m.put("data", found.count().data());
    m.put("cells", found.count().cells());
    m.put("fill", found.fill());
    double[] halfBit = null;
    ShellCorrelation any = found.halfData() != null ? found.halfData() : found.halfEnsemble();
    if (any != null) {
      halfBit = any.halfBit(found.boxFill());
    }
    m.put("halfData", fsc(found.halfData()));
    m.put("halfEnsemble", fsc(found.halfEnsemble()));
    m.put("againstNull", fsc(found.againstNull()));
    m.put("nullHalfEnsemble", fsc(found.nullHalves()));
    m.put("halfBit", halfBit);
    var retrieval = new LinkedHashMap<String, @Nullable Object>();
    retrieval.put("qPerAngstrom", average.retrieval().q());
    retrieval.put("value", average.retrieval().values());
    m.put("retrievalTransfer", retrieval);
    m.put("runs", runs(average));
    m.put("qMaxPerAngstrom", settings.qMax());
    m.put("degreeMax", settings.degreeMax());
    m.put("diameterAngstrom", settings.diameterAngstrom());
    m.put("points", settings.gridPoints());
    m.put("spacingAngstrom", settings.spacingAngstrom());
    m.put("wavelengthAngstrom", extracted.wavelengthAngstrom());
    m.put("interrupted", found.interrupted());
    m.put("seconds", seconds);
    m.put("provenance", provenance.texts());
    return m;
  }

  private @Nullable Map<String, @Nullable Object> fsc(@Nullable ShellCorrelation fsc) {
    if (fsc == null) {
      return null;
    }
    double safe = Compare.SAFE_SHARE * found.settings().qMax();
    var values = new LinkedHashMap<String, @Nullable Object>(Compare.curve(fsc));
    values.put("mean", fsc.mean(0, safe));
    values.put("least", fsc.least(safe));
    values.put("half", Compare.crossing(fsc.below(0.5)));
    values.put("halfBit", Compare.crossing(fsc.belowHalfBit(found.boxFill())));
    return values;
  }

  private List<Map<String, @Nullable Object>> runs(Average average) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (int i = 0; i < found.runs().size(); i++) {
      PhasedDensity run = found.runs().get(i);
      var one = new LinkedHashMap<String, @Nullable Object>();
      one.put("seed", run.seed());
      one.put("misfit", run.misfit());
      one.put("averaged", false);
      for (int u = 0; u < average.used().length; u++) {
        if (average.used()[u] == i) {
          one.put("averaged", true);
          one.put("mirrored", average.mirrored()[u]);
          one.put("handMargin", average.handMargins()[u]);
        }
      }
      one.put("errors", run.errors());
      all.add(one);
    }
    return all;
  }

  /// The same figures in short, for the JSON line.
  void put(JsonResult result, double seconds) {
    metrics(seconds)
        .forEach(
            (name, value) -> {
              if (!name.equals("runs") && !name.equals("provenance")) {
                result.put(name, value);
              }
            });
    result.put("out", folder).put("files", files).put("pictures", pictures);
  }
}

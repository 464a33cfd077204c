package org.everyshot.picture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.everyshot.reconstruction.Density;
import org.everyshot.reconstruction.PhasedDensity;
import org.everyshot.reconstruction.Reconstruction;
import org.everyshot.reconstruction.RetrievalTransfer;
import org.everyshot.reconstruction.ShellCorrelation;
import org.everyshot.reconstruction.Verdict;
import org.jspecify.annotations.Nullable;

/// What a reconstruction found, and how far it may be believed.
public final class ReconstructionPictures {
  private static final String RETRIEVAL = "retrieval";

  private ReconstructionPictures() {}

  /// Every picture by its name, in the order of the page.
  public static Map<String, Picture> all(Reconstruction found) {
    double diameter = found.settings().diameterAngstrom();
    Density density = found.average().density();
    List<DensityPictures.Named> densities = new ArrayList<>();
    densities.add(new DensityPictures.Named("density", density));
    if (found.nullDensity() != null) {
      Density none = Objects.requireNonNull(found.nullDensity());
      densities.add(new DensityPictures.Named("null: from the mean intensity alone", none));
    }
    var pictures = new LinkedHashMap<String, Picture>();
    pictures.put("surface", DensityPictures.surfaces("Density", diameter, densities));
    pictures.put("sections", DensityPictures.sections("Sections", diameter, densities));
    pictures.put("projections", DensityPictures.projections("Projections", diameter, densities));
    pictures.put("fsc", agreement(found));
    pictures.put(RETRIEVAL, retrieval(found));
    pictures.put("errors", errors(found));
    return pictures;
  }

  /// The panels of the page: all pictures but the retrieval's, whose place the words take.
  public static List<Picture> page(Reconstruction found, Map<String, Picture> all) {
    List<Picture> panels = new ArrayList<>();
    all.forEach((name, panel) -> panels.add(name.equals(RETRIEVAL) ? words(found) : panel));
    return panels;
  }

  private static Picture words(Reconstruction found) {
    List<String> lines = new ArrayList<>();
    lines.add(Verdict.of(found));
    lines.add(
        String.format(
            Locale.ROOT,
            "Self-inversion %.3f (restarts %s).",
            found.selfInversion(),
            range(found.selfInversions())));
    lines.add(
        String.format(
            Locale.ROOT,
            "%.0f numbers measured; the particle fills %.2f of its ball, which has %.0f cells.",
            found.count().data(),
            found.fill(),
            found.count().cells()));
    lines.add(
        "No figure on this page proves the density right; a look at the null, and at"
            + " other knowledge of the particle, belongs beside it.");
    return new TextPanel("What may be believed", lines);
  }

  private static String range(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return String.format(Locale.ROOT, "%.3f to %.3f", least, most);
  }

  private static Picture agreement(Reconstruction found) {
    var picture = new ShellCorrelationPicture("How far it may be believed", "");
    add(picture, "half-data", found.halfData());
    add(picture, "half-ensembles", found.halfEnsemble());
    if (found.againstNull() != null) {
      picture.beside("density against null", Objects.requireNonNull(found.againstNull()));
    }
    if (found.nullHalves() != null) {
      picture.beside("null's half-ensembles", Objects.requireNonNull(found.nullHalves()));
    }
    return picture.picture(found.boxFill());
  }

  private static void add(
      ShellCorrelationPicture picture, String name, @Nullable ShellCorrelation curve) {
    if (curve != null) {
      picture.with(name, curve);
    }
  }

  private static Picture retrieval(Reconstruction found) {
    RetrievalTransfer transfer = found.average().retrieval();
    double[] q = transfer.q();
    int n = found.average().used().length;
    double[] chance = new double[q.length];
    Arrays.fill(chance, Math.sqrt(Math.PI / 4 / n));
    return new Chart(
            "Phase retrieval transfer", n + " restarts averaged", Figure.Q, "|⟨A⟩| / √⟨|A|²⟩")
        .curve("", q, transfer.values(), Ink.BLUE)
        .dotted("random phases", q, chance, Ink.FAINT)
        .up(LinearScale.of(0, 1.03));
  }

  private static Picture errors(Reconstruction found) {
    var chart =
        new Chart(
                "Share of the density that constraints change",
                found.runs().size() + " restarts; afterwards each is fitted by gradients",
                "iteration",
                "change")
            .logY();
    for (PhasedDensity run : found.runs()) {
      double[] errors = run.errors();
      double[] x = new double[errors.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = i + 1;
      }
      chart.curve("", x, errors, Ink.faded(Ink.BLUE, 0.5));
    }
    return chart;
  }
}

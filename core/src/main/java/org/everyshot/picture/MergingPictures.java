package org.everyshot.picture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.everyshot.merging.AnomalousHeights;
import org.everyshot.merging.ImageSample;
import org.everyshot.merging.MergingOutcome;
import org.everyshot.merging.MergingStatistics;
import org.everyshot.merging.Moment;
import org.everyshot.merging.ShellStatistics;
import org.everyshot.merging.WilsonPlot;

/// The pictures of a merge.
public final class MergingPictures {
  private static final String RESOLUTION = "resolution d (Å)";

  private final MergingOutcome outcome;
  private final MergingStatistics statistics;
  private final double[] middle;

  public MergingPictures(MergingOutcome outcome, MergingStatistics statistics) {
    this.outcome = outcome;
    this.statistics = statistics;
    this.middle = new double[statistics.shells().size()];
    Arrays.setAll(middle, s -> middle(statistics.shells().get(s)));
  }

  /// The 1/d² that halves a shell's volume.
  private static double middle(ShellStatistics shell) {
    double low = Math.pow(shell.dMax(), -3);
    double high = Math.pow(shell.dMin(), -3);
    return Math.pow(0.5 * (low + high), 2.0 / 3);
  }

  /// All of them by the names of their files, without ending, in the order in which to look at
  /// them.
  public Map<String, Picture> all() {
    var pictures = new LinkedHashMap<String, Picture>();
    pictures.put("agreement", agreement());
    pictures.put("convergence", convergence());
    if (outcome.history().stream().anyMatch(MergingPictures::measured)) {
      pictures.put("anomalous-heights", heights());
    }
    pictures.put("signal", signal());
    pictures.put("completeness", completeness());
    pictures.put("multiplicity", multiplicity());
    pictures.put("rsplit", rSplit());
    pictures.put("wilson", wilson());
    histogram(pictures, "scale", "lnG", "Scales of images", "ln G", "", 3);
    histogram(pictures, "b-factor", "bAngstromSquared", "B factors of images", "B", "Å²", 3);
    histogram(pictures, "chi-square", "chiSquare", "χ² of images", "χ²", "", 3);
    histogram(
        pictures, "prediction", "ccPred", "Images and their prediction", "correlation", "", 3);
    histogram(
        pictures,
        "misorientation",
        "misorientationXRadians",
        "Misorientation about x",
        "ω",
        "rad",
        2);
    histogram(pictures, "radius", "radiusPerAngstrom", "Radius of reflections", "w₀", "Å⁻¹", 2);
    histogram(pictures, "mosaicity", "mosaicityRadians", "Mosaicity", "η", "rad", 2);
    ImageSample sample = outcome.sample();
    List<String> symbols = List.of("a", "b", "c", "α", "β", "γ");
    for (int p = 0; p < symbols.size(); p++) {
      String unit = p < 3 ? "Å" : "degrees";
      String name = ImageSample.CELL.get(p);
      pictures.put(
          "cell-" + name,
          Histogram.of(
              "Cells of crystals: " + symbols.get(p),
              sample.column(name),
              symbols.get(p),
              unit,
              5));
    }
    return pictures;
  }

  private void histogram(
      Map<String, Picture> pictures,
      String file,
      String column,
      String title,
      String symbol,
      String unit,
      int digits) {
    float[] values = outcome.sample().columns().get(column);
    if (values != null) {
      pictures.put(file, Histogram.of(title, values, symbol, unit, digits));
    }
  }

  private double[] shells(ToDoubleFunction<ShellStatistics> figure) {
    return statistics.shells().stream().mapToDouble(figure).toArray();
  }

  private Chart byResolution(String title, String note, String label) {
    ShellStatistics overall = statistics.overall();
    double low = 1 / (overall.dMax() * overall.dMax());
    double high = 1 / (overall.dMin() * overall.dMin());
    return new Chart(title, note, RESOLUTION, label).across(new SpacingScale(low, high));
  }

  private String images() {
    long n = outcome.images().processed();
    return Figure.count(n) + (n == 1 ? " image" : " images");
  }

  /// CC½, CC* and CCanom against resolution.
  public Picture agreement() {
    double[] ccHalf = shells(ShellStatistics::ccHalf);
    double[] anomalous = shells(ShellStatistics::ccAnomalous);
    double lowest = 0;
    for (double value : ccHalf) {
      lowest = value < lowest ? value : lowest;
    }
    for (double value : anomalous) {
      lowest = value < lowest ? value : lowest;
    }
    Chart chart =
        byResolution(
                "Agreement of two half-sets",
                images() + ", split at random; overall CC½ " + three(statistics.overall().ccHalf()),
                "correlation coefficient")
            .up(LinearScale.of(Math.max(-1, lowest * 1.1), 1.02));
    if (lowest < 0) {
      chart.dashed("", ends(), new double[2], Ink.FAINT);
    }
    chart
        .curve("CC½", middle, ccHalf, Ink.BLUE)
        .points("", middle, ccHalf, Ink.BLUE)
        .dashed("CC*", middle, shells(ShellStatistics::ccStar), Ink.BLUE);
    if (Arrays.stream(anomalous).anyMatch(Double::isFinite)) {
      chart.curve("CCanom", middle, anomalous, Ink.RED).points("", middle, anomalous, Ink.RED);
    }
    return chart;
  }

  private double[] ends() {
    ShellStatistics overall = statistics.overall();
    return new double[] {
      1 / (overall.dMax() * overall.dMax()), 1 / (overall.dMin() * overall.dMin())
    };
  }

  private static String three(double value) {
    return Double.isNaN(value) ? "unknown" : Figure.number(value, 3);
  }

  /// Mean of I/σ(I) against resolution.
  public Picture signal() {
    double[] ratio = shells(ShellStatistics::signalToNoise);
    return byResolution(
            "Signal to noise",
            "overall " + three(statistics.overall().signalToNoise()),
            "⟨I / σ(I)⟩")
        .up(LinearScale.of(0, 1.06 * largest(ratio)))
        .curve("", middle, ratio, Ink.BLUE)
        .points("", middle, ratio, Ink.BLUE);
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).filter(Double::isFinite).max().orElse(1);
  }

  /// Share of reflections seen, and of Friedel pairs where mates are apart.
  public Picture completeness() {
    double[] all = shells(shell -> 100 * shell.completeness());
    double[] pairs = shells(shell -> 100 * shell.anomalousCompleteness());
    Chart chart =
        byResolution(
                "Completeness",
                Figure.count(statistics.overall().observed())
                    + " of "
                    + Figure.count(statistics.overall().possible())
                    + " unique reflections",
                "observed (%)")
            .up(LinearScale.of(0, 103))
            .curve("reflections", middle, all, Ink.BLUE)
            .points("", middle, all, Ink.BLUE);
    if (Arrays.stream(pairs).anyMatch(Double::isFinite)) {
      chart.curve("Friedel pairs", middle, pairs, Ink.RED).points("", middle, pairs, Ink.RED);
    }
    return chart;
  }

  /// Measurements per merged value against resolution.
  public Picture multiplicity() {
    double[] measurements = shells(ShellStatistics::multiplicity);
    return byResolution(
            "Multiplicity",
            Figure.count(statistics.overall().measurements())
                + " measurements"
                + (outcome.reflections().anomalous() ? ", F(+) and F(−) counted apart" : ""),
            "measurements per value")
        .up(LinearScale.of(0, 1.06 * largest(measurements)))
        .curve("", middle, measurements, Ink.BLUE)
        .points("", middle, measurements, Ink.BLUE);
  }

  /// Rsplit against resolution.
  public Picture rSplit() {
    double[] percent = shells(shell -> 100 * shell.rSplit());
    return byResolution(
            "Disagreement of two half-sets",
            "overall Rsplit " + three(100 * statistics.overall().rSplit()) + " %",
            "Rsplit (%)")
        .up(LinearScale.of(0, 1.06 * largest(percent)))
        .curve("", middle, percent, Ink.BLUE)
        .points("", middle, percent, Ink.BLUE);
  }

  /// Wilson plot with its line.
  public Picture wilson() {
    WilsonPlot plot = statistics.wilson();
    double[] x = plot.x();
    var chart =
        new Chart(
            "Wilson plot",
            Double.isNaN(plot.b())
                ? "too few reflections for B"
                : "B = " + Figure.number(plot.b(), 3) + "\u2009Å²",
            "1 / 4d² (Å⁻²)",
            "ln (⟨I⟩ / ⟨f²⟩)");
    if (x.length > 0 && !Double.isNaN(plot.b())) {
      double[] line = {plot.fittedFrom(), x[x.length - 1]};
      double[] y = {
        plot.lnScale() - 2 * plot.b() * line[0], plot.lnScale() - 2 * plot.b() * line[1]
      };
      chart.curve("fitted line", line, y, Ink.RED);
    }
    return chart.points("shells", x, plot.y(), Ink.BLUE);
  }

  private static List<Moment> moments(List<Moment> history, int pass) {
    return history.stream().filter(m -> m.pass() == pass && m.images() > 0).toList();
  }

  /// CC½ and CCanom against the number of images, in the last pass that shows them grow.
  public Picture convergence() {
    List<Moment> history = outcome.history();
    int last = history.isEmpty() ? 0 : history.getLast().pass();
    List<Moment> moments = moments(history, last);
    while (last > 1 && moments.size() < 3) {
      last--;
      moments = moments(history, last);
    }
    double[] images = moments.stream().mapToDouble(Moment::images).toArray();
    double[] ccHalf = column(moments, "ccHalf");
    double[] anomalous = column(moments, "ccAnom");
    double lowest = 0;
    for (int i = 0; i < images.length; i++) {
      lowest = ccHalf[i] < lowest ? ccHalf[i] : lowest;
      lowest = anomalous[i] < lowest ? anomalous[i] : lowest;
    }
    Chart chart =
        new Chart(
                "Convergence",
                "pass " + Math.max(1, last) + ", all reflections",
                "images",
                "correlation of half-sets")
            .logX()
            .up(LinearScale.of(Math.max(-1, 1.1 * lowest), 1.02));
    if (images.length > 0) {
      chart.across(LogScale.of(images[0] / 1.1, images[images.length - 1] * 1.1));
    }
    if (lowest < 0) {
      double[] across = {images[0] / 1.1, images[images.length - 1] * 1.1};
      chart.dashed("", across, new double[2], Ink.FAINT);
    }
    chart.curve("CC½", images, ccHalf, Ink.BLUE).points("", images, ccHalf, Ink.BLUE);
    if (Arrays.stream(anomalous).anyMatch(Double::isFinite)) {
      chart.curve("CCanom", images, anomalous, Ink.RED).points("", images, anomalous, Ink.RED);
    }
    return chart;
  }

  private static boolean measured(Moment moment) {
    return moment.values().keySet().stream().anyMatch(n -> n.startsWith(AnomalousHeights.PREFIX));
  }

  /// Height of the anomalous map at a model's scatterers against the number of images, in the
  /// first pass.
  public Picture heights() {
    List<Moment> moments =
        moments(outcome.history(), 1).stream().filter(MergingPictures::measured).toList();
    double[] images = moments.stream().mapToDouble(Moment::images).toArray();
    List<String> names =
        moments.isEmpty()
            ? List.of()
            : moments.getLast().values().keySet().stream()
                .filter(name -> name.startsWith(AnomalousHeights.PREFIX))
                .toList();
    double top = 1;
    for (String name : names) {
      top = Math.max(top, largest(column(moments, name)));
    }
    Chart chart =
        new Chart(
                "Anomalous map at known scatterers",
                "first pass",
                "images",
                "height (σ of the map)")
            .logX()
            .up(LinearScale.of(0, 1.08 * top));
    if (images.length > 0) {
      chart.across(LogScale.of(images[0] / 1.1, images[images.length - 1] * 1.1));
    }
    for (int n = 0; n < names.size(); n++) {
      // The strongest two are named; the others are drawn faintly.
      Colour ink = n == 0 ? Ink.RED : n == 1 ? Ink.BLUE : Ink.FAINT;
      String label =
          n < 2 ? names.get(n).substring(AnomalousHeights.PREFIX.length()) : n == 2 ? "others" : "";
      double[] height = column(moments, names.get(n));
      chart.curve(label, images, height, ink).points("", images, height, ink);
    }
    return chart;
  }

  private static double[] column(List<Moment> moments, String name) {
    return moments.stream()
        .mapToDouble(moment -> moment.values().getOrDefault(name, Double.NaN))
        .toArray();
  }
}

package org.everyshot.picture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.PairReader;
import org.everyshot.invariants.DegreeReport;
import org.everyshot.invariants.DiameterScan;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.invariants.ForetoldCorrelation;
import org.everyshot.invariants.Invariants;

/// The pictures of invariants, and of the correlation that they stand for.
public final class InvariantsPictures {
  /// Degrees whose curves are drawn, at most.
  private static final int CURVES = 7;

  private final ExtractedInvariants extracted;
  private final Invariants whole;
  private final double[] q;

  public InvariantsPictures(ExtractedInvariants extracted) {
    this.extracted = extracted;
    this.whole = extracted.whole();
    this.q = whole.radialPoints();
  }

  /// All of them by the names of their files, without ending, in the order in which to look at
  /// them.
  public Map<String, Picture> all(Correlation correlation) {
    var pictures = new LinkedHashMap<String, Picture>();
    pictures.put("curves", curves());
    pictures.put("spectra", spectra());
    pictures.put("halves", halves());
    pictures.put("filtered", filtered(correlation));
    DiameterScan scan = extracted.scan();
    if (scan != null) {
      pictures.put("diameter", diameter(scan));
    }
    return pictures;
  }

  /// B_l(q, q) with bands of error.
  Picture curves() {
    int[] degrees = whole.degrees();
    var chart =
        new Chart(
                "Invariants B_{l}(q, q)",
                "diameter " + Figure.number(extracted.diameterAngstrom(), 3) + " Å; bands: ± σ",
                Figure.Q,
                "B_{l}(q, q) (intensity²)")
            .across(Figure.over(q))
            .logY();
    int shown = Math.min(CURVES, degrees.length);
    double top = 0;
    double[] largest = new double[shown];
    for (int c = 0; c < shown; c++) {
      int i = shown == 1 ? 0 : Math.round(c * (degrees.length - 1f) / (shown - 1));
      double[] values = diagonal(whole.values(i));
      largest[c] = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
      top = Math.max(top, largest[c]);
      Colour colour = new Colour(ColourMap.SEQUENTIAL.rgb(0.1 + 0.65 * c / Math.max(1, shown - 1)));
      double[] sigma = whole.sigma(i);
      if (sigma != null) {
        double[] error = diagonal(sigma);
        double[] low = new double[q.length];
        double[] high = new double[q.length];
        for (int r = 0; r < q.length; r++) {
          low[r] = values[r] > 0 ? values[r] - error[r] : Double.NaN;
          high[r] = values[r] > 0 ? values[r] + error[r] : Double.NaN;
        }
        chart.band("", q, low, high, Ink.faded(colour, 0.5));
      }
      chart.curve("l = " + degrees[i], q, values, colour);
    }
    double last = largest.length == 0 ? 1 : positive(largest);
    return top > 0 ? chart.up(LogScale.of(Math.max(last * 1e-3, top * 1e-12), top * 3)) : chart;
  }

  private static double positive(double[] values) {
    return Arrays.stream(values).filter(value -> value > 0).min().orElse(1);
  }

  private double[] diagonal(double[] matrix) {
    double[] diagonal = new double[q.length];
    Arrays.setAll(diagonal, r -> matrix[r * q.length + r]);
    return diagonal;
  }

  /// Eigenvalues of each degree, kept or left out, with the noise floor.
  Picture spectra() {
    List<DegreeReport> reports = extracted.reports();
    int[] used = whole.degrees();
    int last = used.length == 0 ? 0 : used[used.length - 1];
    int count = reports.stream().mapToInt(report -> report.eigenvalues().length).sum();
    double[] keptX = filled(count);
    double[] keptY = filled(count);
    double[] leftX = filled(count);
    double[] leftY = filled(count);
    double[] degrees = new double[reports.size()];
    double[] floors = new double[reports.size()];
    int at = 0;
    double top = 0;
    for (int i = 0; i < reports.size(); i++) {
      DegreeReport report = reports.get(i);
      degrees[i] = report.degree();
      floors[i] = report.noiseFloor();
      double[] values = report.eigenvalues();
      for (int k = 0; k < values.length; k++) {
        boolean kept = k < report.rank() && report.degree() <= last;
        (kept ? keptX : leftX)[at] = report.degree();
        (kept ? keptY : leftY)[at] = values[k];
        top = Math.max(top, values[k]);
        at++;
      }
    }
    var chart =
        new Chart(
                "Eigenvalues of B_{l}",
                "each ring in units of its standard error",
                "degree l",
                "eigenvalue")
            .logY()
            .points("left out", leftX, leftY, Ink.FAINT)
            .points("kept", keptX, keptY, Ink.BLUE)
            .dashed("most negative eigenvalue", degrees, floors, Ink.RED);
    return top > 0 ? chart.up(LogScale.of(Math.min(0.1, top / 10), top * 3)) : chart;
  }

  private static double[] filled(int count) {
    double[] values = new double[count];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /// Agreement of the half-sets' B_l before any filter.
  Picture halves() {
    List<DegreeReport> reports = extracted.reports();
    double[] degrees = reports.stream().mapToDouble(DegreeReport::degree).toArray();
    double[] agreement = reports.stream().mapToDouble(DegreeReport::halfAgreement).toArray();
    return new Chart(
            "Agreement of the half-sets' B_{l}",
            "least squares alone, rings in units of their errors",
            "degree l",
            "correlation coefficient")
        .up(LinearScale.of(-0.2, 1.05))
        .dashed("", degrees, new double[degrees.length], Ink.FAINT)
        .curve("", degrees, agreement, Ink.BLUE)
        .points("half against half", degrees, agreement, Ink.BLUE);
  }

  /// Held-out χ² against the diameter.
  private Picture diameter(DiameterScan scan) {
    double[] x = scan.diameters();
    double[] y = scan.chiSquare();
    double[] error = scan.errors();
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      low[k] = y[k] - error[k];
      high[k] = y[k] + error[k];
    }
    double least = Arrays.stream(y).min().orElse(1);
    double most = Arrays.stream(y).max().orElse(2);
    double chosen = extracted.diameterAngstrom();
    return new Chart(
            "Held-out χ² against the diameter",
            "chosen " + Figure.number(chosen, 3) + " Å; band: ± error of the distance to the least",
            "diameter (Å)",
            "χ² per pair of rings")
        .logX()
        .logY()
        .band("", x, low, high, Ink.faded(Ink.BLUE, 0.5))
        .curve("one half foretold by the other", x, y, Ink.BLUE)
        .dashed(
            "chosen", new double[] {chosen, chosen}, new double[] {least / 2, most * 2}, Ink.RED);
  }

  /// C2(q, q, Δφ) as measured, left, and as the invariants foretell it, right.
  Picture filtered(Correlation correlation) {
    int azimuths = correlation.grid().azimuths();
    PairReader reader = correlation.reader();
    double[] mean = correlation.averageIntensity();
    double[] one = whole.averageIntensity();
    double[] raw = new double[q.length * azimuths];
    for (int r = 0; r < q.length; r++) {
      System.arraycopy(reader.c2(r, r), 0, raw, r * azimuths, azimuths);
    }
    double[] foretold =
        ForetoldCorrelation.diagonal(whole, extracted.wavelengthAngstrom(), azimuths);
    for (int i = 0; i < foretold.length; i++) {
      // The invariants are those of one particle; a shot shows as many as its mean is brighter.
      int r = i / azimuths;
      foretold[i] *= mean[r] / one[r];
    }
    CorrelationMap.Baseline level = CorrelationMap.Baseline.MEAN_OVER_ANGLE;
    double[] left = AngularPart.of(raw, azimuths, mean, mean, level);
    double[] right = AngularPart.of(foretold, azimuths, mean, mean, level);
    int columns = azimuths + 1;
    for (int r = 0; r < q.length; r++) {
      for (int k = azimuths / 2; k < columns; k++) {
        left[r * columns + k] = right[r * columns + k];
      }
    }
    double[] rows = HeatMap.edges(q);
    var colours =
        new ColourBar(ColourMap.DIVERGING, Limits.symmetric(left, 98), "(C₂ − ⟨C₂⟩_{Δφ}) / ⟨I⟩²");
    return new HeatMap(
        "C_{2}(q, q, Δφ): measured | from the invariants",
        Figure.shots(correlation.shots()) + "; left as measured, right Σ F_{l} B_{l}",
        new Axis(Figure.DELTA_PHI, LinearScale.degrees(-180, 180)),
        new Axis(Figure.Q, LinearScale.of(rows[0], rows[rows.length - 1])),
        AngularPart.edges(azimuths),
        rows,
        left,
        colours,
        "missing");
  }
}

package org.everyshot.merging;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.ResolutionShells;
import org.everyshot.crystal.UniqueReflections;

/// Fall of the mean intensity with resolution, against that of a protein at rest:
/// ln(⟨I/ε⟩ / ⟨f²⟩) = ln k − 2 B s² with s² = 1/4d².
///
/// ⟨f²⟩ is the mean over the atoms of an average protein, so k is the scale per atom of the
/// asymmetric unit. The line is fitted to 4 Å and beyond, where proteins follow it, or to the outer
/// half of the volume where the data do not reach 3.5 Å.
/// Source: Wilson, Nature 150, 152 (1942).
///
/// Arrays are parallel, one element per shell that holds reflections.
public final class WilsonPlot {
  private static final int SHELLS = 30;

  /// Least reflections for a shell to count.
  private static final int LEAST = 8;

  private final double[] x;
  private final double[] y;
  private final double from;
  private final double b;
  private final double lnScale;

  private WilsonPlot(double[] x, double[] y, double from, double b, double lnScale) {
    this.x = x;
    this.y = y;
    this.from = from;
    this.b = b;
    this.lnScale = lnScale;
  }

  /// The plot of merged intensities.
  public static WilsonPlot of(MergedReflections merged) {
    UniqueReflections unique = merged.unique();
    var shells = ResolutionShells.ofEqualVolume(largestSpacing(unique), unique.dMin(), SHELLS);
    double[] sum = new double[SHELLS];
    double[] squares = new double[SHELLS];
    int[] n = new int[SHELLS];
    for (int slot = 0; slot < merged.slots(); slot++) {
      int row = slot >> 1;
      double intensity = merged.intensity()[slot];
      int shell = shells.shell(unique.inverseSquareSpacing(row));
      if (shell >= 0 && Double.isFinite(intensity)) {
        double s2 = unique.inverseSquareSpacing(row) / 4;
        sum[shell] += intensity / unique.epsilon(row) / meanSquareScattering(s2);
        squares[shell] += s2;
        n[shell]++;
      }
    }
    double limit = unique.dMin() < 3.5 ? 4 : Math.cbrt(2) * unique.dMin();
    List<double[]> all = new ArrayList<>();
    List<double[]> fitted = new ArrayList<>();
    for (int shell = 0; shell < SHELLS; shell++) {
      if (n[shell] >= LEAST && sum[shell] > 0) {
        double s2 = squares[shell] / n[shell];
        double[] point = {s2, Math.log(sum[shell] / n[shell]), n[shell]};
        all.add(point);
        if (s2 >= 0.25 / (limit * limit)) {
          fitted.add(point);
        }
      }
    }
    Line line = Line.through(fitted);
    return new WilsonPlot(
        all.stream().mapToDouble(point -> point[0]).toArray(),
        all.stream().mapToDouble(point -> point[1]).toArray(),
        0.25 / (limit * limit),
        line == null ? Double.NaN : -line.slope() / 2,
        line == null ? Double.NaN : line.intercept());
  }

  static double largestSpacing(UniqueReflections unique) {
    double least = Double.POSITIVE_INFINITY;
    for (int row = 0; row < unique.count(); row++) {
      least = Math.min(least, unique.inverseSquareSpacing(row));
    }
    return 1 / Math.sqrt(least) * (1 + 1e-9);
  }

  /// s² = 1/4d² of each shell, Å⁻².
  public double[] x() {
    return x.clone();
  }

  /// ln(⟨I/ε⟩ / ⟨f²⟩) of each shell.
  public double[] y() {
    return y.clone();
  }

  /// The s² from which on the line was fitted, Å⁻².
  public double fittedFrom() {
    return from;
  }

  /// B, Å²; NaN where the data do not tell it.
  public double b() {
    return b;
  }

  /// ln k; NaN where the data do not tell it.
  public double lnScale() {
    return lnScale;
  }

  /// Coefficients a₁ b₁ … a₄ b₄ c of f₀(s) = Σ a exp(−b s²) + c: carbon, nitrogen, oxygen.
  /// Source: International Tables for Crystallography C, table 6.1.1.4.
  private static final double[][] FORM = {
    {2.31, 20.8439, 1.02, 10.2075, 1.5886, 0.5687, 0.865, 51.6512, 0.2156},
    {12.2126, 0.0057, 3.1322, 9.8933, 2.0125, 28.9975, 1.1663, 0.5826, -11.529},
    {3.0485, 13.2771, 2.2868, 5.7011, 1.5463, 0.3239, 0.867, 32.9089, 0.2508},
  };

  /// Shares of these elements among the atoms of proteins, hydrogen and sulphur left out.
  private static final double[] SHARE = {0.635, 0.175, 0.19};

  /// Mean of f₀² over the atoms of an average protein.
  ///
  /// @param s2 (sin θ / λ)², Å⁻²
  static double meanSquareScattering(double s2) {
    double mean = 0;
    for (int element = 0; element < FORM.length; element++) {
      double[] form = FORM[element];
      double f = form[8];
      for (int i = 0; i < 8; i += 2) {
        f += form[i] * Math.exp(-form[i + 1] * s2);
      }
      mean += SHARE[element] * f * f;
    }
    return mean;
  }
}

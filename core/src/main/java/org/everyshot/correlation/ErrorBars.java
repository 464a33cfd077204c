package org.everyshot.correlation;

import java.util.Arrays;
import java.util.List;
import org.everyshot.engine.Team;
import org.everyshot.kernel.Harmonics;

/// Standard errors from leaving out one block after another; NaN where there are fewer than two.
///
/// Arrays belong to the object and are not to be changed.
///
/// @param c2 σ of C(p, q, Δ), p ≤ q, `[p][(q − p) · azimuths + Δ]`
/// @param intensity σ of the mean intensity, `[ring]`
@SuppressWarnings("ArrayRecordComponent")
public record ErrorBars(float[][] c2, double[] intensity) {

  /// @param blocks those that have shots
  /// @param halves the same shots
  static ErrorBars of(
      List<BlockSums> blocks,
      List<HalfSums> halves,
      Harmonics harmonics,
      int rings,
      CorrelationSettings settings,
      Team team) {
    float[][] c2 = new float[rings][];
    for (int p = 0; p < rings; p++) {
      c2[p] = new float[Math.multiplyExact(rings - p, harmonics.azimuths())];
    }
    if (blocks.stream().filter(block -> block.correlated() > 0).count() < 2) {
      for (float[] column : c2) {
        Arrays.fill(column, Float.NaN);
      }
    } else if (Part.plain(settings, blocks)) {
      new BlockScatter(blocks, halves, harmonics, rings, settings).write(c2, team);
    } else {
      leaveOut(blocks, harmonics, rings, settings, team, c2);
    }
    double[] intensity = new double[rings];
    for (int q = 0; q < rings; q++) {
      intensity[q] = intensity(blocks, q);
    }
    return new ErrorBars(c2, intensity);
  }

  /// Evaluates every pair without each block in turn: good for any masks and corrections.
  static void leaveOut(
      List<BlockSums> blocks,
      Harmonics harmonics,
      int rings,
      CorrelationSettings settings,
      Team team,
      float[][] c2) {
    var evaluators = new PairEvaluator[team.size()];
    team.forEach(
        rings,
        (p, member) -> {
          PairEvaluator evaluator = evaluators[member];
          if (evaluator == null) {
            evaluator = new PairEvaluator(harmonics, rings, rings, settings, blocks);
            evaluators[member] = evaluator;
          }
          column(evaluator, p, rings, c2[p]);
        });
  }

  private static void column(PairEvaluator evaluator, int p, int rings, float[] out) {
    int azimuths = evaluator.azimuths();
    int parts = evaluator.parts();
    double[] all = new double[azimuths];
    double[][] without = new double[parts][azimuths];
    double[][] counts = new double[parts][];
    double[][] scratch = new double[2][azimuths];
    double[] sigmas = new double[azimuths];
    evaluator.column(p, p, rings - p);
    for (int q = p; q < rings; q++) {
      evaluator.pair(q);
      evaluator.leaveOneOut(all, without);
      for (int b = 0; b < parts; b++) {
        counts[b] = evaluator.counts(b);
      }
      if (allPositive(counts)) {
        Jackknife.sigmas(all, without, counts, scratch, sigmas);
      } else {
        sigmas(all, without, counts, sigmas);
      }
      for (int d = 0; d < azimuths; d++) {
        out[(q - p) * azimuths + d] = (float) sigmas[d];
      }
    }
  }

  private static boolean allPositive(double[][] counts) {
    double least = Double.POSITIVE_INFINITY;
    for (double[] some : counts) {
      for (double count : some) {
        least = Math.min(least, count);
      }
    }
    return least > 0;
  }

  private static void sigmas(double[] all, double[][] without, double[][] counts, double[] sigmas) {
    double[] left = new double[counts.length];
    double[] weights = new double[counts.length];
    for (int d = 0; d < sigmas.length; d++) {
      for (int b = 0; b < counts.length; b++) {
        left[b] = without[b][d];
        weights[b] = counts[b][d];
      }
      sigmas[d] = Jackknife.sigma(all[d], left, weights);
    }
  }

  private static double intensity(List<? extends Part> blocks, int q) {
    double sum = 0;
    double bins = 0;
    for (Part block : blocks) {
      sum += block.ringSum(q);
      bins += block.ringBins(q);
    }
    double[] without = new double[blocks.size()];
    double[] weights = new double[blocks.size()];
    for (int b = 0; b < without.length; b++) {
      Part block = blocks.get(b);
      without[b] = (sum - block.ringSum(q)) / (bins - block.ringBins(q));
      weights[b] = block.ringBins(q);
    }
    return Jackknife.sigma(sum / bins, without, weights);
  }

  /// Errors of what two independent sets of shots say together, each with the weight of its counts:
  /// σ² = (m₁² σ₁² + m₂² σ₂²)/(m₁ + m₂)².
  static ErrorBars together(Correlation one, Correlation other) {
    int rings = one.grid().rings();
    int azimuths = one.grid().azimuths();
    PairReader reader = one.reader();
    PairReader otherReader = other.reader();
    float[][] c2 = new float[rings][];
    double[] intensity = new double[rings];
    for (int p = 0; p < rings; p++) {
      c2[p] = new float[(rings - p) * azimuths];
      for (int q = p; q < rings; q++) {
        double[] m = reader.pairCounts(p, q);
        double[] otherM = otherReader.pairCounts(p, q);
        for (int d = 0; d < azimuths; d++) {
          int at = (q - p) * azimuths + d;
          double a = one.errors().c2[p][at];
          c2[p][at] = (float) together(m[d], a, otherM[d], other.errors().c2[p][at]);
        }
      }
      double bins = (double) one.half(0).ringBins(p) + one.half(1).ringBins(p);
      double otherBins = (double) other.half(0).ringBins(p) + other.half(1).ringBins(p);
      intensity[p] =
          together(bins, one.errors().intensity[p], otherBins, other.errors().intensity[p]);
    }
    return new ErrorBars(c2, intensity);
  }

  private static double together(double m1, double sigma1, double m2, double sigma2) {
    double a = m1 == 0 ? 0 : m1 * sigma1;
    double b = m2 == 0 ? 0 : m2 * sigma2;
    return Math.sqrt(a * a + b * b) / (m1 + m2);
  }
}

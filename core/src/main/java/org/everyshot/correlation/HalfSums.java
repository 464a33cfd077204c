package org.everyshot.correlation;

import java.util.Arrays;
import java.util.List;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Team;
import org.everyshot.kernel.Harmonics;
import org.everyshot.kernel.Triangle;
import org.jspecify.annotations.Nullable;

/// The sums of one half-set, as a result shows them and a file keeps them; see [Part].
///
/// Arrays belong to the object and are not to be changed.
///
/// @param shots number of shots
/// @param correlated number of shots whose products are in the numerators
/// @param re real parts of the numerators, `[harmonic][pair]`, pairs as in a `Triangle`
/// @param im imaginary parts; no rows where the numerators are real
/// @param variance photon variance Σ_j Σ_φ var I_j(q, φ), `[ring]`
/// @param pairs M(p, q, Δ), whole numbers, `[p][(q − p) · azimuths + Δ]`; null where every shot has
///   every bin
/// @param bins number of shots in which each bin was valid, `[ring · azimuths + azimuth]`
/// @param meanRe Σ_j A_n,j(q), `[harmonic][ring]`; no rows where not asked for
/// @param meanIm its imaginary part
/// @param ringSum Σ over shots and valid bins, `[ring]`
/// @param ringSquares Σ over shots of the square of the ring's mean, `[ring]`
/// @param ringBins number of valid bins summed, `[ring]`
/// @param ringShots number of shots with a valid bin, `[ring]`
@SuppressWarnings("ArrayRecordComponent")
public record HalfSums(
    long shots,
    long correlated,
    double[][] re,
    double[][] im,
    double[] variance,
    double @Nullable [][] pairs,
    double[] bins,
    double[][] meanRe,
    double[][] meanIm,
    double[] ringSum,
    double[] ringSquares,
    long[] ringBins,
    long[] ringShots)
    implements Part {

  /// Adds up the blocks of a half-set, in their order.
  static HalfSums of(
      List<BlockSums> parts,
      Harmonics harmonics,
      PolarGrid grid,
      CorrelationSettings settings,
      Team team) {
    int rings = grid.rings();
    int count = harmonics.count();
    int size = Triangle.size(rings);
    double[][] re = new double[count][size];
    double[][] im = new double[settings.isotropic() ? 0 : count][size];
    double[][] meanRe = new double[settings.inter() ? count : 0][rings];
    double[][] meanIm = new double[settings.inter() ? count : 0][rings];
    team.forEach(
        count,
        (k, member) -> {
          for (BlockSums part : parts) {
            part.addAllNumerators(k, re[k], im.length == 0 ? re[k] : im[k]);
            for (int q = 0; q < rings && meanRe.length > 0; q++) {
              meanRe[k][q] += part.meanRe(k, q);
              meanIm[k][q] += part.meanIm(k, q);
            }
          }
        });
    double[] variance = new double[rings];
    double[] ringSum = new double[rings];
    double[] ringSquares = new double[rings];
    long[] ringBins = new long[rings];
    long[] ringShots = new long[rings];
    long shots = 0;
    long correlated = 0;
    for (BlockSums part : parts) {
      shots += part.shots();
      correlated += part.correlated();
      for (int q = 0; q < rings; q++) {
        variance[q] += part.variance(q);
        ringSum[q] += part.ringSum(q);
        ringSquares[q] += part.ringSquares(q);
        ringBins[q] += part.ringBins(q);
        ringShots[q] += part.ringShots(q);
      }
    }
    boolean complete = parts.stream().allMatch(Part::complete);
    return new HalfSums(
        shots,
        correlated,
        re,
        im,
        variance,
        complete ? null : pairs(parts, grid, team),
        bins(parts, grid),
        meanRe,
        meanIm,
        ringSum,
        ringSquares,
        ringBins,
        ringShots);
  }

  private static double[][] pairs(List<? extends Part> parts, PolarGrid grid, Team team) {
    int rings = grid.rings();
    int azimuths = grid.azimuths();
    double[][] pairs = new double[rings][];
    team.forEach(
        rings,
        (p, member) -> {
          var products = new MaskProducts(azimuths);
          double[] sum = new double[azimuths];
          pairs[p] = new double[(rings - p) * azimuths];
          for (int q = p; q < rings; q++) {
            Arrays.fill(sum, 0);
            for (Part part : parts) {
              part.addPairs(p, q, products, sum);
            }
            System.arraycopy(sum, 0, pairs[p], (q - p) * azimuths, azimuths);
          }
        });
    return pairs;
  }

  private static double[] bins(List<? extends Part> parts, PolarGrid grid) {
    double[] bins = new double[grid.size()];
    for (Part part : parts) {
      double[] more = part.binCounts();
      for (int i = 0; i < bins.length; i++) {
        bins[i] += more[i];
      }
    }
    return bins;
  }

  /// The sums of two sets of shots.
  HalfSums plus(HalfSums other, PolarGrid grid) {
    int rings = grid.rings();
    double[][] sumRe = sum(re, other.re);
    double[][] sumIm = sum(im, other.im);
    boolean complete = complete() && other.complete();
    long[] sumBins = new long[rings];
    long[] sumShots = new long[rings];
    for (int q = 0; q < rings; q++) {
      sumBins[q] = ringBins[q] + other.ringBins[q];
      sumShots[q] = ringShots[q] + other.ringShots[q];
    }
    List<HalfSums> both = List.of(this, other);
    try (var alone = new Team(1)) {
      return new HalfSums(
          shots + other.shots,
          correlated + other.correlated,
          sumRe,
          sumIm,
          sum(variance, other.variance),
          complete ? null : pairs(both, grid, alone),
          bins(both, grid),
          sum(meanRe, other.meanRe),
          sum(meanIm, other.meanIm),
          sum(ringSum, other.ringSum),
          sum(ringSquares, other.ringSquares),
          sumBins,
          sumShots);
    }
  }

  private static double[][] sum(double[][] a, double[][] b) {
    double[][] sum = new double[a.length][];
    for (int i = 0; i < a.length; i++) {
      sum[i] = sum(a[i], b[i]);
    }
    return sum;
  }

  private static double[] sum(double[] a, double[] b) {
    double[] sum = a.clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += b[i];
    }
    return sum;
  }

  private int rings() {
    return ringBins.length;
  }

  @Override
  public void numerators(int k, int p, int from, int count, double[] outRe, double[] outIm) {
    int at = Triangle.index(rings(), from, p);
    System.arraycopy(re[k], at, outRe, 0, count);
    if (im.length > 0) {
      System.arraycopy(im[k], at, outIm, 0, count);
    }
  }

  @Override
  public void diagonal(int k, double[] out) {
    for (int q = 0; q < rings(); q++) {
      out[q] = re[k][Triangle.index(rings(), q, q)];
    }
  }

  @Override
  public double variance(int q) {
    return variance[q];
  }

  @Override
  public boolean complete() {
    return pairs == null;
  }

  @Override
  public void addPairs(int p, int q, MaskProducts products, double[] out) {
    for (int d = 0; d < out.length; d++) {
      out[d] +=
          pairs == null ? (double) correlated * out.length : pairs[p][(q - p) * out.length + d];
    }
  }

  @Override
  public double meanRe(int k, int q) {
    return meanRe[k][q];
  }

  @Override
  public double meanIm(int k, int q) {
    return meanIm[k][q];
  }

  @Override
  public double[] binCounts() {
    return bins.clone();
  }

  @Override
  public double ringSum(int q) {
    return ringSum[q];
  }

  @Override
  public double ringSquares(int q) {
    return ringSquares[q];
  }

  @Override
  public long ringBins(int q) {
    return ringBins[q];
  }

  @Override
  public long ringShots(int q) {
    return ringShots[q];
  }
}

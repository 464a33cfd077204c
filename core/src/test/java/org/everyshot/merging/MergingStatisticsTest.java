package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.junit.jupiter.api.Test;

class MergingStatisticsTest {
  private static final UniqueReflections UNIQUE =
      UniqueReflections.of(SpaceGroup.of("P 1"), new UnitCell(10, 11, 12, 90, 90, 90), 2);

  /// Intensities of a half-set, made up of sines of the index.
  private static double madeUp(int h, int k, int l, int half, int sign) {
    double base = 60 + 50 * Math.sin(1.7 * h + 2.3 * k + 3.1 * l);
    double anomalous = 4 * Math.sin(0.9 * h - 1.1 * k + 0.7 * l) * sign;
    return base + anomalous + 6 * Math.sin(5.3 * h + 4.1 * k + 6.7 * l + 2 * half + 3 * sign);
  }

  private static MergedReflections madeUp() {
    int slots = 2 * UNIQUE.count();
    float[][] half = new float[2][slots];
    float[] merged = new float[slots];
    for (int slot = 0; slot < slots; slot++) {
      int row = slot >> 1;
      int sign = (slot & 1) == 0 ? 1 : -1;
      // Rows hold one mate of each Friedel pair; take the one with the sign of the computation.
      int h = UNIQUE.h(row);
      int k = UNIQUE.k(row);
      int l = UNIQUE.l(row);
      boolean upper = l > 0 || (l == 0 && (h > 0 || (h == 0 && k > 0)));
      assertTrue(upper, "asymmetric unit of P 1");
      double off = 1.3 * Math.exp(-0.5 * 2 * UNIQUE.inverseSquareSpacing(row));
      half[0][slot] = (float) madeUp(h, k, l, 0, sign);
      half[1][slot] = (float) (madeUp(h, k, l, 1, sign) / off);
      merged[slot] = 1.1f * half[0][slot];
    }
    int[] count = new int[slots];
    Arrays.fill(count, 3);
    return new MergedReflections.Builder(UNIQUE, true)
        .intensities(merged, filled(slots, 2.5f))
        .counts(count)
        .half(0, half[0], filled(slots, 5))
        .half(1, half[1], filled(slots, 0))
        .build();
  }

  private static float[] filled(int length, float value) {
    float[] column = new float[length];
    Arrays.fill(column, value);
    return column;
  }

  /// CC½, CC*, Rsplit, CCanom, CRDano, ⟨I/σ⟩, within 1 σ, ⟨I⟩ and reflections, overall and in four
  /// shells: by NumPy from the same sines, enumerated, scaled and binned by code of its own.
  private static final double[][] NUMPY = {
    {
      0.9795432210,
      0.9948195361,
      0.0755667115,
      0.9403540329,
      5.7035632504,
      26.5728884708,
      0.3274853801,
      66.4322211770,
      342
    },
    {
      0.9813185679,
      0.9952744407,
      0.0734837968,
      0.9373305617,
      5.5586078740,
      26.9611071854,
      0.3554216867,
      67.4027679636,
      83
    },
    {
      0.9774578469,
      0.9942838821,
      0.0798883805,
      0.9432234491,
      5.9682248192,
      26.0517014955,
      0.2840909091,
      65.1292538687,
      88
    },
    {
      0.9808729849,
      0.9951603633,
      0.0759037358,
      0.9352281251,
      5.3933393230,
      25.7387206160,
      0.3555555556,
      64.3468015399,
      90
    },
    {
      0.9783827985,
      0.9945216422,
      0.0728784426,
      0.9423303057,
      5.9250929935,
      27.6681651060,
      0.3148148148,
      69.1704127651,
      81
    },
  };

  @Test
  void figuresOfMeritAreThoseOfNumpy() {
    MergingStatistics statistics = MergingStatistics.of(madeUp(), 4);
    for (int s = -1; s < 4; s++) {
      double[] numpy = NUMPY[s + 1];
      ShellStatistics shell = s < 0 ? statistics.overall() : statistics.shells().get(s);
      String what = s < 0 ? "overall" : "shell " + s;
      double[] ours = {
        shell.ccHalf(),
        shell.ccStar(),
        shell.rSplit(),
        shell.ccAnomalous(),
        shell.crdAnomalous(),
        shell.signalToNoise(),
        shell.withinOneSigma(),
        shell.meanIntensity(),
        shell.possible()
      };
      for (int i = 0; i < ours.length; i++) {
        // Single precision of the columns: 6·10⁻⁸ of each intensity, more in differences.
        assertEquals(numpy[i], ours[i], 3e-6 * Math.abs(numpy[i]), what + ", figure " + i);
      }
      assertEquals(1, shell.completeness());
      assertEquals(1, shell.anomalousCompleteness());
      assertEquals(3, shell.multiplicity());
    }
  }

  @Test
  void halvesThatDifferInScaleAndBAloneAgreeFully() {
    MergedReflections made = madeUp();
    float[] first = made.halfIntensity(0);
    float[] second = new float[first.length];
    for (int slot = 0; slot < first.length; slot++) {
      double off = 0.7 * Math.exp(-0.5 * 3 * UNIQUE.inverseSquareSpacing(slot >> 1));
      second[slot] = (float) (first[slot] / off);
    }
    // The scale is fitted to shell means, which within a shell fall unlike single intensities.
    var same = new MergedReflections.Builder(UNIQUE, true).half(0, first, first);
    ShellStatistics overall =
        MergingStatistics.of(same.half(1, second, second).build(), 20).overall();
    assertTrue(overall.rSplit() < 0.01, "Rsplit " + overall.rSplit());
    assertTrue(overall.ccHalf() > 0.9995, "CC½ " + overall.ccHalf());
    assertTrue(overall.ccAnomalous() > 0.9995, "CCanom " + overall.ccAnomalous());
  }

  @Test
  void whatIsMissingCountsAsMissing() {
    int slots = 2 * UNIQUE.count();
    float[] intensity = filled(slots, 7);
    for (int row = 0; row < UNIQUE.count(); row += 2) {
      intensity[2 * row + 1] = Float.NaN;
      if (row % 4 == 0) {
        intensity[2 * row] = Float.NaN;
      }
    }
    var merged =
        new MergedReflections.Builder(UNIQUE, true)
            .intensities(intensity, filled(slots, 1))
            .counts(new int[slots])
            .build();
    ShellStatistics overall = MergingStatistics.of(merged).overall();
    int rows = UNIQUE.count();
    assertEquals(rows - (rows + 3) / 4, overall.observed());
    assertEquals(rows / 2, (int) Math.round(overall.anomalousCompleteness() * rows));
    assertTrue(Double.isNaN(overall.ccHalf()), "no halves, no CC½");
    assertTrue(Double.isNaN(overall.rSplit()), "no halves, no Rsplit");
  }

  @Test
  void ccStarIsTheClosedFormOfCcHalf() {
    assertEquals(1, ShellTally.star(1));
    assertEquals(Math.sqrt(2.0 / 3), ShellTally.star(0.5), 1e-15);
    assertTrue(Double.isNaN(ShellTally.star(-0.2)));
  }

  @Test
  void theWilsonPlotGivesTheBThatWasPutIn() {
    var unique =
        UniqueReflections.of(SpaceGroup.of("P 21 21 21"), new UnitCell(50, 60, 70, 90, 90, 90), 2);
    float[] intensity = new float[2 * unique.count()];
    for (int slot = 0; slot < intensity.length; slot++) {
      double s2 = unique.inverseSquareSpacing(slot >> 1) / 4;
      double mean = 5 * WilsonPlot.meanSquareScattering(s2) * Math.exp(-2 * 23 * s2);
      intensity[slot] = (float) (mean * unique.epsilon(slot >> 1));
    }
    var merged =
        new MergedReflections.Builder(unique, true).intensities(intensity, intensity).build();
    WilsonPlot plot = WilsonPlot.of(merged);
    // The mean of an exponential over a shell is not the exponential at its mean: 1 % of B.
    assertEquals(23, plot.b(), 0.2);
    assertEquals(Math.log(5), plot.lnScale(), 0.05);
  }

  @Test
  void scatteringFallsFromTheMeanSquareOfAtomicNumbers() {
    // 0.635·6² + 0.175·7² + 0.19·8² = 43.6; the tables' f₀(0) are Z within 0.01.
    assertEquals(43.6, WilsonPlot.meanSquareScattering(0), 0.1);
    assertTrue(WilsonPlot.meanSquareScattering(0.1) < 15);
  }
}

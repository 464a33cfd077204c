package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleKernelTest {
  private static final SampleKernel[] BOTH = {new ScalarSampleKernel(), new VectorSampleKernel()};

  /// SciPy 1.11, `scipy.stats.norm.ppf`.
  @ParameterizedTest
  @CsvSource({
    "1e-300, -37.0470962993612",
    "1e-12, -7.034483825301131",
    "2.9802322387695312e-08, -5.419983174916869",
    "0.01, -2.3263478740408408",
    "0.0749, -1.4402382675279635",
    "0.0751, -1.4388253927525403",
    "0.5, 0",
    "0.925, 1.4395314709384563",
    "0.9999, 3.719016485455709"
  })
  void quantilesAreThoseOfTheNormalDistribution(double p, double expected) {
    for (SampleKernel kernel : BOTH) {
      double[] x = new double[1];
      kernel.quantile(new double[] {p}, x, 1);
      assertEquals(expected, x[0], 1e-13 * (1 + Math.abs(expected)));
    }
  }

  /// Around whole vectors, with far tails among the rest.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 50})
  void bothKernelsAgreeToTheLastPlaces(int count) {
    var random = new Random(count);
    double[] p = random.doubles(count, 1e-9, 1 - 1e-9).toArray();
    if (count > 7) {
      p[3] = 1e-14;
      p[5] = 1 - 1e-13;
    }
    double[][] x = new double[2][count];
    double[][] y = new double[2][count];
    for (int k = 0; k < 2; k++) {
      BOTH[k].quantile(p, x[k], count);
      BOTH[k].exp(x[0], 0.3, 40, y[k], count);
    }
    assertArrayEquals(x[0], x[1], 1e-13);
    for (int i = 0; i < count; i++) {
      assertEquals(1, y[1][i] / y[0][i], 1e-13);
    }
  }

  /// A value's bits do not depend on where it is in the array.
  @Test
  void placesDoNotMatter() {
    double[] p = new Random(1).doubles(33, 1e-6, 1).toArray();
    var kernel = new VectorSampleKernel();
    double[] whole = new double[33];
    kernel.quantile(p, whole, 33);
    for (int i = 0; i < 33; i++) {
      double[] one = {p[i]};
      kernel.quantile(one, one, 1);
      assertEquals(whole[i], one[0]);
    }
  }

  /// The sums are those of the definition, term by term.
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 50})
  void sumsOfSamplesAgree(int count) {
    var random = new Random(3);
    double[][] columns = new double[4][count];
    for (int i = 0; i < count; i++) {
      columns[0][i] = random.nextGaussian();
      columns[1][i] = random.nextGaussian();
      columns[2][i] = Math.exp(0.5 * columns[1][i]);
      columns[3][i] = random.nextDouble();
    }
    double[][] found = new double[2][];
    for (int k = 0; k < 2; k++) {
      var sums = new SampleKernel.Sums();
      sums.mu = 1.1;
      sums.sigma = 0.3;
      sums.least = 1e-3;
      sums.alpha = -1.1 / 0.3;
      sums.intensity = 1.7;
      sums.perVariance = 2.5;
      sums.weight = 0.8;
      sums.rise = 1;
      sums.fall = 2;
      BOTH[k].sum(columns[0], columns[1], columns[2], columns[3], count, sums);
      found[k] =
          new double[] {
            sums.squares,
            sums.pull,
            sums.pullOfNormal,
            sums.amplitudes,
            sums.logs,
            sums.deviates,
            sums.squareDeviates,
            sums.alongMu,
            sums.alongSigma
          };
    }
    assertArrayEquals(found[0], found[1], 1e-9);
  }
}

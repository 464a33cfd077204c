package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The scalar reference against the defining sums.
class ScalarKernelTest {
  private final CorrelationKernel kernel = new ScalarKernel();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 100, 255, 256, 257})
  void harmonicsAreTheDefiningSumForAnyAzimuthCount(int azimuths) {
    int rings = 17;
    double[] images = Naive.images(1, 3, rings, azimuths);
    int[] starts = Naive.starts(3, rings * azimuths);
    var layout = new PlaneLayout(Harmonics.all(azimuths), rings, 5);
    var single = new SinglePlanes(layout);
    var twice = new DoublePlanes(layout);
    kernel.fourier(Naive.single(images), starts, 1, 2, single, 3);
    kernel.fourier(images, starts, 1, 2, twice, 3);
    for (int k = 0; k <= azimuths / 2; k++) {
      for (int i = 0; i < 2; i++) {
        for (int q = 0; q < rings; q++) {
          double[] a = Naive.harmonic(images, starts[1 + i] + q * azimuths, azimuths, k);
          int at = twice.index(k, 3 + i, q);
          assertEquals(a[0], twice.re()[at], 1e-14);
          assertEquals(a[1], twice.im()[at], 1e-14);
          // Rounding of values of about 1 to 24 bits.
          at = single.index(k, 3 + i, q);
          assertEquals(a[0], single.re()[at], 1e-7);
          assertEquals(a[1], single.im()[at], 1e-7);
        }
      }
    }
  }

  @Test
  void aCosineOfPhaseHasOneHarmonicOfThatPhase() {
    // cos(3φ − 0.4) has A_3 = e^{−0.4i}/2.
    double[] image = new double[20];
    for (int j = 0; j < 20; j++) {
      image[j] = Math.cos(3 * 2 * Math.PI * j / 20 - 0.4);
    }
    var planes = new DoublePlanes(new PlaneLayout(Harmonics.all(20), 1, 1));
    kernel.fourier(image, new int[] {0}, 0, 1, planes, 0);
    for (int k = 0; k <= 10; k++) {
      assertEquals(k == 3 ? Math.cos(0.4) / 2 : 0, planes.re()[planes.index(k, 0, 0)], 1e-15);
      assertEquals(k == 3 ? -Math.sin(0.4) / 2 : 0, planes.im()[planes.index(k, 0, 0)], 1e-15);
    }
  }

  @Test
  void productsAreTheDefiningSumWithWeightsOfAnySign() {
    int rings = 19;
    int count = 600;
    var layout = new PlaneLayout(Harmonics.even(8), rings, count);
    var twice = new DoublePlanes(layout);
    var single = new SinglePlanes(layout);
    double[] images = Naive.images(2, count, rings, 8);
    kernel.fourier(images, Naive.starts(count, rings * 8), 0, count, twice, 0);
    kernel.fourier(Naive.single(images), Naive.starts(count, rings * 8), 0, count, single, 0);
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      weights[i] = i % 5 - 1.5;
    }
    double[] re = new double[Triangle.size(rings)];
    double[] im = new double[Triangle.size(rings)];
    double[] singleRe = new double[Triangle.size(rings)];
    double[] singleIm = new double[Triangle.size(rings)];
    kernel.update(twice, 1, 7, count, weights, re, im);
    kernel.update(single, 1, 7, count, Naive.single(weights), singleRe, singleIm);
    for (int p = 0; p < rings; p++) {
      for (int q = p; q < rings; q++) {
        double sumRe = 0;
        double sumIm = 0;
        for (int i = 7; i < count; i++) {
          double[] a = Naive.harmonic(images, (i * rings + q) * 8, 8, 2);
          double[] b = Naive.harmonic(images, (i * rings + p) * 8, 8, 2);
          sumRe += weights[i] * (a[0] * b[0] + a[1] * b[1]);
          sumIm += weights[i] * (a[1] * b[0] - a[0] * b[1]);
        }
        int at = Triangle.index(rings, q, p);
        assertEquals(sumRe, re[at], 1e-13);
        assertEquals(sumIm, im[at], 1e-13);
        // 600 products of up to 0.05: sums of about 1 to 24 bits, over three chains.
        assertEquals(sumRe, singleRe[at], 3e-6);
        assertEquals(sumIm, singleIm[at], 3e-6);
      }
    }
  }

  @Test
  void updateAddsAndTakesTheRealPartAlone() {
    var planes = new DoublePlanes(new PlaneLayout(Harmonics.all(4), 2, 1));
    kernel.fourier(new double[] {1, 2, 3, 4, 4, 3, 1, 0}, new int[] {0}, 0, 1, planes, 0);
    double[] re = {1, 1, 1};
    kernel.update(planes, 0, 0, 1, null, re, null);
    // Means 2.5 and 2.
    assertArrayEquals(new double[] {1 + 6.25, 1 + 5, 1 + 4}, re, 1e-15);
  }

  @Test
  void sizesThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Harmonics(8, 5, 1));
    assertThrows(
        IllegalArgumentException.class, () -> new PlaneLayout(Harmonics.all(4096), 1024, 2048));
    assertEquals(3, new Harmonics(8, 3, 1).highest());
    assertEquals(2, new Harmonics(8, 3, 2).highest());
  }
}

package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 30, 31, 36, 60, 64, 97, 100, 180, 256, 360})
  void equalsTheDefiningSumAndComesBack(int n) {
    var random = new Random(n);
    double[] re = random.doubles(n, -1, 1).toArray();
    double[] im = random.doubles(n, -1, 1).toArray();
    double[] xRe = re.clone();
    double[] xIm = im.clone();
    var fourier = new Fourier(n);
    fourier.forward(xRe, xIm);
    for (int k = 0; k < n; k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int j = 0; j < n; j++) {
        double angle = -2 * Math.PI * ((long) j * k % n) / n;
        sumRe += re[j] * Math.cos(angle) - im[j] * Math.sin(angle);
        sumIm += re[j] * Math.sin(angle) + im[j] * Math.cos(angle);
      }
      assertEquals(sumRe, xRe[k], 1e-13 * n);
      assertEquals(sumIm, xIm[k], 1e-13 * n);
    }
    fourier.inverse(xRe, xIm);
    for (int j = 0; j < n; j++) {
      xRe[j] /= n;
      xIm[j] /= n;
    }
    assertArrayEquals(re, xRe, 1e-14);
    assertArrayEquals(im, xIm, 1e-14);
  }
}

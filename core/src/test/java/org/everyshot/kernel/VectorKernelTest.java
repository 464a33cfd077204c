package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The vector kernel against the scalar reference, over awkward sizes.
class VectorKernelTest {
  private final CorrelationKernel scalar = new ScalarKernel();
  private final CorrelationKernel vector = new VectorKernel();

  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 64, 100, 121, 128, 255, 256, 257, 360, 512
      })
  void harmonicsMatchForAnyAzimuthCount(int azimuths) {
    for (int rings : new int[] {1, 13, 33}) {
      harmonicsMatch(Harmonics.all(azimuths), rings, 5, 1, 3);
      harmonicsMatch(Harmonics.even(azimuths), rings, 5, 0, 2);
      harmonicsMatch(new Harmonics(azimuths, azimuths / 3, 1), rings, 11, 0, 11);
    }
  }

  private void harmonicsMatch(Harmonics harmonics, int rings, int images, int first, int count) {
    int azimuths = harmonics.azimuths();
    int size = rings * azimuths;
    double[] values = Naive.images(7, images, rings, azimuths);
    int[] starts = Naive.starts(images, size);
    var layout = new PlaneLayout(harmonics, rings, count + 2);
    var single = new SinglePlanes(layout);
    var twice = new DoublePlanes(layout);
    var expected = new DoublePlanes(layout);
    scalar.fourier(values, starts, first, count, expected, 1);
    vector.fourier(Naive.single(values), starts, first, count, single, 1);
    vector.fourier(values, starts, first, count, twice, 1);
    for (int i = 0; i < expected.re().length; i++) {
      assertEquals(expected.re()[i], twice.re()[i], 1e-15);
      assertEquals(expected.im()[i], twice.im()[i], 1e-15);
    }
    theSameBitsFromSinglePrecision(scalar, Naive.single(values), starts, first, layout);
    theSameBitsFromSinglePrecision(vector, Naive.single(values), starts, first, layout);
    for (int i = 0; i < layout.size(); i++) {
      // Values of about 1 to 24 bits: a few roundings, or as many as a prime has terms.
      int e = Alignment.DOUBLE + i;
      int s = Alignment.SINGLE + i;
      assertEquals(expected.re()[e], single.re()[s], azimuths == 257 ? 2e-6 : 4e-7);
      assertEquals(expected.im()[e], single.im()[s], azimuths == 257 ? 2e-6 : 4e-7);
    }
  }

  private static void theSameBitsFromSinglePrecision(
      CorrelationKernel kernel, float[] values, int[] starts, int first, PlaneLayout layout) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    var expected = new DoublePlanes(layout);
    var actual = new DoublePlanes(layout);
    kernel.fourier(wide, starts, first, layout.capacity() - 2, expected, 1);
    kernel.fourier(values, starts, first, layout.capacity() - 2, actual, 1);
    assertArrayEquals(expected.re(), actual.re());
    assertArrayEquals(expected.im(), actual.im());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1, 300",
    "2, 3",
    "8, 17",
    "13, 1",
    "13, 255",
    "16, 256",
    "17, 257",
    "33, 289",
    "20, 577",
    "24, 5",
    "40, 9",
    "47, 2",
    "48, 2",
    "64, 33",
    "100, 513",
    "207, 64",
    "300, 30",
    "304, 3",
    "13, 1000"
  })
  void productsMatchForAnyNumberOfRingsAndShots(int rings, int shots) {
    int azimuths = 4;
    double[] values = Naive.images(8, shots + 3, rings, azimuths);
    var layout = new PlaneLayout(Harmonics.all(azimuths), rings, shots + 3);
    var single = new SinglePlanes(layout);
    var twice = new DoublePlanes(layout);
    int[] starts = Naive.starts(shots + 3, rings * azimuths);
    scalar.fourier(values, starts, 0, shots + 3, twice, 0);
    scalar.fourier(Naive.single(values), starts, 0, shots + 3, single, 0);
    double[] weights = new double[shots + 3];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 7 - 2.5;
    }
    for (int k = 0; k < layout.harmonics().count(); k++) {
      productsMatch(twice, single, k, 2, 2 + shots, null);
      productsMatch(twice, single, k, 2, 2 + shots, weights);
    }
  }

  private void productsMatch(
      DoublePlanes twice,
      SinglePlanes single,
      int k,
      int from,
      int to,
      double @Nullable [] weights) {
    int size = Triangle.size(twice.layout().rings());
    double[] re = new double[size];
    double[] im = new double[size];
    double[] vectorRe = new double[size];
    double[] vectorIm = new double[size];
    double[] vectorReAlone = new double[size];
    double[] singleRe = new double[size];
    double[] singleIm = new double[size];
    double[] singleReAlone = new double[size];
    float[] w = weights == null ? null : Naive.single(weights);
    scalar.update(twice, k, from, to, weights, re, im);
    vector.update(twice, k, from, to, weights, vectorRe, vectorIm);
    vector.update(twice, k, from, to, weights, vectorReAlone, null);
    vector.update(single, k, from, to, w, singleRe, singleIm);
    vector.update(single, k, from, to, w, singleReAlone, null);
    // Roundings of sums of `to - from` products; few weights are beyond 2.5 in size.
    double largest = k == 0 ? 1.5 * 1.5 : 0.5;
    double unit = (to - from) * (weights == null ? 1 : 2.5) * largest;
    for (int i = 0; i < size; i++) {
      assertEquals(re[i], vectorRe[i], 2e-15 * unit);
      assertEquals(im[i], vectorIm[i], 2e-15 * unit);
      assertEquals(re[i], vectorReAlone[i], 2e-15 * unit);
      assertEquals(re[i], singleRe[i], 5e-7 * unit);
      assertEquals(im[i], singleIm[i], 5e-7 * unit);
      assertEquals(re[i], singleReAlone[i], 5e-7 * unit);
    }
  }

  @Test
  void resultsDoNotDependOnWhereImagesLie() {
    // The same images at other places of the input, and in other slots, give the same bits.
    int rings = 37;
    double[] values = Naive.images(9, 21, rings, 48);
    int[] straight = Naive.starts(21, rings * 48);
    var small = new SinglePlanes(new PlaneLayout(Harmonics.all(48), rings, 20));
    var large = new SinglePlanes(new PlaneLayout(Harmonics.all(48), rings, 64));
    vector.fourier(Naive.single(values), straight, 1, 20, small, 0);
    for (int i = 0; i < 20; i += 4) {
      vector.fourier(Naive.single(values), straight, 1 + i, 4, large, 30 + i);
    }
    double[] smallRe = new double[Triangle.size(rings)];
    double[] largeRe = new double[Triangle.size(rings)];
    vector.update(small, 5, 0, 20, null, smallRe, null);
    vector.update(large, 5, 30, 50, null, largeRe, null);
    assertArrayEquals(smallRe, largeRe);
  }

  /// Everything once more, for another Java virtual machine with other vectors.
  @SuppressWarnings("JUnitMethodInvoked") // the other machine has no test runner
  public static void main(String[] arguments) {
    var test = new VectorKernelTest();
    for (int azimuths : new int[] {7, 16, 60, 121, 256}) {
      test.harmonicsMatchForAnyAzimuthCount(azimuths);
    }
    for (int rings : new int[] {1, 8, 13, 24, 47, 64, 100}) {
      test.productsMatchForAnyNumberOfRingsAndShots(rings, 300);
    }
    test.resultsDoNotDependOnWhereImagesLie();
    System.out.println(new VectorKernel().name());
  }
}

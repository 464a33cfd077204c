package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldKernelTest {
  private static final FieldKernel[] BOTH = {new ScalarFieldKernel(), new VectorFieldKernel()};

  private static float[] random(int count, long seed) {
    var random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  /// Counts around the vector kernel's blocks of 64 points. Sums of 64 products round to 1e-6.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 63, 64, 65, 200})
  void vectorInterpolationMatchesScalar(int count) {
    float[] window = random(4 * 33, 1);
    var lattice = new LatticeSampler(random(2 * 9 * 7 * 8, 2), 9, 7, 8, window);
    double[] matrix = {3, 0.2, -0.1, 0.4, 2, 0.3, 0, -0.2, 2.5};
    double[] offset = {4, 3, 3.4};
    float[] points = random(3 * count, 3);
    float[][] sums = new float[2][];
    float[][] re = new float[2][count];
    float[][] im = new float[2][count];
    for (int k = 0; k < 2; k++) {
      sums[k] = random(count, 4);
      BOTH[k].addSquares(lattice, matrix, offset, points, 0.7, sums[k]);
      BOTH[k].sample(lattice, matrix, offset, points, re[k], im[k]);
    }
    assertArrayEquals(sums[0], sums[1], 1e-5f);
    assertArrayEquals(re[0], re[1], 1e-5f);
    assertArrayEquals(im[0], im[1], 1e-5f);
    float[] squares = random(count, 4);
    for (int p = 0; p < count; p++) {
      squares[p] += 0.7f * (re[0][p] * re[0][p] + im[0][p] * im[0][p]);
    }
    assertArrayEquals(sums[0], squares, 1e-5f);
  }

  @Test
  void pointsOutsideTheLatticeAreRefused() {
    var lattice = new LatticeSampler(new float[2 * 5 * 5 * 5], 5, 5, 5, new float[8]);
    double[] matrix = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    double[] offset = {2, 2, 3};
    for (FieldKernel kernel : BOTH) {
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> kernel.addSquares(lattice, matrix, offset, new float[3], 1, new float[1]));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 17})
  void vectorOctantsMatchScalar(int scatterers) {
    int stride = 48;
    float[][] sums = new float[2][];
    for (int k = 0; k < 2; k++) {
      sums[k] = random(10 * stride, 5);
      BOTH[k].addOctants(
          random(scatterers * stride, 6),
          random(scatterers * stride, 7),
          random(4 * scatterers, 8),
          scatterers,
          stride,
          sums[k],
          stride);
    }
    assertArrayEquals(sums[0], sums[1], 1e-5f);
  }
}

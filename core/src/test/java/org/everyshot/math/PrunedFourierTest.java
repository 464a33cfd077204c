package org.everyshot.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrunedFourierTest {
  private static float[] random(int count, long seed) {
    var random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }

  private static float[] cube(PrunedFourier fourier, long seed) {
    float[] cube = random(fourier.cubeLength(), seed);
    int edge = fourier.cubeEdge();
    for (int line = 0; line < edge * edge; line++) {
      for (int x = edge; x < fourier.cubeRow(); x++) {
        cube[line * fourier.cubeRow() + x] = 0;
      }
    }
    return cube;
  }

  /// Parts of a box, a whole box, an odd number of points; single precision of some hundred terms.
  @ParameterizedTest
  @CsvSource({"16,3,-2,7,6", "16,8,0,8,8", "8,4,0,4,2", "12,2,-2,4,6"})
  void equalsTheDirectSum(int period, int reach, int lowest, int highest, int spectrumReach) {
    var fourier = new PrunedFourier(period, reach, lowest, highest, spectrumReach);
    equalsTheDirectSum(fourier, period, reach, lowest, highest, spectrumReach, spectrumReach);
  }

  @ParameterizedTest
  @CsvSource({"16,3,-8,7,6,2", "16,8,0,8,5,0", "12,2,-2,4,4,4"})
  void equalsTheDirectSumWhereFewAreBelow(
      int period, int reach, int lowest, int highest, int spectrumReach, int before) {
    var fourier = PrunedFourier.above(period, reach, lowest, highest, spectrumReach, before);
    equalsTheDirectSum(fourier, period, reach, lowest, highest, spectrumReach, before);
  }

  private static void equalsTheDirectSum(
      PrunedFourier fourier,
      int period,
      int reach,
      int lowest,
      int highest,
      int spectrumReach,
      int before) {
    float[] cube = cube(fourier, 1);
    float[] spectrum = new float[fourier.spectrumLength()];
    fourier.forward(cube, spectrum, new float[fourier.scratchLength()]);
    int half = fourier.spectrumRow() / 2;
    int plane = fourier.spectrumEdge() * fourier.spectrumRow();
    for (int kz = 0; kz < fourier.spectrumLength() / plane; kz++) {
      for (int ky = 1; ky < fourier.spectrumEdge(); ky += 2) {
        for (int kx = lowest; kx <= highest; kx++) {
          double re = 0;
          double im = 0;
          for (int z = 0; z < fourier.cubeEdge(); z++) {
            for (int y = 0; y < fourier.cubeEdge(); y++) {
              for (int x = 0; x < fourier.cubeEdge(); x++) {
                int turns =
                    kx * (x - reach)
                        + (ky - spectrumReach) * (y - reach)
                        + (kz - before) * (z - reach);
                double angle = -2 * Math.PI * turns / period;
                float value = cube[(z * fourier.cubeEdge() + y) * fourier.cubeRow() + x];
                re += value * Math.cos(angle);
                im += value * Math.sin(angle);
              }
            }
          }
          int at = (kz * fourier.spectrumEdge() + ky) * 2 * half + kx - lowest;
          assertEquals(re, spectrum[at], 3e-5);
          assertEquals(im, spectrum[at + half], 3e-5);
        }
      }
    }
  }

  @Test
  void theInverseOfAWholeBoxGivesItBack() {
    var fourier = new PrunedFourier(24, 12, 0, 12, 12);
    float[] cube = cube(fourier, 2);
    float[] spectrum = new float[fourier.spectrumLength()];
    float[] scratch = new float[fourier.scratchLength()];
    fourier.forward(cube, spectrum, scratch);
    float[] back = new float[cube.length];
    fourier.inverse(spectrum, back, scratch);
    assertArrayEquals(cube, back, 1e-6f);
  }

  @Test
  void theAdjointIsTheTranspose() {
    theAdjointIsTheTranspose(new PrunedFourier(16, 3, -2, 9, 6));
    theAdjointIsTheTranspose(PrunedFourier.above(16, 3, -8, 7, 6, 2));
  }

  private static void theAdjointIsTheTranspose(PrunedFourier fourier) {
    float[] cube = cube(fourier, 3);
    float[] spectrum = new float[fourier.spectrumLength()];
    float[] scratch = new float[fourier.scratchLength()];
    fourier.forward(cube, spectrum, scratch);
    float[] other = random(spectrum.length, 4);
    float[] back = new float[cube.length];
    fourier.adjoint(other, back, scratch);
    double left = 0;
    double right = 0;
    double size = 0;
    for (int i = 0; i < spectrum.length; i++) {
      left += (double) spectrum[i] * other[i];
      size += (double) spectrum[i] * spectrum[i];
    }
    for (int i = 0; i < cube.length; i++) {
      right += (double) cube[i] * back[i];
    }
    assertEquals(left, right, 1e-6 * size);
  }
}

package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.everyshot.fault.UserInputException;
import org.everyshot.structure.DensityMap;
import org.junit.jupiter.api.Test;

class CommonBoxTest {
  /// Three blobs on a lattice of any size, order of axes and place.
  private static DensityMap map(double step, int[] order, double[] corner) {
    int n = (int) Math.round(120 / step);
    double[] steps = new double[9];
    for (int storage = 0; storage < 3; storage++) {
      steps[3 * storage + order[storage]] = step;
    }
    double[][] blobs = {{40, 55, 60, 1}, {75, 60, 50, 0.7}, {60, 70, 72, 1.2}};
    float[] values = new float[n * n * n];
    for (int k = 0, at = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++, at++) {
          double[] x = new double[3];
          x[order[0]] = i * step;
          x[order[1]] = j * step;
          x[order[2]] = k * step;
          for (double[] blob : blobs) {
            double square = 0;
            for (int axis = 0; axis < 3; axis++) {
              square += (x[axis] - blob[axis]) * (x[axis] - blob[axis]);
            }
            values[at] += (float) (blob[3] * Math.exp(-square / (2 * 7 * 7)));
          }
        }
      }
    }
    return new DensityMap("m", n, n, n, steps, corner, values);
  }

  @Test
  void mapsOfDifferentLatticesBecomeTheSameDensity() {
    DensityMap a = map(4, new int[] {0, 1, 2}, new double[] {-60, -60, -60});
    DensityMap b = map(3, new int[] {2, 0, 1}, new double[] {10, 20, 30});
    CommonBox box = CommonBox.of(a, b, Double.NaN);
    assertEquals(4, box.spacingAngstrom());
    Density sampledA = box.sample(a, CommonBox.centre(a));
    Density sampledB = box.sample(b, CommonBox.centre(b));
    // Blobs of 7 Å hold 10⁻⁶ of their power beyond π/4 Å⁻¹; the ball cuts off 0.05 % of the rest.
    assertEquals(1, ShellCorrelation.between(sampledA, sampledB, 0.4).least(0.4), 2e-3);
    double sumA = 0;
    double sumB = 0;
    for (int i = 0; i < sampledA.values().length; i++) {
      sumA += sampledA.values()[i];
      sumB += sampledB.values()[i];
    }
    assertEquals(1, sumA / sumB, 1e-2);
  }

  @Test
  void obliqueCellsAreRefused() {
    double[] steps = {1, 0, 0, 0.5, 1, 0, 0, 0, 1};
    var oblique = new DensityMap("m.map", 2, 2, 2, steps, new double[3], new float[8]);
    assertThrows(UserInputException.class, () -> CommonBox.of(oblique, oblique, Double.NaN));
  }

  @Test
  void aMapWithoutNumbersOrWithoutAnythingIsRefusedAsSuch() {
    float[] values = new float[8];
    double[] steps = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    var map = new DensityMap("m.map", 2, 2, 2, steps, new double[3], values);
    var empty = assertThrows(UserInputException.class, () -> CommonBox.centre(map));
    assertEquals("m.map: is zero everywhere", empty.getMessage());
    values[5] = Float.NaN;
    var holed = new DensityMap("m.map", 2, 2, 2, steps, new double[3], values);
    var unknown = assertThrows(UserInputException.class, () -> CommonBox.centre(holed));
    assertEquals(
        "m.map: value NaN at column 1, row 0, section 1; expected numbers everywhere",
        unknown.getMessage());
  }
}

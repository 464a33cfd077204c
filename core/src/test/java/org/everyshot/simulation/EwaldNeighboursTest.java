package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;
import org.junit.jupiter.api.Test;

/// The referee is the test of every index of a box that holds the resolution sphere.
class EwaldNeighboursTest {
  private static final double WAVELENGTH = 1.27;

  @Test
  void everyIndexNearTheSphereIsFoundInAHexagonalCell() {
    compare(new UnitCell(93.239, 93.239, 130.707, 90, 90, 120), 3.5, 4e-4, 40);
  }

  @Test
  void everyIndexNearTheSphereIsFoundInATriclinicCell() {
    compare(new UnitCell(31.2, 47.5, 38.9, 71.3, 98.4, 112.9), 2.2, 6e-3, 60);
  }

  @Test
  void everyIndexNearTheSphereIsFoundInAFlatCell() {
    compare(new UnitCell(8.1, 150, 19.4, 90, 97, 90), 1.4, 1e-3, 60);
  }

  @Test
  void theWholeResolutionSphereIsFoundWhereTheReachIsWide() {
    // Nearly all points within reach of the sphere, so that the two intervals of a line join.
    compare(new UnitCell(31.2, 47.5, 38.9, 71.3, 98.4, 112.9), 3, 0.3, 10);
  }

  private static void compare(UnitCell cell, double dMin, double reach, int orientations) {
    var search = new EwaldNeighbours(WAVELENGTH, dMin);
    long total = 0;
    for (int n = 0; n < orientations; n++) {
      Orientation axes = turned(cell, n);
      int found = search.find(axes, reach);
      Set<String> fast = new HashSet<>();
      for (int i = 0; i < found; i++) {
        int h = search.h()[i];
        int k = search.k()[i];
        int l = search.l()[i];
        // Beyond the limits by no more than rounding.
        assertTrue(offset(axes, h, k, l) <= reach * (1 + 1e-4), "too far");
        assertTrue(cell.spacing(h, k, l) >= dMin * (1 - 1e-6), "too fine");
        assertTrue(fast.add(h + " " + k + " " + l), "found twice");
      }
      Set<String> missing = brute(axes, cell, dMin, reach);
      total += missing.size();
      missing.removeAll(fast);
      assertEquals(Set.of(), missing);
    }
    assertTrue(total > 1000, "the comparison needs reflections, and has " + total);
  }

  private static Set<String> brute(Orientation axes, UnitCell cell, double dMin, double reach) {
    Set<String> indices = new HashSet<>();
    int hMost = (int) (cell.a() / dMin);
    int kMost = (int) (cell.b() / dMin);
    int lMost = (int) (cell.c() / dMin);
    double[] m = cell.reciprocalMetric();
    for (int h = -hMost; h <= hMost; h++) {
      for (int k = -kMost; k <= kMost; k++) {
        for (int l = -lMost; l <= lMost; l++) {
          double inverse =
              m[0] * h * h
                  + m[1] * k * k
                  + m[2] * l * l
                  + m[3] * k * l
                  + m[4] * h * l
                  + m[5] * h * k;
          boolean origin = h == 0 && k == 0 && l == 0;
          if (!origin && inverse <= 1 / (dMin * dMin) && offset(axes, h, k, l) <= reach) {
            indices.add(h + " " + k + " " + l);
          }
        }
      }
    }
    return indices;
  }

  private static double offset(Orientation axes, int h, int k, int l) {
    double x = axes.x(h, k, l);
    double y = axes.y(h, k, l);
    double z = axes.z(h, k, l) + 1 / WAVELENGTH;
    return Math.abs(Math.sqrt(x * x + y * y + z * z) - 1 / WAVELENGTH);
  }

  private static Orientation turned(UnitCell cell, int n) {
    double[] turn = Rotation.uniform(new RandomStream(11, n, 0)).matrix();
    double[] rows = cell.fractionalization();
    double[] axes = new double[9];
    for (int i = 0; i < 3; i++) {
      for (int axis = 0; axis < 3; axis++) {
        for (int j = 0; j < 3; j++) {
          axes[3 * i + axis] += turn[3 * i + j] * rows[3 * axis + j];
        }
      }
    }
    return Orientation.ofMatrix(axes);
  }
}

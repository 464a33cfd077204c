package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.everyshot.invariants.Invariants;
import org.everyshot.math.RealHarmonics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ShellTransformTest {
  private static PhasingSettings settings;
  private static Invariants invariants;
  private static Density density;

  /// Random density within a ball on the box of phasing itself, so that the transform is the only
  /// difference from the exact invariants.
  @BeforeAll
  static void ball() {
    settings = PhasingSettings.standard(60, 0.30);
    int n = settings.gridPoints();
    float[] values = new float[n * n * n];
    var random = new Random(1);
    for (int k = 0, at = 0; k < n; k++) {
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < n; i++, at++) {
          double r = Math.hypot(Math.hypot(i - n / 2, j - n / 2), k - n / 2);
          if (r * settings.spacingAngstrom() < 30) {
            values[at] = random.nextFloat();
          }
        }
      }
    }
    density = new Density(n, settings.spacingAngstrom(), values);
    double[] q = new double[20];
    for (int k = 0; k < 20; k++) {
      q[k] = (k + 0.5) * 0.30 / 20;
    }
    invariants = ExactInvariants.of(density, q, settings.degreeMax());
  }

  private static float[] harmonics(ShellTransform transform, Shells shells, float[] box) {
    float[] cube = new float[transform.length()];
    transform.cut(box, settings.gridPoints(), cube);
    float[] harmonics = new float[shells.count() * shells.stride()];
    transform.harmonics(cube, harmonics, transform.new Fields());
    return harmonics;
  }

  /// Five taps give amplitudes to 10⁻⁴, thus intensities to 2·10⁻⁴ of each ring's mean; degrees
  /// below the ring's band only, since beyond it the coarser rings are not exact.
  @Test
  void harmonicsGiveTheExactInvariants() {
    var shells = new Shells(invariants, settings);
    var transform = new ShellTransform(shells, settings);
    float[] harmonics = harmonics(transform, shells, density.values());
    double[] mean = invariants.averageIntensity();
    int n = shells.count();
    for (int l = 0; l <= settings.degreeMax(); l += 2) {
      double[] values = invariants.values(l / 2);
      for (int k = 0; k < n; k++) {
        for (int other = 0; other < n; other++) {
          double sum = 0;
          for (int c = 0; c <= 2 * l; c++) {
            int at = RealHarmonics.offset(l) + c;
            sum += harmonics[k * shells.stride() + at] * harmonics[other * shells.stride() + at];
          }
          if (l <= shells.band(k) && l <= shells.band(other)) {
            double size = 4 * Math.PI * mean[k] * mean[other];
            assertEquals(values[k * n + other] / size, sum / size, 1e-3, l + " " + k);
          }
        }
      }
    }
  }

  @Test
  void theGradientOfTheMisfitEqualsDifferences() {
    var shells = new Shells(invariants, settings);
    var transform = new ShellTransform(shells, settings);
    var roots = new InvariantRoots(invariants, shells, settings);
    var misfit = new InvariantMisfit(invariants, shells, roots, settings);
    var polish = new Polish(transform, settings, misfit, shells, transform.new Fields());
    double left = polish.misfit(density.values());
    assertTrue(left < 4e-6, "the truth leaves " + left);

    int reach = 4;
    int[] places = new int[(2 * reach + 1) * (2 * reach + 1) * (2 * reach + 1)];
    double[] x = new double[places.length];
    var random = new Random(2);
    int at = 0;
    for (int c = -reach; c <= reach; c++) {
      for (int b = -reach; b <= reach; b++) {
        for (int a = -reach; a <= reach; a++) {
          places[at] = transform.index(a, b, c);
          x[at++] = random.nextDouble();
        }
      }
    }
    double[] slope = new double[x.length];
    polish.value(x, slope, places, 2);
    double[] direction = new Random(3).doubles(x.length, -1, 1).toArray();
    double expected = 0;
    for (int i = 0; i < x.length; i++) {
      expected += slope[i] * direction[i];
    }
    double step = 1e-2;
    double[] values = new double[2];
    for (int side = 0; side < 2; side++) {
      double[] moved = x.clone();
      for (int i = 0; i < x.length; i++) {
        moved[i] += (side == 0 ? step : -step) * direction[i];
      }
      values[side] = polish.value(moved, slope, places, 2);
    }
    // central differences err by the step's square, single precision by less
    assertEquals(1, (values[0] - values[1]) / (2 * step) / expected, 2e-3);
  }
}

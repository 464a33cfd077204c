package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.SplittableRandom;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;

/// Random stills of one crystal form, for tests of files.
final class Stills {
  static final UnitCell CELL = new UnitCell(41.5, 52.25, 63.75, 90, 101.5, 90);
  static final SpaceGroup GROUP = SpaceGroup.of("P 1 21 1");

  private Stills() {}

  static ReflectionTable random(int count, boolean polychromatic) {
    var random = new SplittableRandom(count);
    var out = new ReflectionTable.Builder(null);
    for (int s = 0; s < count; s++) {
      String name = "run7/image.cxi//" + s;
      double wavelength = random.nextDouble(1.26, 1.28);
      out.still(new Still(name, Still.key(name), wavelength, orientation(random), CELL));
      int rows = random.nextInt(40);
      for (int r = 0; r < rows; r++) {
        out.add(
            random.nextInt(-9, 10),
            random.nextInt(-9, 10),
            random.nextInt(1, 10),
            (float) random.nextDouble(-100, 10000),
            (float) random.nextDouble(1, 50),
            (float) random.nextDouble(0, 194),
            (float) random.nextDouble(0, 185),
            random.nextInt(64));
        if (polychromatic) {
          out.wavelength(random.nextDouble(1, 2));
        }
      }
    }
    return out.build();
  }

  private static Orientation orientation(SplittableRandom random) {
    double[] f = CELL.fractionalization(); // rows a*, b*, c*
    double[] u = rotation(random);
    double[] a = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int axis = 0; axis < 3; axis++) {
        for (int c = 0; c < 3; c++) {
          a[3 * row + axis] += u[3 * row + c] * f[3 * axis + c];
        }
      }
    }
    return Orientation.ofMatrix(a);
  }

  /// From a random unit quaternion.
  private static double[] rotation(SplittableRandom random) {
    double[] q = new double[4];
    double square = 0;
    while (!(square > 0.01 && square < 1)) {
      square = 0;
      for (int i = 0; i < 4; i++) {
        q[i] = random.nextDouble(-1, 1);
        square += q[i] * q[i];
      }
    }
    double f = 2 / square;
    double w = q[0];
    double x = q[1];
    double y = q[2];
    double z = q[3];
    return new double[] {
      1 - f * (y * y + z * z),
      f * (x * y - w * z),
      f * (x * z + w * y),
      f * (x * y + w * z),
      1 - f * (x * x + z * z),
      f * (y * z - w * x),
      f * (x * z - w * y),
      f * (y * z + w * x),
      1 - f * (x * x + y * y)
    };
  }

  static void assertSame(Still expected, Still actual, double relative) {
    assertEquals(expected.name(), actual.name());
    assertEquals(expected.key(), actual.key());
    assertEquals(expected.wavelengthAngstrom(), actual.wavelengthAngstrom(), relative);
    assertNotNull(expected.orientation());
    assertNotNull(actual.orientation());
    double[] p = expected.orientation().matrix();
    double[] q = actual.orientation().matrix();
    for (int i = 0; i < 9; i++) {
      assertEquals(p[i], q[i], relative / 40);
    }
    assertNotNull(actual.cell());
    assertEquals(CELL.b(), actual.cell().b(), 100 * relative);
    assertEquals(CELL.betaDegrees(), actual.cell().betaDegrees(), 100 * relative);
  }

  /// Compares the rows of a still; returns the row of the expected table after them.
  static int assertSameRows(ReflectionTable expected, int from, ReflectionTable actual, int s) {
    int row = from;
    for (int r = actual.begin(s); r < actual.end(s); r++, row++) {
      assertEquals(expected.h()[row], actual.h()[r]);
      assertEquals(expected.k()[row], actual.k()[r]);
      assertEquals(expected.l()[row], actual.l()[r]);
      assertEquals(expected.intensity()[row], actual.intensity()[r]);
      assertEquals(expected.sigma()[row], actual.sigma()[r], 1e-6f * actual.sigma()[r]);
      assertEquals(expected.fs()[row], actual.fs()[r]);
      assertEquals(expected.ss()[row], actual.ss()[r]);
      assertEquals(expected.panel()[row], actual.panel()[r]);
      float[] wavelength = expected.wavelength();
      if (wavelength != null) {
        assertNotNull(actual.wavelength());
        assertEquals(wavelength[row], actual.wavelength()[r]);
      }
    }
    return row;
  }
}

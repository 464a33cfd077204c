package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whatever the data, a picture comes out, with its axes.
class DegenerateTest {
  private static final CorrelationMap.Baseline MEAN = CorrelationMap.Baseline.MEAN_INTENSITY;

  @Test
  void everyPictureIsDrawnFromWhateverItIsGiven() {
    List<double[]> rings =
        List.of(new double[] {0.1, 0.2, 0.3}, new double[] {0.1}, new double[] {0});
    double[] fillings = {
      Double.NaN,
      0,
      1,
      -1,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      1e300,
      1e-300,
      Double.MIN_VALUE,
      -Double.MAX_VALUE
    };
    for (double[] q : rings) {
      for (double value : fillings) {
        for (int azimuths : q.length > 1 ? new int[] {8, 1} : new int[] {8}) {
          for (Picture picture : pictures(q, azimuths, value)) {
            assertDrawn(picture, q.length + " rings of " + value);
          }
        }
      }
    }
  }

  @Test
  void oneExtremeValueDoesNotHideTheOthers() {
    double[] values = new double[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + i % 10;
    }
    values[500] = 1e9;
    assertEquals(10, Limits.log(values, 1, 99).max(), 1e-12);
    values[500] = -1e9;
    assertEquals(10, Limits.symmetric(values, 99).max(), 1e-12);
  }

  private static List<Picture> pictures(double[] q, int azimuths, double value) {
    double[] map = new double[q.length * azimuths];
    Arrays.fill(map, value);
    double[] ring = new double[q.length];
    Arrays.fill(ring, value);
    float[] place = {0};
    var pictures = new ArrayList<Picture>();
    pictures.add(PowderPattern.of(q, azimuths, map, 1, 1, "photons"));
    pictures.add(
        PowderPattern.of(
            place, place, new float[] {(float) value}, null, 0.1, 100, 1.2, 1, 1, "photons"));
    pictures.add(RadialProfile.of(q, ring, ring, 1, "photons"));
    pictures.add(CorrelationMap.diagonal(q, azimuths, map, ring, MEAN, 1));
    pictures.add(CorrelationMap.slice(q, 0, azimuths, map, ring, MEAN, 1));
    pictures.add(HalfSetAgreement.of(q, ring, azimuths / 2, 1));
    pictures.add(Convergence.of(q, ring));
    return pictures;
  }

  private static void assertDrawn(Picture picture, String what) {
    var canvas = new Canvas(400, 300, 0.5);
    picture.draw(canvas, new Box(0, 0, 400, 300));
    int inked = 0;
    for (int y = 0; y < 150; y++) {
      for (int x = 0; x < 200; x++) {
        inked += canvas.pixels().rgb(x, y) == 0xFFFFFF ? 0 : 1;
      }
    }
    assertTrue(inked > 500, what + ": only " + inked + " pixels drawn");
  }
}

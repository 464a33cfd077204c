package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.everyshot.crystal.UnitCell;
import org.junit.jupiter.api.Test;

class ImageSampleTest {
  @Test
  void fewImagesAreAllKept() {
    var sample = new ImageSample(List.of("lnG"));
    sample.add(new UnitCell(10, 11, 12, 90, 91, 92), 0.5);
    sample.add(null, -0.5);
    Map<String, float[]> columns = sample.columns();
    assertEquals(
        List.of("a", "b", "c", "alpha", "beta", "gamma", "lnG"), List.copyOf(columns.keySet()));
    assertEquals(11, sample.column("b")[0]);
    assertTrue(Float.isNaN(sample.column("b")[1]));
    assertEquals(-0.5f, sample.column("lnG")[1]);
  }

  @Test
  void manyImagesAreThinnedEvenlyAtBoundedMemory() {
    var sample = new ImageSample(List.of("number"));
    int n = 5 * ImageSample.CAPACITY + 123;
    for (int i = 0; i < n; i++) {
      sample.add(null, i);
    }
    float[] kept = sample.column("number");
    assertEquals(n, sample.seen());
    assertTrue(kept.length <= ImageSample.CAPACITY && kept.length > ImageSample.CAPACITY / 2);
    for (int i = 0; i < kept.length; i++) {
      assertEquals(8f * i, kept[i]);
    }
  }
}

package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.format.HklFile;
import org.everyshot.merging.MergedReflections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedHklTest {
  /// Names as in CrystFEL's documentation of point groups, libcrystfel's symmetry.c.
  @Test
  void pointGroupsAreNamedAsCrystfelNamesThem() {
    assertNames("P 61 2 2", "622", "6/mmm");
    assertNames("P 43 21 2", "422", "4/mmm");
    assertNames("P 21 21 21", "222", "mmm");
    assertNames("P 1 21 1", "2_uab", "2/m_uab");
    assertNames("P 31 2 1", "321_H", "-3m1_H");
    assertNames("P 31 1 2", "312_H", "-31m_H");
    assertNames("P 32", "3_H", "-3_H");
    assertNames("P 1", "1", "-1");
  }

  private static void assertNames(String group, String apart, String together) {
    assertEquals(apart, MergedHkl.symmetry(SpaceGroup.of(group), false), group);
    assertEquals(together, MergedHkl.symmetry(SpaceGroup.of(group), true), group);
  }

  @Test
  void everyValueIsOneLineAndFMinusHasTheNegativeIndex(@TempDir Path folder) {
    var unique = UniqueReflections.of(SpaceGroup.of("P 1"), new UnitCell(9, 10, 11, 90, 90, 90), 3);
    float[] intensity = new float[2 * unique.count()];
    float[] sigma = new float[intensity.length];
    int[] count = new int[intensity.length];
    for (int slot = 0; slot < intensity.length; slot++) {
      intensity[slot] = slot == 4 ? Float.NaN : 100 + slot;
      count[slot] = slot;
    }
    Arrays.fill(sigma, 1.5f);
    var merged =
        new MergedReflections.Builder(unique, true)
            .intensities(intensity, sigma)
            .counts(count)
            .build();
    Path file = folder.resolve("merged.hkl");
    MergedHkl.write(file, merged, List.of("made by a test"));
    HklFile read = HklFile.read(file);
    assertEquals(intensity.length - 1, read.size());
    for (int i = 0; i < read.size(); i++) {
      int slot = i < 4 ? i : i + 1;
      int sign = slot % 2 == 0 ? 1 : -1;
      int[] expected = {unique.h(slot / 2), unique.k(slot / 2), unique.l(slot / 2)};
      int[] found = {sign * read.h()[i], sign * read.k()[i], sign * read.l()[i]};
      assertArrayEquals(expected, found);
      assertEquals(100 + slot, read.intensity()[i]);
      assertEquals(slot, read.measurements()[i]);
    }
  }
}

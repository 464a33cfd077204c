package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.MtzColumn;
import org.everyshot.format.MtzDataset;
import org.everyshot.format.MtzHeader;
import org.everyshot.format.MtzWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestSetTest {
  private static final SpaceGroup GROUP = SpaceGroup.of("P 21 21 21");
  private static final UnitCell CELL = new UnitCell(40, 50, 60, 90, 90, 90);
  private static final UniqueReflections UNIQUE = UniqueReflections.of(GROUP, CELL, 5);

  @TempDir private Path folder;

  @Test
  void classesStayWhatTheyAre() {
    int[] taken = taken("FreeR_flag", CELL, row -> row * 7 % 20);
    int[] expected = new int[taken.length];
    Arrays.setAll(expected, row -> row * 7 % 20);
    assertArrayEquals(expected, taken);
  }

  @Test
  void ofTwoClassesTheRarerIsFree() {
    assertFree(taken("FreeR_flag", CELL, row -> row % 20 == 3 ? 0 : 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"R-free-flags", "FreeR_flag", "FREE", "FreeRflag", "FREER"})
  void oneIsFreeWhereItIsTheRarerOfTwo(String label) {
    assertFree(taken(label, CELL, row -> row % 20 == 3 ? 1 : 0));
  }

  @Test
  void theFileOfAnotherCrystalIsRefused() {
    UnitCell other = new UnitCell(40, 50, 64, 90, 90, 90);
    UserInputException refused =
        assertThrows(UserInputException.class, () -> taken("FreeR_flag", other, row -> row % 20));
    assertTrue(refused.toString().contains("expected that of this merge"), refused.toString());
  }

  private static void assertFree(int[] taken) {
    for (int row = 0; row < taken.length; row++) {
      assertEquals(row % 20 == 3, taken[row] == 0, "reflection " + row);
    }
  }

  /// Flags taken over from a file of cell `cell` whose column `label` says `flag` of each row.
  private int[] taken(String label, UnitCell cell, IntUnaryOperator flag) {
    var columns =
        List.of(
            new MtzColumn("H", 'H', 0),
            new MtzColumn("K", 'H', 0),
            new MtzColumn("L", 'H', 0),
            new MtzColumn(label, 'I', 0));
    MtzHeader header =
        MtzHeader.toWrite(
            "flags", cell, GROUP, columns, List.of(MtzDataset.base(cell, 1)), List.of());
    Path file = folder.resolve("flags.mtz");
    try (MtzWriter out = MtzWriter.create(file, header)) {
      for (int row = 0; row < UNIQUE.count(); row++) {
        float[] values = {UNIQUE.h(row), UNIQUE.k(row), UNIQUE.l(row), flag.applyAsInt(row)};
        out.append(values, 0, 1);
      }
      out.commit();
    }
    return TestSet.of(UNIQUE, file, true);
  }
}

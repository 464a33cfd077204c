package org.everyshot.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SpaceGroupTest {
  @Test
  void everySettingAgreesWithGemmiOnEveryIndexToFourAngstrom() throws IOException {
    try (var stream = getClass().getResourceAsStream("/symmetry/gemmi.txt")) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      long[] compared = GemmiSymmetry.compare(text.lines().toList());
      assertEquals(564, compared[0]);
      assertTrue(compared[1] > 1_000_000, "indices compared: " + compared[1]);
    }
  }

  /// Expected names are what gemmi.find_spacegroup_by_name answers, but for the last three.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "P 61 2 2|P 61 2 2",
        "p6122|P 61 2 2",
        "P 6_1 2 2|P 61 2 2",
        "178|P 61 2 2",
        "P21|P 1 21 1",
        "P 21|P 1 21 1",
        "P1211|P 1 21 1",
        "P 2|P 1 2 1",
        "C2|C 1 2 1",
        "P 21/c|P 1 21/c 1",
        "I 1 21 1|I 1 21 1",
        "P212121|P 21 21 21",
        "R3|R 3:H",
        "R3:H|R 3:H",
        "R 3 :R|R 3:R",
        "H 3|R 3:H",
        "H32|R 3 2:H",
        "Pm3m|P m -3 m",
        "C m m e|C m m a",
        "P n n n|P n n n:1",
        "Pnnn:2|P n n n:2",
        "1003|P 1 1 2",
        "P 61 2 (x,y,z+5/12)|P 61 2 2",
        "P 61 2 (0 0 5)|P 61 2 2",
        "-P 2ac 2ab|P b c a",
      })
  void namesThatPeopleWriteAreUnderstood(String written, String name) {
    assertEquals(name, SpaceGroup.of(written).name());
  }

  @Test
  void hallSymbolsThatReadLikeShortNamesAreTakenByTheirOwnDoor() {
    assertEquals("P 1 1 2", SpaceGroup.ofHall("P 2").name());
    assertEquals("P 1 2 1", SpaceGroup.of("P 2").name());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "P 7",
        "P 43 21 3",
        "Q 1",
        "231",
        "0",
        "-5",
        "99999999999",
        "P 61 2 (x,y",
        "P 2 (z)",
        "P 61 2 (x/7,y,z)",
        "P 4 2 3 4 5 6",
        "P 2 (2x,y,z)",
        "P 2 (x,x,z)",
        "((((",
        "P 2 (0 0)"
      })
  void whatNamesNoGroupIsRefusedWithNamesNearIt(String written) {
    String message =
        assertThrows(UserInputException.class, () -> SpaceGroup.of(written)).toString();
    assertTrue(message.contains("expected"), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void everySettingIsFoundByItsNameAndItsOperationsInAnyOrder() {
    Random random = new Random(3);
    for (String name : SpaceGroup.names()) {
      SpaceGroup group = SpaceGroup.of(name);
      assertEquals(name, group.name());
      List<SymmetryOperation> shuffled = new ArrayList<>(group.operations());
      Collections.shuffle(shuffled, random);
      SpaceGroup again = SpaceGroup.ofOperations(shuffled);
      assertEquals(group, again, name);
      assertEquals(group.number(), again.number(), name);
    }
  }

  @Test
  void aGroupAtAnotherOriginKeepsItsNumberAndItsAbsences() {
    SpaceGroup shifted = SpaceGroup.ofHall("P 2ac 2ab (x+1/8,y-1/4,z+1/3)");
    SpaceGroup usual = SpaceGroup.of("P 21 21 21");
    assertEquals(19, shifted.number());
    assertEquals(19, SpaceGroup.ofOperations(shifted.operations()).number());
    for (int h = 0; h < 6; h++) {
      for (int k = 0; k < 6; k++) {
        assertEquals(usual.absent(h, k, 0), shifted.absent(h, k, 0));
      }
    }
  }

  /// I 2 and the primitive cell of C 2 are the same crystals in other axes: as many operations for
  /// each lattice point, and absences of the lattice alone.
  @Test
  void aChangeOfBasisMayChangeTheCentring() {
    SpaceGroup body = SpaceGroup.ofHall("C 2y (x,y,-x+z)");
    assertEquals("I 1 2 1", body.name());
    SpaceGroup primitive = SpaceGroup.ofHall("C 2y (x+y,-x+y,z)");
    assertEquals(5, primitive.number());
    assertEquals('P', primitive.centring());
    assertEquals(2, primitive.operations().size());
    SpaceGroup conventional = SpaceGroup.of("C 2");
    int[] index = new int[3];
    int[] there = new int[3];
    for (int h = -4; h <= 4; h++) {
      for (int k = -4; k <= 4; k++) {
        for (int l = -4; l <= 4; l++) {
          // h·P⁻¹ of the conventional index: (h + k)/2 and (k − h)/2.
          if ((h + k) % 2 == 0) {
            int p = (h + k) / 2;
            int q = (k - h) / 2;
            primitive.asymmetricUnit().map(p, q, l, index);
            conventional.asymmetricUnit().map(h, k, l, there);
            assertEquals(there[0], index[0] - index[1]);
            assertEquals(there[1], index[0] + index[1]);
            assertEquals(conventional.absent(h, k, l), primitive.absent(p, q, l));
          }
        }
      }
    }
  }

  @Test
  void anIncompleteOrImpossibleListOfOperationsIsRefused() {
    List<SymmetryOperation> some =
        List.of(SymmetryOperation.parse("x,y,z"), SymmetryOperation.parse("-y,x,z+1/4"));
    assertThrows(UserInputException.class, () -> SpaceGroup.ofOperations(some));
    assertThrows(UserInputException.class, () -> SpaceGroup.ofOperations(List.of()));
    List<SymmetryOperation> growing =
        List.of(SymmetryOperation.parse("x,y,z"), SymmetryOperation.parse("x+y,y,z"));
    assertThrows(UserInputException.class, () -> SpaceGroup.ofOperations(growing));
    List<SymmetryOperation> flat = List.of(SymmetryOperation.parse("x,x,z"));
    assertThrows(UserInputException.class, () -> SpaceGroup.ofOperations(flat));
  }

  @Test
  void aCellFitsWhereTheMetricIsThatOfTheGroup() {
    SpaceGroup hexagonal = SpaceGroup.of("P 61 2 2");
    assertTrue(hexagonal.fits(new UnitCell(93.24, 93.24, 130.7, 90, 90, 120)));
    assertFalse(hexagonal.fits(new UnitCell(93.24, 93.8, 130.7, 90, 90, 120)));
    assertFalse(hexagonal.fits(new UnitCell(93.24, 93.24, 130.7, 90, 90, 119)));
    UnitCell mean = hexagonal.symmetrized(new UnitCell(93.1, 93.3, 130.7, 89.9, 90.2, 120.1));
    assertEquals(mean.a(), mean.b(), 1e-9);
    assertEquals(90, mean.alphaDegrees());
    assertEquals(120, mean.gammaDegrees(), 1e-9);
    assertTrue(hexagonal.fits(mean, 1e-9));
  }
}

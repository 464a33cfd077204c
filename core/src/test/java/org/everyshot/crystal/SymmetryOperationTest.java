package org.everyshot.crystal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SymmetryOperationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,y,z|x,y,z",
        "-X, 1/2+Y, -Z+1/3|-x,y+1/2,-z+1/3",
        "x-y,x,z+0.8333|x-y,x,z+5/6",
        "x/2-3/2*y,x/2+y/2,z|x/2-3/2*y,x/2+y/2,z",
        "2x,y,z|2*x,y,z",
        "x,y,0|x,y,0",
        "k,h,-l|y,x,-z",
        "-h-k,k,-l|-x,-x+y,-z",
      })
  void tripletsAreReadAndPrinted(String written, String printed) {
    assertEquals(printed, SymmetryOperation.parse(written).triplet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x,y",
        "x,y,z,x",
        "x,y,w",
        "x,,z",
        "x,y,z/0",
        "x,y,1/7",
        "x,y,z+",
        "x,y,--z",
        "h,k,z",
        "h+1/2,k,l",
        "x,y,9e9",
        "x,y,z1.2.3",
        "x,y,99999999999"
      })
  void whatIsNoTripletIsRefused(String written) {
    assertThrows(UserInputException.class, () -> SymmetryOperation.parse(written));
  }

  @Test
  void indicesTurnAsRowsSoThatProductsApplyFromTheLeft() {
    SymmetryOperation three = SymmetryOperation.parse("-y,x-y,z+1/3");
    SymmetryOperation two = SymmetryOperation.parse("y,x,-z");
    int[] step = new int[3];
    int[] both = new int[3];
    three.map(3, -5, 7, step);
    two.map(step[0], step[1], step[2], step);
    three.times(two).map(3, -5, 7, both);
    assertArrayEquals(both, step);
    assertEquals(SymmetryOperation.IDENTITY, three.times(three.inverse()));
    assertEquals("k,h,-l", two.indexTriplet());
  }

  @Test
  void fractionalResultsAreNoIndices() {
    SymmetryOperation twin = SymmetryOperation.parse("h/2+k/2,-3/2*h+k/2,l");
    int[] out = {9, 9, 9};
    assertFalse(twin.map(1, 2, 0, out));
    assertArrayEquals(new int[] {9, 9, 9}, out);
    assertEquals(true, twin.map(1, 3, 0, out));
    assertArrayEquals(new int[] {2, 0, 0}, out);
    assertFalse(twin.map(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MIN_VALUE, out));
  }

  /// The ambiguities that serial crystallographers know by heart.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "P 3|70 70 100 90 90 120|k,h,-l; -h,-k,l; -k,-h,-l",
        "P 3 2 1|70 70 100 90 90 120|-h,-k,l",
        "P 6|70 70 100 90 90 120|k,h,-l",
        "P 63|70 70 100 90 90 120|k,h,-l",
        "P 4|70 70 100 90 90 90|k,h,-l",
        "R 3:H|70 70 100 90 90 120|k,h,-l",
        "I 2 3|70 70 70 90 90 90|k,h,-l",
        "P 21 21 21|70 70.3 100 90 90 90|k,h,-l",
        "P 43 21 2|79 79 38 90 90 90|''",
        "P 61 2 2|93 93 131 90 90 120|''",
      })
  void indexingAmbiguitiesAreTheKnownOnes(String group, String cell, String laws) {
    double[] v = List.of(cell.split(" ", -1)).stream().mapToDouble(Double::parseDouble).toArray();
    List<String> found =
        TwinLaws.of(SpaceGroup.of(group), new UnitCell(v[0], v[1], v[2], v[3], v[4], v[5])).stream()
            .map(SymmetryOperation::indexTriplet)
            .toList();
    assertEquals(laws, String.join("; ", found));
  }

  @Test
  void anOrientationKnowsItsCell() {
    UnitCell cell = new UnitCell(31, 34, 37, 84, 95, 104);
    double[] f = cell.fractionalization();
    // Turned about z by 0.3 rad: lengths and angles stay.
    double c = Math.cos(0.3);
    double s = Math.sin(0.3);
    double[] m = new double[9];
    for (int axis = 0; axis < 3; axis++) {
      m[axis] = c * f[3 * axis] - s * f[3 * axis + 1];
      m[3 + axis] = s * f[3 * axis] + c * f[3 * axis + 1];
      m[6 + axis] = f[3 * axis + 2];
    }
    UnitCell found = Orientation.ofMatrix(m).cell();
    assertEquals(31, found.a(), 1e-9);
    assertEquals(34, found.b(), 1e-9);
    assertEquals(37, found.c(), 1e-9);
    assertEquals(84, found.alphaDegrees(), 1e-9);
    assertEquals(95, found.betaDegrees(), 1e-9);
    assertEquals(104, found.gammaDegrees(), 1e-9);
  }
}

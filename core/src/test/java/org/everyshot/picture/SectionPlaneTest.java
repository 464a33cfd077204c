package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.everyshot.merging.Neighbour;
import org.junit.jupiter.api.Test;

class SectionPlaneTest {
  /// Four ligands in one oblique plane, two beside it, and the scatterer itself.
  @Test
  void planeHoldsMostLigands() {
    double r = Math.sqrt(2);
    List<Neighbour> near =
        List.of(
            new Neighbour(0, 0, 0, 0),
            new Neighbour(1, 2, 0, 0),
            new Neighbour(2, -2, 0, 0),
            new Neighbour(3, 0, r, r),
            new Neighbour(4, 0, -r, -r),
            new Neighbour(5, 0, r, -r),
            new Neighbour(6, 0.5, -r, r));
    SectionPlane plane = SectionPlane.through(near, atom -> atom == 0, 6);
    for (int i = 0; i < 5; i++) {
      assertEquals(0, plane.above(near.get(i)), 0.1);
    }
  }

  @Test
  void nextScattererLiesToTheRight() {
    List<Neighbour> near = List.of(new Neighbour(0, 0, 0, 0), new Neighbour(1, 1, 2, 3));
    SectionPlane plane = SectionPlane.through(near, atom -> true, 6);
    assertEquals(Math.sqrt(14), plane.right(near.get(1)), 1e-12);
    assertEquals(0, plane.up(near.get(1)), 1e-12);
    assertEquals(0, plane.above(near.get(1)), 1e-12);
  }

  @Test
  void axesAreAtRightAnglesAndKeepLengths() {
    SectionPlane plane =
        SectionPlane.through(
            List.of(new Neighbour(0, 0, 0, 0), new Neighbour(1, 0.3, -1.1, 2)), a -> a == 1, 6);
    var n = new Neighbour(0, 0.7, -0.2, 1.9);
    double square =
        plane.right(n) * plane.right(n)
            + plane.up(n) * plane.up(n)
            + plane.above(n) * plane.above(n);
    assertEquals(0.7 * 0.7 + 0.2 * 0.2 + 1.9 * 1.9, square, 1e-12);
  }
}

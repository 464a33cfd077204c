package org.everyshot.format;

import java.nio.file.Path;
import java.util.List;
import org.everyshot.structure.DensityMap;

/// Writes a density map as MRC2014: mode 2 (32-bit float), little-endian, x fastest, cell in Å.
///
/// The position of the first point is written as origin (words 50 to 52, which microscopy programs
/// read) and, where it is a whole number of steps, as start indices too (words 5 to 7, which
/// crystallography programs read). Written aside and renamed.
/// Source: Cheng et al., J. Struct. Biol. 192, 146 (2015).
public final class MrcWriter {
  private static final double WHOLE = 1e-3;

  private MrcWriter() {}

  /// @param map with its first step along x, its second along y, its third along z
  /// @param labels at most ten lines of 80 characters
  public static void write(Path destination, DensityMap map, List<String> labels) {
    int[] points = {map.nx(), map.ny(), map.nz()};
    int[] starts = new int[3];
    double[] cell = {0, 0, 0, 90, 90, 90};
    boolean whole = true;
    for (int axis = 0; axis < 3; axis++) {
      double step = map.step(axis, axis);
      if (!(step > 0)
          || map.step(axis, (axis + 1) % 3) != 0
          || map.step(axis, (axis + 2) % 3) != 0) {
        throw new IllegalArgumentException("map " + map.name() + " is not along x, y and z");
      }
      cell[axis] = points[axis] * step;
      starts[axis] = (int) Math.round(map.origin(axis) / step);
      whole &= Math.abs(map.origin(axis) / step - starts[axis]) < WHOLE;
    }
    float[] values = map.values();
    var header = new MapFileHeader(points, whole ? starts : new int[3], cell, 1, 0);
    header.reals(50, map.origin(0), map.origin(1), map.origin(2));
    header.statistics(values);
    header.labels(labels);
    try (AsideFile file = AsideFile.create(destination)) {
      header.write(file, values);
      file.commit();
    }
  }
}

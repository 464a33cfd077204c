package org.everyshot.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UnitCell;

/// Writes a map over a whole unit cell as a CCP4 map: mode 2 (32-bit float), little-endian, axis
/// order a, b, c with a fastest, symmetry operations in the extended header.
///
/// Written aside and renamed.
/// Source: CCP4, maplib format; Cheng et al., J. Struct. Biol. 192, 146 (2015).
public final class Ccp4MapWriter {
  private Ccp4MapWriter() {}

  /// Writes a map.
  ///
  /// @param nu,nv,nw points along a, b, c
  /// @param values density at fractions u/nu, v/nv, w/nw: element (w nv + v) nu + u
  /// @param labels at most ten lines of 80 characters
  public static void write(
      Path destination,
      UnitCell cell,
      SpaceGroup group,
      int nu,
      int nv,
      int nw,
      float[] values,
      List<String> labels) {
    if (nu < 1 || nv < 1 || nw < 1 || (long) nu * nv * nw != values.length) {
      throw new IllegalArgumentException(
          values.length + " values for " + nu + " × " + nv + " × " + nw + " points");
    }
    List<SymmetryOperation> operations = group.operations();
    double[] edges = {
      cell.a(), cell.b(), cell.c(), cell.alphaDegrees(), cell.betaDegrees(), cell.gammaDegrees()
    };
    int[] points = {nu, nv, nw};
    var header = new MapFileHeader(points, new int[3], edges, group.number(), operations.size());
    header.statistics(values);
    header.labels(labels);
    for (int i = 0; i < operations.size(); i++) {
      header.record(i, operations.get(i).triplet().toUpperCase(Locale.ROOT));
    }
    try (AsideFile file = AsideFile.create(destination)) {
      header.write(file, values);
      file.commit();
    }
  }
}

package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
  private static final int HEADER = 1024;
  private static final int RECORD = 80;
  private static final int BLOCK = 1 << 18;
  private static final int LABELS = 10;

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
    ByteBuffer header =
        ByteBuffer.allocate(HEADER + RECORD * operations.size()).order(ByteOrder.LITTLE_ENDIAN);
    integers(header, 1, nu, nv, nw, 2, 0, 0, 0, nu, nv, nw);
    reals(
        header,
        11,
        cell.a(),
        cell.b(),
        cell.c(),
        cell.alphaDegrees(),
        cell.betaDegrees(),
        cell.gammaDegrees());
    integers(header, 17, 1, 2, 3);
    statistics(header, values);
    integers(header, 23, group.number(), RECORD * operations.size());
    integers(header, 28, 20140);
    text(header, 53, "MAP ", 4);
    header.putInt(4 * 53, 0x00004144); // bytes 44 41 00 00: little-endian numbers
    int lines = Math.min(LABELS, labels.size());
    integers(header, 56, lines);
    for (int i = 0; i < LABELS; i++) {
      text(header, 57 + i * RECORD / 4, i < lines ? labels.get(i) : "", RECORD);
    }
    for (int i = 0; i < operations.size(); i++) {
      String triplet = operations.get(i).triplet().toUpperCase(Locale.ROOT);
      text(header, 1 + (HEADER + i * RECORD) / 4, triplet, RECORD);
    }
    try (AsideFile file = AsideFile.create(destination)) {
      long at = header.limit();
      file.write(header, 0);
      ByteBuffer block =
          ByteBuffer.allocate(4 * Math.min(BLOCK, values.length)).order(ByteOrder.LITTLE_ENDIAN);
      for (int from = 0; from < values.length; from += BLOCK) {
        int n = Math.min(BLOCK, values.length - from);
        block.clear().limit(4 * n);
        block.asFloatBuffer().put(values, from, n);
        file.write(block, at);
        at += 4L * n;
      }
      file.commit();
    }
  }

  /// Least, largest and mean value, and the root of the mean square about the mean.
  private static void statistics(ByteBuffer header, float[] values) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    for (float value : values) {
      least = Math.min(least, value);
      most = Math.max(most, value);
      sum += value;
    }
    double mean = sum / values.length;
    double square = 0;
    for (float value : values) {
      square += (value - mean) * (value - mean);
    }
    reals(header, 20, least, most, mean);
    reals(header, 55, Math.sqrt(square / values.length));
  }

  private static void integers(ByteBuffer header, int word, int... values) {
    for (int i = 0; i < values.length; i++) {
      header.putInt(4 * (word - 1 + i), values[i]);
    }
  }

  private static void reals(ByteBuffer header, int word, double... values) {
    for (int i = 0; i < values.length; i++) {
      header.putFloat(4 * (word - 1 + i), (float) values[i]);
    }
  }

  private static void text(ByteBuffer header, int word, String text, int length) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < length; i++) {
      header.put(4 * (word - 1) + i, i < ascii.length ? ascii[i] : (byte) ' ');
    }
  }
}

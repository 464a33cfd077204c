package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The header of a CCP4 or MRC2014 map in mode 2 (32-bit float), little-endian; words are counted
/// from 1, as the formats do.
///
/// Source: CCP4, maplib format; Cheng et al., J. Struct. Biol. 192, 146 (2015).
final class MapFileHeader {
  static final int RECORD = 80;
  private static final int HEADER = 1024;
  private static final int BLOCK = 1 << 18;
  private static final int LABELS = 10;
  private static final int MODE = 2;

  private final ByteBuffer bytes;

  /// A header for a map whose axes are stored in the order a, b, c.
  ///
  /// @param records of 80 characters after the header
  MapFileHeader(int[] points, int[] starts, double[] cell, int spaceGroup, int records) {
    bytes = ByteBuffer.allocate(HEADER + RECORD * records).order(ByteOrder.LITTLE_ENDIAN);
    integers(1, points);
    integers(4, MODE);
    integers(5, starts);
    integers(8, points);
    reals(11, cell);
    integers(17, 1, 2, 3);
    integers(23, spaceGroup, RECORD * records);
    integers(28, 20140);
    text(53, "MAP ", 4);
    bytes.putInt(4 * 53, 0x00004144); // bytes 44 41 00 00: little-endian numbers
  }

  /// Least, largest and mean value, and the root of the mean square about the mean.
  void statistics(float[] values) {
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
    reals(20, least, most, mean);
    reals(55, Math.sqrt(square / values.length));
  }

  /// At most ten lines of 80 characters.
  void labels(List<String> labels) {
    int lines = Math.min(LABELS, labels.size());
    integers(56, lines);
    for (int i = 0; i < LABELS; i++) {
      text(57 + i * RECORD / 4, i < lines ? labels.get(i) : "", RECORD);
    }
  }

  /// A record after the header.
  void record(int number, String text) {
    text(1 + (HEADER + number * RECORD) / 4, text, RECORD);
  }

  void integers(int word, int... values) {
    for (int i = 0; i < values.length; i++) {
      bytes.putInt(4 * (word - 1 + i), values[i]);
    }
  }

  void reals(int word, double... values) {
    for (int i = 0; i < values.length; i++) {
      bytes.putFloat(4 * (word - 1 + i), (float) values[i]);
    }
  }

  private void text(int word, String text, int length) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < length; i++) {
      bytes.put(4 * (word - 1) + i, i < ascii.length ? ascii[i] : (byte) ' ');
    }
  }

  /// Writes header and values.
  void write(AsideFile file, float[] values) {
    long at = bytes.limit();
    file.write(bytes, 0);
    ByteBuffer block =
        ByteBuffer.allocate(4 * Math.min(BLOCK, values.length)).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += BLOCK) {
      int n = Math.min(BLOCK, values.length - from);
      block.clear().limit(4 * n);
      block.asFloatBuffer().put(values, from, n);
      file.write(block, at);
      at += 4L * n;
    }
  }
}

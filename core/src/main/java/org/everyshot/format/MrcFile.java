package org.everyshot.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.structure.DensityMap;

/// A density map in MRC2014 or CCP4 format, modes 0, 1, 2 and 6, either byte order.
///
/// Axes may be stored in any order and the cell may be oblique (a along x, b in the xy plane). The
/// first point's position is in the origin's words (50 to 52); where those are zero, in the start
/// indices (words 5 to 7). Files that hold it in both mean it once.
/// Source: Cheng et al., J. Struct. Biol. 192, 146 (2015).
final class MrcFile {
  private static final int HEADER = 1024;
  private static final int BUFFER = 1 << 20;
  private static final int MOST_EXTENDED = 1 << 28;

  private final String file;
  private final ByteBuffer header;

  private MrcFile(String file, byte[] header) {
    this.file = file;
    this.header = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    if (!plausible()) {
      this.header.order(ByteOrder.BIG_ENDIAN);
    }
  }

  /// @param most bytes that the file can hold, so that nothing larger is allocated
  static DensityMap read(String file, InputStream bytes, long most) throws IOException {
    byte[] header = bytes.readNBytes(HEADER);
    if (header.length < HEADER) {
      throw new DamagedDataException(
          file + ": " + header.length + " bytes; an MRC map has a header of " + HEADER);
    }
    return new MrcFile(file, header).map(bytes, most);
  }

  private boolean plausible() {
    boolean sizes = true;
    for (int word = 1; word <= 3; word++) {
      sizes &= integer(word) > 0 && integer(word) <= 1 << 16;
    }
    return sizes && integer(4) >= 0 && integer(4) <= 127;
  }

  /// Word of the header, counted from 1 as the format does.
  private int integer(int word) {
    return header.getInt(4 * (word - 1));
  }

  private double real(int word) {
    return header.getFloat(4 * (word - 1));
  }

  private DensityMap map(InputStream bytes, long most) throws IOException {
    if (!plausible()) {
      throw new DamagedDataException(
          String.format(
              "%s: map of %d × %d × %d points, mode %d; expected an MRC or CCP4 map",
              file, integer(1), integer(2), integer(3), integer(4)));
    }
    int[] points = {integer(1), integer(2), integer(3)};
    int mode = integer(4);
    int size =
        switch (mode) {
          case 0 -> 1;
          case 1, 6 -> 2;
          case 2 -> 4;
          default ->
              throw new UserInputException(
                  file + ": map of mode " + mode + "; only modes 0, 1, 2 and 6 can be read");
        };
    int extended = integer(24);
    long count = (long) points[0] * points[1] * points[2];
    if (extended < 0 || extended > MOST_EXTENDED || count > Integer.MAX_VALUE - 64) {
      throw new DamagedDataException(
          String.format(
              "%s: map of %d points, extended header of %d bytes: too large",
              file, count, extended));
    }
    long needed = HEADER + extended + count * size;
    if (needed > most) {
      throw new DamagedDataException(
          file + ": the header promises " + needed + " bytes, the file holds at most " + most);
    }
    int[] axes = {integer(17), integer(18), integer(19)};
    if (axes[0] * axes[1] * axes[2] != 6 || axes[0] + axes[1] + axes[2] != 6) {
      throw new DamagedDataException(
          String.format(
              "%s: axis order %d %d %d, expected 1, 2 and 3 in any order",
              file, axes[0], axes[1], axes[2]));
    }
    double[] cell = cell();
    double[] steps = new double[9];
    double[] origin = {real(50), real(51), real(52)};
    boolean byStart = origin[0] == 0 && origin[1] == 0 && origin[2] == 0;
    for (int storage = 0; storage < 3; storage++) {
      int axis = axes[storage] - 1;
      int intervals = integer(8 + axis);
      if (intervals <= 0) {
        throw new DamagedDataException(
            file
                + ": "
                + intervals
                + " intervals along a cell edge; the point distance is unknown");
      }
      for (int c = 0; c < 3; c++) {
        steps[3 * storage + c] = cell[3 * axis + c] / intervals;
        origin[c] += byStart ? integer(5 + storage) * steps[3 * storage + c] : 0;
      }
    }
    for (double o : origin) {
      if (!Double.isFinite(o)) {
        throw new DamagedDataException(file + ": origin " + o + " in the header");
      }
    }
    bytes.skipNBytes(extended);
    float[] values = values(bytes, (int) count, mode, size);
    return new DensityMap(file, points[0], points[1], points[2], steps, origin, values);
  }

  /// Cell edges as vectors, Å.
  private double[] cell() {
    double[] lengths = {real(11), real(12), real(13)};
    double[] cosines = new double[3];
    double sine = 0;
    for (int i = 0; i < 3; i++) {
      double angle = real(14 + i);
      if (!(lengths[i] > 0 && lengths[i] < 1e7) || !(angle > 1 && angle < 179)) {
        throw new DamagedDataException(
            String.format(
                "%s: cell edge of %g Å, angle of %g°; expected the map's size in Å",
                file, lengths[i], angle));
      }
      cosines[i] = angle == 90 ? 0 : Math.cos(Math.toRadians(angle));
      sine = Math.sqrt(1 - cosines[i] * cosines[i]);
    }
    double cx = cosines[1];
    double cy = (cosines[0] - cosines[1] * cosines[2]) / sine;
    double cz2 = 1 - cx * cx - cy * cy;
    if (!(cz2 > 1e-6)) {
      throw new DamagedDataException(file + ": the cell's angles enclose no volume");
    }
    return new double[] {
      lengths[0],
      0,
      0,
      lengths[1] * cosines[2],
      lengths[1] * sine,
      0,
      lengths[2] * cx,
      lengths[2] * cy,
      lengths[2] * Math.sqrt(cz2)
    };
  }

  private float[] values(InputStream bytes, int count, int mode, int size) throws IOException {
    float[] values = new float[count];
    byte[] block = new byte[(int) Math.min(BUFFER, (long) count * size)];
    ByteBuffer buffer = ByteBuffer.wrap(block).order(header.order());
    int at = 0;
    while (at < count) {
      int wanted = (int) Math.min(block.length, (long) (count - at) * size);
      int got = bytes.readNBytes(block, 0, wanted);
      if (got < wanted) {
        throw new DamagedDataException(
            String.format(
                "%s: ends after %d of %d points; fetch or copy it again",
                file, at + got / size, count));
      }
      for (int p = 0; p < wanted; p += size) {
        float value =
            switch (mode) {
              case 0 -> buffer.get(p);
              case 1 -> buffer.getShort(p);
              case 6 -> Short.toUnsignedInt(buffer.getShort(p));
              default -> buffer.getFloat(p);
            };
        if (!Float.isFinite(value)) {
          throw new DamagedDataException(file + ": point " + at + " is " + value);
        }
        values[at++] = value;
      }
    }
    return values;
  }
}

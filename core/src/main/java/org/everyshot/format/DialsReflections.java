package org.everyshot.format;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.Still;
import org.jspecify.annotations.Nullable;

/// A DIALS reflection table (`.refl`): where its columns lie in the file.
///
/// The file is a MessagePack array of three: `dials::af::reflection_table`, version 1, and a map
/// of `identifiers` (experiment to text), `nrows` and `data`, which has for each column its type,
/// number of elements and little-endian bytes. Columns stay on disk until rows of them are read.
/// Source: DIALS, array_family/boost_python/reflection_table_suite.h.
final class DialsReflections {
  private static final int LONGEST_NAME = 1 << 12;
  private static final int MOST_COLUMNS = 1024;
  private static final int MOST_ROWS = Integer.MAX_VALUE - 64;
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);
  private static final VarHandle DOUBLE = view(double[].class);
  private static final VarHandle FLOAT = view(float[].class);

  private final Path path;
  private final int rows;
  private final int[] ids;
  private final long[] identifierKeys;
  private final SequencedMap<String, Column> columns;

  /// A column.
  ///
  /// @param type as the file names it
  /// @param from first byte in the file; −1 where the column is not of plain numbers
  /// @param width bytes of one row
  record Column(String type, long from, int width) {}

  private DialsReflections(
      Path path, int rows, int[] ids, long[] identifierKeys, SequencedMap<String, Column> columns) {
    this.path = path;
    this.rows = rows;
    this.ids = ids;
    this.identifierKeys = identifierKeys;
    this.columns = columns;
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /// Opens the file for reading rows.
  ///
  /// @throws UserInputException where there is no such file
  FileBytes open() {
    return open(path);
  }

  private static FileBytes open(Path path) {
    try {
      return FileBytes.open(path);
    } catch (IOException e) {
      throw new UserInputException(
          path + (Files.exists(path) ? ": cannot be read" : ": no such file"), e);
    }
  }

  /// @throws UserInputException where there is no such file
  /// @throws DamagedDataException where it is no reflection table
  static DialsReflections read(Path path) {
    try (FileBytes file = open(path)) {
      var pack = new MessagePack(path.toString(), file);
      if (pack.array() != 3 || !pack.text(LONGEST_NAME).equals("dials::af::reflection_table")) {
        throw new DamagedDataException(
            path + ": byte 0: expected an array of three of dials::af::reflection_table");
      }
      long version = pack.integer();
      if (version != 1) {
        throw new DamagedDataException(
            path + ": byte " + pack.position() + ": version " + version + ", expected 1");
      }
      return table(path, pack, file.size());
    }
  }

  private static DialsReflections table(Path path, MessagePack pack, long size) {
    long rows = -1;
    int[] ids = {};
    long[] keys = {};
    SequencedMap<String, Column> columns = new LinkedHashMap<>();
    int pairs = pack.map();
    for (int i = 0; i < pairs; i++) {
      switch (pack.text(LONGEST_NAME)) {
        case "identifiers" -> {
          int count = few(path, pack, pack.map(), size / 8);
          ids = new int[count];
          keys = new long[count];
          for (int j = 0; j < count; j++) {
            ids[j] = (int) pack.integer();
            keys[j] = Still.key(pack.text(LONGEST_NAME));
          }
        }
        case "nrows" -> {
          rows = pack.integer();
          if (rows < 0 || rows > size) {
            throw new DamagedDataException(
                path + ": byte " + pack.position() + ": " + rows + " rows in " + size + " bytes");
          }
        }
        case "data" -> {
          int count = few(path, pack, pack.map(), MOST_COLUMNS);
          for (int j = 0; j < count; j++) {
            column(path, pack, columns);
          }
        }
        default -> pack.skip();
      }
    }
    for (Map.Entry<String, Column> entry : columns.entrySet()) {
      Column column = entry.getValue();
      if (column.from() >= 0 && column.width() != rows) {
        throw new DamagedDataException(
            String.format(
                Locale.ROOT,
                "%s: byte %d: column %s has %d rows, the table %d",
                path,
                column.from(),
                entry.getKey(),
                column.width(),
                rows));
      }
      entry.setValue(new Column(column.type(), column.from(), bytes(column.type())));
    }
    if (rows < 0) {
      throw new DamagedDataException(path + ": no nrows in the table");
    }
    return new DialsReflections(path, (int) Math.min(rows, MOST_ROWS), ids, keys, columns);
  }

  private static int few(Path path, MessagePack pack, int count, long most) {
    if (count > most) {
      throw new DamagedDataException(
          path + ": byte " + pack.position() + ": " + count + " entries, at most " + most);
    }
    return count;
  }

  /// Notes a column; its `width` is the number of rows for now.
  private static void column(Path path, MessagePack pack, SequencedMap<String, Column> columns) {
    String name = pack.text(LONGEST_NAME);
    if (pack.array() != 2) {
      throw new DamagedDataException(
          path + ": byte " + pack.position() + ": column " + name + ": expected type and values");
    }
    String type = pack.text(LONGEST_NAME);
    int width = bytes(type);
    if (width == 0) {
      pack.skip();
      columns.put(name, new Column(type, -1, 0));
      return;
    }
    if (pack.array() != 2) {
      throw new DamagedDataException(
          path + ": byte " + pack.position() + ": column " + name + ": expected count and bytes");
    }
    long count = pack.integer();
    MessagePack.Stretch bytes = pack.bytes();
    if (count < 0 || count > MOST_ROWS || count * width != bytes.length()) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT,
              "%s: byte %d: column %s of type %s: %d rows in %d bytes",
              path,
              bytes.from(),
              name,
              type,
              count,
              bytes.length()));
    }
    columns.put(name, new Column(type, bytes.from(), (int) count));
  }

  /// Bytes of a row; 0 where the type is not one of plain numbers.
  private static int bytes(String type) {
    return switch (type) {
      case "bool" -> 1;
      case "int", "float" -> 4;
      case "double", "std::size_t", "vec2<float>" -> 8;
      case "cctbx::miller::index<>" -> 12;
      case "vec2<double>" -> 16;
      case "vec3<double>", "int6" -> 24;
      case "mat3<double>" -> 72;
      default -> 0;
    };
  }

  Path path() {
    return path;
  }

  int rows() {
    return rows;
  }

  /// Values of the column `id` that the table names; often none.
  int[] ids() {
    return ids;
  }

  /// Keys ([Still#key(String)]) of the experiments' identifiers, in the order of [#ids()].
  long[] identifierKeys() {
    return identifierKeys;
  }

  /// The columns in order.
  SequencedMap<String, Column> columns() {
    return columns;
  }

  boolean has(String name, String type) {
    Column column = columns.get(name);
    return column != null && column.type().equals(type);
  }

  /// @throws DamagedDataException where there is no such column of that type
  void require(String name, String type) {
    if (!has(name, type)) {
      throw new DamagedDataException(
          String.format(
              Locale.ROOT,
              "%s: no column %s of type %s; integrate the images before merging them",
              path,
              name,
              type));
    }
  }

  /// Reads rows of a column as bytes; the column must be there.
  byte[] bytes(FileBytes file, String name, int first, int count) {
    Column column = columns.get(name);
    if (column == null || column.from() < 0 || (long) count * column.width() > 1 << 30) {
      throw new IllegalArgumentException("rows of column " + name);
    }
    return file.read(column.from() + (long) first * column.width(), count * column.width());
  }

  /// As [#bytes]; null where there is no such column of that type.
  byte @Nullable [] bytes(FileBytes file, String name, String type, int first, int count) {
    return has(name, type) ? bytes(file, name, first, count) : null;
  }

  static int integer(byte[] in, int index) {
    return (int) INT.get(in, 4 * index);
  }

  static long large(byte[] in, int index) {
    return (long) LONG.get(in, 8 * index);
  }

  static double real(byte[] in, int index) {
    return (double) DOUBLE.get(in, 8 * index);
  }

  static float single(byte[] in, int index) {
    return (float) FLOAT.get(in, 4 * index);
  }
}

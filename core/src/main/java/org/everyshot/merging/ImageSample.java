package org.everyshot.merging;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.crystal.UnitCell;
import org.jspecify.annotations.Nullable;

/// Parameters of images, for histograms: all of them while they are few, else every second, every
/// fourth and so on, evenly over the run, at bounded memory.
///
/// The images kept depend on their order alone. Not for several threads at once.
public final class ImageSample {
  /// Most images kept.
  static final int CAPACITY = 1 << 16;

  /// Names of the columns that hold the crystal's own cell: Å and degrees.
  public static final List<String> CELL = List.of("a", "b", "c", "alpha", "beta", "gamma");

  private final List<String> names;
  private float[][] columns;
  private long seen;
  private long stride = 1;
  private int size;

  /// @param names of the columns beside those of [#CELL], such as `lnG`
  public ImageSample(List<String> names) {
    this.names = List.copyOf(names);
    this.columns = new float[CELL.size() + names.size()][256];
  }

  /// Takes an image in.
  ///
  /// @param cell the crystal's own cell; null where unknown
  /// @param values one for each column beside the cell's; NaN is unknown
  public void add(@Nullable UnitCell cell, double... values) {
    if (values.length != names.size()) {
      throw new IllegalArgumentException(values.length + " values for " + names);
    }
    if (seen++ % stride != 0) {
      return;
    }
    if (size == CAPACITY) {
      thin();
      if ((seen - 1) % stride != 0) {
        return;
      }
    }
    if (size == columns[0].length) {
      for (int c = 0; c < columns.length; c++) {
        columns[c] = Arrays.copyOf(columns[c], 2 * size);
      }
    }
    put(0, cell == null ? Double.NaN : cell.a());
    put(1, cell == null ? Double.NaN : cell.b());
    put(2, cell == null ? Double.NaN : cell.c());
    put(3, cell == null ? Double.NaN : cell.alphaDegrees());
    put(4, cell == null ? Double.NaN : cell.betaDegrees());
    put(5, cell == null ? Double.NaN : cell.gammaDegrees());
    for (int i = 0; i < values.length; i++) {
      put(CELL.size() + i, values[i]);
    }
    size++;
  }

  private void put(int column, double value) {
    columns[column][size] = (float) value;
  }

  private void thin() {
    size = CAPACITY / 2;
    stride *= 2;
    for (float[] column : columns) {
      for (int i = 0; i < size; i++) {
        column[i] = column[2 * i];
      }
    }
  }

  /// Writes everything kept.
  void save(StateWriter out) {
    out.put(seen);
    out.put(stride);
    for (float[] column : columns) {
      out.put(column, size);
    }
  }

  /// Takes over what was written with the same columns.
  void load(StateReader in) {
    seen = in.number();
    stride = in.number();
    for (int c = 0; c < columns.length; c++) {
      float[] column = in.floats();
      if ((c > 0 && column.length != size) || column.length > CAPACITY || stride < 1) {
        throw in.damaged("sample of images with columns of unequal length");
      }
      size = column.length;
      columns[c] = Arrays.copyOf(column, Math.max(size, 256));
    }
  }

  /// Number of images seen.
  public long seen() {
    return seen;
  }

  /// Number of images kept.
  public int size() {
    return size;
  }

  /// A column by name, `[size]`; NaN is unknown.
  ///
  /// @throws IllegalArgumentException where there is no such column
  public float[] column(String name) {
    float[] column = columns().get(name);
    if (column == null) {
      throw new IllegalArgumentException("no column " + name + " in " + CELL + " " + names);
    }
    return column;
  }

  /// The columns by name, in order, `[size]` each; NaN is unknown.
  public Map<String, float[]> columns() {
    var table = new LinkedHashMap<String, float[]>();
    for (int c = 0; c < columns.length; c++) {
      String name = c < CELL.size() ? CELL.get(c) : names.get(c - CELL.size());
      table.put(name, Arrays.copyOf(columns[c], size));
    }
    return Collections.unmodifiableMap(table);
  }
}

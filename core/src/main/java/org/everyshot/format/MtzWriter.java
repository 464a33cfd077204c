package org.everyshot.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.crystal.UnitCell;

/// Writes an MTZ file, merged or not, reflection by reflection, little-endian.
///
/// Written aside and renamed by [#commit()]. Ranges of the columns, the resolution and the number
/// of reflections are gathered on the way; memory does not grow with reflections, and with images
/// by their batch headers alone.
public final class MtzWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 20;
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final AsideFile file;
  private final MtzHeader draft;
  private final int width;
  private final byte[] buffer;
  private final float[] low;
  private final float[] high;
  private final double[] metric;
  private final List<MtzBatch> batches = new ArrayList<>();
  private double smallest = Double.POSITIVE_INFINITY;
  private double largest = Double.NEGATIVE_INFINITY;
  private int filled;
  private long written = MtzFile.DATA;
  private long rows;

  private MtzWriter(AsideFile file, MtzHeader draft) {
    this.file = file;
    this.draft = draft;
    this.width = draft.columns().size();
    this.buffer = new byte[Math.max(BUFFER, 4 * width)];
    this.low = new float[width];
    this.high = new float[width];
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    UnitCell cell = draft.cell();
    this.metric = cell == null ? new double[6] : cell.reciprocalMetric();
  }

  /// @param destination where the file is to be
  /// @param draft everything but rows, ranges, resolution and batches; see [MtzHeader#toWrite]
  public static MtzWriter create(Path destination, MtzHeader draft) {
    if (draft.columns().size() < 3) {
      throw new IllegalArgumentException("an MTZ file begins with columns H, K, L");
    }
    return new MtzWriter(AsideFile.create(destination), draft);
  }

  /// Adds reflections, `count` rows of one number for each column, from `values[from]` on; NaN
  /// where one is missing.
  public void append(float[] values, int from, int count) {
    int together = buffer.length / 4 / width;
    for (int done = 0; done < count; ) {
      if (filled + 4 * width > buffer.length) {
        flush();
      }
      int n = Math.min(together - filled / 4 / width, count - done);
      store(values, from + done * width, n);
      done += n;
    }
  }

  private void store(float[] values, int from, int n) {
    int words = n * width;
    for (int i = 0; i < words; i++) {
      WORD.set(buffer, filled + 4 * i, Float.floatToRawIntBits(values[from + i]));
    }
    for (int c = 0; c < width; c++) {
      float least = low[c];
      float most = high[c];
      for (int i = from + c; i < from + words; i += width) {
        float value = values[i];
        least = value < least ? value : least; // false where missing
        most = value > most ? value : most;
      }
      low[c] = least;
      high[c] = most;
    }
    for (int i = from; i < from + words; i += width) {
      spacing(values[i], values[i + 1], values[i + 2]);
    }
    filled += 4 * words;
    rows += n;
  }

  private void spacing(double h, double k, double l) {
    double s =
        metric[0] * h * h
            + metric[1] * k * k
            + metric[2] * l * l
            + metric[3] * k * l
            + metric[4] * h * l
            + metric[5] * h * k;
    smallest = s < smallest ? s : smallest;
    largest = s > largest ? s : largest;
  }

  /// Adds reflections from whole columns, rows `from` to `from + count` of each.
  public void appendColumns(float[][] columns, int from, int count) {
    int together = Math.max(1, (1 << 16) / width);
    float[] block = new float[Math.min(count, together) * width];
    for (int done = 0; done < count; done += together) {
      int n = Math.min(together, count - done);
      for (int c = 0; c < width; c++) {
        float[] column = columns[c];
        for (int r = from + done, i = c; r < from + done + n; r++, i += width) {
          block[i] = column[r];
        }
      }
      append(block, 0, n);
    }
  }

  /// Adds the header of an image whose reflections are among the rows.
  public void batch(MtzBatch batch) {
    batches.add(batch);
  }

  /// Number of reflections so far.
  public long rows() {
    return rows;
  }

  private void flush() {
    file.write(ByteBuffer.wrap(buffer, 0, filled), written);
    written += filled;
    filled = 0;
  }

  /// Writes the header and makes the file appear at its destination.
  public void commit() {
    flush();
    List<MtzColumn> columns = new ArrayList<>();
    for (int c = 0; c < width; c++) {
      MtzColumn column = draft.columns().get(c);
      boolean any = low[c] <= high[c];
      columns.add(
          new MtzColumn(
              column.label(),
              column.type(),
              column.dataset(),
              any ? low[c] : 0,
              any ? high[c] : 0));
    }
    boolean known = draft.cell() != null && smallest <= largest;
    var header =
        new MtzHeader(
            draft.title(),
            rows,
            draft.cell(),
            draft.sortOrder(),
            draft.group(),
            draft.groupName(),
            draft.groupNumber(),
            draft.operations(),
            known ? smallest : 0,
            known ? largest : 0,
            Float.NaN,
            columns,
            draft.datasets(),
            draft.history(),
            batches);
    long at = written;
    new MtzHeaderText(header, (bytes, position) -> file.write(bytes, at + position)).write();
    file.write(ByteBuffer.wrap(start(at / 4 + 1)), 0);
    file.commit();
  }

  /// The first 80 bytes.
  ///
  /// @param word where the header begins, in words of four bytes, counted from 1
  private static byte[] start(long word) {
    ByteBuffer out = ByteBuffer.allocate(MtzFile.DATA).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {'M', 'T', 'Z', ' '});
    boolean far = word > Integer.MAX_VALUE;
    out.putInt(far ? -1 : (int) word);
    out.put(new byte[] {0x44, 0x41, 0, 0});
    out.putLong(far ? word : 0);
    return out.array();
  }

  @Override
  public void close() {
    file.close();
  }
}

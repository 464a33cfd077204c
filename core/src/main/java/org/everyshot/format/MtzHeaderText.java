package org.everyshot.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UnitCell;

/// The header of an MTZ file as its records of 80 characters.
final class MtzHeaderText {
  private static final int RECORD = 80;
  private static final int BLOCK = 1 << 20;
  private static final int MOST_HISTORY = 30;

  private final MtzHeader header;
  private final Sink sink;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long flushed;

  /// Where the bytes go.
  interface Sink {
    /// @param position of the first byte, from the beginning of the header
    void write(ByteBuffer bytes, long position);
  }

  MtzHeaderText(MtzHeader header, Sink sink) {
    this.header = header;
    this.sink = sink;
  }

  void write() {
    record("VERS MTZ:V1.1");
    record("TITLE " + cut(header.title(), 70));
    record(
        String.format(
            Locale.ROOT,
            "NCOL %8d %12d %8d",
            header.columns().size(),
            header.rows(),
            header.batches().size()));
    UnitCell cell = header.cell();
    if (cell != null) {
      record("CELL " + cell(cell));
    }
    List<Integer> sort = header.sortOrder();
    record(
        String.format(
            Locale.ROOT,
            "SORT  %3d %3d %3d %3d %3d",
            sort.get(0),
            sort.get(1),
            sort.get(2),
            sort.get(3),
            sort.get(4)));
    symmetry();
    record(
        String.format(
            Locale.ROOT,
            "RESO %-20.12f %-20.12f",
            header.inverseSquareLow(),
            header.inverseSquareHigh()));
    record("VALM NAN");
    for (MtzColumn column : header.columns()) {
      record(
          String.format(
              Locale.ROOT,
              "COLUMN %-30s %c %17s %17s %4d",
              column.label(),
              column.type(),
              number(column.min()),
              number(column.max()),
              column.dataset()));
    }
    datasets();
    batchNumbers();
    record("END");
    List<String> history = header.history();
    int lines = Math.min(MOST_HISTORY, history.size());
    if (lines > 0) {
      record(String.format(Locale.ROOT, "MTZHIST %3d", lines));
      history.subList(0, lines).forEach(this::record);
    }
    if (!header.batches().isEmpty()) {
      record("MTZBATS");
      header.batches().forEach(this::batch);
    }
    record("MTZENDOFHEADERS");
    flush();
  }

  private void symmetry() {
    List<SymmetryOperation> operations = header.operations();
    SpaceGroup group = header.group();
    char lattice = group == null ? 'P' : group.centring();
    long primitive =
        operations.stream().map(SymmetryOperation::withoutTranslation).distinct().count();
    String name = "'" + header.groupName() + "'";
    record(
        String.format(
            Locale.ROOT,
            "SYMINF %3d %2d %c %5d %22s PG%s",
            operations.size(),
            primitive,
            lattice,
            header.groupNumber(),
            name,
            group == null ? "" : group.pointGroup()));
    for (SymmetryOperation operation : operations) {
      record("SYMM " + operation.triplet().toUpperCase(Locale.ROOT));
    }
  }

  private void datasets() {
    record(String.format(Locale.ROOT, "NDIF %8d", header.datasets().size()));
    for (MtzDataset dataset : header.datasets()) {
      record(String.format(Locale.ROOT, "PROJECT %7d ", dataset.id()) + dataset.project());
      record(String.format(Locale.ROOT, "CRYSTAL %7d ", dataset.id()) + dataset.crystal());
      record(String.format(Locale.ROOT, "DATASET %7d ", dataset.id()) + dataset.name());
      UnitCell cell = dataset.cell();
      if (cell != null) {
        record(String.format(Locale.ROOT, "DCELL %9d ", dataset.id()) + cell(cell));
      }
      record(
          String.format(
              Locale.ROOT, "DWAVEL %8d %10.5f", dataset.id(), dataset.wavelengthAngstrom()));
    }
  }

  private void batchNumbers() {
    var line = new StringBuilder();
    List<MtzBatch> batches = header.batches();
    boolean wide = batches.stream().anyMatch(batch -> batch.number() > 99_999);
    int perLine = wide ? 6 : 12;
    for (int i = 0; i < batches.size(); i++) {
      line.append(String.format(Locale.ROOT, wide ? "%12d" : "%6d", batches.get(i).number()));
      if (i % perLine == perLine - 1 || i == batches.size() - 1) {
        record("BATCH " + line);
        line.setLength(0);
      }
    }
  }

  private void batch(MtzBatch batch) {
    record(
        String.format(
            Locale.ROOT,
            "BH %8d %7d %7d %7d",
            batch.number(),
            MtzBatch.INTEGERS + MtzBatch.REALS,
            MtzBatch.INTEGERS,
            MtzBatch.REALS));
    record("TITLE " + cut(batch.title(), 70));
    ByteBuffer words =
        ByteBuffer.allocate(4 * (MtzBatch.INTEGERS + MtzBatch.REALS))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int value : batch.integers()) {
      words.putInt(value);
    }
    for (float value : batch.reals()) {
      words.putFloat(value);
    }
    out.writeBytes(words.array());
    record("BHCH  " + "AXIS   ");
  }

  private static String cell(UnitCell c) {
    return String.format(
        Locale.ROOT,
        "%10.4f%10.4f%10.4f%10.4f%10.4f%10.4f",
        c.a(),
        c.b(),
        c.c(),
        c.alphaDegrees(),
        c.betaDegrees(),
        c.gammaDegrees());
  }

  /// A number in at most 17 characters, with nine decimals as CCP4 and gemmi have it.
  static String number(float value) {
    float v = Float.isNaN(value) ? 0 : value;
    String plain = String.format(Locale.ROOT, "%.9f", v);
    return plain.length() <= 17 ? plain : String.format(Locale.ROOT, "%.9e", v);
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }

  private void record(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    byte[] line = new byte[RECORD];
    Arrays.fill(line, (byte) ' ');
    System.arraycopy(ascii, 0, line, 0, Math.min(RECORD, ascii.length));
    out.writeBytes(line);
    if (out.size() >= BLOCK) {
      flush();
    }
  }

  private void flush() {
    sink.write(ByteBuffer.wrap(out.toByteArray()), flushed);
    flushed += out.size();
    out.reset();
  }
}

package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MtzFileTest {
  private static final UnitCell CELL = new UnitCell(93.239, 93.239, 130.707, 90, 90, 120);

  @TempDir Path folder;

  private static MtzHeader draft() {
    return MtzHeader.toWrite(
        "a title",
        CELL,
        SpaceGroup.of("P 61 2 2"),
        List.of(
            new MtzColumn("H", 'H', 0),
            new MtzColumn("K", 'H', 0),
            new MtzColumn("L", 'H', 0),
            new MtzColumn("F", 'F', 1),
            new MtzColumn("EMPTY", 'R', 1)),
        List.of(MtzDataset.base(CELL), new MtzDataset(1, "p", "x", "d", CELL, 1.2713)),
        List.of("first line", "second line"));
  }

  /// Rows h, k, l, a value, nothing.
  private static float[] rows(int count) {
    var random = new SplittableRandom(5);
    float[] out = new float[5 * count];
    for (int r = 0; r < count; r++) {
      out[5 * r] = random.nextInt(40) + 1;
      out[5 * r + 1] = random.nextInt(40);
      out[5 * r + 2] = random.nextInt(60);
      out[5 * r + 3] = r % 7 == 0 ? Float.NaN : (float) random.nextDouble(-1e7, 1e7);
      out[5 * r + 4] = Float.NaN;
    }
    return out;
  }

  private Path written(int count) {
    Path file = folder.resolve("written.mtz");
    try (MtzWriter out = MtzWriter.create(file, draft())) {
      float[] rows = rows(count);
      int half = count / 2;
      out.append(rows, 0, half);
      out.append(rows, 5 * half, count - half);
      out.commit();
    }
    return file;
  }

  @Test
  void whatIsWrittenReadsBack() {
    int count = 200_001; // more than a buffer
    float[] expected = rows(count);
    try (MtzFile file = MtzFile.open(written(count))) {
      MtzHeader header = file.header();
      assertEquals("a title", header.title());
      assertEquals(count, file.rows());
      assertEquals(CELL, header.cell());
      assertEquals("P 61 2 2", Objects.requireNonNull(header.group()).name());
      assertEquals(178, header.groupNumber());
      assertEquals(List.of("first line", "second line"), header.history());
      assertEquals(1.2713, header.wavelengthAngstrom(), 1e-9);
      assertEquals("d", header.datasets().get(1).name());
      float[] all = new float[expected.length];
      file.rows(0, count, all);
      assertArrayEquals(expected, all);
      float[] values = file.column("F");
      float low = Float.POSITIVE_INFINITY;
      for (int r = 0; r < count; r++) {
        assertEquals(expected[5 * r + 3], values[r]);
        low = values[r] < low ? values[r] : low;
      }
      assertEquals(low, header.columns().get(3).min());
      assertEquals(0, header.columns().get(4).max());
      double square = CELL.inverseSquareSpacing(40, 39, 59);
      assertEquals(square, header.inverseSquareHigh(), 1e-12);
    }
  }

  /// The other byte order, made by turning every number of the file around.
  @Test
  void bigEndianFilesReadTheSame() throws IOException {
    Path little = written(1000);
    byte[] bytes = Files.readAllBytes(little);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = 4 * (in.getInt(4) - 1);
    ByteBuffer out = ByteBuffer.wrap(bytes.clone());
    out.putInt(4, in.getInt(4)).put(8, (byte) 0x11).put(9, (byte) 0x11);
    for (int at = 80; at < header; at += 4) {
      out.putInt(at, in.getInt(at));
    }
    Path big = folder.resolve("big.mtz");
    Files.write(big, out.array());
    try (MtzFile a = MtzFile.open(little);
        MtzFile b = MtzFile.open(big)) {
      assertFalse(a.bigEndian());
      assertTrue(b.bigEndian());
      assertArrayEquals(a.column("F"), b.column("F"));
    }
  }

  @Test
  void headerBeyondTheWordIsFoundByItsLongOffset() throws IOException {
    byte[] bytes = Files.readAllBytes(written(100));
    ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int word = out.getInt(4);
    out.putInt(4, -1).putLong(12, word);
    Path far = folder.resolve("far.mtz");
    Files.write(far, bytes);
    try (MtzFile file = MtzFile.open(far)) {
      assertEquals(100, file.rows());
    }
  }

  @Test
  void missingNumberOfTheFileBecomesNan() throws IOException {
    Path file = written(100);
    String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    float value = rows(100)[3 + 5];
    String flag = String.format("VALM %-20s", value);
    text = text.replace("VALM NAN" + " ".repeat(17), flag);
    Files.writeString(file, text, java.nio.charset.StandardCharsets.ISO_8859_1);
    try (MtzFile in = MtzFile.open(file)) {
      assertEquals(value, in.header().missing());
      assertTrue(Float.isNaN(in.column("F")[1]));
      assertFalse(Float.isNaN(in.column("F")[2]));
    }
  }

  @Test
  void unknownColumnNamesThoseThatThereAre() {
    try (MtzFile file = MtzFile.open(written(10))) {
      var e = assertThrows(UserInputException.class, () -> file.column("FP"));
      assertTrue(String.valueOf(e.getMessage()).endsWith("no column FP; it has H K L F EMPTY"));
    }
  }

  /// Truncated or with bytes changed, a file is read or refused in one line, never more.
  @Test
  void damagedFilesAreRefusedInOneLine() throws IOException {
    byte[] good = Files.readAllBytes(written(40));
    var random = new SplittableRandom(17);
    Path file = folder.resolve("damaged.mtz");
    int refused = 0;
    for (int trial = 0; trial < 2000; trial++) {
      byte[] bad = good.clone();
      int length = bad.length;
      if (trial % 4 == 0) {
        length = random.nextInt(length);
      } else {
        int from = trial % 4 == 1 ? 0 : 80 + 40 * 20;
        for (int i = 0; i <= trial % 3; i++) {
          bad[from + random.nextInt(Math.min(length - from, trial % 4 == 1 ? 20 : length))] =
              (byte) random.nextInt(256);
        }
      }
      Files.write(file, java.util.Arrays.copyOf(bad, length));
      try (MtzFile in = MtzFile.open(file)) {
        in.columns(0, 1, 2);
      } catch (DamagedDataException e) {
        refused++;
        assertNotNull(e.getMessage());
        assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
        assertFalse(e.getMessage().contains("\n"), e.getMessage());
      }
    }
    assertTrue(refused > 500, "refused " + refused);
  }
}

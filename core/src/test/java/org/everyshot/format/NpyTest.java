package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.ShotBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {
  @TempDir Path folder;

  /// Bytes as `numpy.save` lays them out: magic, version, header padded to 64 bytes, values.
  private Path file(int version, String header, byte[] values) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    int start = version == 1 ? 10 : 12;
    int length = (start + header.length() + 1 + 63) / 64 * 64 - start;
    var size = ByteBuffer.allocate(start - 8).order(ByteOrder.LITTLE_ENDIAN);
    out.write(version == 1 ? size.putShort((short) length).array() : size.putInt(length).array());
    byte[] text = new byte[length];
    Arrays.fill(text, (byte) ' ');
    byte[] body = header.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(body, 0, text, 0, body.length);
    text[length - 1] = '\n';
    out.write(text);
    out.write(values);
    return Files.write(Files.createTempFile(folder, "array", ".npy"), out.toByteArray());
  }

  private static String header(String descr, boolean fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }"
        .formatted(descr, fortran ? "True" : "False", shape);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|u1", "|i1", "<u2", ">u2", "<i2", ">i2", "<u4", ">u4", "<i4", ">i4", "<i8", ">i8", "<f4",
        ">f4", "<f8", ">f8"
      })
  void everyTypeAndByteOrderIsRead(String descr) throws IOException {
    ByteOrder order = descr.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int size = descr.charAt(2) - '0';
    var bytes = ByteBuffer.allocate(3 * size).order(order);
    double[] expected = {5, 77, descr.charAt(1) == 'u' ? Math.pow(2, 8 * size) - 1 : -1};
    for (double value : expected) {
      switch (descr.substring(1)) {
        case "f4" -> bytes.putFloat((float) value);
        case "f8" -> bytes.putDouble(value);
        case "u1", "i1" -> bytes.put((byte) (long) value);
        case "u2", "i2" -> bytes.putShort((short) (long) value);
        case "u4", "i4" -> bytes.putInt((int) (long) value);
        default -> bytes.putLong((long) value);
      }
    }
    for (int version = 1; version <= 3; version++) {
      try (var npy = NpyFile.open(file(version, header(descr, false, "(3,)"), bytes.array()))) {
        double[] twice = new double[3];
        npy.read(0, 3, twice, 0);
        assertArrayEquals(expected, twice);
        float[] single = new float[4];
        npy.read(1, 2, single, 2);
        assertArrayEquals(new float[] {0, 0, 77, (float) expected[2]}, single);
      }
    }
  }

  @Test
  void bothOrdersOfDimensionsGiveTheSameImages() throws IOException {
    int shots = 5;
    int rings = 3;
    int azimuths = 4;
    var c = ByteBuffer.allocate(60 * 4).order(ByteOrder.LITTLE_ENDIAN);
    var fortran = ByteBuffer.allocate(60 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 60; i++) {
      c.putFloat(i);
    }
    for (int a = 0; a < azimuths; a++) {
      for (int r = 0; r < rings; r++) {
        for (int s = 0; s < shots; s++) {
          fortran.putFloat((s * rings + r) * azimuths + a);
        }
      }
    }
    Path one = file(1, header("<f4", false, "(5, 3, 4)"), c.array());
    Path two = file(1, header("<f4", true, "(5, 3, 4)"), fortran.array());
    for (Path path : List.of(one, two)) {
      for (ImageWidth width : ImageWidth.values()) {
        try (var source = PolarSource.npy(path, width, new LossLedger())) {
          Slice slice = source.next();
          assertNotNull(slice);
          ShotBatch batch = source.read(slice);
          assertEquals(5, batch.count());
          assertEquals(4, batch.train(4));
          for (int i = 0; i < 60; i++) {
            assertEquals(i, width == ImageWidth.DOUBLE ? batch.twice()[i] : batch.single()[i]);
          }
          assertNull(source.next());
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(NpyType.class)
  void imagesAsStoredAreFloatsWhereThoseHoldEveryNumber(NpyType type) {
    Path path = folder.resolve(type + ".npy");
    try (var npy = NpyWriter.create(path, type, -1, 1, 3)) {
      npy.append(1f, 0f, 1f);
      npy.commit();
    }
    Set<NpyType> wide =
        EnumSet.of(NpyType.FLOAT64, NpyType.INT32, NpyType.UINT32, NpyType.INT64, NpyType.UINT64);
    try (var source = PolarSource.npy(path, ImageWidth.AS_STORED, new LossLedger())) {
      ShotBatch batch = source.read(Objects.requireNonNull(source.next()));
      assertEquals(wide.contains(type), batch.doublePrecision());
      assertEquals(1, wide.contains(type) ? batch.twice()[2] : batch.single()[2]);
    }
  }

  @Test
  void imagesWithoutSenseAreVetoedByReason() {
    Path path = folder.resolve("x.npy");
    try (var npy = NpyWriter.create(path, NpyType.FLOAT32, -1, 1, 3)) {
      npy.append(1f, Float.NaN, 3f);
      npy.append(1f, Float.POSITIVE_INFINITY, 3f);
      npy.append(Float.NaN, Float.NaN, Float.NaN);
      npy.append(7f, 8f, 9f);
      npy.commit();
    }
    var ledger = new LossLedger();
    try (var source = PolarSource.npy(path, ImageWidth.SINGLE, ledger)) {
      Slice slice = source.next();
      assertNotNull(slice);
      ShotBatch batch = source.read(slice);
      assertEquals(2, batch.count());
      assertEquals(3, batch.train(1));
      assertArrayEquals(new float[] {1, Float.NaN, 3, 7, 8, 9}, Arrays.copyOf(batch.single(), 6));
      assertEquals(1, source.missingBins());
    }
    assertEquals(
        Map.of("infinite value in the image", 1L, "image without any value", 1L),
        ledger.balance().vetoed());
  }

  @Test
  void aSingleImageIsAStackOfOne() {
    Path path = folder.resolve("x.npy");
    try (var npy = NpyWriter.create(path, NpyType.UINT16, 2, 3)) {
      npy.append(1, 2, 3, 4, 5, 65535.0);
      npy.commit();
    }
    try (var source = PolarSource.npy(path, ImageWidth.SINGLE, new LossLedger())) {
      assertEquals(1, source.shots().getAsLong());
      assertEquals(2, source.rings());
      assertEquals(3, source.azimuths());
      Slice slice = source.next();
      assertNotNull(slice);
      assertEquals(65535f, source.read(slice).single()[5]);
    }
  }

  @Test
  void whatCannotBeReadIsSaidInOneLine() throws IOException {
    byte[] values = new byte[16];
    for (String descr : List.of("<c8", "|O", "<M8[ns]", "<f2", "<U4", "|f4")) {
      Path path = file(1, header(descr, false, "(2,)"), values);
      var e = assertThrows(UserInputException.class, () -> NpyFile.open(path));
      assertFalse(e.toString().contains("\n"), e::toString);
      assertTrue(e.toString().contains("save"), e::toString);
    }
    Path records =
        file(1, "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (4,)}", values);
    assertThrows(UserInputException.class, () -> NpyFile.open(records));
    Path flat = file(1, header("<f4", false, "(4,)"), values);
    assertThrows(
        UserInputException.class, () -> PolarSource.npy(flat, ImageWidth.SINGLE, new LossLedger()));
    assertThrows(UserInputException.class, () -> NpyFile.open(folder.resolve("absent.npy")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4,",
        "{'descr': '<f4', 'fortran_order': Fals, 'shape': (4,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (-4,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (5,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
        "{'descr': '<f4', 'fortran_order': False, }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), 'shape': (4,), }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), 'x': 1, }",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (4,), } 1",
      })
  void headersThatDoNotFitAreDamage(String header) throws IOException {
    Path path = file(1, header, new byte[16]);
    assertThrows(DamagedDataException.class, () -> NpyFile.open(path));
  }

  @Test
  void everyTruncationIsDamage() {
    Path path = folder.resolve("x.npy");
    try (var npy = NpyWriter.create(path, NpyType.FLOAT64, 2, 3, 4)) {
      npy.append(new double[24]);
      npy.commit();
    }
    byte[] whole = bytesOf(path);
    for (int length = 0; length < whole.length; length += 1 + length / 16) {
      Path cut = folder.resolve("cut.npy");
      byte[] part = Arrays.copyOf(whole, length);
      write(cut, part);
      assertThrows(DamagedDataException.class, () -> NpyFile.open(cut).close(), "length " + length);
    }
  }

  @Test
  void aFileCutShortWhileItIsReadIsDamage() throws IOException {
    Path path = folder.resolve("x.npy");
    try (var npy = NpyWriter.create(path, NpyType.FLOAT64, 2, 3, 4)) {
      npy.append(new double[24]);
      npy.commit();
    }
    try (var npy = NpyFile.open(path);
        var channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      double[] values = new double[24];
      npy.read(0, 24, values, 0);
      channel.truncate(channel.size() - 8);
      npy.read(0, 23, values, 0);
      assertThrows(DamagedDataException.class, () -> npy.read(0, 24, values, 0));
    }
  }

  @Test
  void aFlippedByteOfTheHeaderIsNeverAnythingButAFaultOrHarmless() {
    Path path = folder.resolve("x.npy");
    try (var npy = NpyWriter.create(path, NpyType.FLOAT32, 2, 3, 4)) {
      npy.append(new float[24]);
      npy.commit();
    }
    byte[] whole = bytesOf(path);
    Path flipped = folder.resolve("flipped.npy");
    int faults = 0;
    for (int at = 0; at < 128; at++) {
      for (int flip : new int[] {0x01, 0x10, 0xFF}) {
        byte[] bytes = whole.clone();
        bytes[at] ^= (byte) flip;
        write(flipped, bytes);
        try (var npy = NpyFile.open(flipped)) {
          assertEquals(24, npy.size());
        } catch (UserInputException | DamagedDataException e) {
          faults++;
        }
      }
    }
    assertTrue(faults > 250, faults + " of 384 noticed");
  }

  private static byte[] bytesOf(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(Path path, byte[] bytes) {
    try {
      Files.write(path, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Hdf5WriterTest {
  @TempDir Path folder;

  @Test
  void jhdfReadsEveryTypeBack() {
    Path path = folder.resolve("types.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      h5.dataset("/u1", Hdf5Type.UINT8, 3).append(new byte[] {0, 127, -1}).close();
      h5.dataset("/i1", Hdf5Type.INT8, 3).append(new byte[] {0, 127, -1}).close();
      h5.dataset("/u2", Hdf5Type.UINT16, 2).append(new short[] {1, -1}).close();
      h5.dataset("/i2", Hdf5Type.INT16, 2).append(new short[] {1, -1}).close();
      h5.dataset("/u4", Hdf5Type.UINT32, 2).append(1, -1).close();
      h5.dataset("/i4", Hdf5Type.INT32, 2).append(1, -1).close();
      h5.dataset("/u8", Hdf5Type.UINT64, 2).append(1L, 2L).close();
      h5.dataset("/i8", Hdf5Type.INT64, 2).append(1L, -1L).close();
      h5.dataset("/f4", Hdf5Type.FLOAT32, 2).append(1.5f, Float.NaN).close();
      h5.dataset("/f8", Hdf5Type.FLOAT64, 2).append(Math.PI, -0.0).close();
      h5.texts("/text", Hdf5Layout.CONTIGUOUS, 3).append("ring", "", "Å⁻¹").close();
      h5.fixedTexts("/fixed", "module 7", "Å");
      h5.write("/one", 2.5);
      h5.write("/word", "scalar text");
      h5.commit();
    }
    try (var h5 = new HdfFile(path)) {
      assertArrayEquals(new int[] {0, 127, 255}, (int[]) h5.getDatasetByPath("u1").getData());
      assertArrayEquals(new byte[] {0, 127, -1}, (byte[]) h5.getDatasetByPath("i1").getData());
      assertArrayEquals(new int[] {1, 65535}, (int[]) h5.getDatasetByPath("u2").getData());
      assertArrayEquals(new short[] {1, -1}, (short[]) h5.getDatasetByPath("i2").getData());
      assertArrayEquals(new long[] {1, 4294967295L}, (long[]) h5.getDatasetByPath("u4").getData());
      assertArrayEquals(new int[] {1, -1}, (int[]) h5.getDatasetByPath("i4").getData());
      assertArrayEquals(new long[] {1, -1}, (long[]) h5.getDatasetByPath("i8").getData());
      assertArrayEquals(
          new float[] {1.5f, Float.NaN}, (float[]) h5.getDatasetByPath("f4").getData());
      assertArrayEquals(
          new double[] {Math.PI, -0.0}, (double[]) h5.getDatasetByPath("f8").getData());
      assertArrayEquals(
          new String[] {"module 7", "Å"}, (String[]) h5.getDatasetByPath("fixed").getData());
      assertEquals("scalar text", h5.getDatasetByPath("word").getData());
      assertEquals(2.5, h5.getDatasetByPath("one").getData());
      assertEquals("Å⁻¹", ((Object[]) h5.getDatasetByPath("text").getData())[2]);
    }
  }

  @Test
  void groupsLinksAndAttributesAreFoundWhereTheyWerePut() {
    Path path = folder.resolve("tree.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      h5.write("/a/b/values", new double[] {1, 2, 3, 4, 5, 6}, 2, 3)
          .attribute("units", "angstrom^-1")
          .attribute("scale", 0.25)
          .attribute("count", 3L)
          .attribute("edges", new double[] {0, 1, 2})
          .attribute("ids", new long[] {7, 8})
          .attribute("names", new String[] {"x", "yy"});
      h5.group("/a").attribute("title", "first").attribute("title", "second");
      h5.group("/").attribute("creator", "everyshot");
      h5.softLink("/short", "/a/b/values");
      for (int i = 0; i < 40; i++) {
        h5.write("/many/dataset" + i, i);
      }
      h5.commit();
    }
    try (var h5 = new HdfFile(path)) {
      Dataset values = h5.getDatasetByPath("short");
      assertArrayEquals(new double[][] {{1, 2, 3}, {4, 5, 6}}, (double[][]) values.getData());
      assertEquals("angstrom^-1", values.getAttribute("units").getData());
      assertEquals(0.25, values.getAttribute("scale").getData());
      assertEquals(3L, values.getAttribute("count").getData());
      assertArrayEquals(new double[] {0, 1, 2}, (double[]) values.getAttribute("edges").getData());
      assertArrayEquals(new long[] {7, 8}, (long[]) values.getAttribute("ids").getData());
      assertEquals("second", h5.getByPath("a").getAttribute("title").getData());
      assertEquals("everyshot", h5.getAttribute("creator").getData());
      assertEquals(39, h5.getDatasetByPath("many/dataset39").getData());
    }
  }

  static List<Hdf5Layout> layouts() {
    return List.of(
        new Hdf5Layout(3, 0, false, false),
        new Hdf5Layout(3, 0, true, false),
        Hdf5Layout.checked(3),
        Hdf5Layout.compressed(3, 4));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void chunksOfUnknownNumberComeBackThroughEveryFilter(Hdf5Layout layout) {
    Path path = folder.resolve("chunks.h5");
    int rows = 1000; // 334 chunks: two levels of the chunk tree, the last chunk in part
    try (var h5 = Hdf5Writer.create(path)) {
      try (Hdf5Dataset data = h5.dataset("/data", Hdf5Type.UINT16, layout, -1, 5, 7);
          Hdf5Dataset ids = h5.dataset("/ids", Hdf5Type.INT64, layout, -1)) {
        for (int r = 0; r < rows; r++) {
          short[] row = new short[35];
          for (int i = 0; i < 35; i++) {
            row[i] = (short) (r * 35 + i);
          }
          data.append(row);
          ids.append((long) r);
        }
      }
      h5.commit();
    }
    try (var h5 = new HdfFile(path)) {
      int[] flat = (int[]) h5.getDatasetByPath("data").getDataFlat();
      assertEquals(rows * 35, flat.length);
      for (int i = 0; i < flat.length; i++) {
        assertEquals(i & 0xFFFF, flat[i]);
      }
      long[] ids = (long[]) h5.getDatasetByPath("ids").getData();
      assertEquals(999, ids[999]);
    }
  }

  @Test
  void twentyThousandChunksAreAllFound() {
    Path path = folder.resolve("many.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      try (var data =
          h5.dataset("/data", Hdf5Type.INT32, new Hdf5Layout(1, 1, true, true), -1, 2)) {
        for (int r = 0; r < 20_500; r++) {
          data.append(r, -r);
        }
      }
      h5.commit();
    }
    try (var h5 = new HdfFile(path)) {
      int[][] data = (int[][]) h5.getDatasetByPath("data").getData();
      assertEquals(20_500, data.length);
      for (int r = 0; r < data.length; r++) {
        assertEquals(r, data[r][0]);
        assertEquals(-r, data[r][1]);
      }
    }
  }

  @Test
  void nothingIsLeftWithoutCommit() throws IOException {
    Path path = folder.resolve("none.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      h5.write("/x", new double[100_000], 100_000);
    }
    try (var files = Files.list(folder)) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void aFileInTheFoldersPlaceIsTheUsersToMend() throws IOException {
    Path path = Files.createFile(folder.resolve("taken")).resolve("x.h5");
    var e = assertThrows(UserInputException.class, () -> Hdf5Writer.create(path));
    assertTrue(e.toString().contains("a file stands where its folder should be"), e::toString);
  }

  @Test
  void incompleteDatasetsAndWrongTypesAreRefused() {
    try (var h5 = Hdf5Writer.create(folder.resolve("x.h5"))) {
      Hdf5Dataset data = h5.dataset("/data", Hdf5Type.FLOAT32, 4, 2).append(1f, 2f);
      assertThrows(IllegalStateException.class, () -> data.append(1.0));
      assertThrows(IllegalStateException.class, h5::commit);
      assertThrows(IllegalStateException.class, () -> data.append(new float[7]));
      assertThrows(IllegalArgumentException.class, () -> h5.write("/data", 1));
    }
  }

  @Test
  void lookup3AgreesWithItsAuthor() {
    // Values of Bob Jenkins' own self-test, driver5: hashlittle with initial value 0.
    byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
    assertEquals(0x17770551, Lookup3.hash(text, 0, text.length));
    assertEquals(0xdeadbeef, Lookup3.hash(text, 0, 0));
  }

  /// The sums as the HDF5 library defines them, a word at a time.
  private static int fletcher(byte[] data) {
    long first = 0;
    long second = 0;
    for (int at = 0; at < data.length; at += 2) {
      int low = at + 1 < data.length ? data[at + 1] & 0xFF : 0;
      first = (first + (((data[at] & 0xFF) << 8) | low)) % 65535;
      second = (second + first) % 65535;
    }
    return (int) ((second << 16) | first);
  }

  @Test
  void fletcherOfManyWordsIsThatOfOneAfterTheOther() {
    var random = new Random(5);
    for (int length : new int[] {7, 8, 9, 64, 2879, 2880, 2881, 5760, 100_003}) {
      byte[] data = new byte[length];
      random.nextBytes(data);
      assertEquals(fletcher(data), ChunkFilters.fletcher32(data, length), "length " + length);
      Arrays.fill(data, (byte) 0xFF);
      data[length / 2] = 3;
      assertEquals(fletcher(data), ChunkFilters.fletcher32(data, length), "length " + length);
    }
  }

  @Test
  void fletcherAgreesWithItsDefinition() {
    // Words 0x0102, 0x0304, 0x0500: sums 0x0102+0x0304+0x0500 = 0x0906 and
    // 0x0102 + 0x0406 + 0x0906 = 0x0E0E.
    assertEquals(0x0E0E0906, ChunkFilters.fletcher32(new byte[] {1, 2, 3, 4, 5}, 5));
  }
}

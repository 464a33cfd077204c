package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.ShotBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The files of `src/test/resources/hdf5` were written by h5py and hdf5plugin; `make.py` there
/// says how. Their arrays are a[s, i, j] = 1000 s + 10 i + j, shape (7, 9, 10).
class Hdf5ReadTest {
  private static final Path FOLDER = Path.of("src/test/resources/hdf5");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "growing",
        "growing2",
        "one",
        "plain",
        "contiguous",
        "big",
        "bigfloat",
        "lzf",
        "link",
        "group/inner",
        "group/relative",
        "outside"
      })
  void blocksOfEveryLayoutHoldWhatH5pyWrote(String dataset) {
    for (String name : List.of("earliest.h5", "latest.h5")) {
      try (var file = Hdf5File.open(FOLDER.resolve(name))) {
        checkBlocks(file.require(dataset));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lz4", "bslz4", "bitshuffle"})
  void compressionOfDetectorsIsUndone(String dataset) {
    try (var file = Hdf5File.open(FOLDER.resolve("compressed.h5"))) {
      checkBlocks(file.require(dataset));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,true,true", "0,false,true", "0,true,false", "1,true,true", "1,false,false"})
  void everyMixtureOfFiltersIsUndone(int level, boolean shuffle, boolean check) {
    Path path = folder.resolve("filters.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      var layout = new Hdf5Layout(2, level, shuffle, check);
      try (var data = h5.dataset("/a", Hdf5Type.UINT16, layout, -1, 9, 10)) {
        for (int i = 0; i < 630; i++) {
          data.append((short) (1000 * (i / 90) + 10 * (i / 10 % 9) + i % 10));
        }
      }
      h5.commit();
    }
    try (var file = Hdf5File.open(path)) {
      checkBlocks(file.require("a"));
    }
  }

  @Test
  void aUserBlockIsSkipped() {
    try (var file = Hdf5File.open(FOLDER.resolve("userblock.h5"))) {
      checkBlocks(file.require("plain"));
    }
  }

  private static void checkBlocks(Hdf5Array array) {
    assertEquals("[7, 9, 10]", array.shape());
    int[][] blocks = {
      {0, 0, 0, 7, 9, 10}, {3, 0, 0, 1, 9, 10}, {2, 3, 5, 3, 4, 5}, {6, 8, 9, 1, 1, 1}
    };
    for (int[] b : blocks) {
      int n = b[3] * b[4] * b[5];
      byte[] bytes = array.read(new long[] {b[0], b[1], b[2]}, new int[] {b[3], b[4], b[5]});
      double[] values = new double[n];
      Numbers.doubles(array.type(), bytes, 0, array.little(), values, 0, n);
      for (int v = 0; v < n; v++) {
        int s = b[0] + v / (b[4] * b[5]);
        int i = b[1] + v / b[5] % b[4];
        int j = b[2] + v % b[5];
        assertEquals(1000 * s + 10 * i + j, values[v], array.name() + " at " + v);
      }
    }
  }

  @Test
  void truthValuesAndCompactDatasetsAreNumbers() {
    try (var file = Hdf5File.open(FOLDER.resolve("latest.h5"))) {
      assertArrayEquals(new long[] {0, 1, 2, 3, 4}, file.require("compact").longs());
      assertEquals(1, file.require("truth").doubles()[1]);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compressed.h5|blosc|h5repack",
        "compressed.h5|zstd|h5repack",
        "virtual.h5|/entry/data/data|h5repack",
        "latest.h5|nowhere|absent",
        "latest.h5|gone|has no dataset",
        "latest.h5|group|has no dataset",
        "absent.h5|x|no such file"
      })
  void whatCannotBeReadIsTheUsersToMend(String name, String dataset, String remedy) {
    var e =
        assertThrows(
            UserInputException.class,
            () ->
                PolarSource.hdf5(FOLDER.resolve(name), dataset, ImageWidth.SINGLE, new LossLedger())
                    .read(first()));
    assertTrue(e.toString().contains(remedy), e::toString);
    assertTrue(e.toString().contains(name), e::toString);
  }

  private static Slice first() {
    Slice slice = SliceCutter.byMemory(7, 1).next();
    assertNotNull(slice);
    return slice;
  }

  @Test
  void circlesAndUnwrittenChunksAreDamage() {
    try (var file = Hdf5File.open(FOLDER.resolve("latest.h5"))) {
      assertThrows(DamagedDataException.class, () -> file.find("circle"));
      Hdf5Array hole = file.require("hole");
      assertEquals(9, hole.read(new long[] {2, 0, 9}, new int[] {1, 1, 1})[0] & 0xFF, 255);
      assertThrows(DamagedDataException.class, () -> hole.read(new long[3], new int[] {1, 9, 10}));
      assertNull(file.array("absent"));
    }
    assertThrows(DamagedDataException.class, () -> Hdf5File.open(FOLDER.resolve("make.py")));
  }

  @Test
  void polarStacksAreReadInSlices() {
    Path path = folder.resolve("stack.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      try (var images =
          h5.dataset("/polar/images", Hdf5Type.FLOAT64, Hdf5Layout.compressed(5, 1), -1, 2, 3)) {
        for (int i = 0; i < 300 * 6; i++) {
          images.append(i + 0.1);
        }
      }
      h5.commit();
    }
    for (ImageWidth width : ImageWidth.values()) {
      try (var source = PolarSource.hdf5(path, "/polar/images", width, new LossLedger())) {
        long shots = 0;
        for (Slice slice = source.next(); slice != null; slice = source.next()) {
          ShotBatch batch = source.read(slice);
          for (int i = 0; i < 6 * batch.count(); i++) {
            double expected = 6 * slice.first() + i + 0.1;
            if (width != ImageWidth.SINGLE) {
              assertEquals(expected, batch.twice()[i]);
            } else {
              assertEquals((float) expected, batch.single()[i]);
            }
          }
          shots += batch.count();
          source.recycle(batch);
        }
        assertEquals(300, shots);
      }
    }
  }
}

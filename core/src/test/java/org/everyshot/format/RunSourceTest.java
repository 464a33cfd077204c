package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.everyshot.detector.Geometry;
import org.everyshot.engine.Slice;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.FrameBatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Run folders of the facility's shape, with modules of 4 × 3 pixels instead of 512 × 128.
class RunSourceTest {
  private static final int HEIGHT = 4;
  private static final int WIDTH = 3;

  @TempDir Path folder;

  /// Pixel of a module in a shot.
  private static float value(long train, int pulse, int module, int pixel) {
    return 1000 * (train - 10000) + 100L * pulse + 16L * module + pixel % 12;
  }

  /// One file: trains with two pulses each (numbers 0 and 8), and padding after them.
  private void file(int module, int sequence, long[] trains, boolean raw, boolean old) {
    String source = "SPB_DET_AGIPD1M-1/DET/" + module + "CH0:xtdf";
    String name = "%s-R0007-AGIPD%02d-S%05d.h5".formatted(raw ? "RAW" : "CORR", module, sequence);
    int n = trains.length;
    try (var h5 = Hdf5Writer.create(folder.resolve(name))) {
      String list = old ? "/METADATA/dataSourceId" : "/METADATA/dataSources/dataSourceId";
      h5.fixedTexts(list, "INSTRUMENT/" + source + "/image", "");
      long[] padded = Arrays.copyOf(trains, n + 2);
      h5.write("/INDEX/trainId", padded, n + 2);
      long[] first = new long[n + 2];
      long[] count = new long[n + 2];
      long[] last = new long[n + 2];
      for (int t = 0; t < n; t++) {
        first[t] = 2L * t;
        count[t] = 2;
        last[t] = 2L * t + 1;
      }
      String index = "/INDEX/" + source + "/image";
      h5.write(index + "/first", first, n + 2);
      if (old) {
        h5.write(index + "/last", last, n + 2);
        h5.write(index + "/status", Arrays.stream(count).map(c -> c / 2).toArray(), n + 2);
      } else {
        h5.write(index + "/count", count, n + 2);
      }
      String root = "/INSTRUMENT/" + source + "/image";
      int rows = 2 * n + 5;
      long[] pulse = new long[rows];
      for (int r = 0; r < 2 * n; r++) {
        pulse[r] = 8L * (r % 2);
      }
      h5.write(root + "/pulseId", pulse, rows, 1);
      if (raw) {
        try (var data =
            h5.dataset(
                root + "/data",
                Hdf5Type.UINT16,
                new Hdf5Layout(2, 0, false, false),
                -1,
                2,
                HEIGHT,
                WIDTH)) {
          for (int r = 0; r < rows; r++) {
            for (int i = 0; i < 24; i++) {
              data.append(
                  (short)
                      (r < 2 * n && i < 12
                          ? value(trains[r / 2], (int) pulse[r], module, i)
                          : 9999));
            }
          }
        }
      } else {
        try (var data =
                h5.dataset(
                    root + "/data",
                    Hdf5Type.FLOAT32,
                    Hdf5Layout.compressed(2, 1),
                    -1,
                    HEIGHT,
                    WIDTH);
            var mask =
                h5.dataset(
                    root + "/mask",
                    Hdf5Type.UINT32,
                    Hdf5Layout.compressed(2, 1),
                    -1,
                    HEIGHT,
                    WIDTH)) {
          for (int r = 0; r < rows; r++) {
            for (int i = 0; i < 12; i++) {
              data.append(r < 2 * n ? value(trains[r / 2], (int) pulse[r], module, i) : 9999f);
              mask.append(r == 0 && module == 0 && i == 5 ? 64 : 0);
            }
          }
        }
      }
      h5.commit();
    }
  }

  private static Geometry geometry(int modules) {
    var text =
        new StringBuilder(
            """
            clen = 0.2
            photon_energy = 9000
            res = 5000
            data = /entry_1/data_1/data
            dim0 = %
            dim2 = ss
            dim3 = fs
            min_fs = 0
            max_fs = 2
            min_ss = 0
            max_ss = 3
            corner_y = 0
            fs = +x
            ss = +y
            """);
    for (int m = 0; m < modules; m++) {
      text.append("m%d/dim1 = %d\nm%d/corner_x = %d\n".formatted(m, m, m, 10 * m));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return GeometryFile.parse(bytes, "test.geom").geometry();
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true", "true,true"})
  void modulesAreMatchedByTrainAndPulse(boolean raw, boolean old) {
    file(0, 0, new long[] {10000, 10001}, raw, old);
    file(0, 1, new long[] {10003, 10004}, raw, old);
    file(1, 0, new long[] {10000, 10003}, raw, old); // 10001 and 10004 lost
    file(3, 0, new long[] {10000, 10001, 10003, 10004}, raw, old); // no module 2 at all
    try (var source = RunSource.open(folder, geometry(4))) {
      assertEquals(8, source.shots().getAsLong());
      assertEquals(1, source.missingTrains()); // 10002
      int seen = 0;
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        FrameBatch batch = source.read(slice);
        for (int s = 0; s < batch.count(); s++, seen++) {
          long train = new long[] {10000, 10001, 10003, 10004}[seen / 2];
          int pulse = 8 * (seen % 2);
          assertEquals(train, batch.train(s));
          assertEquals(pulse, batch.pulse(s));
          for (int i = 0; i < 48; i++) {
            int module = i / 12;
            boolean lost =
                module == 2
                    || (module == 1 && (train == 10001 || train == 10004))
                    || (!raw && i == 5 && (seen == 0 || seen == 4));
            float expected = lost ? Float.NaN : value(train, pulse, module, i);
            assertEquals(expected, batch.values(s)[i], "shot " + seen + ", pixel " + i);
          }
          assertEquals(9000, batch.photonEnergyEv(s));
        }
      }
      assertEquals(8, seen);
      assertEquals(Map.of("module 1 missing", 4L, "module 2 missing", 8L), source.missing());
    }
    Description seen = Inspection.of(folder, null);
    assertEquals("EuXFEL run", seen.format());
    assertEquals(8, seen.json().get("shots"));
    assertEquals(4, seen.json().get("trains"));
  }

  @Test
  void anotherDetectorsGeometryIsRefused() {
    file(0, 0, new long[] {10000}, false, false);
    String text =
        """
        clen = 1
        photon_energy = 9000
        res = 5000
        p/min_fs = 0
        p/max_fs = 127
        p/min_ss = 0
        p/max_ss = 3
        p/corner_x = 0
        p/corner_y = 0
        p/fs = +x
        p/ss = +y
        """;
    Geometry other =
        GeometryFile.parse(text.getBytes(StandardCharsets.UTF_8), "other.geom").geometry();
    var e = assertThrows(UserInputException.class, () -> RunSource.open(folder, other));
    assertTrue(e.toString().contains("4 × 3"), e::toString);
  }

  @Test
  void anIndexBeyondTheDataIsDamage() {
    String source = "SPB_DET_AGIPD1M-1/DET/0CH0:xtdf";
    try (var h5 = Hdf5Writer.create(folder.resolve("CORR-R0001-AGIPD00-S00000.h5"))) {
      h5.fixedTexts("/METADATA/dataSourceId", "INSTRUMENT/" + source + "/image");
      h5.write("/INDEX/trainId", new long[] {1}, 1);
      h5.write("/INDEX/" + source + "/image/first", new long[] {0}, 1);
      h5.write("/INDEX/" + source + "/image/count", new long[] {1L << 40}, 1);
      h5.write("/INSTRUMENT/" + source + "/image/data", new float[12], 1, 4, 3);
      h5.commit();
    }
    assertThrows(DamagedDataException.class, () -> RunSource.open(folder, geometry(1)));
  }

  @Test
  void foldersWithoutDetectorFilesAreNoRuns() {
    assertFalse(RunSource.isRun(folder));
    assertThrows(UserInputException.class, () -> RunSource.open(folder, geometry(1)));
    assertThrows(UserInputException.class, () -> Inspection.of(folder, null));
    RunFile name = RunFile.of(Path.of("RAW-R0348-JNGFR03-S00012.h5"));
    assertNotNull(name);
    assertEquals(2, name.module());
    assertEquals(12, name.sequence());
    assertFalse(name.corrected());
  }
}

package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.engine.Slice;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.FrameBatch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameSourceTest {
  private static final String TWO_PANELS =
      """
      clen = 0.1
      photon_energy = 9000
      res = 10000
      data = /entry_1/data_1/data
      dim0 = %
      dim1 = ss
      dim2 = fs
      a/min_fs = 0
      a/max_fs = 3
      a/min_ss = 0
      a/max_ss = 1
      a/corner_x = 0
      a/corner_y = 0
      a/fs = +x
      a/ss = +y
      b/min_fs = 2
      b/max_fs = 4
      b/min_ss = 3
      b/max_ss = 5
      b/corner_x = 9
      b/corner_y = 0
      b/fs = +x
      b/ss = +y
      """;

  @TempDir Path folder;

  private static Geometry geometry(String text) {
    return GeometryFile.parse(text.getBytes(StandardCharsets.UTF_8), "test.geom").geometry();
  }

  /// Value of pixel (ss, fs) of a shot in a stack of 7 rows of 6.
  private static int value(long shot, int ss, int fs) {
    return (int) (1000 * shot + 10L * ss + fs);
  }

  private Path stack(String name, String dataset, int shots, long... extra) {
    Path path = folder.resolve(name);
    try (var h5 = Hdf5Writer.create(path)) {
      stack(h5, dataset, 0, shots, extra);
      h5.commit();
    }
    return path;
  }

  private static void stack(Hdf5Writer h5, String dataset, int first, int shots, long... extra) {
    long[] dims = new long[3 + extra.length];
    dims[0] = -1;
    System.arraycopy(extra, 0, dims, 1, extra.length);
    dims[dims.length - 2] = 7;
    dims[dims.length - 1] = 6;
    try (var data = h5.dataset(dataset, Hdf5Type.UINT16, Hdf5Layout.compressed(3, 1), dims)) {
      for (int s = first; s < first + shots; s++) {
        for (int i = 0; i < 42; i++) {
          data.append((short) value(s, i / 6, i % 6));
        }
      }
    }
  }

  private static void check(FrameSource source, int shots) {
    assertEquals(shots, source.shots().getAsLong());
    int seen = 0;
    for (Slice slice = source.next(); slice != null; slice = source.next()) {
      FrameBatch batch = source.read(slice);
      for (int s = 0; s < batch.count(); s++, seen++) {
        assertEquals(seen, batch.train(s));
        short[] counts = batch.counts(s);
        for (int i = 0; i < 8; i++) {
          assertEquals(value(seen, i / 4, i % 4), counts[i]);
        }
        for (int i = 0; i < 9; i++) {
          assertEquals(value(seen, 3 + i / 3, 2 + i % 3), counts[8 + i]);
        }
        assertEquals(9000, batch.photonEnergyEv(s));
      }
      source.recycle(batch);
    }
    assertEquals(shots, seen);
  }

  /// Sources of many files are held to the end of a run.
  @Test
  void aClosedSourceHoldsNoMemoryToReadWith() throws IOException {
    var source = FrameSource.open(stack("x.cxi", "/entry_1/data_1/data", 10), geometry(TWO_PANELS));
    check(source, 10);
    assertTrue(source.idle() >= 3, "a batch, a block, a decoder");
    source.close();
    assertEquals(0, source.idle());
  }

  @ParameterizedTest
  @CsvSource({
    "/entry_1/data_1/data",
    "/entry_1/%/data",
    "/data/data",
  })
  void panelsAreCutOutOfAStack(String path) {
    Path file = stack("x.cxi", "/entry_1/data_1/data", 10);
    var geometry = geometry(TWO_PANELS.replace("/entry_1/data_1/data", path));
    try (var source = FrameSource.open(file, geometry)) {
      check(source, 10);
    }
  }

  @Test
  void aDimensionOfOneChannelIsSkipped() {
    Path file = stack("x.h5", "/entry_1/data_1/data", 4, 1);
    try (var source = FrameSource.open(file, geometry(TWO_PANELS))) {
      check(source, 4);
    }
  }

  @Test
  void aStackGoesOnInNumberedExternalFiles() {
    for (int part = 1; part <= 3; part++) {
      try (var h5 = Hdf5Writer.create(folder.resolve("run_data_00000" + part + ".h5"))) {
        stack(h5, "/entry/data/data", 4 * (part - 1), part == 3 ? 2 : 4);
        h5.commit();
      }
    }
    Path master = folder.resolve("run_master.h5");
    try (var h5 = Hdf5Writer.create(master)) {
      for (int part = 1; part <= 3; part++) {
        String name = "data_00000" + part;
        h5.externalLink("/entry/data/" + name, "run_" + name + ".h5", "/entry/data/data");
      }
      h5.commit();
    }
    var geometry = geometry(TWO_PANELS.replace("/entry_1/data_1/data", "/entry/data/data"));
    try (var source = FrameSource.open(master, geometry)) {
      check(source, 10);
    }
  }

  @Test
  void modulesAreAnotherDimension() {
    Path path = folder.resolve("x.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      try (var data =
          h5.dataset("/data", Hdf5Type.FLOAT32, Hdf5Layout.compressed(2, 1), -1, 3, 2, 4)) {
        for (int i = 0; i < 5 * 24; i++) {
          data.append((float) i);
        }
      }
      h5.commit();
    }
    String text =
        """
        clen = 0.1
        photon_energy = 9000
        res = 10000
        data = /data
        dim0 = %
        dim2 = ss
        dim3 = fs
        min_fs = 0
        max_fs = 3
        min_ss = 0
        max_ss = 1
        corner_y = 0
        fs = +x
        ss = +y
        two/dim1 = 2
        two/corner_x = 0
        none/dim1 = 0
        none/corner_x = 20
        """;
    try (var source = FrameSource.open(path, geometry(text))) {
      Slice slice = source.next();
      assertNotNull(slice);
      FrameBatch batch = source.read(slice);
      assertEquals(5, batch.count());
      for (int s = 0; s < 5; s++) {
        for (int i = 0; i < 8; i++) {
          assertEquals(s * 24 + 16 + i, batch.values(s)[i]);
          assertEquals(s * 24 + i, batch.values(s)[8 + i]);
        }
      }
    }
  }

  @Test
  void masksOfAllShotsAndOfEachAreKeptApart() {
    Path path = folder.resolve("x.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      stack(h5, "/entry_1/data_1/data", 0, 3);
      byte[] fixed = new byte[42];
      fixed[1] = 4; // bad bit set
      h5.dataset("/fixed", Hdf5Type.UINT8, 7, 6).append(fixed).close();
      int[] each = new int[3 * 42];
      Arrays.fill(each, 1);
      each[42 + 3 * 6 + 2] = 0; // good bit missing: shot 1, first pixel of panel b
      h5.dataset("/each", Hdf5Type.UINT32, 3, 7, 6).append(each).close();
      h5.commit();
    }
    String masks =
        """
        mask0_data = /fixed
        mask0_goodbits = 0
        mask0_badbits = 4
        mask1_data = /each
        mask1_goodbits = 1
        mask1_badbits = 0
        mask2_file = absent.h5
        mask2_data = /mask
        mask2_goodbits = 1
        mask2_badbits = 0
        """;
    try (var source = FrameSource.open(path, geometry(masks + TWO_PANELS))) {
      assertFalse(source.mask().good(1));
      assertEquals(16, source.mask().goodPixels());
      assertEquals(1, source.warnings().size());
      assertTrue(source.warnings().getFirst().contains("absent.h5"));
      Slice slice = source.next();
      assertNotNull(slice);
      FrameBatch batch = source.read(slice);
      for (int s = 0; s < 3; s++) {
        byte[] bad = batch.bad(s);
        assertNotNull(bad);
        for (int i = 0; i < 17; i++) {
          assertEquals(s == 1 && i == 8 ? 1 : 0, bad[i]);
        }
      }
    }
  }

  @Test
  void aFileOfAnotherDetectorIsRefused() {
    Path small = folder.resolve("small.h5");
    try (var h5 = Hdf5Writer.create(small)) {
      h5.write("/entry_1/data_1/data", new float[2 * 5 * 5], 2, 5, 5);
      h5.commit();
    }
    var e =
        assertThrows(UserInputException.class, () -> FrameSource.open(small, geometry(TWO_PANELS)));
    assertTrue(e.toString().contains("[2, 5, 5]"), e::toString);
    Path other = stack("x.h5", "/somewhere/else", 2);
    var absent =
        assertThrows(UserInputException.class, () -> FrameSource.open(other, geometry(TWO_PANELS)));
    assertTrue(absent.toString().contains("/entry_1/data_1/data"), absent::toString);
  }

  @ParameterizedTest
  @CsvSource({"cspad-cxiformat.geom,3", "jf-swissfel-16M.geom,2"})
  void framesComeBackThroughCxiAndTheSameGeometry(String name, int shots) {
    Path file =
        Path.of(System.getProperty("everyshot.shared", "../../shared"))
            .resolve("data/geometry")
            .resolve(name);
    Assumptions.assumeTrue(Files.exists(file), "no " + file);
    Geometry geometry = GeometryFile.read(file).geometry();
    Path path = folder.resolve("x.cxi");
    try (var cxi = CxiWriter.create(path, geometry, false, 1, 2, "test")) {
      cxi.mask(Mask.of(geometry));
      for (int s = 0; s < shots; s++) {
        cxi.append(100 + s, s, frame(geometry, s), 9000 + s, 0.5 + s);
      }
      cxi.commit();
    }
    try (var source = FrameSource.open(path, geometry)) {
      assertEquals(shots, source.shots().getAsLong());
      int seen = 0;
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        FrameBatch batch = source.read(slice);
        for (int s = 0; s < batch.count(); s++, seen++) {
          assertArrayEquals(frame(geometry, seen), Arrays.copyOf(batch.counts(s), batch.pixels()));
          assertEquals(100 + seen, batch.train(s));
          if (name.startsWith("cspad")) {
            assertEquals(9000 + seen, batch.photonEnergyEv(s));
            assertEquals(0.5 + seen, batch.cameraLengthM(s), 1e-12);
            assertEquals(Mask.of(geometry).goodPixels(), source.mask().goodPixels());
          }
        }
        source.recycle(batch);
      }
      assertEquals(shots, seen);
    }
  }

  private static short[] frame(Geometry geometry, int shot) {
    short[] frame = new short[geometry.pixels()];
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (short) (i % 1009 + shot);
    }
    return frame;
  }

  @Test
  void aTruncatedFileIsDamage() throws IOException {
    Path whole = stack("x.cxi", "/entry_1/data_1/data", 10);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.cxi");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    assertThrows(DamagedDataException.class, () -> FrameSource.open(cut, geometry(TWO_PANELS)));
  }
}

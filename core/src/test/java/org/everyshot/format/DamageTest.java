package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Damaged HDF5 files: the same numbers or a fault, and nothing else.
class DamageTest {
  private static final int SHOTS = 40;
  private static final int BINS = 12;

  @TempDir Path folder;

  private byte[] whole() throws IOException {
    Path path = folder.resolve("whole.h5");
    try (var h5 = Hdf5Writer.create(path)) {
      try (var data =
          h5.dataset("/a/images", Hdf5Type.FLOAT32, Hdf5Layout.compressed(4, 4), -1, 3, 4)) {
        data.attribute("units", "photons");
        for (int i = 0; i < SHOTS * BINS; i++) {
          data.append((float) i);
        }
      }
      h5.commit();
    }
    return Files.readAllBytes(path);
  }

  private static float[] read(Path path) {
    try (var source = PolarSource.hdf5(path, "/a/images", ImageWidth.SINGLE, new LossLedger())) {
      float[] all =
          new float[Math.toIntExact(Math.min(1 << 20, source.shots().getAsLong() * BINS))];
      int at = 0;
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        var batch = source.read(slice);
        int n = batch.count() * source.rings() * source.azimuths();
        System.arraycopy(batch.single(), 0, all, at, Math.min(n, all.length - at));
        at += n;
      }
      return all;
    }
  }

  @Test
  void aFlippedByteIsNoticedOrHarmless() throws IOException {
    byte[] whole = whole();
    float[] expected = read(folder.resolve("whole.h5"));
    Path flipped = folder.resolve("flipped.h5");
    var memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int noticed = 0;
    int tried = 0;
    for (int at = 0; at < whole.length; at += at < 256 ? 1 : 7) {
      byte[] bytes = whole.clone();
      bytes[at] ^= (byte) (at % 3 == 0 ? 0xFF : 1 << (at % 8));
      Files.write(flipped, bytes);
      tried++;
      long before = memory.getCurrentThreadAllocatedBytes();
      try {
        assertArrayEquals(expected, read(flipped), "byte " + at);
      } catch (DamagedDataException | UserInputException e) {
        noticed++;
      }
      long used = memory.getCurrentThreadAllocatedBytes() - before;
      assertTrue(used < 64 << 20, "byte " + at + ": " + used + " bytes allocated");
    }
    assertTrue(noticed > tried / 10, noticed + " of " + tried);
  }

  @Test
  void everyTruncationIsNoticed() throws IOException {
    byte[] whole = whole();
    Path cut = folder.resolve("cut.h5");
    for (int length = 0; length < whole.length; length += 1 + length / 40) {
      Files.write(cut, Arrays.copyOf(whole, length));
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> assertThrows(DamagedDataException.class, () -> read(cut)),
          "length " + length);
    }
  }
}

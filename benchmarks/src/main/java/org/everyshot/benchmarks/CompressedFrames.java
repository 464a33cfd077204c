package org.everyshot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.everyshot.detector.Geometry;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Team;
import org.everyshot.format.CxiWriter;
import org.everyshot.format.FrameSource;

/// Frames of 1024 × 1024 counts from a CXI file, shuffled and deflated, as [FrameSource] reads
/// them: decompression alone.
final class CompressedFrames {
  private static final int FRAMES = 128;
  private static final int SIDE = FrameRun.SIDE;

  private final Path folder;
  private final Path file;
  private final Geometry geometry = Geometry.flat(SIDE, SIDE, 1e-4, 0.1);

  CompressedFrames() throws IOException {
    this.folder = Files.createTempDirectory("everyshot-frames");
    this.file = folder.resolve("frames.cxi");
    var random = new SplittableRandom(5);
    short[] frame = new short[SIDE * SIDE];
    try (var cxi = CxiWriter.create(file, geometry, false, 1, 2, "benchmark")) {
      for (int f = 0; f < FRAMES; f++) {
        for (int p = 0; p < frame.length; p++) {
          // Few photons, most pixels none.
          frame[p] = (short) Math.max(0, random.nextInt(12) - 8);
        }
        cxi.append(f, 0, frame, 9000, 0.1);
      }
      cxi.commit();
    }
  }

  /// Bytes of the file by bytes of its frames.
  double ratio() throws IOException {
    return (double) Files.size(file) / FRAMES / SIDE / SIDE / Short.BYTES;
  }

  /// Frames a second; each thread reads slices of its own.
  double rate(Team team) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 3; i++) {
      best = Math.min(best, Clock.seconds(() -> readAll(team)));
    }
    return FRAMES / best;
  }

  private void readAll(Team team) {
    try (var source = FrameSource.open(file, geometry)) {
      List<Slice> slices = new ArrayList<>();
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        slices.add(slice);
      }
      team.forEach(
          slices.size(), (index, member) -> source.recycle(source.read(slices.get(index))));
    }
  }

  void delete() throws IOException {
    Files.delete(file);
    Files.delete(folder);
  }
}

package org.everyshot.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.everyshot.detector.Geometry;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Team;
import org.everyshot.format.CxiWriter;
import org.everyshot.format.FrameSource;

/// Frames of 1024 × 1024 counts from a CXI file, shuffled and deflated, as [FrameSource] reads
/// them: decompression alone, and the whole program.
final class CompressedFrames {
  private static final int FRAMES = 128;
  private static final int SIDE = FrameRun.SIDE;

  /// Files of a run of the whole program, all of them the same under other names.
  private static final int FILES = 16;

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

  /// One square panel, its first corner as far from the axis along x and y.
  private static String detector(int corner) {
    return """
    clen = 0.1
    photon_energy = 9000
    adu_per_photon = 1
    res = 10000
    p0/min_fs = 0
    p0/max_fs = %1$d
    p0/min_ss = 0
    p0/max_ss = %1$d
    p0/corner_x = %2$d
    p0/corner_y = %2$d
    p0/fs = +1x
    p0/ss = +1y
    """
        .formatted(SIDE - 1, corner);
  }

  /// Frames a second of `./everyshot correlate`, from its start to its last picture.
  double wholeRate() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    List<Path> made = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      Path link = Files.createLink(folder.resolve("frames-" + i + ".cxi"), file);
      made.add(link);
      arguments.add(link.toString());
    }
    Path geom = folder.resolve("flat.geom");
    made.add(geom);
    Files.writeString(geom, detector(-SIDE / 2));
    arguments.addAll(List.of("--geometry", geom.toString(), "--no-pictures"));
    Path out = folder.resolve("C2.h5");
    made.add(out);
    double seconds = WholeProcess.run(out, arguments).seconds();
    for (Path path : made) {
      Files.delete(path);
    }
    System.err.printf(Locale.ROOT, "whole process, frames: %.1f s%n", seconds);
    return FILES * FRAMES / seconds;
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

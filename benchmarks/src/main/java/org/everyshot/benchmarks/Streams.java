package org.everyshot.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.detector.Geometry;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.format.StreamHeader;
import org.everyshot.format.StreamSource;
import org.everyshot.format.StreamWriter;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;

/// Reads a CrystFEL stream on one thread, beside reciprocalspaceship in the same minutes.
///
/// Arguments: folder of the benchmarks, MB of our stream, MB of the peer's, rounds. The streams are
/// written first, by us: random stills of 400 reflections. The peer reads a shorter one, as it is
/// slower; both are in the system's cache. Rates are told by the clock and by the processor's time
/// of the reading thread or process; the latter holds on a machine that does other things too.
public final class Streams {
  private static final int REFLECTIONS = 400;
  private static final UnitCell CELL = new UnitCell(93.239, 93.239, 130.707, 90, 90, 120);
  private static final int MEGA = 1_000_000;
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  private Streams() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[3]);
    Path ours = Files.createTempFile("everyshot-benchmark", ".stream");
    Path theirs = Files.createTempFile("everyshot-benchmark", ".stream");
    try {
      long began = System.nanoTime();
      long rows = write(ours, Long.parseLong(arguments[1]) * MEGA);
      double writing = Files.size(ours) * 1e3 / (System.nanoTime() - began);
      long fewer = write(theirs, Long.parseLong(arguments[2]) * MEGA);
      System.out.printf(
          Locale.ROOT,
          "streams of %.1f and %.1f MB; written at %.0f MB/s%n",
          Files.size(ours) / 1e6,
          Files.size(theirs) / 1e6,
          writing);
      Rates mine = new Rates("Everyshot, 1 thread");
      Rates peer = new Rates("reciprocalspaceship, 1 process");
      read(ours, rows, new Rates("warm-up"));
      for (int round = 0; round < rounds; round++) {
        read(ours, rows, mine);
        peer(folder.resolve("peers/crystfel.py"), theirs, fewer, peer);
      }
      mine.print();
      peer.print();
      System.out.printf(
          Locale.ROOT,
          "faster by %.0f by the clock, %.0f by the processor's time%n",
          median(mine.clock) / median(peer.clock),
          median(mine.processor) / median(peer.processor));
    } finally {
      Files.delete(ours);
      Files.delete(theirs);
    }
  }

  /// MB/s, round by round.
  private record Rates(String name, List<Double> clock, List<Double> processor) {
    Rates(String name) {
      this(name, new ArrayList<>(), new ArrayList<>());
    }

    void note(long bytes, double seconds, double processorSeconds) {
      clock.add(bytes / seconds / MEGA);
      processor.add(bytes / processorSeconds / MEGA);
    }

    void print() {
      System.out.printf(
          Locale.ROOT,
          "%s: %.1f MB/s by the clock, %.1f MB per second of processor time%n",
          name,
          median(clock),
          median(processor));
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static long write(Path path, long bytes) {
    var random = new SplittableRandom(3);
    Geometry geometry = Geometry.flat(2000, 2000, 75e-6, 0.12);
    var header =
        StreamHeader.of(
            geometry, new StreamHeader.TargetCell(CELL, "hexagonal", 'P', 'c'), "Everyshot");
    long rows = 0;
    try (var writer = StreamWriter.create(path, header)) {
      for (int image = 0; writer.bytes() < bytes; image++) {
        writer.add(still(image, random));
        rows += REFLECTIONS;
      }
      writer.commit();
    }
    return rows;
  }

  private static ReflectionTable still(int image, SplittableRandom random) {
    double[] axes = new double[9];
    for (int i = 0; i < 9; i++) {
      axes[i] = random.nextDouble(-0.01, 0.01);
    }
    String name = "/data/run0011/images.cxi//" + image;
    var rows = new ReflectionTable.Builder(null);
    rows.still(new Still(name, Still.key(name), 1.2713, Orientation.ofMatrix(axes), CELL));
    for (int r = 0; r < REFLECTIONS; r++) {
      double sigma = random.nextDouble(20, 400);
      rows.add(
          random.nextInt(-50, 50),
          random.nextInt(-50, 50),
          random.nextInt(-70, 70),
          (float) (sigma * random.nextDouble(-1, 12)),
          (float) sigma,
          (float) random.nextDouble(2000),
          (float) random.nextDouble(2000),
          0);
    }
    return rows.build();
  }

  /// One reading, all columns, on this thread.
  private static void read(Path path, long expected, Rates rates) throws IOException {
    long began = System.nanoTime();
    long worked = PROCESSOR.getCurrentThreadCpuTime();
    long rows = 0;
    try (var source =
        StreamSource.open(
            path, new LossLedger(), new LossLedger(), notice -> System.err.println(notice))) {
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        rows += source.read(slice).size();
      }
    }
    double seconds = (System.nanoTime() - began) * 1e-9;
    double processor = (PROCESSOR.getCurrentThreadCpuTime() - worked) * 1e-9;
    if (rows != expected) {
      throw new IllegalStateException(rows + " reflections instead of " + expected);
    }
    rates.note(Files.size(path), seconds, processor);
  }

  private static void peer(Path script, Path path, long expected, Rates rates)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(List.of("python3", script.toString(), path.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    String[] words = output.split("\\s+", -1);
    if (process.waitFor() != 0 || Long.parseLong(words[0]) != expected) {
      throw new IllegalStateException("peer reads '" + output + "', not " + expected);
    }
    rates.note(Files.size(path), Double.parseDouble(words[1]), Double.parseDouble(words[2]));
  }
}

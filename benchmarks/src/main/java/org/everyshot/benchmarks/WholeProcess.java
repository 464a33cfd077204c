package org.everyshot.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.everyshot.format.NpyType;
import org.everyshot.format.NpyWriter;

/// `./everyshot correlate` on a file in the page cache, from the start of the Java virtual machine
/// to the last picture.
final class WholeProcess {
  private static final int MANY = 20_000;
  private static final int FEWER = 8_000;

  /// Memory that the file's pages, the program and this one take, KiB.
  private static final long ROOM_FOR_MANY = 14_000_000;

  private static final int ROUND_ROBIN = 16;

  private final Path folder;
  private final Path file;
  private final int shots;
  private long peakKib;

  /// @param images written again and again until there are enough
  /// @param count number of them
  WholeProcess(float[] images, int count) throws IOException {
    this.folder = Files.createTempDirectory("everyshot-whole");
    this.file = folder.resolve("images.npy");
    this.shots = kib(Path.of("/proc/meminfo"), "MemAvailable") > ROOM_FOR_MANY ? MANY : FEWER;
    int size = Benchmarks.RINGS * Benchmarks.AZIMUTHS;
    float[] some = new float[ROUND_ROBIN * size];
    try (var npy =
        NpyWriter.create(file, NpyType.FLOAT32, shots, Benchmarks.RINGS, Benchmarks.AZIMUTHS)) {
      for (int first = 0; first < shots; first += ROUND_ROBIN) {
        int from = first % (count - ROUND_ROBIN);
        System.arraycopy(images, from * size, some, 0, some.length);
        npy.append(some);
      }
      npy.commit();
    }
  }

  int shots() {
    return shots;
  }

  /// Most memory that a run held, KiB; 0 where the system does not tell.
  long peakKib() {
    return peakKib;
  }

  /// Shots a second of one run.
  ///
  /// @param orientations `any` or `isotropic`
  double rate(String orientations) throws IOException, InterruptedException {
    Run run =
        run(
            folder.resolve("C2.h5"),
            List.of(
                file.toString(),
                "--q-min",
                "0.02",
                "--q-max",
                "0.6",
                "--orientations",
                orientations));
    peakKib = Math.max(peakKib, run.peakKib());
    System.err.printf(Locale.ROOT, "whole process, %s: %.1f s%n", orientations, run.seconds());
    return shots / run.seconds();
  }

  /// What a run took.
  ///
  /// @param seconds from its start to its end
  /// @param peakKib most memory that it held, KiB; 0 where the system does not tell
  record Run(double seconds, long peakKib) {}

  /// Runs `./everyshot correlate`.
  ///
  /// @param out where its result goes
  /// @param arguments inputs and options
  static Run run(Path out, List<String> arguments) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process = correlate(out, arguments);
    Path status = Path.of("/proc", "" + process.pid(), "status");
    long peakKib = 0;
    while (!process.waitFor(50, TimeUnit.MILLISECONDS)) {
      peakKib = Math.max(peakKib, kib(status, "VmHWM"));
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (process.exitValue() != 0) {
      throw new IOException("everyshot correlate ended with status " + process.exitValue());
    }
    return new Run(seconds, peakKib);
  }

  private static Process correlate(Path out, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("./everyshot", "correlate"));
    command.addAll(arguments);
    command.addAll(List.of("--force", "--quiet", "--out", out.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  void delete() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  /// A number of a file of `Name: number kB` lines; 0 where it is not there.
  private static long kib(Path file, String name) {
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
        if (line.startsWith(name + ":")) {
          return Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException e) {
      return 0;
    }
    return 0;
  }
}

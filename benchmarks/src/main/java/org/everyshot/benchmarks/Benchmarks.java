package org.everyshot.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.everyshot.engine.Team;
import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.Harmonics;
import org.everyshot.kernel.Kernels;

/// One command that measures peers, our stages and the machine in turn, round after round, and
/// writes a page of results.
///
/// Arguments: folder of the benchmarks, page to write, rounds, images.
public final class Benchmarks {
  static final int RINGS = 300;
  static final int AZIMUTHS = 256;
  private static final int WARM_UPS = 3;

  private final Path folder;
  private final int rounds;
  private final int count;
  private final Results results = new Results();
  private final CorrelationKernel kernel = Kernels.kernel();
  private final float[] images;
  private int round;

  private Benchmarks(Path folder, int rounds, int count) {
    this.folder = folder;
    this.rounds = rounds;
    this.count = count;
    this.images = new float[count * RINGS * AZIMUTHS];
    var random = new SplittableRandom(1);
    for (int i = 0; i < images.length; i++) {
      images[i] = random.nextFloat();
    }
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var run =
        new Benchmarks(
            Path.of(arguments[0]), Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    run.measure();
    var page = new Report(run.results, run.count, run.rounds, load).page();
    Path to = Path.of(arguments[1]);
    Files.writeString(to, page);
    Rates.draw(run.results, to.resolveSibling("images").resolve("benchmarks.png"));
    System.out.println(page);
  }

  private void measure() throws IOException, InterruptedException {
    Path file = Files.createTempFile("everyshot-benchmark", ".f32");
    try (var one = new Team(1);
        var two = new Team(2)) {
      write(file);
      Team[] teams = {one, two};
      var any = new SingleRun(kernel, images, count, RINGS, Harmonics.all(AZIMUTHS), true);
      double mine = verify(any, one, file);
      System.err.printf("agreement with NumPy at one value: %.1e%n", mine);
      for (round = 0; round < rounds; round++) {
        for (Team team : teams) {
          Peers.run(folder.resolve("peers.py"), file, count, RINGS, AZIMUTHS, team.size(), results);
          var peaks = new Peaks(team);
          machine(team, peaks);
          ours(team, peaks, any);
          frames(team);
        }
      }
      compressed(teams);
      wholeProcess(two, any);
    } finally {
      Files.delete(file);
    }
  }

  private void compressed(Team[] teams) throws IOException, InterruptedException {
    var frames = new CompressedFrames();
    try {
      results.note("compressed: size", 1, 100 * frames.ratio());
      for (Team team : teams) {
        results.note("compressed: frames", team.size(), frames.rate(team));
      }
      results.note("compressed: whole", 2, frames.wholeRate());
    } finally {
      frames.delete();
    }
  }

  private void wholeProcess(Team team, SingleRun any) throws IOException, InterruptedException {
    var whole = new WholeProcess(images, count);
    SingleRun isotropic = run(Harmonics.all(AZIMUTHS));
    try {
      results.note("whole: shots", 2, whole.shots());
      for (round = 0; round < rounds; round++) {
        wholeProcess(whole, "any", team, any);
        results.note("whole: peak, any, GiB", 2, whole.peakKib() / 1048576.0);
        wholeProcess(whole, "isotropic", team, isotropic);
      }
    } finally {
      whole.delete();
    }
  }

  /// Measures the program, and the rate in memory before and after it.
  private void wholeProcess(WholeProcess whole, String name, Team team, SingleRun run)
      throws IOException, InterruptedException {
    run.all(team);
    double before = Clock.seconds(() -> run.all(team));
    double rate = whole.rate(name);
    run.all(team);
    double after = Clock.seconds(() -> run.all(team));
    results.note("whole: " + name, 2, rate);
    results.note("whole: share, " + name, 2, 100 * rate * (before + after) / 2 / count);
  }

  /// Relative difference between NumPy's and our value of C_2 at one pair of rings.
  private double verify(SingleRun any, Team team, Path file)
      throws IOException, InterruptedException {
    any.all(team);
    double theirs =
        Peers.run(folder.resolve("peers.py"), file, count, RINGS, AZIMUTHS, 2, new Results());
    double ours = any.real(2, RINGS * 2 / 3, RINGS / 3, 1);
    if (Math.abs(ours - theirs) > 1e-3 * Math.abs(theirs) + 1e-7) {
      throw new IllegalStateException("C_2 is " + ours + "; NumPy finds " + theirs);
    }
    return Math.abs(ours / theirs - 1);
  }

  private void machine(Team team, Peaks peaks) {
    for (int i = 0; i < 3; i++) {
      peaks.singleGflops();
      peaks.doubleGflops();
      peaks.readGigabytes();
      peaks.writeGigabytes();
    }
    results.note("peak: fma single", team.size(), peaks.singleGflops());
    results.note("peak: fma double", team.size(), peaks.doubleGflops());
    results.note("peak: read", team.size(), peaks.readGigabytes());
    results.note("peak: write", team.size(), peaks.writeGigabytes());
    if (peaks.seen() == 0) {
      throw new IllegalStateException("nothing was computed");
    }
  }

  private void ours(Team team, Peaks peaks, SingleRun any) {
    single("any", team, peaks, any);
    single("isotropic", team, peaks, run(Harmonics.all(AZIMUTHS)));
    single("isotropic, even", team, peaks, run(Harmonics.even(AZIMUTHS)));
    var twice = new DoubleRun(kernel, images, count, RINGS, Harmonics.all(AZIMUTHS), true);
    rate("ours: any, double", team, count, () -> twice.all(team));
    rate("stage: Fourier, double", team, count, () -> twice.fourier(team));
    rate("stage: update any, double", team, count, () -> twice.update(team));
    results.note(
        "beside: update any, double",
        team.size(),
        peaks.gflopsBeside(twice.harmonics(), false, (k, member) -> twice.update(k)));
  }

  private SingleRun run(Harmonics harmonics) {
    return new SingleRun(kernel, images, count, RINGS, harmonics, false);
  }

  private void single(String name, Team team, Peaks peaks, SingleRun run) {
    rate("ours: " + name, team, count, () -> run.all(team));
    rate("stage: Fourier, " + name, team, count, () -> run.fourier(team));
    rate("stage: update " + name, team, count, () -> run.update(team));
    rate("stage: update in cache, " + name, team, count, () -> run.updateInCache(team));
    int all = run.harmonics();
    results.note(
        "beside: update " + name,
        team.size(),
        peaks.gflopsBeside(all, true, (k, member) -> run.update(k)));
    results.note(
        "beside: update in cache, " + name,
        team.size(),
        peaks.gflopsBeside(all, true, (k, member) -> run.update(1 + member)));
  }

  private void frames(Team team) {
    float[] polar = new float[count * RINGS * AZIMUTHS];
    var frames = new FrameRun(kernel, team.size(), RINGS, AZIMUTHS, polar, count);
    var run = new SingleRun(kernel, polar, count, RINGS, Harmonics.all(AZIMUTHS), false);
    rate("stage: binning uint16", team, count, () -> frames.bin(team, true));
    rate("stage: binning float", team, count, () -> frames.bin(team, false));
    rate(
        "ours: uint16 frames, isotropic",
        team,
        count,
        () -> {
          frames.bin(team, true);
          run.all(team);
        });
  }

  private void rate(String name, Team team, int shots, Runnable work) {
    for (int i = 0; i < (round == 0 ? WARM_UPS : 1); i++) {
      work.run();
    }
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < 2; i++) {
      best = Math.min(best, Clock.seconds(work));
    }
    results.note(name, team.size(), shots / best);
  }

  private void write(Path file) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4 * RINGS * AZIMUTHS).order(ByteOrder.LITTLE_ENDIAN);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int i = 0; i < count; i++) {
        buffer.clear();
        buffer.asFloatBuffer().put(images, i * RINGS * AZIMUTHS, RINGS * AZIMUTHS);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
    }
  }
}

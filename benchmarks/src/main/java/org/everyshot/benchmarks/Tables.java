package org.everyshot.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.format.DialsSource;
import org.everyshot.format.DialsWriter;
import org.everyshot.format.MtzColumn;
import org.everyshot.format.MtzDataset;
import org.everyshot.format.MtzFile;
import org.everyshot.format.MtzHeader;
import org.everyshot.format.MtzWriter;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;

/// Reads and writes MTZ files, and reads DIALS tables, on one thread, beside gemmi and
/// reciprocalspaceship in the same minutes.
///
/// Arguments: folder of the benchmarks, number of reflections, rounds. Files are in the system's
/// cache. Rates are told by the clock and by the processor's time of the thread or process; the
/// latter holds on a machine that does other things too.
public final class Tables {
  private static final int COLUMNS = 10;
  private static final int STILL = 400;
  private static final UnitCell CELL = new UnitCell(93.239, 93.239, 130.707, 90, 90, 120);
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();

  private final Path folder;
  private final int rows;
  private final Path mtz;
  private final Path copy;
  private final Path refl;
  private final Map<String, List<double[]>> ours = new LinkedHashMap<>();
  private final Map<String, List<double[]>> theirs = new LinkedHashMap<>();

  private Tables(Path folder, Path spare, int rows) {
    this.folder = folder;
    this.rows = rows;
    this.mtz = spare.resolve("table.mtz");
    this.copy = spare.resolve("copy.mtz");
    this.refl = spare.resolve("table.refl");
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path spare = Files.createTempDirectory("everyshot-benchmark");
    try {
      var tables = new Tables(Path.of(arguments[0]), spare, Integer.parseInt(arguments[1]));
      tables.run(Integer.parseInt(arguments[2]));
    } finally {
      try (var files = Files.list(spare)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(spare);
    }
  }

  private void run(int rounds) throws IOException, InterruptedException {
    float[][] columns = columns();
    writeMtz(columns, mtz);
    writeDials();
    for (int round = -1; round < rounds; round++) {
      time("MTZ read", round, this::readMtz);
      time("MTZ written", round, () -> writeMtz(columns, copy));
      time("refl read", round, this::readDials);
      peers();
    }
    print("MTZ read", Files.size(mtz), "gemmi");
    print("MTZ written", Files.size(mtz), "gemmi");
    print("refl read", Files.size(refl), "reciprocalspaceship");
  }

  private void time(String name, int round, Runnable work) {
    long began = System.nanoTime();
    long worked = PROCESSOR.getCurrentThreadCpuTime();
    work.run();
    double[] seconds = {
      (System.nanoTime() - began) * 1e-9, (PROCESSOR.getCurrentThreadCpuTime() - worked) * 1e-9
    };
    if (round >= 0) { // the first is for warming up
      ours.computeIfAbsent(name, n -> new ArrayList<>()).add(seconds);
    }
  }

  private float[][] columns() {
    var random = new SplittableRandom(3);
    float[][] columns = new float[COLUMNS][rows];
    for (int r = 0; r < rows; r++) {
      columns[0][r] = random.nextInt(-50, 51);
      columns[1][r] = random.nextInt(-50, 51);
      columns[2][r] = random.nextInt(1, 70);
      for (int c = 3; c < COLUMNS; c++) {
        columns[c][r] = (float) random.nextDouble(-100, 10_000);
      }
    }
    return columns;
  }

  private static void writeMtz(float[][] columns, Path to) {
    List<MtzColumn> labels = new ArrayList<>();
    for (int c = 0; c < COLUMNS; c++) {
      labels.add(
          c < 3 ? new MtzColumn("" + "HKL".charAt(c), 'H', 0) : new MtzColumn("C" + c, 'R', 0));
    }
    MtzHeader header =
        MtzHeader.toWrite(
            "benchmark",
            CELL,
            SpaceGroup.of("P 61 2 2"),
            labels,
            List.of(MtzDataset.base(CELL)),
            List.of());
    try (MtzWriter out = MtzWriter.create(to, header)) {
      out.appendColumns(columns, 0, columns[0].length);
      out.commit();
    }
  }

  private void readMtz() {
    try (MtzFile file = MtzFile.open(mtz)) {
      float[][] columns = file.columns(IntStream.range(0, COLUMNS).toArray());
      if (columns.length != COLUMNS || columns[0].length != rows) {
        throw new IllegalStateException("not what was written");
      }
    }
  }

  private void writeDials() {
    var random = new SplittableRandom(4);
    try (DialsWriter out = DialsWriter.create(refl, SpaceGroup.of("P 61 2 2"), null, 0, false)) {
      for (int still = 0; still < rows / STILL; still++) {
        var table = new ReflectionTable.Builder(null);
        String name = "image//" + still;
        var axes = Orientation.ofMatrix(new double[] {0.01, 0, 0, 0, 0.012, 0, 0, 0.001, 0.008});
        table.still(new Still(name, Still.key(name), 1.2713, axes, CELL));
        for (int r = 0; r < STILL; r++) {
          int h = random.nextInt(1, 40);
          table.add(h, random.nextInt(40), random.nextInt(40), h, 1 + h, 10 * h, 5 * h, 0);
        }
        out.append(table.build());
      }
      out.commit();
    }
  }

  private void readDials() {
    long read = 0;
    try (DialsSource source = DialsSource.open(refl, new LossLedger())) {
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        read += source.read(slice).size();
      }
    }
    if (read != rows / STILL * (long) STILL) {
      throw new IllegalStateException(read + " reflections");
    }
  }

  private void peers() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "python3",
                folder.resolve("peers/tables.py").toString(),
                mtz.toString(),
                copy.toString(),
                refl.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the peers ended with status " + process.exitValue());
    }
    for (String line : output.lines().toList()) {
      String[] words = line.split("\t", -1);
      double[] seconds = {Double.parseDouble(words[1]), Double.parseDouble(words[2])};
      theirs.computeIfAbsent(words[0], n -> new ArrayList<>()).add(seconds);
    }
  }

  private void print(String name, long bytes, String peer) {
    double[] us = median(ours.getOrDefault(name, List.of()));
    double[] them = median(theirs.getOrDefault(name, List.of()));
    System.out.printf(
        Locale.ROOT,
        "%s: Everyshot %.0f MB/s (%.0f of processor time), %s %.0f (%.0f); %.2f times as fast"
            + " by the clock, %.2f by the processor's time%n",
        name,
        bytes / us[0] / 1e6,
        bytes / us[1] / 1e6,
        peer,
        bytes / them[0] / 1e6,
        bytes / them[1] / 1e6,
        them[0] / us[0],
        them[1] / us[1]);
  }

  private static double[] median(List<double[]> seconds) {
    double[] out = new double[2];
    for (int i = 0; i < 2; i++) {
      int which = i;
      out[i] = seconds.stream().mapToDouble(s -> s[which]).sorted().toArray()[seconds.size() / 2];
    }
    return out;
  }
}

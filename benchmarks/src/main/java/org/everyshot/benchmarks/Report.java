package org.everyshot.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.everyshot.kernel.Kernels;

/// The page of results: tables, and what a shot costs.
final class Report {
  static final List<String> OURS =
      List.of(
          "ours: any",
          "ours: isotropic",
          "ours: isotropic, even",
          "ours: any, double",
          "ours: uint16 frames, isotropic");

  private static final int GROUP = 16;
  private static final int COLUMNS = 8;

  private final Results results;
  private final int images;
  private final int rounds;
  private final StringBuilder page = new StringBuilder();

  private final double loadBefore;

  /// @param loadBefore load average before the first measurement
  Report(Results results, int images, int rounds, double loadBefore) {
    this.loadBefore = loadBefore;
    this.results = results;
    this.images = images;
    this.rounds = rounds;
  }

  String page() {
    page.append(
        String.format(
            """
            # Benchmarks

            Written by `benchmarks/run`. Images of %d rings × %d azimuths, %d of them, random, in
            memory; medians of %d rounds in each of which everything ran in turn. A figure of a round
            is the better of two.

            Machine: %s, %d cores; load average %.2f before and %.2f after, of which about 1.5 is the
            benchmark itself. %s %s. Kernel: %s.
            """,
            Benchmarks.RINGS,
            Benchmarks.AZIMUTHS,
            images,
            rounds,
            processor(),
            Runtime.getRuntime().availableProcessors(),
            loadBefore,
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            System.getProperty("java.vm.name"),
            System.getProperty("java.version"),
            Kernels.kernel().name()));
    whole();
    process();
    stages();
    costs();
    return page.toString();
  }

  private void whole() {
    page.append(
        String.format(
            """

            ## Images to correlation

            ![Images a second of our program and its peers](images/benchmarks.png)

            Images per second; how many times faster our `any` is on two threads.

            | | 1 thread | 2 threads | `any` is faster by |
            |---|---|---|---|
            """));
    for (String name : OURS) {
      page.append(
          String.format("| **%s** | %.0f | %.0f | |%n", name, rate(name, 1), rate(name, 2)));
    }
    for (String name : results.peers()) {
      double best = Math.max(rate(name, 1), Double.isNaN(rate(name, 2)) ? 0 : rate(name, 2));
      page.append(
          String.format(
              "| %s | %.1f | %s | %.1f |%n",
              name,
              rate(name, 1),
              Double.isNaN(rate(name, 2)) ? "–" : "%.1f".formatted(rate(name, 2)),
              rate("ours: any", 2) / best));
    }
  }

  private void process() {
    double any = results.median("whole: any", 2);
    double isotropic = results.median("whole: isotropic", 2);
    page.append(
        String.format(
            """

            ## The whole program

            `./everyshot correlate` on a `.npy` file of %.0f images in the page cache, start of the
            Java virtual machine, compilation of its code, error bars, result file and pictures
            included, on all cores: `any` %.0f images a second, %.0f %% of the rate in memory just
            before and after, `isotropic` %.0f, %.0f %%. Much of the time does not grow with the
            number of images. Of the processor's time for `any` and 20,000 images on a busy machine a
            profiler gave, in per cent: correlation itself 44, compiling the program 15, running it
            before it is compiled 6, images on their way from the file to the kernel 7, adding to the
            16 blocks of the state 6, collecting garbage and new memory 7, error bars and rows 5,
            pictures 1. Training the virtual machine's cache on a correlation or a heap begun at its
            full size did not help. Since then all but the kernels is compiled after twice as many
            calls, and on up to three cores by two optimising threads.

            Pictures are drawn without the JDK's graphics for this reason: 64 images on a busy host, in
            turn, four rounds, take 17.4 s of processor time with them, 13.5 with strokes and areas
            drawn by `Brush`, and 11.6 without pictures: 1.9 s instead of 5.8, mostly compilation not
            needed any more. Error bars of 16 filled blocks take 2.1 s of processor time instead of 4.2
            since angles are folded, rows and result file 2.0 instead of 3.0, the compiler's share
            included (new virtual machines on a busy host, old and new code in turn, medians of three;
            0.9 s instead of 1.5 for error bars once compiled). Reading the blocks' sums, 1.5 GB, is
            the largest part left.

            Until a loop of vectors is compiled, each vector is an object. While the first images are
            read, loops are therefore called on few values until they are compiled (`Rehearsal`).
            Before that, and of runs on a busy machine, 6 of 40 stayed slow for good, at
            twice the time and GiBs more memory: products of matrices took vectors of 256 bits and
            correlation of 512, the profile of `FloatVector.fma` then named both classes, and the
            compiler prepared a loop of error bars for both, so that its sums were objects. All
            kernels of floats but one of the simulation now have vectors of one length
            (`VectorObjectsTest`); 28 runs since showed nothing of the kind.

            Binning of counts stayed at a third of its rate in 2 of some 30 runs of this page, in half of
            the runs of a program made to look for it. Its loop converts eight vectors; with that it
            reached the size at which the compiler stops inlining and calls methods instead, and a vector
            given to a called method is an object. The loop calls no method of ours now; 8 runs since
            were alike. The loop of merging had the same fault in all runs.

            Memory: %.1f GiB at most (`any`): the state is 16 blocks × 129 harmonics × 45,150 pairs ×
            9 bytes × 2 parts, 1.7 GB (`isotropic`: half), and 17 bytes each, 3.2 GB, after about a
            million shots; the planes of up to 1,152 shots 0.37 GB. Memory that is touched for the first
            time is dear here: this virtual machine gives back to its host what it does not use, and gets
            it again at 0.9 GB/s, a quarter of what memory of its own would be cleared at. Of a run of
            20,000 images, `any`, that is 3 s of processor time, 8 %%. In steady state a shot allocates
            49 bytes, places in lists; no image, plane or sum (`LongRunTest`). Over 10,000 images
            single precision is within 1.1·10⁻⁷ of double, relative to √(C(q, q, 0) C(q', q', 0))
            (`LongRunTest`).

            Frames of 1024 × 1024 counts from a CXI file, shuffled and deflated to %.0f %%:
            decompression alone reads %.0f a second on one thread and %.0f on two: it, not
            correlation, sets the pace of such files. The whole program takes %.0f a second of 2,048
            of them without pictures.
            """,
            results.median("whole: shots", 2),
            any,
            results.median("whole: share, any", 2),
            isotropic,
            results.median("whole: share, isotropic", 2),
            results.median("whole: peak, any, GiB", 2),
            results.median("compressed: size", 1),
            rate("compressed: frames", 1),
            rate("compressed: frames", 2),
            rate("compressed: whole", 2)));
  }

  private void stages() {
    page.append(
        String.format(
            """

            ## Stages, and what the machine can do

            | | 1 thread | 2 threads |
            |---|---|---|
            | multiply-add peak at rest, single, GFLOP/s | %.0f | %.0f |
            | multiply-add peak beside the update, `any`, single, GFLOP/s | %.0f | %.0f |
            | multiply-add peak beside the update, `isotropic`, single, GFLOP/s | %.0f | %.0f |
            | multiply-add peak at rest, double, GFLOP/s | %.0f | %.0f |
            | multiply-add peak beside the update, `any`, double, GFLOP/s | %.0f | %.0f |
            | memory, read, GB/s | %.1f | %.1f |
            | memory, write, GB/s | %.1f | %.1f |

            | stage | 1 thread | 2 threads | share of the limit, 1 / 2 threads |
            |---|---|---|---|
            """,
            rate("peak: fma single", 1),
            rate("peak: fma single", 2),
            rate("beside: update any", 1),
            rate("beside: update any", 2),
            rate("beside: update isotropic", 1),
            rate("beside: update isotropic", 2),
            rate("peak: fma double", 1),
            rate("peak: fma double", 2),
            rate("beside: update any, double", 1),
            rate("beside: update any, double", 2),
            rate("peak: read", 1),
            rate("peak: read", 2),
            rate("peak: write", 1),
            rate("peak: write", 2)));
    int all = Benchmarks.AZIMUTHS / 2 + 1;
    int even = Benchmarks.AZIMUTHS / 4 + 1;
    update("any", "single", 3 * all - 4);
    update("isotropic", "single", 2 * all - 2);
    update("isotropic, even", "single", 2 * even - 2);
    update("any, double", "double", 3 * all - 4);
    updateInCache("any", 3 * all);
    updateInCache("isotropic", 2 * all);
    fourier("any", all, 4);
    fourier("isotropic, even", even, 4);
    binning("uint16", 2);
    binning("float", 4);
    page.append(
        """

        What holds the rest, from experiments with one thread:

        - Update. The processor lowers its clock under arithmetic on data: multiply-adds in
          registers run at 2.4 GHz at rest, at 2.0 to 2.1 GHz when each thread does 50 µs of
          them before each harmonic of an update (checked by a chain of integer products). That
          peak beside the work is the limit first given; no update reaches the one at rest. The
          tile of 48 rings × 8 rings alone reaches 98 to 100 % of the peak beside it, rows from
          the second cache, where vectors begin on cache lines, and 89 to 94 % where they do
          not. Of a harmonic's time, `any`, 512 images, planes and triangles in memory: products
          82 %, sums and differences of real and imaginary parts 4 %, adding up in triangles
          5 %, memory 7 % (1.2 MB of planes read, 1.4 MB of triangles moved). Registers sum up to
          288 images: twice as many gain up to 3 % and double the errors. A half-set of a chunk,
          some 512 images, takes two such parts: one of up to 576, whose planes and triangles
          overflow the second cache, is no faster. Large pages and loops unrolled do not help, nor
          do two strips of columns for each reading of the rows, or products before sums, which
          would read planes while they compute. Nor does a touch of two lines here and there of the
          triangles or planes that come next, so that the processor fetches the rest. Groups of
          rings 512 slots apart shared half of the second cache, which cost `any` 3 to 4 %,
          `isotropic` 6 to 9 %, double 8 to 15 %; they are 544 slots apart now (`PlaneLayout`). The
          shares count what tiles compute; the result needs 93 % of that. The processor's matrix
          unit (AMX, floats of 16 bits; three of them hold a value, six of their products all but 2⁻²⁴)
          was tried with a program in C: the same products take 129 µs an image, where the
          multiply-add peak allows 270, but 440 in about half of the seconds, presumably those in
          which others at work share its core; multiply-adds did not suffer in them. Not used.
        - Fourier. Of 133 µs an image beside others at work: turning, transform and separating,
          with data in the caches, 53; the images' way from memory, 20; copying runs of 16 images
          to planes in the caches, 15; the planes' way to memory, 46. Runs of 32 or 64 images,
          reading the next images or planes ahead, copying between the steps of the transform:
          none of these gained. Stores straight into the planes, two images at a time, cost twice
          as much as runs. The last step together with the separation of the two images saves 2 to 3 %
          with data in the caches and nothing on two threads. Planes and images of 16 shots, which stay
          in the third cache, take 86 µs; but of 64, 128, 256 and 512 images at a time, `any` and
          `isotropic`, the last two are the fastest, and equal. Images binned and at once transformed,
          16 by 16, gain no more than 2 % of these two stages. For double precision, images of
          single precision are made wide ring by ring: 0.92 of the time of images that are double
          already, 0.66 of the time of copying them first.
        - Binning of 16-bit counts, 16,384 pixels of 16 frames at a time. Of 340 to 380 µs a frame
          (440 to 480 before, in turn), turning pixels takes 80 with data in the caches and 180 with
          their way from memory, which is all that one core can read; the sums of pixels in 77,000
          bins × 16 frames, 5 MB, take 90 in the second cache and 150 with the bins' way to the third
          and back; means 60, nearly all of it the way of sums and images. A bin's pixels of a strip
          meet in a register, four bins side by side. Reading the next strip ahead while one is
          summed costs more than it saves: the processor waits at each line in order. Sums in the
          order in which bins are met gain 60 µs, and means lose as much; sums of 16 to 128
          neighbours that lie in the second cache until their last pixel, and go to the images then,
          gained 1 to 4 %. Floats are twice as many bytes to read, to turn and to hold: 0.9 of the
          time before. One bad pixel in a hundred, the same in all frames, costs half as much again:
          counts take 0.75 of the time before, floats the same. With large pages, as the program is
          started, arrays of 2 MiB that follow each other put the same pixel of 16 frames in one place
          of the second cache; frames made 8 KiB longer are binned in 0.82 to 0.96 of the time
          (`FrameBatch`).
        """);
  }

  private void update(String name, String precision, int products) {
    update("update, " + name, "update " + name, precision, products);
  }

  private void updateInCache(String name, int products) {
    update("the same in the caches, " + name, "update in cache, " + name, "single", products);
  }

  private void update(String title, String stage, String precision, int products) {
    double flops = products * flopsPerProduct() / 1e9;
    double one = 100 * flops * rate("stage: " + stage, 1);
    double two = 100 * flops * rate("stage: " + stage, 2);
    page.append(
        String.format(
            "| %s | %.0f | %.0f | %.0f %% / %.0f %% of multiply-add; at rest %.0f %% / %.0f %% |%n",
            title,
            rate("stage: " + stage, 1),
            rate("stage: " + stage, 2),
            one / rate("beside: " + stage, 1),
            two / rate("beside: " + stage, 2),
            one / rate("peak: fma " + precision, 1),
            two / rate("peak: fma " + precision, 2)));
  }

  /// Operations that 16 × 8 tiles over the lower triangle take for one image.
  private static double flopsPerProduct() {
    int groups = (Benchmarks.RINGS + GROUP - 1) / GROUP;
    double flops = 0;
    for (int column = 0; column < Benchmarks.RINGS; column += COLUMNS) {
      flops += 2.0 * GROUP * COLUMNS * (groups - column / GROUP);
    }
    return flops;
  }

  private void fourier(String name, int harmonics, int bytes) {
    String stage = "stage: Fourier, " + name;
    page.append(
        String.format(
            "| Fourier, %s | %.0f | %.0f | %.0f %% / %.0f %% of memory |%n",
            name,
            rate(stage, 1),
            rate(stage, 2),
            100 * rate(stage, 1) * memorySeconds(harmonics, bytes, 1),
            100 * rate(stage, 2) * memorySeconds(harmonics, bytes, 2)));
  }

  /// Least time in which an image can be read and its harmonics written.
  private double memorySeconds(int harmonics, int bytes, int threads) {
    double read = (double) bytes * Benchmarks.RINGS * Benchmarks.AZIMUTHS;
    double written = 2.0 * bytes * Benchmarks.RINGS * harmonics;
    return (read / rate("peak: read", threads) + written / rate("peak: write", threads)) / 1e9;
  }

  private void binning(String name, int bytes) {
    String stage = "stage: binning " + name;
    double frame = (double) bytes * FrameRun.SIDE * FrameRun.SIDE / 1e9;
    page.append(
        String.format(
            "| binning, %s, 1024 × 1024 | %.0f | %.0f | %.0f %% / %.0f %% of reading |%n",
            name,
            rate(stage, 1),
            rate(stage, 2),
            100 * rate(stage, 1) * frame / rate("peak: read", 1),
            100 * rate(stage, 2) * frame / rate("peak: read", 2)));
  }

  private void costs() {
    page.append(
        String.format(
            """

            ## What a shot costs

            With R rings, A azimuths, H harmonics, P pixels on the grid and images of b bytes a value:

            | stage | operations | bytes of memory | shared by the cores |
            |---|---|---|---|
            | binning | 2 P, and a lookup each | 2 P or 4 P read, b R A written | memory |
            | Fourier | about 2.5 R A log₂ A | b R A read, 4 b R H moved | memory |
            | update, `isotropic` | 2 H R² | 2 b R H read | nothing |
            | update, `any` | 3 H R² | 2 b R H read | nothing |
            | adding chains of N ≤ 288 to a triangle, per part | H R² / 2N | 8 H R² / N | memory |
            | adding chunks of N to the state, per part | 4 H R² / N | 17 H R² / N | memory |

            Writing counts twice, as the processor reads a line before it writes it. Tiles along the
            diagonal, and rings filled up to 16, add 7 %% to the update at 300 rings.

            Each thread's time for one shot is the sum over the stages of operations by peak, or bytes
            by bandwidth, whichever is more; the update grows with the cores, the other stages with the
            memory channels. From two threads here, time a shot: update %.0f µs, Fourier %.0f µs,
            binning %.0f µs (`isotropic`, uint16 frames). One thread to two: update × %.2f, Fourier
            × %.2f, binning × %.2f. If the update stays within the cores and memory grows eightfold
            (a node of 64 cores) or twelvefold (192 cores), images in memory reach about %.0f and %.0f
            a second by this model, uint16 frames %.0f and %.0f.
            """,
            1e6 / update2(),
            1e6 / fourier2(),
            1e6 / binning2(),
            update2() / rate("stage: update isotropic", 1),
            fourier2() / rate("stage: Fourier, isotropic", 1),
            binning2() / rate("stage: binning uint16", 1),
            model(64, 8, false),
            model(192, 12, false),
            model(64, 8, true),
            model(192, 12, true)));
  }

  private double update2() {
    return rate("stage: update isotropic", 2);
  }

  private double fourier2() {
    return rate("stage: Fourier, isotropic", 2);
  }

  private double binning2() {
    return rate("stage: binning uint16", 2);
  }

  private double model(int cores, int memory, boolean frames) {
    double seconds = 2.0 / cores / update2() + 1 / (memory * fourier2());
    return 1 / (frames ? seconds + 1 / (memory * binning2()) : seconds);
  }

  private double rate(String name, int threads) {
    return results.median(name, threads);
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown processor");
    } catch (IOException e) {
      return "unknown processor";
    }
  }
}

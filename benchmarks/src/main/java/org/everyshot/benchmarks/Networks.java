package org.everyshot.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.everyshot.engine.Team;
import org.everyshot.kernel.DenseKernel;
import org.everyshot.math.RandomStream;
import org.everyshot.network.Adam;
import org.everyshot.network.SetNetwork;

/// The products of a dense layer, and a step of the published networks, beside NumPy with OpenBLAS
/// on one thread doing the same products in the same minutes.
///
/// Arguments: folder of the benchmarks, rounds. Rates are of the best of several runs in
/// each round, and the median of rounds.
public final class Networks {
  private static final int ROWS = 384;
  private static final int WIDTH = 32;
  private static final int HIDDEN = 64;
  private static final int BLOCKS = 20;

  /// Steps timed at once: few, so that the best run is one that nothing has interrupted.
  private static final int STEPS = 2;

  /// Multiplications with addition of one product, in floating-point operations.
  private static final double PRODUCT = 2.0 * ROWS * WIDTH * HIDDEN;

  private Networks() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path script = Path.of(arguments[0], "peers/networks.py");
    int rounds = Integer.parseInt(arguments[1]);
    List<double[]> ours = new ArrayList<>();
    List<double[]> theirs = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ours.add(new double[] {product(0), product(1), product(2), step(1), step(2)});
      theirs.add(peer(script));
    }
    String[] names = {"forward X W", "backward dY Wt", "gradient Xt dY"};
    for (int k = 0; k < names.length; k++) {
      double mine = median(ours, k);
      double peer = median(theirs, k);
      System.out.printf(
          Locale.ROOT,
          "%-15s %d x %d x %d: %.1f GFLOP/s, NumPy %.1f, ratio %.2f%n",
          names[k],
          ROWS,
          WIDTH,
          HIDDEN,
          PRODUCT / mine * 1e-9,
          PRODUCT / peer * 1e-9,
          peer / mine);
    }
    System.out.printf(
        Locale.ROOT,
        "products of a step, two networks of %d blocks: NumPy %.2f ms, one thread%n",
        BLOCKS,
        1e3 * median(theirs, 3));
    System.out.printf(
        Locale.ROOT,
        "whole step (networks, activations, pooling, Adam): %.2f ms, one thread; %.2f ms, two%n",
        1e3 * median(ours, 3),
        1e3 * median(ours, 4));
    System.out.printf(
        Locale.ROOT,
        "ratio of NumPy's products to our whole step, one thread: %.2f%n",
        median(theirs, 3) / median(ours, 3));
  }

  private static double median(List<double[]> rounds, int which) {
    double[] values = rounds.stream().mapToDouble(r -> r[which]).sorted().toArray();
    return values[values.length / 2];
  }

  /// Seconds of one product.
  private static double product(int which) {
    DenseKernel kernel = DenseKernel.chosen();
    var random = new RandomStream(1, 0, 0);
    float[] x = normal(random, ROWS * WIDTH);
    float[] w = normal(random, WIDTH * HIDDEN);
    float[] y = normal(random, ROWS * HIDDEN);
    float[] into = new float[ROWS * HIDDEN];
    double best = Double.POSITIVE_INFINITY;
    for (int run = 0; run < 60; run++) {
      double seconds =
          Clock.seconds(
              () -> {
                for (int i = 0; i < 100; i++) {
                  switch (which) {
                    case 0 -> kernel.multiply(x, 0, ROWS, WIDTH, w, 0, HIDDEN, into, 0);
                    case 1 -> kernel.multiply(y, 0, ROWS, HIDDEN, w, 0, WIDTH, into, 0);
                    default -> kernel.gradient(x, 0, ROWS, WIDTH, y, 0, HIDDEN, into, 0);
                  }
                }
              });
      best = Math.min(best, seconds / 100);
    }
    return best;
  }

  private static float[] normal(RandomStream random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (0.1 * random.normal());
    }
    return values;
  }

  /// Seconds of one step.
  private static double step(int threads) {
    var shape = new SetNetwork.Shape(10, 6, WIDTH, HIDDEN, BLOCKS, 2, true, 0);
    var random = new RandomStream(2, 0, 0);
    var network = new SetNetwork(shape, new Adam.Memory(0.9, 0.999, 1e-12), false, random);
    float[] encoder = normal(random, ROWS * 10);
    float[] rows = normal(random, ROWS * 6);
    int[] begin = {0, ROWS};
    double best = Double.POSITIVE_INFINITY;
    try (var team = new Team(threads)) {
      for (int run = 0; run < 200; run++) {
        double seconds =
            Clock.seconds(
                () -> {
                  for (int i = 0; i < STEPS; i++) {
                    network.begin(begin, 1);
                    System.arraycopy(encoder, 0, network.encoderInput, 0, encoder.length);
                    System.arraycopy(rows, 0, network.input, 0, rows.length);
                    network.forward(team);
                    System.arraycopy(rows, 0, network.outputGradient, 0, 2 * ROWS);
                    network.backward(team);
                    if (!network.step(team, 1e-4)) {
                      throw new IllegalStateException("gradient is not finite");
                    }
                  }
                });
        best = Math.min(best, seconds / STEPS);
      }
    }
    return best;
  }

  private static double[] peer(Path script) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            List.of("python3", script.toString(), "" + ROWS, "" + WIDTH, "" + HIDDEN, "" + BLOCKS));
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException("the NumPy peer ended with status " + process.exitValue());
    }
    String[] words = output.split("\\s+", -1);
    double[] seconds = new double[words.length];
    for (int i = 0; i < words.length; i++) {
      seconds[i] = Double.parseDouble(words[i]);
    }
    return seconds;
  }
}

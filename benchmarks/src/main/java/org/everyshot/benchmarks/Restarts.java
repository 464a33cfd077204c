package org.everyshot.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.everyshot.invariants.Invariants;
import org.everyshot.reconstruction.Aligner;
import org.everyshot.reconstruction.Density;
import org.everyshot.reconstruction.ExactInvariants;
import org.everyshot.reconstruction.Phasing;
import org.everyshot.reconstruction.PhasingSettings;

/// Restarts of phasing on one thread: a small particle as a whole, a large one's iterations.
///
/// Argument: rounds. Times are by the clock and by the thread's processor time; the latter holds on
/// a machine that does other things too. The first restart, in a fresh Java machine, is told apart.
public final class Restarts {
  private static final ThreadMXBean PROCESSOR = ManagementFactory.getThreadMXBean();
  private static final PhasingSettings.Schedule LONG =
      new PhasingSettings.Schedule(5, 60, 40, 100, 0.75);

  /// Alignments until the virtual machine has compiled them.
  private static final int WARM_UP = 20;

  private Restarts() {}

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    PhasingSettings standard = PhasingSettings.standard(84, 0.40);
    measure("220 iterations, gradient fit of 100", 84, 36, standard, rounds);
    measure("220 iterations, no gradient fit", 84, 36, without(standard), rounds);
    measure("even body: gradient fit of 250", 84, 36, standard.forEvenBody(), rounds);
    PhasingSettings large = PhasingSettings.standard(208, 0.40).withDegreeMax(64);
    measureAlignment(standard, rounds);
    measure("large: 600 iterations", 208, 128, without(large).with(LONG), 1);
  }

  private static PhasingSettings without(PhasingSettings settings) {
    return settings.with(new PhasingSettings.Polish(0, 1.0, 1e-2));
  }

  private static void measure(
      String what, double diameter, int rings, PhasingSettings settings, int rounds) {
    Density truth = blobs(diameter, settings.qMax());
    double[] q = rings(rings, settings.qMax());
    Invariants invariants = ExactInvariants.of(truth, q, settings.degreeMax());
    long start = System.nanoTime();
    var phasing = new Phasing(invariants, settings);
    double prepared = (System.nanoTime() - start) * 1e-9;
    System.out.printf(
        Locale.ROOT,
        "%s: box %d³, %d shells, degree %d; %.2f s to prepare%n",
        what,
        settings.gridPoints(),
        rings,
        settings.degreeMax(),
        prepared);
    double[] clock = new double[rounds + 1];
    double[] processor = new double[rounds + 1];
    for (int round = 0; round <= rounds; round++) {
      int seed = round;
      long before = PROCESSOR.getCurrentThreadCpuTime();
      clock[round] = Clock.seconds(() -> System.out.printf("  %s%n", told(phasing, seed)));
      processor[round] = (PROCESSOR.getCurrentThreadCpuTime() - before) * 1e-9;
    }
    System.out.printf(Locale.ROOT, "  first  %.3f s, processor %.3f s%n", clock[0], processor[0]);
    double[] later = Arrays.copyOfRange(clock, 1, rounds + 1);
    double[] laterProcessor = Arrays.copyOfRange(processor, 1, rounds + 1);
    Arrays.sort(later);
    Arrays.sort(laterProcessor);
    System.out.printf(
        Locale.ROOT,
        "  median %.3f s, processor %.3f s, of %d%n",
        later[rounds / 2],
        laterProcessor[rounds / 2],
        rounds);
  }

  /// Two restarts of one particle, laid upon each other in both hands.
  private static void measureAlignment(PhasingSettings settings, int rounds) {
    double[] q = rings(36, settings.qMax());
    Invariants invariants = ExactInvariants.of(blobs(84, settings.qMax()), q, settings.degreeMax());
    var phasing = new Phasing(invariants, settings);
    Density one = phasing.run(1).density();
    Density other = phasing.run(2).density();
    var aligner = new Aligner(one.points(), one.spacingAngstrom(), settings.qMax());
    double[] clock = new double[rounds];
    double[] processor = new double[rounds];
    System.out.printf(Locale.ROOT, "alignment of a pair: box %d³%n", one.points());
    for (int round = -WARM_UP; round < rounds; round++) {
      long before = PROCESSOR.getCurrentThreadCpuTime();
      double[] score = new double[1];
      double seconds = Clock.seconds(() -> score[0] = aligner.align(one, other).better().score());
      if (round >= 0) {
        System.out.printf(Locale.ROOT, "  score %.6f%n", score[0]);
        clock[round] = seconds;
        processor[round] = (PROCESSOR.getCurrentThreadCpuTime() - before) * 1e-9;
      }
    }
    Arrays.sort(clock);
    Arrays.sort(processor);
    System.out.printf(
        Locale.ROOT,
        "  median %.3f s, processor %.3f s, of %d%n",
        clock[rounds / 2],
        processor[rounds / 2],
        rounds);
  }

  private static double[] rings(int count, double qMax) {
    double[] q = new double[count];
    for (int k = 0; k < count; k++) {
      q[k] = (k + 0.5) * qMax / count;
    }
    return q;
  }

  private static String told(Phasing phasing, int seed) {
    return String.format(Locale.ROOT, "misfit %.2e", phasing.run(seed).misfit());
  }

  /// A particle of Gaussian blobs at random, without symmetry.
  private static Density blobs(double diameter, double qMax) {
    double spacing = Math.PI / (1.6 * qMax);
    int n = 2 * (int) Math.ceil(diameter / 2 / spacing + 2);
    double sigma = 1.4 / qMax;
    float[] values = new float[n * n * n];
    var random = new SplittableRandom(1);
    for (int blob = 0; blob < 60; blob++) {
      double[] centre = new double[3];
      do {
        for (int axis = 0; axis < 3; axis++) {
          centre[axis] = (random.nextDouble() - 0.5) * diameter;
        }
      } while (Math.hypot(Math.hypot(centre[0], centre[1]), centre[2]) > diameter / 2 - 3 * sigma);
      for (int k = 0, at = 0; k < n; k++) {
        double z = (k - n / 2) * spacing - centre[2];
        for (int j = 0; j < n; j++) {
          double y = (j - n / 2) * spacing - centre[1];
          for (int i = 0; i < n; i++, at++) {
            double x = (i - n / 2) * spacing - centre[0];
            double square = (x * x + y * y + z * z) / (2 * sigma * sigma);
            values[at] += square > 10 ? 0 : (float) Math.exp(-square);
          }
        }
      }
    }
    return new Density(n, spacing, values);
  }
}

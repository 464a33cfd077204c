package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.network.Adam;
import org.everyshot.network.SparseAdam;

/// Posteriors of amplitudes as parameters that follow gradients: for each slot μ = exp a and
/// σ = exp b of a [TruncatedNormal]. They begin at the mean of Wilson's prior, and at a hundredth
/// of its deviation.
final class AmplitudeTable {
  private static final double FIRST_DEVIATION = 0.01;

  private final float[] logMu;
  private final float[] logSigma;
  private final SparseAdam muSteps;
  private final SparseAdam sigmaSteps;
  private final int[] count;
  private final int[] known;
  private final double[] alongLogMu;
  private final double[] alongLogSigma;
  private int[] touched = new int[512];
  private int size;

  AmplitudeTable(ReflectionPriors reflections, Adam.Memory memory) {
    int slots = 2 * reflections.rows();
    this.logMu = new float[slots];
    this.logSigma = new float[slots];
    this.muSteps = new SparseAdam(slots, memory);
    this.sigmaSteps = new SparseAdam(slots, memory);
    this.count = new int[slots];
    this.known = new int[slots];
    this.alongLogMu = new double[slots];
    this.alongLogSigma = new double[slots];
    for (int slot = 0; slot < slots; slot++) {
      double epsilon = reflections.epsilon(slot >> 1);
      double mean = reflections.centric(slot >> 1) ? 2 * epsilon / Math.PI : Math.PI * epsilon / 4;
      logMu[slot] = (float) (0.5 * Math.log(mean));
      logSigma[slot] = (float) Math.log(FIRST_DEVIATION * Math.sqrt(epsilon - mean));
    }
  }

  int slots() {
    return count.length;
  }

  double mu(int slot) {
    return Math.exp(logMu[slot]);
  }

  double sigma(int slot) {
    return Math.exp(logSigma[slot]) + 1e-12;
  }

  /// Observations of the running pass.
  int count(int slot) {
    return count[slot];
  }

  /// Observations of the running pass or of the last complete one, whichever are more.
  int seen(int slot) {
    return Math.max(count[slot], known[slot]);
  }

  /// Adds the gradient of one observation's term.
  void add(int slot, double alongMu, double alongSigma) {
    if (size + 1 > touched.length) {
      touched = Arrays.copyOf(touched, 2 * size);
    }
    touched[size++] = slot;
    alongLogMu[slot] += alongMu * mu(slot);
    alongLogSigma[slot] += alongSigma * Math.exp(logSigma[slot]);
    count[slot]++;
  }

  /// Moves the slots that have gradients, uphill, each once; those whose gradient is not finite
  /// stay.
  ///
  /// @return how many stayed
  int step(double rate) {
    int lost = 0;
    for (int i = 0; i < size; i++) {
      int slot = touched[i];
      double a = alongLogMu[slot];
      double b = alongLogSigma[slot];
      if (a == 0 && b == 0) {
        continue; // done already, or without a gradient
      }
      alongLogMu[slot] = 0;
      alongLogSigma[slot] = 0;
      if (Double.isFinite(a) && Double.isFinite(b)) {
        muSteps.update(logMu, slot, -a, rate);
        sigmaSteps.update(logSigma, slot, -b, rate);
      } else {
        lost++;
      }
    }
    size = 0;
    return lost;
  }

  /// Begins to count observations anew.
  void beginPass() {
    Arrays.fill(count, 0);
  }

  /// Keeps the counts of a complete pass.
  void endPass() {
    System.arraycopy(count, 0, known, 0, known.length);
  }

  /// Takes over the posterior of one slot of another table.
  void take(int slot, AmplitudeTable other, int from) {
    logMu[slot] = other.logMu[from];
    logSigma[slot] = other.logSigma[from];
  }

  /// Writes parameters, their steps and counts.
  void save(StateWriter out) {
    int n = count.length;
    out.put(logMu, n);
    out.put(logSigma, n);
    out.put(count, n);
    out.put(known, n);
    for (SparseAdam steps : new SparseAdam[] {muSteps, sigmaSteps}) {
      out.put(steps.mean, n);
      out.put(steps.square, n);
      out.put(steps.steps, n);
    }
  }

  /// Takes over what was written for as many slots.
  void load(StateReader in) {
    in.fill(logMu);
    in.fill(logSigma);
    in.fill(count);
    in.fill(known);
    for (SparseAdam steps : new SparseAdam[] {muSteps, sigmaSteps}) {
      in.fill(steps.mean);
      in.fill(steps.square);
      in.fill(steps.steps);
    }
  }
}

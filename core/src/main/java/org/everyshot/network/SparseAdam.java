package org.everyshot.network;

import java.util.Arrays;

/// Adam for a table of which each step touches few rows: a row that has no gradient stands still,
/// and its running means are corrected by the number of its own steps, so that its first step is as
/// long as any other's.
public final class SparseAdam {
  /// Steps whose corrections are kept; later ones are rare.
  private static final int KEPT = 4096;

  private final Adam.Memory memory;
  private final double[] firstCorrections;
  private final double[] secondCorrections;

  /// Running means of gradients and of their squares, and steps taken, by row.
  public final float[] mean;

  public final float[] square;
  public final int[] steps;

  /// @param rows number of parameters
  public SparseAdam(int rows, Adam.Memory memory) {
    this.memory = memory;
    this.mean = new float[rows];
    this.square = new float[rows];
    this.steps = new int[rows];
    this.firstCorrections = corrections(memory.first());
    this.secondCorrections = corrections(memory.second());
  }

  private static double[] corrections(double beta) {
    double[] corrections = new double[KEPT];
    Arrays.setAll(corrections, n -> 1 - Math.pow(beta, n));
    return corrections;
  }

  private static double correction(double[] kept, double beta, int n) {
    return n < KEPT ? kept[n] : 1 - Math.pow(beta, n);
  }

  /// Moves one row down its gradient.
  public void update(float[] values, int row, double gradient, double rate) {
    int n = ++steps[row];
    double m = memory.first() * mean[row] + (1 - memory.first()) * gradient;
    double v = memory.second() * square[row] + (1 - memory.second()) * gradient * gradient;
    mean[row] = (float) m;
    square[row] = (float) v;
    double corrected = m / correction(firstCorrections, memory.first(), n);
    double root = Math.sqrt(v / correction(secondCorrections, memory.second(), n));
    values[row] -= (float) (rate * corrected / (root + memory.epsilon()));
  }
}

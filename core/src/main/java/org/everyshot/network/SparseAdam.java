package org.everyshot.network;

/// Adam for a table of which each step touches few rows: a row that has no gradient stands still,
/// and its running means are corrected by the number of its own steps, so that its first step is as
/// long as any other's.
public final class SparseAdam {
  private final Adam.Memory memory;

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
  }

  /// Moves one row down its gradient.
  public void update(float[] values, int row, double gradient, double rate) {
    int n = ++steps[row];
    double m = memory.first() * mean[row] + (1 - memory.first()) * gradient;
    double v = memory.second() * square[row] + (1 - memory.second()) * gradient * gradient;
    mean[row] = (float) m;
    square[row] = (float) v;
    double corrected = m / (1 - Math.pow(memory.first(), n));
    double root = Math.sqrt(v / (1 - Math.pow(memory.second(), n)));
    values[row] -= (float) (rate * corrected / (root + memory.epsilon()));
  }
}

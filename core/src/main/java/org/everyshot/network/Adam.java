package org.everyshot.network;

import org.everyshot.kernel.DenseKernel;

/// Adam: steps along the running mean of gradients over the root of that of their squares, both
/// corrected for their start at zero.
///
/// Source: Kingma & Ba, "Adam: a method for stochastic optimization", ICLR 2015, algorithm 1.
public final class Adam {
  /// How long gradients are remembered, and what is added to the root.
  ///
  /// @param first β₁
  /// @param second β₂
  public record Memory(double first, double second, double epsilon) {}

  private final Memory memory;

  /// Running means of gradients and of their squares.
  public final float[] mean;

  public final float[] square;

  /// Steps taken.
  public long steps;

  /// @param count number of parameters
  public Adam(int count, Memory memory) {
    this.memory = memory;
    this.mean = new float[count];
    this.square = new float[count];
  }

  /// Begins a step: [#update] of all parts belongs to it.
  public void begin() {
    steps++;
  }

  /// Moves parameters `from` to `to` down the sum of two gradients.
  public void update(
      DenseKernel kernel,
      float[] values,
      float[] one,
      float[] other,
      double rate,
      int from,
      int to) {
    float[] factors = {
      (float) memory.first,
      (float) (1 - memory.first),
      (float) memory.second,
      (float) (1 - memory.second),
      (float) (rate / (1 - Math.pow(memory.first, (double) steps))),
      (float) (1 / (1 - Math.pow(memory.second, (double) steps))),
      (float) memory.epsilon
    };
    kernel.adam(values, one, other, mean, square, factors, from, to);
  }
}

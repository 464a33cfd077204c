package org.everyshot.network;

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

  private static final int INFINITE = 0x7F800000;

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

  /// Whether all numbers from `from` to `to` are finite.
  public static boolean finite(float[] values, int from, int to) {
    int worst = 0;
    for (int i = from; i < to; i++) {
      worst = Math.max(worst, Float.floatToRawIntBits(values[i]) & 0x7FFFFFFF);
    }
    return worst < INFINITE;
  }

  /// Begins a step: [#update] of all parts belongs to it.
  public void begin() {
    steps++;
  }

  /// Moves parameters `from` to `to` down the sum of two gradients.
  ///
  /// @param factor on the gradients
  public void update(
      float[] values, float[] one, float[] other, double factor, double rate, int from, int to) {
    float f = (float) factor;
    float b1 = (float) memory.first;
    float b2 = (float) memory.second;
    float c1 = (float) (1 - memory.first);
    float c2 = (float) (1 - memory.second);
    float r1 = (float) (rate / (1 - Math.pow(memory.first, steps)));
    float r2 = (float) (1 / (1 - Math.pow(memory.second, steps)));
    float e = (float) memory.epsilon;
    for (int i = from; i < to; i++) {
      float g = f * (one[i] + other[i]);
      float m = b1 * mean[i] + c1 * g;
      float v = b2 * square[i] + c2 * g * g;
      mean[i] = m;
      square[i] = v;
      values[i] -= r1 * m / ((float) Math.sqrt(r2 * v) + e);
    }
  }
}

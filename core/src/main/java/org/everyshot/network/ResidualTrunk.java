package org.everyshot.network;

import java.util.Arrays;
import org.everyshot.kernel.DenseKernel;
import org.everyshot.math.RandomStream;

/// A dense layer, to whose result each row may have something added, and residual blocks behind it.
///
/// Rows are independent, so that threads may each take some of them: they share the tape, and have
/// gradients of their own.
public final class ResidualTrunk {
  /// Rows that go through all blocks together, few enough to stay in the nearest cache.
  private static final int TOGETHER = 48;

  private final int width;
  private final int hidden;
  private final DenseLayer first;
  private final DenseLayer[] expanding;
  private final DenseLayer[] narrowing;

  /// @param inputs numbers in a row of input
  /// @param width numbers in a row between blocks
  /// @param hidden numbers in a row within a block
  public ResidualTrunk(Layout layout, int inputs, int width, int hidden, int blocks) {
    this.width = width;
    this.hidden = hidden;
    this.first = new DenseLayer(layout, inputs, width, true);
    this.expanding = new DenseLayer[blocks];
    this.narrowing = new DenseLayer[blocks];
    for (int b = 0; b < blocks; b++) {
      expanding[b] = new DenseLayer(layout, width, hidden, true);
      narrowing[b] = new DenseLayer(layout, hidden, width, true);
    }
  }

  /// What a pass over rows leaves for the way back; holds the most rows that came so far.
  public final class Tape {
    private int capacity;

    /// What comes out behind the first layer before the blocks: the caller may put there what each
    /// row has added, `[rows][width]`; afterwards it holds the result.
    public float[] state = new float[0];

    /// Gradient along the result, `[rows][width]`; on the way back it becomes the gradient along
    /// what was added behind the first layer.
    public float[] gradient = new float[0];

    private float[] scratch = new float[0];
    private final float[][] wide = new float[expanding.length][];
    private final float[][] narrow = new float[expanding.length + 1][];

    /// Makes room for rows, and empties state and gradient.
    public void begin(int rows) {
      if (rows > capacity) {
        capacity = rows;
        state = new float[rows * width];
        gradient = new float[rows * width];
        scratch = new float[rows * hidden];
        Arrays.setAll(wide, b -> new float[rows * hidden]);
        Arrays.setAll(narrow, b -> new float[rows * width]);
      } else {
        Arrays.fill(state, 0, rows * width, 0);
        Arrays.fill(gradient, 0, rows * width, 0);
      }
    }
  }

  /// An empty tape.
  public Tape tape() {
    return new Tape();
  }

  /// Numbers in a row of the result.
  public int width() {
    return width;
  }

  /// Random weights, biases 0.
  ///
  /// @param divisor N of the weights' variance 2/(5 N (inputs + outputs))
  public void initialize(float[] values, double divisor, RandomStream random) {
    first.initialize(values, divisor, random);
    for (int b = 0; b < expanding.length; b++) {
      expanding[b].initialize(values, divisor, random);
      narrowing[b].initialize(values, divisor, random);
    }
  }

  /// Brings rows `from` to `to` through.
  public void forward(
      DenseKernel kernel, float[] values, float[] input, Tape tape, int from, int to) {
    for (int at = from; at < to; at += TOGETHER) {
      forwardTogether(kernel, values, input, tape, at, Math.min(to, at + TOGETHER));
    }
  }

  private void forwardTogether(
      DenseKernel kernel, float[] values, float[] input, Tape tape, int from, int to) {
    first.forward(kernel, values, input, tape.state, from, to);
    kernel.rectify(tape.state, tape.narrow[0], from * width, to * width);
    for (int b = 0; b < expanding.length; b++) {
      float[] wide = tape.wide[b];
      expanding[b].rectified(kernel, values, tape.narrow[b], wide, from, to);
      narrowing[b].residual(kernel, values, wide, tape.state, tape.narrow[b + 1], from, to);
    }
  }

  /// Writes the transposed weights of some blocks to the same place of another array.
  ///
  /// @param share which blocks: those whose number leaves this remainder
  public void transpose(float[] values, float[] transposed, int share, int shares) {
    for (int b = share; b < expanding.length; b += shares) {
      expanding[b].transpose(values, transposed);
      narrowing[b].transpose(values, transposed);
    }
  }

  /// Takes the tape's gradient of rows `from` to `to` back, and adds to that of the parameters.
  ///
  /// @param transposed weights of all blocks
  public void backward(
      DenseKernel kernel,
      float[] transposed,
      float[] input,
      Tape tape,
      float[] gradient,
      int from,
      int to) {
    for (int at = from; at < to; at += TOGETHER) {
      int end = Math.min(to, at + TOGETHER);
      backwardTogether(kernel, transposed, input, tape, gradient, at, end);
    }
  }

  private void backwardTogether(
      DenseKernel kernel,
      float[] transposed,
      float[] input,
      Tape tape,
      float[] gradient,
      int from,
      int to) {
    float[] dy = tape.gradient;
    float[] dh = tape.scratch;
    for (int b = expanding.length - 1; b >= 0; b--) {
      float[] narrow = tape.narrow[b];
      float[] wide = tape.wide[b];
      narrowing[b].gradient(kernel, wide, dy, gradient, from, to);
      narrowing[b].backRectified(kernel, transposed, dy, wide, dh, from, to);
      expanding[b].gradient(kernel, narrow, dh, gradient, from, to);
      expanding[b].backResidual(kernel, transposed, dh, narrow, dy, from, to, tape.state);
    }
    first.gradient(kernel, input, dy, gradient, from, to);
  }
}

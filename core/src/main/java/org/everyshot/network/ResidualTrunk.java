package org.everyshot.network;

import java.util.Arrays;
import org.everyshot.kernel.DenseKernel;
import org.everyshot.math.RandomStream;

/// A dense layer, to whose result each row may have something added, and residual blocks behind it.
///
/// Rows are independent, so that threads may each take some of them: they share the tape, and have
/// gradients of their own.
public final class ResidualTrunk {
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
    private final float[][] narrow = new float[expanding.length][];

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
    first.forward(kernel, values, input, tape.state, from, to);
    for (int b = 0; b < expanding.length; b++) {
      float[] narrow = tape.narrow[b];
      float[] wide = tape.wide[b];
      kernel.rectify(tape.state, narrow, from * width, to * width);
      Arrays.fill(wide, from * hidden, to * hidden, 0);
      expanding[b].forward(kernel, values, narrow, wide, from, to);
      kernel.rectify(wide, wide, from * hidden, to * hidden);
      narrowing[b].forward(kernel, values, wide, tape.state, from, to);
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
    float[] dy = tape.gradient;
    float[] dh = tape.scratch;
    float[] dx = tape.state;
    for (int b = expanding.length - 1; b >= 0; b--) {
      float[] narrow = tape.narrow[b];
      float[] wide = tape.wide[b];
      narrowing[b].gradient(kernel, wide, dy, gradient, from, to);
      Arrays.fill(dh, from * hidden, to * hidden, 0);
      narrowing[b].backward(kernel, transposed, dy, dh, from, to);
      kernel.cut(dh, wide, from * hidden, to * hidden);
      expanding[b].gradient(kernel, narrow, dh, gradient, from, to);
      Arrays.fill(dx, from * width, to * width, 0);
      expanding[b].backward(kernel, transposed, dh, dx, from, to);
      kernel.addCut(dx, narrow, dy, from * width, to * width);
    }
    first.gradient(kernel, input, dy, gradient, from, to);
  }
}

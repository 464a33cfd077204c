package org.everyshot.network;

import org.everyshot.kernel.DenseKernel;
import org.everyshot.math.RandomStream;

/// A dense layer Y = X W + b: where its weights `[inputs][outputs]` and biases lie among the
/// parameters, and its products.
public final class DenseLayer {
  private final int inputs;
  private final int outputs;
  private final int weights;
  private final int biases;

  /// @param layout where the parameters are reserved
  /// @param biased whether there is a b
  public DenseLayer(Layout layout, int inputs, int outputs, boolean biased) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = layout.reserve(Math.multiplyExact(inputs, outputs));
    this.biases = biased ? layout.reserve(outputs) : -1;
  }

  /// Outputs of a row.
  public int outputs() {
    return outputs;
  }

  /// Random weights; biases stay.
  ///
  /// @param divisor N of the weights' variance 2/(5 N (inputs + outputs))
  public void initialize(float[] values, double divisor, RandomStream random) {
    Layout.initialize(values, weights, inputs, outputs, divisor, random);
  }

  /// Adds X W + b to rows `from` to `to` of Y.
  public void forward(DenseKernel kernel, float[] values, float[] x, float[] y, int from, int to) {
    if (biases >= 0) {
      kernel.addRow(values, biases, outputs, y, from * outputs, to - from);
    }
    kernel.multiply(
        x, from * inputs, to - from, inputs, values, weights, outputs, y, from * outputs);
  }

  /// Y = max(0, X W + b).
  void rectified(DenseKernel kernel, float[] values, float[] x, float[] y, int from, int to) {
    kernel.layer(
        x,
        from * inputs,
        to - from,
        inputs,
        values,
        weights,
        outputs,
        values,
        biases,
        y,
        from * outputs);
  }

  /// Y += X W + b; Z = max(0, Y).
  void residual(
      DenseKernel kernel, float[] values, float[] x, float[] y, float[] z, int from, int to) {
    kernel.residual(
        x,
        from * inputs,
        to - from,
        inputs,
        values,
        weights,
        outputs,
        values,
        biases,
        y,
        z,
        from * outputs);
  }

  /// dX = dY Wᵀ where `passed` is above 0, elsewhere 0.
  void backRectified(
      DenseKernel kernel,
      float[] transposed,
      float[] dy,
      float[] passed,
      float[] dx,
      int from,
      int to) {
    kernel.layerBack(
        dy,
        from * outputs,
        to - from,
        outputs,
        transposed,
        weights,
        inputs,
        passed,
        dx,
        from * inputs);
  }

  /// dX += dY Wᵀ where `passed` is above 0.
  ///
  /// @param scratch as long as dX
  void backResidual(
      DenseKernel kernel,
      float[] transposed,
      float[] dy,
      float[] passed,
      float[] dx,
      int from,
      int to,
      float[] scratch) {
    kernel.residualBack(
        dy,
        from * outputs,
        to - from,
        outputs,
        transposed,
        weights,
        inputs,
        passed,
        dx,
        from * inputs,
        scratch);
  }

  /// Adds Xᵀ dY and the sum of dY to the gradient, over rows `from` to `to`.
  public void gradient(
      DenseKernel kernel, float[] x, float[] dy, float[] gradient, int from, int to) {
    if (biases >= 0) {
      kernel.sumRows(dy, from * outputs, to - from, outputs, gradient, biases);
    }
    kernel.gradient(
        x, from * inputs, to - from, inputs, dy, from * outputs, outputs, gradient, weights);
  }

  /// Writes the transposed weights to the same place of another array.
  public void transpose(float[] values, float[] transposed) {
    for (int c = 0; c < outputs; c++) {
      for (int k = 0; k < inputs; k++) {
        transposed[weights + c * inputs + k] = values[weights + k * outputs + c];
      }
    }
  }

  /// Adds dY Wᵀ to rows `from` to `to` of dX.
  ///
  /// @param transposed weights
  public void backward(
      DenseKernel kernel, float[] transposed, float[] dy, float[] dx, int from, int to) {
    kernel.multiply(
        dy, from * outputs, to - from, outputs, transposed, weights, inputs, dx, from * inputs);
  }
}

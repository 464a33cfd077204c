package org.everyshot.reconstruction;

import java.util.function.IntToDoubleFunction;
import org.everyshot.kernel.MatrixKernel;

/// Convolution of a cube with a separable, symmetric kernel; nothing lies beyond the cube's edges,
/// so that it is its own transpose. Immutable; scratch memory is the caller's.
final class Blur {
  /// Far tails would be denormal numbers, which are slow.
  private static final float NEGLIGIBLE = 1e-12f;

  private final int edge;
  private final int row;
  private final float[] matrix;
  private final MatrixKernel kernel = MatrixKernel.chosen();

  /// @param edge points along each edge
  /// @param row distance of the cube's rows
  /// @param profile the kernel by distance in points
  Blur(int edge, int row, IntToDoubleFunction profile) {
    this.edge = edge;
    this.row = row;
    this.matrix = new float[edge * row];
    for (int i = 0; i < edge; i++) {
      for (int j = 0; j < edge; j++) {
        float value = (float) profile.applyAsDouble(Math.abs(i - j));
        matrix[i * row + j] = Math.abs(value) < NEGLIGIBLE ? 0 : value;
      }
    }
  }

  /// A Gaussian of unit sum.
  static Blur gaussian(int edge, int row, double sigmaPoints) {
    double sum = 1;
    for (int i = 1; i < edge; i++) {
      sum += 2 * Math.exp(-0.5 * i * i / (sigmaPoints * sigmaPoints));
    }
    double scale = 1 / sum;
    return new Blur(edge, row, i -> scale * Math.exp(-0.5 * i * i / (sigmaPoints * sigmaPoints)));
  }

  /// The kernel whose transform on a box of `period` points is exp(−½ (width k)²), k in cycles of
  /// the box.
  static Blur ofSpectrum(int edge, int row, int period, double width) {
    return new Blur(
        edge,
        row,
        i -> {
          double sum = 0;
          for (int k = -period / 2; k < period / 2; k++) {
            double turns = (double) Math.floorMod(k * i, period) / period;
            sum += Math.exp(-0.5 * width * width * k * k) * Math.cos(2 * Math.PI * turns);
          }
          return sum / period;
        });
  }

  /// @param in cube, `[edge][edge]` rows
  /// @param out receives the blurred cube; not `in`
  /// @param scratch as long as the cube
  void apply(float[] in, float[] out, float[] scratch) {
    int plane = edge * row;
    kernel.multiply(edge, edge, plane, matrix, 0, row, 1, in, 0, plane, out, 0, plane);
    for (int z = 0; z < edge; z++) {
      kernel.multiply(
          edge, edge, row, matrix, 0, row, 1, out, z * plane, row, scratch, z * plane, row);
    }
    kernel.multiply(edge * edge, edge, row, scratch, 0, row, 1, matrix, 0, row, out, 0, row);
  }
}

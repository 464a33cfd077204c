package org.everyshot.network;

import java.util.Arrays;

/// One vector of each group of rows: their mean, or their mean weighted by the softmax of a score
/// of each row within its group. Permutations of a group's rows change nothing.
public final class Pooling {
  private final int width;
  private final boolean weighted;
  private double[] weights = new double[0];

  /// The groups' vectors, `[groups][width]`.
  public double[] pooled = new double[0];

  /// @param weighted by scores; if not, all rows of a group count alike
  public Pooling(int width, boolean weighted) {
    this.width = width;
    this.weighted = weighted;
  }

  /// Pools.
  ///
  /// @param rows `[n][width]`
  /// @param scores of the rows; not looked at without weights
  /// @param begin where each group begins, and behind the last where it ends
  public void forward(float[] rows, float[] scores, int[] begin, int groups) {
    int n = begin[groups];
    if (weights.length < n) {
      weights = new double[n];
    }
    if (pooled.length < groups * width) {
      pooled = new double[groups * width];
    }
    Arrays.fill(pooled, 0, groups * width, 0);
    for (int g = 0; g < groups; g++) {
      weigh(scores, begin[g], begin[g + 1]);
      for (int r = begin[g]; r < begin[g + 1]; r++) {
        for (int c = 0; c < width; c++) {
          pooled[g * width + c] += weights[r] * rows[r * width + c];
        }
      }
    }
  }

  private void weigh(float[] scores, int from, int to) {
    double top = Double.NEGATIVE_INFINITY;
    for (int r = from; r < to; r++) {
      top = Math.max(top, weighted ? scores[r] : 0);
    }
    double sum = 0;
    for (int r = from; r < to; r++) {
      weights[r] = weighted ? Math.exp(scores[r] - top) : 1;
      sum += weights[r];
    }
    for (int r = from; r < to; r++) {
      weights[r] /= sum;
    }
  }

  /// Takes the gradient along one group's vector back to rows and scores; adds to that of rows,
  /// writes that of scores.
  ///
  /// @param dPooled `[width]`
  public void backward(
      float[] rows, double[] dPooled, int group, int from, int to, float[] dRows, float[] dScores) {
    double along = 0;
    for (int c = 0; c < width; c++) {
      along += pooled[group * width + c] * dPooled[c];
    }
    for (int r = from; r < to; r++) {
      double own = 0;
      for (int c = 0; c < width; c++) {
        own += rows[r * width + c] * dPooled[c];
        dRows[r * width + c] += (float) (weights[r] * dPooled[c]);
      }
      dScores[r] = weighted ? (float) (weights[r] * (own - along)) : 0;
    }
  }
}

package org.everyshot.kernel;

/// Plain Java loops: the reference for [VectorCircleKernel].
final class ScalarCircleKernel implements CircleKernel {
  @Override
  public void blend(
      float[] grid,
      int from,
      int row,
      int plane,
      int rows,
      int lanes,
      float[] weights,
      int at,
      float[] blend) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < lanes; i++) {
        int value = from + r * row + i;
        float sum = 0;
        for (int t = 0; t < TAPS; t++) {
          sum += weights[at + t] * grid[value + t * plane];
        }
        blend[r * lanes + i] = sum;
      }
    }
  }

  @Override
  public void spread(
      float[] blend,
      int rows,
      int lanes,
      float[] weights,
      int at,
      float[] grid,
      int from,
      int row,
      int plane) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < lanes; i++) {
        int to = from + r * row + i;
        for (int t = 0; t < TAPS; t++) {
          grid[to + t * plane] += weights[at + t] * blend[r * lanes + i];
        }
      }
    }
  }

  @Override
  public void gather(
      float[] blend,
      int lanes,
      int[] corners,
      float[] weights,
      int first,
      int end,
      float[] re,
      float[] im) {
    for (int p = first; p < end; p++) {
      int w = p * WEIGHTS;
      float sumRe = 0;
      float sumIm = 0;
      for (int b = 0; b < TAPS; b++) {
        int from = corners[p] + b * lanes;
        for (int a = 0; a < TAPS; a++) {
          float factor = weights[w + ACROSS + b] * weights[w + a];
          sumRe += factor * blend[from + 2 * a];
          sumIm += factor * blend[from + 2 * a + 1];
        }
      }
      re[p] = sumRe;
      im[p] = sumIm;
    }
  }

  @Override
  public void scatter(
      float[] re,
      float[] im,
      int[] corners,
      float[] weights,
      int first,
      int end,
      float[] blend,
      int lanes) {
    int turn = CircleKernel.inTurn(end - first);
    for (int begin = first; begin < Math.min(end, first + turn); begin++) {
      for (int p = begin; p < end; p += turn) {
        int w = p * WEIGHTS;
        for (int b = 0; b < TAPS; b++) {
          int to = corners[p] + b * lanes;
          for (int a = 0; a < TAPS; a++) {
            float factor = weights[w + ACROSS + b] * weights[w + a];
            blend[to + 2 * a] += factor * re[p];
            blend[to + 2 * a + 1] += factor * im[p];
          }
        }
      }
    }
  }

  @Override
  public void pair(float[] parts, int from, int count, float[] pairs, int to) {
    for (int i = 0; i < count; i++) {
      pairs[to + 2 * i] = parts[from + i];
      pairs[to + 2 * i + 1] = parts[from + count + i];
    }
  }

  @Override
  public void part(float[] pairs, int from, int count, float[] parts, int to) {
    for (int i = 0; i < count; i++) {
      parts[to + i] = pairs[from + 2 * i];
      parts[to + count + i] = pairs[from + 2 * i + 1];
    }
  }
}

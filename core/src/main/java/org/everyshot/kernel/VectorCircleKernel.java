package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarCircleKernel] with the Vector API; sums differ by rounding only.
final class VectorCircleKernel implements CircleKernel {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int WIDTH = SPECIES.length();

  /// The imaginary parts of a row of pairs.
  private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xAAAA);

  /// The second half of a vector.
  private static final VectorMask<Float> LATE = SPECIES.indexInRange(-WIDTH / 2, WIDTH / 2);

  /// Every value twice, of the first half and of the second half of a vector.
  private static final VectorShuffle<Float> TWICE = VectorShuffle.fromOp(SPECIES, i -> i / 2);

  private static final VectorShuffle<Float> TWICE_LATE =
      VectorShuffle.fromOp(SPECIES, i -> WIDTH / 2 + i / 2);

  /// Every other value, twice over.
  private static final VectorShuffle<Float> REAL =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % WIDTH);

  private static final VectorShuffle<Float> IMAGINARY =
      VectorShuffle.fromOp(SPECIES, i -> 2 * i % WIDTH + 1);

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
    FloatVector w0 = FloatVector.broadcast(SPECIES, weights[at]);
    FloatVector w1 = FloatVector.broadcast(SPECIES, weights[at + 1]);
    FloatVector w2 = FloatVector.broadcast(SPECIES, weights[at + 2]);
    FloatVector w3 = FloatVector.broadcast(SPECIES, weights[at + 3]);
    FloatVector w4 = FloatVector.broadcast(SPECIES, weights[at + 4]);
    for (int r = 0; r < rows; r++) {
      int value = from + r * row;
      int to = r * lanes;
      for (int i = 0; i < lanes; i += WIDTH) {
        FloatVector sum = FloatVector.fromArray(SPECIES, grid, value + i).mul(w0);
        sum = FloatVector.fromArray(SPECIES, grid, value + i + plane).fma(w1, sum);
        sum = FloatVector.fromArray(SPECIES, grid, value + i + 2 * plane).fma(w2, sum);
        sum = FloatVector.fromArray(SPECIES, grid, value + i + 3 * plane).fma(w3, sum);
        sum = FloatVector.fromArray(SPECIES, grid, value + i + 4 * plane).fma(w4, sum);
        sum.intoArray(blend, to + i);
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
    for (int t = 0; t < TAPS; t++) {
      FloatVector weight = FloatVector.broadcast(SPECIES, weights[at + t]);
      for (int r = 0; r < rows; r++) {
        int to = from + t * plane + r * row;
        int value = r * lanes;
        for (int i = 0; i < lanes; i += WIDTH) {
          FloatVector.fromArray(SPECIES, blend, value + i)
              .fma(weight, FloatVector.fromArray(SPECIES, grid, to + i))
              .intoArray(grid, to + i);
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
    float[] sums = new float[WINDOW_ROW];
    for (int p = first; p < end; p++) {
      int across = p * WEIGHTS + ACROSS;
      FloatVector w0 = FloatVector.broadcast(SPECIES, weights[across]);
      FloatVector w1 = FloatVector.broadcast(SPECIES, weights[across + 1]);
      FloatVector w2 = FloatVector.broadcast(SPECIES, weights[across + 2]);
      FloatVector w3 = FloatVector.broadcast(SPECIES, weights[across + 3]);
      FloatVector w4 = FloatVector.broadcast(SPECIES, weights[across + 4]);
      for (int part = 0; part < WINDOW_ROW; part += WIDTH) {
        int at = corners[p] + part;
        FloatVector sum = FloatVector.fromArray(SPECIES, blend, at).mul(w0);
        FloatVector other = FloatVector.fromArray(SPECIES, blend, at + lanes).mul(w1);
        sum = FloatVector.fromArray(SPECIES, blend, at + 2 * lanes).fma(w2, sum);
        other = FloatVector.fromArray(SPECIES, blend, at + 3 * lanes).fma(w3, other);
        sum = FloatVector.fromArray(SPECIES, blend, at + 4 * lanes).fma(w4, sum);
        sum.add(other).mul(along(weights, p * WEIGHTS, part)).intoArray(sums, part);
      }
      re[p] = (sums[0] + sums[2]) + (sums[4] + sums[6]) + sums[8];
      im[p] = (sums[1] + sums[3]) + (sums[5] + sums[7]) + sums[9];
    }
  }

  /// A point's weights along the rows, each twice.
  private static FloatVector along(float[] weights, int from, int part) {
    return FloatVector.fromArray(SPECIES, weights, from + part / 2).rearrange(TWICE);
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
        FloatVector pair = FloatVector.broadcast(SPECIES, re[p]).blend(im[p], ODD);
        int across = p * WEIGHTS + ACROSS;
        for (int part = 0; part < WINDOW_ROW; part += WIDTH) {
          FloatVector value = pair.mul(along(weights, p * WEIGHTS, part));
          int to = corners[p] + part;
          for (int b = 0; b < TAPS; b++) {
            value
                .fma(
                    FloatVector.broadcast(SPECIES, weights[across + b]),
                    FloatVector.fromArray(SPECIES, blend, to))
                .intoArray(blend, to);
            to += lanes;
          }
        }
      }
    }
  }

  @Override
  public void pair(float[] parts, int from, int count, float[] pairs, int to) {
    for (int i = 0; i < count; i += WIDTH) {
      FloatVector re = FloatVector.fromArray(SPECIES, parts, from + i);
      FloatVector im = FloatVector.fromArray(SPECIES, parts, from + count + i);
      int at = to + 2 * i;
      re.rearrange(TWICE).blend(im.rearrange(TWICE), ODD).intoArray(pairs, at);
      re.rearrange(TWICE_LATE).blend(im.rearrange(TWICE_LATE), ODD).intoArray(pairs, at + WIDTH);
    }
  }

  @Override
  public void part(float[] pairs, int from, int count, float[] parts, int to) {
    for (int i = 0; i < count; i += WIDTH) {
      FloatVector early = FloatVector.fromArray(SPECIES, pairs, from + 2 * i);
      FloatVector late = FloatVector.fromArray(SPECIES, pairs, from + 2 * i + WIDTH);
      early.rearrange(REAL).blend(late.rearrange(REAL), LATE).intoArray(parts, to + i);
      early
          .rearrange(IMAGINARY)
          .blend(late.rearrange(IMAGINARY), LATE)
          .intoArray(parts, to + count + i);
    }
  }
}

package org.everyshot.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The update of one harmonic in single precision, with vectors; one instance a thread.
///
/// With A = X + iY, summed over images: Re A A* = XXᵀ + YYᵀ, and
/// Im A A* = YXᵀ − XYᵀ = (X+Y)(X−Y)ᵀ − XXᵀ + YYᵀ: three real products in place of four.
final class SingleUpdate {
  private static final VectorSpecies<Double> WIDE =
      VectorSpecies.of(double.class, SingleTile.SPECIES.vectorShape());
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SingleTile.SPECIES.vectorBitSize() / 2));

  private float[] sum = {};
  private float[] difference = {};
  /// Keeps the compiler from leaving [#touch] out; nobody reads it.
  float touched;
  private final float[] tile = new float[SingleTile.PITCH * SingleTile.COLUMNS];
  private final float[] tileY = new float[SingleTile.PITCH * SingleTile.COLUMNS];

  void add(
      SinglePlanes planes,
      int k,
      int from,
      int to,
      float @Nullable [] weights,
      double[] re,
      double @Nullable [] im) {
    int chains = (to - from + CorrelationKernel.CHAIN - 1) / CorrelationKernel.CHAIN;
    for (int c = 0; c < chains; c++) {
      int start = from + (int) ((long) (to - from) * c / chains);
      int end = from + (int) ((long) (to - from) * (c + 1) / chains);
      chain(planes, k, start, end, weights, re, im);
    }
  }

  private void chain(
      SinglePlanes planes,
      int k,
      int start,
      int end,
      float @Nullable [] weights,
      double[] re,
      double @Nullable [] im) {
    PlaneLayout layout = planes.layout();
    int rings = layout.rings();
    int count = end - start;
    int at = layout.at(k, 0, start);
    int stride = layout.capacity() * PlaneLayout.GROUP;
    boolean real = layout.harmonics().real(k);
    float[] x = planes.re();
    float[] y = planes.im();
    float[] rowsX = x;
    float[] rowsY = y;
    int rowsAt = at;
    int rowsStride = stride;
    if (weights != null) {
      reserve(layout.groups() * count * PlaneLayout.GROUP);
      weigh(x, at, stride, layout.groups(), weights, start, count, sum);
      weigh(y, at, stride, layout.groups(), weights, start, count, difference);
      rowsX = sum;
      rowsY = difference;
      rowsAt = 0;
      rowsStride = count * PlaneLayout.GROUP;
    }
    if (weights == null) {
      touched += touch(x, at, stride, layout.groups(), count);
      if (!real) {
        touched += touch(y, at, stride, layout.groups(), count);
      }
    }
    squares(rowsX, rowsY, rowsAt, rowsStride, x, y, at, stride, count, rings, !real, re, im);
    if (im != null && !real) {
      reserve(layout.groups() * count * PlaneLayout.GROUP);
      sumAndDifference(x, y, at, stride, layout.groups(), weights, start, count);
      mixed(count, rings, im);
    }
  }

  /// Reads one value of every cache line, in order, so that the tiles find them in the cache.
  private static float touch(float[] x, int at, int stride, int groups, int count) {
    float sum = 0;
    for (int g = 0; g < groups; g++) {
      int start = at + g * stride;
      int end = start + count * PlaneLayout.GROUP;
      for (int i = start; i < end; i += PlaneLayout.GROUP) {
        sum += x[i];
      }
    }
    return sum;
  }

  private void reserve(int size) {
    if (sum.length < size) {
      sum = new float[size];
      difference = new float[size];
    }
  }

  private static void weigh(
      float[] x,
      int at,
      int stride,
      int groups,
      float[] weights,
      int start,
      int count,
      float[] weighted) {
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < count; i++) {
        int source = at + g * stride + i * PlaneLayout.GROUP;
        int target = (g * count + i) * PlaneLayout.GROUP;
        float w = weights[start + i];
        for (int r = 0; r < PlaneLayout.GROUP; r++) {
          weighted[target + r] = w * x[source + r];
        }
      }
    }
  }

  private void sumAndDifference(
      float[] x,
      float[] y,
      int at,
      int stride,
      int groups,
      float @Nullable [] weights,
      int start,
      int count) {
    for (int g = 0; g < groups; g++) {
      int source = at + g * stride;
      int target = g * count * PlaneLayout.GROUP;
      for (int r = 0; r < count * PlaneLayout.GROUP; r++) {
        sum[target + r] = x[source + r] + y[source + r];
        difference[target + r] = x[source + r] - y[source + r];
      }
    }
    if (weights != null) {
      weigh(sum, 0, count * PlaneLayout.GROUP, groups, weights, start, count, sum);
    }
  }

  /// XXᵀ and, where `both`, YYᵀ: their sum to `re`, and YYᵀ − XXᵀ to `im`.
  private void squares(
      float[] rowsX,
      float[] rowsY,
      int rowsAt,
      int rowsStride,
      float[] x,
      float[] y,
      int at,
      int stride,
      int count,
      int rings,
      boolean both,
      double[] re,
      double @Nullable [] im) {
    int all = (rings + SingleTile.LANES - 1) / SingleTile.LANES;
    for (int p = 0; p < rings; p += SingleTile.COLUMNS) {
      int b = stream(at, stride, p);
      int streams;
      for (int s = p / SingleTile.LANES; s < all; s += streams) {
        streams = Math.min(SingleTile.STREAMS, all - s);
        int q = s * SingleTile.LANES;
        int a0 = stream(rowsAt, rowsStride, q);
        int a1 = stream(rowsAt, rowsStride, q + SingleTile.LANES);
        int rows = streams * SingleTile.LANES;
        Arrays.fill(tile, 0);
        SingleTile.add(streams, rowsX, a0, a1, x, b, count, tile);
        if (both && im != null) {
          Arrays.fill(tileY, 0);
          SingleTile.add(streams, rowsY, a0, a1, y, b, count, tileY);
          for (int i = 0; i < tile.length; i++) {
            float squareX = tile[i];
            tile[i] = tileY[i] + squareX;
            tileY[i] -= squareX;
          }
          store(tileY, p, q, rows, rings, im);
        } else if (both) {
          SingleTile.add(streams, rowsY, a0, a1, y, b, count, tile);
        }
        store(tile, p, q, rows, rings, re);
      }
    }
  }

  /// (X+Y)(X−Y)ᵀ to `im`.
  private void mixed(int count, int rings, double[] im) {
    int stride = count * PlaneLayout.GROUP;
    int all = (rings + SingleTile.LANES - 1) / SingleTile.LANES;
    for (int p = 0; p < rings; p += SingleTile.COLUMNS) {
      int b = stream(0, stride, p);
      int streams;
      for (int s = p / SingleTile.LANES; s < all; s += streams) {
        streams = Math.min(SingleTile.STREAMS, all - s);
        int q = s * SingleTile.LANES;
        Arrays.fill(tile, 0);
        SingleTile.add(
            streams,
            sum,
            stream(0, stride, q),
            stream(0, stride, q + SingleTile.LANES),
            difference,
            b,
            count,
            tile);
        store(tile, p, q, streams * SingleTile.LANES, rings, im);
      }
    }
  }

  private static int stream(int at, int stride, int ring) {
    return at + ring / PlaneLayout.GROUP * stride + ring % PlaneLayout.GROUP;
  }

  /// Adds a tile with columns from `p` and rows from `q` to a triangle.
  private static void store(float[] tile, int p, int q, int rows, int rings, double[] triangle) {
    int columns = Math.min(SingleTile.COLUMNS, rings - p);
    int end = Math.min(q + rows, rings);
    for (int c = 0; c < columns; c++) {
      int to = Triangle.column(rings, p + c);
      int source = c * SingleTile.PITCH - q;
      int r = Math.max(q, p + c);
      for (; r <= end - WIDE.length(); r += WIDE.length()) {
        DoubleVector more =
            (DoubleVector)
                FloatVector.fromArray(HALF, tile, source + r)
                    .convertShape(VectorOperators.F2D, WIDE, 0);
        DoubleVector.fromArray(WIDE, triangle, to + r).add(more).intoArray(triangle, to + r);
      }
      for (; r < end; r++) {
        triangle[to + r] += tile[source + r];
      }
    }
  }
}

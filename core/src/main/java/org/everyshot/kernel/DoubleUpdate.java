package org.everyshot.kernel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The update of one harmonic in double precision, with vectors; one instance a thread.
///
/// With A = X + iY, summed over images: Re A A* = XXᵀ + YYᵀ, and
/// Im A A* = YXᵀ − XYᵀ = (X+Y)(X−Y)ᵀ − XXᵀ + YYᵀ: three real products in place of four.
final class DoubleUpdate {
  private double[] sum = {};
  private double[] difference = {};
  /// Keeps the compiler from leaving [#touch] out; nobody reads it.
  double touched;
  private final double[] tile = new double[DoubleTile.PITCH * DoubleTile.COLUMNS];
  private final double[] tileY = new double[DoubleTile.PITCH * DoubleTile.COLUMNS];

  void add(
      DoublePlanes planes,
      int k,
      int from,
      int to,
      double @Nullable [] weights,
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
      DoublePlanes planes,
      int k,
      int start,
      int end,
      double @Nullable [] weights,
      double[] re,
      double @Nullable [] im) {
    PlaneLayout layout = planes.layout();
    int rings = layout.rings();
    int count = end - start;
    int at = layout.at(k, 0, start);
    int stride = layout.capacity() * PlaneLayout.GROUP;
    boolean real = layout.harmonics().real(k);
    double[] x = planes.re();
    double[] y = planes.im();
    double[] rowsX = x;
    double[] rowsY = y;
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
  private static double touch(double[] x, int at, int stride, int groups, int count) {
    double sum = 0;
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
      sum = new double[size];
      difference = new double[size];
    }
  }

  private static void weigh(
      double[] x,
      int at,
      int stride,
      int groups,
      double[] weights,
      int start,
      int count,
      double[] weighted) {
    for (int g = 0; g < groups; g++) {
      for (int i = 0; i < count; i++) {
        int source = at + g * stride + i * PlaneLayout.GROUP;
        int target = (g * count + i) * PlaneLayout.GROUP;
        double w = weights[start + i];
        for (int r = 0; r < PlaneLayout.GROUP; r++) {
          weighted[target + r] = w * x[source + r];
        }
      }
    }
  }

  private void sumAndDifference(
      double[] x,
      double[] y,
      int at,
      int stride,
      int groups,
      double @Nullable [] weights,
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
      double[] rowsX,
      double[] rowsY,
      int rowsAt,
      int rowsStride,
      double[] x,
      double[] y,
      int at,
      int stride,
      int count,
      int rings,
      boolean both,
      double[] re,
      double @Nullable [] im) {
    int all = (rings + DoubleTile.LANES - 1) / DoubleTile.LANES;
    for (int p = 0; p < rings; p += DoubleTile.COLUMNS) {
      int b = stream(at, stride, p);
      int streams;
      for (int s = p / DoubleTile.LANES; s < all; s += streams) {
        streams = Math.min(DoubleTile.STREAMS, all - s);
        int q = s * DoubleTile.LANES;
        int a0 = stream(rowsAt, rowsStride, q);
        int a1 = stream(rowsAt, rowsStride, q + DoubleTile.LANES);
        int rows = streams * DoubleTile.LANES;
        Arrays.fill(tile, 0);
        DoubleTile.add(streams, rowsX, a0, a1, x, b, count, tile);
        if (both && im != null) {
          Arrays.fill(tileY, 0);
          DoubleTile.add(streams, rowsY, a0, a1, y, b, count, tileY);
          for (int i = 0; i < tile.length; i++) {
            double squareX = tile[i];
            tile[i] = tileY[i] + squareX;
            tileY[i] -= squareX;
          }
          store(tileY, p, q, rows, rings, im);
        } else if (both) {
          DoubleTile.add(streams, rowsY, a0, a1, y, b, count, tile);
        }
        store(tile, p, q, rows, rings, re);
      }
    }
  }

  /// (X+Y)(X−Y)ᵀ to `im`.
  private void mixed(int count, int rings, double[] im) {
    int stride = count * PlaneLayout.GROUP;
    int all = (rings + DoubleTile.LANES - 1) / DoubleTile.LANES;
    for (int p = 0; p < rings; p += DoubleTile.COLUMNS) {
      int b = stream(0, stride, p);
      int streams;
      for (int s = p / DoubleTile.LANES; s < all; s += streams) {
        streams = Math.min(DoubleTile.STREAMS, all - s);
        int q = s * DoubleTile.LANES;
        Arrays.fill(tile, 0);
        DoubleTile.add(
            streams,
            sum,
            stream(0, stride, q),
            stream(0, stride, q + DoubleTile.LANES),
            difference,
            b,
            count,
            tile);
        store(tile, p, q, streams * DoubleTile.LANES, rings, im);
      }
    }
  }

  private static int stream(int at, int stride, int ring) {
    return at + ring / PlaneLayout.GROUP * stride + ring % PlaneLayout.GROUP;
  }

  /// Adds a tile with columns from `p` and rows from `q` to a triangle.
  private static void store(double[] tile, int p, int q, int rows, int rings, double[] triangle) {
    int columns = Math.min(DoubleTile.COLUMNS, rings - p);
    int end = Math.min(q + rows, rings);
    for (int c = 0; c < columns; c++) {
      int to = Triangle.column(rings, p + c);
      int source = c * DoubleTile.PITCH - q;
      for (int r = Math.max(q, p + c); r < end; r++) {
        triangle[to + r] += tile[source + r];
      }
    }
  }
}

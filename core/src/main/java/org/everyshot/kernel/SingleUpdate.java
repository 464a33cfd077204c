package org.everyshot.kernel;

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
///
/// Up to [CorrelationKernel#CHAIN] images at a time, whose planes fit the second cache, and of them
/// one strip of columns after the other: all products of a strip are ready together, so that the
/// triangles, which come from memory, pass by once.
final class SingleUpdate {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int COLUMNS = SingleTile.COLUMNS;
  private static final int LANES = SingleTile.LANES;
  private static final int LEAD = Alignment.SINGLE;
  private static final int START = SingleTile.START;

  static final VectorSpecies<Double> WIDE =
      VectorSpecies.of(double.class, SingleTile.SPECIES.vectorShape());
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(SingleTile.SPECIES.vectorBitSize() / 2));

  private float[] weightedX = {};
  private float[] weightedY = {};
  private float[] sum = {};
  private float[] difference = {};
  private float[] squaresX = {};
  private float[] squaresY = {};
  private float[] mixed = {};

  void add(
      SinglePlanes planes,
      int k,
      int from,
      int to,
      float @Nullable [] weights,
      double[] re,
      double @Nullable [] im) {
    int parts = Math.ceilDiv(to - from, CorrelationKernel.CHAIN);
    for (int c = 0; c < parts; c++) {
      int start = from + (int) ((long) (to - from) * c / parts);
      int end = from + (int) ((long) (to - from) * (c + 1) / parts);
      part(planes, k, start, end, weights, re, im);
    }
  }

  private void part(
      SinglePlanes planes,
      int k,
      int start,
      int end,
      float @Nullable [] weights,
      double[] re,
      double @Nullable [] im) {
    PlaneLayout layout = planes.layout();
    int rings = layout.rings();
    int groups = layout.groups();
    int count = end - start;
    int at = planes.at(k, 0, start);
    int stride = layout.groupPitch();
    int packed = count * PlaneLayout.GROUP;
    int pitch = groups * PlaneLayout.GROUP;
    boolean real = layout.harmonics().real(k);
    boolean mixes = im != null && !real;
    float[] x = planes.re();
    float[] y = planes.im();
    reserve(groups * packed, weights != null, mixes, packed, pitch);
    float[] rowsX = x;
    float[] rowsY = y;
    int rowsAt = at;
    int rowsStride = stride;
    if (weights != null) {
      weigh(x, at, stride, groups, weights, start, count, weightedX);
      weigh(y, at, stride, groups, weights, start, count, weightedY);
      rowsX = weightedX;
      rowsY = weightedY;
      rowsAt = LEAD;
      rowsStride = packed;
    }
    if (mixes) {
      for (int g = 0; g < groups; g++) {
        int source = rowsAt + g * rowsStride;
        sums(rowsX, rowsY, source, packed, sum, LEAD + g * packed);
      }
    }
    for (int p = 0; p < rings; p += COLUMNS) {
      int b = at + p / PlaneLayout.GROUP * stride + p % PlaneLayout.GROUP;
      strip(rowsX, rowsAt, rowsStride, x, b, p, count, rings, false, squaresX, pitch);
      if (im == null || real) {
        if (!real) {
          strip(rowsY, rowsAt, rowsStride, y, b, p, count, rings, true, squaresX, pitch);
        }
        addReal(p, rings, pitch, re);
        continue;
      }
      strip(rowsY, rowsAt, rowsStride, y, b, p, count, rings, false, squaresY, pitch);
      int d = p % PlaneLayout.GROUP;
      if (d == 0) {
        differences(x, y, b, packed, difference);
      }
      strip(sum, LEAD, packed, difference, LEAD + d, p, count, rings, false, mixed, pitch);
      addBoth(p, rings, pitch, re, im);
    }
  }

  private void reserve(int size, boolean weighted, boolean mixes, int packed, int pitch) {
    if (squaresX.length < START + COLUMNS * pitch) {
      squaresX = new float[START + COLUMNS * pitch];
      squaresY = new float[START + COLUMNS * pitch];
      mixed = new float[START + COLUMNS * pitch];
    }
    if (mixes && sum.length < LEAD + size) {
      sum = new float[LEAD + size];
    }
    if (mixes && difference.length < LEAD + packed) {
      difference = new float[LEAD + packed];
    }
    if (weighted && weightedX.length < LEAD + size) {
      weightedX = new float[LEAD + size];
      weightedY = new float[LEAD + size];
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
        int target = LEAD + (g * count + i) * PlaneLayout.GROUP;
        float w = weights[start + i];
        for (int r = 0; r < PlaneLayout.GROUP; r++) {
          weighted[target + r] = w * x[source + r];
        }
      }
    }
  }

  private static void sums(float[] x, float[] y, int from, int count, float[] out, int at) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector b = FloatVector.fromArray(SPECIES, y, from + i);
      a.add(b).intoArray(out, at + i);
    }
  }

  private static void differences(float[] x, float[] y, int from, int count, float[] out) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, from + i);
      FloatVector b = FloatVector.fromArray(SPECIES, y, from + i);
      a.sub(b).intoArray(out, LEAD + i);
    }
  }

  /// Products of the columns from `p` on with all rows from there down: `[column][row]`.
  private static void strip(
      float[] rows,
      int rowsAt,
      int rowsStride,
      float[] columns,
      int b,
      int p,
      int count,
      int rings,
      boolean more,
      float[] out,
      int pitch) {
    int all = (rings + LANES - 1) / LANES;
    int streams;
    for (int s = p / LANES; s < all; s += streams) {
      streams = SingleTile.take(all - s);
      int q = s * LANES;
      int a0 = stream(rowsAt, rowsStride, q);
      int a1 = stream(rowsAt, rowsStride, q + LANES);
      int a2 = stream(rowsAt, rowsStride, q + 2 * LANES);
      SingleTile.sum(streams, rows, a0, a1, a2, columns, b, count, more, out, START + q, pitch);
    }
  }

  private static int stream(int at, int stride, int ring) {
    return at + ring / PlaneLayout.GROUP * stride + ring % PlaneLayout.GROUP;
  }

  private void addReal(int p, int rings, int pitch, double[] re) {
    for (int c = 0; c < Math.min(COLUMNS, rings - p); c++) {
      int first = p + c;
      int to = Triangle.index(rings, first, first);
      widen(squaresX, START + c * pitch + first, re, to, rings - first);
    }
  }

  private void addBoth(int p, int rings, int pitch, double[] re, double[] im) {
    for (int c = 0; c < Math.min(COLUMNS, rings - p); c++) {
      int first = p + c;
      int from = START + c * pitch + first;
      int to = Triangle.index(rings, first, first);
      widenReal(squaresX, squaresY, from, re, to, rings - first);
      widenImaginary(mixed, squaresX, squaresY, from, im, to, rings - first);
    }
  }

  private static void widen(float[] x, int from, double[] triangle, int to, int count) {
    int i = 0;
    for (; i <= count - WIDE.length(); i += WIDE.length()) {
      DoubleVector.fromArray(WIDE, triangle, to + i)
          .add(widen(x, from + i))
          .intoArray(triangle, to + i);
    }
    for (; i < count; i++) {
      triangle[to + i] += x[from + i];
    }
  }

  /// Adds XXᵀ + YYᵀ.
  private static void widenReal(float[] x, float[] y, int from, double[] re, int to, int count) {
    int i = 0;
    for (; i <= count - WIDE.length(); i += WIDE.length()) {
      DoubleVector more = widen(x, from + i).add(widen(y, from + i));
      DoubleVector.fromArray(WIDE, re, to + i).add(more).intoArray(re, to + i);
    }
    for (; i < count; i++) {
      re[to + i] += (double) x[from + i] + (double) y[from + i];
    }
  }

  /// Adds (X+Y)(X−Y)ᵀ − XXᵀ + YYᵀ.
  private static void widenImaginary(
      float[] mixed, float[] x, float[] y, int from, double[] im, int to, int count) {
    int i = 0;
    for (; i <= count - WIDE.length(); i += WIDE.length()) {
      DoubleVector more = widen(mixed, from + i).sub(widen(x, from + i)).add(widen(y, from + i));
      DoubleVector.fromArray(WIDE, im, to + i).add(more).intoArray(im, to + i);
    }
    for (; i < count; i++) {
      im[to + i] += (double) mixed[from + i] - (double) x[from + i] + (double) y[from + i];
    }
  }

  /// As many values as a [#WIDE] vector has lanes.
  static DoubleVector widen(float[] x, int from) {
    return (DoubleVector)
        FloatVector.fromArray(HALF, x, from).convertShape(VectorOperators.F2D, WIDE, 0);
  }
}

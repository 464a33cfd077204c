package org.everyshot.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarDenseKernel] with the Vector API, its products by [VectorDenseTile],
/// [VectorLayerTile] and [VectorBackTile]. Sums differ
/// from the scalar ones by rounding only, and depend neither on the number of rows that come with a
/// row nor on threads.
final class VectorDenseKernel implements DenseKernel {
  private static final VectorSpecies<Float> LANES = SingleTile.SPECIES;
  private static final int WIDE = LANES.length();
  private static final int PAIR = VectorDenseTile.PAIR;
  private static final int ROWS = VectorDenseTile.ROWS;

  private final ScalarDenseKernel rest = new ScalarDenseKernel();
  private final float[] tile = new float[ROWS * PAIR];
  private float[] packed = new float[0];
  private float[] panel = packed;
  private int panelFrom;

  @Override
  public void multiply(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] y,
      int yFrom) {
    int c = 0;
    for (; c + PAIR <= columns; c += PAIR) {
      choose(w, wFrom, c, inner, columns);
      for (int r = 0; r < rows; r += ROWS) {
        int n = product(x, xFrom + r * inner, Math.min(ROWS, rows - r), inner);
        addTile(tile, n, y, yFrom + r * columns + c, columns);
      }
    }
    VectorDenseTile.rest(x, xFrom, inner, 1, rows, inner, w, wFrom, c, columns, y, yFrom);
  }

  @Override
  public void layer(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] b,
      int bFrom,
      float[] y,
      int yFrom) {
    if (columns % PAIR != 0) {
      DenseKernel.super.layer(x, xFrom, rows, inner, w, wFrom, columns, b, bFrom, y, yFrom);
      return;
    }
    for (int c = 0; c < columns; c += PAIR) {
      choose(w, wFrom, c, inner, columns);
      for (int r = 0; r < rows; r += ROWS) {
        int to = yFrom + r * columns + c;
        if (r + ROWS <= rows) {
          VectorLayerTile.rectified(
              x, xFrom + r * inner, inner, panel, panelFrom, b, bFrom + c, y, to, columns);
        } else {
          int n = product(x, xFrom + r * inner, rows - r, inner);
          rectifyTile(tile, n, b, bFrom + c, y, to, columns);
        }
      }
    }
  }

  @Override
  public void residual(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] b,
      int bFrom,
      float[] y,
      float[] z,
      int yFrom) {
    if (columns % PAIR != 0) {
      DenseKernel.super.residual(x, xFrom, rows, inner, w, wFrom, columns, b, bFrom, y, z, yFrom);
      return;
    }
    for (int c = 0; c < columns; c += PAIR) {
      choose(w, wFrom, c, inner, columns);
      for (int r = 0; r < rows; r += ROWS) {
        int to = yFrom + r * columns + c;
        if (r + ROWS <= rows) {
          VectorLayerTile.residual(
              x, xFrom + r * inner, inner, panel, panelFrom, b, bFrom + c, y, z, to, columns);
        } else {
          int n = product(x, xFrom + r * inner, rows - r, inner);
          residualTile(tile, n, b, bFrom + c, y, z, to, columns);
        }
      }
    }
  }

  @Override
  public void layerBack(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] passed,
      float[] y,
      int yFrom) {
    if (columns % PAIR != 0) {
      DenseKernel.super.layerBack(x, xFrom, rows, inner, w, wFrom, columns, passed, y, yFrom);
      return;
    }
    for (int c = 0; c < columns; c += PAIR) {
      choose(w, wFrom, c, inner, columns);
      for (int r = 0; r < rows; r += ROWS) {
        int to = yFrom + r * columns + c;
        if (r + ROWS <= rows) {
          VectorBackTile.cut(x, xFrom + r * inner, inner, panel, panelFrom, passed, y, to, columns);
        } else {
          int n = product(x, xFrom + r * inner, rows - r, inner);
          cutTile(tile, n, passed, y, to, columns);
        }
      }
    }
  }

  @Override
  public void residualBack(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] w,
      int wFrom,
      int columns,
      float[] passed,
      float[] y,
      int yFrom,
      float[] scratch) {
    if (columns % PAIR != 0) {
      DenseKernel.super.residualBack(
          x, xFrom, rows, inner, w, wFrom, columns, passed, y, yFrom, scratch);
      return;
    }
    for (int c = 0; c < columns; c += PAIR) {
      choose(w, wFrom, c, inner, columns);
      for (int r = 0; r < rows; r += ROWS) {
        int to = yFrom + r * columns + c;
        if (r + ROWS <= rows) {
          VectorBackTile.addCut(
              x, xFrom + r * inner, inner, panel, panelFrom, passed, y, to, columns);
        } else {
          int n = product(x, xFrom + r * inner, rows - r, inner);
          addCutTile(tile, n, passed, y, to, columns);
        }
      }
    }
  }

  /// Makes two vectors of each row of W the panel: where they lie, or one behind the other.
  private void choose(float[] w, int wFrom, int c, int inner, int columns) {
    panel = columns > PAIR ? pack(w, wFrom + c, inner, columns) : w;
    panelFrom = columns > PAIR ? 0 : wFrom;
  }

  /// Writes the product of some rows with the panel into the tile.
  private int product(float[] x, int from, int rows, int inner) {
    if (rows == ROWS) {
      VectorDenseTile.along(x, from, inner, panel, panelFrom, tile);
      return rows;
    }
    Arrays.fill(tile, 0);
    for (int r = 0; r < rows; r++) {
      VectorDenseTile.pair(x, from + r * inner, 1, inner, panel, panelFrom, PAIR, tile, r * PAIR);
    }
    return rows;
  }

  private static void addTile(float[] tile, int rows, float[] y, int yFrom, int columns) {
    for (int r = 0, at = yFrom; r < rows; r++, at += columns) {
      for (int c = 0; c < PAIR; c += WIDE) {
        FloatVector.fromArray(LANES, tile, r * PAIR + c)
            .add(FloatVector.fromArray(LANES, y, at + c))
            .intoArray(y, at + c);
      }
    }
  }

  private static void rectifyTile(
      float[] tile, int rows, float[] b, int bFrom, float[] y, int yFrom, int columns) {
    for (int c = 0; c < PAIR; c += WIDE) {
      FloatVector bias = FloatVector.fromArray(LANES, b, bFrom + c);
      for (int r = 0, at = yFrom + c; r < rows; r++, at += columns) {
        FloatVector.fromArray(LANES, tile, r * PAIR + c).add(bias).max(0f).intoArray(y, at);
      }
    }
  }

  private static void residualTile(
      float[] tile, int rows, float[] b, int bFrom, float[] y, float[] z, int yFrom, int columns) {
    for (int c = 0; c < PAIR; c += WIDE) {
      FloatVector bias = FloatVector.fromArray(LANES, b, bFrom + c);
      for (int r = 0, at = yFrom + c; r < rows; r++, at += columns) {
        FloatVector sum =
            FloatVector.fromArray(LANES, y, at)
                .add(bias)
                .add(FloatVector.fromArray(LANES, tile, r * PAIR + c));
        sum.intoArray(y, at);
        sum.max(0f).intoArray(z, at);
      }
    }
  }

  private static void cutTile(
      float[] tile, int rows, float[] passed, float[] y, int yFrom, int columns) {
    FloatVector zero = FloatVector.zero(LANES);
    for (int r = 0, at = yFrom; r < rows; r++, at += columns) {
      for (int c = 0; c < PAIR; c += WIDE) {
        zero.blend(
                FloatVector.fromArray(LANES, tile, r * PAIR + c),
                FloatVector.fromArray(LANES, passed, at + c).compare(VectorOperators.GT, 0f))
            .intoArray(y, at + c);
      }
    }
  }

  private static void addCutTile(
      float[] tile, int rows, float[] passed, float[] y, int yFrom, int columns) {
    FloatVector zero = FloatVector.zero(LANES);
    for (int r = 0, at = yFrom; r < rows; r++, at += columns) {
      for (int c = 0; c < PAIR; c += WIDE) {
        zero.blend(
                FloatVector.fromArray(LANES, tile, r * PAIR + c),
                FloatVector.fromArray(LANES, passed, at + c).compare(VectorOperators.GT, 0f))
            .add(FloatVector.fromArray(LANES, y, at + c))
            .intoArray(y, at + c);
      }
    }
  }

  /// Two vectors of each row of W, one behind the other.
  private float[] pack(float[] w, int from, int rows, int columns) {
    if (packed.length < rows * PAIR) {
      packed = new float[rows * PAIR];
    }
    for (int k = 0; k < rows; k++) {
      int at = from + k * columns;
      int to = k * PAIR;
      FloatVector.fromArray(LANES, w, at).intoArray(packed, to);
      FloatVector.fromArray(LANES, w, at + WIDE).intoArray(packed, to + WIDE);
    }
    return packed;
  }

  @Override
  public void gradient(
      float[] x,
      int xFrom,
      int rows,
      int inner,
      float[] y,
      int yFrom,
      int columns,
      float[] w,
      int wFrom) {
    // The same sum with X read across: its columns are the result's rows.
    int c = 0;
    for (; c + PAIR <= columns; c += PAIR) {
      int r = 0;
      for (; r + ROWS <= inner; r += ROWS) {
        int to = wFrom + r * columns + c;
        VectorDenseTile.across(x, xFrom + r, inner, rows, y, yFrom + c, columns, w, to);
      }
      for (; r < inner; r++) {
        int to = wFrom + r * columns + c;
        VectorDenseTile.pair(x, xFrom + r, inner, rows, y, yFrom + c, columns, w, to);
      }
    }
    VectorDenseTile.rest(x, xFrom, 1, inner, inner, rows, y, yFrom, c, columns, w, wFrom);
  }

  @Override
  public void rectify(float[] x, float[] y, int from, int to) {
    int i = from;
    for (; i + WIDE <= to; i += WIDE) {
      FloatVector.fromArray(LANES, x, i).max(0f).intoArray(y, i);
    }
    rest.rectify(x, y, i, to);
  }

  @Override
  public void cut(float[] dy, float[] y, int from, int to) {
    FloatVector zero = FloatVector.zero(LANES);
    int i = from;
    for (; i + WIDE <= to; i += WIDE) {
      FloatVector gradient = FloatVector.fromArray(LANES, dy, i);
      zero.blend(gradient, FloatVector.fromArray(LANES, y, i).compare(VectorOperators.GT, 0f))
          .intoArray(dy, i);
    }
    rest.cut(dy, y, i, to);
  }

  @Override
  public void addCut(float[] dx, float[] y, float[] dy, int from, int to) {
    FloatVector zero = FloatVector.zero(LANES);
    int i = from;
    for (; i + WIDE <= to; i += WIDE) {
      FloatVector gradient = FloatVector.fromArray(LANES, dx, i);
      zero.blend(gradient, FloatVector.fromArray(LANES, y, i).compare(VectorOperators.GT, 0f))
          .add(FloatVector.fromArray(LANES, dy, i))
          .intoArray(dy, i);
    }
    rest.addCut(dx, y, dy, i, to);
  }

  @Override
  public void addRow(float[] b, int bFrom, int columns, float[] y, int yFrom, int rows) {
    int even = LANES.loopBound(columns);
    for (int r = 0; r < rows; r++) {
      int row = yFrom + r * columns;
      for (int c = 0; c < even; c += WIDE) {
        FloatVector.fromArray(LANES, b, bFrom + c)
            .add(FloatVector.fromArray(LANES, y, row + c))
            .intoArray(y, row + c);
      }
      ScalarDenseKernel.addRow(b, bFrom, even, columns, y, row);
    }
  }

  @Override
  public void sumRows(float[] y, int yFrom, int rows, int columns, float[] b, int bFrom) {
    int even = LANES.loopBound(columns);
    for (int c = 0; c < even; c += WIDE) {
      FloatVector sum = FloatVector.zero(LANES);
      for (int r = 0, at = yFrom + c; r < rows; r++, at += columns) {
        sum = sum.add(FloatVector.fromArray(LANES, y, at));
      }
      sum.add(FloatVector.fromArray(LANES, b, bFrom + c)).intoArray(b, bFrom + c);
    }
    for (int c = even; c < columns; c++) {
      ScalarDenseKernel.sumColumn(y, yFrom + c, rows, columns, b, bFrom + c);
    }
  }

  @Override
  public boolean finite(float[] x, int from, int to) {
    FloatVector one = FloatVector.zero(LANES);
    FloatVector other = FloatVector.zero(LANES);
    int i = from;
    for (; i + 2 * WIDE <= to; i += 2 * WIDE) {
      one = FloatVector.fromArray(LANES, x, i).mul(0f).add(one);
      other = FloatVector.fromArray(LANES, x, i + WIDE).mul(0f).add(other);
    }
    return one.add(other).compare(VectorOperators.EQ, 0f).allTrue() && rest.finite(x, i, to);
  }

  @Override
  public void adam(
      float[] values,
      float[] one,
      float[] other,
      float[] mean,
      float[] square,
      float[] factors,
      int from,
      int to) {
    FloatVector zero = FloatVector.zero(LANES);
    int i = from;
    for (; i + WIDE <= to; i += WIDE) {
      FloatVector g =
          FloatVector.fromArray(LANES, one, i).add(FloatVector.fromArray(LANES, other, i));
      zero.intoArray(one, i);
      zero.intoArray(other, i);
      FloatVector m = FloatVector.fromArray(LANES, mean, i).mul(factors[0]).add(g.mul(factors[1]));
      FloatVector v =
          FloatVector.fromArray(LANES, square, i).mul(factors[2]).add(g.mul(factors[3]).mul(g));
      m = m.blend(zero, m.abs().compare(VectorOperators.LT, LEAST_MEAN));
      v = v.blend(zero, v.compare(VectorOperators.LT, LEAST_SQUARE));
      m.intoArray(mean, i);
      v.intoArray(square, i);
      FloatVector root = v.mul(factors[5]).lanewise(VectorOperators.SQRT).add(factors[6]);
      FloatVector.fromArray(LANES, values, i).sub(m.mul(factors[4]).div(root)).intoArray(values, i);
    }
    rest.adam(values, one, other, mean, square, factors, i, to);
  }
}

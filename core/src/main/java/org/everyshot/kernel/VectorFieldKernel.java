package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarFieldKernel] with the Vector API; sums differ by rounding only.
final class VectorFieldKernel implements FieldKernel {
  private static final int WIDTH = LatticeSampler.WIDTH;

  /// Four complex nodes.
  private static final VectorSpecies<Float> ROW = FloatVector.SPECIES_256;

  private static final VectorSpecies<Float> WIDE = SingleTile.SPECIES;

  /// Points between two passes over their products.
  private static final int BLOCK = 64;

  @Override
  public void addSquares(
      LatticeSampler lattice,
      double[] matrix,
      double[] offset,
      float[] points,
      double weight,
      float[] sum) {
    float[] products = new float[BLOCK * 8];
    float[] doubled = lattice.doubledWindow();
    for (int from = 0; from < sum.length; from += BLOCK) {
      int to = Math.min(sum.length, from + BLOCK);
      interpolate(lattice, doubled, matrix, offset, points, from, to, products);
      float scale = (float) weight;
      for (int p = from; p < to; p++) {
        int at = (p - from) * 8;
        float real = products[at] + products[at + 2] + (products[at + 4] + products[at + 6]);
        float imaginary =
            products[at + 1] + products[at + 3] + (products[at + 5] + products[at + 7]);
        sum[p] += scale * (real * real + imaginary * imaginary);
      }
    }
  }

  @Override
  public void sample(
      LatticeSampler lattice,
      double[] matrix,
      double[] offset,
      float[] points,
      float[] re,
      float[] im) {
    float[] products = new float[BLOCK * 8];
    float[] doubled = lattice.doubledWindow();
    for (int from = 0; from < re.length; from += BLOCK) {
      int to = Math.min(re.length, from + BLOCK);
      interpolate(lattice, doubled, matrix, offset, points, from, to, products);
      for (int p = from; p < to; p++) {
        int at = (p - from) * 8;
        re[p] = products[at] + products[at + 2] + (products[at + 4] + products[at + 6]);
        im[p] = products[at + 1] + products[at + 3] + (products[at + 5] + products[at + 7]);
      }
    }
  }

  /// Writes, for each point, four complex partial sums whose total is the field.
  private static void interpolate(
      LatticeSampler lattice,
      float[] doubled,
      double[] matrix,
      double[] offset,
      float[] points,
      int from,
      int to,
      float[] products) {
    float m0 = (float) matrix[0];
    float m1 = (float) matrix[1];
    float m2 = (float) matrix[2];
    float m3 = (float) matrix[3];
    float m4 = (float) matrix[4];
    float m5 = (float) matrix[5];
    float m6 = (float) matrix[6];
    float m7 = (float) matrix[7];
    float m8 = (float) matrix[8];
    float o0 = (float) offset[0];
    float o1 = (float) offset[1];
    float o2 = (float) offset[2];
    int nx = lattice.nx();
    int ny = lattice.ny();
    int nz = lattice.nz();
    int row = 2 * nx;
    int plane = row * ny;
    int resolution = lattice.resolution();
    float[] g = lattice.nodes();
    float[] t = lattice.window();
    for (int p = from; p < to; p++) {
      float x = points[3 * p];
      float y = points[3 * p + 1];
      float z = points[3 * p + 2];
      float u = m0 * x + m1 * y + m2 * z + o0;
      float v = m3 * x + m4 * y + m5 * z + o1;
      float w = m6 * x + m7 * y + m8 * z + o2;
      int i = (int) u;
      int j = (int) v;
      int k = (int) w;
      if (i < 1 || j < 1 || k < 1 || i + 2 >= nx || j + 2 >= ny || k + 2 >= nz) {
        throw LatticeSampler.outside(p, u, v, w);
      }
      float fu = (u - i) * resolution;
      int tu = (int) fu;
      float ru = fu - tu;
      float fv = (v - j) * resolution;
      int tv = (int) fv;
      float rv = fv - tv;
      tv *= WIDTH;
      float fw = (w - k) * resolution;
      int tw = (int) fw;
      float rw = fw - tw;
      tw *= WIDTH;
      float y0 = t[tv] + rv * (t[tv + 4] - t[tv]);
      float y1 = t[tv + 1] + rv * (t[tv + 5] - t[tv + 1]);
      float y2 = t[tv + 2] + rv * (t[tv + 6] - t[tv + 2]);
      float y3 = t[tv + 3] + rv * (t[tv + 7] - t[tv + 3]);
      int n = (k - 1) * plane + (j - 1) * row + 2 * (i - 1);
      FloatVector total = FloatVector.zero(ROW);
      for (int c = 0; c < WIDTH; c++) {
        FloatVector part =
            FloatVector.fromArray(ROW, g, n)
                .mul(y0)
                .add(FloatVector.fromArray(ROW, g, n + row).mul(y1))
                .add(
                    FloatVector.fromArray(ROW, g, n + 2 * row)
                        .mul(y2)
                        .add(FloatVector.fromArray(ROW, g, n + 3 * row).mul(y3)));
        total = total.add(part.mul(t[tw + c] + rw * (t[tw + c + 4] - t[tw + c])));
        n += plane;
      }
      FloatVector lower = FloatVector.fromArray(ROW, doubled, 8 * tu);
      FloatVector upper = FloatVector.fromArray(ROW, doubled, 8 * tu + 8);
      total.mul(lower.add(upper.sub(lower).mul(ru))).intoArray(products, (p - from) * 8);
    }
  }

  @Override
  public void addOctants(
      float[] cosines,
      float[] sines,
      float[] coefficients,
      int scatterers,
      int stride,
      float[] sums,
      int from) {
    for (int i = 0; i < stride; i += WIDE.length()) {
      FloatVector a0 = FloatVector.zero(WIDE);
      FloatVector a1 = FloatVector.zero(WIDE);
      FloatVector a2 = FloatVector.zero(WIDE);
      FloatVector a3 = FloatVector.zero(WIDE);
      FloatVector b0 = FloatVector.zero(WIDE);
      FloatVector b1 = FloatVector.zero(WIDE);
      FloatVector b2 = FloatVector.zero(WIDE);
      FloatVector b3 = FloatVector.zero(WIDE);
      for (int s = 0; s < scatterers; s++) {
        FloatVector cosine = FloatVector.fromArray(WIDE, cosines, s * stride + i);
        FloatVector sine = FloatVector.fromArray(WIDE, sines, s * stride + i);
        FloatVector c0 = FloatVector.broadcast(WIDE, coefficients[4 * s]);
        FloatVector c1 = FloatVector.broadcast(WIDE, coefficients[4 * s + 1]);
        FloatVector c2 = FloatVector.broadcast(WIDE, coefficients[4 * s + 2]);
        FloatVector c3 = FloatVector.broadcast(WIDE, coefficients[4 * s + 3]);
        a0 = cosine.fma(c0, a0);
        a1 = cosine.fma(c1, a1);
        a2 = cosine.fma(c2, a2);
        a3 = cosine.fma(c3, a3);
        b0 = sine.fma(c0, b0);
        b1 = sine.fma(c1, b1);
        b2 = sine.fma(c2, b2);
        b3 = sine.fma(c3, b3);
      }
      int at = from + i;
      a0.add(FloatVector.fromArray(WIDE, sums, at)).intoArray(sums, at);
      at += stride;
      a1.add(FloatVector.fromArray(WIDE, sums, at)).intoArray(sums, at);
      at += stride;
      a2.add(FloatVector.fromArray(WIDE, sums, at)).intoArray(sums, at);
      at += stride;
      a3.add(FloatVector.fromArray(WIDE, sums, at)).intoArray(sums, at);
      at += stride;
      b0.add(FloatVector.fromArray(WIDE, sums, at)).intoArray(sums, at);
      at += stride;
      b1.add(FloatVector.fromArray(WIDE, sums, at)).intoArray(sums, at);
      at += stride;
      b2.add(FloatVector.fromArray(WIDE, sums, at)).intoArray(sums, at);
      at += stride;
      b3.add(FloatVector.fromArray(WIDE, sums, at)).intoArray(sums, at);
    }
  }
}

package org.everyshot.kernel;

/// Plain Java loops: the reference for [VectorFieldKernel].
final class ScalarFieldKernel implements FieldKernel {
  private static final int WIDTH = LatticeSampler.WIDTH;

  @Override
  public void addSquares(
      LatticeSampler lattice,
      double[] matrix,
      double[] offset,
      float[] points,
      double weight,
      float[] sum) {
    float[] re = new float[sum.length];
    float[] im = new float[sum.length];
    sample(lattice, matrix, offset, points, re, im);
    float scale = (float) weight;
    for (int p = 0; p < sum.length; p++) {
      sum[p] += scale * (re[p] * re[p] + im[p] * im[p]);
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
    int nx = lattice.nx();
    int ny = lattice.ny();
    int nz = lattice.nz();
    int resolution = lattice.resolution();
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
    int rowStride = 2 * nx;
    int planeStride = rowStride * ny;
    float[] g = lattice.nodes();
    float[] t = lattice.window();
    for (int p = 0; p < re.length; p++) {
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
      tu *= WIDTH;
      float x0 = t[tu] + ru * (t[tu + 4] - t[tu]);
      float x1 = t[tu + 1] + ru * (t[tu + 5] - t[tu + 1]);
      float x2 = t[tu + 2] + ru * (t[tu + 6] - t[tu + 2]);
      float x3 = t[tu + 3] + ru * (t[tu + 7] - t[tu + 3]);
      float fv = (v - j) * resolution;
      int tv = (int) fv;
      float rv = fv - tv;
      tv *= WIDTH;
      float fw = (w - k) * resolution;
      int tw = (int) fw;
      float rw = fw - tw;
      tw *= WIDTH;
      float real = 0;
      float imaginary = 0;
      int corner = (k - 1) * planeStride + (j - 1) * rowStride + 2 * (i - 1);
      for (int c = 0; c < WIDTH; c++) {
        float planeReal = 0;
        float planeImaginary = 0;
        int n = corner + c * planeStride;
        for (int b = 0; b < WIDTH; b++) {
          float wb = t[tv + b] + rv * (t[tv + b + 4] - t[tv + b]);
          planeReal += wb * (x0 * g[n] + x1 * g[n + 2] + x2 * g[n + 4] + x3 * g[n + 6]);
          planeImaginary += wb * (x0 * g[n + 1] + x1 * g[n + 3] + x2 * g[n + 5] + x3 * g[n + 7]);
          n += rowStride;
        }
        float wc = t[tw + c] + rw * (t[tw + c + 4] - t[tw + c]);
        real += wc * planeReal;
        imaginary += wc * planeImaginary;
      }
      re[p] = real;
      im[p] = imaginary;
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
    for (int s = 0; s < scatterers; s++) {
      for (int c = 0; c < 4; c++) {
        float coefficient = coefficients[4 * s + c];
        int toCosine = from + c * stride;
        int toSine = from + (4 + c) * stride;
        for (int i = 0; i < stride; i++) {
          sums[toCosine + i] += coefficient * cosines[s * stride + i];
          sums[toSine + i] += coefficient * sines[s * stride + i];
        }
      }
    }
  }
}

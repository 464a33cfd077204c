package org.everyshot.kernel;

import org.jspecify.annotations.Nullable;

/// The reference: each step as its formula says.
final class ScalarKernel implements CorrelationKernel {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public void fourier(
      float[] images, int[] starts, int first, int count, SinglePlanes planes, int slot) {
    PlaneLayout layout = planes.layout();
    Harmonics harmonics = layout.harmonics();
    int azimuths = harmonics.azimuths();
    var transform = new FourierScalar(azimuths);
    double[] profile = new double[azimuths];
    double[] re = new double[azimuths];
    double[] im = new double[azimuths];
    for (int i = 0; i < count; i++) {
      for (int q = 0; q < layout.rings(); q++) {
        int start = starts[first + i] + q * azimuths;
        for (int j = 0; j < azimuths; j++) {
          profile[j] = images[start + j];
        }
        transform.transform(profile, re, im);
        for (int k = 0; k < harmonics.count(); k++) {
          int n = harmonics.order(k);
          int at = planes.index(k, slot + i, q);
          planes.re()[at] = (float) (re[n] / azimuths);
          planes.im()[at] = harmonics.real(k) ? 0 : (float) (im[n] / azimuths);
        }
      }
    }
  }

  @Override
  public void fourier(
      double[] images, int[] starts, int first, int count, DoublePlanes planes, int slot) {
    PlaneLayout layout = planes.layout();
    Harmonics harmonics = layout.harmonics();
    int azimuths = harmonics.azimuths();
    var transform = new FourierScalar(azimuths);
    double[] profile = new double[azimuths];
    double[] re = new double[azimuths];
    double[] im = new double[azimuths];
    for (int i = 0; i < count; i++) {
      for (int q = 0; q < layout.rings(); q++) {
        System.arraycopy(images, starts[first + i] + q * azimuths, profile, 0, azimuths);
        transform.transform(profile, re, im);
        for (int k = 0; k < harmonics.count(); k++) {
          int n = harmonics.order(k);
          int at = planes.index(k, slot + i, q);
          planes.re()[at] = re[n] / azimuths;
          planes.im()[at] = harmonics.real(k) ? 0 : im[n] / azimuths;
        }
      }
    }
  }

  @Override
  public void fourier(
      float[] images, int[] starts, int first, int count, DoublePlanes planes, int slot) {
    PlaneLayout layout = planes.layout();
    double[] image = new double[layout.rings() * layout.harmonics().azimuths()];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < image.length; j++) {
        image[j] = images[starts[first + i] + j];
      }
      fourier(image, new int[1], 0, 1, planes, slot + i);
    }
  }

  @Override
  public void update(
      SinglePlanes planes,
      int k,
      int from,
      int to,
      float @Nullable [] weights,
      double[] re,
      double @Nullable [] im) {
    PlaneLayout layout = planes.layout();
    float[] x = planes.re();
    float[] y = planes.im();
    int rings = layout.rings();
    for (int start = from; start < to; start += CHAIN) {
      int end = Math.min(to, start + CHAIN);
      for (int p = 0; p < rings; p++) {
        for (int q = p; q < rings; q++) {
          int a = planes.index(k, start, q);
          int b = planes.index(k, start, p);
          float sumRe = 0;
          float sumIm = 0;
          for (int i = start; i < end; i++) {
            float w = weights == null ? 1 : weights[i];
            sumRe += w * (x[a] * x[b] + y[a] * y[b]);
            sumIm += w * (y[a] * x[b] - x[a] * y[b]);
            a += PlaneLayout.GROUP;
            b += PlaneLayout.GROUP;
          }
          re[Triangle.index(rings, q, p)] += sumRe;
          if (im != null) {
            im[Triangle.index(rings, q, p)] += sumIm;
          }
        }
      }
    }
  }

  @Override
  public void update(
      DoublePlanes planes,
      int k,
      int from,
      int to,
      double @Nullable [] weights,
      double[] re,
      double @Nullable [] im) {
    PlaneLayout layout = planes.layout();
    double[] x = planes.re();
    double[] y = planes.im();
    int rings = layout.rings();
    for (int p = 0; p < rings; p++) {
      for (int q = p; q < rings; q++) {
        int a = planes.index(k, from, q);
        int b = planes.index(k, from, p);
        double sumRe = 0;
        double sumIm = 0;
        for (int i = from; i < to; i++) {
          double w = weights == null ? 1 : weights[i];
          sumRe += w * (x[a] * x[b] + y[a] * y[b]);
          sumIm += w * (y[a] * x[b] - x[a] * y[b]);
          a += PlaneLayout.GROUP;
          b += PlaneLayout.GROUP;
        }
        re[Triangle.index(rings, q, p)] += sumRe;
        if (im != null) {
          im[Triangle.index(rings, q, p)] += sumIm;
        }
      }
    }
  }

  @Override
  public FrameBinner binner(PixelTable table) {
    return new ScalarBinner(table);
  }
}

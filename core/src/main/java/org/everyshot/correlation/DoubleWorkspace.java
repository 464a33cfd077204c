package org.everyshot.correlation;

import java.util.Arrays;
import org.everyshot.engine.Team;
import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.DoublePlanes;
import org.everyshot.kernel.PlaneLayout;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Images and harmonics in double precision.
final class DoubleWorkspace extends Workspace {
  private final DoublePlanes planes;
  private double[] images = {};

  /// @param team fills the planes' memory with zeros, which takes a while
  DoubleWorkspace(PlaneLayout layout, Team team) {
    super(layout);
    double[][] parts = new double[2][];
    team.forEach(2, (part, member) -> parts[part] = new double[DoublePlanes.length(layout)]);
    this.planes = new DoublePlanes(layout, parts[0], parts[1]);
  }

  @Override
  void hold(int values) {
    images = Arrays.copyOf(images, values);
  }

  @Override
  boolean takes(ShotBatch batch) {
    return true;
  }

  @Override
  void load(ShotBatch batch, int from, int place, double scale, boolean complete) {
    int to = starts[place];
    if (complete && scale == 1 && batch.doublePrecision()) {
      System.arraycopy(batch.twice(), from, images, to, imageSize);
    } else if (batch.doublePrecision()) {
      double[] source = batch.twice();
      for (int j = 0; j < imageSize; j++) {
        double value = source[from + j];
        images[to + j] = Double.isFinite(value) ? value * scale : 0;
      }
    } else {
      float[] source = batch.single();
      for (int j = 0; j < imageSize; j++) {
        float value = source[from + j];
        images[to + j] = Float.isFinite(value) ? value * scale : 0;
      }
    }
  }

  @Override
  void centre(int place, int count, @Nullable Mask common, double factor) {
    int first = starts[place];
    for (int q = 0; q < rings; q++) {
      for (int j = 0; j < azimuths; j++) {
        int at = first + q * azimuths + j;
        boolean valid = common == null || common.valid(q, j);
        double mean = 0;
        for (int i = 0; i < count; i++) {
          mean += images[at + i * imageSize];
        }
        mean /= count;
        for (int i = 0; i < count; i++) {
          double off = factor * (images[at + i * imageSize] - mean);
          images[at + i * imageSize] = valid ? off : 0;
        }
      }
    }
  }

  @Override
  void transform(CorrelationKernel kernel, int place, int count, int slot) {
    kernel.fourier(images, starts, place, count, planes, slot);
  }

  @Override
  void transform(
      CorrelationKernel kernel, ShotBatch batch, int[] from, int first, int count, int slot) {
    if (batch.doublePrecision()) {
      kernel.fourier(batch.twice(), from, first, count, planes, slot);
    } else {
      kernel.fourier(batch.single(), from, first, count, planes, slot);
    }
  }

  @Override
  void update(
      CorrelationKernel kernel, int k, int from, int to, double[] re, double @Nullable [] im) {
    kernel.update(planes, k, from, to, null, re, im);
  }

  @Override
  void sum(int k, int from, int to, double[] re, double[] im) {
    for (int q = 0; q < rings; q++) {
      int at = planes.index(k, from, q);
      for (int slot = from; slot < to; slot++) {
        re[q] += planes.re()[at];
        im[q] += planes.im()[at];
        at += PlaneLayout.GROUP;
      }
    }
  }

  @Override
  long bytes() {
    return 8L * images.length + 2 * 8L * planes.re().length;
  }
}

package org.everyshot.kernel;

import java.util.Arrays;

/// The reference: pixel after pixel, in double precision.
final class ScalarBinner implements FrameBinner {
  private static final int WIDTH = 1;

  private final PixelTable table;
  private final double[] sum;
  private final double[] variance;
  private final int[] good;
  private long used;

  ScalarBinner(PixelTable table) {
    this.table = table;
    this.sum = new double[table.bins()];
    this.variance = new double[table.bins()];
    this.good = new int[table.bins()];
  }

  @Override
  public FrameBinner another() {
    return new ScalarBinner(table);
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void bin(short[][] frames, int count) {
    clear(count);
    for (int p = 0; p < table.pixels(); p++) {
      add(p, frames[0][p] & 0xffff);
    }
  }

  @Override
  public void bin(float[][] frames, int count) {
    clear(count);
    for (int p = 0; p < table.pixels(); p++) {
      add(p, frames[0][p]);
    }
  }

  private void clear(int count) {
    if (count != WIDTH) {
      throw new IllegalArgumentException(count + " frames at once; expected " + WIDTH);
    }
    Arrays.fill(sum, 0);
    Arrays.fill(variance, 0);
    Arrays.fill(good, 0);
    used = 0;
  }

  private void add(int pixel, float raw) {
    int bin = table.bin()[pixel];
    if (bin < 0 || !(raw >= table.lowest()[pixel] && raw <= table.highest()[pixel])) {
      return;
    }
    float[] offset = table.offset();
    sum[bin] += (double) table.slope()[pixel] * raw + (offset == null ? 0 : offset[pixel]);
    float[] slope = table.varianceSlope();
    if (slope != null) {
      variance[bin] += (double) slope[pixel] * raw;
    }
    good[bin]++;
    used++;
  }

  @Override
  public long used(int frame) {
    return used;
  }

  @Override
  public void means(float[] images, int[] starts) {
    for (int b = 0; b < sum.length; b++) {
      images[starts[0] + b] = good[b] == 0 ? Float.NaN : (float) (sum[b] / good[b]);
    }
  }

  @Override
  public void variances(int frame, float[] rings, int start) {
    for (int r = 0; r < table.rings(); r++) {
      double ring = 0;
      for (int b = r * table.azimuths(); b < (r + 1) * table.azimuths(); b++) {
        ring += good[b] == 0 ? 0 : variance[b] / ((double) good[b] * good[b]);
      }
      rings[start + r] = (float) ring;
    }
  }
}

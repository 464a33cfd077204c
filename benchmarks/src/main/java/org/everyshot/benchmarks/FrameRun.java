package org.everyshot.benchmarks;

import java.util.SplittableRandom;
import org.everyshot.engine.Team;
import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.FrameBinner;
import org.everyshot.kernel.PixelTable;

/// Raw frames of 1024 × 1024 pixels in memory to polar images.
final class FrameRun {
  static final int SIDE = 1024;
  private static final int DISTINCT = 64;

  private final FrameBinner[] binners;
  private final int[][] starts;
  private final short[][][] counts;
  private final float[][][] values;
  private final float[] images;
  private final int size;
  private final int frames;

  /// @param images where the polar images go, `[image][ring][azimuth]`
  /// @param frames number of frames, a multiple of 16; some of them the same ones again
  FrameRun(
      CorrelationKernel kernel, int threads, int rings, int azimuths, float[] images, int frames) {
    this.size = rings * azimuths;
    this.images = images;
    this.frames = frames;
    PixelTable table = table(rings, azimuths);
    binners = new FrameBinner[threads];
    starts = new int[threads][];
    for (int t = 0; t < threads; t++) {
      binners[t] = kernel.binner(table);
      starts[t] = new int[binners[t].width()];
    }
    int width = binners[0].width();
    var random = new SplittableRandom(3);
    counts = new short[DISTINCT / width][width][SIDE * SIDE];
    values = new float[DISTINCT / width][width][SIDE * SIDE];
    for (int g = 0; g < counts.length; g++) {
      for (int f = 0; f < width; f++) {
        for (int p = 0; p < SIDE * SIDE; p++) {
          counts[g][f][p] = (short) random.nextInt(5);
          values[g][f][p] = counts[g][f][p];
        }
      }
    }
  }

  /// Rings up to half the side: π/4 of the pixels fall on the grid.
  private static PixelTable table(int rings, int azimuths) {
    int pixels = SIDE * SIDE;
    int[] bin = new int[pixels];
    float[] slope = new float[pixels];
    float[] lowest = new float[pixels];
    float[] highest = new float[pixels];
    for (int p = 0; p < pixels; p++) {
      int column = p % SIDE;
      int row = p / SIDE;
      double x = column - (SIDE - 1) / 2.0;
      double y = row - (SIDE - 1) / 2.0;
      int ring = (int) (Math.hypot(x, y) / (SIDE / 2.0) * rings);
      int azimuth = (int) ((Math.atan2(y, x) / (2 * Math.PI) + 0.5) * azimuths) % azimuths;
      bin[p] = ring < rings ? ring * azimuths + azimuth : -1;
      slope[p] = 1.1f;
      highest[p] = 60000;
    }
    return new PixelTable(rings, azimuths, bin, slope, null, lowest, highest, null);
  }

  void bin(Team team, boolean integers) {
    int width = binners[0].width();
    team.forEach(
        frames / width,
        (index, member) -> {
          FrameBinner binner = binners[member];
          if (integers) {
            binner.bin(counts[index % counts.length], width);
          } else {
            binner.bin(values[index % values.length], width);
          }
          for (int f = 0; f < width; f++) {
            starts[member][f] = (index * width + f) * size;
          }
          binner.means(images, starts[member]);
        });
  }
}

package org.everyshot.reconstruction;

import java.util.Arrays;
import org.everyshot.kernel.CircleKernel;
import org.everyshot.math.HalfSphere;
import org.everyshot.math.KaiserBessel;
import org.everyshot.math.PrunedFourier;

/// The points of all shells, circle by circle about the z axis, between those of a spectrum.
///
/// The spectrum lies in `[kz][ky]` rows of pairs, see [CircleKernel]. A circle has all points of
/// one z of one shell.
final class ShellCircles {
  /// Numbers that say where a circle's blend is: `FROM` in the spectrum, `ROWS`, `LANES`, and the
  /// `END` of its points.
  private static final int FROM = 0;

  private static final int ROWS = 1;
  private static final int LANES = 2;
  private static final int END = 3;
  private static final int NUMBERS = 4;

  private final KaiserBessel window;
  private final int lowest;
  private final int row;
  private final int plane;
  private final int reach;
  private final CircleKernel kernel = CircleKernel.chosen();
  private int count;
  private int points;
  private int blendLength;
  private int[] numbers = new int[0];
  private float[] planeWeights = new float[0];
  private int[] corners = new int[0];
  private float[] weights = new float[0];

  /// @param reach largest frequency along y
  ShellCircles(KaiserBessel window, PrunedFourier fourier, int reach) {
    this.window = window;
    this.lowest = fourier.lowest();
    this.row = fourier.spectrumRow();
    this.plane = fourier.spectrumEdge() * row;
    this.reach = reach;
  }

  /// Adds a shell.
  ///
  /// @param radius in steps of the spectrum
  void add(HalfSphere sphere, double radius) {
    int circles = sphere.points() / sphere.azimuths();
    numbers = Arrays.copyOf(numbers, (count + circles) * NUMBERS);
    planeWeights = Arrays.copyOf(planeWeights, (count + circles) * CircleKernel.TAPS);
    corners = Arrays.copyOf(corners, points + sphere.points());
    weights = Arrays.copyOf(weights, corners.length * CircleKernel.WEIGHTS);
    for (int c = 0; c < circles; c++) {
      circle(sphere, c * sphere.azimuths(), radius);
    }
  }

  private void circle(HalfSphere sphere, int firstPoint, double radius) {
    double cosine = sphere.cosine(firstPoint);
    double across = radius * Math.sqrt(1 - cosine * cosine);
    // What the windows of its points cover, and along the rows whole vectors.
    int most = (int) Math.floor(across + 0.5 * CircleKernel.TAPS);
    int vector = CircleKernel.LANES / 2;
    int start = (-most - lowest) / vector * vector;
    int lanes = 2 * ((most - lowest - start) / vector * vector + vector);
    int rows = 2 * most + 1;
    double z = radius * cosine;
    int firstZ = window.first(z);
    for (int t = 0; t < CircleKernel.TAPS; t++) {
      planeWeights[count * CircleKernel.TAPS + t] = (float) window.window(z - firstZ - t);
    }
    for (int p = 0; p < sphere.azimuths(); p++) {
      double x = across * Math.cos(sphere.azimuth(p));
      double y = across * Math.sin(sphere.azimuth(p));
      int firstX = window.first(x);
      int firstY = window.first(y);
      corners[points] = (firstY + most) * lanes + 2 * (firstX - lowest - start);
      int at = points * CircleKernel.WEIGHTS;
      for (int t = 0; t < CircleKernel.TAPS; t++) {
        weights[at + t] = (float) window.window(x - firstX - t);
        weights[at + CircleKernel.ACROSS + t] = (float) window.window(y - firstY - t);
      }
      points++;
    }
    int at = count * NUMBERS;
    numbers[at + FROM] =
        (firstZ + CircleKernel.TAPS / 2) * plane + (reach - most) * row + 2 * start;
    numbers[at + ROWS] = rows;
    numbers[at + LANES] = lanes;
    numbers[at + END] = points;
    blendLength = Math.max(blendLength, rows * lanes + CircleKernel.WINDOW_ROW);
    count++;
  }

  /// Length of scratch memory for a blend.
  int blendLength() {
    return blendLength;
  }

  /// Values at all points.
  ///
  /// @param pairs spectrum
  void gather(float[] pairs, float[] blend, float[] re, float[] im) {
    int first = 0;
    for (int c = 0; c < count; c++) {
      int at = c * NUMBERS;
      int lanes = numbers[at + LANES];
      kernel.blend(
          pairs,
          numbers[at + FROM],
          row,
          plane,
          numbers[at + ROWS],
          lanes,
          planeWeights,
          c * CircleKernel.TAPS,
          blend);
      int end = numbers[at + END];
      kernel.gather(blend, lanes, corners, weights, first, end, re, im);
      first = end;
    }
  }

  /// The transpose of [#gather].
  ///
  /// @param pairs receives the spectrum
  void scatter(float[] re, float[] im, float[] blend, float[] pairs) {
    Arrays.fill(pairs, 0);
    int first = 0;
    for (int c = 0; c < count; c++) {
      int at = c * NUMBERS;
      int lanes = numbers[at + LANES];
      int rows = numbers[at + ROWS];
      Arrays.fill(blend, 0, rows * lanes, 0);
      int end = numbers[at + END];
      kernel.scatter(re, im, corners, weights, first, end, blend, lanes);
      kernel.spread(
          blend,
          rows,
          lanes,
          planeWeights,
          c * CircleKernel.TAPS,
          pairs,
          numbers[at + FROM],
          row,
          plane);
      first = end;
    }
  }
}

package org.everyshot.picture;

import java.util.Arrays;
import org.everyshot.math.Rotation;
import org.everyshot.reconstruction.Density;

/// A density's surface at one level, lit from the upper left, seen from far away.
///
/// A ray goes through every pixel; it ends where the density, linear between points, first rises
/// above the level. Brightness follows the angle between the density's slope and the light
/// (Lambert, with a faint highlight), and fades with depth.
final class SurfaceImage {
  private static final int BASE = 0x3C7FC0;
  private static final double[] LIGHT = {-0.45, 0.55, 0.70};
  private static final int REFINEMENTS = 6;

  private final Density density;
  private final double level;
  private final double reach;
  private final double[] matrix;

  /// @param reach half of the picture's edge, Å
  /// @param view turns the particle before it is seen from +z, x to the right, y up
  SurfaceImage(Density density, double level, double reach, Rotation view) {
    this.density = density;
    this.level = level;
    this.reach = reach;
    this.matrix = view.inverse().matrix();
  }

  /// The level above which a share of the positive density lies.
  static double level(Density density, double share) {
    float[] sorted = density.values().clone();
    Arrays.sort(sorted);
    double total = 0;
    for (float value : sorted) {
      total += Math.max(0, value);
    }
    double above = 0;
    for (int i = sorted.length - 1; i > 0 && sorted[i] > 0; i--) {
      above += sorted[i];
      if (above >= share * total) {
        return sorted[i];
      }
    }
    return Double.MIN_NORMAL;
  }

  Pixels image(int pixels) {
    var image = new Pixels(pixels, pixels);
    double step = 0.5 * density.spacingAngstrom();
    double[] hit = new double[3];
    for (int py = 0; py < pixels; py++) {
      double y = reach * (1 - 2 * (py + 0.5) / pixels);
      for (int px = 0; px < pixels; px++) {
        double x = reach * (2 * (px + 0.5) / pixels - 1);
        double depth = depth(x, y, step);
        int colour = 0xFFFFFF;
        if (!Double.isNaN(depth)) {
          place(x, y, depth, hit);
          colour = shade(hit, depth);
        }
        image.set(px, py, colour);
      }
    }
    return image;
  }

  /// Height z at which the ray meets the surface; NaN where it passes by.
  private double depth(double x, double y, double step) {
    double rest = 3 * reach * reach - x * x - y * y;
    double from = Math.sqrt(Math.max(0, rest));
    double[] at = new double[3];
    double before = from;
    for (double z = from; z > -from; z -= step) {
      place(x, y, z, at);
      if (value(at[0], at[1], at[2]) > level) {
        double outside = before;
        double inside = z;
        for (int i = 0; i < REFINEMENTS; i++) {
          double middle = (outside + inside) / 2;
          place(x, y, middle, at);
          if (value(at[0], at[1], at[2]) > level) {
            inside = middle;
          } else {
            outside = middle;
          }
        }
        return inside;
      }
      before = z;
    }
    return Double.NaN;
  }

  private void place(double x, double y, double z, double[] at) {
    for (int row = 0; row < 3; row++) {
      at[row] = matrix[3 * row] * x + matrix[3 * row + 1] * y + matrix[3 * row + 2] * z;
    }
  }

  /// The density between points; 0 outside the box.
  private double value(double x, double y, double z) {
    int n = density.points();
    double h = density.spacingAngstrom();
    double u = x / h + n / 2.0;
    double v = y / h + n / 2.0;
    double w = z / h + n / 2.0;
    int i = (int) Math.floor(u);
    int j = (int) Math.floor(v);
    int k = (int) Math.floor(w);
    if (Math.min(i, Math.min(j, k)) < 0 || Math.max(i, Math.max(j, k)) > n - 2) {
      return 0;
    }
    double a = u - i;
    double b = v - j;
    double c = w - k;
    float[] d = density.values();
    int at = (k * n + j) * n + i;
    int up = at + n * n;
    double low = between(d, at, n, a, b);
    return low + c * (between(d, up, n, a, b) - low);
  }

  private static double between(float[] d, int at, int n, double a, double b) {
    double near = d[at] + a * (d[at + 1] - d[at]);
    double far = d[at + n] + a * (d[at + n + 1] - d[at + n]);
    return near + b * (far - near);
  }

  private int shade(double[] at, double depth) {
    double e = 0.8 * density.spacingAngstrom();
    double[] slope = {
      value(at[0] - e, at[1], at[2]) - value(at[0] + e, at[1], at[2]),
      value(at[0], at[1] - e, at[2]) - value(at[0], at[1] + e, at[2]),
      value(at[0], at[1], at[2] - e) - value(at[0], at[1], at[2] + e)
    };
    double length = Math.sqrt(slope[0] * slope[0] + slope[1] * slope[1] + slope[2] * slope[2]);
    double lit = 0;
    double glint = 0;
    for (int axis = 0; axis < 3 && length > 0; axis++) {
      // The slope as seen: the particle's turn is the inverse of the rays'.
      double seen = 0;
      for (int row = 0; row < 3; row++) {
        seen += matrix[3 * row + axis] * slope[row] / length;
      }
      lit += seen * LIGHT[axis];
      glint += seen * (LIGHT[axis] + (axis == 2 ? 1 : 0)) / 1.84;
    }
    double near = 0.5 + 0.5 * depth / (1.2 * reach);
    double bright = (0.34 + 0.66 * Math.max(0, lit)) * (0.72 + 0.28 * Math.clamp(near, 0.0, 1.0));
    double white = 0.35 * Math.pow(Math.max(0, glint), 24);
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double channel = (BASE >> shift & 0xFF) * bright * 1.12;
      colour = colour << 8 | (int) Math.clamp(channel + 255 * white, 0.0, 255.0);
    }
    return colour;
  }
}

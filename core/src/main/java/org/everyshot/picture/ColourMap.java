package org.everyshot.picture;

/// Colours for numbers, perceptually even: equal steps of the fraction look equally large.
///
/// Both maps are curves in the OKLab space, walked at constant speed. The sequential one grows
/// lighter all the way, from dark violet through blue and green to yellow. The diverging one is
/// white in the
/// middle and equally dark at equal distances from it, blue below and red above.
/// Source: Ottosson, "A perceptual color space for image processing" (2020), for OKLab.
final class ColourMap {
  private static final int SIZE = 512;
  private static final int FINE = 1024;

  /// Control points of the sequential curve: position, chroma, hue in degrees.
  private static final double[][] CURVE = {
    {0.00, 0.090, 305},
    {0.15, 0.125, 290},
    {0.30, 0.120, 258},
    {0.45, 0.095, 218},
    {0.60, 0.105, 178},
    {0.75, 0.150, 148},
    {0.88, 0.170, 122},
    {1.00, 0.165, 104},
  };

  /// For numbers from small to large.
  static final ColourMap SEQUENTIAL = new ColourMap(true);

  /// For signed numbers: white is zero.
  static final ColourMap DIVERGING = new ColourMap(false);

  private final int[] rgb = new int[SIZE];

  private ColourMap(boolean sequential) {
    double[][] fine = new double[FINE + 1][];
    double[] length = new double[FINE + 1];
    for (int i = 0; i <= FINE; i++) {
      fine[i] = point(sequential, i / (double) FINE);
      length[i] = i == 0 ? 0 : length[i - 1] + distance(fine[i - 1], fine[i]);
    }
    int at = 0;
    for (int i = 0; i < SIZE; i++) {
      double target = length[FINE] * i / (SIZE - 1);
      while (at < FINE - 1 && length[at + 1] < target) {
        at++;
      }
      double t = Math.clamp((target - length[at]) / (length[at + 1] - length[at]), 0.0, 1.0);
      double[] lab = new double[3];
      for (int k = 0; k < 3; k++) {
        lab[k] = fine[at][k] + t * (fine[at + 1][k] - fine[at][k]);
      }
      rgb[i] = toRgb(lab);
    }
  }

  /// The colour at a fraction from 0 to 1, as 0xRRGGBB; beyond the ends, that of the end.
  int rgb(double fraction) {
    return rgb[(int) Math.round(Math.clamp(fraction, 0.0, 1.0) * (SIZE - 1))];
  }

  /// A point of a curve, (L, a, b), brought into the range that a screen can show.
  private static double[] point(boolean sequential, double t) {
    double lightness;
    double chroma;
    double hue;
    if (sequential) {
      lightness = 0.20 + 0.74 * t;
      chroma = between(t, 1);
      hue = Math.toRadians(between(t, 2));
    } else {
      double u = Math.abs(2 * t - 1);
      lightness = 1 - 0.62 * u;
      chroma = 0.17 * Math.sin(Math.min(1, 1.25 * u) * Math.PI / 2) * (1 - 0.25 * u * u);
      hue = Math.toRadians(t < 0.5 ? 255 : 32);
    }
    while (!shown(lightness, chroma, hue)) {
      chroma *= 0.995;
    }
    return new double[] {lightness, chroma * Math.cos(hue), chroma * Math.sin(hue)};
  }

  /// Monotone between control points: cubic with slopes from the neighbours.
  private static double between(double t, int column) {
    int i = 0;
    while (i < CURVE.length - 2 && t > CURVE[i + 1][0]) {
      i++;
    }
    double width = CURVE[i + 1][0] - CURVE[i][0];
    double u = (t - CURVE[i][0]) / width;
    double from = CURVE[i][column];
    double to = CURVE[i + 1][column];
    double slopeFrom = slope(i, column) * width;
    double slopeTo = slope(i + 1, column) * width;
    double v = 1 - u;
    return from * v * v * (1 + 2 * u)
        + to * u * u * (3 - 2 * u)
        + slopeFrom * u * v * v
        - slopeTo * u * u * v;
  }

  private static double slope(int i, int column) {
    int before = Math.max(0, i - 1);
    int after = Math.min(CURVE.length - 1, i + 1);
    return (CURVE[after][column] - CURVE[before][column]) / (CURVE[after][0] - CURVE[before][0]);
  }

  private static boolean shown(double lightness, double chroma, double hue) {
    if (chroma < 1e-4) {
      return true;
    }
    for (double c : linear(lightness, chroma * Math.cos(hue), chroma * Math.sin(hue))) {
      if (c < -1e-6 || c > 1 + 1e-6) {
        return false;
      }
    }
    return true;
  }

  private static double distance(double[] p, double[] q) {
    return Math.hypot(Math.hypot(p[0] - q[0], p[1] - q[1]), p[2] - q[2]);
  }

  private static int toRgb(double[] lab) {
    int colour = 0;
    for (double c : linear(lab[0], lab[1], lab[2])) {
      double clamped = Math.clamp(c, 0.0, 1.0);
      // Transfer function of IEC 61966-2-1 (sRGB).
      double s =
          clamped <= 0.0031308 ? 12.92 * clamped : 1.055 * Math.pow(clamped, 1 / 2.4) - 0.055;
      colour = colour << 8 | (int) Math.round(255 * s);
    }
    return colour;
  }

  /// OKLab to linear red, green, blue.
  private static double[] linear(double lightness, double a, double b) {
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    return new double[] {
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
    };
  }

  private static double cube(double x) {
    return x * x * x;
  }
}

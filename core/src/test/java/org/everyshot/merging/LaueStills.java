package org.everyshot.merging;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;

/// Stills of a crystal in a pink beam, for tests: every reflection whose wavelength −2 q_z/|q|²
/// lies in the band is there, whole, at a brightness that depends on its wavelength.
///
/// Scales are log-normal (0.7), B normal (6 Å²), intensities have 10 % of log-normal error, counts
/// are 3000 I with a background of 2000.
final class LaueStills {
  static final double FROM = 1.0;
  static final double TO = 1.06;

  final UniqueReflections unique;

  /// True amplitude of each slot.
  final double[] amplitude;

  final List<ReflectionTable> tables = new ArrayList<>();

  /// @param amplitude of each slot
  LaueStills(UniqueReflections unique, double[] amplitude, int stills, long seed) {
    this.unique = unique;
    this.amplitude = amplitude;
    for (int from = 0; from < stills; from += 32) {
      var table = new ReflectionTable.Builder(null);
      for (int i = from; i < Math.min(stills, from + 32); i++) {
        expose(table, i, new RandomStream(seed, i, 3));
      }
      tables.add(table.build());
    }
  }

  /// True brightness: an undulator's harmonic, steep on the side of long wavelengths, with a tail
  /// on the other.
  static double brightness(double wavelength) {
    double x = (wavelength - 1.045) / 0.006;
    return x > 0 ? Math.exp(-0.5 * x * x) : 0.15 * Math.exp(x / 6) + 0.85 * Math.exp(0.8 * x);
  }

  private void expose(ReflectionTable.Builder table, int image, RandomStream random) {
    double[] r = Rotation.uniform(random).matrix();
    double[] b = unique.cell().fractionalization();
    double[] a = new double[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          a[3 * i + j] += r[3 * i + k] * b[3 * j + k];
        }
      }
    }
    Orientation axes = Orientation.ofMatrix(a);
    double scale = Math.exp(0.7 * random.normal());
    double fall = 6 * random.normal();
    String name = "pink//" + image;
    table.still(new Still(name, Still.key(name), 0.5 * (FROM + TO), axes, unique.cell()));
    double most = 1 / (unique.dMin() * unique.dMin());
    int hMost = (int) (unique.cell().a() / unique.dMin());
    int kMost = (int) (unique.cell().b() / unique.dMin());
    int lMost = (int) (unique.cell().c() / unique.dMin());
    for (int h = -hMost; h <= hMost; h++) {
      for (int k = -kMost; k <= kMost; k++) {
        for (int l = -lMost; l <= lMost; l++) {
          double x = axes.x(h, k, l);
          double y = axes.y(h, k, l);
          double z = axes.z(h, k, l);
          double square = x * x + y * y + z * z;
          double wavelength = -2 * z / square;
          int slot =
              square > 0 && square < most && wavelength > FROM && wavelength < TO
                  ? unique.slot(h, k, l)
                  : -1;
          if (slot < 0) {
            continue;
          }
          double polarised = Polarisation.HORIZONTAL.factor(x, y, z + 1 / wavelength);
          double counts =
              3000
                  * scale
                  * brightness(wavelength)
                  * Math.exp(-0.5 * fall * square)
                  * polarised
                  * amplitude[slot]
                  * amplitude[slot]
                  * Math.exp(0.1 * random.normal());
          double sigma = Math.sqrt(counts + 2000);
          double measured = counts + sigma * random.normal();
          table.add(h, k, l, (float) measured, (float) sigma, Float.NaN, Float.NaN, -1);
          table.wavelength(wavelength);
        }
      }
    }
  }
}

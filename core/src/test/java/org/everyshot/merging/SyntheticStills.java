package org.everyshot.merging;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.math.RandomStream;

/// Stills of a crystal with random Wilson amplitudes, for tests: random orientations known with an
/// error, widths, scales and temperature factors of their own, partiality by the Ewald offset.
///
/// The distributions are those of published thermolysin data: radius 7.5e-5 Å⁻¹ and mosaicity
/// 0.008° (log-normal, 0.35 and 0.7), scale log-normal 0.7, B normal 6 Å², misorientation 0.015°
/// per axis, 20 % of log-normal error, counts 3000 I with a background of 2000.
final class SyntheticStills {
  final UniqueReflections unique;

  /// True amplitude of each slot; ⟨F²⟩ over all is 1.
  final double[] amplitude;

  final List<ReflectionTable> tables = new ArrayList<>();
  private final UnitCell cell;
  private final double waveNumber;
  private final double dMin;

  SyntheticStills(
      String group, UnitCell cell, double dMin, double wavelength, int stills, long seed) {
    this(group, cell, dMin, wavelength, 0, stills, seed);
  }

  /// @param first number of the first still: others of the same crystal
  SyntheticStills(
      String group,
      UnitCell cell,
      double dMin,
      double wavelength,
      int first,
      int stills,
      long seed) {
    this.cell = cell;
    this.dMin = dMin;
    this.waveNumber = 1 / wavelength;
    this.unique = UniqueReflections.of(SpaceGroup.of(group), cell, dMin);
    this.amplitude = truth(new RandomStream(seed, -1, 0));
    for (int from = first; from < first + stills; from += 32) {
      var table = new ReflectionTable.Builder(null);
      for (int i = from; i < Math.min(first + stills, from + 32); i++) {
        expose(table, i, new RandomStream(seed, i, 1));
      }
      tables.add(table.build());
    }
  }

  /// Wilson amplitudes that fall tenfold over the resolution, Bijvoet differences of 2.5 %.
  private double[] truth(RandomStream random) {
    double[] f = new double[2 * unique.count()];
    double sum = 0;
    int n = 0;
    for (int row = 0; row < unique.count(); row++) {
      double s2 = unique.inverseSquareSpacing(row);
      double mean = Math.pow(0.1, 2 * s2 * dMin * dMin);
      double re = random.normal();
      double im = random.normal();
      double plus;
      double minus;
      if (unique.centric(row)) {
        plus = Math.sqrt(mean) * Math.abs(re);
        minus = plus;
      } else {
        double middle = Math.sqrt(mean * 0.5 * (re * re + im * im));
        double half = 0.5 * 0.026 * Math.sqrt(mean) * random.normal();
        plus = Math.max(1e-3, middle + half);
        minus = Math.max(1e-3, middle - half);
      }
      f[2 * row] = plus;
      f[2 * row + 1] = minus;
      sum += plus * plus + minus * minus;
      n += 2;
    }
    for (int slot = 0; slot < f.length; slot++) {
      f[slot] /= Math.sqrt(sum / n);
    }
    return f;
  }

  private void expose(ReflectionTable.Builder table, int image, RandomStream random) {
    double[] rotation = rotation(random);
    double[] b = cell.fractionalization();
    double[] a = new double[9];
    // Columns a*, b*, c* are the rows of the fractionalization, rotated.
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          a[3 * i + j] += rotation[3 * i + k] * b[3 * j + k];
        }
      }
    }
    Orientation axes = Orientation.ofMatrix(a);
    table.still(new Still("synthetic//" + image, image, 1 / waveNumber, axes, cell));
    double degree = Math.PI / 180;
    double ox = 0.015 * degree * random.normal();
    double oy = 0.015 * degree * random.normal();
    double scale = Math.exp(0.7 * random.normal());
    double bFactor = 6 * random.normal();
    double w0 = 7.5e-5 * Math.exp(0.35 * random.normal());
    double eta = 0.008 * degree * Math.exp(0.7 * random.normal());
    int hMost = (int) (Math.max(cell.a(), cell.b()) / dMin) + 1;
    int lMost = (int) (cell.c() / dMin) + 1;
    for (int h = -hMost; h <= hMost; h++) {
      for (int k = -hMost; k <= hMost; k++) {
        // |q + s₀| = |s₀|: a quadratic equation in l.
        double px = axes.x(h, k, 0);
        double py = axes.y(h, k, 0);
        double pz = axes.z(h, k, 0);
        double cx = axes.cstarX();
        double cy = axes.cstarY();
        double cz = axes.cstarZ();
        double qa = cx * cx + cy * cy + cz * cz;
        double qb = px * cx + py * cy + (pz + waveNumber) * cz;
        double qc = px * px + py * py + pz * pz + 2 * pz * waveNumber;
        double discriminant = qb * qb - qa * qc;
        double root = Math.sqrt(Math.max(0, discriminant));
        int last = Integer.MIN_VALUE;
        for (int side = -1; side <= 1; side += 2) {
          int near = (int) Math.rint((-qb + side * root) / qa);
          for (int l = near - 1; l <= near + 1; l++) {
            if (Math.abs(l) <= lMost && l > last) {
              last = l;
              add(table, axes, h, k, l, ox, oy, scale, bFactor, w0, eta, random);
            }
          }
        }
      }
    }
  }

  private void add(
      ReflectionTable.Builder table,
      Orientation axes,
      int h,
      int k,
      int l,
      double ox,
      double oy,
      double scale,
      double bFactor,
      double w0,
      double eta,
      RandomStream random) {
    double x = axes.x(h, k, l);
    double y = axes.y(h, k, l);
    double z = axes.z(h, k, l);
    double q2 = x * x + y * y + z * z;
    if (q2 > 1 / (dMin * dMin) || q2 == 0) {
      return;
    }
    double z1 = z + waveNumber;
    double s1 = Math.sqrt(x * x + y * y + z1 * z1);
    double reported = s1 - waveNumber;
    double w2 = w0 * w0 + eta * eta * q2;
    if (reported * reported > 1.8 * 1.8 * w2) {
      return;
    }
    int slot = unique.slot(h, k, l);
    if (slot < 0) {
      return;
    }
    // The crystal is turned by a small angle about x and y: q changes by ω × q.
    double e = reported + (ox * (-z * y + y * z1) + oy * (z * x - x * z1)) / s1;
    double polarized = 1 - x * x / (s1 * s1);
    double true1 =
        scale
            * Math.exp(-0.5 * e * e / w2 - bFactor * q2 / 4)
            * polarized
            * amplitude[slot]
            * amplitude[slot];
    double counts = 3000 * true1 * Math.exp(0.2 * random.normal());
    double sigma = Math.sqrt(counts + 2000);
    table.add(
        h,
        k,
        l,
        (float) (counts + sigma * random.normal()),
        (float) sigma,
        Float.NaN,
        Float.NaN,
        -1);
  }

  /// A uniform random rotation, by a random unit quaternion.
  private static double[] rotation(RandomStream random) {
    double w = random.normal();
    double x = random.normal();
    double y = random.normal();
    double z = random.normal();
    double n = 2 / (w * w + x * x + y * y + z * z);
    return new double[] {
      1 - n * (y * y + z * z),
      n * (x * y - z * w),
      n * (x * z + y * w),
      n * (x * y + z * w),
      1 - n * (x * x + z * z),
      n * (y * z - x * w),
      n * (x * z - y * w),
      n * (y * z + x * w),
      1 - n * (x * x + y * y)
    };
  }
}

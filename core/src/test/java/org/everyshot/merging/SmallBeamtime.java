package org.everyshot.merging;

import java.io.IOException;
import java.util.OptionalLong;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.engine.Source;
import org.everyshot.math.RandomStream;
import org.jspecify.annotations.Nullable;

/// Stills of crystals with known amplitudes, made in memory: random orientations, Gaussian
/// partiality at a true orientation that differs from the reported one, log-normal scales, spread B
/// factors, counting noise over a background, a relative error.
final class SmallBeamtime implements Stills {
  /// What is wrong with the images, so that tests can leave it out.
  ///
  /// @param scatter relative error of each measurement
  /// @param missetDegrees error of the reported orientation about each axis
  /// @param partial whether reflections are partial
  record Flaws(double scatter, double missetDegrees, boolean partial, double sdScale, double sdB) {
    static Flaws usual() {
      return new Flaws(0.2, 0.015, true, 0.7, 6);
    }

    static Flaws scalesAlone() {
      return new Flaws(0.02, 0, false, 0.7, 6);
    }
  }

  static final double WAVELENGTH = 1.27;

  private final UniqueReflections unique;
  private final Flaws flaws;
  private final long images;
  private final long seed;

  /// Intensity of each slot, ⟨I⟩ = 1 at low resolution.
  final double[] truth;

  SmallBeamtime(UniqueReflections unique, long images, long seed, Flaws flaws) {
    this.unique = unique;
    this.images = images;
    this.seed = seed;
    this.flaws = flaws;
    this.truth = new double[2 * unique.count()];
    for (int row = 0; row < unique.count(); row++) {
      var random = new RandomStream(7, row, 1);
      double fall = Math.exp(-0.5 * 14 * unique.inverseSquareSpacing(row));
      double a = random.normal();
      double b = unique.centric(row) ? 0 : random.normal();
      double f =
          Math.sqrt(unique.epsilon(row) * fall * (a * a + b * b) / (unique.centric(row) ? 1 : 2));
      double difference = unique.centric(row) ? 0 : 0.03 * Math.sqrt(fall) * random.normal();
      truth[2 * row] = square(Math.max(0, f + difference / 2));
      truth[2 * row + 1] =
          unique.centric(row) ? Double.NaN : square(Math.max(0, f - difference / 2));
    }
  }

  private static double square(double x) {
    return x * x;
  }

  @Override
  public Source<ReflectionTable> open(LossLedger lostImages, LossLedger lostReflections) {
    var cutter = SliceCutter.bySlice(images, 16);
    return new Source<>() {
      @Override
      public OptionalLong shots() {
        return OptionalLong.of(images);
      }

      @Override
      public @Nullable Slice next() {
        return cutter.next();
      }

      @Override
      public ReflectionTable read(Slice slice) {
        var table = new ReflectionTable.Builder(slice);
        for (long i = slice.first(); i < slice.first() + slice.count(); i++) {
          image(table, i);
        }
        return table.build();
      }

      @Override
      public void close() throws IOException {}
    };
  }

  private void image(ReflectionTable.Builder table, long image) {
    var random = new RandomStream(seed, image, 2);
    double[] rotation = rotation(random);
    double[] b = unique.cell().fractionalization();
    double[] reported = new double[9];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) { // A = R·Bᵀ: columns are the axes
        for (int k = 0; k < 3; k++) {
          reported[3 * i + j] += rotation[3 * i + k] * b[3 * j + k];
        }
      }
    }
    double sd = Math.toRadians(flaws.missetDegrees);
    double wx = sd * random.normal();
    double wy = sd * random.normal();
    double w0 = 7.5e-5 * Math.exp(0.35 * random.normal());
    double eta = Math.toRadians(0.008) * Math.exp(0.7 * random.normal());
    double scale = 3000 * Math.exp(flaws.sdScale * random.normal());
    double decay = flaws.sdB * random.normal();
    var axes = Orientation.ofMatrix(reported);
    String name = "image " + image;
    table.still(new Still(name, Still.key(name), WAVELENGTH, axes, unique.cell()));
    double k0 = 1 / WAVELENGTH;
    double q2Max = 1 / square(unique.dMin());
    int hMax = (int) (unique.cell().a() / unique.dMin());
    int kMax = (int) (unique.cell().b() / unique.dMin());
    int lMax = (int) (unique.cell().c() / unique.dMin());
    for (int h = -hMax; h <= hMax; h++) {
      for (int k = -kMax; k <= kMax; k++) {
        for (int l = -lMax; l <= lMax; l++) {
          double x = axes.x(h, k, l);
          double y = axes.y(h, k, l);
          double z = axes.z(h, k, l);
          double q2 = x * x + y * y + z * z;
          double e = (q2 + 2 * z * k0) / (Math.sqrt(q2 + 2 * z * k0 + k0 * k0) + k0);
          double w = Math.sqrt(w0 * w0 + eta * eta * q2);
          if (Math.abs(e) > 1.8 * w || q2 > q2Max || q2 == 0) {
            continue;
          }
          int slot = unique.slot(h, k, l);
          if (slot < 0) {
            continue;
          }
          double off = e + wx * y - wy * x;
          double full = flaws.partial ? Math.exp(-0.5 * square(off / w)) : 1;
          double z1 = z + k0;
          double pol = 1 - x * x / (x * x + y * y + z1 * z1);
          double mean = scale * full * Math.exp(-0.5 * decay * q2) * pol * truth[slot];
          double error = flaws.scatter == 0 ? 1 : Math.exp(flaws.scatter * random.normal());
          double sigma = Math.sqrt(mean + 2000);
          double intensity = mean * error + sigma * random.normal();
          table.add(h, k, l, (float) intensity, (float) sigma, Float.NaN, Float.NaN, -1);
        }
      }
    }
  }

  private static double[] rotation(RandomStream random) {
    double a = random.normal();
    double b = random.normal();
    double c = random.normal();
    double d = random.normal();
    double n = a * a + b * b + c * c + d * d;
    double s = 2 / n;
    return new double[] {
      1 - s * (c * c + d * d),
      s * (b * c - a * d),
      s * (b * d + a * c), //
      s * (b * c + a * d),
      1 - s * (b * b + d * d),
      s * (c * d - a * b), //
      s * (b * d - a * c),
      s * (c * d + a * b),
      1 - s * (b * b + c * c)
    };
  }

  /// Mean over twenty shells of the correlation of amplitudes with the truth.
  double correlationOfAmplitudes(MergedReflections merged) {
    int shells = 20;
    double most = 1 / square(unique.dMin());
    var pearson = new Pearson[shells];
    for (int i = 0; i < shells; i++) {
      pearson[i] = new Pearson();
    }
    for (int slot = 0; slot < truth.length; slot++) {
      double x = Math.pow(unique.inverseSquareSpacing(slot >> 1) / most, 1.5);
      if (Float.isFinite(merged.amplitude()[slot])) {
        pearson[Math.min(shells - 1, (int) (shells * x))].add(
            merged.amplitude()[slot], Math.sqrt(truth[slot]));
      }
    }
    double sum = 0;
    for (Pearson shell : pearson) {
      sum += shell.value() / shells;
    }
    return sum;
  }

  /// Correlation of F(+) − F(−) with the truth, over the standard deviation of the resolution.
  double correlationOfDifferences(MergedReflections merged) {
    var pearson = new Pearson();
    for (int row = 0; row < unique.count(); row++) {
      double fall = Math.exp(-0.25 * 14 * unique.inverseSquareSpacing(row));
      double difference = merged.amplitude()[2 * row] - merged.amplitude()[2 * row + 1];
      if (Double.isFinite(difference)) {
        double known = Math.sqrt(truth[2 * row]) - Math.sqrt(truth[2 * row + 1]);
        pearson.add(difference / fall, known / fall);
      }
    }
    return pearson.value();
  }
}

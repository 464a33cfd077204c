package org.everyshot.reconstruction;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.everyshot.invariants.Invariants;
import org.everyshot.math.PrunedFourier;
import org.everyshot.math.RandomStream;

/// Invariants to a density: multi-tiered iterative phasing (package-info).
///
/// Immutable, and shared by any number of threads. A restart is one thread's work, and its seed
/// alone decides what it finds, to the last bit. The hand and the orientation of what it finds are
/// arbitrary: invariants do not know them.
public final class Phasing {
  private static final int PURPOSE = 0x70686173;

  private final Invariants invariants;
  private final PhasingSettings settings;
  private final Shells shells;
  private final ShellTransform transform;
  private final InvariantRoots roots;
  private final PrunedFourier fourier;
  private final BoxCorrection correction;

  public Phasing(Invariants invariants, PhasingSettings settings) {
    this.invariants = invariants;
    this.settings = settings;
    this.shells = new Shells(invariants, settings);
    this.transform = new ShellTransform(shells, settings);
    this.roots = new InvariantRoots(invariants, shells, settings);
    int n = settings.gridPoints();
    this.fourier = new PrunedFourier(n, n / 2, 0, n / 2, n / 2);
    this.correction = new BoxCorrection(shells, settings, fourier);
  }

  public PhasingSettings settings() {
    return settings;
  }

  /// One restart.
  public PhasedDensity run(long seed) {
    return run(seed, () -> false);
  }

  /// One restart that ends early, with what it has by then, once `stop` says so; it is asked after
  /// every iteration and before every step of the gradient fit.
  public PhasedDensity run(long seed, BooleanSupplier stop) {
    return new Run(seed, stop).result();
  }

  /// A restart that goes on from a density: one cycle of half as many again hybrid iterations, a
  /// shrinkwrap and the last reductions, then the gradient fit. Nothing in it is random.
  PhasedDensity goOn(PhasedDensity start, BooleanSupplier stop) {
    return new Run(start.seed(), stop).continued(start);
  }

  /// The memory and the steps of one restart.
  private final class Run {
    private final long seed;
    private final BooleanSupplier stop;
    private final ShellTransform.Fields fields = transform.new Fields();
    private final BoxCorrection.Memory memory = correction.new Memory();
    private final Hyperphase hyperphase = new Hyperphase(invariants, shells, roots);
    private final Support support = new Support(transform, settings);
    private final float[] density = new float[fourier.cubeLength()];
    private final float[] image = new float[fourier.cubeLength()];
    private final float[] spectrum = new float[fourier.spectrumLength()];
    private final float[] scratch = new float[fourier.scratchLength()];
    private final float[] cube = new float[transform.length()];
    private final float[] harmonics = new float[shells.count() * shells.stride()];
    private final float[] change = new float[harmonics.length];
    private final double[] errors = new double[settings.schedule().most()];
    private int iteration;

    Run(long seed, BooleanSupplier stop) {
      this.seed = seed;
      this.stop = stop;
    }

    PhasedDensity result() {
      start();
      PhasingSettings.Schedule schedule = settings.schedule();
      boolean going = true;
      for (int cycle = 0; cycle < schedule.cycles() && going; cycle++) {
        going = iterate(schedule.hybrid(), true);
        shrink(cycle, schedule.cycles());
        going = going && iterate(schedule.reductions(), false);
      }
      if (going) {
        shrink(schedule.cycles(), schedule.cycles());
        going = iterate(schedule.last(), false);
      }
      return fitted(going, new double[0]);
    }

    PhasedDensity continued(PhasedDensity start) {
      float[] from = start.density().values();
      for (int i = 0; i < density.length; i++) {
        density[i] = Math.max(0, from[i]);
      }
      scale();
      support.reset();
      PhasingSettings.Schedule schedule = settings.schedule();
      shrink(1, 1);
      boolean going = iterate(schedule.hybridAgain(), true);
      shrink(1, 1);
      going = going && iterate(schedule.last(), false);
      return fitted(going, start.errors());
    }

    private PhasedDensity fitted(boolean going, double[] before) {
      var misfit = new InvariantMisfit(invariants, shells, roots, settings);
      var polish = new Polish(transform, settings, misfit, shells, fields);
      double left =
          going && settings.polish().iterations() > 0
              ? polish.fit(density, support.dilated(), stop)
              : polish.misfit(density);
      double[] held = Arrays.copyOf(before, before.length + iteration);
      System.arraycopy(errors, 0, held, before.length, iteration);
      var found = new Density(settings.gridPoints(), settings.spacingAngstrom(), density);
      return new PhasedDensity(found, left, held, seed);
    }

    /// A ball of noisy density, denser in the middle, that scatters as much as was measured.
    private void start() {
      support.reset();
      int n = settings.gridPoints();
      double radius = settings.supportDiameter() / 2 / settings.spacingAngstrom();
      var random = new RandomStream(seed, 0, PURPOSE);
      for (int z = 0, at = 0; z < n; z++) {
        for (int y = 0; y < n; y++) {
          for (int x = 0; x < n; x++, at++) {
            double dx = x - n / 2.0;
            double dy = y - n / 2.0;
            double dz = z - n / 2.0;
            double rest = radius * radius - dx * dx - dy * dy - dz * dz;
            if (rest > 0) {
              double profile = Math.exp(-0.3 * radius * radius / rest);
              density[at] = (float) (profile * (1 + 0.5 * random.uniform()));
            }
          }
        }
      }
      scale();
    }

    /// Scales the density so that it scatters as much as was measured.
    private void scale() {
      transform.cut(density, settings.gridPoints(), cube);
      transform.harmonics(cube, harmonics, fields);
      double wanted = 0;
      double found = 0;
      double[] mean = invariants.averageIntensity();
      for (int k = 0; k < shells.count(); k++) {
        if (shells.measured(k)) {
          double square = shells.q(k) * shells.q(k);
          wanted += square * Math.sqrt(4 * Math.PI) * mean[k];
          found += square * harmonics[k * shells.stride()];
        }
      }
      float scale = (float) Math.sqrt(wanted / found);
      for (int i = 0; i < density.length; i++) {
        density[i] *= scale;
      }
    }

    private void shrink(int call, int last) {
      PhasingSettings.Shrinkwrap wrap = settings.shrinkwrap();
      double part = last == 0 ? 1 : (double) call / last;
      double sigma = wrap.sigmaFrom() + part * (wrap.sigmaTo() - wrap.sigmaFrom());
      support.shrink(density, sigma / settings.spacingAngstrom(), wrap.threshold());
    }

    /// @return false where the restart was stopped
    private boolean iterate(int count, boolean hybrid) {
      for (int i = 0; i < count; i++) {
        project();
        errors[iteration++] = constrain(hybrid);
        if (stop.getAsBoolean()) {
          return false;
        }
      }
      return true;
    }

    /// The density's image whose amplitudes have the invariants.
    private void project() {
      transform.cut(density, settings.gridPoints(), cube);
      transform.harmonics(cube, harmonics, fields);
      hyperphase.correct(harmonics, change);
      fourier.forward(density, spectrum, scratch);
      correction.apply(change, spectrum, memory);
      fourier.inverse(spectrum, image, scratch);
    }

    /// Puts the image's density where it may be, and elsewhere nothing, or what hybrid iterations
    /// feed back.
    private double constrain(boolean hybrid) {
      boolean[] held = support.held();
      float feedback = (float) settings.schedule().feedback();
      float lowest = settings.prior().boundsIterations() ? 0 : Float.NEGATIVE_INFINITY;
      float highest = ceiling(held);
      double refused = 0;
      double all = 0;
      for (int i = 0; i < density.length; i++) {
        float value = image[i];
        float square = value * value;
        all += square;
        if (held[i] && value > lowest) {
          float above = value - highest;
          if (above > 0) {
            refused += above * above;
            density[i] = hybrid ? density[i] - feedback * above : highest;
          } else {
            density[i] = value;
          }
        } else {
          refused += square;
          density[i] = hybrid ? density[i] - feedback * value : 0;
        }
      }
      return all > 0 ? Math.sqrt(refused / all) : 0;
    }

    /// The highest density that is allowed (package-info, eq. 6).
    private float ceiling(boolean[] held) {
      if (Double.isInfinite(settings.prior().ceiling())) {
        return Float.POSITIVE_INFINITY;
      }
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < image.length; i++) {
        if (held[i] && image[i] > 0) {
          sum += image[i];
          squares += image[i] * image[i];
        }
      }
      return sum > 0 ? (float) (settings.prior().ceiling() * squares / sum) : Float.MAX_VALUE;
    }
  }
}

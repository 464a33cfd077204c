package org.everyshot.reconstruction;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.everyshot.math.BoundedMinimiser;

/// Fits a density to the invariants by their misfit's gradient (package-info, eq. 7 to 9).
///
/// The density is x blurred by a Gaussian, x at least 0 and only within the support; where an even
/// body is believed in, the more even of two that fit alike is preferred. One for each thread.
final class Polish {
  private static final int MEMORY = 20;

  private final ShellTransform transform;
  private final PhasingSettings settings;
  private final InvariantMisfit misfit;
  private final Blur blur;
  private final float[] sharp;
  private final float[] cube;
  private final float[] gradient;
  private final float[] scratch;
  private final float[] harmonics;
  private final float[] byHarmonics;
  private final ShellTransform.Fields fields;
  private double volume;

  Polish(
      ShellTransform transform,
      PhasingSettings settings,
      InvariantMisfit misfit,
      Shells shells,
      ShellTransform.Fields fields) {
    this.transform = transform;
    this.settings = settings;
    this.misfit = misfit;
    int n = settings.gridPoints();
    double unit = 2 * Math.PI / (n * settings.spacingAngstrom());
    double width = settings.polish().smoothing() * unit / settings.qMax();
    this.blur = Blur.ofSpectrum(transform.edge(), transform.row(), n, width);
    this.sharp = new float[transform.length()];
    this.cube = new float[sharp.length];
    this.gradient = new float[sharp.length];
    this.scratch = new float[sharp.length];
    this.harmonics = new float[shells.count() * shells.stride()];
    this.byHarmonics = new float[harmonics.length];
    this.fields = fields;
  }

  /// Misfit of a density as it is.
  double misfit(float[] box) {
    transform.cut(box, settings.gridPoints(), cube);
    transform.harmonics(cube, harmonics, fields);
    return misfit.at(harmonics, byHarmonics);
  }

  /// Improves a density in place.
  ///
  /// @param where points that may hold density before it is blurred
  /// @param stop asked before every step whether to leave it at that
  /// @return its misfit
  double fit(float[] box, boolean[] where, BooleanSupplier stop) {
    int n = settings.gridPoints();
    int[] places = new int[sharp.length];
    int[] boxPlaces = new int[sharp.length];
    int count = 0;
    float most = 0;
    int reach = transform.reach();
    for (int z = -reach; z <= reach; z++) {
      for (int y = -reach; y <= reach; y++) {
        for (int x = -reach; x <= reach; x++) {
          int at = ((z + n / 2) * n + y + n / 2) * n + x + n / 2;
          if (where[at]) {
            places[count] = transform.index(x, y, z);
            boxPlaces[count] = at;
            most = Math.max(most, box[at]);
            count++;
          }
        }
      }
    }
    if (!(most > 0)) {
      return misfit(box);
    }
    int[] variables = Arrays.copyOf(places, count);
    double[] x = new double[count];
    for (int i = 0; i < count; i++) {
      x[i] = box[boxPlaces[i]] / most;
    }
    float unit = most;
    Arrays.fill(sharp, 0);
    volume = 0;
    new BoundedMinimiser(MEMORY, Double.POSITIVE_INFINITY)
        .minimise(
            (at, slope) -> value(at, slope, variables, unit),
            x,
            settings.polish().iterations(),
            stop);
    spread(x, variables, unit);
    blur.apply(sharp, cube, scratch);
    Arrays.fill(box, 0);
    for (int z = -reach; z <= reach; z++) {
      for (int y = -reach; y <= reach; y++) {
        int to = ((z + n / 2) * n + y + n / 2) * n + n / 2 - reach;
        System.arraycopy(cube, transform.index(-reach, y, z), box, to, transform.edge());
      }
    }
    return misfit(box);
  }

  private void spread(double[] x, int[] places, float unit) {
    for (int i = 0; i < x.length; i++) {
      sharp[places[i]] = (float) (unit * x[i]);
    }
  }

  /// How uneven the density is (package-info, eq. 9).
  ///
  /// @param weight by which its derivatives are added to the gradient
  private double unevenness(double weight) {
    double one = 0;
    double two = 0;
    double four = 0;
    for (float value : cube) {
      double square = (double) value * value;
      one += value;
      two += square;
      four += square * square;
    }
    if (volume == 0) {
      volume = one * one / two;
    }
    double scale = weight * volume * 4 / (two * two);
    for (int i = 0; i < cube.length; i++) {
      double value = cube[i];
      gradient[i] += (float) (scale * value * (value * value - four / two));
    }
    return volume * four / (two * two);
  }

  /// f and its gradient by the variables at `places`.
  double value(double[] x, double[] slope, int[] places, float unit) {
    spread(x, places, unit);
    blur.apply(sharp, cube, scratch);
    transform.harmonics(cube, harmonics, fields);
    double value = misfit.at(harmonics, byHarmonics);
    transform.gradient(byHarmonics, gradient, fields);
    double flatness = settings.prior().flatness();
    if (flatness > 0) {
      value += flatness * unevenness(flatness);
    }
    blur.apply(gradient, cube, scratch);
    for (int i = 0; i < x.length; i++) {
      slope[i] = unit * cube[places[i]];
    }
    return value;
  }
}

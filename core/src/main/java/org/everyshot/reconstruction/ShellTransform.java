package org.everyshot.reconstruction;

import java.util.HashMap;
import java.util.Map;
import org.everyshot.kernel.CircleKernel;
import org.everyshot.math.HalfSphere;
import org.everyshot.math.KaiserBessel;
import org.everyshot.math.PrunedFourier;

/// Density to amplitudes on shells to harmonics of the intensity, and back by the exact transpose.
///
/// The density, times a correction, is transformed on the box's own frequencies, which are at least
/// twice as fine as its ball asks for, and interpolated between them (package-info, eq. 1).
/// Immutable; what changes is in [Fields], one for each thread.
final class ShellTransform {
  /// Radius beyond which density is not seen, over the support's diameter.
  private static final double SEEN = 0.65;

  private final Shells shells;
  private final PrunedFourier fourier;
  private final int reach;
  private final float[] correction;
  private final HalfSphere[] spheres;
  private final int[] starts;
  private final ShellCircles circles;
  private final CircleKernel kernel = CircleKernel.chosen();

  /// Memory of one thread.
  final class Fields {
    final float[] cube = new float[fourier.cubeLength()];
    private final float[] spectrum = new float[fourier.spectrumLength()];
    private final float[] pairs = new float[fourier.spectrumLength()];
    private final float[] scratch = new float[fourier.scratchLength()];
    private final float[] blend = new float[circles.blendLength()];
    private final float[] sphereScratch;
    private final float[] re = new float[starts[shells.count()]];
    private final float[] im = new float[re.length];
    private final float[] intensity = new float[re.length];

    Fields() {
      int most = 0;
      for (HalfSphere sphere : spheres) {
        most = Math.max(most, sphere.scratchLength());
      }
      this.sphereScratch = new float[most];
    }
  }

  ShellTransform(Shells shells, PhasingSettings settings) {
    this.shells = shells;
    int n = settings.gridPoints();
    double length = n * settings.spacingAngstrom();
    double support = settings.supportDiameter();
    this.reach = (int) Math.min(n / 2 - 1, SEEN * support / settings.spacingAngstrom());
    var window = new KaiserBessel(CircleKernel.TAPS, length / support);
    double farthest = shells.q(shells.count() - 1) * length / (2 * Math.PI);
    int most = (int) Math.ceil(farthest + 0.5 * CircleKernel.TAPS);
    if (most >= n / 2) {
      throw new IllegalArgumentException("phasing: box of " + n + " points for the last ring");
    }
    int half = (2 * most + CircleKernel.LANES) / CircleKernel.LANES * CircleKernel.LANES;
    this.fourier =
        PrunedFourier.above(n, reach, -half / 2, half / 2 - 1, most, CircleKernel.TAPS / 2);
    this.correction = correction(window, n, SEEN * support / settings.spacingAngstrom());
    this.spheres = new HalfSphere[shells.count()];
    this.starts = new int[shells.count() + 1];
    Map<Integer, HalfSphere> made = new HashMap<>();
    for (int k = 0; k < shells.count(); k++) {
      int degree = shells.degreeMax(k);
      spheres[k] = made.computeIfAbsent(shells.band(k), band -> new HalfSphere(band, degree));
      starts[k + 1] = starts[k] + spheres[k].points();
    }
    this.circles = new ShellCircles(window, fourier, most);
    for (int k = 0; k < shells.count(); k++) {
      circles.add(spheres[k], shells.q(k) * length / (2 * Math.PI));
    }
  }

  private float[] correction(KaiserBessel window, int period, double seen) {
    float[] made = new float[fourier.cubeLength()];
    for (int z = -reach; z <= reach; z++) {
      for (int y = -reach; y <= reach; y++) {
        for (int x = -reach; x <= reach; x++) {
          if (x * x + y * y + z * z <= seen * seen) {
            made[index(x, y, z)] =
                (float)
                    (window.correction((double) x / period)
                        * window.correction((double) y / period)
                        * window.correction((double) z / period));
          }
        }
      }
    }
    return made;
  }

  /// Largest coordinate of the cube that is seen, in points.
  int reach() {
    return reach;
  }

  /// Points along each edge of the cube.
  int edge() {
    return fourier.cubeEdge();
  }

  /// Distance of the cube's rows.
  int row() {
    return fourier.cubeRow();
  }

  /// Length of the cube.
  int length() {
    return fourier.cubeLength();
  }

  /// Index in the cube of a point `x`, `y`, `z` steps from the middle.
  int index(int x, int y, int z) {
    return ((z + reach) * edge() + y + reach) * row() + x + reach;
  }

  /// Cuts the cube that is seen out of a box of `n` points along each edge.
  void cut(float[] box, int n, float[] cube) {
    for (int z = -reach; z <= reach; z++) {
      for (int y = -reach; y <= reach; y++) {
        int from = ((z + n / 2) * n + y + n / 2) * n + n / 2 - reach;
        System.arraycopy(box, from, cube, index(-reach, y, z), edge());
      }
    }
  }

  /// Harmonics of the intensity on all shells.
  ///
  /// @param cube density
  /// @param harmonics receives I_lm, laid out by [Shells]
  void harmonics(float[] cube, float[] harmonics, Fields f) {
    for (int i = 0; i < cube.length; i++) {
      f.cube[i] = cube[i] * correction[i];
    }
    fourier.forward(f.cube, f.spectrum, f.scratch);
    int row = fourier.spectrumRow();
    for (int from = 0; from < f.spectrum.length; from += row) {
      kernel.pair(f.spectrum, from, row / 2, f.pairs, from);
    }
    circles.gather(f.pairs, f.blend, f.re, f.im);
    for (int i = 0; i < f.re.length; i++) {
      f.intensity[i] = f.re[i] * f.re[i] + f.im[i] * f.im[i];
    }
    for (int k = 0; k < spheres.length; k++) {
      spheres[k].analyse(f.intensity, starts[k], harmonics, k * shells.stride(), f.sphereScratch);
    }
  }

  /// The gradient by the density of a function of the harmonics that [#harmonics] made last.
  ///
  /// @param byHarmonics derivatives by I_lm, laid out by [Shells]
  /// @param byCube receives the derivatives by the density
  void gradient(float[] byHarmonics, float[] byCube, Fields f) {
    for (int k = 0; k < spheres.length; k++) {
      spheres[k].adjoint(byHarmonics, k * shells.stride(), f.intensity, starts[k], f.sphereScratch);
    }
    for (int i = 0; i < f.re.length; i++) {
      float twice = 2 * f.intensity[i];
      f.re[i] *= twice;
      f.im[i] *= twice;
    }
    circles.scatter(f.re, f.im, f.blend, f.pairs);
    int row = fourier.spectrumRow();
    for (int from = 0; from < f.spectrum.length; from += row) {
      kernel.part(f.pairs, from, row / 2, f.spectrum, from);
    }
    fourier.adjoint(f.spectrum, byCube, f.scratch);
    for (int i = 0; i < byCube.length; i++) {
      byCube[i] *= correction[i];
    }
  }
}

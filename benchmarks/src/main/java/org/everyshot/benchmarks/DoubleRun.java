package org.everyshot.benchmarks;

import org.everyshot.engine.Team;
import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.DoublePlanes;
import org.everyshot.kernel.Harmonics;
import org.everyshot.kernel.PlaneLayout;
import org.everyshot.kernel.Triangle;
import org.jspecify.annotations.Nullable;

/// Images of single precision in memory to correlation in double precision: first by image, then
/// by harmonic.
final class DoubleRun {
  private static final int SHARE = 16;

  private final CorrelationKernel kernel;
  private final float[] images;
  private final int count;
  private final int[] starts;
  private final DoublePlanes planes;
  private final double[][] re;
  private final double @Nullable [][] im;

  DoubleRun(
      CorrelationKernel kernel,
      float[] images,
      int count,
      int rings,
      Harmonics harmonics,
      boolean complex) {
    this.kernel = kernel;
    this.images = images;
    this.count = count;
    this.starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = i * rings * harmonics.azimuths();
    }
    this.planes = new DoublePlanes(new PlaneLayout(harmonics, rings, count));
    this.re = new double[harmonics.count()][Triangle.size(rings)];
    this.im = complex ? new double[harmonics.count()][Triangle.size(rings)] : null;
  }

  void fourier(Team team) {
    team.forEach(
        (count + SHARE - 1) / SHARE,
        (index, member) -> {
          int first = index * SHARE;
          kernel.fourier(images, starts, first, Math.min(SHARE, count - first), planes, first);
        });
  }

  int harmonics() {
    return re.length;
  }

  void update(Team team) {
    team.forEach(re.length, (k, member) -> update(k));
  }

  /// Adds the products of the harmonic at index `k`.
  void update(int k) {
    kernel.update(planes, k, 0, count, null, re[k], im == null ? null : im[k]);
  }

  void all(Team team) {
    fourier(team);
    update(team);
  }

  /// Real part of S_k(q, p) / shots, `runs` runs having been added up.
  double real(int k, int q, int p, int runs) {
    return re[k][Triangle.index(planes.layout().rings(), q, p)] / count / runs;
  }
}

package org.everyshot.simulation;

import java.util.Arrays;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Team;
import org.everyshot.kernel.LatticeSampler;
import org.everyshot.math.Rotation;

/// A particle whose amplitude is tabulated on a lattice in reciprocal space and interpolated.
///
/// Memory and speed do not depend on the number of atoms. The error is that of
/// [InterpolationWindow].
final class LatticeParticle implements Particle {
  private static final int DIRECTIONS = 4000;

  private final String name;
  private final double diameter;
  private final double radius;
  private final double qMax;
  private final double[] matrix;
  private final double[] offset;
  private final LatticeSampler sampler;

  /// @param radius distance from the lattice's origin within which all of it lies, Å
  /// @param amplitudes A(q) at the nodes, interleaved complex; taken over and changed
  LatticeParticle(
      String name,
      double diameter,
      double radius,
      double qMax,
      FourierLattice lattice,
      float[] amplitudes,
      Team team) {
    this.name = name;
    this.diameter = diameter;
    this.radius = radius;
    this.qMax = qMax;
    this.matrix = lattice.matrix();
    this.offset = new double[] {lattice.centre(0), lattice.centre(1), lattice.centre(2)};
    lattice.prefilter(amplitudes, team);
    this.sampler =
        new LatticeSampler(
            amplitudes,
            lattice.nodes(0),
            lattice.nodes(1),
            lattice.nodes(2),
            InterpolationWindow.table());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double diameterAngstrom() {
    return diameter;
  }

  @Override
  public Diffraction over(ScatteringVectors vectors) {
    if (vectors.largest() > qMax * 1.0001) {
      throw new IllegalArgumentException(
          "the detector reaches q = " + vectors.largest() + " Å⁻¹, the particle " + qMax);
    }
    PolarGrid grid = vectors.grid();
    PolarSlice slice =
        grid == null ? null : PolarSlice.of(grid, vectors.wavelengthAngstrom(), radius);
    if (slice != null) {
      return (rotation, weight, sum) ->
          slice.addSquares(sampler, turned(rotation), offset, weight, sum);
    }
    float[] q = vectors.components();
    return (rotation, weight, sum) -> sampler.addSquares(turned(rotation), offset, q, weight, sum);
  }

  /// matrix · R⁻¹, so that q of the laboratory becomes lattice coordinates of the turned particle.
  private double[] turned(Rotation rotation) {
    double[] r = rotation.matrix();
    double[] product = new double[9];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 3; column++) {
        double sum = 0;
        for (int i = 0; i < 3; i++) {
          sum += matrix[3 * row + i] * r[3 * column + i];
        }
        product[3 * row + column] = sum;
      }
    }
    return product;
  }

  /// By a mean over 4000 directions on a Fibonacci spiral; better than 1 % per ring.
  @Override
  public double[] meanIntensity(double[] q) {
    double[] mean = new double[q.length];
    float[] directions = new float[3 * DIRECTIONS];
    float[] intensities = new float[DIRECTIONS];
    double golden = Math.PI * (3 - Math.sqrt(5));
    for (int r = 0; r < q.length; r++) {
      for (int d = 0; d < DIRECTIONS; d++) {
        double z = 1 - (2 * d + 1.0) / DIRECTIONS;
        double across = Math.sqrt(1 - z * z);
        directions[3 * d] = (float) (q[r] * across * Math.cos(golden * d));
        directions[3 * d + 1] = (float) (q[r] * across * Math.sin(golden * d));
        directions[3 * d + 2] = (float) (q[r] * z);
      }
      Arrays.fill(intensities, 0);
      sampler.addSquares(matrix, offset, directions, 1, intensities);
      double sum = 0;
      for (float intensity : intensities) {
        sum += intensity;
      }
      mean[r] = sum / DIRECTIONS;
    }
    return mean;
  }
}

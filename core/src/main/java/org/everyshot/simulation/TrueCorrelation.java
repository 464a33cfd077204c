package org.everyshot.simulation;

import org.everyshot.detector.PolarGrid;
import org.everyshot.math.Legendre;
import org.everyshot.math.SphericalBessel;

/// The correlation of shots of equal bodies, from closed formulas, on the curved Ewald sphere.
///
/// Invariants: B_l(q, q') = 4π (2l+1) F²F'² Σ_{ab,cd} j_l(q r_ab) j_l(q' r_cd) P_l(r̂_ab·r̂_cd), F
/// the form factor of a body, r_ab the vector between two centres.
///
/// Correlation of one particle: C¹(q, q', Δ) = Σ_l B_l P_l(x x' + s s' cos Δ)/4π, x = qλ/4π,
/// s = √(1 − x²). Of N particles in a beam of weight w: ⟨w²⟩ (⟨N⟩ C¹ + ⟨N(N−1)⟩ Ī Ī'), and the
/// background b adds ⟨w²⟩ (b (⟨N⟩Ī + ⟨N⟩Ī') + b²).
/// Source: Kam, Macromolecules 10, 927 (1977); Debye's sum over pairs carried to four centres.
public final class TrueCorrelation {
  private final PolarGrid grid;
  private final double[] sine;
  private final double[][][] invariants;
  private final double[] mean;

  /// @param particle equal bodies: a sphere, two spheres, points
  /// @param degree highest l that is summed; q·diameter + 20 is enough for full precision
  /// @throws IllegalArgumentException for a particle that is no set of equal bodies
  public TrueCorrelation(Particle particle, PolarGrid grid, double wavelengthAngstrom, int degree) {
    if (!(particle instanceof Bodies bodies)) {
      throw new IllegalArgumentException(
          "closed formulas are known for sets of equal bodies, not for " + particle.name());
    }
    this.grid = grid;
    this.mean = bodies.meanIntensity(grid.qs());
    int rings = grid.rings();
    this.sine = new double[rings];
    double[] square = new double[rings];
    for (int r = 0; r < rings; r++) {
      sine[r] = ScatteringVectors.sineOfHalfAngle(grid.q(r), wavelengthAngstrom);
      double f = bodies.formFactor(grid.q(r));
      square[r] = f * f;
    }
    double[][] pairs = bodies.allPairs();
    double[][][] bessel = new double[rings][pairs.length][];
    for (int r = 0; r < rings; r++) {
      for (int p = 0; p < pairs.length; p++) {
        bessel[r][p] = SphericalBessel.upTo(degree, grid.q(r) * pairs[p][3]);
      }
    }
    double[][][] sums = new double[degree + 1][rings][rings];
    for (int p = 0; p < pairs.length; p++) {
      for (int o = 0; o < pairs.length; o++) {
        double[] legendre = Legendre.upTo(degree, cosine(pairs[p], pairs[o]));
        for (int r = 0; r < rings; r++) {
          for (int t = 0; t < rings; t++) {
            for (int l = 0; l <= degree; l++) {
              sums[l][r][t] += bessel[r][p][l] * bessel[t][o][l] * legendre[l];
            }
          }
        }
      }
    }
    for (int l = 0; l <= degree; l++) {
      for (int r = 0; r < rings; r++) {
        for (int t = 0; t < rings; t++) {
          sums[l][r][t] *= 4 * Math.PI * (2 * l + 1) * square[r] * square[t];
        }
      }
    }
    this.invariants = sums;
  }

  /// Cosine of the angle between two pair vectors; of no consequence where one has no length.
  private static double cosine(double[] a, double[] b) {
    double lengths = a[3] * b[3];
    double product = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    return lengths == 0 ? 1 : Math.clamp(product / lengths, -1, 1);
  }

  /// B_l(q, q') of one particle.
  public double invariant(int l, int ring, int otherRing) {
    return invariants[l][ring][otherRing];
  }

  /// Ī(q) of one particle.
  public double meanIntensity(int ring) {
    return mean[ring];
  }

  /// C¹(q, q', Δ) of one particle.
  ///
  /// @param delta Δφ, rad
  public double one(int ring, int otherRing, double delta) {
    double x = sine[ring];
    double y = sine[otherRing];
    double argument = x * y + Math.sqrt((1 - x) * (1 + x) * (1 - y) * (1 + y)) * Math.cos(delta);
    double[] legendre = Legendre.upTo(invariants.length - 1, argument);
    double sum = 0;
    for (int l = 0; l < invariants.length; l++) {
      sum += invariants[l][ring][otherRing] * legendre[l];
    }
    return sum / (4 * Math.PI);
  }

  /// C(q, q', Δ) of the shots of a beamtime, photons' correlation with themselves left out.
  ///
  /// @param simulator of these shots; its scale and background enter
  public double of(
      Beamtime beamtime, ShotSimulator simulator, int ring, int otherRing, double delta) {
    double particles = beamtime.particles();
    double pairs =
        beamtime.fixedParticles()
            ? Math.round(particles) * (Math.round(particles) - 1.0)
            : particles * particles;
    double expected = beamtime.fixedParticles() ? Math.round(particles) : particles;
    double s = simulator.scale();
    double b = simulator.background();
    double signal =
        s * s * (expected * one(ring, otherRing, delta) + pairs * mean[ring] * mean[otherRing]);
    double flat = b * b + b * s * expected * (mean[ring] + mean[otherRing]);
    return (1 + beamtime.jitter() * beamtime.jitter()) * (signal + flat);
  }

  /// The grid that the rings belong to.
  public PolarGrid grid() {
    return grid;
  }
}

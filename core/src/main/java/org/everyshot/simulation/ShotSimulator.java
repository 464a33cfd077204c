package org.everyshot.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.math.RandomStream;
import org.everyshot.math.Rotation;
import org.jspecify.annotations.Nullable;

/// Makes any shot of a simulated beamtime, from its number alone.
///
/// Intensity of pixel p: w [s Σ_particles |A(R⁻¹q_p)|² + b] g_p, with beam weight w, mean
/// background b, g_p the pixel's share of solid angle and polarisation, and s so that the mean
/// number of photons is as asked. Particles add incoherently. Photons are Poisson distributed.
/// May be used by several threads at once.
public final class ShotSimulator {
  private static final int BEAM = 1;
  private static final int PARTICLES = 2;
  private static final int ORIENTATIONS = 3;
  private static final int PHOTONS = 4;

  private static final int SCALE_RINGS = 400;

  private final Beamtime beamtime;
  private final Diffraction diffraction;
  private final float @Nullable [] acceptance;
  private final int pixels;
  private final double scale;
  private final double background;

  /// @param acceptance relative solid angle times polarisation of each vector; null for all one
  public ShotSimulator(
      Particle particle,
      ScatteringVectors vectors,
      float @Nullable [] acceptance,
      Beamtime beamtime) {
    this.beamtime = beamtime;
    this.diffraction = particle.over(vectors);
    this.acceptance = acceptance;
    this.pixels = vectors.count();
    double[] intensity = meanIntensities(particle, vectors);
    double signal = 0;
    double accepted = 0;
    for (int p = 0; p < pixels; p++) {
      double g = acceptance == null ? 1 : acceptance[p];
      signal += g * intensity[p] * beamtime.particles();
      accepted += g;
    }
    double flat = beamtime.background() * signal / accepted;
    double total = signal + flat * accepted;
    this.scale = beamtime.countsPhotons() ? beamtime.photons() / total : 1;
    this.background = scale * flat;
  }

  /// Orientation average at each vector, interpolated in |q|.
  private static double[] meanIntensities(Particle particle, ScatteringVectors vectors) {
    double[] q = new double[SCALE_RINGS + 1];
    double largest = vectors.largest();
    for (int r = 0; r <= SCALE_RINGS; r++) {
      q[r] = largest * r / SCALE_RINGS;
    }
    double[] mean = particle.meanIntensity(q);
    double[] intensity = new double[vectors.count()];
    for (int p = 0; p < intensity.length; p++) {
      double at = largest > 0 ? vectors.modulus()[p] / largest * SCALE_RINGS : 0;
      int cell = Math.min((int) at, SCALE_RINGS - 1);
      intensity[p] = mean[cell] + (at - cell) * (mean[cell + 1] - mean[cell]);
    }
    return intensity;
  }

  /// Number of pixels or bins of a shot.
  public int pixels() {
    return pixels;
  }

  /// What intensities in electrons² are multiplied by to become mean photons; 1 without photons.
  public double scale() {
    return scale;
  }

  /// Mean background in a pixel of acceptance 1, in the image's unit.
  public double background() {
    return background;
  }

  /// What the shot is made of.
  public ShotTruth truth(long shot) {
    double jitter = beamtime.jitter();
    double weight = 1;
    if (jitter > 0) {
      double shape = 1 / (jitter * jitter);
      weight = new RandomStream(beamtime.seed(), shot, BEAM).gamma(shape) / shape;
    }
    long particles =
        beamtime.fixedParticles()
            ? Math.round(beamtime.particles())
            : new RandomStream(beamtime.seed(), shot, PARTICLES).poisson(beamtime.particles());
    var orientations = new RandomStream(beamtime.seed(), shot, ORIENTATIONS);
    List<Rotation> rotations = new ArrayList<>((int) particles);
    for (long i = 0; i < particles; i++) {
      rotations.add(Rotation.uniform(orientations));
    }
    return new ShotTruth(shot, weight, rotations);
  }

  /// Writes the shot into `image` from `offset` on: whole numbers where photons are counted.
  public ShotTruth simulate(long shot, float[] image, int offset) {
    ShotTruth truth = truth(shot);
    float[] sum = new float[pixels];
    Arrays.fill(sum, (float) (truth.beamWeight() * background));
    for (Rotation rotation : truth.orientations()) {
      diffraction.add(rotation, truth.beamWeight() * scale, sum);
    }
    if (acceptance != null) {
      for (int p = 0; p < pixels; p++) {
        sum[p] *= acceptance[p];
      }
    }
    if (beamtime.countsPhotons()) {
      var stream = new RandomStream(beamtime.seed(), shot, PHOTONS);
      for (int p = 0; p < pixels; p++) {
        image[offset + p] = stream.poisson(sum[p]);
      }
    } else {
      System.arraycopy(sum, 0, image, offset, pixels);
    }
    return truth;
  }
}

package org.everyshot.simulation;

import java.util.Arrays;

/// A particle that is taken to scatter nothing beyond a given |q|, for detectors that reach further
/// than the particle was tabulated for.
///
/// @param particle the particle
/// @param qMax largest |q| at which it scatters, Å⁻¹
public record LimitedParticle(Particle particle, double qMax) implements Particle {
  @Override
  public String name() {
    return particle.name();
  }

  @Override
  public double diameterAngstrom() {
    return particle.diameterAngstrom();
  }

  @Override
  public Diffraction over(ScatteringVectors vectors) {
    float[] modulus = vectors.modulus();
    int count = 0;
    int[] within = new int[modulus.length];
    for (int p = 0; p < modulus.length; p++) {
      if (modulus[p] <= qMax) {
        within[count++] = p;
      }
    }
    if (count == modulus.length) {
      return particle.over(vectors);
    }
    int lit = count;
    float[] components = new float[3 * lit];
    for (int i = 0; i < lit; i++) {
      System.arraycopy(vectors.components(), 3 * within[i], components, 3 * i, 3);
    }
    Diffraction diffraction = particle.over(new ScatteringVectors(components));
    return (rotation, weight, sum) -> {
      float[] part = new float[lit];
      diffraction.add(rotation, weight, part);
      for (int i = 0; i < lit; i++) {
        sum[within[i]] += part[i];
      }
    };
  }

  @Override
  public double[] meanIntensity(double[] q) {
    double[] mean =
        particle.meanIntensity(Arrays.stream(q).map(each -> Math.min(each, qMax)).toArray());
    for (int i = 0; i < q.length; i++) {
      mean[i] = q[i] <= qMax ? mean[i] : 0;
    }
    return mean;
  }
}

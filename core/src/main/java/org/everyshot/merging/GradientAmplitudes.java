package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;
import org.everyshot.network.Adam;

/// Amplitudes as published: truncated normals whose parameters follow the gradients of the bound.
final class GradientAmplitudes implements NetworkAmplitudes {
  private final AmplitudeTable full;
  private final AmplitudeTable[] halves;
  private final TruncatedNormal scratch = new TruncatedNormal();

  GradientAmplitudes(ReflectionPriors priors, Adam.Memory memory) {
    this.full = new AmplitudeTable(priors, memory);
    this.halves =
        new AmplitudeTable[] {
          new AmplitudeTable(priors, memory), new AmplitudeTable(priors, memory)
        };
  }

  @Override
  public void refer(StillObservations[] batch, int count, ObservationRows rows) {
    for (int r = 0; r < rows.rows; r++) {
      scratch.set(full.mu(rows.slot[r]), full.sigma(rows.slot[r]));
      rows.mean[r] = scratch.first();
      rows.deviation[r] = Math.sqrt(scratch.variance());
      rows.square[r] = scratch.second();
      rows.squareVariance[r] = scratch.fourth() - scratch.second() * scratch.second();
    }
  }

  @Override
  public void evaluate(
      BoundTerm term,
      ClosedTerm halfTerm,
      ObservationRows rows,
      int r,
      NetworkSettings settings,
      RandomStream random) {
    int slot = rows.slot[r];
    double scaleWeight = settings.scaleWeight();
    term.mu = full.mu(slot);
    term.sigma = full.sigma(slot);
    term.evaluate(weight(settings, full, slot), scaleWeight, random);
    rows.along[0][r] = term.alongMu;
    rows.along[1][r] = term.alongSigma;
    AmplitudeTable half = halves[rows.half[r]];
    halfTerm.take(term);
    halfTerm.mu = half.mu(slot);
    halfTerm.sigma = half.sigma(slot);
    halfTerm.evaluate(weight(settings, half, slot), scaleWeight, random);
    rows.along[2][r] = halfTerm.alongMu;
    rows.along[3][r] = halfTerm.alongSigma;
  }

  /// w_F: as set, or 1/N with N the observations of the last pass, of this one in the first.
  private static double weight(NetworkSettings settings, AmplitudeTable table, int slot) {
    if (settings.amplitudeWeight() > 0) {
      return settings.amplitudeWeight();
    }
    return 1.0 / Math.max(1, table.seen(slot));
  }

  @Override
  public int step(ObservationRows rows, double rate) {
    for (int r = 0; r < rows.rows; r++) {
      full.add(rows.slot[r], rows.along[0][r], rows.along[1][r]);
      halves[rows.half[r]].add(rows.slot[r], rows.along[2][r], rows.along[3][r]);
    }
    return full.step(rate) + halves[0].step(rate) + halves[1].step(rate);
  }

  @Override
  public void learn(long before, long now, int pass, Team team) {
    // The prior is fixed.
  }

  @Override
  public void beginPass() {
    full.beginPass();
    halves[0].beginPass();
    halves[1].beginPass();
  }

  @Override
  public void endPass(Team team, boolean more) {
    full.endPass();
    halves[0].endPass();
    halves[1].endPass();
  }

  @Override
  public MergedReflections result(MergingSettings crystal, Team team) {
    int slots = full.slots();
    float[] amplitude = new float[slots];
    float[] deviation = new float[slots];
    float[] intensity = new float[slots];
    float[] sigma = new float[slots];
    int[] count = new int[slots];
    for (int slot = 0; slot < slots; slot++) {
      count[slot] = full.seen(slot);
    }
    intensities(full, count, intensity, sigma, amplitude, deviation);
    var merged =
        new MergedReflections.Builder(crystal.unique(), crystal.anomalous())
            .intensities(intensity, sigma)
            .amplitudes(amplitude, deviation)
            .counts(count);
    for (int half = 0; half < 2; half++) {
      float[] halfIntensity = new float[slots];
      float[] halfSigma = new float[slots];
      int[] seen = new int[slots];
      for (int slot = 0; slot < slots; slot++) {
        seen[slot] = halves[half].seen(slot);
      }
      intensities(halves[half], seen, halfIntensity, halfSigma, new float[slots], new float[slots]);
      merged.half(half, halfIntensity, halfSigma);
    }
    return merged.build();
  }

  /// Moments of a table's posteriors: of F, and of I = F², whose variance is ⟨F⁴⟩ − ⟨F²⟩².
  private void intensities(
      AmplitudeTable table,
      int[] count,
      float[] intensity,
      float[] sigma,
      float[] amplitude,
      float[] deviation) {
    Arrays.fill(intensity, Float.NaN);
    Arrays.fill(sigma, Float.NaN);
    Arrays.fill(amplitude, Float.NaN);
    Arrays.fill(deviation, Float.NaN);
    for (int slot = 0; slot < count.length; slot++) {
      if (count[slot] == 0) {
        continue;
      }
      scratch.set(table.mu(slot), table.sigma(slot));
      double second = scratch.second();
      amplitude[slot] = (float) scratch.first();
      deviation[slot] = (float) Math.sqrt(scratch.variance());
      intensity[slot] = (float) second;
      sigma[slot] = (float) Math.sqrt(Math.max(0, scratch.fourth() - second * second));
    }
  }

  @Override
  public void save(StateWriter out) {
    full.save(out);
    halves[0].save(out);
    halves[1].save(out);
  }

  @Override
  public void load(StateReader in, Team team) {
    full.load(in);
    halves[0].load(in);
    halves[1].load(in);
  }

  @Override
  public void warm(NetworkAmplitudes other, int[] here) {
    if (other instanceof GradientAmplitudes from) {
      for (int slot = 0; slot < here.length; slot++) {
        if (here[slot] >= 0 && from.full.seen(slot) > 0) {
          full.take(here[slot], from.full, slot);
        }
      }
    }
  }
}

package org.everyshot.merging;

import java.util.Arrays;
import java.util.Locale;

/// What is kept of every still from pass to pass, by the number that [KnownStills] gives it: the
/// parameters, where a later pass starts, and how good the still was. 52 bytes a still, 80 to 88
/// with its identity.
public final class StillRecords {
  private static final int N = FittedStill.PARAMETERS;
  private static final int WIDTH = N + 5;

  private final KnownStills known;
  private float[] values = new float[256 * WIDTH];
  private int[] observations = new int[256];
  private int size;

  StillRecords(KnownStills known) {
    this.known = known;
  }

  /// Number of stills that have come in any pass, in the order of their first arrival.
  public int size() {
    return size;
  }

  /// Identity of a still's image.
  public long key(int still) {
    return known.key(still);
  }

  /// Whether a still came in the last pass, from which the result is. It may not have, where an
  /// input was written anew between passes.
  public boolean isOfLastPass(int still) {
    return known.isOfLastPass(still);
  }

  /// Observations that were used.
  public int observations(int still) {
    return observations[still];
  }

  /// ln G: logarithm of the still's scale, in the unit of the merge.
  public float logScale(int still) {
    return values[still * WIDTH];
  }

  /// Temperature factor relative to the mean of all stills, Å².
  public float temperatureFactor(int still) {
    return values[still * WIDTH + 1];
  }

  /// Misorientation about the laboratory's x, then y, rad.
  public float misorientation(int still, int axis) {
    return values[still * WIDTH + 2 + axis];
  }

  /// Radius w₀ of a reflection at the origin of reciprocal space, Å⁻¹.
  public float radius(int still) {
    return (float) Math.exp(values[still * WIDTH + 4]);
  }

  /// Mosaicity η, rad.
  public float mosaicity(int still) {
    return (float) Math.exp(values[still * WIDTH + 5]);
  }

  /// Error c of cell or wavelength: the offset changes by c/d², Å.
  public float cellError(int still) {
    return values[still * WIDTH + 6];
  }

  /// χ² of the still: 1 where the model explains it.
  public float chiSquare(int still) {
    return values[still * WIDTH + N];
  }

  /// Mean relative variance of the still's scale.
  public float scaleVariance(int still) {
    return values[still * WIDTH + N + 1];
  }

  /// Correlation of the still with its prediction, before it was used for the first time.
  public float correlation(int still) {
    return values[still * WIDTH + N + 2];
  }

  /// Whether the fit came to a result.
  public boolean usable(int still) {
    return values[still * WIDTH + N + 3] != 0;
  }

  /// Which of the operators the still is indexed by, from 0; −1 where none was chosen.
  public int operator(int still) {
    return (int) values[still * WIDTH + N + 4];
  }

  /// Records still number `still`.
  void put(int still, StillObservations seen, FittedStill fitted) {
    if (still >= observations.length) {
      int length = still + still / 2 + 16;
      values = Arrays.copyOf(values, length * WIDTH);
      observations = Arrays.copyOf(observations, length);
    }
    observations[still] = seen.size;
    int at = still * WIDTH;
    for (int p = 0; p < N; p++) {
      values[at + p] = (float) fitted.parameters[p];
    }
    values[at + N] = (float) fitted.chiSquare;
    values[at + N + 1] = (float) fitted.meanRho;
    if (still >= size) {
      values[at + N + 2] = (float) fitted.correlation;
      size = still + 1;
    }
    values[at + N + 3] = fitted.usable ? 1 : 0;
    values[at + N + 4] = seen.operator;
  }

  /// Whether there is a fit of the still to start from.
  boolean knows(int still) {
    return still < size && usable(still);
  }

  /// Copies the parameters of a still.
  void parameters(int still, double[] out) {
    for (int p = 0; p < N; p++) {
      out[p] = values[still * WIDTH + p];
    }
  }

  /// Mean of ln G, or with 1 of B, over the usable stills of the running pass; 0 where there are
  /// none.
  double mean(int parameter) {
    double sum = 0;
    int n = 0;
    for (int still = 0; still < size; still++) {
      if (usable(still) && known.came(still)) {
        sum += values[still * WIDTH + parameter];
        n++;
      }
    }
    return n == 0 ? 0 : sum / n;
  }

  /// Takes `a` off every ln G, and `b` off every B.
  void regauge(double a, double b) {
    for (int still = 0; still < size; still++) {
      values[still * WIDTH] -= (float) a;
      values[still * WIDTH + 1] -= (float) b;
    }
  }

  /// Writes the records.
  void save(StateWriter out) {
    out.put(values, size * WIDTH);
    out.put(observations, size);
  }

  /// Takes over what was written.
  void load(StateReader in) {
    values = in.floats();
    observations = in.integers();
    size = observations.length;
    if (values.length != size * WIDTH || size > known.size()) {
      throw in.damaged(
          String.format(
              Locale.ROOT,
              "records of %d stills, parameters of %d, identities of %d",
              size,
              values.length / WIDTH,
              known.size()));
    }
  }
}

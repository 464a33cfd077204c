package org.everyshot.merging;

import java.util.Arrays;

/// What is kept of every still from pass to pass, in the order of their arrival: the parameters,
/// where a later pass starts, and how good the still was. 60 bytes a still.
public final class StillRecords {
  private static final int N = FittedStill.PARAMETERS;
  private static final int WIDTH = N + 5;

  private long[] key = new long[256];
  private float[] values = new float[256 * WIDTH];
  private int[] observations = new int[256];
  private int size;

  StillRecords() {}

  /// Number of stills.
  public int size() {
    return size;
  }

  /// Identity of a still's image.
  public long key(int still) {
    return key[still];
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

  /// Correlation of the still with its prediction, before it was used.
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

  /// Records still number `still`, which is at most one more than there are.
  void put(int still, StillObservations seen, FittedStill fitted, boolean firstPass) {
    if (still >= key.length) {
      int length = still + still / 2 + 16;
      key = Arrays.copyOf(key, length);
      values = Arrays.copyOf(values, length * WIDTH);
      observations = Arrays.copyOf(observations, length);
    }
    size = Math.max(size, still + 1);
    key[still] = seen.key;
    observations[still] = seen.size;
    int at = still * WIDTH;
    for (int p = 0; p < N; p++) {
      values[at + p] = (float) fitted.parameters[p];
    }
    values[at + N] = (float) fitted.chiSquare;
    values[at + N + 1] = (float) fitted.meanRho;
    if (firstPass) {
      values[at + N + 2] = (float) fitted.correlation;
    }
    values[at + N + 3] = fitted.usable ? 1 : 0;
    values[at + N + 4] = seen.operator;
  }

  /// Whether still number `still` is known to be that of `key`, with a fit to start from.
  boolean knows(int still, long image) {
    return still < size && key[still] == image && usable(still);
  }

  /// Copies the parameters of a still.
  void parameters(int still, double[] out) {
    for (int p = 0; p < N; p++) {
      out[p] = values[still * WIDTH + p];
    }
  }

  /// Mean of ln G, or with 1 of B, over the usable stills; 0 where there are none.
  double mean(int parameter) {
    double sum = 0;
    int n = 0;
    for (int still = 0; still < size; still++) {
      if (usable(still)) {
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
    out.put(key, size);
    out.put(values, size * WIDTH);
    out.put(observations, size);
  }

  /// Takes over what was written.
  void load(StateReader in) {
    key = in.longs();
    values = in.floats();
    observations = in.integers();
    size = key.length;
    if (values.length != size * WIDTH || observations.length != size) {
      throw in.damaged("records of " + size + " stills, parameters of " + values.length / WIDTH);
    }
    if (size == 0) {
      key = new long[1];
      values = new float[WIDTH];
      observations = new int[1];
    }
  }
}

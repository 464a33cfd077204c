package org.everyshot.merging;

import java.util.Arrays;

/// What is kept of each image between passes, in the order in which images come: 25 bytes each.
final class ImageRecords {
  /// Verdicts; what is not [#USED] is a reason to leave the image out.
  static final byte USED = 0;

  static final byte EMPTY = 1;
  static final byte TOO_FEW = 2;
  static final byte NO_FIT = 3;
  static final byte UNLIKE = 4;
  static final byte HARMFUL = 5;
  static final byte FAINT = 6;

  /// Reasons by verdict.
  static final String[] REASON = {
    "used",
    MonteCarloMerger.EMPTY,
    "too few reflections that the reference predicts",
    "no scale found",
    "not correlated with the merge",
    "lowers CC1/2",
    "scale far below that of the others",
  };

  private float[] columns = new float[6 * 1024];
  private byte[] verdict = new byte[1024];
  private int size;

  void add(byte verdict, double[] theta, double correlation, double deltaCcHalf) {
    if (size == this.verdict.length) {
      this.verdict = Arrays.copyOf(this.verdict, 2 * size);
      columns = Arrays.copyOf(columns, 12 * size);
    }
    this.verdict[size] = verdict;
    for (int p = 0; p < ImageModel.PARAMETERS; p++) {
      columns[6 * size + p] = (float) theta[p];
    }
    columns[6 * size + 4] = (float) correlation;
    columns[6 * size + 5] = (float) deltaCcHalf;
    size++;
  }

  int size() {
    return size;
  }

  byte verdict(int image) {
    return verdict[image];
  }

  /// A parameter of an image, numbered as in [ImageModel].
  double parameter(int image, int p) {
    return columns[6 * image + p];
  }

  /// Correlation of an image with the reference.
  double correlation(int image) {
    return columns[6 * image + 4];
  }

  /// By how much the image raises CC½; NaN where that was not worked out.
  double deltaCcHalf(int image) {
    return columns[6 * image + 5];
  }

  /// Values of a parameter over the images that were used, sorted; NaN left out.
  double[] sorted(int p) {
    double[] values = new double[size];
    int n = 0;
    for (int i = 0; i < size; i++) {
      if (verdict[i] == USED && !Double.isNaN(parameter(i, p))) {
        values[n++] = parameter(i, p);
      }
    }
    double[] sorted = Arrays.copyOf(values, n);
    Arrays.sort(sorted);
    return sorted;
  }
}

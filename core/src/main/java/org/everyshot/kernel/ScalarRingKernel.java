package org.everyshot.kernel;

/// Ring totals, value after value.
final class ScalarRingKernel implements RingKernel {
  @Override
  public void totals(float[] image, int from, int rings, int azimuths, double[] totals, int at) {
    for (int q = 0; q < rings; q++) {
      int begin = from + q * azimuths;
      double total = 0;
      for (int j = begin; j < begin + azimuths; j++) {
        total += image[j];
      }
      totals[at + q] = total;
    }
  }
}

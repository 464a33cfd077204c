package org.everyshot.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarRingKernel] with the Vector API; totals differ by rounding only, in double
/// precision.
final class VectorRingKernel implements RingKernel {
  private static final VectorSpecies<Double> WIDE = SingleUpdate.WIDE;
  private static final int LANES = WIDE.length();

  @Override
  public void totals(float[] image, int from, int rings, int azimuths, double[] totals, int at) {
    for (int q = 0; q < rings; q++) {
      totals[at + q] = total(image, from + q * azimuths, azimuths);
    }
  }

  private static double total(float[] image, int from, int count) {
    DoubleVector a = DoubleVector.zero(WIDE);
    DoubleVector b = DoubleVector.zero(WIDE);
    DoubleVector c = DoubleVector.zero(WIDE);
    DoubleVector d = DoubleVector.zero(WIDE);
    int j = from;
    for (; j + 4 * LANES <= from + count; j += 4 * LANES) {
      a = a.add(SingleUpdate.widen(image, j));
      b = b.add(SingleUpdate.widen(image, j + LANES));
      c = c.add(SingleUpdate.widen(image, j + 2 * LANES));
      d = d.add(SingleUpdate.widen(image, j + 3 * LANES));
    }
    double total = a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    for (; j < from + count; j++) {
      total += image[j];
    }
    return total;
  }
}

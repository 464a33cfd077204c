package org.everyshot.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// Twin of [ScalarRingKernel] with the Vector API; totals differ by rounding only, in double
/// precision.
final class VectorRingKernel implements RingKernel {
  private static final VectorSpecies<Double> WIDE = DoubleVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Float> HALF =
      VectorSpecies.of(float.class, VectorShape.forBitSize(WIDE.vectorBitSize() / 2));
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
      a = a.add(FloatVector.fromArray(HALF, image, j).convertShape(VectorOperators.F2D, WIDE, 0));
      b =
          b.add(
              FloatVector.fromArray(HALF, image, j + LANES)
                  .convertShape(VectorOperators.F2D, WIDE, 0));
      c =
          c.add(
              FloatVector.fromArray(HALF, image, j + 2 * LANES)
                  .convertShape(VectorOperators.F2D, WIDE, 0));
      d =
          d.add(
              FloatVector.fromArray(HALF, image, j + 3 * LANES)
                  .convertShape(VectorOperators.F2D, WIDE, 0));
    }
    double total = a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
    for (; j < from + count; j++) {
      total += image[j];
    }
    return total;
  }
}

package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Sums of pixels in bins, four bins at a time, as a [BinningOrder] says.
///
/// A lane is a frame. Sums lie `[bin][lane]`; those of even and of odd pixels of a bin are kept
/// apart until the strip's last. Conversions are written out: the loop is as long as the compiler
/// inlines, and would call a method of ours, see [VectorMath].
final class QuartetSums {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int LANES = SingleTile.LANES;
  private static final int LOW = 0xffff;

  /// Zeros, with which new sums begin.
  private static final int NOTHING = Alignment.SINGLE;

  /// Where the first bin's sum lies.
  static final int START = NOTHING + LANES;

  private QuartetSums() {}

  /// Memory for the sums of `bins`, and of those that fill up a quartet.
  static float[] memory(int bins) {
    return new float[START + (bins + BinningOrder.TOGETHER) * LANES];
  }

  /// Adds pairs of counts, one in each half of an integer, `[line][lane]`.
  ///
  /// @param from first quartet
  /// @param to end of the quartets
  /// @param more whether the bins have sums already, to which these are added
  /// @param at where the first line lies
  static void counts(
      BinningOrder order,
      int from,
      int to,
      boolean more,
      float[] turned,
      int at,
      float[] slope,
      float[] sum) {
    int[] bin = order.bin;
    int[] step = order.step;
    short[] line = order.line;
    for (int q = from; q < to; q++) {
      int at0 = START + bin[4 * q] * LANES;
      int at1 = START + bin[4 * q + 1] * LANES;
      int at2 = START + bin[4 * q + 2] * LANES;
      int at3 = START + bin[4 * q + 3] * LANES;
      FloatVector even0 = FloatVector.fromArray(SPECIES, sum, more ? at0 : NOTHING);
      FloatVector even1 = FloatVector.fromArray(SPECIES, sum, more ? at1 : NOTHING);
      FloatVector even2 = FloatVector.fromArray(SPECIES, sum, more ? at2 : NOTHING);
      FloatVector even3 = FloatVector.fromArray(SPECIES, sum, more ? at3 : NOTHING);
      FloatVector odd0 = FloatVector.zero(SPECIES);
      FloatVector odd1 = FloatVector.zero(SPECIES);
      FloatVector odd2 = FloatVector.zero(SPECIES);
      FloatVector odd3 = FloatVector.zero(SPECIES);
      int end = step[q + 1];
      for (int e = step[q]; e < end; e++) {
        IntVector both0 =
            FloatVector.fromArray(SPECIES, turned, at + line[4 * e] * LANES).reinterpretAsInts();
        even0 =
            ((FloatVector) both0.and(LOW).convertShape(VectorOperators.I2F, SPECIES, 0))
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e]), even0);
        odd0 =
            ((FloatVector)
                    both0
                        .lanewise(VectorOperators.LSHR, Short.SIZE)
                        .convertShape(VectorOperators.I2F, SPECIES, 0))
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 1]), odd0);
        IntVector both1 =
            FloatVector.fromArray(SPECIES, turned, at + line[4 * e + 1] * LANES)
                .reinterpretAsInts();
        even1 =
            ((FloatVector) both1.and(LOW).convertShape(VectorOperators.I2F, SPECIES, 0))
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 2]), even1);
        odd1 =
            ((FloatVector)
                    both1
                        .lanewise(VectorOperators.LSHR, Short.SIZE)
                        .convertShape(VectorOperators.I2F, SPECIES, 0))
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 3]), odd1);
        IntVector both2 =
            FloatVector.fromArray(SPECIES, turned, at + line[4 * e + 2] * LANES)
                .reinterpretAsInts();
        even2 =
            ((FloatVector) both2.and(LOW).convertShape(VectorOperators.I2F, SPECIES, 0))
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 4]), even2);
        odd2 =
            ((FloatVector)
                    both2
                        .lanewise(VectorOperators.LSHR, Short.SIZE)
                        .convertShape(VectorOperators.I2F, SPECIES, 0))
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 5]), odd2);
        IntVector both3 =
            FloatVector.fromArray(SPECIES, turned, at + line[4 * e + 3] * LANES)
                .reinterpretAsInts();
        even3 =
            ((FloatVector) both3.and(LOW).convertShape(VectorOperators.I2F, SPECIES, 0))
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 6]), even3);
        odd3 =
            ((FloatVector)
                    both3
                        .lanewise(VectorOperators.LSHR, Short.SIZE)
                        .convertShape(VectorOperators.I2F, SPECIES, 0))
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 7]), odd3);
      }
      even0.add(odd0).intoArray(sum, at0);
      even1.add(odd1).intoArray(sum, at1);
      even2.add(odd2).intoArray(sum, at2);
      even3.add(odd3).intoArray(sum, at3);
    }
  }

  /// Adds floats, `[line][pixel][lane]`.
  static void values(
      BinningOrder order,
      int from,
      int to,
      boolean more,
      float[] turned,
      int at,
      float[] slope,
      float[] sum) {
    int[] bin = order.bin;
    int[] step = order.step;
    short[] line = order.line;
    for (int q = from; q < to; q++) {
      int at0 = START + bin[4 * q] * LANES;
      int at1 = START + bin[4 * q + 1] * LANES;
      int at2 = START + bin[4 * q + 2] * LANES;
      int at3 = START + bin[4 * q + 3] * LANES;
      FloatVector even0 = FloatVector.fromArray(SPECIES, sum, more ? at0 : NOTHING);
      FloatVector even1 = FloatVector.fromArray(SPECIES, sum, more ? at1 : NOTHING);
      FloatVector even2 = FloatVector.fromArray(SPECIES, sum, more ? at2 : NOTHING);
      FloatVector even3 = FloatVector.fromArray(SPECIES, sum, more ? at3 : NOTHING);
      FloatVector odd0 = FloatVector.zero(SPECIES);
      FloatVector odd1 = FloatVector.zero(SPECIES);
      FloatVector odd2 = FloatVector.zero(SPECIES);
      FloatVector odd3 = FloatVector.zero(SPECIES);
      int end = step[q + 1];
      for (int e = step[q]; e < end; e++) {
        int line0 = at + line[4 * e] * 2 * LANES;
        even0 =
            FloatVector.fromArray(SPECIES, turned, line0)
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e]), even0);
        odd0 =
            FloatVector.fromArray(SPECIES, turned, line0 + LANES)
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 1]), odd0);
        int line1 = at + line[4 * e + 1] * 2 * LANES;
        even1 =
            FloatVector.fromArray(SPECIES, turned, line1)
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 2]), even1);
        odd1 =
            FloatVector.fromArray(SPECIES, turned, line1 + LANES)
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 3]), odd1);
        int line2 = at + line[4 * e + 2] * 2 * LANES;
        even2 =
            FloatVector.fromArray(SPECIES, turned, line2)
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 4]), even2);
        odd2 =
            FloatVector.fromArray(SPECIES, turned, line2 + LANES)
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 5]), odd2);
        int line3 = at + line[4 * e + 3] * 2 * LANES;
        even3 =
            FloatVector.fromArray(SPECIES, turned, line3)
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 6]), even3);
        odd3 =
            FloatVector.fromArray(SPECIES, turned, line3 + LANES)
                .fma(FloatVector.broadcast(SPECIES, slope[8 * e + 7]), odd3);
      }
      even0.add(odd0).intoArray(sum, at0);
      even1.add(odd1).intoArray(sum, at1);
      even2.add(odd2).intoArray(sum, at2);
      even3.add(odd3).intoArray(sum, at3);
    }
  }
}

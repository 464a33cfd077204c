package org.everyshot.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Exponentials, logarithms and sums of the lanes of vectors, out of exact operations alone.
///
/// All take arrays. In a long loop the compiler stops inlining and calls methods instead, and a
/// vector that is given to a called method is an object, in the loop that leads there too.
///
/// Those of the Vector API are others in code that is interpreted than in code that is compiled, in
/// the last place; results would depend on when the virtual machine compiles. These do not.
///
/// Sources: reduction by multiples of ln 2 in two parts and the polynomials of fdlibm, `e_exp.c`
/// and `e_log.c` (Sun Microsystems, 1993).
final class VectorMath {
  private static final VectorSpecies<Double> LANES = DoubleVector.SPECIES_PREFERRED;
  private static final double PER_LN2 = 1.4426950408889634;
  private static final double LN2_HIGH = 0.6931471803691238;
  private static final double LN2_LOW = 1.9082149292705877e-10;

  /// 1.5 · 2^52: added to a small number, it leaves the nearest integer in the last bits.
  private static final double MAGIC = 6755399441055744.0;

  /// 2^52 as bits, and as a number.
  private static final long TWO_52_BITS = 0x4330000000000000L;

  private static final double TWO_52 = 4503599627370496.0;
  private static final long MANTISSA = 0x000FFFFFFFFFFFFFL;
  private static final long ONE_BITS = 0x3FF0000000000000L;

  private VectorMath() {}

  /// Replaces x by eˣ within one unit in the last place, for |x| < 700; elsewhere, and for NaN, no
  /// use.
  ///
  /// @param count a multiple of the vectors' length
  static void exp(double[] values, int count) {
    for (int i = 0; i < count; i += LANES.length()) {
      DoubleVector x = DoubleVector.fromArray(LANES, values, i);
      DoubleVector shifted = x.mul(PER_LN2).add(MAGIC);
      DoubleVector k = shifted.sub(MAGIC);
      DoubleVector high = x.sub(k.mul(LN2_HIGH));
      DoubleVector low = k.mul(LN2_LOW);
      DoubleVector r = high.sub(low);
      DoubleVector t = r.mul(r);
      DoubleVector p =
          t.mul(4.1381367970572385e-8)
              .add(-1.6533902205465252e-6)
              .mul(t)
              .add(6.613756321437934e-5)
              .mul(t)
              .add(-0.0027777777777015593)
              .mul(t)
              .add(0.16666666666666602)
              .mul(t);
      DoubleVector c = r.sub(p);
      // 1 − ((low − r c/(2 − c)) − high)
      DoubleVector ratio = r.mul(c).div(c.neg().add(2));
      DoubleVector y = high.sub(low.sub(ratio)).add(1);
      LongVector power = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
      y.reinterpretAsLongs().add(power).reinterpretAsDoubles().intoArray(values, i);
    }
  }

  /// Replaces x by ln x within one unit in the last place, for normal x > 0; elsewhere no use.
  ///
  /// @param count a multiple of the vectors' length
  static void log(double[] values, int count) {
    for (int i = 0; i < count; i += LANES.length()) {
      DoubleVector x = DoubleVector.fromArray(LANES, values, i);
      LongVector bits = x.reinterpretAsLongs();
      // Below √2 the mantissa stays, above it is halved: adding 1 − √½ to it carries then.
      LongVector carried = bits.add(ONE_BITS - 0x3FE6A09E667F3BCDL);
      LongVector exponent = carried.lanewise(VectorOperators.LSHR, 52);
      DoubleVector k =
          exponent
              .lanewise(VectorOperators.OR, TWO_52_BITS)
              .reinterpretAsDoubles()
              .sub(TWO_52 + 1023);
      DoubleVector m =
          carried
              .lanewise(VectorOperators.AND, MANTISSA)
              .add(0x3FE6A09E667F3BCDL)
              .reinterpretAsDoubles();
      DoubleVector f = m.sub(1);
      DoubleVector s = f.div(f.add(2));
      DoubleVector z = s.mul(s);
      DoubleVector r =
          z.mul(0.14798198605116586)
              .add(0.15313837699209373)
              .mul(z)
              .add(0.1818357216161805)
              .mul(z)
              .add(0.22222198432149784)
              .mul(z)
              .add(0.2857142874366239)
              .mul(z)
              .add(0.3999999999940942)
              .mul(z)
              .add(0.6666666666666735)
              .mul(z);
      DoubleVector half = f.mul(f).mul(0.5);
      // k ln 2 − ((½f² − (s (½f² + R) + k ln 2 low)) − f)
      DoubleVector tail = s.mul(half.add(r)).add(k.mul(LN2_LOW));
      k.mul(LN2_HIGH).sub(half.sub(tail).sub(f)).intoArray(values, i);
    }
  }

  /// Sum of a vector's lanes, the first one first.
  ///
  /// @param of which of the vectors whose lanes lie one after the other
  static double sum(double[] lanes, int of) {
    int from = of * LANES.length();
    double sum = lanes[from];
    for (int lane = 1; lane < LANES.length(); lane++) {
      sum += lanes[from + lane];
    }
    return sum;
  }
}

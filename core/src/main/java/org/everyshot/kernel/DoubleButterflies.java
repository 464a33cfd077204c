package org.everyshot.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Steps of a discrete Fourier transform, on as many profiles side by side as a vector has lanes.
///
/// Values are complex, lane after lane, `[value][lane]`: the real parts from `first` on, the
/// imaginary ones `apart` further on. Each step works in place on blocks of `radix · step` values:
/// values a step apart are transformed, and where `turnRe` asks for it turned by
/// e^(−2πi j s / block), j the place within the step.
/// Radices of two, four and eight; the odd ones are those of [DoubleOddButterflies].
/// Source: decimation in frequency, Gentleman & Sande, AFIPS Proc. 29, 563 (1966).
final class DoubleButterflies {
  private static final VectorSpecies<Double> SPECIES = DoubleTile.SPECIES;
  private static final int LANES = DoubleTile.LANES;
  private static final double SQRT_HALF = Math.sqrt(0.5);

  private DoubleButterflies() {}

  static void two(
      double[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      double[] turnRe,
      double[] turnIm) {
    int step = places * LANES;
    int turn = place * 1;
    for (int re = first + place * LANES; re < first + values * LANES; re += 2 * step) {
      int im = re + apart;
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, z, re);
      DoubleVector i0 = DoubleVector.fromArray(SPECIES, z, im);
      DoubleVector r1 = DoubleVector.fromArray(SPECIES, z, re + step);
      DoubleVector i1 = DoubleVector.fromArray(SPECIES, z, im + step);
      r0.add(r1).intoArray(z, re);
      i0.add(i1).intoArray(z, im);
      DoubleVector t0 = r0.sub(r1);
      DoubleVector t1 = i0.sub(i1);
      DoubleVector c1 = DoubleVector.broadcast(SPECIES, turnRe[turn]);
      DoubleVector s1 = DoubleVector.broadcast(SPECIES, turnIm[turn]);
      t0.mul(c1).sub(t1.mul(s1)).intoArray(z, re + step);
      t0.mul(s1).add(t1.mul(c1)).intoArray(z, im + step);
    }
  }

  static void four(
      double[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      double[] turnRe,
      double[] turnIm) {
    int step = places * LANES;
    int turn = place * 3;
    for (int re = first + place * LANES; re < first + values * LANES; re += 4 * step) {
      int im = re + apart;
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, z, re);
      DoubleVector i0 = DoubleVector.fromArray(SPECIES, z, im);
      DoubleVector r1 = DoubleVector.fromArray(SPECIES, z, re + step);
      DoubleVector i1 = DoubleVector.fromArray(SPECIES, z, im + step);
      DoubleVector r2 = DoubleVector.fromArray(SPECIES, z, re + 2 * step);
      DoubleVector i2 = DoubleVector.fromArray(SPECIES, z, im + 2 * step);
      DoubleVector r3 = DoubleVector.fromArray(SPECIES, z, re + 3 * step);
      DoubleVector i3 = DoubleVector.fromArray(SPECIES, z, im + 3 * step);
      DoubleVector t0 = r0.add(r2);
      DoubleVector t1 = i0.add(i2);
      DoubleVector t2 = r0.sub(r2);
      DoubleVector t3 = i0.sub(i2);
      DoubleVector t4 = r1.add(r3);
      DoubleVector t5 = i1.add(i3);
      DoubleVector t6 = r1.sub(r3);
      DoubleVector t7 = i1.sub(i3);
      t0.add(t4).intoArray(z, re);
      t1.add(t5).intoArray(z, im);
      DoubleVector t8 = t2.add(t7);
      DoubleVector t9 = t3.sub(t6);
      DoubleVector c1 = DoubleVector.broadcast(SPECIES, turnRe[turn]);
      DoubleVector s1 = DoubleVector.broadcast(SPECIES, turnIm[turn]);
      t8.mul(c1).sub(t9.mul(s1)).intoArray(z, re + step);
      t8.mul(s1).add(t9.mul(c1)).intoArray(z, im + step);
      DoubleVector t10 = t0.sub(t4);
      DoubleVector t11 = t1.sub(t5);
      DoubleVector c2 = DoubleVector.broadcast(SPECIES, turnRe[turn + 1]);
      DoubleVector s2 = DoubleVector.broadcast(SPECIES, turnIm[turn + 1]);
      t10.mul(c2).sub(t11.mul(s2)).intoArray(z, re + 2 * step);
      t10.mul(s2).add(t11.mul(c2)).intoArray(z, im + 2 * step);
      DoubleVector t12 = t2.sub(t7);
      DoubleVector t13 = t3.add(t6);
      DoubleVector c3 = DoubleVector.broadcast(SPECIES, turnRe[turn + 2]);
      DoubleVector s3 = DoubleVector.broadcast(SPECIES, turnIm[turn + 2]);
      t12.mul(c3).sub(t13.mul(s3)).intoArray(z, re + 3 * step);
      t12.mul(s3).add(t13.mul(c3)).intoArray(z, im + 3 * step);
    }
  }

  static void eight(
      double[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      double[] turnRe,
      double[] turnIm) {
    int step = places * LANES;
    int turn = place * 7;
    for (int re = first + place * LANES; re < first + values * LANES; re += 8 * step) {
      int im = re + apart;
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, z, re);
      DoubleVector i0 = DoubleVector.fromArray(SPECIES, z, im);
      DoubleVector r1 = DoubleVector.fromArray(SPECIES, z, re + step);
      DoubleVector i1 = DoubleVector.fromArray(SPECIES, z, im + step);
      DoubleVector r2 = DoubleVector.fromArray(SPECIES, z, re + 2 * step);
      DoubleVector i2 = DoubleVector.fromArray(SPECIES, z, im + 2 * step);
      DoubleVector r3 = DoubleVector.fromArray(SPECIES, z, re + 3 * step);
      DoubleVector i3 = DoubleVector.fromArray(SPECIES, z, im + 3 * step);
      DoubleVector r4 = DoubleVector.fromArray(SPECIES, z, re + 4 * step);
      DoubleVector i4 = DoubleVector.fromArray(SPECIES, z, im + 4 * step);
      DoubleVector r5 = DoubleVector.fromArray(SPECIES, z, re + 5 * step);
      DoubleVector i5 = DoubleVector.fromArray(SPECIES, z, im + 5 * step);
      DoubleVector r6 = DoubleVector.fromArray(SPECIES, z, re + 6 * step);
      DoubleVector i6 = DoubleVector.fromArray(SPECIES, z, im + 6 * step);
      DoubleVector r7 = DoubleVector.fromArray(SPECIES, z, re + 7 * step);
      DoubleVector i7 = DoubleVector.fromArray(SPECIES, z, im + 7 * step);
      DoubleVector t0 = r0.add(r4);
      DoubleVector t1 = i0.add(i4);
      DoubleVector t2 = r1.add(r5);
      DoubleVector t3 = i1.add(i5);
      DoubleVector t4 = r2.add(r6);
      DoubleVector t5 = i2.add(i6);
      DoubleVector t6 = r3.add(r7);
      DoubleVector t7 = i3.add(i7);
      DoubleVector t8 = r0.sub(r4);
      DoubleVector t9 = i0.sub(i4);
      DoubleVector t10 = r1.sub(r5);
      DoubleVector t11 = i1.sub(i5);
      DoubleVector t12 = r2.sub(r6);
      DoubleVector t13 = i2.sub(i6);
      DoubleVector t14 = r3.sub(r7);
      DoubleVector t15 = i3.sub(i7);
      DoubleVector t16 = t0.add(t4);
      DoubleVector t17 = t1.add(t5);
      DoubleVector t18 = t0.sub(t4);
      DoubleVector t19 = t1.sub(t5);
      DoubleVector t20 = t2.add(t6);
      DoubleVector t21 = t3.add(t7);
      DoubleVector t22 = t2.sub(t6);
      DoubleVector t23 = t3.sub(t7);
      t16.add(t20).intoArray(z, re);
      t17.add(t21).intoArray(z, im);
      DoubleVector t24 = t18.add(t23);
      DoubleVector t25 = t19.sub(t22);
      DoubleVector c2 = DoubleVector.broadcast(SPECIES, turnRe[turn + 1]);
      DoubleVector s2 = DoubleVector.broadcast(SPECIES, turnIm[turn + 1]);
      t24.mul(c2).sub(t25.mul(s2)).intoArray(z, re + 2 * step);
      t24.mul(s2).add(t25.mul(c2)).intoArray(z, im + 2 * step);
      DoubleVector t26 = t16.sub(t20);
      DoubleVector t27 = t17.sub(t21);
      DoubleVector c4 = DoubleVector.broadcast(SPECIES, turnRe[turn + 3]);
      DoubleVector s4 = DoubleVector.broadcast(SPECIES, turnIm[turn + 3]);
      t26.mul(c4).sub(t27.mul(s4)).intoArray(z, re + 4 * step);
      t26.mul(s4).add(t27.mul(c4)).intoArray(z, im + 4 * step);
      DoubleVector t28 = t18.sub(t23);
      DoubleVector t29 = t19.add(t22);
      DoubleVector c6 = DoubleVector.broadcast(SPECIES, turnRe[turn + 5]);
      DoubleVector s6 = DoubleVector.broadcast(SPECIES, turnIm[turn + 5]);
      t28.mul(c6).sub(t29.mul(s6)).intoArray(z, re + 6 * step);
      t28.mul(s6).add(t29.mul(c6)).intoArray(z, im + 6 * step);
      DoubleVector t30 = t10.add(t11).mul(SQRT_HALF);
      DoubleVector t31 = t11.sub(t10).mul(SQRT_HALF);
      DoubleVector t32 = t12.neg();
      DoubleVector t33 = t15.sub(t14).mul(SQRT_HALF);
      DoubleVector t34 = t15.add(t14).mul(-SQRT_HALF);
      DoubleVector t35 = t8.add(t13);
      DoubleVector t36 = t9.add(t32);
      DoubleVector t37 = t8.sub(t13);
      DoubleVector t38 = t9.sub(t32);
      DoubleVector t39 = t30.add(t33);
      DoubleVector t40 = t31.add(t34);
      DoubleVector t41 = t30.sub(t33);
      DoubleVector t42 = t31.sub(t34);
      DoubleVector t43 = t35.add(t39);
      DoubleVector t44 = t36.add(t40);
      DoubleVector c1 = DoubleVector.broadcast(SPECIES, turnRe[turn]);
      DoubleVector s1 = DoubleVector.broadcast(SPECIES, turnIm[turn]);
      t43.mul(c1).sub(t44.mul(s1)).intoArray(z, re + step);
      t43.mul(s1).add(t44.mul(c1)).intoArray(z, im + step);
      DoubleVector t45 = t37.add(t42);
      DoubleVector t46 = t38.sub(t41);
      DoubleVector c3 = DoubleVector.broadcast(SPECIES, turnRe[turn + 2]);
      DoubleVector s3 = DoubleVector.broadcast(SPECIES, turnIm[turn + 2]);
      t45.mul(c3).sub(t46.mul(s3)).intoArray(z, re + 3 * step);
      t45.mul(s3).add(t46.mul(c3)).intoArray(z, im + 3 * step);
      DoubleVector t47 = t35.sub(t39);
      DoubleVector t48 = t36.sub(t40);
      DoubleVector c5 = DoubleVector.broadcast(SPECIES, turnRe[turn + 4]);
      DoubleVector s5 = DoubleVector.broadcast(SPECIES, turnIm[turn + 4]);
      t47.mul(c5).sub(t48.mul(s5)).intoArray(z, re + 5 * step);
      t47.mul(s5).add(t48.mul(c5)).intoArray(z, im + 5 * step);
      DoubleVector t49 = t37.sub(t42);
      DoubleVector t50 = t38.add(t41);
      DoubleVector c7 = DoubleVector.broadcast(SPECIES, turnRe[turn + 6]);
      DoubleVector s7 = DoubleVector.broadcast(SPECIES, turnIm[turn + 6]);
      t49.mul(c7).sub(t50.mul(s7)).intoArray(z, re + 7 * step);
      t49.mul(s7).add(t50.mul(c7)).intoArray(z, im + 7 * step);
    }
  }

  /// Radix 4, as the last step: neighbours, not turned.
  static void lastFour(double[] z, int first, int apart, int values) {
    int step = LANES;
    for (int re = first; re < first + values * LANES; re += 4 * LANES) {
      int im = re + apart;
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, z, re);
      DoubleVector i0 = DoubleVector.fromArray(SPECIES, z, im);
      DoubleVector r1 = DoubleVector.fromArray(SPECIES, z, re + step);
      DoubleVector i1 = DoubleVector.fromArray(SPECIES, z, im + step);
      DoubleVector r2 = DoubleVector.fromArray(SPECIES, z, re + 2 * step);
      DoubleVector i2 = DoubleVector.fromArray(SPECIES, z, im + 2 * step);
      DoubleVector r3 = DoubleVector.fromArray(SPECIES, z, re + 3 * step);
      DoubleVector i3 = DoubleVector.fromArray(SPECIES, z, im + 3 * step);
      DoubleVector t0 = r0.add(r2);
      DoubleVector t1 = i0.add(i2);
      DoubleVector t2 = r0.sub(r2);
      DoubleVector t3 = i0.sub(i2);
      DoubleVector t4 = r1.add(r3);
      DoubleVector t5 = i1.add(i3);
      DoubleVector t6 = r1.sub(r3);
      DoubleVector t7 = i1.sub(i3);
      t0.add(t4).intoArray(z, re);
      t1.add(t5).intoArray(z, im);
      t2.add(t7).intoArray(z, re + step);
      t3.sub(t6).intoArray(z, im + step);
      t0.sub(t4).intoArray(z, re + 2 * step);
      t1.sub(t5).intoArray(z, im + 2 * step);
      t2.sub(t7).intoArray(z, re + 3 * step);
      t3.add(t6).intoArray(z, im + 3 * step);
    }
  }

  /// Radix 8, as the last step: neighbours, not turned.
  static void lastEight(double[] z, int first, int apart, int values) {
    int step = LANES;
    for (int re = first; re < first + values * LANES; re += 8 * LANES) {
      int im = re + apart;
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, z, re);
      DoubleVector i0 = DoubleVector.fromArray(SPECIES, z, im);
      DoubleVector r1 = DoubleVector.fromArray(SPECIES, z, re + step);
      DoubleVector i1 = DoubleVector.fromArray(SPECIES, z, im + step);
      DoubleVector r2 = DoubleVector.fromArray(SPECIES, z, re + 2 * step);
      DoubleVector i2 = DoubleVector.fromArray(SPECIES, z, im + 2 * step);
      DoubleVector r3 = DoubleVector.fromArray(SPECIES, z, re + 3 * step);
      DoubleVector i3 = DoubleVector.fromArray(SPECIES, z, im + 3 * step);
      DoubleVector r4 = DoubleVector.fromArray(SPECIES, z, re + 4 * step);
      DoubleVector i4 = DoubleVector.fromArray(SPECIES, z, im + 4 * step);
      DoubleVector r5 = DoubleVector.fromArray(SPECIES, z, re + 5 * step);
      DoubleVector i5 = DoubleVector.fromArray(SPECIES, z, im + 5 * step);
      DoubleVector r6 = DoubleVector.fromArray(SPECIES, z, re + 6 * step);
      DoubleVector i6 = DoubleVector.fromArray(SPECIES, z, im + 6 * step);
      DoubleVector r7 = DoubleVector.fromArray(SPECIES, z, re + 7 * step);
      DoubleVector i7 = DoubleVector.fromArray(SPECIES, z, im + 7 * step);
      DoubleVector t0 = r0.add(r4);
      DoubleVector t1 = i0.add(i4);
      DoubleVector t2 = r1.add(r5);
      DoubleVector t3 = i1.add(i5);
      DoubleVector t4 = r2.add(r6);
      DoubleVector t5 = i2.add(i6);
      DoubleVector t6 = r3.add(r7);
      DoubleVector t7 = i3.add(i7);
      DoubleVector t8 = r0.sub(r4);
      DoubleVector t9 = i0.sub(i4);
      DoubleVector t10 = r1.sub(r5);
      DoubleVector t11 = i1.sub(i5);
      DoubleVector t12 = r2.sub(r6);
      DoubleVector t13 = i2.sub(i6);
      DoubleVector t14 = r3.sub(r7);
      DoubleVector t15 = i3.sub(i7);
      DoubleVector t16 = t0.add(t4);
      DoubleVector t17 = t1.add(t5);
      DoubleVector t18 = t0.sub(t4);
      DoubleVector t19 = t1.sub(t5);
      DoubleVector t20 = t2.add(t6);
      DoubleVector t21 = t3.add(t7);
      DoubleVector t22 = t2.sub(t6);
      DoubleVector t23 = t3.sub(t7);
      t16.add(t20).intoArray(z, re);
      t17.add(t21).intoArray(z, im);
      t18.add(t23).intoArray(z, re + 2 * step);
      t19.sub(t22).intoArray(z, im + 2 * step);
      t16.sub(t20).intoArray(z, re + 4 * step);
      t17.sub(t21).intoArray(z, im + 4 * step);
      t18.sub(t23).intoArray(z, re + 6 * step);
      t19.add(t22).intoArray(z, im + 6 * step);
      DoubleVector t24 = t10.add(t11).mul(SQRT_HALF);
      DoubleVector t25 = t11.sub(t10).mul(SQRT_HALF);
      DoubleVector t26 = t12.neg();
      DoubleVector t27 = t15.sub(t14).mul(SQRT_HALF);
      DoubleVector t28 = t15.add(t14).mul(-SQRT_HALF);
      DoubleVector t29 = t8.add(t13);
      DoubleVector t30 = t9.add(t26);
      DoubleVector t31 = t8.sub(t13);
      DoubleVector t32 = t9.sub(t26);
      DoubleVector t33 = t24.add(t27);
      DoubleVector t34 = t25.add(t28);
      DoubleVector t35 = t24.sub(t27);
      DoubleVector t36 = t25.sub(t28);
      t29.add(t33).intoArray(z, re + step);
      t30.add(t34).intoArray(z, im + step);
      t31.add(t36).intoArray(z, re + 3 * step);
      t32.sub(t35).intoArray(z, im + 3 * step);
      t29.sub(t33).intoArray(z, re + 5 * step);
      t30.sub(t34).intoArray(z, im + 5 * step);
      t31.sub(t36).intoArray(z, re + 7 * step);
      t32.add(t35).intoArray(z, im + 7 * step);
    }
  }
}

package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Steps of a discrete Fourier transform, on as many profiles side by side as a vector has lanes.
///
/// Values are complex, lane after lane, `[value][lane]`: the real parts from `first` on, the
/// imaginary ones `apart` further on. Each step works in place on blocks of `radix · step` values:
/// values a step apart are transformed, and where `turnRe` asks for it turned by
/// e^(−2πi j s / block), j the place within the step.
/// Radices of two, four and eight; the odd ones are those of [SingleOddButterflies].
/// Source: decimation in frequency, Gentleman & Sande, AFIPS Proc. 29, 563 (1966).
final class SingleButterflies {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int LANES = SingleTile.LANES;
  private static final float SQRT_HALF = (float) Math.sqrt(0.5);

  private SingleButterflies() {}

  static void two(
      float[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      float[] turnRe,
      float[] turnIm) {
    int step = places * LANES;
    int turn = place * 1;
    for (int re = first + place * LANES; re < first + values * LANES; re += 2 * step) {
      int im = re + apart;
      FloatVector r0 = FloatVector.fromArray(SPECIES, z, re);
      FloatVector i0 = FloatVector.fromArray(SPECIES, z, im);
      FloatVector r1 = FloatVector.fromArray(SPECIES, z, re + step);
      FloatVector i1 = FloatVector.fromArray(SPECIES, z, im + step);
      r0.add(r1).intoArray(z, re);
      i0.add(i1).intoArray(z, im);
      FloatVector t0 = r0.sub(r1);
      FloatVector t1 = i0.sub(i1);
      FloatVector c1 = FloatVector.broadcast(SPECIES, turnRe[turn]);
      FloatVector s1 = FloatVector.broadcast(SPECIES, turnIm[turn]);
      t0.mul(c1).sub(t1.mul(s1)).intoArray(z, re + step);
      t0.mul(s1).add(t1.mul(c1)).intoArray(z, im + step);
    }
  }

  static void four(
      float[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      float[] turnRe,
      float[] turnIm) {
    int step = places * LANES;
    int turn = place * 3;
    for (int re = first + place * LANES; re < first + values * LANES; re += 4 * step) {
      int im = re + apart;
      FloatVector r0 = FloatVector.fromArray(SPECIES, z, re);
      FloatVector i0 = FloatVector.fromArray(SPECIES, z, im);
      FloatVector r1 = FloatVector.fromArray(SPECIES, z, re + step);
      FloatVector i1 = FloatVector.fromArray(SPECIES, z, im + step);
      FloatVector r2 = FloatVector.fromArray(SPECIES, z, re + 2 * step);
      FloatVector i2 = FloatVector.fromArray(SPECIES, z, im + 2 * step);
      FloatVector r3 = FloatVector.fromArray(SPECIES, z, re + 3 * step);
      FloatVector i3 = FloatVector.fromArray(SPECIES, z, im + 3 * step);
      FloatVector t0 = r0.add(r2);
      FloatVector t1 = i0.add(i2);
      FloatVector t2 = r0.sub(r2);
      FloatVector t3 = i0.sub(i2);
      FloatVector t4 = r1.add(r3);
      FloatVector t5 = i1.add(i3);
      FloatVector t6 = r1.sub(r3);
      FloatVector t7 = i1.sub(i3);
      t0.add(t4).intoArray(z, re);
      t1.add(t5).intoArray(z, im);
      FloatVector t8 = t2.add(t7);
      FloatVector t9 = t3.sub(t6);
      FloatVector c1 = FloatVector.broadcast(SPECIES, turnRe[turn]);
      FloatVector s1 = FloatVector.broadcast(SPECIES, turnIm[turn]);
      t8.mul(c1).sub(t9.mul(s1)).intoArray(z, re + step);
      t8.mul(s1).add(t9.mul(c1)).intoArray(z, im + step);
      FloatVector t10 = t0.sub(t4);
      FloatVector t11 = t1.sub(t5);
      FloatVector c2 = FloatVector.broadcast(SPECIES, turnRe[turn + 1]);
      FloatVector s2 = FloatVector.broadcast(SPECIES, turnIm[turn + 1]);
      t10.mul(c2).sub(t11.mul(s2)).intoArray(z, re + 2 * step);
      t10.mul(s2).add(t11.mul(c2)).intoArray(z, im + 2 * step);
      FloatVector t12 = t2.sub(t7);
      FloatVector t13 = t3.add(t6);
      FloatVector c3 = FloatVector.broadcast(SPECIES, turnRe[turn + 2]);
      FloatVector s3 = FloatVector.broadcast(SPECIES, turnIm[turn + 2]);
      t12.mul(c3).sub(t13.mul(s3)).intoArray(z, re + 3 * step);
      t12.mul(s3).add(t13.mul(c3)).intoArray(z, im + 3 * step);
    }
  }

  static void eight(
      float[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      float[] turnRe,
      float[] turnIm) {
    int step = places * LANES;
    int turn = place * 7;
    for (int re = first + place * LANES; re < first + values * LANES; re += 8 * step) {
      int im = re + apart;
      FloatVector r0 = FloatVector.fromArray(SPECIES, z, re);
      FloatVector i0 = FloatVector.fromArray(SPECIES, z, im);
      FloatVector r1 = FloatVector.fromArray(SPECIES, z, re + step);
      FloatVector i1 = FloatVector.fromArray(SPECIES, z, im + step);
      FloatVector r2 = FloatVector.fromArray(SPECIES, z, re + 2 * step);
      FloatVector i2 = FloatVector.fromArray(SPECIES, z, im + 2 * step);
      FloatVector r3 = FloatVector.fromArray(SPECIES, z, re + 3 * step);
      FloatVector i3 = FloatVector.fromArray(SPECIES, z, im + 3 * step);
      FloatVector r4 = FloatVector.fromArray(SPECIES, z, re + 4 * step);
      FloatVector i4 = FloatVector.fromArray(SPECIES, z, im + 4 * step);
      FloatVector r5 = FloatVector.fromArray(SPECIES, z, re + 5 * step);
      FloatVector i5 = FloatVector.fromArray(SPECIES, z, im + 5 * step);
      FloatVector r6 = FloatVector.fromArray(SPECIES, z, re + 6 * step);
      FloatVector i6 = FloatVector.fromArray(SPECIES, z, im + 6 * step);
      FloatVector r7 = FloatVector.fromArray(SPECIES, z, re + 7 * step);
      FloatVector i7 = FloatVector.fromArray(SPECIES, z, im + 7 * step);
      FloatVector t0 = r0.add(r4);
      FloatVector t1 = i0.add(i4);
      FloatVector t2 = r1.add(r5);
      FloatVector t3 = i1.add(i5);
      FloatVector t4 = r2.add(r6);
      FloatVector t5 = i2.add(i6);
      FloatVector t6 = r3.add(r7);
      FloatVector t7 = i3.add(i7);
      FloatVector t8 = r0.sub(r4);
      FloatVector t9 = i0.sub(i4);
      FloatVector t10 = r1.sub(r5);
      FloatVector t11 = i1.sub(i5);
      FloatVector t12 = r2.sub(r6);
      FloatVector t13 = i2.sub(i6);
      FloatVector t14 = r3.sub(r7);
      FloatVector t15 = i3.sub(i7);
      FloatVector t16 = t0.add(t4);
      FloatVector t17 = t1.add(t5);
      FloatVector t18 = t0.sub(t4);
      FloatVector t19 = t1.sub(t5);
      FloatVector t20 = t2.add(t6);
      FloatVector t21 = t3.add(t7);
      FloatVector t22 = t2.sub(t6);
      FloatVector t23 = t3.sub(t7);
      t16.add(t20).intoArray(z, re);
      t17.add(t21).intoArray(z, im);
      FloatVector t24 = t18.add(t23);
      FloatVector t25 = t19.sub(t22);
      FloatVector c2 = FloatVector.broadcast(SPECIES, turnRe[turn + 1]);
      FloatVector s2 = FloatVector.broadcast(SPECIES, turnIm[turn + 1]);
      t24.mul(c2).sub(t25.mul(s2)).intoArray(z, re + 2 * step);
      t24.mul(s2).add(t25.mul(c2)).intoArray(z, im + 2 * step);
      FloatVector t26 = t16.sub(t20);
      FloatVector t27 = t17.sub(t21);
      FloatVector c4 = FloatVector.broadcast(SPECIES, turnRe[turn + 3]);
      FloatVector s4 = FloatVector.broadcast(SPECIES, turnIm[turn + 3]);
      t26.mul(c4).sub(t27.mul(s4)).intoArray(z, re + 4 * step);
      t26.mul(s4).add(t27.mul(c4)).intoArray(z, im + 4 * step);
      FloatVector t28 = t18.sub(t23);
      FloatVector t29 = t19.add(t22);
      FloatVector c6 = FloatVector.broadcast(SPECIES, turnRe[turn + 5]);
      FloatVector s6 = FloatVector.broadcast(SPECIES, turnIm[turn + 5]);
      t28.mul(c6).sub(t29.mul(s6)).intoArray(z, re + 6 * step);
      t28.mul(s6).add(t29.mul(c6)).intoArray(z, im + 6 * step);
      FloatVector t30 = t10.add(t11).mul(SQRT_HALF);
      FloatVector t31 = t11.sub(t10).mul(SQRT_HALF);
      FloatVector t32 = t12.neg();
      FloatVector t33 = t15.sub(t14).mul(SQRT_HALF);
      FloatVector t34 = t15.add(t14).mul(-SQRT_HALF);
      FloatVector t35 = t8.add(t13);
      FloatVector t36 = t9.add(t32);
      FloatVector t37 = t8.sub(t13);
      FloatVector t38 = t9.sub(t32);
      FloatVector t39 = t30.add(t33);
      FloatVector t40 = t31.add(t34);
      FloatVector t41 = t30.sub(t33);
      FloatVector t42 = t31.sub(t34);
      FloatVector t43 = t35.add(t39);
      FloatVector t44 = t36.add(t40);
      FloatVector c1 = FloatVector.broadcast(SPECIES, turnRe[turn]);
      FloatVector s1 = FloatVector.broadcast(SPECIES, turnIm[turn]);
      t43.mul(c1).sub(t44.mul(s1)).intoArray(z, re + step);
      t43.mul(s1).add(t44.mul(c1)).intoArray(z, im + step);
      FloatVector t45 = t37.add(t42);
      FloatVector t46 = t38.sub(t41);
      FloatVector c3 = FloatVector.broadcast(SPECIES, turnRe[turn + 2]);
      FloatVector s3 = FloatVector.broadcast(SPECIES, turnIm[turn + 2]);
      t45.mul(c3).sub(t46.mul(s3)).intoArray(z, re + 3 * step);
      t45.mul(s3).add(t46.mul(c3)).intoArray(z, im + 3 * step);
      FloatVector t47 = t35.sub(t39);
      FloatVector t48 = t36.sub(t40);
      FloatVector c5 = FloatVector.broadcast(SPECIES, turnRe[turn + 4]);
      FloatVector s5 = FloatVector.broadcast(SPECIES, turnIm[turn + 4]);
      t47.mul(c5).sub(t48.mul(s5)).intoArray(z, re + 5 * step);
      t47.mul(s5).add(t48.mul(c5)).intoArray(z, im + 5 * step);
      FloatVector t49 = t37.sub(t42);
      FloatVector t50 = t38.add(t41);
      FloatVector c7 = FloatVector.broadcast(SPECIES, turnRe[turn + 6]);
      FloatVector s7 = FloatVector.broadcast(SPECIES, turnIm[turn + 6]);
      t49.mul(c7).sub(t50.mul(s7)).intoArray(z, re + 7 * step);
      t49.mul(s7).add(t50.mul(c7)).intoArray(z, im + 7 * step);
    }
  }

  /// Radix 4, as the last step: neighbours, not turned.
  static void lastFour(float[] z, int first, int apart, int values) {
    int step = LANES;
    for (int re = first; re < first + values * LANES; re += 4 * LANES) {
      int im = re + apart;
      FloatVector r0 = FloatVector.fromArray(SPECIES, z, re);
      FloatVector i0 = FloatVector.fromArray(SPECIES, z, im);
      FloatVector r1 = FloatVector.fromArray(SPECIES, z, re + step);
      FloatVector i1 = FloatVector.fromArray(SPECIES, z, im + step);
      FloatVector r2 = FloatVector.fromArray(SPECIES, z, re + 2 * step);
      FloatVector i2 = FloatVector.fromArray(SPECIES, z, im + 2 * step);
      FloatVector r3 = FloatVector.fromArray(SPECIES, z, re + 3 * step);
      FloatVector i3 = FloatVector.fromArray(SPECIES, z, im + 3 * step);
      FloatVector t0 = r0.add(r2);
      FloatVector t1 = i0.add(i2);
      FloatVector t2 = r0.sub(r2);
      FloatVector t3 = i0.sub(i2);
      FloatVector t4 = r1.add(r3);
      FloatVector t5 = i1.add(i3);
      FloatVector t6 = r1.sub(r3);
      FloatVector t7 = i1.sub(i3);
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
  static void lastEight(float[] z, int first, int apart, int values) {
    int step = LANES;
    for (int re = first; re < first + values * LANES; re += 8 * LANES) {
      int im = re + apart;
      FloatVector r0 = FloatVector.fromArray(SPECIES, z, re);
      FloatVector i0 = FloatVector.fromArray(SPECIES, z, im);
      FloatVector r1 = FloatVector.fromArray(SPECIES, z, re + step);
      FloatVector i1 = FloatVector.fromArray(SPECIES, z, im + step);
      FloatVector r2 = FloatVector.fromArray(SPECIES, z, re + 2 * step);
      FloatVector i2 = FloatVector.fromArray(SPECIES, z, im + 2 * step);
      FloatVector r3 = FloatVector.fromArray(SPECIES, z, re + 3 * step);
      FloatVector i3 = FloatVector.fromArray(SPECIES, z, im + 3 * step);
      FloatVector r4 = FloatVector.fromArray(SPECIES, z, re + 4 * step);
      FloatVector i4 = FloatVector.fromArray(SPECIES, z, im + 4 * step);
      FloatVector r5 = FloatVector.fromArray(SPECIES, z, re + 5 * step);
      FloatVector i5 = FloatVector.fromArray(SPECIES, z, im + 5 * step);
      FloatVector r6 = FloatVector.fromArray(SPECIES, z, re + 6 * step);
      FloatVector i6 = FloatVector.fromArray(SPECIES, z, im + 6 * step);
      FloatVector r7 = FloatVector.fromArray(SPECIES, z, re + 7 * step);
      FloatVector i7 = FloatVector.fromArray(SPECIES, z, im + 7 * step);
      FloatVector t0 = r0.add(r4);
      FloatVector t1 = i0.add(i4);
      FloatVector t2 = r1.add(r5);
      FloatVector t3 = i1.add(i5);
      FloatVector t4 = r2.add(r6);
      FloatVector t5 = i2.add(i6);
      FloatVector t6 = r3.add(r7);
      FloatVector t7 = i3.add(i7);
      FloatVector t8 = r0.sub(r4);
      FloatVector t9 = i0.sub(i4);
      FloatVector t10 = r1.sub(r5);
      FloatVector t11 = i1.sub(i5);
      FloatVector t12 = r2.sub(r6);
      FloatVector t13 = i2.sub(i6);
      FloatVector t14 = r3.sub(r7);
      FloatVector t15 = i3.sub(i7);
      FloatVector t16 = t0.add(t4);
      FloatVector t17 = t1.add(t5);
      FloatVector t18 = t0.sub(t4);
      FloatVector t19 = t1.sub(t5);
      FloatVector t20 = t2.add(t6);
      FloatVector t21 = t3.add(t7);
      FloatVector t22 = t2.sub(t6);
      FloatVector t23 = t3.sub(t7);
      t16.add(t20).intoArray(z, re);
      t17.add(t21).intoArray(z, im);
      t18.add(t23).intoArray(z, re + 2 * step);
      t19.sub(t22).intoArray(z, im + 2 * step);
      t16.sub(t20).intoArray(z, re + 4 * step);
      t17.sub(t21).intoArray(z, im + 4 * step);
      t18.sub(t23).intoArray(z, re + 6 * step);
      t19.add(t22).intoArray(z, im + 6 * step);
      FloatVector t24 = t10.add(t11).mul(SQRT_HALF);
      FloatVector t25 = t11.sub(t10).mul(SQRT_HALF);
      FloatVector t26 = t12.neg();
      FloatVector t27 = t15.sub(t14).mul(SQRT_HALF);
      FloatVector t28 = t15.add(t14).mul(-SQRT_HALF);
      FloatVector t29 = t8.add(t13);
      FloatVector t30 = t9.add(t26);
      FloatVector t31 = t8.sub(t13);
      FloatVector t32 = t9.sub(t26);
      FloatVector t33 = t24.add(t27);
      FloatVector t34 = t25.add(t28);
      FloatVector t35 = t24.sub(t27);
      FloatVector t36 = t25.sub(t28);
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

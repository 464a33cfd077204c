package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Steps of a discrete Fourier transform whose radix is odd, as those of [SingleButterflies].
final class SingleOddButterflies {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int LANES = SingleTile.LANES;
  private static final float HALF = 0.5f;
  private static final float SIN_3 = (float) Math.sqrt(0.75);
  private static final float COS_5 = (float) Math.cos(2 * Math.PI / 5);
  private static final float COS_5_TWICE = (float) Math.cos(4 * Math.PI / 5);
  private static final float SIN_5 = (float) Math.sin(2 * Math.PI / 5);
  private static final float SIN_5_TWICE = (float) Math.sin(4 * Math.PI / 5);

  private SingleOddButterflies() {}

  static void three(
      float[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      float[] turnRe,
      float[] turnIm) {
    int step = places * LANES;
    int turn = place * 2;
    for (int re = first + place * LANES; re < first + values * LANES; re += 3 * step) {
      int im = re + apart;
      FloatVector r0 = FloatVector.fromArray(SPECIES, z, re);
      FloatVector i0 = FloatVector.fromArray(SPECIES, z, im);
      FloatVector r1 = FloatVector.fromArray(SPECIES, z, re + step);
      FloatVector i1 = FloatVector.fromArray(SPECIES, z, im + step);
      FloatVector r2 = FloatVector.fromArray(SPECIES, z, re + 2 * step);
      FloatVector i2 = FloatVector.fromArray(SPECIES, z, im + 2 * step);
      FloatVector t0 = r1.add(r2);
      FloatVector t1 = i1.add(i2);
      FloatVector t2 = r1.sub(r2).mul(SIN_3);
      FloatVector t3 = i1.sub(i2).mul(SIN_3);
      FloatVector t4 = r0.sub(t0.mul(HALF));
      FloatVector t5 = i0.sub(t1.mul(HALF));
      r0.add(t0).intoArray(z, re);
      i0.add(t1).intoArray(z, im);
      FloatVector t6 = t4.add(t3);
      FloatVector t7 = t5.sub(t2);
      FloatVector c1 = FloatVector.broadcast(SPECIES, turnRe[turn]);
      FloatVector s1 = FloatVector.broadcast(SPECIES, turnIm[turn]);
      t6.mul(c1).sub(t7.mul(s1)).intoArray(z, re + step);
      t6.mul(s1).add(t7.mul(c1)).intoArray(z, im + step);
      FloatVector t8 = t4.sub(t3);
      FloatVector t9 = t5.add(t2);
      FloatVector c2 = FloatVector.broadcast(SPECIES, turnRe[turn + 1]);
      FloatVector s2 = FloatVector.broadcast(SPECIES, turnIm[turn + 1]);
      t8.mul(c2).sub(t9.mul(s2)).intoArray(z, re + 2 * step);
      t8.mul(s2).add(t9.mul(c2)).intoArray(z, im + 2 * step);
    }
  }

  static void five(
      float[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      float[] turnRe,
      float[] turnIm) {
    int step = places * LANES;
    int turn = place * 4;
    for (int re = first + place * LANES; re < first + values * LANES; re += 5 * step) {
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
      FloatVector t0 = r1.add(r4);
      FloatVector t1 = i1.add(i4);
      FloatVector t2 = r1.sub(r4);
      FloatVector t3 = i1.sub(i4);
      FloatVector t4 = r2.add(r3);
      FloatVector t5 = i2.add(i3);
      FloatVector t6 = r2.sub(r3);
      FloatVector t7 = i2.sub(i3);
      r0.add(t0).add(t4).intoArray(z, re);
      i0.add(t1).add(t5).intoArray(z, im);
      FloatVector t8 = r0.add(t0.mul(COS_5)).add(t4.mul(COS_5_TWICE));
      FloatVector t9 = i0.add(t1.mul(COS_5)).add(t5.mul(COS_5_TWICE));
      FloatVector t10 = t2.mul(SIN_5).add(t6.mul(SIN_5_TWICE));
      FloatVector t11 = t3.mul(SIN_5).add(t7.mul(SIN_5_TWICE));
      FloatVector t12 = r0.add(t0.mul(COS_5_TWICE)).add(t4.mul(COS_5));
      FloatVector t13 = i0.add(t1.mul(COS_5_TWICE)).add(t5.mul(COS_5));
      FloatVector t14 = t2.mul(SIN_5_TWICE).sub(t6.mul(SIN_5));
      FloatVector t15 = t3.mul(SIN_5_TWICE).sub(t7.mul(SIN_5));
      FloatVector t16 = t8.add(t11);
      FloatVector t17 = t9.sub(t10);
      FloatVector c1 = FloatVector.broadcast(SPECIES, turnRe[turn]);
      FloatVector s1 = FloatVector.broadcast(SPECIES, turnIm[turn]);
      t16.mul(c1).sub(t17.mul(s1)).intoArray(z, re + step);
      t16.mul(s1).add(t17.mul(c1)).intoArray(z, im + step);
      FloatVector t18 = t12.add(t15);
      FloatVector t19 = t13.sub(t14);
      FloatVector c2 = FloatVector.broadcast(SPECIES, turnRe[turn + 1]);
      FloatVector s2 = FloatVector.broadcast(SPECIES, turnIm[turn + 1]);
      t18.mul(c2).sub(t19.mul(s2)).intoArray(z, re + 2 * step);
      t18.mul(s2).add(t19.mul(c2)).intoArray(z, im + 2 * step);
      FloatVector t20 = t12.sub(t15);
      FloatVector t21 = t13.add(t14);
      FloatVector c3 = FloatVector.broadcast(SPECIES, turnRe[turn + 2]);
      FloatVector s3 = FloatVector.broadcast(SPECIES, turnIm[turn + 2]);
      t20.mul(c3).sub(t21.mul(s3)).intoArray(z, re + 3 * step);
      t20.mul(s3).add(t21.mul(c3)).intoArray(z, im + 3 * step);
      FloatVector t22 = t8.sub(t11);
      FloatVector t23 = t9.add(t10);
      FloatVector c4 = FloatVector.broadcast(SPECIES, turnRe[turn + 3]);
      FloatVector s4 = FloatVector.broadcast(SPECIES, turnIm[turn + 3]);
      t22.mul(c4).sub(t23.mul(s4)).intoArray(z, re + 4 * step);
      t22.mul(s4).add(t23.mul(c4)).intoArray(z, im + 4 * step);
    }
  }

  /// Any radix, by the definition; `spareRe` and `spareIm` hold `radix` values.
  static void any(
      float[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      int radix,
      float[] rootRe,
      float[] rootIm,
      float[] turnRe,
      float[] turnIm,
      float[] spareRe,
      float[] spareIm) {
    int step = places * LANES;
    int turn = place * (radix - 1);
    for (int re = first + place * LANES; re < first + values * LANES; re += radix * step) {
      int im = re + apart;
      for (int p = 0; p < radix; p++) {
        FloatVector.fromArray(SPECIES, z, re + p * step).intoArray(spareRe, p * LANES);
        FloatVector.fromArray(SPECIES, z, im + p * step).intoArray(spareIm, p * LANES);
      }
      for (int s = 0; s < radix; s++) {
        FloatVector sumRe = FloatVector.fromArray(SPECIES, spareRe, 0);
        FloatVector sumIm = FloatVector.fromArray(SPECIES, spareIm, 0);
        int root = 0;
        for (int p = 1; p < radix; p++) {
          root += s;
          if (root >= radix) {
            root -= radix;
          }
          FloatVector xr = FloatVector.fromArray(SPECIES, spareRe, p * LANES);
          FloatVector xi = FloatVector.fromArray(SPECIES, spareIm, p * LANES);
          sumRe = sumRe.add(xr.mul(rootRe[root])).sub(xi.mul(rootIm[root]));
          sumIm = sumIm.add(xr.mul(rootIm[root])).add(xi.mul(rootRe[root]));
        }
        float c = s == 0 ? 1 : turnRe[turn + s - 1];
        float d = s == 0 ? 0 : turnIm[turn + s - 1];
        sumRe.mul(c).sub(sumIm.mul(d)).intoArray(z, re + s * step);
        sumRe.mul(d).add(sumIm.mul(c)).intoArray(z, im + s * step);
      }
    }
  }
}

package org.everyshot.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Steps of a discrete Fourier transform whose radix is odd, as those of [DoubleButterflies].
final class DoubleOddButterflies {
  private static final VectorSpecies<Double> SPECIES = DoubleTile.SPECIES;
  private static final int LANES = DoubleTile.LANES;
  private static final double HALF = 0.5;
  private static final double SIN_3 = Math.sqrt(0.75);
  private static final double COS_5 = Math.cos(2 * Math.PI / 5);
  private static final double COS_5_TWICE = Math.cos(4 * Math.PI / 5);
  private static final double SIN_5 = Math.sin(2 * Math.PI / 5);
  private static final double SIN_5_TWICE = Math.sin(4 * Math.PI / 5);

  private DoubleOddButterflies() {}

  static void three(
      double[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      double[] turnRe,
      double[] turnIm) {
    int step = places * LANES;
    int turn = place * 2;
    for (int re = first + place * LANES; re < first + values * LANES; re += 3 * step) {
      int im = re + apart;
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, z, re);
      DoubleVector i0 = DoubleVector.fromArray(SPECIES, z, im);
      DoubleVector r1 = DoubleVector.fromArray(SPECIES, z, re + step);
      DoubleVector i1 = DoubleVector.fromArray(SPECIES, z, im + step);
      DoubleVector r2 = DoubleVector.fromArray(SPECIES, z, re + 2 * step);
      DoubleVector i2 = DoubleVector.fromArray(SPECIES, z, im + 2 * step);
      DoubleVector t0 = r1.add(r2);
      DoubleVector t1 = i1.add(i2);
      DoubleVector t2 = r1.sub(r2).mul(SIN_3);
      DoubleVector t3 = i1.sub(i2).mul(SIN_3);
      DoubleVector t4 = r0.sub(t0.mul(HALF));
      DoubleVector t5 = i0.sub(t1.mul(HALF));
      r0.add(t0).intoArray(z, re);
      i0.add(t1).intoArray(z, im);
      DoubleVector t6 = t4.add(t3);
      DoubleVector t7 = t5.sub(t2);
      DoubleVector c1 = DoubleVector.broadcast(SPECIES, turnRe[turn]);
      DoubleVector s1 = DoubleVector.broadcast(SPECIES, turnIm[turn]);
      t6.mul(c1).sub(t7.mul(s1)).intoArray(z, re + step);
      t6.mul(s1).add(t7.mul(c1)).intoArray(z, im + step);
      DoubleVector t8 = t4.sub(t3);
      DoubleVector t9 = t5.add(t2);
      DoubleVector c2 = DoubleVector.broadcast(SPECIES, turnRe[turn + 1]);
      DoubleVector s2 = DoubleVector.broadcast(SPECIES, turnIm[turn + 1]);
      t8.mul(c2).sub(t9.mul(s2)).intoArray(z, re + 2 * step);
      t8.mul(s2).add(t9.mul(c2)).intoArray(z, im + 2 * step);
    }
  }

  static void five(
      double[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      double[] turnRe,
      double[] turnIm) {
    int step = places * LANES;
    int turn = place * 4;
    for (int re = first + place * LANES; re < first + values * LANES; re += 5 * step) {
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
      DoubleVector t0 = r1.add(r4);
      DoubleVector t1 = i1.add(i4);
      DoubleVector t2 = r1.sub(r4);
      DoubleVector t3 = i1.sub(i4);
      DoubleVector t4 = r2.add(r3);
      DoubleVector t5 = i2.add(i3);
      DoubleVector t6 = r2.sub(r3);
      DoubleVector t7 = i2.sub(i3);
      r0.add(t0).add(t4).intoArray(z, re);
      i0.add(t1).add(t5).intoArray(z, im);
      DoubleVector t8 = r0.add(t0.mul(COS_5)).add(t4.mul(COS_5_TWICE));
      DoubleVector t9 = i0.add(t1.mul(COS_5)).add(t5.mul(COS_5_TWICE));
      DoubleVector t10 = t2.mul(SIN_5).add(t6.mul(SIN_5_TWICE));
      DoubleVector t11 = t3.mul(SIN_5).add(t7.mul(SIN_5_TWICE));
      DoubleVector t12 = r0.add(t0.mul(COS_5_TWICE)).add(t4.mul(COS_5));
      DoubleVector t13 = i0.add(t1.mul(COS_5_TWICE)).add(t5.mul(COS_5));
      DoubleVector t14 = t2.mul(SIN_5_TWICE).sub(t6.mul(SIN_5));
      DoubleVector t15 = t3.mul(SIN_5_TWICE).sub(t7.mul(SIN_5));
      DoubleVector t16 = t8.add(t11);
      DoubleVector t17 = t9.sub(t10);
      DoubleVector c1 = DoubleVector.broadcast(SPECIES, turnRe[turn]);
      DoubleVector s1 = DoubleVector.broadcast(SPECIES, turnIm[turn]);
      t16.mul(c1).sub(t17.mul(s1)).intoArray(z, re + step);
      t16.mul(s1).add(t17.mul(c1)).intoArray(z, im + step);
      DoubleVector t18 = t12.add(t15);
      DoubleVector t19 = t13.sub(t14);
      DoubleVector c2 = DoubleVector.broadcast(SPECIES, turnRe[turn + 1]);
      DoubleVector s2 = DoubleVector.broadcast(SPECIES, turnIm[turn + 1]);
      t18.mul(c2).sub(t19.mul(s2)).intoArray(z, re + 2 * step);
      t18.mul(s2).add(t19.mul(c2)).intoArray(z, im + 2 * step);
      DoubleVector t20 = t12.sub(t15);
      DoubleVector t21 = t13.add(t14);
      DoubleVector c3 = DoubleVector.broadcast(SPECIES, turnRe[turn + 2]);
      DoubleVector s3 = DoubleVector.broadcast(SPECIES, turnIm[turn + 2]);
      t20.mul(c3).sub(t21.mul(s3)).intoArray(z, re + 3 * step);
      t20.mul(s3).add(t21.mul(c3)).intoArray(z, im + 3 * step);
      DoubleVector t22 = t8.sub(t11);
      DoubleVector t23 = t9.add(t10);
      DoubleVector c4 = DoubleVector.broadcast(SPECIES, turnRe[turn + 3]);
      DoubleVector s4 = DoubleVector.broadcast(SPECIES, turnIm[turn + 3]);
      t22.mul(c4).sub(t23.mul(s4)).intoArray(z, re + 4 * step);
      t22.mul(s4).add(t23.mul(c4)).intoArray(z, im + 4 * step);
    }
  }

  /// Any radix, by the definition; `spareRe` and `spareIm` hold `radix` values.
  static void any(
      double[] z,
      int first,
      int apart,
      int values,
      int place,
      int places,
      int radix,
      double[] rootRe,
      double[] rootIm,
      double[] turnRe,
      double[] turnIm,
      double[] spareRe,
      double[] spareIm) {
    int step = places * LANES;
    int turn = place * (radix - 1);
    for (int re = first + place * LANES; re < first + values * LANES; re += radix * step) {
      int im = re + apart;
      for (int p = 0; p < radix; p++) {
        DoubleVector.fromArray(SPECIES, z, re + p * step).intoArray(spareRe, p * LANES);
        DoubleVector.fromArray(SPECIES, z, im + p * step).intoArray(spareIm, p * LANES);
      }
      for (int s = 0; s < radix; s++) {
        DoubleVector sumRe = DoubleVector.fromArray(SPECIES, spareRe, 0);
        DoubleVector sumIm = DoubleVector.fromArray(SPECIES, spareIm, 0);
        int root = 0;
        for (int p = 1; p < radix; p++) {
          root += s;
          if (root >= radix) {
            root -= radix;
          }
          DoubleVector xr = DoubleVector.fromArray(SPECIES, spareRe, p * LANES);
          DoubleVector xi = DoubleVector.fromArray(SPECIES, spareIm, p * LANES);
          sumRe = sumRe.add(xr.mul(rootRe[root])).sub(xi.mul(rootIm[root]));
          sumIm = sumIm.add(xr.mul(rootIm[root])).add(xi.mul(rootRe[root]));
        }
        double c = s == 0 ? 1 : turnRe[turn + s - 1];
        double d = s == 0 ? 0 : turnIm[turn + s - 1];
        sumRe.mul(c).sub(sumIm.mul(d)).intoArray(z, re + s * step);
        sumRe.mul(d).add(sumIm.mul(c)).intoArray(z, im + s * step);
      }
    }
  }
}

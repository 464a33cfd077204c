package org.everyshot.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// The Fourier step in double precision, with vectors; one instance a thread.
///
/// A lane is a ring. Two images make one complex signal Z = A + iB, whose transform holds both:
/// A_n = (Z_n + Z*_−n)/2, B_n = (Z_n − Z*_−n)/2i. Where only even orders are wanted of an even
/// number of azimuths, the two halves of the circle are added first.
final class DoubleFourier {
  private static final VectorSpecies<Double> SPECIES = DoubleTile.SPECIES;
  private static final int LANES = DoubleTile.LANES;

  /// Image pairs of which a group of rings is written before the next group.
  private static final int PAIRS = 4;

  private final Harmonics harmonics;
  private final boolean folded;
  private final int length;
  private final int[] radices;
  private final double[][] turnRe;
  private final double[][] turnIm;
  private final double[][] rootRe;
  private final double[][] rootIm;
  private final int[] position;
  private final double[] re;
  private final double[] im;
  private final double[] spareRe;
  private final double[] spareIm;

  DoubleFourier(Harmonics harmonics) {
    this.harmonics = harmonics;
    this.folded = harmonics.step() == 2 && harmonics.azimuths() % 2 == 0;
    this.length = folded ? harmonics.azimuths() / 2 : harmonics.azimuths();
    this.radices = Radices.of(length);
    this.position = Radices.positions(length, radices);
    this.turnRe = new double[radices.length][];
    this.turnIm = new double[radices.length][];
    this.rootRe = new double[radices.length][];
    this.rootIm = new double[radices.length][];
    int block = length;
    for (int stage = 0; stage < radices.length; stage++) {
      int radix = radices[stage];
      turn(stage, radix, block);
      block /= radix;
    }
    this.re = new double[length * LANES];
    this.im = new double[length * LANES];
    int widest = Arrays.stream(radices).max().orElse(1);
    this.spareRe = new double[widest * LANES];
    this.spareIm = new double[widest * LANES];
  }

  private void turn(int stage, int radix, int block) {
    int places = block / radix;
    turnRe[stage] = new double[places * (radix - 1)];
    turnIm[stage] = new double[places * (radix - 1)];
    for (int place = 0; place < places; place++) {
      for (int s = 1; s < radix; s++) {
        double angle = -2 * Math.PI * ((long) place * s % block) / block;
        turnRe[stage][place * (radix - 1) + s - 1] = Math.cos(angle);
        turnIm[stage][place * (radix - 1) + s - 1] = Math.sin(angle);
      }
    }
    rootRe[stage] = new double[radix];
    rootIm[stage] = new double[radix];
    for (int s = 0; s < radix; s++) {
      rootRe[stage][s] = Math.cos(-2 * Math.PI * s / radix);
      rootIm[stage][s] = Math.sin(-2 * Math.PI * s / radix);
    }
  }

  Harmonics harmonics() {
    return harmonics;
  }

  /// See [CorrelationKernel#fourier(double[], int[], int, int, DoublePlanes, int)].
  void transform(
      double[] images, int[] starts, int first, int count, DoublePlanes planes, int slot) {
    int rings = planes.layout().rings();
    for (int done = 0; done < count; done += 2 * PAIRS) {
      int end = Math.min(count, done + 2 * PAIRS);
      for (int ring = 0; ring < rings; ring += LANES) {
        for (int i = done; i < end; i += 2) {
          gather(images, starts[first + i], ring, rings, re);
          boolean pair = i + 1 < end;
          if (pair) {
            gather(images, starts[first + i + 1], ring, rings, im);
          } else {
            Arrays.fill(im, 0);
          }
          steps();
          separate(planes, slot + i, ring, pair);
        }
      }
    }
  }

  /// Rings `ring` … of one image, lane after lane; zeros beyond the last ring.
  private void gather(double[] images, int start, int ring, int rings, double[] to) {
    int azimuths = harmonics.azimuths();
    int lanes = Math.min(LANES, rings - ring);
    int done = 0;
    if (lanes == LANES) {
      int from = start + ring * azimuths;
      if (folded) {
        done = DoubleTransposition.folded(images, from, azimuths, length, to);
      } else {
        done = DoubleTransposition.plain(images, from, azimuths, length, to);
      }
    } else {
      Arrays.fill(to, 0);
    }
    for (int lane = 0; lane < lanes; lane++) {
      int from = start + (ring + lane) * azimuths;
      for (int j = done; j < length; j++) {
        double value = images[from + j];
        to[j * LANES + lane] = folded ? value + images[from + j + length] : value;
      }
    }
  }

  private void steps() {
    int places = length;
    for (int stage = 0; stage < radices.length; stage++) {
      int radix = radices[stage];
      places /= radix;
      double[] c = turnRe[stage];
      double[] s = turnIm[stage];
      if (places == 1 && radix == 8) {
        DoubleButterflies.lastEight(re, im, length);
        return;
      }
      if (places == 1 && radix == 4) {
        DoubleButterflies.lastFour(re, im, length);
        return;
      }
      for (int place = 0; place < places; place++) {
        switch (radix) {
          case 8 -> DoubleButterflies.eight(re, im, length, place, places, c, s);
          case 5 -> DoubleButterflies.five(re, im, length, place, places, c, s);
          case 4 -> DoubleButterflies.four(re, im, length, place, places, c, s);
          case 3 -> DoubleButterflies.three(re, im, length, place, places, c, s);
          case 2 -> DoubleButterflies.two(re, im, length, place, places, c, s);
          default ->
              DoubleButterflies.any(
                  re,
                  im,
                  length,
                  place,
                  places,
                  radix,
                  rootRe[stage],
                  rootIm[stage],
                  c,
                  s,
                  spareRe,
                  spareIm);
        }
      }
    }
  }

  private void separate(DoublePlanes planes, int slot, int ring, boolean pair) {
    PlaneLayout layout = planes.layout();
    double[] x = planes.re();
    double[] y = planes.im();
    double scale = (0.5 / harmonics.azimuths());
    int count = harmonics.count();
    int pitch = layout.harmonicSize();
    int orderStep = folded ? 1 : harmonics.step();
    int at = layout.index(0, slot, ring);
    for (int k = 0; k < count; k++) {
      int n = k * orderStep;
      int plus = position[n] * LANES;
      int minus = position[n == 0 ? 0 : length - n] * LANES;
      DoubleVector zr = DoubleVector.fromArray(SPECIES, re, plus);
      DoubleVector zi = DoubleVector.fromArray(SPECIES, im, plus);
      DoubleVector vr = DoubleVector.fromArray(SPECIES, re, minus);
      DoubleVector vi = DoubleVector.fromArray(SPECIES, im, minus);
      zr.add(vr).mul(scale).intoArray(x, at);
      zi.sub(vi).mul(scale).intoArray(y, at);
      if (pair) {
        zi.add(vi).mul(scale).intoArray(x, at + PlaneLayout.GROUP);
        vr.sub(zr).mul(scale).intoArray(y, at + PlaneLayout.GROUP);
      }
      at += pitch;
    }
  }
}

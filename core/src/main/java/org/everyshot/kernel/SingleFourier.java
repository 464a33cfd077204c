package org.everyshot.kernel;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The Fourier step in single precision, with vectors; one instance a thread.
///
/// A lane is a ring. Two images make one complex signal Z = A + iB, whose transform holds both:
/// A_n = (Z_n + Z*_−n)/2, B_n = (Z_n − Z*_−n)/2i. Where only even orders are wanted of an even
/// number of azimuths, the two halves of the circle are added first.
final class SingleFourier {
  private static final VectorSpecies<Float> SPECIES = SingleTile.SPECIES;
  private static final int LANES = SingleTile.LANES;
  private static final int LINE = 64 / Float.BYTES;

  /// Images whose harmonics of one group of rings are gathered before they are written: the longer
  /// the runs, the less the scattered writes cost.
  private static final int RUN = 16;

  /// Distance between harmonics of gathered images: an odd number of vectors, so that they do not
  /// compete for the same places of the cache.
  private static final int PITCH = (RUN + 1) * PlaneLayout.GROUP;

  private final Harmonics harmonics;
  private final boolean folded;
  private final int length;
  private final int[] radices;
  private final float[][] turnRe;
  private final float[][] turnIm;
  private final float[][] rootRe;
  private final float[][] rootIm;
  private final int[] position;
  private final float[] re;
  private final float[] im;
  private final float[] spareRe;
  private final float[] spareIm;
  private final float[] runRe;
  private final float[] runIm;

  /// Keeps the compiler from leaving [#touch] out; nobody reads it.
  float touched;

  SingleFourier(Harmonics harmonics) {
    this.harmonics = harmonics;
    this.folded = harmonics.step() == 2 && harmonics.azimuths() % 2 == 0;
    this.length = folded ? harmonics.azimuths() / 2 : harmonics.azimuths();
    this.radices = Radices.of(length);
    this.position = Radices.positions(length, radices);
    this.turnRe = new float[radices.length][];
    this.turnIm = new float[radices.length][];
    this.rootRe = new float[radices.length][];
    this.rootIm = new float[radices.length][];
    int block = length;
    for (int stage = 0; stage < radices.length; stage++) {
      int radix = radices[stage];
      turn(stage, radix, block);
      block /= radix;
    }
    this.re = new float[length * LANES];
    this.im = new float[length * LANES];
    int widest = Arrays.stream(radices).max().orElse(1);
    this.spareRe = new float[widest * LANES];
    this.spareIm = new float[widest * LANES];
    this.runRe = new float[harmonics.count() * PITCH];
    this.runIm = new float[harmonics.count() * PITCH];
  }

  private void turn(int stage, int radix, int block) {
    int places = block / radix;
    turnRe[stage] = new float[places * (radix - 1)];
    turnIm[stage] = new float[places * (radix - 1)];
    for (int place = 0; place < places; place++) {
      for (int s = 1; s < radix; s++) {
        double angle = -2 * Math.PI * ((long) place * s % block) / block;
        turnRe[stage][place * (radix - 1) + s - 1] = (float) Math.cos(angle);
        turnIm[stage][place * (radix - 1) + s - 1] = (float) Math.sin(angle);
      }
    }
    rootRe[stage] = new float[radix];
    rootIm[stage] = new float[radix];
    for (int s = 0; s < radix; s++) {
      rootRe[stage][s] = (float) Math.cos(-2 * Math.PI * s / radix);
      rootIm[stage][s] = (float) Math.sin(-2 * Math.PI * s / radix);
    }
  }

  Harmonics harmonics() {
    return harmonics;
  }

  /// See [CorrelationKernel#fourier(float[], int[], int, int, SinglePlanes, int)].
  void transform(
      float[] images, int[] starts, int first, int count, SinglePlanes planes, int slot) {
    PlaneLayout layout = planes.layout();
    for (int done = 0; done < count; done += RUN) {
      int run = Math.min(RUN, count - done);
      for (int group = 0; group < layout.groups(); group++) {
        for (int part = 0; part < PlaneLayout.GROUP; part += LANES) {
          int ring = group * PlaneLayout.GROUP + part;
          for (int i = 0; i < run; i += 2) {
            boolean pair = i + 1 < run;
            gather(images, starts[first + done + i], ring, layout.rings(), re);
            if (pair) {
              gather(images, starts[first + done + i + 1], ring, layout.rings(), im);
            } else {
              Arrays.fill(im, 0);
            }
            steps();
            separate(i * PlaneLayout.GROUP + part, pair);
          }
        }
        for (int k = 0; k < harmonics.count(); k++) {
          int at = planes.at(k, group, slot + done);
          System.arraycopy(runRe, k * PITCH, planes.re(), at, run * PlaneLayout.GROUP);
          System.arraycopy(runIm, k * PITCH, planes.im(), at, run * PlaneLayout.GROUP);
        }
      }
    }
  }

  /// Rings `ring` … of one image, lane after lane; zeros beyond the last ring.
  private void gather(float[] images, int start, int ring, int rings, float[] to) {
    int azimuths = harmonics.azimuths();
    int lanes = Math.clamp(rings - ring, 0, LANES);
    int done = 0;
    if (lanes == LANES) {
      int from = start + ring * azimuths;
      touch(images, from, LANES * azimuths);
      if (folded) {
        done = SingleTransposition.folded(images, from, azimuths, length, to);
      } else {
        done = SingleTransposition.plain(images, from, azimuths, length, to);
      }
    } else {
      Arrays.fill(to, 0);
    }
    for (int lane = 0; lane < lanes; lane++) {
      int from = start + (ring + lane) * azimuths;
      for (int j = done; j < length; j++) {
        float value = images[from + j];
        to[j * LANES + lane] = folded ? value + images[from + j + length] : value;
      }
    }
  }

  /// Reads one value of every cache line, in order: the processor then fetches ahead.
  private void touch(float[] images, int from, int count) {
    FloatVector a = FloatVector.zero(SPECIES);
    FloatVector b = FloatVector.zero(SPECIES);
    for (int i = from; i <= from + count - LINE - LANES; i += 2 * LINE) {
      a = a.add(FloatVector.fromArray(SPECIES, images, i));
      b = b.add(FloatVector.fromArray(SPECIES, images, i + LINE));
    }
    touched = a.add(b).lane(0);
  }

  private void steps() {
    int places = length;
    for (int stage = 0; stage < radices.length; stage++) {
      int radix = radices[stage];
      places /= radix;
      float[] c = turnRe[stage];
      float[] s = turnIm[stage];
      if (places == 1 && radix == 8) {
        SingleButterflies.lastEight(re, im, length);
        return;
      }
      if (places == 1 && radix == 4) {
        SingleButterflies.lastFour(re, im, length);
        return;
      }
      for (int place = 0; place < places; place++) {
        switch (radix) {
          case 8 -> SingleButterflies.eight(re, im, length, place, places, c, s);
          case 5 -> SingleButterflies.five(re, im, length, place, places, c, s);
          case 4 -> SingleButterflies.four(re, im, length, place, places, c, s);
          case 3 -> SingleButterflies.three(re, im, length, place, places, c, s);
          case 2 -> SingleButterflies.two(re, im, length, place, places, c, s);
          default ->
              SingleButterflies.any(
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

  private void separate(int at, boolean pair) {
    float scale = (float) (0.5 / harmonics.azimuths());
    int count = harmonics.count();
    int orderStep = folded ? 1 : harmonics.step();
    for (int k = 0; k < count; k++) {
      int n = k * orderStep;
      int plus = position[n] * LANES;
      int minus = position[n == 0 ? 0 : length - n] * LANES;
      FloatVector zr = FloatVector.fromArray(SPECIES, re, plus);
      FloatVector zi = FloatVector.fromArray(SPECIES, im, plus);
      FloatVector vr = FloatVector.fromArray(SPECIES, re, minus);
      FloatVector vi = FloatVector.fromArray(SPECIES, im, minus);
      zr.add(vr).mul(scale).intoArray(runRe, at);
      zi.sub(vi).mul(scale).intoArray(runIm, at);
      if (pair) {
        zi.add(vi).mul(scale).intoArray(runRe, at + PlaneLayout.GROUP);
        vr.sub(zr).mul(scale).intoArray(runIm, at + PlaneLayout.GROUP);
      }
      at += PITCH;
    }
  }
}

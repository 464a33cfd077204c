package org.everyshot.kernel;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/// The Fourier step in double precision, with vectors; one instance a thread.
///
/// A lane is a ring. Two images make one complex signal Z = A + iB, whose transform holds both:
/// A_n = (Z_n + Z*_−n)/2, B_n = (Z_n − Z*_−n)/2i. Where only even orders are wanted of an even
/// number of azimuths, the two halves of the circle are added first.
final class DoubleFourier {
  private static final VectorSpecies<Double> SPECIES = DoubleTile.SPECIES;
  private static final int LANES = DoubleTile.LANES;
  private static final int LINE = 64 / Double.BYTES;

  /// Images whose harmonics of one group of rings are gathered before they are written: the longer
  /// the runs, the less the scattered writes cost.
  private static final int RUN = 16;

  /// Distance between harmonics of gathered images: an odd number of vectors, so that they do not
  /// compete for the same places of the cache.
  private static final int PITCH = (RUN + 1) * PlaneLayout.GROUP;

  /// Where the transform begins in the scratch memory.
  private static final int FIRST = Alignment.DOUBLE;

  private final Harmonics harmonics;
  private final boolean folded;
  private final int length;
  private final int[] radices;
  private final double[][] turnRe;
  private final double[][] turnIm;
  private final double[][] rootRe;
  private final double[][] rootIm;
  private final int[] position;
  private final double[] spareRe;
  private final double[] spareIm;

  /// Rings of an image in single precision, made wide.
  private final double[] wide;

  /// The transform, real and imaginary parts, then gathered images, real and imaginary parts.
  private final double[] scratch;

  /// From a real part to the imaginary one: of the transform, and of gathered images.
  private final int apart;

  private final int runApart;

  /// Where in the scratch memory the gathered images begin.
  private final int run;

  /// Keeps the compiler from leaving [#touch] out; nobody reads it.
  double touched;

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
    int widest = Arrays.stream(radices).max().orElse(1);
    this.spareRe = new double[widest * LANES];
    this.spareIm = new double[widest * LANES];
    this.wide = new double[LANES * harmonics.azimuths()];
    this.apart = length * LANES;
    this.run = FIRST + 2 * apart;
    this.runApart = harmonics.count() * PITCH;
    this.scratch = new double[run + 2 * runApart];
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
      double[] images, int[] starts, int from, int count, DoublePlanes planes, int slot) {
    transform(null, images, starts, from, count, planes, slot);
  }

  /// See [CorrelationKernel#fourier(float[], int[], int, int, DoublePlanes, int)].
  void transform(float[] images, int[] starts, int from, int count, DoublePlanes planes, int slot) {
    transform(images, wide, starts, from, count, planes, slot);
  }

  /// @param narrow the images, where they are in single precision
  /// @param images the images, or room for the rings at hand in their place
  private void transform(
      float @Nullable [] narrow,
      double[] images,
      int[] starts,
      int from,
      int count,
      DoublePlanes planes,
      int slot) {
    PlaneLayout layout = planes.layout();
    for (int done = 0; done < count; done += RUN) {
      int together = Math.min(RUN, count - done);
      for (int group = 0; group < layout.groups(); group++) {
        for (int part = 0; part < PlaneLayout.GROUP; part += LANES) {
          int ring = group * PlaneLayout.GROUP + part;
          for (int i = 0; i < together; i += 2) {
            boolean pair = i + 1 < together;
            gather(narrow, images, starts[from + done + i], ring, layout.rings(), FIRST);
            if (pair) {
              int start = starts[from + done + i + 1];
              gather(narrow, images, start, ring, layout.rings(), FIRST + apart);
            } else {
              Arrays.fill(scratch, FIRST + apart, FIRST + 2 * apart, 0);
            }
            steps();
            separate(i * PlaneLayout.GROUP + part, pair);
          }
        }
        write(planes, group, slot + done, together);
      }
    }
  }

  /// Takes the gathered images of a group of rings into the planes.
  private void write(DoublePlanes planes, int group, int slot, int count) {
    double[] re = planes.re();
    double[] im = planes.im();
    for (int k = 0; k < harmonics.count(); k++) {
      int from = run + k * PITCH;
      int at = planes.at(k, group, slot);
      for (int i = 0; i < count * PlaneLayout.GROUP; i += LANES) {
        DoubleVector.fromArray(SPECIES, scratch, from + i).intoArray(re, at + i);
      }
      for (int i = 0; i < count * PlaneLayout.GROUP; i += LANES) {
        DoubleVector.fromArray(SPECIES, scratch, from + runApart + i).intoArray(im, at + i);
      }
    }
  }

  /// Rings `ring` … of one image, lane after lane; zeros beyond the last ring.
  private void gather(
      float @Nullable [] narrow, double[] images, int start, int ring, int rings, int to) {
    int azimuths = harmonics.azimuths();
    int lanes = Math.clamp(rings - ring, 0, LANES);
    int first = start + ring * azimuths;
    if (narrow == null) {
      touch(images, first, lanes * azimuths);
    } else {
      widen(narrow, first, lanes * azimuths, images);
      first = 0;
    }
    gather(images, first, lanes, to);
  }

  private static void widen(float[] narrow, int from, int count, double[] out) {
    for (int i = 0; i < count; i++) {
      out[i] = narrow[from + i];
    }
  }

  /// The same of rings in double precision, one after the other from `first` on.
  private void gather(double[] images, int first, int lanes, int to) {
    int azimuths = harmonics.azimuths();
    int done = 0;
    if (lanes == LANES) {
      if (folded) {
        done = DoubleTransposition.folded(images, first, azimuths, length, scratch, to);
      } else {
        done = DoubleTransposition.plain(images, first, azimuths, length, scratch, to);
      }
    } else {
      Arrays.fill(scratch, to, to + length * LANES, 0);
    }
    for (int lane = 0; lane < lanes; lane++) {
      int from = first + lane * azimuths;
      for (int j = done; j < length; j++) {
        double value = images[from + j];
        scratch[to + j * LANES + lane] = folded ? value + images[from + j + length] : value;
      }
    }
  }

  /// Reads one value of every cache line, in order: the processor then fetches ahead.
  private void touch(double[] images, int from, int count) {
    DoubleVector a = DoubleVector.zero(SPECIES);
    DoubleVector b = DoubleVector.zero(SPECIES);
    for (int i = from; i <= from + count - LINE - LANES; i += 2 * LINE) {
      a = a.add(DoubleVector.fromArray(SPECIES, images, i));
      b = b.add(DoubleVector.fromArray(SPECIES, images, i + LINE));
    }
    touched = a.add(b).lane(0);
  }

  private void steps() {
    int places = length;
    for (int stage = 0; stage < radices.length; stage++) {
      int radix = radices[stage];
      places /= radix;
      double[] c = turnRe[stage];
      double[] s = turnIm[stage];
      if (places == 1 && radix == 8) {
        DoubleButterflies.lastEight(scratch, FIRST, apart, length);
        return;
      }
      if (places == 1 && radix == 4) {
        DoubleButterflies.lastFour(scratch, FIRST, apart, length);
        return;
      }
      for (int place = 0; place < places; place++) {
        switch (radix) {
          case 8 -> DoubleButterflies.eight(scratch, FIRST, apart, length, place, places, c, s);
          case 5 -> DoubleOddButterflies.five(scratch, FIRST, apart, length, place, places, c, s);
          case 4 -> DoubleButterflies.four(scratch, FIRST, apart, length, place, places, c, s);
          case 3 -> DoubleOddButterflies.three(scratch, FIRST, apart, length, place, places, c, s);
          case 2 -> DoubleButterflies.two(scratch, FIRST, apart, length, place, places, c, s);
          default ->
              DoubleOddButterflies.any(
                  scratch,
                  FIRST,
                  apart,
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
    int re = run + at;
    int im = re + runApart;
    double scale = (0.5 / harmonics.azimuths());
    int count = harmonics.count();
    int orderStep = folded ? 1 : harmonics.step();
    for (int k = 0; k < count; k++) {
      int n = k * orderStep;
      int plus = FIRST + position[n] * LANES;
      int minus = FIRST + position[n == 0 ? 0 : length - n] * LANES;
      DoubleVector zr = DoubleVector.fromArray(SPECIES, scratch, plus);
      DoubleVector zi = DoubleVector.fromArray(SPECIES, scratch, plus + apart);
      DoubleVector vr = DoubleVector.fromArray(SPECIES, scratch, minus);
      DoubleVector vi = DoubleVector.fromArray(SPECIES, scratch, minus + apart);
      zr.add(vr).mul(scale).intoArray(scratch, re);
      zi.sub(vi).mul(scale).intoArray(scratch, im);
      if (pair) {
        zi.add(vi).mul(scale).intoArray(scratch, re + PlaneLayout.GROUP);
        vr.sub(zr).mul(scale).intoArray(scratch, im + PlaneLayout.GROUP);
      }
      re += PITCH;
      im += PITCH;
    }
  }
}

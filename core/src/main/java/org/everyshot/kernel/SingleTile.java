package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Products of a few rows with a few columns, summed over images in vector registers.
///
/// A stream is a vector of neighbouring rings of one image; the next image's lies
/// [PlaneLayout#GROUP] values further on. A tile takes up to [#STREAMS] streams of rows, and
/// [#COLUMNS] single rings, each of which is broadcast. It goes to a strip, `[column][row]`.
///
/// Tiles of 3 vectors × 8 columns suit the 32 registers of AVX-512, 2 × 4 the 16 registers
/// elsewhere.
final class SingleTile {
  /// Vectors of the machine's width, at most 512 bits; a constant to the compiler.
  ///
  /// All arithmetic on vectors of floats is done with this one length. Vectors of two lengths share
  /// methods of `FloatVector`, and the compiler learns there that either may come: where it then
  /// prepares for both, a loop's sums are objects for good, at many times the cost.
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.vectorBitSize() > 512
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  /// Rings in a stream.
  static final int LANES = SPECIES.length();

  private static final boolean WIDE = SPECIES.vectorBitSize() == 512;

  /// Most streams of rows in a tile.
  static final int STREAMS = WIDE ? 3 : 2;

  /// Columns of a tile.
  static final int COLUMNS = WIDE ? 8 : 4;

  /// Where a strip begins in its array; in front of it lie zeros, which nobody changes.
  static final int START = Alignment.SINGLE + STREAMS * LANES;

  private static final int NEXT = PlaneLayout.GROUP;

  private SingleTile() {}

  /// How many of the `left` streams the next tile takes: none is to be left alone, as the sums of
  /// a single stream are too few to keep the processor busy.
  static int take(int left) {
    return left == STREAMS + 1 ? 2 : Math.min(STREAMS, left);
  }

  /// Writes Σ_i rows_i columns_i over `count` images, or adds it to what is there.
  ///
  /// @param streams number of streams of rows
  /// @param a array of the rows
  /// @param a0 first stream, first image
  /// @param a1 second stream, if there is one
  /// @param a2 third stream, if there is one
  /// @param b array of the columns
  /// @param b0 first column, first image
  /// @param more whether to add to what is there
  /// @param out array of the strip
  /// @param at where the first column goes
  /// @param pitch distance between columns
  static void sum(
      int streams,
      float[] a,
      int a0,
      int a1,
      int a2,
      float[] b,
      int b0,
      int count,
      boolean more,
      float[] out,
      int at,
      int pitch) {
    int before = more ? at : Alignment.SINGLE;
    int step = more ? pitch : 0;
    if (WIDE) {
      switch (streams) {
        case 3 -> threeByEight(a, a0, a1, a2, b, b0, count, before, step, out, at, pitch);
        case 2 -> twoByEight(a, a0, a1, b, b0, count, before, step, out, at, pitch);
        default -> oneByEight(a, a0, b, b0, count, before, step, out, at, pitch);
      }
    } else if (streams == 2) {
      twoByFour(a, a0, a1, b, b0, count, before, step, out, at, pitch);
    } else {
      oneByFour(a, a0, b, b0, count, before, step, out, at, pitch);
    }
  }

  private static void threeByEight(
      float[] a,
      int a0,
      int a1,
      int a2,
      float[] b,
      int b0,
      int count,
      int before,
      int step,
      float[] out,
      int at,
      int pitch) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s20 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s21 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s22 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    FloatVector s13 = FloatVector.zero(SPECIES);
    FloatVector s23 = FloatVector.zero(SPECIES);
    FloatVector s04 = FloatVector.zero(SPECIES);
    FloatVector s14 = FloatVector.zero(SPECIES);
    FloatVector s24 = FloatVector.zero(SPECIES);
    FloatVector s05 = FloatVector.zero(SPECIES);
    FloatVector s15 = FloatVector.zero(SPECIES);
    FloatVector s25 = FloatVector.zero(SPECIES);
    FloatVector s06 = FloatVector.zero(SPECIES);
    FloatVector s16 = FloatVector.zero(SPECIES);
    FloatVector s26 = FloatVector.zero(SPECIES);
    FloatVector s07 = FloatVector.zero(SPECIES);
    FloatVector s17 = FloatVector.zero(SPECIES);
    FloatVector s27 = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      int next = i * NEXT;
      FloatVector r0 = FloatVector.fromArray(SPECIES, a, a0 + next);
      FloatVector r1 = FloatVector.fromArray(SPECIES, a, a1 + next);
      FloatVector r2 = FloatVector.fromArray(SPECIES, a, a2 + next);
      FloatVector c = FloatVector.broadcast(SPECIES, b[b0 + next]);
      s00 = r0.fma(c, s00);
      s10 = r1.fma(c, s10);
      s20 = r2.fma(c, s20);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 1]);
      s01 = r0.fma(c, s01);
      s11 = r1.fma(c, s11);
      s21 = r2.fma(c, s21);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 2]);
      s02 = r0.fma(c, s02);
      s12 = r1.fma(c, s12);
      s22 = r2.fma(c, s22);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 3]);
      s03 = r0.fma(c, s03);
      s13 = r1.fma(c, s13);
      s23 = r2.fma(c, s23);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 4]);
      s04 = r0.fma(c, s04);
      s14 = r1.fma(c, s14);
      s24 = r2.fma(c, s24);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 5]);
      s05 = r0.fma(c, s05);
      s15 = r1.fma(c, s15);
      s25 = r2.fma(c, s25);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 6]);
      s06 = r0.fma(c, s06);
      s16 = r1.fma(c, s16);
      s26 = r2.fma(c, s26);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 7]);
      s07 = r0.fma(c, s07);
      s17 = r1.fma(c, s17);
      s27 = r2.fma(c, s27);
    }
    s00.add(FloatVector.fromArray(SPECIES, out, before)).intoArray(out, at);
    s10.add(FloatVector.fromArray(SPECIES, out, before + LANES)).intoArray(out, at + LANES);
    s20.add(FloatVector.fromArray(SPECIES, out, before + 2 * LANES)).intoArray(out, at + 2 * LANES);
    s01.add(FloatVector.fromArray(SPECIES, out, before + step)).intoArray(out, at + pitch);
    s11.add(FloatVector.fromArray(SPECIES, out, before + step + LANES))
        .intoArray(out, at + pitch + LANES);
    s21.add(FloatVector.fromArray(SPECIES, out, before + step + 2 * LANES))
        .intoArray(out, at + pitch + 2 * LANES);
    s02.add(FloatVector.fromArray(SPECIES, out, before + 2 * step)).intoArray(out, at + 2 * pitch);
    s12.add(FloatVector.fromArray(SPECIES, out, before + 2 * step + LANES))
        .intoArray(out, at + 2 * pitch + LANES);
    s22.add(FloatVector.fromArray(SPECIES, out, before + 2 * step + 2 * LANES))
        .intoArray(out, at + 2 * pitch + 2 * LANES);
    s03.add(FloatVector.fromArray(SPECIES, out, before + 3 * step)).intoArray(out, at + 3 * pitch);
    s13.add(FloatVector.fromArray(SPECIES, out, before + 3 * step + LANES))
        .intoArray(out, at + 3 * pitch + LANES);
    s23.add(FloatVector.fromArray(SPECIES, out, before + 3 * step + 2 * LANES))
        .intoArray(out, at + 3 * pitch + 2 * LANES);
    s04.add(FloatVector.fromArray(SPECIES, out, before + 4 * step)).intoArray(out, at + 4 * pitch);
    s14.add(FloatVector.fromArray(SPECIES, out, before + 4 * step + LANES))
        .intoArray(out, at + 4 * pitch + LANES);
    s24.add(FloatVector.fromArray(SPECIES, out, before + 4 * step + 2 * LANES))
        .intoArray(out, at + 4 * pitch + 2 * LANES);
    s05.add(FloatVector.fromArray(SPECIES, out, before + 5 * step)).intoArray(out, at + 5 * pitch);
    s15.add(FloatVector.fromArray(SPECIES, out, before + 5 * step + LANES))
        .intoArray(out, at + 5 * pitch + LANES);
    s25.add(FloatVector.fromArray(SPECIES, out, before + 5 * step + 2 * LANES))
        .intoArray(out, at + 5 * pitch + 2 * LANES);
    s06.add(FloatVector.fromArray(SPECIES, out, before + 6 * step)).intoArray(out, at + 6 * pitch);
    s16.add(FloatVector.fromArray(SPECIES, out, before + 6 * step + LANES))
        .intoArray(out, at + 6 * pitch + LANES);
    s26.add(FloatVector.fromArray(SPECIES, out, before + 6 * step + 2 * LANES))
        .intoArray(out, at + 6 * pitch + 2 * LANES);
    s07.add(FloatVector.fromArray(SPECIES, out, before + 7 * step)).intoArray(out, at + 7 * pitch);
    s17.add(FloatVector.fromArray(SPECIES, out, before + 7 * step + LANES))
        .intoArray(out, at + 7 * pitch + LANES);
    s27.add(FloatVector.fromArray(SPECIES, out, before + 7 * step + 2 * LANES))
        .intoArray(out, at + 7 * pitch + 2 * LANES);
  }

  private static void twoByEight(
      float[] a,
      int a0,
      int a1,
      float[] b,
      int b0,
      int count,
      int before,
      int step,
      float[] out,
      int at,
      int pitch) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    FloatVector s13 = FloatVector.zero(SPECIES);
    FloatVector s04 = FloatVector.zero(SPECIES);
    FloatVector s14 = FloatVector.zero(SPECIES);
    FloatVector s05 = FloatVector.zero(SPECIES);
    FloatVector s15 = FloatVector.zero(SPECIES);
    FloatVector s06 = FloatVector.zero(SPECIES);
    FloatVector s16 = FloatVector.zero(SPECIES);
    FloatVector s07 = FloatVector.zero(SPECIES);
    FloatVector s17 = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      int next = i * NEXT;
      FloatVector r0 = FloatVector.fromArray(SPECIES, a, a0 + next);
      FloatVector r1 = FloatVector.fromArray(SPECIES, a, a1 + next);
      FloatVector c = FloatVector.broadcast(SPECIES, b[b0 + next]);
      s00 = r0.fma(c, s00);
      s10 = r1.fma(c, s10);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 1]);
      s01 = r0.fma(c, s01);
      s11 = r1.fma(c, s11);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 2]);
      s02 = r0.fma(c, s02);
      s12 = r1.fma(c, s12);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 3]);
      s03 = r0.fma(c, s03);
      s13 = r1.fma(c, s13);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 4]);
      s04 = r0.fma(c, s04);
      s14 = r1.fma(c, s14);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 5]);
      s05 = r0.fma(c, s05);
      s15 = r1.fma(c, s15);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 6]);
      s06 = r0.fma(c, s06);
      s16 = r1.fma(c, s16);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 7]);
      s07 = r0.fma(c, s07);
      s17 = r1.fma(c, s17);
    }
    s00.add(FloatVector.fromArray(SPECIES, out, before)).intoArray(out, at);
    s10.add(FloatVector.fromArray(SPECIES, out, before + LANES)).intoArray(out, at + LANES);
    s01.add(FloatVector.fromArray(SPECIES, out, before + step)).intoArray(out, at + pitch);
    s11.add(FloatVector.fromArray(SPECIES, out, before + step + LANES))
        .intoArray(out, at + pitch + LANES);
    s02.add(FloatVector.fromArray(SPECIES, out, before + 2 * step)).intoArray(out, at + 2 * pitch);
    s12.add(FloatVector.fromArray(SPECIES, out, before + 2 * step + LANES))
        .intoArray(out, at + 2 * pitch + LANES);
    s03.add(FloatVector.fromArray(SPECIES, out, before + 3 * step)).intoArray(out, at + 3 * pitch);
    s13.add(FloatVector.fromArray(SPECIES, out, before + 3 * step + LANES))
        .intoArray(out, at + 3 * pitch + LANES);
    s04.add(FloatVector.fromArray(SPECIES, out, before + 4 * step)).intoArray(out, at + 4 * pitch);
    s14.add(FloatVector.fromArray(SPECIES, out, before + 4 * step + LANES))
        .intoArray(out, at + 4 * pitch + LANES);
    s05.add(FloatVector.fromArray(SPECIES, out, before + 5 * step)).intoArray(out, at + 5 * pitch);
    s15.add(FloatVector.fromArray(SPECIES, out, before + 5 * step + LANES))
        .intoArray(out, at + 5 * pitch + LANES);
    s06.add(FloatVector.fromArray(SPECIES, out, before + 6 * step)).intoArray(out, at + 6 * pitch);
    s16.add(FloatVector.fromArray(SPECIES, out, before + 6 * step + LANES))
        .intoArray(out, at + 6 * pitch + LANES);
    s07.add(FloatVector.fromArray(SPECIES, out, before + 7 * step)).intoArray(out, at + 7 * pitch);
    s17.add(FloatVector.fromArray(SPECIES, out, before + 7 * step + LANES))
        .intoArray(out, at + 7 * pitch + LANES);
  }

  private static void oneByEight(
      float[] a,
      int a0,
      float[] b,
      int b0,
      int count,
      int before,
      int step,
      float[] out,
      int at,
      int pitch) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    FloatVector s04 = FloatVector.zero(SPECIES);
    FloatVector s05 = FloatVector.zero(SPECIES);
    FloatVector s06 = FloatVector.zero(SPECIES);
    FloatVector s07 = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      int next = i * NEXT;
      FloatVector r0 = FloatVector.fromArray(SPECIES, a, a0 + next);
      FloatVector c = FloatVector.broadcast(SPECIES, b[b0 + next]);
      s00 = r0.fma(c, s00);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 1]);
      s01 = r0.fma(c, s01);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 2]);
      s02 = r0.fma(c, s02);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 3]);
      s03 = r0.fma(c, s03);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 4]);
      s04 = r0.fma(c, s04);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 5]);
      s05 = r0.fma(c, s05);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 6]);
      s06 = r0.fma(c, s06);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 7]);
      s07 = r0.fma(c, s07);
    }
    s00.add(FloatVector.fromArray(SPECIES, out, before)).intoArray(out, at);
    s01.add(FloatVector.fromArray(SPECIES, out, before + step)).intoArray(out, at + pitch);
    s02.add(FloatVector.fromArray(SPECIES, out, before + 2 * step)).intoArray(out, at + 2 * pitch);
    s03.add(FloatVector.fromArray(SPECIES, out, before + 3 * step)).intoArray(out, at + 3 * pitch);
    s04.add(FloatVector.fromArray(SPECIES, out, before + 4 * step)).intoArray(out, at + 4 * pitch);
    s05.add(FloatVector.fromArray(SPECIES, out, before + 5 * step)).intoArray(out, at + 5 * pitch);
    s06.add(FloatVector.fromArray(SPECIES, out, before + 6 * step)).intoArray(out, at + 6 * pitch);
    s07.add(FloatVector.fromArray(SPECIES, out, before + 7 * step)).intoArray(out, at + 7 * pitch);
  }

  private static void twoByFour(
      float[] a,
      int a0,
      int a1,
      float[] b,
      int b0,
      int count,
      int before,
      int step,
      float[] out,
      int at,
      int pitch) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s10 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s11 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s12 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    FloatVector s13 = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      int next = i * NEXT;
      FloatVector r0 = FloatVector.fromArray(SPECIES, a, a0 + next);
      FloatVector r1 = FloatVector.fromArray(SPECIES, a, a1 + next);
      FloatVector c = FloatVector.broadcast(SPECIES, b[b0 + next]);
      s00 = r0.fma(c, s00);
      s10 = r1.fma(c, s10);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 1]);
      s01 = r0.fma(c, s01);
      s11 = r1.fma(c, s11);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 2]);
      s02 = r0.fma(c, s02);
      s12 = r1.fma(c, s12);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 3]);
      s03 = r0.fma(c, s03);
      s13 = r1.fma(c, s13);
    }
    s00.add(FloatVector.fromArray(SPECIES, out, before)).intoArray(out, at);
    s10.add(FloatVector.fromArray(SPECIES, out, before + LANES)).intoArray(out, at + LANES);
    s01.add(FloatVector.fromArray(SPECIES, out, before + step)).intoArray(out, at + pitch);
    s11.add(FloatVector.fromArray(SPECIES, out, before + step + LANES))
        .intoArray(out, at + pitch + LANES);
    s02.add(FloatVector.fromArray(SPECIES, out, before + 2 * step)).intoArray(out, at + 2 * pitch);
    s12.add(FloatVector.fromArray(SPECIES, out, before + 2 * step + LANES))
        .intoArray(out, at + 2 * pitch + LANES);
    s03.add(FloatVector.fromArray(SPECIES, out, before + 3 * step)).intoArray(out, at + 3 * pitch);
    s13.add(FloatVector.fromArray(SPECIES, out, before + 3 * step + LANES))
        .intoArray(out, at + 3 * pitch + LANES);
  }

  private static void oneByFour(
      float[] a,
      int a0,
      float[] b,
      int b0,
      int count,
      int before,
      int step,
      float[] out,
      int at,
      int pitch) {
    FloatVector s00 = FloatVector.zero(SPECIES);
    FloatVector s01 = FloatVector.zero(SPECIES);
    FloatVector s02 = FloatVector.zero(SPECIES);
    FloatVector s03 = FloatVector.zero(SPECIES);
    for (int i = 0; i < count; i++) {
      int next = i * NEXT;
      FloatVector r0 = FloatVector.fromArray(SPECIES, a, a0 + next);
      FloatVector c = FloatVector.broadcast(SPECIES, b[b0 + next]);
      s00 = r0.fma(c, s00);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 1]);
      s01 = r0.fma(c, s01);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 2]);
      s02 = r0.fma(c, s02);
      c = FloatVector.broadcast(SPECIES, b[b0 + next + 3]);
      s03 = r0.fma(c, s03);
    }
    s00.add(FloatVector.fromArray(SPECIES, out, before)).intoArray(out, at);
    s01.add(FloatVector.fromArray(SPECIES, out, before + step)).intoArray(out, at + pitch);
    s02.add(FloatVector.fromArray(SPECIES, out, before + 2 * step)).intoArray(out, at + 2 * pitch);
    s03.add(FloatVector.fromArray(SPECIES, out, before + 3 * step)).intoArray(out, at + 3 * pitch);
  }
}

package org.everyshot.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/// Products of a few rows with a few columns, summed over images in vector registers.
///
/// A stream is a vector of neighbouring rings of one image; the next image's lies
/// [PlaneLayout#GROUP] values further on. A tile takes up to [#STREAMS] streams of rows, and
/// [#COLUMNS] single rings, each of which is broadcast. It is kept as `[column][row]`, columns
/// [#PITCH] values apart, and added to.
///
/// Tiles of 2 vectors × 8 columns suit the 32 registers of AVX-512 (3 × 8 made the compiler spill),
/// 2 × 4 the 16 registers elsewhere.
final class DoubleTile {
  /// Vectors of the machine's width, at most 512 bits; a constant to the compiler.
  static final VectorSpecies<Double> SPECIES =
      DoubleVector.SPECIES_PREFERRED.vectorBitSize() > 512
          ? DoubleVector.SPECIES_512
          : DoubleVector.SPECIES_PREFERRED;

  /// Rings in a stream.
  static final int LANES = SPECIES.length();

  private static final boolean WIDE = SPECIES.vectorBitSize() == 512;

  /// Most streams of rows in a tile.
  static final int STREAMS = 2;

  /// Columns of a tile.
  static final int COLUMNS = WIDE ? 8 : 4;

  /// Distance between the columns of a tile.
  static final int PITCH = STREAMS * LANES;

  private static final int NEXT = PlaneLayout.GROUP;

  private DoubleTile() {}

  /// Adds Σ_i rows_i columns_i over `count` images.
  ///
  /// @param streams number of streams of rows
  /// @param a array of the rows
  /// @param a0 first stream, first image
  /// @param a1 second stream, if there is one
  /// @param b array of the columns
  /// @param b0 first column, first image
  static void add(
      int streams, double[] a, int a0, int a1, double[] b, int b0, int count, double[] tile) {
    if (WIDE) {
      if (streams == 2) {
        twoByEight(a, a0, a1, b, b0, count, tile);
      } else {
        oneByEight(a, a0, b, b0, count, tile);
      }
    } else if (streams == 2) {
      twoByFour(a, a0, a1, b, b0, count, tile);
    } else {
      oneByFour(a, a0, b, b0, count, tile);
    }
  }

  private static void twoByEight(
      double[] a, int a0, int a1, double[] b, int b0, int count, double[] tile) {
    DoubleVector s00 = DoubleVector.fromArray(SPECIES, tile, 0);
    DoubleVector s10 = DoubleVector.fromArray(SPECIES, tile, LANES);
    DoubleVector s01 = DoubleVector.fromArray(SPECIES, tile, PITCH);
    DoubleVector s11 = DoubleVector.fromArray(SPECIES, tile, PITCH + LANES);
    DoubleVector s02 = DoubleVector.fromArray(SPECIES, tile, 2 * PITCH);
    DoubleVector s12 = DoubleVector.fromArray(SPECIES, tile, 2 * PITCH + LANES);
    DoubleVector s03 = DoubleVector.fromArray(SPECIES, tile, 3 * PITCH);
    DoubleVector s13 = DoubleVector.fromArray(SPECIES, tile, 3 * PITCH + LANES);
    DoubleVector s04 = DoubleVector.fromArray(SPECIES, tile, 4 * PITCH);
    DoubleVector s14 = DoubleVector.fromArray(SPECIES, tile, 4 * PITCH + LANES);
    DoubleVector s05 = DoubleVector.fromArray(SPECIES, tile, 5 * PITCH);
    DoubleVector s15 = DoubleVector.fromArray(SPECIES, tile, 5 * PITCH + LANES);
    DoubleVector s06 = DoubleVector.fromArray(SPECIES, tile, 6 * PITCH);
    DoubleVector s16 = DoubleVector.fromArray(SPECIES, tile, 6 * PITCH + LANES);
    DoubleVector s07 = DoubleVector.fromArray(SPECIES, tile, 7 * PITCH);
    DoubleVector s17 = DoubleVector.fromArray(SPECIES, tile, 7 * PITCH + LANES);
    for (int i = 0; i < count; i++) {
      int next = i * NEXT;
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, a, a0 + next);
      DoubleVector r1 = DoubleVector.fromArray(SPECIES, a, a1 + next);
      DoubleVector c = DoubleVector.broadcast(SPECIES, b[b0 + next]);
      s00 = r0.fma(c, s00);
      s10 = r1.fma(c, s10);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 1]);
      s01 = r0.fma(c, s01);
      s11 = r1.fma(c, s11);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 2]);
      s02 = r0.fma(c, s02);
      s12 = r1.fma(c, s12);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 3]);
      s03 = r0.fma(c, s03);
      s13 = r1.fma(c, s13);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 4]);
      s04 = r0.fma(c, s04);
      s14 = r1.fma(c, s14);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 5]);
      s05 = r0.fma(c, s05);
      s15 = r1.fma(c, s15);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 6]);
      s06 = r0.fma(c, s06);
      s16 = r1.fma(c, s16);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 7]);
      s07 = r0.fma(c, s07);
      s17 = r1.fma(c, s17);
    }
    s00.intoArray(tile, 0);
    s10.intoArray(tile, LANES);
    s01.intoArray(tile, PITCH);
    s11.intoArray(tile, PITCH + LANES);
    s02.intoArray(tile, 2 * PITCH);
    s12.intoArray(tile, 2 * PITCH + LANES);
    s03.intoArray(tile, 3 * PITCH);
    s13.intoArray(tile, 3 * PITCH + LANES);
    s04.intoArray(tile, 4 * PITCH);
    s14.intoArray(tile, 4 * PITCH + LANES);
    s05.intoArray(tile, 5 * PITCH);
    s15.intoArray(tile, 5 * PITCH + LANES);
    s06.intoArray(tile, 6 * PITCH);
    s16.intoArray(tile, 6 * PITCH + LANES);
    s07.intoArray(tile, 7 * PITCH);
    s17.intoArray(tile, 7 * PITCH + LANES);
  }

  private static void oneByEight(double[] a, int a0, double[] b, int b0, int count, double[] tile) {
    DoubleVector s00 = DoubleVector.fromArray(SPECIES, tile, 0);
    DoubleVector s01 = DoubleVector.fromArray(SPECIES, tile, PITCH);
    DoubleVector s02 = DoubleVector.fromArray(SPECIES, tile, 2 * PITCH);
    DoubleVector s03 = DoubleVector.fromArray(SPECIES, tile, 3 * PITCH);
    DoubleVector s04 = DoubleVector.fromArray(SPECIES, tile, 4 * PITCH);
    DoubleVector s05 = DoubleVector.fromArray(SPECIES, tile, 5 * PITCH);
    DoubleVector s06 = DoubleVector.fromArray(SPECIES, tile, 6 * PITCH);
    DoubleVector s07 = DoubleVector.fromArray(SPECIES, tile, 7 * PITCH);
    for (int i = 0; i < count; i++) {
      int next = i * NEXT;
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, a, a0 + next);
      DoubleVector c = DoubleVector.broadcast(SPECIES, b[b0 + next]);
      s00 = r0.fma(c, s00);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 1]);
      s01 = r0.fma(c, s01);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 2]);
      s02 = r0.fma(c, s02);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 3]);
      s03 = r0.fma(c, s03);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 4]);
      s04 = r0.fma(c, s04);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 5]);
      s05 = r0.fma(c, s05);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 6]);
      s06 = r0.fma(c, s06);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 7]);
      s07 = r0.fma(c, s07);
    }
    s00.intoArray(tile, 0);
    s01.intoArray(tile, PITCH);
    s02.intoArray(tile, 2 * PITCH);
    s03.intoArray(tile, 3 * PITCH);
    s04.intoArray(tile, 4 * PITCH);
    s05.intoArray(tile, 5 * PITCH);
    s06.intoArray(tile, 6 * PITCH);
    s07.intoArray(tile, 7 * PITCH);
  }

  private static void twoByFour(
      double[] a, int a0, int a1, double[] b, int b0, int count, double[] tile) {
    DoubleVector s00 = DoubleVector.fromArray(SPECIES, tile, 0);
    DoubleVector s10 = DoubleVector.fromArray(SPECIES, tile, LANES);
    DoubleVector s01 = DoubleVector.fromArray(SPECIES, tile, PITCH);
    DoubleVector s11 = DoubleVector.fromArray(SPECIES, tile, PITCH + LANES);
    DoubleVector s02 = DoubleVector.fromArray(SPECIES, tile, 2 * PITCH);
    DoubleVector s12 = DoubleVector.fromArray(SPECIES, tile, 2 * PITCH + LANES);
    DoubleVector s03 = DoubleVector.fromArray(SPECIES, tile, 3 * PITCH);
    DoubleVector s13 = DoubleVector.fromArray(SPECIES, tile, 3 * PITCH + LANES);
    for (int i = 0; i < count; i++) {
      int next = i * NEXT;
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, a, a0 + next);
      DoubleVector r1 = DoubleVector.fromArray(SPECIES, a, a1 + next);
      DoubleVector c = DoubleVector.broadcast(SPECIES, b[b0 + next]);
      s00 = r0.fma(c, s00);
      s10 = r1.fma(c, s10);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 1]);
      s01 = r0.fma(c, s01);
      s11 = r1.fma(c, s11);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 2]);
      s02 = r0.fma(c, s02);
      s12 = r1.fma(c, s12);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 3]);
      s03 = r0.fma(c, s03);
      s13 = r1.fma(c, s13);
    }
    s00.intoArray(tile, 0);
    s10.intoArray(tile, LANES);
    s01.intoArray(tile, PITCH);
    s11.intoArray(tile, PITCH + LANES);
    s02.intoArray(tile, 2 * PITCH);
    s12.intoArray(tile, 2 * PITCH + LANES);
    s03.intoArray(tile, 3 * PITCH);
    s13.intoArray(tile, 3 * PITCH + LANES);
  }

  private static void oneByFour(double[] a, int a0, double[] b, int b0, int count, double[] tile) {
    DoubleVector s00 = DoubleVector.fromArray(SPECIES, tile, 0);
    DoubleVector s01 = DoubleVector.fromArray(SPECIES, tile, PITCH);
    DoubleVector s02 = DoubleVector.fromArray(SPECIES, tile, 2 * PITCH);
    DoubleVector s03 = DoubleVector.fromArray(SPECIES, tile, 3 * PITCH);
    for (int i = 0; i < count; i++) {
      int next = i * NEXT;
      DoubleVector r0 = DoubleVector.fromArray(SPECIES, a, a0 + next);
      DoubleVector c = DoubleVector.broadcast(SPECIES, b[b0 + next]);
      s00 = r0.fma(c, s00);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 1]);
      s01 = r0.fma(c, s01);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 2]);
      s02 = r0.fma(c, s02);
      c = DoubleVector.broadcast(SPECIES, b[b0 + next + 3]);
      s03 = r0.fma(c, s03);
    }
    s00.intoArray(tile, 0);
    s01.intoArray(tile, PITCH);
    s02.intoArray(tile, 2 * PITCH);
    s03.intoArray(tile, 3 * PITCH);
  }
}

package org.everyshot.kernel;

import jdk.incubator.vector.FloatVector;
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
final class SingleTile {
  /// Vectors of the machine's width, at most 512 bits; a constant to the compiler.
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.vectorBitSize() > 512
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

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

  private SingleTile() {}

  /// Adds Σ_i rows_i columns_i over `count` images.
  ///
  /// @param streams number of streams of rows
  /// @param a array of the rows
  /// @param a0 first stream, first image
  /// @param a1 second stream, if there is one
  /// @param b array of the columns
  /// @param b0 first column, first image
  static void add(
      int streams, float[] a, int a0, int a1, float[] b, int b0, int count, float[] tile) {
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
      float[] a, int a0, int a1, float[] b, int b0, int count, float[] tile) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, tile, 0);
    FloatVector s10 = FloatVector.fromArray(SPECIES, tile, LANES);
    FloatVector s01 = FloatVector.fromArray(SPECIES, tile, PITCH);
    FloatVector s11 = FloatVector.fromArray(SPECIES, tile, PITCH + LANES);
    FloatVector s02 = FloatVector.fromArray(SPECIES, tile, 2 * PITCH);
    FloatVector s12 = FloatVector.fromArray(SPECIES, tile, 2 * PITCH + LANES);
    FloatVector s03 = FloatVector.fromArray(SPECIES, tile, 3 * PITCH);
    FloatVector s13 = FloatVector.fromArray(SPECIES, tile, 3 * PITCH + LANES);
    FloatVector s04 = FloatVector.fromArray(SPECIES, tile, 4 * PITCH);
    FloatVector s14 = FloatVector.fromArray(SPECIES, tile, 4 * PITCH + LANES);
    FloatVector s05 = FloatVector.fromArray(SPECIES, tile, 5 * PITCH);
    FloatVector s15 = FloatVector.fromArray(SPECIES, tile, 5 * PITCH + LANES);
    FloatVector s06 = FloatVector.fromArray(SPECIES, tile, 6 * PITCH);
    FloatVector s16 = FloatVector.fromArray(SPECIES, tile, 6 * PITCH + LANES);
    FloatVector s07 = FloatVector.fromArray(SPECIES, tile, 7 * PITCH);
    FloatVector s17 = FloatVector.fromArray(SPECIES, tile, 7 * PITCH + LANES);
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

  private static void oneByEight(float[] a, int a0, float[] b, int b0, int count, float[] tile) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, tile, 0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, tile, PITCH);
    FloatVector s02 = FloatVector.fromArray(SPECIES, tile, 2 * PITCH);
    FloatVector s03 = FloatVector.fromArray(SPECIES, tile, 3 * PITCH);
    FloatVector s04 = FloatVector.fromArray(SPECIES, tile, 4 * PITCH);
    FloatVector s05 = FloatVector.fromArray(SPECIES, tile, 5 * PITCH);
    FloatVector s06 = FloatVector.fromArray(SPECIES, tile, 6 * PITCH);
    FloatVector s07 = FloatVector.fromArray(SPECIES, tile, 7 * PITCH);
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
      float[] a, int a0, int a1, float[] b, int b0, int count, float[] tile) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, tile, 0);
    FloatVector s10 = FloatVector.fromArray(SPECIES, tile, LANES);
    FloatVector s01 = FloatVector.fromArray(SPECIES, tile, PITCH);
    FloatVector s11 = FloatVector.fromArray(SPECIES, tile, PITCH + LANES);
    FloatVector s02 = FloatVector.fromArray(SPECIES, tile, 2 * PITCH);
    FloatVector s12 = FloatVector.fromArray(SPECIES, tile, 2 * PITCH + LANES);
    FloatVector s03 = FloatVector.fromArray(SPECIES, tile, 3 * PITCH);
    FloatVector s13 = FloatVector.fromArray(SPECIES, tile, 3 * PITCH + LANES);
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
    s00.intoArray(tile, 0);
    s10.intoArray(tile, LANES);
    s01.intoArray(tile, PITCH);
    s11.intoArray(tile, PITCH + LANES);
    s02.intoArray(tile, 2 * PITCH);
    s12.intoArray(tile, 2 * PITCH + LANES);
    s03.intoArray(tile, 3 * PITCH);
    s13.intoArray(tile, 3 * PITCH + LANES);
  }

  private static void oneByFour(float[] a, int a0, float[] b, int b0, int count, float[] tile) {
    FloatVector s00 = FloatVector.fromArray(SPECIES, tile, 0);
    FloatVector s01 = FloatVector.fromArray(SPECIES, tile, PITCH);
    FloatVector s02 = FloatVector.fromArray(SPECIES, tile, 2 * PITCH);
    FloatVector s03 = FloatVector.fromArray(SPECIES, tile, 3 * PITCH);
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
    s00.intoArray(tile, 0);
    s01.intoArray(tile, PITCH);
    s02.intoArray(tile, 2 * PITCH);
    s03.intoArray(tile, 3 * PITCH);
  }
}

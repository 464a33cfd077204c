package org.everyshot.crystal;

import java.util.List;

/// The copies h·R of a Miller index under every operation of a group, with their phase shifts
/// h·t: F(h·R) = F(h) exp(−2πi h·t).
final class IndexCopies {
  private static final int TURN = SymmetryOperation.DENOMINATOR;
  private static final double[] COSINES = new double[TURN];
  private static final double[] SINES = new double[TURN];

  static {
    for (int i = 0; i < TURN; i++) {
      COSINES[i] = Math.cos(2 * Math.PI * i / TURN);
      SINES[i] = Math.sin(2 * Math.PI * i / TURN);
    }
  }

  private final int[] rotations;
  private final int[] translations;

  IndexCopies(SpaceGroup group) {
    List<SymmetryOperation> operations = group.operations();
    this.rotations = new int[9 * operations.size()];
    this.translations = new int[3 * operations.size()];
    for (int i = 0; i < operations.size(); i++) {
      System.arraycopy(operations.get(i).rotation(), 0, rotations, 9 * i, 9);
      System.arraycopy(operations.get(i).translation24(), 0, translations, 3 * i, 3);
    }
  }

  /// Number of operations, centring included.
  int count() {
    return translations.length / 3;
  }

  /// Writes h·R and, as a number of 24ths of a turn from 0 to 23, h·t.
  void map(int operation, int h, int k, int l, int[] out4) {
    int r = 9 * operation;
    int t = 3 * operation;
    out4[0] = h * rotations[r] + k * rotations[r + 3] + l * rotations[r + 6];
    out4[1] = h * rotations[r + 1] + k * rotations[r + 4] + l * rotations[r + 7];
    out4[2] = h * rotations[r + 2] + k * rotations[r + 5] + l * rotations[r + 8];
    out4[3] =
        Math.floorMod(
            h * translations[t] + k * translations[t + 1] + l * translations[t + 2], TURN);
  }

  static double cosine(int twentyFourths) {
    return COSINES[twentyFourths];
  }

  static double sine(int twentyFourths) {
    return SINES[twentyFourths];
  }
}

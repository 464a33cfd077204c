package org.everyshot.crystal;

import java.util.Arrays;
import java.util.List;

/// Lattice letters and the translations that they stand for.
final class Centring {
  private Centring() {}

  /// Translations of a lattice letter in 24ths, zero first; empty for an unknown letter.
  /// R is rhombohedral in obverse hexagonal axes.
  static List<int[]> translations(char letter) {
    return switch (letter) {
      case 'P' -> List.of(new int[3]);
      case 'A' -> List.of(new int[3], new int[] {0, 12, 12});
      case 'B' -> List.of(new int[3], new int[] {12, 0, 12});
      case 'C' -> List.of(new int[3], new int[] {12, 12, 0});
      case 'I' -> List.of(new int[3], new int[] {12, 12, 12});
      case 'R' -> List.of(new int[3], new int[] {16, 8, 8}, new int[] {8, 16, 16});
      case 'S' -> List.of(new int[3], new int[] {8, 8, 16}, new int[] {16, 16, 8});
      case 'T' -> List.of(new int[3], new int[] {8, 16, 8}, new int[] {16, 8, 16});
      case 'H' -> List.of(new int[3], new int[] {16, 8, 0}, new int[] {8, 16, 0});
      case 'F' ->
          List.of(new int[3], new int[] {0, 12, 12}, new int[] {12, 0, 12}, new int[] {12, 12, 0});
      default -> List.of();
    };
  }

  /// The letter of a set of translations in [0, 1); `?` where there is none.
  static char letter(List<int[]> translations) {
    for (char letter : "PABCIRSTHF".toCharArray()) {
      List<int[]> known = translations(letter);
      if (known.size() == translations.size()
          && known.stream().allMatch(t -> holds(translations, t))) {
        return letter;
      }
    }
    return '?';
  }

  static boolean holds(List<int[]> translations, int[] wanted) {
    return translations.stream().anyMatch(t -> Arrays.equals(t, wanted));
  }
}

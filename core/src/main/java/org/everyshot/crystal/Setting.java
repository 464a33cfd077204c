package org.everyshot.crystal;

/// A row of the table of space-group settings.
///
/// @param number 1 to 230
/// @param ccp4 CCP4's number, 1000 and more for other settings; 0 where it has none
/// @param symbol Hermann–Mauguin symbol with spaces, `P 61 2 2`
/// @param extension `1`, `2` (choice of origin), `H`, `R` (axes), or empty
/// @param hall Hall symbol
/// @param basis x of this setting in terms of x of the reference setting
record Setting(
    int number, int ccp4, String symbol, String extension, String hall, SymmetryOperation basis) {
  /// Symbol with its extension: `R 3:H`.
  String name() {
    return extension.isEmpty() ? symbol : symbol + ":" + extension;
  }

  /// Monoclinic symbols without their ones (`P 21/c`), rhombohedral ones in hexagonal axes with H
  /// (`H 3 2`); otherwise the symbol.
  String shortName() {
    String[] words = symbol.split(" ", -1);
    if (number >= 3 && number <= 15 && words[1].equals("1") && words[3].equals("1")) {
      return words[0] + " " + words[2];
    }
    return extension.equals("H") ? "H" + symbol.substring(1) : symbol;
  }
}

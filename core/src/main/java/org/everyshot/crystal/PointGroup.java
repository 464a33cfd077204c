package org.everyshot.crystal;

/// Point group, Laue class and crystal system of a space-group number.
/// Source: International Tables for Crystallography A, table 12.3.4.1.
///
/// @param last last space-group number of the point group
/// @param symbol Hermann–Mauguin symbol of the point group
/// @param laueClass symbol of its Laue class
/// @param crystalSystem `triclinic` to `cubic`
record PointGroup(int last, String symbol, String laueClass, String crystalSystem) {
  private static final String[][] TABLE = {
    {"1", "1", "-1", "triclinic"},
    {"2", "-1", "-1", "triclinic"},
    {"5", "2", "2/m", "monoclinic"},
    {"9", "m", "2/m", "monoclinic"},
    {"15", "2/m", "2/m", "monoclinic"},
    {"24", "222", "mmm", "orthorhombic"},
    {"46", "mm2", "mmm", "orthorhombic"},
    {"74", "mmm", "mmm", "orthorhombic"},
    {"80", "4", "4/m", "tetragonal"},
    {"82", "-4", "4/m", "tetragonal"},
    {"88", "4/m", "4/m", "tetragonal"},
    {"98", "422", "4/mmm", "tetragonal"},
    {"110", "4mm", "4/mmm", "tetragonal"},
    {"122", "-42m", "4/mmm", "tetragonal"},
    {"142", "4/mmm", "4/mmm", "tetragonal"},
    {"146", "3", "-3", "trigonal"},
    {"148", "-3", "-3", "trigonal"},
    {"155", "32", "-3m", "trigonal"},
    {"161", "3m", "-3m", "trigonal"},
    {"167", "-3m", "-3m", "trigonal"},
    {"173", "6", "6/m", "hexagonal"},
    {"174", "-6", "6/m", "hexagonal"},
    {"176", "6/m", "6/m", "hexagonal"},
    {"182", "622", "6/mmm", "hexagonal"},
    {"186", "6mm", "6/mmm", "hexagonal"},
    {"190", "-62m", "6/mmm", "hexagonal"},
    {"194", "6/mmm", "6/mmm", "hexagonal"},
    {"199", "23", "m-3", "cubic"},
    {"206", "m-3", "m-3", "cubic"},
    {"214", "432", "m-3m", "cubic"},
    {"220", "-43m", "m-3m", "cubic"},
    {"230", "m-3m", "m-3m", "cubic"},
  };

  /// The point group of a space-group number from 1 to 230.
  static PointGroup of(int number) {
    for (String[] row : TABLE) {
      if (number <= Integer.parseInt(row[0])) {
        return new PointGroup(Integer.parseInt(row[0]), row[1], row[2], row[3]);
      }
    }
    throw new IllegalArgumentException("space group number " + number + ": expected 1 to 230");
  }
}

package org.everyshot.merging;

/// What was made of a table: per row slot, value and weight, per still how many rows. Rows of still
/// `s` begin at `table.begin(s)`, as in the table, but only the first `count[s]` are filled.
final class TableColumns {
  int[] slot = new int[0];
  double[] value = new double[0];
  double[] weight = new double[0];
  int[] count = new int[0];

  /// Makes room for a table.
  void make(ReflectionTable table) {
    if (slot.length < table.size()) {
      int length = Math.max(table.size(), 2 * slot.length);
      slot = new int[length];
      value = new double[length];
      weight = new double[length];
    }
    if (count.length < table.stills()) {
      count = new int[Math.max(table.stills(), 2 * count.length)];
    }
  }
}

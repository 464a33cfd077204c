package org.everyshot.math;

/// An array of sums whose bits depend on what was added, not on its order or grouping.
public sealed interface OrderFree permits OrderFreeSum, CompactSum {
  /// Number of sums.
  int length();

  /// Memory held, bytes.
  long bytes();

  /// Adds one value to each sum.
  ///
  /// @param x a value for each sum
  /// @throws IllegalArgumentException where a value is not finite or too large; no sum has changed
  ///     then
  void add(double[] x);

  /// Adds all that another array of sums of the same kind and length has received; `other` stays
  /// as it is, but for a carry.
  void merge(OrderFree other);

  /// Adds the sums from index `from` on to `out`, from `at` on.
  void addTo(double[] out, int at, int from, int count);

  /// Writes the sums from index `from` on to `out`, from `at` on.
  void read(int from, int count, double[] out, int at);
}

package org.everyshot.merging;

/// What the scaled merge makes of a table: beside slot, value and weight of each row what its error
/// model needs, and per still its parameters and what became of it.
final class ScaledColumns {
  final TableColumns base = new TableColumns();

  /// μ²/σ² of each row; 0 where the row tells the error model nothing.
  double[] ratio = new double[0];

  /// ((I − μ)/σ)² of each row.
  double[] residual = new double[0];

  /// Class of partiality of each row.
  byte[] partiality = new byte[0];

  byte[] verdict = new byte[0];
  double[][] theta = new double[0][];
  double[] correlation = new double[0];
  double[] deltaCcHalf = new double[0];

  void make(ReflectionTable table) {
    base.make(table);
    if (ratio.length < base.slot.length) {
      ratio = new double[base.slot.length];
      residual = new double[base.slot.length];
      partiality = new byte[base.slot.length];
    }
    if (verdict.length < base.count.length) {
      int length = base.count.length;
      verdict = new byte[length];
      theta = new double[length][ImageModel.PARAMETERS];
      correlation = new double[length];
      deltaCcHalf = new double[length];
    }
  }
}

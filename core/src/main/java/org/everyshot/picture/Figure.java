package org.everyshot.picture;

import java.util.Locale;

/// Words and numbers that several pictures share.
final class Figure {
  static final String Q = "q (Å⁻¹)";
  static final String DELTA_PHI = "Δφ (degrees)";

  private Figure() {}

  /// A count with thin spaces between groups of three digits, as in 20 000.
  static String count(long n) {
    return String.format(Locale.ROOT, "%,d", n).replace(',', '\u2009');
  }

  static String shots(long n) {
    return count(n) + (n == 1 ? " shot" : " shots");
  }

  /// The axis that the rings cover, from the inner border of the first to the outer of the last.
  static LinearScale over(double[] q) {
    double[] edges = HeatMap.edges(q);
    return LinearScale.of(edges[0], edges[edges.length - 1]);
  }

  /// A number with so many significant digits, without trailing zeros.
  static String number(double value, int digits) {
    return Decimal.of(value).rounded(digits).toString().replace('-', '−');
  }
}

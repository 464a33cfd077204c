package org.everyshot.picture;

/// A decimal number, as labels show it. (The JDK's `BigDecimal` computes tables of powers for a
/// tenth of a second when it is first used.)
///
/// @param digits all of them, as a whole number
/// @param exponent power of ten that they are multiplied with
record Decimal(long digits, int exponent) {
  /// The shortest decimal number that is nearer to `value` than to any other `double`.
  static Decimal of(double value) {
    String text = Double.toString(value);
    int e = text.indexOf('E');
    String mantissa = e < 0 ? text : text.substring(0, e);
    int point = mantissa.indexOf('.');
    int power = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1));
    return new Decimal(
        Long.parseLong(mantissa.replace(".", "")),
        point < 0 ? power : power - (mantissa.length() - point - 1));
  }

  double value() {
    return Double.parseDouble(digits + "E" + exponent);
  }

  Decimal times(long factor) {
    return new Decimal(digits * factor, exponent);
  }

  /// With at most so many significant digits, halves away from zero, no zeros at the end.
  Decimal rounded(int significant) {
    long most = 1;
    for (int i = 0; i < significant; i++) {
      most *= 10;
    }
    long kept = digits;
    int power = exponent;
    long half = 0;
    while (Math.abs(kept) >= most) {
      half = kept % 10;
      kept /= 10;
      power++;
    }
    kept += half >= 5 ? 1 : half <= -5 ? -1 : 0;
    while (kept != 0 && kept % 10 == 0) {
      kept /= 10;
      power++;
    }
    return new Decimal(kept, kept == 0 ? 0 : power);
  }

  /// Without a power of ten: 0.05, 10, 1200. Zeros at the end of the digits are kept.
  @Override
  public String toString() {
    String whole = Long.toString(Math.abs(digits));
    String sign = digits < 0 ? "-" : "";
    if (exponent >= 0) {
      return sign + (digits == 0 ? "0" : whole + "0".repeat(exponent));
    }
    String padded = "0".repeat(Math.max(0, 1 - exponent - whole.length())) + whole;
    int point = padded.length() + exponent;
    return sign + padded.substring(0, point) + "." + padded.substring(point);
  }
}

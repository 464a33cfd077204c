package org.everyshot.crystal;

import java.util.Locale;
import org.everyshot.fault.UserInputException;

/// Symmetry operations as text: `x,y,z+1/2` of points, `k,h,-l` of Miller indices.
final class Triplet {
  private final String text;
  private final String letters;
  private final int[] matrix = new int[9];
  private final int[] shift = new int[3];
  private int at;

  private Triplet(String text, String letters) {
    this.text = text;
    this.letters = letters;
  }

  static SymmetryOperation parse(String triplet) {
    String text = triplet.toLowerCase(Locale.ROOT).replace(" ", "");
    boolean index = text.indexOf('h') >= 0 || text.indexOf('k') >= 0 || text.indexOf('l') >= 0;
    Triplet parsed = new Triplet(text, index ? "hkl" : "xyz");
    String[] rows = text.split(",", -1);
    if (rows.length != 3 || text.length() > 100) {
      throw parsed.fault();
    }
    for (int row = 0; row < 3; row++) {
      parsed.row(row, rows[row]);
    }
    if (!index) {
      return SymmetryOperation.of24(parsed.matrix, parsed.shift);
    }
    int[] transposed = new int[9];
    for (int i = 0; i < 9; i++) {
      transposed[i] = parsed.matrix[3 * (i % 3) + i / 3];
    }
    for (int t : parsed.shift) {
      if (t != 0) {
        throw parsed.fault();
      }
    }
    return SymmetryOperation.of24(transposed, parsed.shift);
  }

  /// Sum of terms such as `-x`, `+1/2`, `3/2*y`, `y/2`.
  private void row(int row, String sum) {
    at = 0;
    if (sum.isEmpty()) {
      throw fault();
    }
    while (at < sum.length()) {
      int sign = 1;
      char c = sum.charAt(at);
      if (c == '+' || c == '-') {
        sign = c == '-' ? -1 : 1;
        at++;
      } else if (at > 0) {
        throw fault();
      }
      term(row, sum, sign);
    }
  }

  private void term(int row, String sum, int sign) {
    int before = at;
    double value = sign * number(sum);
    boolean numbered = at > before;
    if (numbered && at < sum.length() && sum.charAt(at) == '*') {
      at++;
    }
    int letter = at < sum.length() ? letters.indexOf(sum.charAt(at)) : -1;
    if (letter >= 0) {
      at++;
      if (at < sum.length() && sum.charAt(at) == '/') {
        at++;
        int start = at;
        value /= number(sum);
        if (at == start) {
          throw fault();
        }
      }
      matrix[3 * row + letter] += exact(value);
    } else if (numbered) {
      shift[row] += exact(value);
    } else {
      throw fault();
    }
  }

  /// A number, or a quotient of two; 1 where there is none.
  private double number(String sum) {
    int start = at;
    double value = decimal(sum);
    if (at == start) {
      return 1;
    }
    if (at < sum.length() && sum.charAt(at) == '/') {
      at++;
      int denominator = at;
      value /= decimal(sum);
      if (at == denominator) {
        throw fault();
      }
    }
    return value;
  }

  private double decimal(String sum) {
    int start = at;
    while (at < sum.length() && (Character.isDigit(sum.charAt(at)) || sum.charAt(at) == '.')) {
      at++;
    }
    if (at == start) {
      return 1;
    }
    try {
      return Double.parseDouble(sum.substring(start, at));
    } catch (NumberFormatException e) {
      throw fault();
    }
  }

  /// 24ths; thirds written with three decimals or more are taken for thirds.
  private int exact(double value) {
    double in24ths = value * SymmetryOperation.DENOMINATOR;
    double whole = Math.rint(in24ths);
    if (!(Math.abs(in24ths - whole) < 0.02) || Math.abs(whole) > 1e6) {
      throw fault();
    }
    return (int) whole;
  }

  private UserInputException fault() {
    String shown = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return new UserInputException(
        String.format(
            "symmetry operation '%s': expected three sums such as x,y,z+1/2 or k,h,-l, in 24ths",
            shown));
  }

  static String print(int[] matrix24, int[] shift24, String letters) {
    StringBuilder out = new StringBuilder();
    for (int row = 0; row < 3; row++) {
      if (row > 0) {
        out.append(',');
      }
      int start = out.length();
      for (int column = 0; column < 3; column++) {
        append(out, start, matrix24[3 * row + column], letters.substring(column, column + 1));
      }
      append(out, start, shift24[row], "");
      if (out.length() == start) {
        out.append('0');
      }
    }
    return out.toString();
  }

  private static void append(StringBuilder out, int start, int value24, String letter) {
    if (value24 == 0) {
      return;
    }
    if (value24 < 0) {
      out.append('-');
    } else if (out.length() > start) {
      out.append('+');
    }
    int numerator = Math.abs(value24);
    int denominator = SymmetryOperation.DENOMINATOR;
    for (int prime : new int[] {2, 2, 2, 3}) {
      if (numerator % prime == 0 && denominator % prime == 0) {
        numerator /= prime;
        denominator /= prime;
      }
    }
    if (letter.isEmpty()) {
      out.append(numerator);
    } else if (numerator == 1) {
      out.append(letter);
    } else {
      out.append(numerator);
      if (denominator == 1) {
        out.append('*').append(letter);
      }
    }
    if (denominator > 1) {
      out.append('/').append(denominator);
      if (!letter.isEmpty() && numerator != 1) {
        out.append('*').append(letter);
      }
    }
  }
}

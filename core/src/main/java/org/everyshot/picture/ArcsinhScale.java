package org.everyshot.picture;

import java.util.ArrayList;

/// Numbers of either sign: as good as linear within ±1, logarithmic beyond. Ticks at 0 and at
/// decades from ±1 on, small ones at 2 to 9 times a decade.
record ArcsinhScale(double min, double max) implements Scale {
  /// A scale that holds 0, with 10 where nothing is higher.
  static ArcsinhScale around(double lowest, double highest) {
    return new ArcsinhScale(Math.clamp(lowest, -1e9, 0), Math.clamp(highest, 10, 1e9));
  }

  @Override
  public double fraction(double value) {
    return (arcsinh(value) - arcsinh(min)) / (arcsinh(max) - arcsinh(min));
  }

  private static double arcsinh(double x) {
    return Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x);
  }

  @Override
  public Ticks ticks(int atMost) {
    var marks = new ArrayList<Tick>();
    marks.add(new Tick(0, "0", true));
    for (int sign = -1; sign <= 1; sign += 2) {
      for (double decade = 1; decade <= Math.max(max, -min); decade *= 10) {
        for (int digit = 1; digit <= 9; digit++) {
          double value = sign * digit * decade;
          if (value >= min && value <= max) {
            String label = digit == 1 ? Figure.number(value, 3) : "";
            marks.add(new Tick(value, label, digit == 1));
          }
        }
      }
    }
    return new Ticks(marks, "");
  }
}

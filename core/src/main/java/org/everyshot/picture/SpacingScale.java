package org.everyshot.picture;

import java.util.ArrayList;

/// Resolution: values are 1/d², Å⁻², laid out by their 3/2 power, so that equal lengths hold
/// equally many reflections; ticks are labelled with d in Å.
///
/// @param min smallest 1/d²
/// @param max largest 1/d²
record SpacingScale(double min, double max) implements Scale {
  private static final double[] ROUND = {
    100, 50, 30, 20, 15, 10, 8, 7, 6, 5, 4.5, 4, 3.5, 3.2, 3, 2.8, 2.6, 2.4, 2.2, 2, 1.9, 1.8, 1.7,
    1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6, 0.5
  };

  @Override
  public double fraction(double value) {
    double low = Math.pow(min, 1.5);
    return (Math.pow(value, 1.5) - low) / (Math.pow(max, 1.5) - low);
  }

  @Override
  public Ticks ticks(int atMost) {
    var marks = new ArrayList<Tick>();
    double last = Double.NEGATIVE_INFINITY;
    // From the inner end of the axis outwards, where spacings are dense, so that the limit shows.
    for (int i = ROUND.length - 1; i >= 0; i--) {
      double value = 1 / (ROUND[i] * ROUND[i]);
      double at = fraction(value);
      if (at < -1e-6 || at > 1 + 1e-6) {
        continue;
      }
      boolean room = marks.isEmpty() || Math.abs(at - last) >= 0.9 / Math.max(1, atMost);
      if (room) {
        last = at;
        marks.add(new Tick(value, label(ROUND[i]), true));
      } else if (Math.abs(at - last) > 0.01) {
        marks.add(new Tick(value, "", false));
      }
    }
    return new Ticks(marks, "");
  }

  private static String label(double d) {
    return Decimal.of(d).rounded(3).toString();
  }
}

package org.everyshot.picture;

import java.util.ArrayList;

/// Signed numbers over many decades: linear near zero, logarithmic away from it, asinh(v / knee).
///
/// @param max largest magnitude shown; the scale runs from `−max` to `max`
/// @param knee magnitude at which it turns from linear to logarithmic
record SymmetricLogScale(double max, double knee) implements Scale {
  SymmetricLogScale {
    if (!(knee > 0) || !(max > knee)) {
      throw new IllegalArgumentException("symmetric log scale to " + max + ", knee " + knee);
    }
  }

  @Override
  public double min() {
    return -max;
  }

  @Override
  public double fraction(double value) {
    return 0.5 + 0.5 * asinh(value / knee) / asinh(max / knee);
  }

  @Override
  public Ticks ticks(int atMost) {
    var marks = new ArrayList<Tick>();
    marks.add(new Tick(0, "0", true));
    int first = (int) Math.ceil(Math.log10(knee) - 1e-9);
    int last = (int) Math.floor(Math.log10(max) + 1e-9);
    int every = Math.max(1, (int) Math.ceil(2.0 * (last - first + 1) / Math.max(2, atMost)));
    for (int k = first; k <= last; k++) {
      boolean named = (last - k) % every == 0;
      for (int digit = 1; digit <= 9; digit++) {
        double value = digit * Math.pow(10, k);
        if (value > max * (1 + 1e-9)) {
          break;
        }
        String label = digit == 1 && named ? Scale.powerOfTen(k) : "";
        marks.add(new Tick(value, label, digit == 1));
        marks.add(new Tick(-value, label.isEmpty() ? "" : "−" + label, digit == 1));
      }
    }
    return new Ticks(marks, "");
  }

  private static double asinh(double x) {
    double a = Math.abs(x);
    return Math.copySign(Math.log(a + Math.sqrt(a * a + 1)), x);
  }
}

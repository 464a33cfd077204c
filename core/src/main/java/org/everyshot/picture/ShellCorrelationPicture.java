package org.everyshot.picture;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.reconstruction.ShellCorrelation;

/// Fourier shell correlations against q, with the thresholds 0.5 and half-bit.
public final class ShellCorrelationPicture {
  private record Named(String name, ShellCorrelation curve, Colour colour, boolean dashed) {}

  private static final Colour GREEN = new Colour(0x3E8E5A);

  private final String title;
  private final String note;
  private final List<Named> curves = new ArrayList<>();

  public ShellCorrelationPicture(String title, String note) {
    this.title = title;
    this.note = note;
  }

  /// A curve that the picture is about.
  public ShellCorrelationPicture with(String name, ShellCorrelation curve) {
    Colour colour = curves.stream().noneMatch(c -> !c.dashed()) ? Ink.BLUE : GREEN;
    curves.add(new Named(name, curve, colour, false));
    return this;
  }

  /// A curve to judge the others by.
  public ShellCorrelationPicture beside(String name, ShellCorrelation curve) {
    Colour colour = curves.stream().noneMatch(Named::dashed) ? Ink.RED : Ink.FAINT;
    curves.add(new Named(name, curve, colour, true));
    return this;
  }

  /// @param fill as in [ShellCorrelation#halfBit]
  public Picture picture(double fill) {
    var chart = new Chart(title, note, Figure.Q, "Fourier shell correlation");
    double least = 0;
    double end = 0;
    for (Named named : curves) {
      double[] q = named.curve().q();
      double[] values = named.curve().values();
      for (int k = 0; k < q.length; k++) {
        end = Math.max(end, q[k]);
        least = values[k] < least ? values[k] : least;
      }
      if (named.dashed()) {
        chart.dashed(named.name(), q, values, named.colour());
      } else {
        chart.curve(named.name(), q, values, named.colour());
      }
    }
    if (end > 0) {
      chart.dotted("0.5", new double[] {0, end}, new double[] {0.5, 0.5}, Ink.FAINT);
      ShellCorrelation first = curves.getFirst().curve();
      chart.dotted("half-bit", first.q(), first.halfBit(fill), Ink.FRAME);
      chart.across(LinearScale.of(0, end));
    }
    return chart.up(LinearScale.of(Math.min(-0.05, Math.floor(10 * least) / 10), 1.03));
  }
}

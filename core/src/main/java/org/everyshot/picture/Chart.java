package org.everyshot.picture;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Curves, bands and points over two axes, linear or logarithmic, with a legend.
///
/// NaN breaks a curve; so does a value that a logarithmic axis cannot show. Axes fit the data
/// unless they are set.
final class Chart implements Picture {
  private final String title;
  private final String note;
  private final String xLabel;
  private final String yLabel;
  private final List<Layer> layers = new ArrayList<>();
  private final Legend legend = new Legend();
  private boolean logX;
  private boolean logY;
  private @Nullable Scale xScale;
  private @Nullable Scale yScale;

  Chart(String title, String note, String xLabel, String yLabel) {
    this.title = title;
    this.note = note;
    this.xLabel = xLabel;
    this.yLabel = yLabel;
  }

  Chart logX() {
    logX = true;
    return this;
  }

  Chart logY() {
    logY = true;
    return this;
  }

  /// Sets the horizontal axis instead of fitting it to the data.
  Chart across(Scale scale) {
    xScale = scale;
    return this;
  }

  /// Sets the vertical axis instead of fitting it to the data.
  Chart up(Scale scale) {
    yScale = scale;
    return this;
  }

  /// A curve; an empty name keeps it out of the legend.
  Chart curve(String name, double[] x, double[] y, Colour colour) {
    return add(name, new Layer.Curve(x, y, colour, 2));
  }

  Chart dashed(String name, double[] x, double[] y, Colour colour) {
    return add(name, new Layer.Curve(x, y, colour, 1.7, 7, 5));
  }

  Chart dotted(String name, double[] x, double[] y, Colour colour) {
    return add(name, new Layer.Curve(x, y, colour, 1.8, 2, 4));
  }

  Chart band(String name, double[] x, double[] low, double[] high, Colour colour) {
    return add(name, new Layer.Band(x, low, high, colour));
  }

  Chart points(String name, double[] x, double[] y, Colour colour) {
    return add(name, new Layer.Points(x, y, colour));
  }

  Chart errorBars(String name, double[] x, double[] low, double[] high, Colour colour) {
    return add(name, new Layer.Bars(x, low, high, colour));
  }

  /// A line of text at the end of the legend.
  Chart remark(String text) {
    legend.remark(text);
    return this;
  }

  private Chart add(String name, Layer layer) {
    layers.add(layer);
    if (!name.isEmpty()) {
      legend.add(name, layer);
    }
    return this;
  }

  @Override
  public void draw(Canvas canvas, Box outer) {
    List<double[]> xs = layers.stream().map(layer -> layer.x).toList();
    List<double[]> ys = layers.stream().flatMap(layer -> layer.heights(logY).stream()).toList();
    Scale across = xScale == null ? fitted(xs, logX, 0) : xScale;
    Scale up = yScale == null ? fitted(ys, logY, 0.06) : yScale;
    var acrossAxis = new Axis(xLabel, across);
    var upAxis = new Axis(yLabel, up);
    var whole = new PlotFrame(canvas, outer, acrossAxis, upAxis, 0, false);
    boolean below = legend.crowded(whole, layers, logY);
    double room = below ? legend.heightBelow(whole.box().width()) : 0;
    PlotFrame frame =
        below
            ? new PlotFrame(canvas, outer.inset(0, 0, 0, room), acrossAxis, upAxis, 0, false)
            : whole;
    frame.title(title, note);
    frame.grid();
    canvas.clip(frame.box());
    layers.forEach(layer -> layer.draw(canvas, frame));
    if (!anyShown(xs, logX) || !anyShown(ys, logY)) {
      canvas.text(
          "no data",
          frame.box().centreX(),
          frame.box().centreY(),
          PlotFrame.LABEL_TEXT,
          Align.CENTRE,
          Ink.FAINT);
    }
    canvas.unclip();
    frame.axes();
    if (below) {
      legend.drawBelow(canvas, frame.box().x(), frame.box().width(), outer.bottom() - room);
    } else {
      legend.draw(canvas, frame, layers, logY);
    }
  }

  private static boolean anyShown(List<double[]> values, boolean log) {
    return range(values, log)[0] <= range(values, log)[1];
  }

  private static Scale fitted(List<double[]> values, boolean log, double margin) {
    double[] range = range(values, log);
    if (range[0] > range[1]) {
      return log ? new LogScale(0.1, 10) : LinearScale.of(0, 1);
    }
    if (log) {
      LogScale fit = LogScale.of(range[0], range[1]);
      double pad = Math.pow(fit.max() / fit.min(), margin);
      return new LogScale(fit.min() / pad, fit.max() * pad);
    }
    LinearScale fit = LinearScale.of(range[0], range[1]);
    double pad = margin * (fit.max() - fit.min());
    return LinearScale.of(fit.min() - pad, fit.max() + pad);
  }

  /// Smallest and largest value that can be shown; the first is larger where there is none.
  private static double[] range(List<double[]> values, boolean log) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] row : values) {
      for (double v : row) {
        if (Double.isFinite(v) && (!log || v > 0)) {
          low = Math.min(low, v);
          high = Math.max(high, v);
        }
      }
    }
    return new double[] {low, high};
  }
}

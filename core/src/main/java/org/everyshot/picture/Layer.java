package org.everyshot.picture;

import java.util.List;

/// One thing in a chart: a curve, a band of error, points, error bars.
abstract sealed class Layer {
  final double[] x;
  final Colour colour;

  Layer(double[] x, Colour colour) {
    this.x = x;
    this.colour = colour;
  }

  abstract void draw(Canvas canvas, PlotFrame frame);

  /// A specimen for the legend, 32 units wide, `y` its middle.
  abstract void sample(Canvas canvas, double x, double y);

  /// The heights that the vertical axis should reach; lower limits of error do not stretch a
  /// logarithmic one.
  abstract List<double[]> heights(boolean log);

  static final class Curve extends Layer {
    private final double[] y;
    private final double width;
    private final double[] dashes;

    Curve(double[] x, double[] y, Colour colour, double width, double... dashes) {
      super(x, colour);
      this.y = y;
      this.width = width;
      this.dashes = dashes;
    }

    @Override
    void draw(Canvas canvas, PlotFrame frame) {
      var path = new Trace();
      boolean down = false;
      for (int i = 0; i < x.length; i++) {
        double px = frame.x(x[i]);
        double py = frame.y(y[i]);
        if (!Double.isFinite(px) || !Double.isFinite(py)) {
          down = false;
        } else if (down) {
          path.lineTo(px, limit(py));
        } else if (i + 1 == x.length || !Double.isFinite(frame.y(y[i + 1]))) {
          dot(canvas, px, py, colour); // alone between gaps
        } else {
          path.moveTo(px, limit(py));
          down = true;
        }
      }
      canvas.draw(path, colour, width, dashes);
    }

    @Override
    void sample(Canvas canvas, double x, double y) {
      var stroke = new Trace();
      stroke.moveTo(x, y);
      stroke.lineTo(x + 32, y);
      canvas.draw(stroke, colour, width, dashes);
    }

    @Override
    List<double[]> heights(boolean log) {
      return List.of(y);
    }
  }

  static final class Band extends Layer {
    private final double[] low;
    private final double[] high;

    Band(double[] x, double[] low, double[] high, Colour colour) {
      super(x, Ink.faded(colour, 0.24));
      this.low = low;
      this.high = high;
    }

    @Override
    void draw(Canvas canvas, PlotFrame frame) {
      int i = 0;
      while (i < x.length) {
        int start = i;
        while (i < x.length && Double.isFinite(low[i]) && Double.isFinite(high[i])) {
          i++;
        }
        if (i > start) {
          canvas.fill(area(frame, start, i), colour);
        } else {
          i++;
        }
      }
    }

    private Trace area(PlotFrame frame, int start, int end) {
      var area = new Trace();
      area.moveTo(frame.x(x[start]), reach(frame, high[start]));
      for (int k = start + 1; k < end; k++) {
        area.lineTo(frame.x(x[k]), reach(frame, high[k]));
      }
      for (int k = end - 1; k >= start; k--) {
        area.lineTo(frame.x(x[k]), reach(frame, low[k]));
      }
      area.close();
      return area;
    }

    @Override
    void sample(Canvas canvas, double x, double y) {
      canvas.fill(new Box(x, y - 6, 32, 12), colour);
    }

    @Override
    List<double[]> heights(boolean log) {
      return log ? List.of(high) : List.of(low, high);
    }
  }

  static final class Points extends Layer {
    private final double[] y;

    Points(double[] x, double[] y, Colour colour) {
      super(x, colour);
      this.y = y;
    }

    @Override
    void draw(Canvas canvas, PlotFrame frame) {
      for (int i = 0; i < x.length; i++) {
        double px = frame.x(x[i]);
        double py = frame.y(y[i]);
        if (Double.isFinite(px) && Double.isFinite(py)) {
          dot(canvas, px, py, colour);
        }
      }
    }

    @Override
    void sample(Canvas canvas, double x, double y) {
      dot(canvas, x + 16, y, colour);
    }

    @Override
    List<double[]> heights(boolean log) {
      return List.of(y);
    }
  }

  static final class Bars extends Layer {
    private final double[] low;
    private final double[] high;

    Bars(double[] x, double[] low, double[] high, Colour colour) {
      super(x, colour);
      this.low = low;
      this.high = high;
    }

    @Override
    void draw(Canvas canvas, PlotFrame frame) {
      for (int i = 0; i < x.length; i++) {
        double px = frame.x(x[i]);
        if (Double.isFinite(px) && Double.isFinite(low[i]) && Double.isFinite(high[i])) {
          bar(canvas, px, reach(frame, low[i]), reach(frame, high[i]));
        }
      }
    }

    private void bar(Canvas canvas, double px, double bottom, double top) {
      canvas.line(px, bottom, px, top, colour, 1.5);
      canvas.line(px - 3.5, bottom, px + 3.5, bottom, colour, 1.5);
      canvas.line(px - 3.5, top, px + 3.5, top, colour, 1.5);
    }

    @Override
    void sample(Canvas canvas, double x, double y) {
      bar(canvas, x + 16, y + 7, y - 7);
    }

    @Override
    List<double[]> heights(boolean log) {
      return log ? List.of(high) : List.of(low, high);
    }
  }

  private static void dot(Canvas canvas, double px, double py, Colour colour) {
    canvas.disc(px, py, 4.8, Ink.PAPER);
    canvas.disc(px, py, 3.8, colour);
  }

  /// Where a limit of error lies; one that a logarithmic axis cannot show lies far under it.
  private static double reach(PlotFrame frame, double value) {
    double y = frame.y(value);
    return Double.isNaN(y) ? frame.box().bottom() + 50 : limit(y);
  }

  private static double limit(double y) {
    return Math.clamp(y, -1e4, 1e4);
  }
}

package org.everyshot.picture;

import java.util.ArrayList;
import java.util.List;

/// Names of the layers of a chart, and remarks: in a corner, else in the place of the plot that
/// covers least, else, where data are everywhere, in columns below the plot.
final class Legend {
  private static final double TEXT = PlotFrame.NOTE_TEXT;
  private static final double LINE = 21;
  private static final double MARGIN = 12;
  private static final double SAMPLE = 32;
  private static final double GAP = 10;
  private static final int STEPS = 8;

  /// So much of a curve may be covered: less than a point of forty.
  private static final double MOST_COVERED = 0.02;

  private record Entry(String name, Layer layer) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  void add(String name, Layer layer) {
    entries.add(new Entry(name, layer));
  }

  void remark(String text) {
    remarks.add(text);
  }

  void draw(Canvas canvas, PlotFrame frame, List<Layer> layers, boolean logY) {
    if (empty()) {
      return;
    }
    Box place = place(frame, layers, logY);
    canvas.fill(place, Ink.faded(Ink.PAPER, 0.88));
    canvas.outline(place, Ink.GRID, 1);
    double x = place.x() + MARGIN;
    double y = place.y() + 7 + LINE / 2;
    for (Entry entry : entries) {
      draw(canvas, entry, x, y);
      y += LINE;
    }
    for (String remark : remarks) {
      canvas.text(remark, x, y + 0.35 * TEXT, TEXT, Align.LEFT, Ink.TEXT);
      y += LINE;
    }
  }

  private static void draw(Canvas canvas, Entry entry, double x, double y) {
    entry.layer.sample(canvas, x, y);
    canvas.text(entry.name, x + SAMPLE + GAP, y + 0.35 * TEXT, TEXT, Align.LEFT, Ink.TEXT);
  }

  private boolean empty() {
    return entries.isEmpty() && remarks.isEmpty();
  }

  /// Whether it would lie over curves wherever in the plot it went.
  boolean crowded(PlotFrame frame, List<Layer> layers, boolean logY) {
    return !empty()
        && covered(courses(frame, layers, logY), place(frame, layers, logY)) > MOST_COVERED;
  }

  /// Height that it takes below a plot.
  double heightBelow(double width) {
    return LINE * (rows(width) + remarks.size());
  }

  private int rows(double width) {
    return Math.ceilDiv(entries.size(), columns(width));
  }

  private int columns(double width) {
    return Math.clamp((int) (width / (widest() + 2 * GAP)), 1, Math.max(1, entries.size()));
  }

  private double widest() {
    double width = 0;
    for (Entry entry : entries) {
      width = Math.max(width, SAMPLE + GAP + Lettering.width(entry.name, TEXT));
    }
    return width;
  }

  /// Draws it in columns, from `top` down.
  void drawBelow(Canvas canvas, double left, double width, double top) {
    int columns = columns(width);
    double y = top + LINE / 2;
    for (int i = 0; i < entries.size(); i++) {
      double x = left + i % columns * (widest() + 2 * GAP);
      int row = i / columns;
      draw(canvas, entries.get(i), x, y + LINE * row);
    }
    y += LINE * rows(width);
    for (String remark : remarks) {
      canvas.text(remark, left, y + 0.35 * TEXT, TEXT, Align.LEFT, Ink.TEXT);
      y += LINE;
    }
  }

  /// Where it goes; of equally good places the corners come first.
  Box place(PlotFrame frame, List<Layer> layers, boolean logY) {
    double width = widest();
    for (String remark : remarks) {
      width = Math.max(width, Lettering.width(remark, TEXT));
    }
    width += 2 * MARGIN;
    double height = 14 + LINE * (entries.size() + remarks.size());
    Box box = frame.box();
    double left = box.x() + MARGIN;
    double right = box.right() - width - MARGIN;
    double top = box.y() + MARGIN;
    double bottom = box.bottom() - height - MARGIN;
    double[] xs = {right, left, (left + right) / 2};
    double[] ys = {
      top, bottom, (top + bottom) / 2, 0.7 * top + 0.3 * bottom, 0.3 * top + 0.7 * bottom
    };
    List<Course> courses = courses(frame, layers, logY);
    Box best = new Box(xs[0], ys[0], width, height);
    double least = Double.POSITIVE_INFINITY;
    for (double y : ys) {
      for (double x : xs) {
        var place = new Box(x, y, width, height);
        double covered = least == 0 ? 0 : covered(courses, place);
        if (covered < least) {
          least = covered;
          best = place;
        }
      }
    }
    return best;
  }

  /// Where the points of a layer lie on the canvas.
  private static final class Course {
    private final double[] x;
    private final double[] y;
    private final boolean joined;
    private final double weight;

    Course(PlotFrame frame, Layer layer, double[] heights) {
      this.x = new double[heights.length];
      this.y = new double[heights.length];
      for (int i = 0; i < heights.length; i++) {
        x[i] = frame.x(layer.x[i]);
        y[i] = frame.y(heights[i]);
      }
      this.joined = layer instanceof Layer.Curve;
      // What lies under a band's edge is seldom missed.
      this.weight = layer instanceof Layer.Band ? 0.05 : 1;
    }

    /// The share of the points that lie under a place, or on the way to which the curve does.
    double under(Box place) {
      double left = place.x() - 8;
      double right = place.right() + 8;
      double top = place.y() - 8;
      double bottom = place.bottom() + 8;
      int under = 0;
      for (int i = 0; i < x.length; i++) {
        // Between points far apart, a curve is followed in small steps.
        int from = joined && i > 0 && Double.isFinite(x[i - 1] + y[i - 1]) ? i - 1 : i;
        if (Math.max(x[i], x[from]) < left
            || Math.min(x[i], x[from]) > right
            || Math.max(y[i], y[from]) < top
            || Math.min(y[i], y[from]) > bottom) {
          continue;
        }
        boolean hit = false;
        for (int step = 1; step <= STEPS && !hit; step++) {
          double t = step / (double) STEPS;
          double atX = x[from] + t * (x[i] - x[from]);
          double atY = y[from] + t * (y[i] - y[from]);
          hit = atX >= left && atX <= right && atY >= top && atY <= bottom;
        }
        under += hit ? 1 : 0;
      }
      return weight * under / Math.max(1, x.length);
    }
  }

  private static List<Course> courses(PlotFrame frame, List<Layer> layers, boolean logY) {
    List<Course> courses = new ArrayList<>();
    for (Layer layer : layers) {
      for (double[] heights : layer.heights(logY)) {
        courses.add(new Course(frame, layer, heights));
      }
    }
    return courses;
  }

  /// How much of the layers lies under a place: the share of each layer's points, summed.
  private static double covered(List<Course> courses, Box place) {
    double covered = 0;
    for (Course course : courses) {
      covered += course.under(place);
    }
    return covered;
  }
}

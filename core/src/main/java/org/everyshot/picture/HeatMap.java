package org.everyshot.picture;

/// A table of numbers as colours over two axes, with a colour bar. Bins are drawn as they are,
/// without smoothing; where the picture has fewer pixels than the table has bins, means are shown.
final class HeatMap implements Picture {
  private final String title;
  private final String note;
  private final Axis across;
  private final Axis up;
  private final double[] columnEdges;
  private final double[] rowEdges;
  private final double[] values;
  private final ColourBar colours;
  private final String missing;

  /// @param columnEdges borders of the columns, one more than columns, ascending
  /// @param rowEdges borders of the rows, one more than rows, ascending upwards
  /// @param values `[row][column]`, row-major, the lowest row first; NaN is missing
  /// @param missing what a missing value is called beside its grey patch
  HeatMap(
      String title,
      String note,
      Axis across,
      Axis up,
      double[] columnEdges,
      double[] rowEdges,
      double[] values,
      ColourBar colours,
      String missing) {
    int cells = (columnEdges.length - 1) * (rowEdges.length - 1);
    if (values.length != cells) {
      throw new IllegalArgumentException(
          "map of "
              + (rowEdges.length - 1)
              + " × "
              + (columnEdges.length - 1)
              + " bins has "
              + values.length
              + " values");
    }
    this.title = title;
    this.note = note;
    this.across = across;
    this.up = up;
    this.columnEdges = columnEdges;
    this.rowEdges = rowEdges;
    this.values = values;
    this.colours = colours;
    this.missing = missing;
  }

  /// Borders of bins with the given centres: half way between neighbours.
  static double[] edges(double[] centres) {
    int n = centres.length;
    double[] edges = new double[n + 1];
    if (n == 1) {
      double half = centres[0] == 0 ? 0.5 : Math.abs(centres[0]) * 0.05;
      return new double[] {centres[0] - half, centres[0] + half};
    }
    for (int i = 1; i < n; i++) {
      edges[i] = (centres[i - 1] + centres[i]) / 2;
    }
    edges[0] = 2 * centres[0] - edges[1];
    edges[n] = 2 * centres[n - 1] - edges[n - 1];
    return edges;
  }

  @Override
  public void draw(Canvas canvas, Box outer) {
    var frame = new PlotFrame(canvas, outer, across, up, colours.room(outer.height() - 130), false);
    frame.title(title, note);
    Box box = frame.box();
    canvas.image(raster(canvas.pixels(box.width()), canvas.pixels(box.height())), box.x(), box.y());
    frame.axes();
    colours.draw(canvas, box, values, missing);
  }

  private Pixels raster(int width, int height) {
    int[] fromColumn = bins(columnEdges, across.scale(), width);
    int[] fromRow = bins(rowEdges, up.scale(), height);
    int[] shades = colours.rgb(values);
    var image = new Pixels(width, height);
    for (int y = 0; y < height; y++) {
      int row = height - 1 - y;
      if (y > 0 && same(fromRow, row, row + 1)) {
        image.repeat(y);
      } else {
        fill(image, y, fromColumn, fromRow[2 * row], fromRow[2 * row + 1], shades);
      }
    }
    return image;
  }

  /// Draws a row of pixels from the bins of the rows from `row` to before `rowEnd`.
  private void fill(Pixels image, int y, int[] fromColumn, int row, int rowEnd, int[] shades) {
    int columns = columnEdges.length - 1;
    for (int x = 0; x < image.width(); x++) {
      int column = fromColumn[2 * x];
      int columnEnd = fromColumn[2 * x + 1];
      boolean single = rowEnd == row + 1 && columnEnd == column + 1;
      image.set(
          x,
          y,
          single
              ? shades[row * columns + column]
              : colours.rgb(mean(row, rowEnd, column, columnEnd)));
    }
  }

  private double mean(int row, int rowEnd, int column, int columnEnd) {
    double sum = 0;
    int n = 0;
    for (int r = row; r < rowEnd; r++) {
      for (int c = column; c < columnEnd; c++) {
        double v = values[r * (columnEdges.length - 1) + c];
        if (!Double.isNaN(v)) {
          sum += v;
          n++;
        }
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  /// Whether two pixels along an axis show the same bins.
  private static boolean same(int[] bins, int pixel, int other) {
    return bins[2 * pixel] == bins[2 * other] && bins[2 * pixel + 1] == bins[2 * other + 1];
  }

  /// For each pixel along an axis the bins that it shows: first, and one after the last.
  private static int[] bins(double[] edges, Scale scale, int pixels) {
    int bins = edges.length - 1;
    int[] shown = new int[2 * pixels];
    boolean fine = bins > pixels;
    int bin = 0;
    for (int p = 0; p < pixels; p++) {
      double at = (p + (fine ? 0 : 0.5)) / pixels;
      while (bin < bins - 1 && scale.fraction(edges[bin + 1]) <= at) {
        bin++;
      }
      shown[2 * p] = bin;
      shown[2 * p + 1] = bin + 1;
      if (fine && p > 0) {
        shown[2 * p - 1] = Math.max(shown[2 * p - 2] + 1, bin);
      }
    }
    if (fine) {
      shown[2 * pixels - 1] = bins;
    }
    return shown;
  }
}

package org.everyshot.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

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
    boolean gaps = false;
    boolean below = false;
    boolean above = false;
    for (double v : values) {
      gaps |= Double.isNaN(v);
      below |= v < colours.scale().min();
      above |= v > colours.scale().max();
    }
    colours.draw(canvas, box, below, above, gaps ? missing : "");
  }

  private BufferedImage raster(int width, int height) {
    int columns = columnEdges.length - 1;
    int[] fromColumn = bins(columnEdges, across.scale(), width);
    int[] fromRow = bins(rowEdges, up.scale(), height);
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int y = 0; y < height; y++) {
      int row = fromRow[2 * (height - 1 - y)];
      int rowEnd = fromRow[2 * (height - 1 - y) + 1];
      for (int x = 0; x < width; x++) {
        double sum = 0;
        int n = 0;
        for (int r = row; r < rowEnd; r++) {
          for (int c = fromColumn[2 * x]; c < fromColumn[2 * x + 1]; c++) {
            double v = values[r * columns + c];
            if (!Double.isNaN(v)) {
              sum += v;
              n++;
            }
          }
        }
        pixels[y * width + x] = colours.rgb(n == 0 ? Double.NaN : sum / n);
      }
    }
    return image;
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

package org.everyshot.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/// A polar image as it would lie on a flat detector: distance from the middle is q, angle is φ,
/// counted from the right, counter-clockwise.
final class PolarImage implements Picture {
  private final String title;
  private final String note;
  private final double[] edges;
  private final int azimuths;
  private final double[] values;
  private final ColourBar colours;

  /// @param q centres of the rings, Å⁻¹
  /// @param values `[ring][azimuth]`, azimuth `j` centred on 2π j / azimuths; NaN is missing
  PolarImage(
      String title, String note, double[] q, int azimuths, double[] values, ColourBar colours) {
    if (values.length != q.length * azimuths) {
      throw new IllegalArgumentException(
          "polar image of " + q.length + " × " + azimuths + " bins has " + values.length);
    }
    this.title = title;
    this.note = note;
    this.edges = HeatMap.edges(q);
    this.azimuths = azimuths;
    this.values = values;
    this.colours = colours;
  }

  @Override
  public void draw(Canvas canvas, Box outer) {
    double reach = edges[edges.length - 1] * 1.02;
    var across = new Axis("q_{x} (Å⁻¹)", LinearScale.of(-reach, reach));
    var up = new Axis("q_{y} (Å⁻¹)", LinearScale.of(-reach, reach));
    var frame = new PlotFrame(canvas, outer, across, up, colours.room(outer.height() - 130), true);
    frame.title(title, note);
    Box box = frame.box();
    int width = canvas.pixels(box.width());
    int height = canvas.pixels(box.height());
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int row = 0; row < height; row++) {
      double qy = reach * (1 - 2 * (row + 0.5) / height);
      for (int column = 0; column < width; column++) {
        double qx = reach * (2 * (column + 0.5) / width - 1);
        pixels[row * width + column] = colour(qx, qy);
      }
    }
    canvas.image(image, box.x(), box.y());
    frame.axes();
    boolean gaps = false;
    boolean below = false;
    boolean above = false;
    for (double v : values) {
      gaps |= Double.isNaN(v);
      below |= v < colours.scale().min();
      above |= v > colours.scale().max();
    }
    colours.draw(canvas, box, below, above, gaps ? "missing" : "");
  }

  private int colour(double qx, double qy) {
    double q = Math.hypot(qx, qy);
    int rings = edges.length - 1;
    if (q < edges[0] || q >= edges[rings]) {
      return Ink.PAPER.getRGB();
    }
    int low = 0;
    int high = rings;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (edges[middle] <= q) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double turn = Math.atan2(qy, qx) / (2 * Math.PI);
    int azimuth = Math.floorMod((int) Math.rint(turn * azimuths), azimuths);
    return colours.rgb(values[low * azimuths + azimuth]);
  }
}

package org.everyshot.picture;

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
    Pixels image = image(canvas.pixels(box.width()), canvas.pixels(box.height()), reach);
    canvas.image(image, box.x(), box.y());
    frame.axes();
    colours.draw(canvas, box, values, "missing");
  }

  /// The quarter to the right of and above the beam; the others are its mirror images.
  private Pixels image(int width, int height, double reach) {
    int rings = edges.length - 1;
    int[] colour = new int[values.length];
    for (int i = 0; i < colour.length; i++) {
      colour[i] = colours.rgb(values[i]);
    }
    var image = new Pixels(width, height);
    for (int row = 0; row < Math.ceilDiv(height, 2); row++) {
      double qy = reach * (1 - 2 * (row + 0.5) / height);
      int ring = 0;
      for (int column = width / 2; column < width; column++) {
        double qx = reach * (2 * (column + 0.5) / width - 1);
        double q = Math.sqrt(qx * qx + qy * qy);
        if (q >= edges[rings]) {
          break;
        }
        while (edges[ring + 1] <= q) {
          ring++;
        }
        if (q >= edges[0]) {
          double turn = Math.atan2(qy, qx) / (2 * Math.PI);
          int left = width - 1 - column;
          int below = height - 1 - row;
          image.set(column, row, colour[bin(ring, turn)]);
          image.set(left, row, colour[bin(ring, 0.5 - turn)]);
          image.set(left, below, colour[bin(ring, 0.5 + turn)]);
          image.set(column, below, colour[bin(ring, 1 - turn)]);
        }
      }
    }
    return image;
  }

  /// Where the value of a ring at a turn from 0 to 1 is.
  private int bin(int ring, double turn) {
    int azimuth = (int) (turn * azimuths + 0.5);
    return ring * azimuths + (azimuth < azimuths ? azimuth : 0);
  }
}

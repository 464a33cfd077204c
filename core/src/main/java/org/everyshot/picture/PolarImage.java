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

  /// Walks along each row of the upper half, turning clockwise, from ring to ring and from bin to
  /// bin; the lower half is its mirror image.
  private Pixels image(int width, int height, double reach) {
    int[] shades = colours.rgb(values);
    int half = azimuths / 2 + 2;
    double[] cos = new double[half];
    double[] sin = new double[half];
    for (int j = 0; j < half; j++) {
      cos[j] = Math.cos(2 * Math.PI * (j - 0.5) / azimuths);
      sin[j] = Math.sin(2 * Math.PI * (j - 0.5) / azimuths);
    }
    var image = new Pixels(width, height);
    for (int row = 0; row < Math.ceilDiv(height, 2); row++) {
      row(image, row, reach, shades, cos, sin);
    }
    return image;
  }

  /// @param cos of the angle at which each bin begins, counter-clockwise
  /// @param sin likewise
  private void row(Pixels image, int row, double reach, int[] shades, double[] cos, double[] sin) {
    int rings = edges.length - 1;
    double qy = reach * (1 - 2 * (row + 0.5) / image.height());
    int ring = rings - 1;
    int bin = cos.length - 1;
    for (int column = 0; column < image.width(); column++) {
      double qx = reach * (2 * (column + 0.5) / image.width() - 1);
      double q = Math.sqrt(qx * qx + qy * qy);
      if (q < edges[0] || q >= edges[rings]) {
        continue;
      }
      while (q < edges[ring]) {
        ring--;
      }
      while (q >= edges[ring + 1]) {
        ring++;
      }
      while (bin > 0 && qy * cos[bin] < qx * sin[bin]) {
        bin--;
      }
      int here = ring * azimuths;
      int above = bin < azimuths ? bin : 0;
      image.set(column, row, shades[here + above]);
      image.set(
          column, image.height() - 1 - row, shades[here + (above == 0 ? 0 : azimuths - above)]);
    }
  }
}

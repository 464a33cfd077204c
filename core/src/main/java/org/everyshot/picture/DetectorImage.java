package org.everyshot.picture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Pixels of a detector where they stand in the laboratory, seen along the beam: x to the left or
/// right and y up as given, the beam at the origin.
///
/// Large detectors are thinned out to the picture's pixels by means over unmasked pixels; small
/// ones are drawn pixel by pixel. Masked pixels are grey, the gaps between panels are paper.
final class DetectorImage implements Picture {
  private static final Colour GAP = Ink.PAPER;

  /// A narrower detector gets paper beside it, so that axes and colour bar have room.
  private static final double LONGEST = 2.5;

  private final String title;
  private final String note;
  private final float[] x;
  private final float[] y;
  private final float[] values;
  private final boolean @Nullable [] masked;
  private final double pitch;
  private final ColourBar colours;
  private final double[] ringRadii;
  private final String[] ringNames;

  /// @param x position of each pixel's centre, mm
  /// @param y position of each pixel's centre, mm
  /// @param values of each pixel; NaN counts as masked
  /// @param masked which pixels are left out; null for none
  /// @param pitch edge of a pixel, mm
  /// @param ringRadii circles to draw around the beam, mm
  /// @param ringNames text at each circle
  DetectorImage(
      String title,
      String note,
      float[] x,
      float[] y,
      float[] values,
      boolean @Nullable [] masked,
      double pitch,
      ColourBar colours,
      double[] ringRadii,
      String[] ringNames) {
    this.title = title;
    this.note = note;
    this.x = x;
    this.y = y;
    this.values = values;
    this.masked = masked;
    this.pitch = pitch;
    this.colours = colours;
    this.ringRadii = ringRadii;
    this.ringNames = ringNames;
  }

  @Override
  public void draw(Canvas canvas, Box outer) {
    double[] acrossRange = range(x);
    double[] upRange = range(y);
    double least = Math.max(span(acrossRange), span(upRange)) / LONGEST;
    widen(acrossRange, least);
    widen(upRange, least);
    var across = new Axis("x (mm)", LinearScale.of(acrossRange[0], acrossRange[1]));
    var up = new Axis("y (mm)", LinearScale.of(upRange[0], upRange[1]));
    var frame = new PlotFrame(canvas, outer, across, up, colours.room(outer.height() - 130), true);
    frame.title(title, note);
    Box box = frame.box();
    var raster =
        new Raster(
            across.scale(), up.scale(), canvas.pixels(box.width()), canvas.pixels(box.height()));
    canvas.image(raster.image(), box.x(), box.y());
    canvas.clip(box);
    rings(canvas, frame);
    canvas.unclip();
    frame.axes();
    colours.draw(canvas, box, raster.below, raster.above, raster.anyMasked ? "masked" : "");
  }

  private double[] range(float[] positions) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float p : positions) {
      low = Math.min(low, p);
      high = Math.max(high, p);
    }
    double margin = Math.max(pitch, 0.02 * (high - low));
    return new double[] {low - margin, high + margin};
  }

  private static double span(double[] range) {
    return range[1] - range[0];
  }

  private static void widen(double[] range, double least) {
    double missing = Math.max(0, least - span(range)) / 2;
    range[0] -= missing;
    range[1] += missing;
  }

  private void rings(Canvas canvas, PlotFrame frame) {
    Box box = frame.box();
    double unit = frame.x(1) - frame.x(0);
    double centreX = frame.x(0);
    double centreY = frame.y(0);
    for (int i = 0; i < ringRadii.length; i++) {
      double r = ringRadii[i] * unit;
      canvas.circle(centreX, centreY, r, Ink.faded(Ink.PAPER, 0.75), 2.2);
      canvas.circle(centreX, centreY, r, Ink.TEXT, 0.9, 5, 4);
      // The name stands at the first of eight places around the circle that lies well inside.
      for (int k = 1; k < 8; k++) {
        double angle = Math.PI / 4 * k;
        double at = centreX + r * Math.cos(angle);
        double height = centreY - r * Math.sin(angle);
        double half = Lettering.width(ringNames[i], PlotFrame.NOTE_TEXT) / 2;
        if (at - half > box.x() + 4
            && at + half < box.right() - 4
            && height > box.y() + 14
            && height < box.bottom() - 14) {
          canvas.textOnImage(ringNames[i], at, height, PlotFrame.NOTE_TEXT);
          break;
        }
      }
    }
  }

  /// The picture's pixels: sums of the detector pixels that fall into each.
  private final class Raster {
    private final int width;
    private final int height;
    private final double left;
    private final double top;
    private final double perMm;
    private final float[] sum;
    private final int[] good;
    private final int[] bad;
    private boolean anyMasked;
    private boolean below;
    private boolean above;

    Raster(Scale across, Scale up, int width, int height) {
      this.width = width;
      this.height = height;
      this.left = across.min();
      this.top = up.max();
      this.perMm = width / (across.max() - across.min());
      this.sum = new float[width * height];
      this.good = new int[width * height];
      this.bad = new int[width * height];
      if (pitch * perMm <= 1) {
        gather();
      } else {
        spread();
      }
    }

    private boolean use(int i) {
      boolean use = !Float.isNaN(values[i]) && (masked == null || !masked[i]);
      anyMasked |= !use;
      below |= use && values[i] < colours.scale().min();
      above |= use && values[i] > colours.scale().max();
      return use;
    }

    /// Several detector pixels to a pixel of the picture, or about one.
    private void gather() {
      for (int i = 0; i < values.length; i++) {
        int column = (int) ((x[i] - left) * perMm);
        int row = (int) ((top - y[i]) * perMm);
        if (column >= 0 && column < width && row >= 0 && row < height) {
          count(row * width + column, i, use(i));
        }
      }
    }

    private void count(int cell, int i, boolean use) {
      if (use) {
        sum[cell] += values[i];
        good[cell]++;
      } else {
        bad[cell]++;
      }
    }

    /// Several pixels of the picture to a detector pixel: each shows the nearest centre, so that
    /// panels at any angle have no seams.
    private void spread() {
      float[] nearest = new float[width * height];
      Arrays.fill(nearest, Float.POSITIVE_INFINITY);
      double reach = pitch * perMm * Math.sqrt(0.5) * 1.01;
      for (int i = 0; i < values.length; i++) {
        double cx = (x[i] - left) * perMm;
        double cy = (top - y[i]) * perMm;
        boolean use = use(i);
        for (int row = Math.max(0, (int) Math.ceil(cy - reach - 0.5));
            row < height && row + 0.5 <= cy + reach;
            row++) {
          for (int column = Math.max(0, (int) Math.ceil(cx - reach - 0.5));
              column < width && column + 0.5 <= cx + reach;
              column++) {
            double dx = column + 0.5 - cx;
            double dy = row + 0.5 - cy;
            float distance = (float) (dx * dx + dy * dy);
            int cell = row * width + column;
            if (distance <= reach * reach && distance < nearest[cell]) {
              nearest[cell] = distance;
              sum[cell] = 0;
              good[cell] = 0;
              bad[cell] = 0;
              count(cell, i, use);
            }
          }
        }
      }
    }

    Pixels image() {
      var image = new Pixels(width, height);
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width; column++) {
          image.set(column, row, colour(row, column));
        }
      }
      return image;
    }

    private int colour(int row, int column) {
      int cell = row * width + column;
      if (good[cell] > 0 && good[cell] >= bad[cell]) {
        return colours.rgb(sum[cell] / good[cell]);
      }
      if (bad[cell] > 0) {
        return colours.rgb(Double.NaN);
      }
      return seam(row, column);
    }

    /// A pixel of the picture that no centre fell into, between others on all sides, lies inside a
    /// panel: pixels about as large as those of the picture leave such seams.
    private int seam(int row, int column) {
      double total = 0;
      int usable = 0;
      int around = 0;
      for (int k = 0; k < 9; k++) {
        int r = row + k / 3 - 1;
        int c = column + k % 3 - 1;
        if (r >= 0 && r < height && c >= 0 && c < width) {
          int cell = r * width + c;
          if (good[cell] + bad[cell] > 0) {
            around++;
          }
          if (good[cell] > 0) {
            total += sum[cell] / good[cell];
            usable++;
          }
        }
      }
      if (around < 5 || pitch * perMm < 0.3) {
        return GAP.rgb();
      }
      return usable == 0 ? colours.rgb(Double.NaN) : colours.rgb(total / usable);
    }
  }
}

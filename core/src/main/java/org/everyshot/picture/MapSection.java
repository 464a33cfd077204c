package org.everyshot.picture;

import java.util.List;

/// A plane through a map: colours, contours, and the atoms near the plane.
final class MapSection implements Picture {
  /// An atom near the plane.
  ///
  /// @param x to the right of the centre, Å
  /// @param y above the centre, Å
  /// @param z over the plane, Å
  /// @param number its atomic number
  /// @param label its name; empty for none
  /// @param strong whether it is an anomalous scatterer
  record Atom(double x, double y, double z, int number, String label, boolean strong) {}

  /// Atoms nearer to each other than this are drawn as bound, Å; beyond oxygen, atoms are larger.
  private static final double BOND = 1.75;

  private static final double LARGE_BOND = 1.95;
  private static final int OXYGENS_NUMBER = 8;

  private static final Colour CARBON = new Colour(0x5A6068);
  private static final Colour NITROGEN = new Colour(0x2F62C9);
  private static final Colour OXYGEN = new Colour(0xD1402A);
  private static final Colour SULPHUR = new Colour(0xC79A12);

  private static final double LABEL_ABOVE = 42;
  private static final Colour CONTOUR = new Colour(0x3A4047);

  /// Lengths of dashes and of the gaps between them.
  private static final double[] DASHES = {3, 3};

  private static final double[] WHOLE = {};

  private final String title;
  private final String note;
  private final double half;
  private final int points;
  private final double[] values;
  private final double[] contours;
  private final List<Atom> atoms;
  private final ColourBar colours;

  /// @param half half of the edge of the square, Å
  /// @param values `[points][points]`, the lowest row first, σ
  /// @param limit colours end at ± this, σ
  /// @param contours heights of contours, σ; negative ones are dashed
  MapSection(
      String title,
      String note,
      double half,
      int points,
      double[] values,
      double limit,
      double[] contours,
      List<Atom> atoms) {
    this.title = title;
    this.note = note;
    this.half = half;
    this.points = points;
    this.values = values;
    this.contours = contours;
    this.atoms = atoms;
    this.colours = new ColourBar(ColourMap.DIVERGING, LinearScale.of(-limit, limit), "height (σ)");
  }

  @Override
  public void draw(Canvas canvas, Box outer) {
    var scale = LinearScale.of(-half, half);
    var across = new Axis("distance (Å)", scale);
    var up = new Axis("distance (Å)", scale);
    var frame = new PlotFrame(canvas, outer, across, up, colours.room(outer.height() - 130), true);
    frame.title(title, note);
    Box box = frame.box();
    canvas.image(raster(canvas.pixels(box.width()), canvas.pixels(box.height())), box.x(), box.y());
    canvas.clip(box);
    for (double level : contours) {
      canvas.draw(contour(frame, level), CONTOUR, 0.9, level < 0 ? DASHES : WHOLE);
    }
    bonds(canvas, frame);
    for (Atom atom : atoms) {
      mark(canvas, frame, atom);
    }
    for (Atom atom : atoms) {
      if (!atom.label.isEmpty()) {
        double size = 12.5;
        canvas.textOnImage(atom.label, frame.x(atom.x), frame.y(atom.y) - LABEL_ABOVE, size);
      }
    }
    canvas.unclip();
    frame.axes();
    colours.draw(canvas, box, values, "missing");
  }

  private void bonds(Canvas canvas, PlotFrame frame) {
    for (int i = 0; i < atoms.size(); i++) {
      for (int j = 0; j < i; j++) {
        Atom p = atoms.get(i);
        Atom q = atoms.get(j);
        double square =
            (p.x - q.x) * (p.x - q.x) + (p.y - q.y) * (p.y - q.y) + (p.z - q.z) * (p.z - q.z);
        boolean light = p.number <= OXYGENS_NUMBER && q.number <= OXYGENS_NUMBER;
        double longest = light ? BOND : LARGE_BOND;
        if (square < longest * longest) {
          double px = frame.x(p.x);
          double py = frame.y(p.y);
          canvas.line(px, py, frame.x(q.x), frame.y(q.y), Ink.faded(CARBON, 0.6), 2);
        }
      }
    }
  }

  private static Colour colour(int number) {
    return switch (number) {
      case 7 -> NITROGEN;
      case 8 -> OXYGEN;
      case 16 -> SULPHUR;
      default -> CARBON;
    };
  }

  private static void mark(Canvas canvas, PlotFrame frame, Atom atom) {
    double radius = atom.strong ? 5 : 3.4;
    double x = frame.x(atom.x);
    double y = frame.y(atom.y);
    canvas.disc(x, y, radius, atom.strong ? Ink.faded(Ink.PAPER, 0.8) : colour(atom.number));
    canvas.circle(x, y, radius, atom.strong ? Ink.TEXT : Ink.PAPER, atom.strong ? 1.4 : 0.8);
  }

  private Pixels raster(int width, int height) {
    var image = new Pixels(width, height);
    for (int py = 0; py < height; py++) {
      for (int px = 0; px < width; px++) {
        double u = (px + 0.5) / width * (points - 1);
        double v = (1 - (py + 0.5) / height) * (points - 1);
        image.set(px, py, colours.rgb(between(u, v)));
      }
    }
    return image;
  }

  private double between(double u, double v) {
    int i = Math.min((int) u, points - 2);
    int j = Math.min((int) v, points - 2);
    double a = u - i;
    double b = v - j;
    return (1 - b) * ((1 - a) * at(i, j) + a * at(i + 1, j))
        + b * ((1 - a) * at(i, j + 1) + a * at(i + 1, j + 1));
  }

  private double at(int i, int j) {
    return values[j * points + i];
  }

  /// The lines where the values are as high as `level`.
  private Trace contour(PlotFrame frame, double level) {
    double left = frame.x(-half);
    double bottom = frame.y(-half);
    double across = (frame.x(half) - left) / (points - 1);
    double up = (frame.y(half) - bottom) / (points - 1);
    return Contour.of(values, points, level).moved(across, up, false, left, bottom);
  }
}

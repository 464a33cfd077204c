package org.everyshot.picture;

import java.util.List;
import java.util.Locale;
import org.everyshot.math.Rotation;
import org.everyshot.reconstruction.Density;

/// Densities as pictures: surfaces, sections through the middle, projections.
public final class DensityPictures {
  /// A density and what it is called.
  public record Named(String name, Density density) {}

  /// The surface encloses this share of the positive density.
  private static final double SHARE = 0.75;

  private static final List<Rotation> VIEWS =
      List.of(
          Rotation.about(1, 0, 0, Math.toRadians(-65)),
          Rotation.about(1, 0, 0, Math.toRadians(-65))
              .after(Rotation.about(0, 0, 1, Math.toRadians(90))),
          Rotation.about(1, 0, 0, Math.toRadians(10)));
  private static final String[] PLANES = {"xy", "xz", "yz"};
  private static final int FINE_POINTS = 110;
  private static final double HEAD = 66;
  private static final double NAME_SIZE = 15;

  private DensityPictures() {}

  /// Each density's surface in a row, seen from three sides.
  ///
  /// @param diameterAngstrom what must be seen of it
  public static Picture surfaces(String title, double diameterAngstrom, List<Named> densities) {
    String note =
        String.format(
            Locale.ROOT,
            "surfaces that enclose %.0f %% of the density; an edge is %.4g Å",
            100 * SHARE,
            1.05 * diameterAngstrom);
    double reach = 1.05 * diameterAngstrom / 2;
    return grid(
        title,
        note,
        densities,
        (density, column, pixels) ->
            new SurfaceImage(density, SurfaceImage.level(density, SHARE), reach, VIEWS.get(column))
                .image(pixels));
  }

  /// Sections through each density's middle.
  public static Picture sections(String title, double diameterAngstrom, List<Named> densities) {
    return planes(title, "sections through the middle", diameterAngstrom, densities, 0);
  }

  /// Projections of each density.
  public static Picture projections(String title, double diameterAngstrom, List<Named> densities) {
    return planes(title, "projections", diameterAngstrom, densities, 1);
  }

  private static Picture planes(
      String title, String what, double diameter, List<Named> densities, int depth) {
    double reach = 1.05 * diameter / 2;
    String note =
        String.format(
            Locale.ROOT,
            "%s: xy, xz and yz; dark is low; an edge is %.4g Å",
            what,
            1.05 * diameter);
    return grid(
        title,
        note,
        densities,
        (density, column, pixels) -> plane(density, column, depth == 1, reach, pixels));
  }

  private static Pixels plane(Density density, int plane, boolean sum, double reach, int pixels) {
    int n = density.points();
    double[] table = new double[n * n];
    float[] d = density.values();
    int half = n / 2;
    for (int v = 0; v < n; v++) {
      for (int u = 0; u < n; u++) {
        for (int w = sum ? 0 : half; w < (sum ? n : half + 1); w++) {
          int at =
              switch (plane) {
                case 0 -> (w * n + v) * n + u;
                case 1 -> (v * n + w) * n + u;
                default -> (v * n + u) * n + w;
              };
          table[v * n + u] += d[at];
        }
      }
    }
    double least = 0;
    double most = Double.MIN_NORMAL;
    for (double value : table) {
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    var image = new Pixels(pixels, pixels);
    double h = density.spacingAngstrom();
    for (int py = 0; py < pixels; py++) {
      double y = reach * (1 - 2 * (py + 0.5) / pixels) / h + half;
      for (int px = 0; px < pixels; px++) {
        double x = reach * (2 * (px + 0.5) / pixels - 1) / h + half;
        int i = (int) Math.clamp(Math.floor(x), 0, n - 2);
        int j = (int) Math.clamp(Math.floor(y), 0, n - 2);
        double a = Math.clamp(x - i, 0.0, 1.0);
        double b = Math.clamp(y - j, 0.0, 1.0);
        double value =
            (1 - b) * ((1 - a) * table[j * n + i] + a * table[j * n + i + 1])
                + b * ((1 - a) * table[(j + 1) * n + i] + a * table[(j + 1) * n + i + 1]);
        image.set(px, py, ColourMap.SEQUENTIAL.rgb((value - least) / (most - least)));
      }
    }
    return image;
  }

  private interface Tile {
    Pixels of(Density density, int column, int pixels);
  }

  private static Picture grid(String title, String note, List<Named> densities, Tile tile) {
    List<Named> fine =
        densities.stream().map(named -> new Named(named.name(), finer(named.density()))).toList();
    return (canvas, outer) -> {
      double room = outer.width() - 50;
      canvas.bold(
          title,
          outer.x() + 28,
          outer.y() + 33,
          PlotFrame.shrunk(title, PlotFrame.TITLE_TEXT, room),
          Align.LEFT,
          Ink.TEXT);
      canvas.text(
          note,
          outer.x() + 28,
          outer.y() + 54,
          PlotFrame.shrunk(note, PlotFrame.NOTE_TEXT, room),
          Align.LEFT,
          Ink.FAINT);
      int rows = fine.size();
      boolean named = rows > 1;
      double name = named ? 1.8 * NAME_SIZE : 0;
      double across = (outer.width() - 40) / PLANES.length;
      double up = (outer.height() - HEAD - 16) / rows - name;
      double edge = Math.min(across, up) - 8;
      double left = outer.x() + (outer.width() - PLANES.length * (edge + 8)) / 2;
      for (int row = 0; row < rows; row++) {
        double top = outer.y() + HEAD + row * (up + name);
        if (named) {
          canvas.bold(fine.get(row).name(), left, top + NAME_SIZE, NAME_SIZE, Align.LEFT, Ink.TEXT);
        }
        for (int column = 0; column < PLANES.length; column++) {
          double x = canvas.snap(left + column * (edge + 8));
          double y = canvas.snap(top + name);
          int pixels = canvas.pixels(edge);
          canvas.image(tile.of(fine.get(row).density(), column, pixels), x, y);
          canvas.outline(new Box(x, y, edge, edge), Ink.GRID, 1);
        }
      }
    };
  }

  /// On more points where it is coarse, so that it looks as smooth as it is.
  private static Density finer(Density density) {
    int factor = Math.clamp(FINE_POINTS / density.points(), 1, 3);
    return factor == 1 ? density : density.finer(factor);
  }
}

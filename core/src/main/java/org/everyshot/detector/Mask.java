package org.everyshot.detector;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The pixels of a flattened frame that may be used, whatever a shot holds.
public final class Mask {
  private final boolean[] good;

  private Mask(boolean[] good) {
    this.good = good;
  }

  /// A mask that leaves nothing out.
  public static Mask open(int pixels) {
    boolean[] good = new boolean[pixels];
    Arrays.fill(good, true);
    return new Mask(good);
  }

  /// What a geometry file leaves out by itself: ignored panels, edges, bad regions.
  ///
  /// A pixel is in a region of the laboratory where its centre lies strictly inside.
  public static Mask of(Geometry geometry) {
    Mask mask = open(geometry.pixels());
    for (Panel panel : geometry.panels()) {
      if (panel.ignored()) {
        mask.exclude(panel, 0, panel.width() - 1, 0, panel.height() - 1);
      } else if (panel.edgePixels() > 0) {
        mask.excludeEdges(panel);
      }
    }
    for (BadRegion region : geometry.badRegions()) {
      switch (region) {
        case BadRegion.OnPanel on -> {
          Panel panel = geometry.panels().get(on.panel());
          Extent whole = panel.extent();
          mask.exclude(
              panel,
              on.extent().minFs() - whole.minFs(),
              on.extent().maxFs() - whole.minFs(),
              on.extent().minSs() - whole.minSs(),
              on.extent().maxSs() - whole.minSs());
        }
        case BadRegion.InLaboratory in -> geometry.panels().forEach(p -> mask.exclude(p, in));
      }
    }
    return mask;
  }

  /// A mask of the user's: values other than 0 mark good pixels, 0 and NaN bad ones.
  ///
  /// @param shape the array's dimensions: a flattened frame, or those of the frames' dataset with
  ///   or without its dimension of shots
  /// @param values value of each element, row-major
  /// @param what names the array in the message of the error
  /// @throws org.everyshot.fault.UserInputException where the array does not belong to the geometry
  public static Mask ofArray(
      Geometry geometry, int[] shape, LongToDoubleFunction values, String what) {
    float[] frame = FrameArray.flatten(geometry, shape, values, what);
    boolean[] good = new boolean[frame.length];
    for (int i = 0; i < good.length; i++) {
      good[i] = isGood(frame[i]);
    }
    return new Mask(good);
  }

  static boolean isGood(double value) {
    return value != 0 && !Double.isNaN(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Mask mask && Arrays.equals(good, mask.good);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(good);
  }

  private void excludeEdges(Panel panel) {
    int w = panel.width();
    int h = panel.height();
    int edge = Math.min(panel.edgePixels(), Math.max(w, h));
    exclude(panel, 0, w - 1, 0, Math.min(edge, h) - 1);
    exclude(panel, 0, w - 1, Math.max(0, h - edge), h - 1);
    exclude(panel, 0, Math.min(edge, w) - 1, 0, h - 1);
    exclude(panel, Math.max(0, w - edge), w - 1, 0, h - 1);
  }

  private void exclude(Panel panel, int minFs, int maxFs, int minSs, int maxSs) {
    for (int ss = minSs; ss <= maxSs; ss++) {
      int row = panel.offset() + ss * panel.width();
      Arrays.fill(good, row + minFs, row + maxFs + 1, false);
    }
  }

  private void exclude(Panel panel, BadRegion.InLaboratory region) {
    if (!mayMeet(panel, region)) {
      return;
    }
    Placement at = panel.placement();
    double size = at.pixelSizeM();
    int i = panel.offset();
    for (int ss = 0; ss < panel.height(); ss++) {
      for (int fs = 0; fs < panel.width(); fs++, i++) {
        double x = at.x(fs + 0.5, ss + 0.5) / size;
        double y = at.y(fs + 0.5, ss + 0.5) / size;
        if (x > region.minX() && x < region.maxX() && y > region.minY() && y < region.maxY()) {
          good[i] = false;
        }
      }
    }
  }

  /// Whether a region meets the rectangle around a panel.
  private static boolean mayMeet(Panel panel, BadRegion.InLaboratory region) {
    Placement at = panel.placement();
    double minX = Double.POSITIVE_INFINITY;
    double maxX = Double.NEGATIVE_INFINITY;
    double minY = Double.POSITIVE_INFINITY;
    double maxY = Double.NEGATIVE_INFINITY;
    for (int corner = 0; corner < 4; corner++) {
      double fs = (corner & 1) == 0 ? 0 : panel.width();
      double ss = (corner & 2) == 0 ? 0 : panel.height();
      double x = at.x(fs, ss) / at.pixelSizeM();
      double y = at.y(fs, ss) / at.pixelSizeM();
      minX = Math.min(minX, x);
      maxX = Math.max(maxX, x);
      minY = Math.min(minY, y);
      maxY = Math.max(maxY, y);
    }
    return region.minX() < maxX
        && region.maxX() > minX
        && region.minY() < maxY
        && region.maxY() > minY;
  }

  /// Whether a pixel may be used.
  public boolean good(int pixel) {
    return good[pixel];
  }

  /// Number of pixels, good and bad.
  public int pixels() {
    return good.length;
  }

  /// Number of pixels that may be used.
  public int goodPixels() {
    int n = 0;
    for (boolean g : good) {
      n += g ? 1 : 0;
    }
    return n;
  }

  /// The pixels that both masks call good.
  public Mask and(Mask other) {
    if (other.good.length != good.length) {
      throw new IllegalArgumentException(
          "masks of " + good.length + " and " + other.good.length + " pixels");
    }
    boolean[] both = good.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] &= other.good[i];
    }
    return new Mask(both);
  }
}

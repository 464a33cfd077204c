package org.everyshot.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.detector.Axis;
import org.everyshot.detector.DataPlace;
import org.everyshot.detector.Direction;
import org.everyshot.detector.Extent;
import org.everyshot.detector.Flag;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.MaskPlace;
import org.everyshot.detector.Panel;
import org.everyshot.detector.Placement;
import org.everyshot.detector.Response;
import org.everyshot.detector.ShotValue;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// What a geometry file has said so far about a panel, or about the panels still to come.
final class PanelDraft {
  private static final int MOST_AXES = 16;
  private static final int MOST_MASKS = 8;
  private static final int MOST_FLAGS = 8;

  private @Nullable Limit minFs;
  private @Nullable Limit maxFs;
  private @Nullable Limit minSs;
  private @Nullable Limit maxSs;
  private @Nullable Direction fs;
  private @Nullable Direction ss;
  private double cornerX = Double.NaN;
  private double cornerY = Double.NaN;
  private double coffsetM;
  private double pixelSizeM = Double.NaN;
  private double aduPerPhoton = Double.NaN;
  private double aduPerEv = Double.NaN;
  private double maxAdu = Double.POSITIVE_INFINITY;
  private List<Flag> flags = List.of();
  private String path = "/data/data";
  private @Nullable Axis[] axes = {Axis.SLOW, Axis.FAST};
  private MaskDraft[] masks = new MaskDraft[0];
  private int edgePixels;
  private boolean ignored;

  /// Camera length of this panel alone, as older files have it.
  @Nullable ShotValue cameraLength;

  /// One end of the panel's pixels.
  private record Limit(GeometryLine line, int index) {}

  /// What the file has said about one mask.
  private record MaskDraft(@Nullable String path, @Nullable String file, long good, long bad) {
    static final MaskDraft EMPTY = new MaskDraft(null, null, 0, 0);
  }

  /// A panel that starts with all that this draft holds.
  PanelDraft copy() {
    var copy = new PanelDraft();
    copy.minFs = minFs;
    copy.maxFs = maxFs;
    copy.minSs = minSs;
    copy.maxSs = maxSs;
    copy.fs = fs;
    copy.ss = ss;
    copy.cornerX = cornerX;
    copy.cornerY = cornerY;
    copy.coffsetM = coffsetM;
    copy.pixelSizeM = pixelSizeM;
    copy.aduPerPhoton = aduPerPhoton;
    copy.aduPerEv = aduPerEv;
    copy.maxAdu = maxAdu;
    copy.flags = flags;
    copy.path = path;
    copy.axes = axes;
    copy.masks = masks;
    copy.edgePixels = edgePixels;
    copy.ignored = ignored;
    return copy;
  }

  /// Takes an assignment in; false where the key is not one of a panel's.
  boolean take(GeometryLine line) {
    switch (line.key()) {
      case "min_fs" -> minFs = new Limit(line, line.index());
      case "max_fs" -> maxFs = new Limit(line, line.index());
      case "min_ss" -> minSs = new Limit(line, line.index());
      case "max_ss" -> maxSs = new Limit(line, line.index());
      case "fs" -> fs = line.direction();
      case "ss" -> ss = line.direction();
      case "corner_x" -> cornerX = line.decimal();
      case "corner_y" -> cornerY = line.decimal();
      case "coffset" -> coffsetM = coffset(line);
      case "res" -> pixelSizeM = 1 / line.positive();
      case "adu_per_photon" -> {
        aduPerPhoton = line.positive();
        aduPerEv = Double.NaN;
      }
      case "adu_per_eV" -> {
        aduPerEv = line.positive();
        aduPerPhoton = Double.NaN;
      }
      case "max_adu" -> maxAdu = line.decimal();
      case "flag_lessthan" -> addFlag(Flag.Kind.LESS_THAN, line);
      case "flag_morethan" -> addFlag(Flag.Kind.MORE_THAN, line);
      case "flag_equal" -> addFlag(Flag.Kind.EQUAL, line);
      case "data" -> path = line.path();
      case "mask_edge_pixels" -> edgePixels = line.index();
      case "no_index" -> ignored = line.truth();
      case "clen" -> cameraLength = line.length("mm");
      case "mask" -> takeMask(line, 0, "data");
      case "mask_file" -> takeMask(line, 0, "file");
      case "mask_good" -> takeMask(line, 0, "goodbits");
      case "mask_bad" -> takeMask(line, 0, "badbits");
      case "rail_direction", "badrow_direction", "integr_radius" -> {
        // Of no use to the binning of frames; files of other uses hold them.
      }
      default -> {
        return takeNumbered(line);
      }
    }
    return true;
  }

  private boolean takeNumbered(GeometryLine line) {
    String key = line.key();
    if (key.matches("dim\\d+")) {
      setAxis(line);
      return true;
    }
    if (key.startsWith("mask") && key.length() > 6 && key.charAt(5) == '_') {
      int number = key.charAt(4) - '0';
      if (number < 0 || number >= MOST_MASKS) {
        throw line.fault("masks are numbered from 0 to " + (MOST_MASKS - 1));
      }
      return takeMask(line, number, key.substring(6));
    }
    return false;
  }

  private static double coffset(GeometryLine line) {
    if (line.length("m") instanceof ShotValue.Fixed fixed) {
      return fixed.value();
    }
    throw line.fault("expected a number of metres");
  }

  private static String fileName(GeometryLine line) {
    if (line.value().isEmpty()) {
      throw line.fault("expected the name of a file");
    }
    return line.value();
  }

  private void addFlag(Flag.Kind kind, GeometryLine line) {
    if (flags.size() == MOST_FLAGS) {
      throw line.fault("at most " + MOST_FLAGS + " flag values for a panel");
    }
    var more = new ArrayList<>(flags);
    more.add(new Flag(kind, (float) line.decimal()));
    flags = more;
  }

  private void setAxis(GeometryLine line) {
    String digits = line.key().substring(3);
    int d = digits.matches("\\d{1,2}") ? Integer.parseInt(digits) : MOST_AXES;
    if (d >= MOST_AXES) {
      throw line.fault("dimensions are dim0 to dim" + (MOST_AXES - 1));
    }
    Axis axis =
        switch (line.value()) {
          case "%" -> Axis.SHOTS;
          case "ss" -> Axis.SLOW;
          case "fs" -> Axis.FAST;
          default -> {
            if (!line.value().matches("\\d{1,9}")) {
              throw line.fault("expected %, ss, fs or a whole number");
            }
            yield Axis.fixed(Integer.parseInt(line.value()));
          }
        };
    @Nullable Axis[] more = Arrays.copyOf(axes, Math.max(axes.length, d + 1));
    more[d] = axis;
    axes = more;
  }

  private boolean takeMask(GeometryLine line, int number, String what) {
    MaskDraft[] more = masks.clone();
    if (more.length <= number) {
      more = Arrays.copyOf(more, number + 1);
      Arrays.fill(more, masks.length, more.length, MaskDraft.EMPTY);
    }
    MaskDraft old = more[number];
    more[number] =
        switch (what) {
          case "data" -> new MaskDraft(line.path(), old.file, old.good, old.bad);
          case "file" -> new MaskDraft(old.path, fileName(line), old.good, old.bad);
          case "goodbits" -> new MaskDraft(old.path, old.file, line.bits(), old.bad);
          case "badbits" -> new MaskDraft(old.path, old.file, old.good, line.bits());
          default -> old;
        };
    masks = more;
    return what.equals("data")
        || what.equals("file")
        || what.equals("goodbits")
        || what.equals("badbits");
  }

  /// The panel, once the file has been read to its end.
  ///
  /// @param file name of the file, for messages
  /// @param offset place of its first pixel in a flattened frame
  /// @param extraCoffsetM what its own camera length exceeds the detector's by
  Panel finish(String file, String name, int offset, double extraCoffsetM) {
    Extent extent = extent(file, name);
    Direction fast = given(fs, file, name, "fs");
    Direction slow = given(ss, file, name, "ss");
    if (!(fast.cross(slow).length() > 1e-6 * fast.length() * slow.length())) {
      throw missing(file, name, "fs and ss in different directions");
    }
    if (Double.isNaN(cornerX) || Double.isNaN(cornerY)) {
      throw missing(file, name, Double.isNaN(cornerX) ? "corner_x" : "corner_y");
    }
    if (Double.isNaN(pixelSizeM)) {
      throw missing(file, name, "res (pixels per metre)");
    }
    long pixels = (long) extent.width() * extent.height();
    if (pixels + offset > Geometry.MOST_PIXELS) {
      throw new UserInputException(
          ("%s: panel %s of %d x %d pixels makes the detector larger than %d pixels;"
                  + " check its max_fs and max_ss")
              .formatted(
                  file,
                  GeometryLine.shown(name),
                  extent.width(),
                  extent.height(),
                  Geometry.MOST_PIXELS));
    }
    return new Panel(
        name,
        offset,
        extent,
        dataPlace(file, name),
        new Placement(cornerX, cornerY, coffsetM + extraCoffsetM, fast, slow, pixelSizeM),
        new Response(aduPerPhoton, aduPerEv, maxAdu, flags),
        maskPlaces(file, name),
        edgePixels,
        ignored);
  }

  private Extent extent(String file, String name) {
    Limit firstFs = given(minFs, file, name, "min_fs");
    Limit lastFs = given(maxFs, file, name, "max_fs");
    Limit firstSs = given(minSs, file, name, "min_ss");
    Limit lastSs = given(maxSs, file, name, "max_ss");
    requireOrder("min_fs", firstFs, lastFs, name);
    requireOrder("min_ss", firstSs, lastSs, name);
    return new Extent(firstFs.index, lastFs.index, firstSs.index, lastSs.index);
  }

  private static void requireOrder(String key, Limit first, Limit last, String name) {
    if (last.index < first.index) {
      throw last.line.fault(
          "below " + key + " = " + first.index + " of panel " + GeometryLine.shown(name));
    }
  }

  private DataPlace dataPlace(String file, String name) {
    var dimensions = new ArrayList<Axis>();
    for (int d = 0; d < axes.length; d++) {
      Axis axis = axes[d];
      dimensions.add(given(axis, file, name, "dim" + d));
    }
    try {
      return new DataPlace(path, dimensions);
    } catch (IllegalArgumentException e) {
      throw missing(file, name, "dimN with one ss and, after it, one fs");
    }
  }

  private List<MaskPlace> maskPlaces(String file, String name) {
    var places = new ArrayList<MaskPlace>();
    for (int n = 0; n < masks.length; n++) {
      MaskDraft mask = masks[n];
      if (mask.path != null) {
        places.add(new MaskPlace(n, mask.path, mask.file, mask.good, mask.bad));
      } else if (!mask.equals(MaskDraft.EMPTY)) {
        throw missing(file, name, "mask" + n + "_data, for the other mask" + n + " settings");
      }
    }
    return places;
  }

  private static <T> T given(@Nullable T value, String file, String name, String key) {
    if (value == null) {
      throw missing(file, name, key);
    }
    return value;
  }

  private static UserInputException missing(String file, String name, String key) {
    return new UserInputException(
        file
            + ": panel "
            + GeometryLine.shown(name)
            + " has no "
            + key
            + "; add it for the panel, or above it for all panels that follow");
  }
}

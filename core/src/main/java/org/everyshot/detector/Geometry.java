package org.everyshot.detector;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A detector: its panels, where they stand, and how its frames are laid out in a file.
///
/// A flattened frame is one array: panel after panel in the order of [#panels], each row by row
/// with the fast scan fastest.
///
/// @param panels the panels; their offsets follow one another without gap
/// @param badRegions pixels to be left out
/// @param cameraLength distance along the beam, m; null where the file does not tell
/// @param photonEnergy photon energy, eV; null where the file does not tell
/// @param shiftX shift of the whole detector along x, m
/// @param shiftY shift of the whole detector along y, m
public record Geometry(
    List<Panel> panels,
    List<BadRegion> badRegions,
    @Nullable ShotValue cameraLength,
    @Nullable ShotValue photonEnergy,
    ShotValue shiftX,
    ShotValue shiftY) {
  /// Most pixels that a detector may have: ten times the largest in use.
  public static final int MOST_PIXELS = 1 << 28;

  private static final ShotValue UNSHIFTED = new ShotValue.Fixed(0);

  public Geometry {
    panels = List.copyOf(panels);
    badRegions = List.copyOf(badRegions);
    long pixels = 0;
    for (Panel panel : panels) {
      if (panel.offset() != pixels) {
        throw new IllegalArgumentException(
            "panel " + panel.name() + " at " + panel.offset() + " instead of " + pixels);
      }
      pixels += panel.pixels();
      if (pixels > MOST_PIXELS) {
        throw new IllegalArgumentException("more than " + MOST_PIXELS + " pixels");
      }
    }
    if (panels.isEmpty()) {
      throw new IllegalArgumentException("a detector without panels");
    }
  }

  /// A single flat panel, normal to the beam, which meets its centre; frames are `[ss][fs]` in
  /// `/entry_1/data_1/data` `[shots][ss][fs]`, values are photons.
  public static Geometry flat(int width, int height, double pixelSizeM, double cameraLengthM) {
    var placement =
        new Placement(
            -width / 2.0,
            -height / 2.0,
            0,
            new Direction(1, 0, 0),
            new Direction(0, 1, 0),
            pixelSizeM);
    var data = new DataPlace("/entry_1/data_1/data", List.of(Axis.SHOTS, Axis.SLOW, Axis.FAST));
    var panel =
        new Panel(
            "flat",
            0,
            new Extent(0, width - 1, 0, height - 1),
            data,
            placement,
            Response.PHOTONS,
            List.of(),
            0,
            false);
    return new Geometry(
        List.of(panel), List.of(), new ShotValue.Fixed(cameraLengthM), null, UNSHIFTED, UNSHIFTED);
  }

  /// Values of one flattened frame.
  public int pixels() {
    Panel last = panels.getLast();
    return last.offset() + last.pixels();
  }

  /// The datasets that frames are read from, each once, in the order of the panels.
  public List<String> dataPaths() {
    return panels.stream().map(panel -> panel.data().path()).distinct().toList();
  }

  /// The same detector at another camera length, whatever its file says.
  public Geometry withCameraLength(double cameraLengthM) {
    return new Geometry(
        panels, badRegions, new ShotValue.Fixed(cameraLengthM), photonEnergy, shiftX, shiftY);
  }

  /// The same detector at another photon energy, whatever its file says.
  public Geometry withPhotonEnergy(double photonEnergyEv) {
    return new Geometry(
        panels, badRegions, cameraLength, new ShotValue.Fixed(photonEnergyEv), shiftX, shiftY);
  }
}

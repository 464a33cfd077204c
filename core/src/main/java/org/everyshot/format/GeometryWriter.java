package org.everyshot.format;

import java.util.List;
import java.util.Locale;
import org.everyshot.detector.Axis;
import org.everyshot.detector.Direction;
import org.everyshot.detector.Extent;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.Placement;
import org.everyshot.detector.Response;
import org.everyshot.detector.ShotValue;
import org.jspecify.annotations.Nullable;

/// Writes where a detector's panels stand as the text of a CrystFEL geometry file.
///
/// What concerns single pixels (masks, bad regions, flags) is not written: reflections have passed
/// it already.
final class GeometryWriter {
  private final StringBuilder text = new StringBuilder();

  private GeometryWriter() {}

  static String text(Geometry geometry) {
    var writer = new GeometryWriter();
    writer.value(geometry.photonEnergy(), "photon_energy", " eV");
    writer.value(geometry.cameraLength(), "clen", " m");
    writer.value(geometry.shiftX(), "detector_shift_x", " m");
    writer.value(geometry.shiftY(), "detector_shift_y", " m");
    geometry.panels().forEach(writer::panel);
    return writer.text.toString();
  }

  private void value(@Nullable ShotValue value, String key, String unit) {
    switch (value) {
      case null -> {}
      case ShotValue.Fixed fixed -> {
        if (fixed.value() != 0) {
          line(key, fixed.value() + unit);
        }
      }
      case ShotValue.InFile in ->
          line(in.unit().name().startsWith("WAVE") ? "wavelength" : key, in.path() + name(in));
    }
  }

  private static String name(ShotValue.InFile in) {
    return switch (in.unit()) {
      case EV -> " eV";
      case KEV -> " keV";
      case MEV -> " MeV";
      case WAVELENGTH_ANGSTROM -> " A";
      case WAVELENGTH_METRE, METRE -> " m";
      case MILLIMETRE -> " mm";
    };
  }

  private void panel(Panel panel) {
    String owner = panel.name() + "/";
    Extent extent = panel.extent();
    Placement placement = panel.placement();
    text.append('\n');
    line(owner + "data", panel.data().path());
    List<Axis> axes = panel.data().axes();
    for (int d = 0; d < axes.size(); d++) {
      Axis axis = axes.get(d);
      String counts =
          switch (axis.kind()) {
            case SHOTS -> "%";
            case SLOW -> "ss";
            case FAST -> "fs";
            case FIXED -> Integer.toString(axis.index());
          };
      line(owner + "dim" + d, counts);
    }
    line(owner + "min_fs", Integer.toString(extent.minFs()));
    line(owner + "max_fs", Integer.toString(extent.maxFs()));
    line(owner + "min_ss", Integer.toString(extent.minSs()));
    line(owner + "max_ss", Integer.toString(extent.maxSs()));
    line(owner + "fs", direction(placement.fs()));
    line(owner + "ss", direction(placement.ss()));
    line(owner + "corner_x", Double.toString(placement.cornerX()));
    line(owner + "corner_y", Double.toString(placement.cornerY()));
    line(owner + "coffset", Double.toString(placement.coffsetM()));
    line(owner + "res", Double.toString(1 / placement.pixelSizeM()));
    response(owner, panel.response());
  }

  private void response(String owner, Response response) {
    if (!Double.isNaN(response.aduPerPhoton())) {
      line(owner + "adu_per_photon", Double.toString(response.aduPerPhoton()));
    } else if (!Double.isNaN(response.aduPerEv())) {
      line(owner + "adu_per_eV", Double.toString(response.aduPerEv()));
    }
    if (Double.isFinite(response.maxAdu())) {
      line(owner + "max_adu", Double.toString(response.maxAdu()));
    }
  }

  private static String direction(Direction d) {
    return String.format(Locale.ROOT, "%+.9fx %+.9fy %+.9fz", d.x(), d.y(), d.z());
  }

  private void line(String key, String value) {
    text.append(key).append(" = ").append(value).append('\n');
  }
}

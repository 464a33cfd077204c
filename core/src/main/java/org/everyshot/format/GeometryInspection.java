package org.everyshot.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.everyshot.detector.Beam;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.detector.MaskPlace;
import org.everyshot.detector.Panel;
import org.everyshot.detector.ShotValue;
import org.jspecify.annotations.Nullable;

/// Describes a CrystFEL geometry.
final class GeometryInspection {
  private GeometryInspection() {}

  static Description of(Path path) {
    GeometryFile file = GeometryFile.read(path);
    Geometry geometry = file.geometry();
    var out = new Description.Builder("CrystFEL geometry");
    out.add("panels", "" + geometry.panels().size(), "panels", geometry.panels().size());
    out.add("pixels", "" + geometry.pixels(), "pixels", geometry.pixels());
    Panel first = geometry.panels().getFirst();
    out.line(
        "first panel",
        String.format(
            Locale.ROOT,
            "%s, %d × %d pixels of %.4g µm",
            first.name(),
            first.width(),
            first.height(),
            first.placement().pixelSizeM() * 1e6));
    out.add("data", String.join(", ", geometry.dataPaths()), "data", geometry.dataPaths());
    String unknown = "not given";
    out.line("camera length", said(geometry.cameraLength(), "m", unknown));
    out.line("photon energy", said(geometry.photonEnergy(), "eV", unknown));
    out.add(
        "bad regions",
        "" + geometry.badRegions().size(),
        "badRegions",
        geometry.badRegions().size());
    int good = Mask.of(geometry).goodPixels();
    out.add("good pixels", good + ", by the geometry's own rules", "goodPixels", good);
    List<String> masks =
        geometry.panels().stream()
            .flatMap(panel -> panel.masks().stream())
            .map(MaskPlace::path)
            .distinct()
            .toList();
    if (!masks.isEmpty()) {
      out.add("masks", String.join(", ", masks), "masks", masks);
    }
    if (geometry.cameraLength() instanceof ShotValue.Fixed length) {
      out.put("cameraLengthM", length.value());
      if (geometry.photonEnergy() instanceof ShotValue.Fixed energy) {
        out.put("photonEnergyEv", energy.value());
        double[] q = qRange(geometry, length.value(), Beam.ofEnergy(energy.value()));
        out.add(
            "q range",
            String.format(Locale.ROOT, "%.5g to %.5g Å⁻¹", q[0], q[1]),
            "qRange",
            List.of(q[0], q[1]));
      }
    }
    file.warnings().forEach(warning -> out.line("note", warning));
    return out.build();
  }

  private static String said(@Nullable ShotValue value, String unit, String unknown) {
    return switch (value) {
      case null -> unknown;
      case ShotValue.Fixed fixed -> fixed.value() + " " + unit;
      case ShotValue.InFile in ->
          "read from " + in.path() + " (" + in.unit().name().toLowerCase(Locale.ROOT) + ")";
    };
  }

  /// Smallest and largest q of any pixel's centre, Å⁻¹.
  private static double[] qRange(Geometry geometry, double cameraLengthM, Beam beam) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (Panel panel : geometry.panels()) {
      for (int ss = 0; ss < panel.height(); ss++) {
        for (int fs = 0; fs < panel.width(); fs++) {
          double x = panel.placement().x(fs + 0.5, ss + 0.5);
          double y = panel.placement().y(fs + 0.5, ss + 0.5);
          double z = panel.placement().z(fs + 0.5, ss + 0.5) + cameraLengthM;
          double angle = Math.atan2(Math.hypot(x, y), z);
          double q = 4 * Math.PI * Math.sin(angle / 2) / beam.wavelengthAngstrom();
          low = Math.min(low, q);
          high = Math.max(high, q);
        }
      }
    }
    return new double[] {low, high};
  }
}

package org.everyshot.format;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.detector.Direction;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.Placement;
import org.everyshot.merging.Still;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/// A DIALS experiment list as JSON.
///
/// Source: dxtbx, the models' dictionaries.
final class DialsExperimentText {
  private final AsideFile file;
  private final SpaceGroup group;
  private final @Nullable Geometry geometry;
  private final double cameraLengthM;

  DialsExperimentText(
      AsideFile file, SpaceGroup group, @Nullable Geometry geometry, double cameraLengthM) {
    this.file = file;
    this.group = group;
    this.geometry = geometry;
    this.cameraLengthM = cameraLengthM;
  }

  void write(List<Still> stills) {
    try (JsonGenerator json =
        new JsonFactory()
            .createGenerator(
                ObjectWriteContext.empty(), new BufferedOutputStream(new Sink(), 1 << 16))) {
      json.writeStartObject();
      json.writeStringProperty("__id__", "ExperimentList");
      json.writeArrayPropertyStart("experiment");
      for (int s = 0; s < stills.size(); s++) {
        experiment(json, s, stills.get(s));
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("imageset");
      for (Still still : stills) {
        json.writeStartObject();
        json.writeStringProperty("__id__", "ImageSet");
        json.writeArrayPropertyStart("images");
        json.writeString(still.name());
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("beam");
      for (Still still : stills) {
        beam(json, still);
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("detector");
      if (geometry != null) {
        detector(json, geometry);
      }
      json.writeEndArray();
      json.writeArrayPropertyStart("crystal");
      for (Still still : stills) {
        crystal(json, still);
      }
      json.writeEndArray();
      for (String none : List.of("goniometer", "scan", "profile", "scaling_model")) {
        json.writeArrayPropertyStart(none);
        json.writeEndArray();
      }
      json.writeEndObject();
    }
  }

  private void experiment(JsonGenerator json, int s, Still still) {
    json.writeStartObject();
    json.writeStringProperty("__id__", "Experiment");
    json.writeStringProperty("identifier", DialsWriter.identifier(s, still));
    json.writeNumberProperty("beam", s);
    if (geometry != null) {
      json.writeNumberProperty("detector", 0);
    }
    json.writeNumberProperty("crystal", s);
    json.writeNumberProperty("imageset", s);
    json.writeEndObject();
  }

  private static void beam(JsonGenerator json, Still still) {
    json.writeStartObject();
    json.writeStringProperty("__id__", "monochromatic");
    vector(json, "direction", 0, 0, 1);
    json.writeNumberProperty("wavelength", still.wavelengthAngstrom());
    json.writeNumberProperty("divergence", 0.0);
    json.writeNumberProperty("sigma_divergence", 0.0);
    vector(json, "polarization_normal", 0, 1, 0);
    json.writeNumberProperty("polarization_fraction", 1.0);
    json.writeNumberProperty("flux", 0.0);
    json.writeNumberProperty("transmission", 1.0);
    json.writeEndObject();
  }

  private void crystal(JsonGenerator json, Still still) {
    Orientation orientation = still.orientation();
    if (orientation == null) {
      throw new IllegalArgumentException(still.name() + " has no orientation");
    }
    double[] m = orientation.matrix(); // columns a*, b*, c*
    double[] axes = new double[9]; // rows a, b, c, by cross products of reciprocal axes
    double volume = 0;
    for (int i = 0; i < 3; i++) {
      int p = (i + 1) % 3;
      int q = (i + 2) % 3;
      volume = 0;
      for (int c = 0; c < 3; c++) {
        int d = 3 * ((c + 1) % 3);
        int e = 3 * ((c + 2) % 3);
        axes[3 * i + c] = m[d + p] * m[e + q] - m[e + p] * m[d + q];
        volume += axes[3 * i + c] * m[3 * c + i];
      }
    }
    json.writeStartObject();
    json.writeStringProperty("__id__", "crystal");
    for (int i = 0; i < 3; i++) {
      vector(
          json,
          "real_space_" + (char) ('a' + i),
          -axes[3 * i] / volume,
          axes[3 * i + 1] / volume,
          -axes[3 * i + 2] / volume);
    }
    json.writeStringProperty("space_group_hall_symbol", " " + group.hall());
    json.writeEndObject();
  }

  private void detector(JsonGenerator json, Geometry of) {
    json.writeStartObject();
    json.writeArrayPropertyStart("panels");
    for (Panel panel : of.panels()) {
      Placement placement = panel.placement();
      double pixel = placement.pixelSizeM() * 1e3;
      json.writeStartObject();
      json.writeStringProperty("name", panel.name());
      json.writeStringProperty("type", "SENSOR_PAD");
      axis(json, "fast_axis", placement.fs());
      axis(json, "slow_axis", placement.ss());
      vector(
          json,
          "origin",
          -placement.x(0, 0) * 1e3,
          placement.y(0, 0) * 1e3,
          -(cameraLengthM + placement.z(0, 0)) * 1e3);
      pair(json, "raw_image_offset", 0, 0);
      pair(json, "image_size", panel.width(), panel.height());
      json.writeArrayPropertyStart("pixel_size");
      json.writeNumber(pixel);
      json.writeNumber(pixel);
      json.writeEndArray();
      json.writeArrayPropertyStart("trusted_range");
      json.writeNumber(-1e9);
      json.writeNumber(1e9);
      json.writeEndArray();
      json.writeNumberProperty("thickness", 0.0);
      json.writeStringProperty("material", "");
      json.writeNumberProperty("mu", 0.0);
      json.writeStringProperty("identifier", "");
      json.writeArrayPropertyStart("mask");
      json.writeEndArray();
      json.writeNumberProperty("gain", 1.0);
      json.writeNumberProperty("pedestal", 0.0);
      json.writeObjectPropertyStart("px_mm_strategy");
      json.writeStringProperty("type", "SimplePxMmStrategy");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void axis(JsonGenerator json, String name, Direction axis) {
    double length = axis.length();
    vector(json, name, -axis.x() / length, axis.y() / length, -axis.z() / length);
  }

  private static void vector(JsonGenerator json, String name, double x, double y, double z) {
    json.writeArrayPropertyStart(name);
    json.writeNumber(x + 0.0); // no −0
    json.writeNumber(y + 0.0);
    json.writeNumber(z + 0.0);
    json.writeEndArray();
  }

  private static void pair(JsonGenerator json, String name, int first, int second) {
    json.writeArrayPropertyStart(name);
    json.writeNumber(first);
    json.writeNumber(second);
    json.writeEndArray();
  }

  /// Bytes appended to the file.
  private final class Sink extends OutputStream {
    private long at;

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
      file.write(ByteBuffer.wrap(bytes, from, count), at);
      at += count;
    }
  }
}

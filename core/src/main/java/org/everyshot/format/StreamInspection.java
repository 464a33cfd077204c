package org.everyshot.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.everyshot.crystal.UnitCell;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.ShotValue;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.merging.ReflectionTable;

/// Describes a CrystFEL stream, which it reads from beginning to end: about five seconds for a
/// gigabyte.
final class StreamInspection {
  private static final int MOST_NOTES = 5;

  private StreamInspection() {}

  static Description of(Path path) {
    var notices = new ArrayList<String>();
    var images = new LossLedger();
    var reflections = new LossLedger();
    var summary = new StillsSummary();
    try (var source = StreamSource.tallied(path, images, reflections, notices::add)) {
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        ReflectionTable table = source.read(slice);
        summary.add(table);
      }
      StreamHeader header = source.header();
      var out = new Description.Builder("CrystFEL stream " + header.version());
      if (!header.origin().isEmpty()) {
        out.add("origin", header.origin().getFirst(), "origin", header.origin());
      }
      StreamHeader.TargetCell target = header.target();
      if (target != null) {
        target(out, target);
      }
      tally(out, Objects.requireNonNull(source.tally()));
      summary.describe(out);
      losses(out, "left out of images", "imagesLeftOut", images);
      losses(out, "left out of reflections", "reflectionsLeftOut", reflections);
      panels(out, header);
      List<String> columns =
          header.version().equals("2.3")
              ? List.of("h", "k", "l", "I", "sigma(I)", "peak", "background", "fs", "ss", "panel")
              : List.of("h", "k", "l", "I", "sigma(I)", "peak", "background", "fs", "ss");
      out.add("columns", String.join(" ", columns), "columns", columns);
      notices.stream().limit(MOST_NOTES).forEach(notice -> out.line("note", notice));
      return out.build();
    } catch (IOException e) {
      throw new DamagedDataException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static void target(Description.Builder out, StreamHeader.TargetCell target) {
    UnitCell cell = target.cell();
    String unique =
        target.uniqueAxis() == '*' || target.uniqueAxis() == '?'
            ? ""
            : ", unique axis " + target.uniqueAxis();
    out.add(
        "target cell",
        text(cell) + ", " + target.lattice() + " " + target.centring() + unique,
        "targetCell",
        List.of(
            cell.a(),
            cell.b(),
            cell.c(),
            cell.alphaDegrees(),
            cell.betaDegrees(),
            cell.gammaDegrees()));
    out.put("latticeType", target.lattice()).put("centring", "" + target.centring());
  }

  static String text(UnitCell cell) {
    return String.format(
        Locale.ROOT,
        "%.2f %.2f %.2f Å, %.2f %.2f %.2f°",
        cell.a(),
        cell.b(),
        cell.c(),
        cell.alphaDegrees(),
        cell.betaDegrees(),
        cell.gammaDegrees());
  }

  private static void tally(Description.Builder out, StreamTally tally) {
    out.add(
        "images",
        StillsSummary.number(tally.images())
            + ", of them hits "
            + StillsSummary.number(tally.hits())
            + ", indexed "
            + StillsSummary.number(tally.indexed())
            + ", with several crystals "
            + StillsSummary.number(tally.multiple()),
        "images",
        tally.images());
    out.put("hits", tally.hits()).put("indexed", tally.indexed());
    out.put("multiple", tally.multiple());
    if (!tally.lattices().isEmpty()) {
      String text =
          tally.lattices().entrySet().stream()
              .map(kind -> kind.getKey() + " " + StillsSummary.number(kind.getValue()))
              .collect(Collectors.joining(", "));
      out.add("lattices", text, "lattices", new LinkedHashMap<>(tally.lattices()));
    }
  }

  private static void losses(Description.Builder out, String label, String key, LossLedger ledger) {
    Map<String, Object> losses = new LinkedHashMap<>();
    var text = new ArrayList<String>();
    ledger
        .balance()
        .dropped()
        .forEach(
            (reason, count) -> {
              losses.put(reason, count);
              text.add(reason + " " + StillsSummary.number(count));
            });
    if (losses.isEmpty()) {
      out.put(key, losses);
    } else {
      out.add(label, String.join(", ", text), key, losses);
    }
  }

  private static void panels(Description.Builder out, StreamHeader header) {
    Geometry geometry = header.geometry();
    if (geometry == null) {
      out.add("panels", "no geometry that is understood", "panels", 0);
      return;
    }
    Panel first = geometry.panels().getFirst();
    String distance =
        geometry.cameraLength() instanceof ShotValue.Fixed length
            ? String.format(Locale.ROOT, ", camera length %.5g m", length.value())
            : "";
    out.add(
        "panels",
        String.format(
            Locale.ROOT,
            "%d; the first, %s, %d × %d pixels of %.4g µm%s",
            geometry.panels().size(),
            GeometryLine.shown(first.name()),
            first.width(),
            first.height(),
            first.placement().pixelSizeM() * 1e6,
            distance),
        "panels",
        geometry.panels().size());
  }
}

package org.everyshot.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.UserInputException;

/// Describes an MTZ file, merged or not.
final class MtzInspection {
  private static final int MOST_HISTORY = 8;

  /// Unique reflections beyond this are not counted: the resolution or the cell is nonsense.
  private static final double MOST_UNIQUE = 3e7;

  private MtzInspection() {}

  static Description of(Path path) {
    try (MtzFile file = MtzFile.open(path)) {
      MtzHeader header = file.header();
      boolean unmerged = header.unmerged();
      var out = new Description.Builder(unmerged ? "unmerged MTZ file" : "merged MTZ file");
      if (!header.title().isEmpty()) {
        out.add("title", header.title(), "title", header.title());
      }
      CrystalLines.cell(out, header.cell());
      SpaceGroup group = header.group();
      if (group != null) {
        CrystalLines.group(out, group);
      } else {
        String name = header.groupName().isEmpty() ? "none given" : header.groupName();
        out.add("space group", name + " (not known)", "spaceGroup", name);
      }
      datasets(out, header);
      if (unmerged) {
        stills(out, file);
      } else {
        merged(out, file);
      }
      columns(out, header);
      out.put("bigEndian", file.bigEndian());
      List<String> history = header.history();
      out.put("history", history);
      for (int i = 0; i < Math.min(MOST_HISTORY, history.size()); i++) {
        out.line(i == 0 ? "history" : "", history.get(i));
      }
      return out.build();
    }
  }

  private static void datasets(Description.Builder out, MtzHeader header) {
    List<Object> json = new ArrayList<>();
    boolean first = true;
    for (MtzDataset dataset : header.datasets()) {
      boolean waves = dataset.wavelengthAngstrom() > 0;
      String text =
          String.format(
              Locale.ROOT,
              "%d %s / %s / %s%s",
              dataset.id(),
              dataset.project(),
              dataset.crystal(),
              dataset.name(),
              waves ? String.format(Locale.ROOT, ", %.5f Å", dataset.wavelengthAngstrom()) : "");
      out.line(first ? "datasets" : "", text);
      first = false;
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("id", dataset.id());
      fields.put("project", dataset.project());
      fields.put("crystal", dataset.crystal());
      fields.put("dataset", dataset.name());
      fields.put("wavelengthA", dataset.wavelengthAngstrom());
      json.add(fields);
    }
    out.put("datasets", json);
  }

  private static void columns(Description.Builder out, MtzHeader header) {
    List<Object> json = new ArrayList<>();
    var line = new StringBuilder();
    boolean first = true;
    for (MtzColumn column : header.columns()) {
      String text = column.label() + " (" + column.type() + ")";
      if (line.length() + text.length() > 70) {
        out.line(first ? "columns" : "", line.toString());
        line.setLength(0);
        first = false;
      }
      line.append(line.isEmpty() ? "" : ", ").append(text);
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("label", column.label());
      fields.put("type", "" + column.type());
      fields.put("dataset", column.dataset());
      fields.put("range", List.of(column.min(), column.max()));
      json.add(fields);
    }
    out.add(first ? "columns" : "", line.toString(), "columns", json);
  }

  private static void stills(Description.Builder out, MtzFile file) {
    long headers = file.header().batches().size();
    var losses = new LossLedger();
    try (MtzSource source = MtzSource.open(file.path(), losses)) {
      var summary = new StillsSummary();
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        summary.add(source.read(slice));
      }
      long images = source.shots().orElse(0);
      out.add("images", String.format(Locale.ROOT, "%,d", images), "images", images);
      out.add(
          "batch headers",
          headers == 0 ? "none, so orientations are not known" : String.format("%,d", headers),
          "batchHeaders",
          headers);
      summary.describe(out);
      MtzHeader header = file.header();
      if (headers == 0) {
        CrystalLines.resolution(out, header.inverseSquareLow(), header.inverseSquareHigh());
      }
      CrystalLines.losses(out, losses);
    } catch (UserInputException e) {
      out.add("reflections", String.format("%,d", file.rows()), "reflections", file.rows());
      out.line("note", "cannot be merged: " + e.getMessage());
    }
  }

  private static void merged(Description.Builder out, MtzFile file) {
    MtzHeader header = file.header();
    CrystalLines.wavelength(out, header.wavelengthAngstrom());
    out.add(
        "reflections", String.format(Locale.ROOT, "%,d", file.rows()), "reflections", file.rows());
    CrystalLines.resolution(out, header.inverseSquareLow(), header.inverseSquareHigh());
    completeness(out, header);
    for (int c = 3; c + 1 < header.columns().size(); c++) {
      char type = header.columns().get(c).type();
      char next = header.columns().get(c + 1).type();
      boolean pair =
          ((type == 'J' || type == 'F') && next == 'Q')
              || (type == 'K' && next == 'M')
              || (type == 'G' && next == 'L');
      if (pair) {
        float[][] both = file.columns(c, c + 1);
        String label = header.columns().get(c).label() + "/σ";
        CrystalLines.strength(out, label, both[0], both[1]);
      }
    }
  }

  /// Share of the unique reflections that have a row, whatever is in it.
  private static void completeness(Description.Builder out, MtzHeader header) {
    SpaceGroup group = header.group();
    UnitCell cell = header.cell();
    double high = header.inverseSquareHigh();
    if (group == null || cell == null || !(high > 0)) {
      return;
    }
    double expected = 4.0 / 3 * Math.PI * high * Math.sqrt(high) * cell.volume();
    if (expected > MOST_UNIQUE) {
      return;
    }
    int unique = UniqueReflections.of(group, cell, (1 - 1e-6) / Math.sqrt(high)).count();
    double share = (double) header.rows() / Math.max(1, unique);
    out.add(
        "completeness",
        String.format(Locale.ROOT, "rows for %.1f %% of %,d unique", 100 * share, unique),
        "completeness",
        share);
  }
}

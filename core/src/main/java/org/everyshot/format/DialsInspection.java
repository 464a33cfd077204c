package org.everyshot.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.UserInputException;

/// Describes a DIALS reflection table, an experiment list, or both where they lie together.
final class DialsInspection {
  private static final int LINE = 70;

  private DialsInspection() {}

  static Description table(Path refl) {
    var out = new Description.Builder("DIALS reflection table");
    Path expt = DialsSource.find(refl);
    if (expt == null) {
      DialsReflections table = DialsReflections.read(refl);
      out.add(
          "reflections",
          String.format(Locale.ROOT, "%,d", table.rows()),
          "reflections",
          table.rows());
      out.line("note", "its .expt is not beside it, so crystals are not known");
    } else {
      pair(out, refl, expt);
    }
    columns(out, DialsReflections.read(refl));
    return out.build();
  }

  static Description list(Path expt) {
    var out = new Description.Builder("DIALS experiment list");
    String name = expt.toString();
    Path refl = Path.of(name.substring(0, name.length() - 5) + ".refl");
    if (name.endsWith(".expt") && Files.exists(refl)) {
      pair(out, refl, expt);
    } else {
      experiments(out, expt);
      out.line("note", "its .refl is not beside it, so reflections are not known");
    }
    return out.build();
  }

  private static void experiments(Description.Builder out, Path expt) {
    DialsExperiments experiments = DialsExperiments.read(expt);
    Set<String> images = new LinkedHashSet<>();
    Set<String> halls = new LinkedHashSet<>();
    int panels = 0;
    long crystals = 0;
    for (DialsExperiments.Experiment experiment : experiments.experiments()) {
      images.add(experiments.image(experiment));
      panels = Math.max(panels, experiments.panels(experiment));
      DialsExperiments.Crystal crystal = experiments.crystal(experiment);
      if (crystal != null) {
        crystals++;
        halls.add(crystal.hall.strip());
      }
    }
    out.add("images", String.format(Locale.ROOT, "%,d", images.size()), "images", images.size());
    out.put("crystals", crystals);
    out.add("panels", "" + panels, "panels", panels);
    for (String hall : halls) {
      try {
        CrystalLines.group(out, SpaceGroup.ofHall(hall));
      } catch (UserInputException e) {
        out.add("space group", hall + " (not known)", "spaceGroup", hall);
      }
    }
  }

  private static void pair(Description.Builder out, Path refl, Path expt) {
    experiments(out, expt);
    var losses = new LossLedger();
    var summary = new StillsSummary();
    try (DialsSource source = DialsSource.open(refl, losses)) {
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        summary.add(source.read(slice));
      }
    }
    summary.describe(out);
    CrystalLines.losses(out, losses);
  }

  private static void columns(Description.Builder out, DialsReflections table) {
    Map<String, Object> types = new LinkedHashMap<>();
    var line = new StringBuilder();
    String label = "columns";
    for (Map.Entry<String, DialsReflections.Column> column : table.columns().entrySet()) {
      String text = column.getKey() + " (" + column.getValue().type() + ")";
      types.put(column.getKey(), column.getValue().type());
      if (line.length() + text.length() > LINE && !line.isEmpty()) {
        out.line(label, line.toString());
        label = "";
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : ", ").append(text);
    }
    out.add(label, line.toString(), "columns", types);
    out.put("identifiers", table.ids().length);
  }
}

package org.everyshot.format;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.everyshot.detector.Axis;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.MaskPlace;
import org.everyshot.detector.Panel;
import org.everyshot.fault.UserInputException;

/// Finds in an HDF5 file what a geometry speaks of: the datasets of its panels and of its
/// masks.
final class FrameLayout {
  /// Where frames are usually kept, if not where the geometry says.
  private static final List<String> USUAL =
      List.of(
          "/entry_1/data_1/data",
          "/entry_1/instrument_1/detector_1/data",
          "/entry/data/data",
          "/entry/instrument/detector/data",
          "/data/data");

  private static final Pattern NUMBERED = Pattern.compile("data_\\d+");

  private final Hdf5File file;
  private final Geometry geometry;
  private final List<String> warnings = new ArrayList<>();

  FrameLayout(Hdf5File file, Geometry geometry) {
    this.file = file;
    this.geometry = geometry;
  }

  /// What was not found and can be done without, one line each.
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /// The blocks that make up a frame.
  List<PanelBlock> frames() {
    Map<List<Object>, List<Panel>> groups = new LinkedHashMap<>();
    for (Panel panel : geometry.panels()) {
      groups
          .computeIfAbsent(
              List.of(panel.data().path(), panel.data().axes()), key -> new ArrayList<>())
          .add(panel);
    }
    List<PanelBlock> blocks = new ArrayList<>();
    for (List<Panel> panels : groups.values()) {
      Panel one = panels.getFirst();
      blocks.add(new PanelBlock(parts(one.data().path()), one.data().axes(), panels));
    }
    long shots = blocks.getFirst().shots();
    for (PanelBlock block : blocks) {
      if (block.shots() != shots) {
        throw new UserInputException(
            file.path()
                + ": panel "
                + block.panels().getFirst().name()
                + " has "
                + block.shots()
                + " shots, panel "
                + blocks.getFirst().panels().getFirst().name()
                + " has "
                + shots);
      }
    }
    return blocks;
  }

  /// The datasets that hold, one after the other, what `path` stands for.
  private List<Hdf5Array> parts(String path) {
    List<String> names = continued(path);
    if (names.isEmpty()) {
      for (String usual : USUAL) {
        names = names.isEmpty() ? continued(usual) : names;
      }
      if (!names.isEmpty() && path.equals("/data/data")) {
        warnings.add(file.path() + ": frames are taken from " + names.getFirst());
      } else {
        throw new UserInputException(
            file.path()
                + ": has no dataset "
                + path
                + ", which the geometry names"
                + (names.isEmpty() ? "" : "; there is " + names.getFirst()));
      }
    }
    List<Hdf5Array> parts = new ArrayList<>();
    for (String name : names) {
      parts.add(file.require(name));
    }
    return parts;
  }

  /// Paths that fit a pattern in which `%` stands for anything.
  private List<String> expanded(String path) {
    List<String> found = List.of("");
    for (String step : path.split("/", -1)) {
      if (step.isEmpty()) {
        continue;
      }
      List<String> next = new ArrayList<>();
      for (String folder : found) {
        var pattern = Pattern.compile(Pattern.quote(step).replace("%", "\\E.*\\Q"));
        for (String name : file.names(folder.isEmpty() ? "/" : folder)) {
          if (pattern.matcher(name).matches()) {
            next.add(folder + "/" + name);
          }
        }
      }
      found = next;
    }
    return found;
  }

  /// As [#expanded]; a stack may also lie in numbered datasets where the one that was asked for
  /// should be, as DECTRIS files have it.
  private List<String> continued(String path) {
    List<String> found = expanded(path);
    if (!found.isEmpty() && found.stream().allMatch(this::readable)) {
      return found;
    }
    String folder = path.substring(0, Math.max(1, path.lastIndexOf('/')));
    List<String> numbered = new ArrayList<>();
    for (String name : file.names(folder)) {
      if (NUMBERED.matcher(name).matches()) {
        numbered.add(folder + "/" + name);
      }
    }
    // With nothing beside it, the unreadable dataset is named in the message.
    return numbered.isEmpty() ? found : numbered;
  }

  private boolean readable(String name) {
    try {
      return file.array(name) != null;
    } catch (UserInputException e) {
      return false;
    }
  }

  /// A mask dataset, the panels that it is for and how its bits are meant.
  record MaskBlock(MaskPlace place, PanelBlock block) {}

  /// The mask datasets that are there; those that are absent are noted in [#warnings()].
  List<MaskBlock> masks() {
    Map<List<Object>, List<Panel>> groups = new LinkedHashMap<>();
    Map<List<Object>, MaskPlace> places = new LinkedHashMap<>();
    for (Panel panel : geometry.panels()) {
      for (MaskPlace place : panel.masks()) {
        List<Object> key = List.of(place, panel.data().axes());
        places.put(key, place);
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(panel);
      }
    }
    List<MaskBlock> blocks = new ArrayList<>();
    groups.forEach(
        (key, panels) -> {
          MaskPlace place = places.get(key);
          List<Hdf5Array> parts = place == null ? List.of() : maskParts(place);
          if (place != null && !parts.isEmpty()) {
            List<Axis> axes = panels.getFirst().data().axes();
            blocks.add(new MaskBlock(place, new PanelBlock(parts, axes, panels)));
          }
        });
    return blocks;
  }

  private List<Hdf5Array> maskParts(MaskPlace place) {
    Hdf5File holder = file;
    String elsewhere = place.file();
    if (elsewhere != null) {
      Path there = Path.of(elsewhere);
      Path beside = file.path().resolveSibling(elsewhere);
      Path chosen = Files.exists(there) ? there : beside;
      if (!Files.exists(chosen)) {
        warn("mask file " + elsewhere + " is absent: it masks no pixel");
        return List.of();
      }
      holder = file.beside(chosen);
    }
    List<Hdf5Array> parts = new ArrayList<>();
    for (String name : new FrameLayout(holder, geometry).expanded(place.path())) {
      Hdf5Array array = holder.array(name);
      if (array != null) {
        parts.add(array);
      }
    }
    if (parts.isEmpty()) {
      warn(holder.path() + ": has no mask " + place.path() + ": it masks no pixel");
    }
    return parts;
  }

  private void warn(String line) {
    if (!warnings.contains(line)) {
      warnings.add(line);
    }
  }
}

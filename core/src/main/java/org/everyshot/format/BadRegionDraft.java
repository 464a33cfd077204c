package org.everyshot.format;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.everyshot.detector.BadRegion;
import org.everyshot.detector.Extent;
import org.everyshot.detector.Panel;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// What a geometry file has said so far about a bad region.
final class BadRegionDraft {
  private final String file;
  private final String name;
  private final Map<String, GeometryLine> limits = new TreeMap<>();
  private @Nullable GeometryLine panel;

  BadRegionDraft(String file, String name) {
    this.file = file;
    this.name = name;
  }

  /// Takes an assignment in; false where the key is not one of a bad region's.
  boolean take(GeometryLine line) {
    switch (line.key()) {
      case "panel" -> panel = line;
      case "min_x", "max_x", "min_y", "max_y" -> {
        line.decimal();
        limits.put(line.key(), line);
      }
      case "min_fs", "max_fs", "min_ss", "max_ss" -> {
        line.index();
        limits.put(line.key(), line);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// The region, once all panels are known.
  ///
  /// @param index place of each panel by its name
  BadRegion finish(List<Panel> panels, Map<String, Integer> index) {
    boolean onPanel = limits.keySet().stream().anyMatch(key -> key.endsWith("s"));
    boolean inLaboratory = limits.keySet().stream().anyMatch(key -> !key.endsWith("s"));
    if (onPanel == inLaboratory) {
      throw new UserInputException(
          file
              + ": bad region "
              + GeometryLine.shown(name)
              + " needs either min_x, max_x, min_y, max_y or min_fs, max_fs, min_ss, max_ss and"
              + " panel");
    }
    if (inLaboratory) {
      double minX = limit("min_x").decimal();
      double maxX = limit("max_x").decimal();
      double minY = limit("min_y").decimal();
      double maxY = limit("max_y").decimal();
      if (!(maxX >= minX) || !(maxY >= minY)) {
        throw limit(maxX >= minX ? "max_y" : "max_x").fault("below the region's minimum");
      }
      return new BadRegion.InLaboratory(name, minX, maxX, minY, maxY);
    }
    return onPanel(panels, index);
  }

  private BadRegion onPanel(List<Panel> panels, Map<String, Integer> index) {
    int at = 0;
    if (panel != null) {
      Integer named = index.get(panel.value());
      if (named == null) {
        throw panel.fault("no such panel; " + GeometryFile.known(panels));
      }
      at = named;
    } else if (panels.size() > 1) {
      throw new UserInputException(
          file
              + ": bad region "
              + GeometryLine.shown(name)
              + " has no panel; "
              + GeometryFile.known(panels));
    }
    int minFs = limit("min_fs").index();
    int maxFs = limit("max_fs").index();
    int minSs = limit("min_ss").index();
    int maxSs = limit("max_ss").index();
    if (maxFs < minFs || maxSs < minSs) {
      throw limit(maxFs < minFs ? "max_fs" : "max_ss").fault("below the region's minimum");
    }
    var extent = new Extent(minFs, maxFs, minSs, maxSs);
    Extent whole = panels.get(at).extent();
    if (!whole.contains(extent)) {
      throw limit("min_fs")
          .fault(
              "bad region reaches beyond panel %s, which is fs %d to %d, ss %d to %d"
                  .formatted(
                      panels.get(at).name(),
                      whole.minFs(),
                      whole.maxFs(),
                      whole.minSs(),
                      whole.maxSs()));
    }
    return new BadRegion.OnPanel(name, at, extent);
  }

  private GeometryLine limit(String key) {
    GeometryLine line = limits.get(key);
    if (line == null) {
      throw new UserInputException(
          file + ": bad region " + GeometryLine.shown(name) + " has no " + key + "; add it");
    }
    return line;
  }
}

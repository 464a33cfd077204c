package org.everyshot.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.detector.BadRegion;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.ShotValue;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Reads the text of a geometry file line by line; used once.
final class GeometryText {
  private static final int MOST_WARNINGS = 100;

  /// Most panels, bad regions or groups: sixteen times what the largest detectors have, and a bound
  /// on the memory that a file of many short lines can ask for.
  private static final int MOST_PARTS = 8_192;

  private static final int LONGEST_LINE = 1 << 20;

  private final String file;
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, PanelDraft> drafts = new LinkedHashMap<>();
  private final Map<String, BadRegionDraft> regions = new LinkedHashMap<>();
  private final Map<String, GeometryLine> groups = new LinkedHashMap<>();
  private PanelDraft defaults = new PanelDraft();
  private @Nullable GeometryLine unusedDefault;
  private @Nullable ShotValue cameraLength;
  private @Nullable ShotValue photonEnergy;
  private ShotValue shiftX = new ShotValue.Fixed(0);
  private ShotValue shiftY = new ShotValue.Fixed(0);

  GeometryText(String file) {
    this.file = file;
  }

  GeometryFile read(String text) {
    int number = 0;
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      number++;
      if (end - at > LONGEST_LINE) {
        throw new UserInputException(
            "%s, line %d: %d characters; expected at most %d"
                .formatted(file, number, end - at, LONGEST_LINE));
      }
      take(text.substring(at, end), number);
      boolean pair = text.startsWith("\r\n", end);
      at = end + (pair ? 2 : 1);
    }
    return finish();
  }

  private void take(String raw, int number) {
    int comment = raw.indexOf(';');
    String text = (comment < 0 ? raw : raw.substring(0, comment)).strip();
    if (text.isEmpty()) {
      return;
    }
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new UserInputException(
          file
              + ", line "
              + number
              + ", '"
              + GeometryLine.shown(text)
              + "': expected KEY = VALUE or PANEL/KEY = VALUE, with comments after ';'");
    }
    String name = text.substring(0, equals).strip();
    String value = text.substring(equals + 1).strip();
    int slash = name.indexOf('/');
    if (slash < 0) {
      takeForAll(new GeometryLine(file, number, "", name, value));
      return;
    }
    var line =
        new GeometryLine(file, number, name.substring(0, slash), name.substring(slash + 1), value);
    if (line.owner().isEmpty()) {
      throw line.fault("no panel before the '/'");
    }
    boolean known;
    if (line.owner().startsWith("bad")) {
      requireRoom(regions, line.owner(), "bad regions", line);
      known =
          regions
              .computeIfAbsent(line.owner(), owner -> new BadRegionDraft(file, owner))
              .take(line);
    } else {
      requireRoom(drafts, line.owner(), "panels", line);
      known = panel(line.owner()).take(line);
    }
    if (!known) {
      warnOfUnknown(line);
    }
  }

  private static void requireRoom(
      Map<String, ?> parts, String name, String what, GeometryLine line) {
    if (parts.size() >= MOST_PARTS && !parts.containsKey(name)) {
      throw line.fault("more than " + MOST_PARTS + " " + what + "; expected those of one detector");
    }
  }

  private PanelDraft panel(String name) {
    PanelDraft draft = drafts.get(name);
    if (draft == null) {
      draft = defaults.copy();
      drafts.put(name, draft);
      unusedDefault = null;
    }
    return draft;
  }

  private void takeForAll(GeometryLine line) {
    switch (line.key()) {
      case "clen" -> cameraLength = line.length("mm");
      case "photon_energy" -> photonEnergy = line.photonEnergy();
      case "wavelength" -> photonEnergy = line.wavelength();
      case "electron_voltage" -> throw line.fault("electron diffraction is not supported");
      case "detector_shift_x" -> shiftX = line.length("m");
      case "detector_shift_y" -> shiftY = line.length("m");
      case "bandwidth", "beam_bandwidth", "peak_list", "peak_list_type", "peak_info_location" -> {
        // Of no use to the binning of frames; files of crystallography hold them.
      }
      default -> {
        if (line.key().startsWith("rigid_group")) {
          // Only the refinement of geometries uses them.
        } else if (line.key().startsWith("group_")) {
          String name = line.key().substring("group_".length());
          requireRoom(groups, name, "groups", line);
          groups.put(name, line);
        } else if (defaults.take(line)) {
          unusedDefault = line;
        } else {
          warnOfUnknown(line);
        }
      }
    }
  }

  private void warnOfUnknown(GeometryLine line) {
    boolean saturation = line.key().startsWith("saturation_map");
    warn(
        line,
        saturation
            ? "is not applied: saturation pixel by pixel is not read; give max_adu"
            : "is not known and was ignored");
  }

  private void warn(GeometryLine line, String what) {
    if (warnings.size() < MOST_WARNINGS) {
      warnings.add(line.where() + " " + what);
    } else if (warnings.size() == MOST_WARNINGS) {
      warnings.add(file + ": further warnings are left out");
    }
  }

  private GeometryFile finish() {
    if (drafts.isEmpty()) {
      throw new UserInputException(
          file
              + ": no panels; a CrystFEL geometry file describes each with lines such as"
              + " PANEL/min_fs = 0");
    }
    if (unusedDefault != null) {
      warn(unusedDefault, "has no effect: it stands after the first line of the last panel");
    }
    List<Panel> panels = panels();
    Map<String, Integer> index = HashMap.newHashMap(panels.size());
    for (int i = 0; i < panels.size(); i++) {
      index.put(panels.get(i).name(), i);
    }
    var bad = new ArrayList<BadRegion>();
    for (BadRegionDraft region : regions.values()) {
      bad.add(region.finish(panels, index));
    }
    for (GeometryLine group : groups.values()) {
      checkGroup(group, panels, index);
    }
    String overlap = PanelOverlap.first(panels);
    if (overlap != null) {
      warnings.add(file + ": " + overlap);
    }
    return new GeometryFile(
        new Geometry(panels, bad, cameraLength, photonEnergy, shiftX, shiftY), warnings);
  }

  private List<Panel> panels() {
    List<Panel> panels = new ArrayList<>(drafts.size());
    int offset = 0;
    for (Map.Entry<String, PanelDraft> draft : drafts.entrySet()) {
      double extra = beyondCameraLength(draft.getKey(), draft.getValue());
      Panel panel = draft.getValue().finish(file, draft.getKey(), offset, extra);
      panels.add(panel);
      offset += panel.pixels();
    }
    return panels;
  }

  /// What a panel's own camera length exceeds the detector's by, m.
  private double beyondCameraLength(String name, PanelDraft draft) {
    ShotValue own = draft.cameraLength;
    if (own == null) {
      return 0;
    }
    ShotValue detector = cameraLength;
    if (detector == null) {
      cameraLength = own;
      return 0;
    }
    if (own.equals(detector)) {
      return 0;
    }
    if (own instanceof ShotValue.Fixed mine && detector instanceof ShotValue.Fixed common) {
      return mine.value() - common.value();
    }
    throw new UserInputException(
        file
            + ": panel "
            + GeometryLine.shown(name)
            + " takes clen from elsewhere than the rest of the detector; give one clen, and each"
            + " panel's distance from it as coffset");
  }

  private void checkGroup(GeometryLine group, List<Panel> panels, Map<String, Integer> index) {
    String members = group.value();
    int next = 0;
    for (int at = 0; at <= members.length(); at = next + 1) {
      int comma = members.indexOf(',', at);
      next = comma < 0 ? members.length() : comma;
      String name = members.substring(at, next).strip();
      if (!index.containsKey(name) && !groups.containsKey(name)) {
        throw group.fault(
            "'"
                + GeometryLine.shown(name)
                + "' is neither a panel nor a group; "
                + GeometryFile.known(panels));
      }
    }
  }
}

package org.everyshot.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// What an HDF5 file holds, as an indented tree of its groups and datasets.
public final class Hdf5Description {
  private static final int DEEPEST = 12;
  private static final int MOST_LINES = 500;

  private final Hdf5File file;
  private final List<String> lines = new ArrayList<>();

  private Hdf5Description(Hdf5File file) {
    this.file = file;
  }

  /// The tree below `group`, one line each.
  ///
  /// @throws org.everyshot.fault.DamagedDataException where the file is damaged
  public static List<String> of(Path path, String group) {
    try (var file = Hdf5File.open(path)) {
      var description = new Hdf5Description(file);
      if (description.dataset(group)) {
        description.describe(group, "", group);
      } else {
        description.descend(group.endsWith("/") ? group : group + "/", "", 0);
      }
      return List.copyOf(description.lines);
    }
  }

  private void descend(String group, String indent, int depth) {
    for (String name : file.names(group)) {
      if (lines.size() >= MOST_LINES) {
        lines.add(indent + "… and more; name a group as FILE:/group to see it alone");
        return;
      }
      describe(group + name, indent, name);
      if (depth < DEEPEST && !dataset(group + name)) {
        descend(group + name + "/", indent + "  ", depth + 1);
      }
    }
  }

  private boolean dataset(String where) {
    return numbers(where) != null || !file.texts(where).isEmpty();
  }

  /// A dataset of numbers; null where there is a group, or a dataset of something else.
  private @Nullable Hdf5Array numbers(String where) {
    try {
      return file.array(where);
    } catch (UserInputException notNumbers) {
      return null;
    }
  }

  private void describe(String where, String indent, String name) {
    Hdf5Array array = numbers(where);
    var line = new StringBuilder(indent).append(name);
    if (array == null) {
      List<String> texts = file.texts(where);
      if (!texts.isEmpty()) {
        line.append("  \"").append(texts.getFirst().lines().findFirst().orElse("")).append('"');
      }
    } else {
      line.append("  ")
          .append(array.shape())
          .append(' ')
          .append(array.type().name().toLowerCase(Locale.ROOT))
          .append(", ")
          .append(array.storage());
      if (array.rank() == 0 && array.size() == 1) {
        line.append(" = ").append(array.doubles()[0]);
      }
      Map<String, Object> attributes = file.attributes(where);
      Object units = attributes.get("units");
      if (units != null) {
        line.append(", in ").append(units);
      }
    }
    lines.add(line.toString());
  }
}

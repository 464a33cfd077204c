package org.everyshot.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.engine.Source;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.ReflectionTable;
import org.jspecify.annotations.Nullable;

/// Stills integrated by DIALS: pairs of `.refl` and `.expt`, one after the other.
///
/// Intensities are those of summation. Rejected, and counted by reason: reflections that are not
/// integrated, overloaded, with bad pixels in the foreground, or whose background or summation
/// failed; pixels missing from the background alone do not reject. Files are opened while a slice
/// is read and closed again, so that there may be any number of pairs.
public final class DialsSource implements Source<ReflectionTable> {
  private static final int STILLS = 32;

  private final List<DialsPair> pairs;
  private final long[] begin;
  private final LossLedger reflections;
  private final SliceCutter cutter;

  private DialsSource(List<DialsPair> pairs, LossLedger reflections) {
    this.pairs = pairs;
    this.reflections = reflections;
    this.begin = new long[pairs.size() + 1];
    for (int p = 0; p < pairs.size(); p++) {
      begin[p + 1] = begin[p] + pairs.get(p).stills();
    }
    this.cutter = SliceCutter.bySlice(begin[pairs.size()], STILLS);
  }

  /// Opens a pair by either of its files, or all pairs in a folder.
  ///
  /// @param reflections counts reflections: received, rejected by reason, passed on
  /// @throws UserInputException where a file of a pair is missing
  public static DialsSource open(Path path, LossLedger reflections) {
    return open(List.of(path), reflections);
  }

  /// As [#open(Path, LossLedger)], for several.
  public static DialsSource open(List<Path> paths, LossLedger reflections) {
    Set<Path> tables = new LinkedHashSet<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        tables.addAll(inFolder(path));
      } else {
        tables.add(table(path));
      }
    }
    List<DialsPair> pairs = new ArrayList<>();
    for (Path refl : tables) {
      pairs.add(DialsPair.open(refl, experiments(refl), reflections));
    }
    return new DialsSource(pairs, reflections);
  }

  /// Whether a path is one that [#open(Path, LossLedger)] takes.
  public static boolean accepts(Path path) {
    if (Files.isDirectory(path)) {
      try (Stream<Path> entries = Files.list(path)) {
        return entries.anyMatch(entry -> entry.toString().endsWith(".refl"));
      } catch (IOException e) {
        return false;
      }
    }
    return path.toString().endsWith(".refl") || path.toString().endsWith(".expt");
  }

  private static List<Path> inFolder(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> tables =
          entries
              .filter(entry -> entry.toString().endsWith(".refl"))
              .filter(entry -> find(entry) != null)
              .sorted()
              .toList();
      if (tables.isEmpty()) {
        throw new UserInputException(folder + ": no .refl with an .expt of the same name");
      }
      return tables;
    } catch (IOException e) {
      throw new UserInputException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  private static Path table(Path path) {
    String name = path.toString();
    if (!name.endsWith(".expt")) {
      return path;
    }
    Path refl = Path.of(name.substring(0, name.length() - 5) + ".refl");
    if (!Files.exists(refl)) {
      throw new UserInputException(path + ": its reflections are missing; expected " + refl);
    }
    return refl;
  }

  /// The experiment list of a table; null where there is none.
  static @Nullable Path find(Path refl) {
    String name = refl.toString();
    String stem = name.endsWith(".refl") ? name.substring(0, name.length() - 5) : name;
    for (String other : List.of(stem, stem.replace("_integrated", "_refined"))) {
      Path expt = Path.of(other + ".expt");
      if (Files.exists(expt)) {
        return expt;
      }
    }
    return null;
  }

  private static Path experiments(Path refl) {
    Path expt = find(refl);
    if (expt == null) {
      throw new UserInputException(
          refl
              + (Files.exists(refl)
                  ? ": its .expt is missing; put it beside under the same name"
                  : ": no such file"));
    }
    return expt;
  }

  /// Space group of the first crystal; null where it is none that is known, or there is no
  /// crystal.
  public @Nullable SpaceGroup group() {
    for (DialsPair pair : pairs) {
      if (!pair.hall().isEmpty()) {
        try {
          return SpaceGroup.ofHall(pair.hall());
        } catch (UserInputException e) {
          return null;
        }
      }
    }
    return null;
  }

  @Override
  public OptionalLong shots() {
    return OptionalLong.of(begin[pairs.size()]);
  }

  @Override
  public @Nullable Slice next() {
    return cutter.next();
  }

  @Override
  public ReflectionTable read(Slice slice) {
    var out = new ReflectionTable.Builder(slice);
    long still = slice.first();
    long end = still + slice.count();
    for (int p = 0; p < pairs.size() && still < end; p++) {
      if (still >= begin[p + 1]) {
        continue;
      }
      DialsPair pair = pairs.get(p);
      try (FileBytes file = pair.reflections().open()) {
        for (; still < Math.min(end, begin[p + 1]); still++) {
          pair.add((int) (still - begin[p]), file, out, reflections);
        }
      }
    }
    return out.build();
  }

  @Override
  public void close() {
    // files are open only while they are read
  }
}

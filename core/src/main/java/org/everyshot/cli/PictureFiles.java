package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.everyshot.correlation.Correlation;
import org.everyshot.engine.Team;
import org.everyshot.picture.ContactSheet;
import org.everyshot.picture.CorrelationPictures;
import org.everyshot.picture.Picture;
import org.jspecify.annotations.Nullable;

/// The pictures beside a correlation's file: `C2.h5` has `C2-powder.png` and so on, and all of them
/// on one page in `C2.png`.
final class PictureFiles {
  private static final List<String> NAMES =
      List.of("powder", "intensity", "correlation", "correlation-at-q", "agreement", "convergence");

  private PictureFiles() {}

  /// The page that shows all pictures.
  static Path sheet(Path out) {
    return beside(out, "");
  }

  /// The files that are written beside `out`, the page with all of them first.
  static List<Path> files(Path out) {
    List<Path> files = new ArrayList<>();
    files.add(sheet(out));
    NAMES.forEach(name -> files.add(beside(out, "-" + name)));
    return files;
  }

  static Path beside(Path out, String suffix) {
    String stem = out.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    return out.resolveSibling(stem + suffix + ".png");
  }

  /// Checks that the pictures may be written.
  static void check(Path out, boolean force) throws IOException {
    for (Path file : files(out)) {
      Outputs.check(file, force);
    }
  }

  /// Draws and writes them, several at once.
  ///
  /// @param powder mean of the shots; null where none were read
  /// @param unit of the images
  /// @param provenance kept inside each picture
  /// @param team the threads to draw with
  /// @return the files, the page with all of them first
  static List<Path> draw(
      Path out,
      Correlation correlation,
      @Nullable Picture powder,
      String unit,
      String provenance,
      Team team) {
    var pictures = new LinkedHashMap<String, Picture>();
    if (powder != null) {
      pictures.put("powder", powder);
    }
    pictures.putAll(new CorrelationPictures(correlation).all(unit));
    List<Path> files = new ArrayList<>(List.of(sheet(out)));
    List<Runnable> drawings = new ArrayList<>();
    drawings.add(
        () ->
            ContactSheet.save(
                sheet(out),
                "Correlation " + out.getFileName(),
                String.format(Locale.ROOT, "%,d shots", correlation.shots()),
                List.copyOf(pictures.values()),
                provenance));
    pictures.forEach(
        (name, picture) -> {
          Path file = beside(out, "-" + name);
          files.add(file);
          drawings.add(() -> picture.save(file, provenance));
        });
    team.runAll(drawings);
    return files;
  }
}

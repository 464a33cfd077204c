package org.everyshot.cli;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.everyshot.format.AsideFile;
import org.everyshot.format.MergedMtz;
import org.everyshot.format.MmcifWriter;
import org.everyshot.merging.MergedReflections;
import org.everyshot.merging.MergingOutcome;
import org.everyshot.merging.MergingStatistics;
import org.everyshot.merging.Moment;
import org.everyshot.picture.ContactSheet;
import org.everyshot.picture.MergingPictures;
import org.everyshot.picture.Picture;

/// The folder that a merge fills: reflections, statistics, history, pictures. Every file is written
/// aside and renamed.
final class MergeFolder {
  private final Path folder;
  private final String method;
  private final double wavelengthAngstrom;
  private final List<Path> files = new ArrayList<>();
  private final List<Path> pictures = new ArrayList<>();

  /// @param method name of the method
  /// @param wavelengthAngstrom of the data; NaN where unknown
  MergeFolder(Path folder, String method, double wavelengthAngstrom) {
    this.folder = folder;
    this.method = method;
    this.wavelengthAngstrom = wavelengthAngstrom;
  }

  /// Writes everything.
  ///
  /// @param freeFlags class of each unique reflection
  /// @param draw whether to draw pictures
  MergingStatistics write(
      MergingOutcome outcome, int[] freeFlags, Provenance provenance, boolean draw) {
    MergedReflections merged = outcome.reflections();
    MergingStatistics statistics = MergingStatistics.of(merged);
    MergedMtz.write(
        file("merged.mtz"),
        merged,
        freeFlags,
        wavelengthAngstrom,
        "merged by everyshot (" + method + ")",
        List.of("everyshot " + provenance.version() + " " + provenance.begun()));
    String origin = "everyshot " + provenance.version() + ": " + provenance.command();
    MergedHkl.write(file("merged.hkl"), merged, List.of(origin));
    MmcifWriter.write(file("merged.cif"), merged, freeFlags, wavelengthAngstrom, "everyshot");
    text("stats.json", new StatisticsFile(outcome, statistics, method, provenance).text());
    text("history.csv", history(outcome.history()));
    if (draw) {
      draw(outcome, statistics, provenance.command());
    }
    return statistics;
  }

  private Path file(String name) {
    Path file = folder.resolve(name);
    files.add(file);
    return file;
  }

  private void text(String name, String text) {
    bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes one more file.
  void bytes(String name, byte[] content) {
    try (AsideFile file = AsideFile.create(file(name))) {
      file.write(ByteBuffer.wrap(content), 0);
      file.commit();
    }
  }

  private void draw(MergingOutcome outcome, MergingStatistics statistics, String command) {
    Map<String, Picture> all = new MergingPictures(outcome, statistics).all();
    Path sheet = folder.resolve("merging.png");
    pictures.add(sheet);
    ContactSheet.save(
        sheet,
        "Merge",
        String.format(
            Locale.ROOT,
            "%s, %,d images, %s, d > %.4g Å",
            method,
            outcome.images().processed(),
            outcome.reflections().unique().group().name(),
            outcome.reflections().unique().dMin()),
        List.copyOf(all.values()),
        command);
    all.forEach(
        (name, picture) -> {
          Path file = folder.resolve(name + ".png");
          picture.save(file, command);
          pictures.add(file);
        });
  }

  /// The moments as comma-separated values, one column for each name that occurs.
  static String history(List<Moment> moments) {
    Set<String> names = new LinkedHashSet<>();
    moments.forEach(moment -> names.addAll(moment.values().keySet()));
    var text = new StringBuilder("pass,images,seconds");
    names.forEach(name -> text.append(',').append(name));
    text.append('\n');
    for (Moment moment : moments) {
      text.append(moment.pass()).append(',').append(moment.images()).append(',');
      text.append(String.format(Locale.ROOT, "%.3f", moment.seconds()));
      Map<String, Double> values = new LinkedHashMap<>(moment.values());
      for (String name : names) {
        Double value = values.get(name);
        boolean known = value != null && Double.isFinite(value);
        text.append(',').append(known ? String.format(Locale.ROOT, "%.6g", value) : "");
      }
      text.append('\n');
    }
    return text.toString();
  }

  /// The folder.
  Path folder() {
    return folder;
  }

  /// Files written, pictures apart.
  List<Path> files() {
    return files;
  }

  /// Pictures drawn, the page with all of them first.
  List<Path> pictures() {
    return pictures;
  }
}

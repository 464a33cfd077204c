package org.everyshot.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.ReferenceProfile;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Progress;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.engine.SourceSequence;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.CorrelationFile;
import org.everyshot.picture.Picture;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// The inputs of a correlation, opened: shots of several files as one source, and saved
/// correlations.
final class ShotInputs implements AutoCloseable {
  /// One input that holds shots, on a grid.
  ///
  /// @param name to call it in a message
  /// @param wavelengthAngstrom X-ray wavelength; NaN where unknown
  /// @param unit of the images
  /// @param notes what the input lacks, one line each; to be asked once it has been read
  /// @param powder draws the mean of its frames once they have been read; null for polar images
  record Opened(
      String name,
      Source<ShotBatch> source,
      PolarGrid grid,
      double wavelengthAngstrom,
      String unit,
      Supplier<List<String>> notes,
      @Nullable Supplier<@Nullable Picture> powder) {}

  private final List<Opened> opened;
  private final Map<String, Correlation> saved;
  private final List<FileStamp> stamps;
  private final @Nullable ReferenceProfile reference;
  private final @Nullable SourceSequence<ShotBatch> source;

  private ShotInputs(
      List<Opened> opened,
      Map<String, Correlation> saved,
      List<FileStamp> stamps,
      @Nullable ReferenceProfile reference) {
    this.opened = opened;
    this.saved = saved;
    this.stamps = stamps;
    this.reference = reference;
    this.source =
        opened.isEmpty()
            ? null
            : new SourceSequence<>(opened.stream().map(Opened::source).toList());
  }

  /// Opens all inputs and checks that they go together.
  ///
  /// @param ledger where the sources note shots that they leave out
  static ShotInputs open(
      List<String> inputs, ImageOptions images, CorrelationOptions method, LossLedger ledger)
      throws IOException {
    List<Opened> opened = new ArrayList<>();
    var saved = new LinkedHashMap<String, Correlation>();
    List<FileStamp> stamps = new ArrayList<>();
    ReferenceProfile reference = null;
    try {
      var opener = method.opener(images, ledger);
      var names = new HashSet<InputName>();
      for (String typed : inputs) {
        InputName name = InputName.parse(typed);
        if (!names.add(new InputName(name.path().toRealPath(), name.dataset()))) {
          throw new UserInputException(typed + ": given twice; its shots would count twice");
        }
        stamps.addAll(FileStamp.of(name.path()));
        if (name.isCorrelation()) {
          saved.put(typed, CorrelationFile.read(name.path()));
        } else {
          opened.add(opener.open(name));
        }
      }
      requireOneGrid(opened);
      if (method.normalizes() && !opened.isEmpty()) {
        reference = method.reference(saved.values());
        if (reference == null) {
          reference = measureReference(InputName.parse(opened.getFirst().name()), images, method);
        }
      }
      return new ShotInputs(opened, saved, stamps, reference);
    } catch (IOException | RuntimeException | Error e) {
      for (Opened input : opened) {
        input.source().close();
      }
      throw e;
    }
  }

  private static void requireOneGrid(List<Opened> opened) {
    for (Opened input : opened) {
      PolarGrid first = opened.getFirst().grid();
      PolarGrid other = input.grid();
      if (!first.equals(other)) {
        throw new UserInputException(
            "%s has %s, but %s has %s; correlate them separately, or bin them alike"
                .formatted(opened.getFirst().name(), text(first), input.name(), text(other)));
      }
    }
  }

  private static String text(PolarGrid grid) {
    return "%d rings × %d azimuths, q = %s to %s Å⁻¹"
        .formatted(grid.rings(), grid.azimuths(), grid.qMin(), grid.qMax());
  }

  /// Measures the profile that shots are scaled to on the first slice of the first input.
  private static ReferenceProfile measureReference(
      InputName name, ImageOptions images, CorrelationOptions method) throws IOException {
    try (Source<ShotBatch> probe = method.opener(images, new LossLedger()).open(name).source()) {
      Slice slice = probe.next();
      if (slice == null) {
        throw new UserInputException(name.typed() + ": holds no shots");
      }
      return ReferenceProfile.measured(probe.read(slice));
    }
  }

  /// All shots, one input after the other; null where there are only saved correlations.
  @Nullable Source<ShotBatch> source() {
    return source;
  }

  /// Saved correlations where there is nothing else: the first, into which the others are still to
  /// be merged.
  CorrelationRun savedAlone() {
    Map.Entry<String, Correlation> first = saved.entrySet().iterator().next();
    saved.remove(first.getKey());
    return new CorrelationRun(
        first.getValue(),
        null,
        new Progress(first.getValue().shots(), OptionalLong.empty(), Duration.ZERO),
        false);
  }

  /// Grid of all inputs that hold shots.
  PolarGrid grid() {
    return opened.getFirst().grid();
  }

  /// X-ray wavelength of the first input that tells it, Å; NaN where none does.
  double wavelengthAngstrom() {
    return opened.stream()
        .mapToDouble(Opened::wavelengthAngstrom)
        .filter(Double::isFinite)
        .findFirst()
        .orElse(Double.NaN);
  }

  /// What the inputs lack, once they have been read: a line for the first input that lacks
  /// something, and how many others do.
  List<String> notes() {
    var first = new LinkedHashMap<String, String>();
    var others = new HashMap<String, Integer>();
    for (Opened input : opened) {
      for (String line : input.notes().get()) {
        String lack = line.substring(line.indexOf(": ") + 1);
        if (first.putIfAbsent(lack, line) != null) {
          others.merge(lack, 1, Integer::sum);
        }
      }
    }
    first.replaceAll(
        (lack, line) -> others.containsKey(lack) ? line + also(others.get(lack)) : line);
    return List.copyOf(first.values());
  }

  private static String also(int inputs) {
    return inputs == 1 ? "; and so in 1 more input" : "; and so in " + inputs + " more inputs";
  }

  /// Unit of the images.
  String unit() {
    return opened.isEmpty() ? "image units" : opened.getFirst().unit();
  }

  /// The mean of the frames of the first input that has frames; null where none has.
  @Nullable Picture powder() {
    for (Opened input : opened) {
      if (input.powder() != null) {
        return input.powder().get();
      }
    }
    return null;
  }

  /// Saved correlations by the name of their file.
  Map<String, Correlation> saved() {
    return saved;
  }

  List<FileStamp> stamps() {
    return stamps;
  }

  /// What shots are scaled to; null where they are not.
  @Nullable ReferenceProfile reference() {
    return reference;
  }

  @Override
  public void close() throws IOException {
    if (source != null) {
      source.close();
    }
  }
}

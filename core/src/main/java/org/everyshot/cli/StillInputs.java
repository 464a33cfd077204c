package org.everyshot.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.engine.SourceSequence;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.DialsSource;
import org.everyshot.format.MtzSource;
import org.everyshot.format.StreamHeader;
import org.everyshot.format.StreamSource;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.everyshot.merging.Stills;
import org.jspecify.annotations.Nullable;

/// Files of integrated stills, mixed freely, as one input that can be read again and again.
///
/// What the files say of cell, space group and wavelength is read once: cells and wavelengths
/// from the first stills, their medians.
final class StillInputs implements Stills {
  private static final int SURVEYED = 1000;

  private static final int LOOK_AGAIN_MS = 100;

  /// A followed stream shorter than this has not come to its first image yet, bytes.
  private static final int LEAST_FOLLOWED = 256;

  private enum Kind {
    STREAM,
    DIALS,
    MTZ
  }

  private record Input(Path path, Kind kind) {}

  private final List<Input> inputs;
  private final boolean follow;
  private final Duration idle;
  private final List<FileStamp> stamps;
  private final Consumer<String> notices;
  private @Nullable SpaceGroup group;
  private @Nullable UnitCell cell;
  private @Nullable UnitCell headerCell;
  private double headerWavelength = Double.NaN;
  private boolean followed;
  private boolean surveying;
  private double wavelengthAngstrom = Double.NaN;
  private volatile DoubleSupplier read = () -> Double.NaN;

  private StillInputs(
      List<Input> inputs,
      @Nullable Duration idle,
      List<FileStamp> stamps,
      Consumer<String> notices) {
    this.inputs = inputs;
    this.follow = idle != null;
    this.idle = idle == null ? Duration.ZERO : idle;
    this.stamps = stamps;
    this.notices = notices;
  }

  /// Looks at the inputs.
  ///
  /// @param idle to wait for a stream to grow, until it has not grown for so long; null not to
  /// @param notices told what is odd, in one line each
  static StillInputs of(List<String> typed, @Nullable Duration idle, Consumer<String> notices)
      throws IOException {
    boolean follow = idle != null;
    List<Input> inputs = new ArrayList<>();
    List<FileStamp> stamps = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    for (String name : typed) {
      Path path = Path.of(name);
      if (!Files.exists(path)) {
        throw new UserInputException(name + ": no such file or folder");
      }
      if (!seen.add(path.toRealPath())) {
        throw new UserInputException(name + ": given twice; its images would count twice");
      }
      inputs.add(new Input(path, kind(path, follow)));
      stamps.addAll(FileStamp.of(path));
    }
    var stills = new StillInputs(inputs, idle, stamps, notices);
    stills.survey();
    while (follow && stills.cell == null && stills.awaitMore()) {
      stills.survey();
    }
    return stills;
  }

  private static Kind kind(Path path, boolean follow) throws IOException {
    if (DialsSource.accepts(path)) {
      return Kind.DIALS;
    }
    if (Files.isDirectory(path)) {
      throw new UserInputException(path + ": holds no .refl; name the files to merge");
    }
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(16);
    }
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("MTZ ")) {
      return Kind.MTZ;
    }
    boolean packed = start.length > 1 && start[0] == 0x1F && start[1] == (byte) 0x8B;
    boolean begun = follow && start.length == 0; // its writer has not come to the first line yet
    if (text.startsWith("CrystFEL stream") || packed || begun) {
      return Kind.STREAM;
    }
    throw new UserInputException(
        path + ": no reflections; expected a CrystFEL stream, .refl or .expt, or an unmerged .mtz");
  }

  /// Waits until a followed stream has grown; false where it does not for too long.
  private boolean awaitMore() throws IOException {
    Path path = inputs.getFirst().path;
    long size = Files.size(path);
    long until = System.nanoTime() + idle.toNanos();
    try {
      while (Files.size(path) == size && System.nanoTime() < until) {
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return Files.size(path) != size;
  }

  /// Reads the first stills for their cells and wavelengths, and headers for the space group.
  private void survey() throws IOException {
    List<UnitCell> cells = new ArrayList<>();
    List<Double> wavelengths = new ArrayList<>();
    if (follow && Files.size(inputs.getFirst().path) < LEAST_FOLLOWED) {
      return;
    }
    try (Source<ReflectionTable> source = open(new LossLedger(), new LossLedger(), true)) {
      int stills = 0;
      for (Slice slice = source.next();
          slice != null && stills < SURVEYED;
          slice = follow && !cells.isEmpty() ? null : source.next()) {
        ReflectionTable table = source.read(slice);
        for (int s = 0; s < table.stills(); s++) {
          Still still = table.still(s);
          UnitCell own = still.cell();
          if (own != null) {
            cells.add(own);
          }
          if (still.wavelengthAngstrom() > 0) {
            wavelengths.add(still.wavelengthAngstrom());
          }
          stills++;
        }
      }
    }
    cell = cells.isEmpty() ? headerCell : median(cells);
    double[] sorted = wavelengths.stream().mapToDouble(Double::doubleValue).toArray();
    double middle = CorrelationSummary.median(sorted);
    wavelengthAngstrom = Double.isNaN(middle) ? headerWavelength : middle;
  }

  private static UnitCell median(List<UnitCell> cells) {
    double[] middle = new double[6];
    for (int p = 0; p < 6; p++) {
      int which = p;
      middle[p] =
          CorrelationSummary.median(
              cells.stream().mapToDouble(one -> parameter(one, which)).toArray());
    }
    return new UnitCell(middle[0], middle[1], middle[2], middle[3], middle[4], middle[5]);
  }

  private static double parameter(UnitCell cell, int which) {
    return switch (which) {
      case 0 -> cell.a();
      case 1 -> cell.b();
      case 2 -> cell.c();
      case 3 -> cell.alphaDegrees();
      case 4 -> cell.betaDegrees();
      default -> cell.gammaDegrees();
    };
  }

  @Override
  public Source<ReflectionTable> open(LossLedger images, LossLedger reflections) {
    return open(images, reflections, false);
  }

  private Source<ReflectionTable> open(LossLedger images, LossLedger reflections, boolean first) {
    surveying = first;
    List<Source<ReflectionTable>> sources = new ArrayList<>();
    try {
      open(sources, images, reflections);
      return new SourceSequence<>(sources);
    } catch (RuntimeException e) {
      for (Source<ReflectionTable> opened : sources) {
        try {
          opened.close();
        } catch (IOException closing) {
          e.addSuppressed(closing);
        }
      }
      throw e;
    }
  }

  private void open(
      List<Source<ReflectionTable>> sources, LossLedger images, LossLedger reflections) {
    read = () -> Double.NaN;
    boolean following = follow && !surveying && !followed;
    followed |= following; // later passes read what the first has waited for
    Consumer<String> told = surveying || following ? notices : line -> {};
    List<Path> pairs =
        inputs.stream().filter(input -> input.kind == Kind.DIALS).map(Input::path).toList();
    if (!pairs.isEmpty()) {
      var counted = new CountedStills(reflections);
      DialsSource dials = DialsSource.open(pairs, counted.own());
      sources.add(counted.over(dials));
      learn(dials.group(), pairs.getFirst());
    }
    for (Input input : inputs) {
      if (input.kind == Kind.STREAM) {
        sources.add(stream(input.path, following, images, reflections, told));
      } else if (input.kind == Kind.MTZ) {
        var counted = new CountedStills(reflections);
        MtzSource mtz = MtzSource.open(input.path, counted.own());
        learn(mtz.header().group(), input.path);
        String parts = mtz.partials();
        if (surveying && parts != null) {
          notices.accept(parts);
        }
        headerCell = headerCell == null ? mtz.header().cell() : headerCell;
        headerWavelength =
            headerWavelength > 0 ? headerWavelength : mtz.header().wavelengthAngstrom();
        sources.add(counted.over(mtz));
      }
    }
  }

  private StreamSource stream(
      Path path,
      boolean following,
      LossLedger images,
      LossLedger reflections,
      Consumer<String> told) {
    StreamSource stream =
        following
            ? StreamSource.follow(path, idle, images, reflections, told)
            : StreamSource.open(path, images, reflections, told);
    StreamHeader.TargetCell target = stream.header().target();
    headerCell = headerCell == null && target != null ? target.cell() : headerCell;
    read = following || inputs.size() > 1 ? read : () -> shareRead(stream, path);
    if (following) {
      Interruption.enterWaiting(stream::stopFollowing);
    }
    return stream;
  }

  private void learn(@Nullable SpaceGroup told, Path path) {
    if (group == null) {
      group = told;
    } else if (told != null && surveying && told.number() != group.number()) {
      notices.accept(
          path
              + ": its space group is "
              + told.name()
              + ", that of the inputs before "
              + group.name()
              + "; all are merged in one group, name it by --space-group");
    }
  }

  /// What the inputs say of the space group; null where they say nothing.
  @Nullable SpaceGroup group() {
    return group;
  }

  /// Median of the crystals' cells; null where none is told.
  @Nullable UnitCell cell() {
    return cell;
  }

  /// Median wavelength, Å; NaN where none is told.
  double wavelengthAngstrom() {
    return wavelengthAngstrom;
  }

  private static double shareRead(StreamSource stream, Path path) {
    try {
      return stream.bytes() / (double) Files.size(path);
    } catch (IOException e) {
      return Double.NaN;
    }
  }

  /// Share of a single stream that the running pass has read; NaN where that is not known, above
  /// 1 where the stream is compressed.
  double shareRead() {
    return read.getAsDouble();
  }

  /// Whether a stream is waited for that still grows.
  boolean followed() {
    return follow;
  }

  /// Takes over what an interrupted run began with, however the first stills look now.
  ///
  /// @param median of the crystals' cells; null where none is told
  /// @param wavelength median wavelength, Å; NaN where none is told
  /// @param waited whether a followed stream has been waited for to its end
  void recall(@Nullable UnitCell median, double wavelength, boolean waited) {
    cell = median;
    wavelengthAngstrom = wavelength;
    followed = waited;
  }

  List<FileStamp> stamps() {
    return stamps;
  }
}

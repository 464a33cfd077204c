package org.everyshot.format;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.ReflectionTable;
import org.jspecify.annotations.Nullable;

/// A CrystFEL stream, plain or compressed by gzip, as a source of stills.
///
/// A shot is a crystal, or an image without crystals; the latter are vetoed. Every slice is a chunk
/// of its own, and where it ends depends on the text alone. Memory is bounded: the text of the
/// slices in flight, 1 MiB each or one image if that is longer.
///
/// Positions become those on the panel, from its first corner. Reflections that are malformed, not
/// finite or without positive sigma are left out and counted; so are images that are cut short.
///
/// Source: CrystFEL, `libcrystfel/src/stream.c`, formats 2.2 and 2.3.
public final class StreamSource implements Source<ReflectionTable> {
  private static final int MOST_NOTICES = 10;

  private final Path path;
  private final StreamInput input;
  private final StreamScanner scanner;
  private final StreamHeader header;
  private final @Nullable StreamTally tally;
  private final LossLedger images;
  private final LossLedger reflections;
  private final Consumer<String> notices;
  private final Map<Long, StreamSlice> waiting = new ConcurrentHashMap<>();
  private final LongAdder noticed = new LongAdder();
  private volatile long bytes;
  private long slices;
  private long shots;
  private volatile boolean closed;

  private StreamSource(
      Path path,
      StreamInput input,
      boolean followed,
      boolean tallied,
      LossLedger images,
      LossLedger reflections,
      Consumer<String> notices)
      throws IOException {
    this.path = path;
    this.input = input;
    this.scanner = new StreamScanner(path, input, followed);
    this.images = images;
    this.reflections = reflections;
    this.notices = notices;
    this.tally = tallied ? new StreamTally() : null;
    this.header = StreamHeader.parse(path, scanner.header());
    header.warnings().forEach(notices);
  }

  /// Reads a stream as it is.
  ///
  /// @param images where shots that are left out are counted
  /// @param reflections where reflections that are left out are counted, received and dropped
  /// @param notices told, in one line each, what is odd or damaged; from any thread
  /// @throws UserInputException where it cannot be read or is no CrystFEL stream
  public static StreamSource open(
      Path path, LossLedger images, LossLedger reflections, Consumer<String> notices) {
    return begin(path, StoredText.open(path), false, false, images, reflections, notices);
  }

  /// As [#open], and shows every crystal to a tally.
  static StreamSource tallied(
      Path path, LossLedger images, LossLedger reflections, Consumer<String> notices) {
    return begin(path, StoredText.open(path), false, true, images, reflections, notices);
  }

  /// Reads a stream that its writer still appends to. At the end, [#next] waits for more. Waits for
  /// the first image to begin, too.
  ///
  /// An image is read when it is complete. The stream has ended when it has not grown for
  /// `idleLimit`, or after [#stopFollowing]. A stream that was begun anew is read again from its
  /// beginning, images read before passed over.
  public static StreamSource follow(
      Path path,
      Duration idleLimit,
      LossLedger images,
      LossLedger reflections,
      Consumer<String> notices) {
    var file = GrowingFile.open(path, idleLimit, notices);
    return begin(path, file, true, false, images, reflections, notices);
  }

  private static StreamSource begin(
      Path path,
      StreamInput input,
      boolean followed,
      boolean tallied,
      LossLedger images,
      LossLedger reflections,
      Consumer<String> notices) {
    StreamSource source = null;
    try {
      source = new StreamSource(path, input, followed, tallied, images, reflections, notices);
      return source;
    } catch (IOException e) {
      throw new UserInputException(path + ": cannot be read: " + e.getMessage(), e);
    } finally {
      if (source == null) {
        closeQuietly(input);
      }
    }
  }

  private static void closeQuietly(StreamInput input) {
    try {
      input.close();
    } catch (IOException e) {
      System.getLogger("org.everyshot").log(System.Logger.Level.DEBUG, "closing", e);
    }
  }

  /// What the stream says before its first image.
  public StreamHeader header() {
    return header;
  }

  /// Where reflections stand in the laboratory; null where the stream tells no geometry.
  public @Nullable ReflectionPositions positions() {
    var geometry = header.geometry();
    return geometry == null ? null : new ReflectionPositions(geometry);
  }

  /// The tally of crystals.
  @Nullable StreamTally tally() {
    return tally;
  }

  @Override
  public OptionalLong shots() {
    return OptionalLong.empty();
  }

  /// Bytes of text handed out so far; of the inflated text where it is compressed.
  public long bytes() {
    return bytes;
  }

  @Override
  public @Nullable Slice next() throws IOException {
    StreamSlice text;
    try {
      text = closed ? null : scanner.next();
    } catch (IOException e) {
      if (closed) {
        return null;
      }
      throw e;
    }
    if (text == null || closed) {
      return null;
    }
    var slice = new Slice(new Chunk(slices, shots, text.shots()), 0, text.shots());
    slices++;
    shots += text.shots();
    waiting.put(slice.first(), text);
    bytes = scanner.offset();
    return slice;
  }

  @Override
  public ReflectionTable read(Slice slice) {
    StreamSlice text = waiting.remove(slice.first());
    if (text == null) {
      throw new IllegalStateException(slice + " was not handed out, or read before");
    }
    var geometry = header.geometry();
    var parser =
        new StreamParser(
            text,
            slice,
            header.version().equals("2.3"),
            geometry == null ? null : new StreamPanels(geometry.panels()),
            tally);
    ReflectionTable table = parser.read(images, this::damaged);
    ReflectionLines lines = parser.lines();
    leaveOut(ReflectionLines.MALFORMED, lines.malformed());
    leaveOut(ReflectionLines.NOT_FINITE, lines.notFinite());
    leaveOut(ReflectionLines.NO_SIGMA, lines.noSigma());
    if (lines.malformed() > 0) {
      damaged(ReflectionLines.MALFORMED, text.offset() + lines.firstMalformed());
    }
    return table;
  }

  private void leaveOut(String reason, long count) {
    if (count > 0) {
      reflections.received(count);
      reflections.dropped(reason, count);
    }
  }

  private void damaged(String what, long offset) {
    noticed.increment();
    long n = noticed.sum();
    if (n <= MOST_NOTICES) {
      String more = n == MOST_NOTICES ? "; further ones are only counted" : "";
      notices.accept(path + ": " + what + ", byte " + offset + "; left out" + more);
    }
  }

  /// Ends following: what is in the file now is still read. From any thread.
  public void stopFollowing() {
    input.stopWaiting();
  }

  /// Ends waiting; no further slice is handed out. From any thread.
  @Override
  public void close() throws IOException {
    closed = true;
    input.close();
  }
}

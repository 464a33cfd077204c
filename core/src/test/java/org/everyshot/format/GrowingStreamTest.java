package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.UserInputException;
import org.everyshot.math.RandomStream;
import org.everyshot.merging.ReflectionTable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Streams that are read while their writer is at work.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GrowingStreamTest {
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  @TempDir private Path folder;

  private final LossLedger images = new LossLedger();
  private final LossLedger reflections = new LossLedger();
  private final List<String> notices = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private Path file() {
    return folder.resolve("growing.stream");
  }

  private static void append(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private StreamSource follow(Duration idleLimit) {
    return StreamSource.follow(file(), idleLimit, images, reflections, notices::add);
  }

  /// Reads to the end on another thread; `begun` tells when the first slice was there.
  private Future<List<ReflectionTable>> reading(StreamSource source, CountDownLatch begun) {
    return threads.submit(
        () -> {
          var tables = new ArrayList<ReflectionTable>();
          for (Slice slice = source.next(); slice != null; slice = source.next()) {
            tables.add(source.read(slice));
            begun.countDown();
          }
          return tables;
        });
  }

  private String whole(byte[] text) throws IOException {
    Path file = folder.resolve("whole.stream");
    Files.write(file, text);
    return StreamSamples.digest(StreamSamples.read(file));
  }

  /// A process appends the stream in small pieces and is killed while it waits in the middle of a
  /// line; a second one appends the rest. Slices, stills and every number are those of reading the
  /// whole file at once.
  @Test
  void aWriterKilledWithinALineAndResumedLosesNothing() throws Exception {
    byte[] text = StreamSamples.text(120, 60, 21).getBytes(StandardCharsets.UTF_8);
    int cut = text.length / 2;
    while (text[cut] != '.' || text[cut - 1] == '\n') {
      cut++; // between the digits of an intensity
    }
    Path rest = folder.resolve("rest");
    Files.write(rest, Arrays.copyOfRange(text, cut, text.length));
    Path first = folder.resolve("first");
    Files.write(first, Arrays.copyOf(text, cut));
    Files.createFile(file());
    // Copies its half in pieces of 1000 bytes, then hangs with the file open until it is killed.
    Process writer =
        new ProcessBuilder(
                "sh", "-c", "dd bs=1000 if=first 2>dd.log >> growing.stream; echo; exec cat")
            .directory(folder.toFile())
            .start();
    try (StreamSource source = follow(PATIENCE)) {
      var begun = new CountDownLatch(1);
      Future<List<ReflectionTable>> tables = reading(source, begun);
      assertTrue(begun.await(30, TimeUnit.SECONDS), "read before the writer is done");
      assertEquals('\n', writer.getInputStream().read(), "its half is written");
      writer.destroyForcibly().waitFor();
      assertEquals(cut, Files.size(file()), "killed within a line");
      new ProcessBuilder("sh", "-c", "dd bs=777 if=rest 2>>dd.log >> growing.stream")
          .directory(folder.toFile())
          .start()
          .waitFor();
      source.stopFollowing();
      assertEquals(whole(text), StreamSamples.digest(tables.get(30, TimeUnit.SECONDS)));
    }
    assertEquals(Map.of(), images.balance().dropped());
    assertEquals(Map.of(), reflections.balance().dropped());
    assertEquals(List.of(), notices);
  }

  /// A writer thread that appends pieces of random length, some of a single byte.
  @Test
  void piecesOfAnyLengthReadAsTheWhole() throws Exception {
    byte[] text = StreamSamples.text(80, 30, 22).getBytes(StandardCharsets.UTF_8);
    var random = new RandomStream(5, 0, 0);
    Files.createFile(file());
    Future<?> writer =
        threads.submit(
            () -> {
              try (var out = FileChannel.open(file(), StandardOpenOption.APPEND)) {
                for (int at = 0; at < text.length; ) {
                  int n = 1 + (int) (random.uniform() < 0.3 ? 3 : 20_000 * random.uniform());
                  n = Math.min(n, text.length - at);
                  out.write(ByteBuffer.wrap(text, at, n));
                  at += n;
                }
              }
              return null;
            });
    try (StreamSource source = follow(PATIENCE)) {
      Future<List<ReflectionTable>> tables = reading(source, new CountDownLatch(1));
      writer.get();
      source.stopFollowing();
      assertEquals(whole(text), StreamSamples.digest(tables.get()));
    }
  }

  @Test
  void aStreamThatStandsStillHasEnded() throws Exception {
    byte[] text = StreamSamples.text(10, 5, 23).getBytes(StandardCharsets.UTF_8);
    append(file(), text);
    append(
        file(), "----- Begin chunk -----\nImage filename: half".getBytes(StandardCharsets.UTF_8));
    try (StreamSource source = follow(Duration.ofMillis(100))) {
      List<ReflectionTable> tables = StreamSamples.tables(source);
      assertEquals(12, tables.stream().mapToInt(ReflectionTable::stills).sum());
      assertEquals(Map.of(StreamParser.CUT_SHORT, 1L), images.balance().dropped());
    }
  }

  @Test
  void closingFromAnotherThreadEndsTheWait() throws Exception {
    append(file(), StreamSamples.text(1, 1, 24).getBytes(StandardCharsets.UTF_8));
    StreamSource source = follow(PATIENCE);
    var waiting = new CompletableFuture<Slice>();
    Thread taker =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    waiting.complete(source.next());
                  } catch (IOException e) {
                    waiting.completeExceptionally(e);
                  }
                });
    while (taker.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    source.close();
    assertNull(waiting.get(10, TimeUnit.SECONDS));
    taker.join();
  }

  /// A restarted indexamajig cuts its stream and begins again, the images it had done first.
  @Test
  void aStreamBegunAnewGivesEveryImageOnce() throws Exception {
    byte[] all = StreamSamples.text(100, 20, 25).getBytes(StandardCharsets.UTF_8);
    int some = new String(all, StandardCharsets.UTF_8).indexOf("run7.cxi\nEvent: //70\n");
    append(file(), Arrays.copyOf(all, some));
    try (StreamSource source = follow(PATIENCE)) {
      var begun = new CountDownLatch(2);
      Future<List<ReflectionTable>> tables = reading(source, begun);
      assertTrue(begun.await(30, TimeUnit.SECONDS));
      try (var file = FileChannel.open(file(), StandardOpenOption.WRITE)) {
        file.truncate(0);
        awaitNotice();
        file.write(ByteBuffer.wrap(all));
      }
      source.stopFollowing();
      assertEachOnce(tables.get());
    }
    assertTrue(notices.getFirst().contains("begun anew by its writer"), notices::toString);
  }

  @Test
  void aStreamReplacedByAnotherOfItsNameGivesEveryImageOnce() throws Exception {
    byte[] all = StreamSamples.text(100, 20, 26).getBytes(StandardCharsets.UTF_8);
    int some = new String(all, StandardCharsets.UTF_8).indexOf("run7.cxi\nEvent: //70\n");
    append(file(), Arrays.copyOf(all, some));
    try (StreamSource source = follow(PATIENCE)) {
      var begun = new CountDownLatch(2);
      Future<List<ReflectionTable>> tables = reading(source, begun);
      assertTrue(begun.await(30, TimeUnit.SECONDS));
      Path next = folder.resolve("next");
      Files.write(next, all);
      Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      awaitNotice();
      source.stopFollowing();
      assertEachOnce(tables.get());
    }
    assertTrue(notices.getFirst().contains("was replaced by another file"), notices::toString);
  }

  private void awaitNotice() {
    while (notices.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private void assertEachOnce(List<ReflectionTable> tables) {
    List<String> names = new ArrayList<>();
    long read = 0;
    for (ReflectionTable table : tables) {
      for (int s = 0; s < table.stills(); s++) {
        names.add(table.still(s).name());
      }
      read += table.size();
    }
    assertEquals(120, names.size(), "100 images, every fifth with two crystals");
    assertEquals(100, names.stream().distinct().count());
    assertEquals(120 * 20, read);
    assertEquals(Map.of(), images.balance().dropped());
    Map<String, Long> vetoed = images.balance().vetoed();
    assertEquals(List.of(StreamParser.READ_BEFORE), List.copyOf(vetoed.keySet()));
  }

  @Test
  void compressedStreamsAreNotFollowed() throws IOException {
    append(file(), new byte[] {0x1F, (byte) 0x8B, 8, 0});
    assertThrows(UserInputException.class, () -> follow(PATIENCE));
  }
}

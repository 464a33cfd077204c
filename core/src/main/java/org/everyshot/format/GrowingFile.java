package org.everyshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// A file that its writer still appends to: at the end, waits for more.
///
/// Looks again after a pause that grows from 20 ms to 1 s while nothing comes. It does not rely on
/// the system's notices of change, which the file systems of computing centres do not send between
/// machines. A file that became shorter, whose bytes before the place of reading changed, or in
/// whose place another file stands, was begun anew: that is said, and reading goes on from its
/// beginning.
final class GrowingFile implements StreamInput {
  private static final long SHORTEST_PAUSE_MS = 20;
  private static final long LONGEST_PAUSE_MS = 1000;

  /// Bytes before the place of reading that must not change.
  private static final int REMEMBERED = 256;

  private final Path path;
  private final Duration idleLimit;
  private final Consumer<String> notices;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final byte[] last = new byte[REMEMBERED];
  private int remembered;
  private FileChannel channel;
  private @Nullable Object identity;
  private long at;

  private GrowingFile(
      Path path, Duration idleLimit, Consumer<String> notices, FileChannel channel) {
    this.path = path;
    this.idleLimit = idleLimit;
    this.notices = notices;
    this.channel = channel;
  }

  /// @param idleLimit the file has ended when it has not grown for so long
  /// @param notices told, in one line, when the file was begun anew
  /// @throws UserInputException where the file cannot be read or is compressed
  static GrowingFile open(Path path, Duration idleLimit, Consumer<String> notices) {
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      var file = new GrowingFile(path, idleLimit, notices, channel);
      try {
        file.identity = identity(path);
        ByteBuffer magic = ByteBuffer.allocate(2);
        if (channel.read(magic, 0) == 2 && magic.getShort(0) == 0x1F8B) {
          throw new UserInputException(
              path + ": is compressed by gzip; a compressed stream cannot be followed, only read");
        }
        return file;
      } catch (IOException | UserInputException e) {
        channel.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new UserInputException(
          path + ": no such file; to follow it, start its writer first", e);
    } catch (IOException e) {
      throw new UserInputException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// What tells a file from another that takes its name; null where the system does not tell.
  private static @Nullable Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  @Override
  public int read(byte[] out, int from, int count) throws IOException {
    long begun = System.nanoTime();
    long pause = SHORTEST_PAUSE_MS;
    boolean over = false;
    while (true) {
      long size = channel.size();
      boolean waited = pause > SHORTEST_PAUSE_MS;
      if (size < at || (size > at && waited && rewritten())) {
        return beginAnew("was cut short and begun anew by its writer");
      }
      if (size > at) {
        int n = take(out, from, count);
        if (n > 0) {
          return n;
        }
      }
      if (replaced()) {
        channel.close();
        channel = FileChannel.open(path, StandardOpenOption.READ);
        identity = identity(path);
        return beginAnew("was replaced by another file of this name");
      }
      if (over) {
        return END;
      }
      over = pause(pause) || System.nanoTime() - begun > idleLimit.toNanos();
      pause = Math.min(LONGEST_PAUSE_MS, pause + pause / 2);
    }
  }

  private int take(byte[] out, int from, int count) throws IOException {
    int n = channel.read(ByteBuffer.wrap(out, from, count), at);
    if (n <= 0) {
      return n;
    }
    at += n;
    int keep = Math.clamp(REMEMBERED - n, 0, remembered);
    System.arraycopy(last, remembered - keep, last, 0, keep);
    int fresh = Math.min(n, REMEMBERED);
    System.arraycopy(out, from + n - fresh, last, keep, fresh);
    remembered = keep + fresh;
    return n;
  }

  private int beginAnew(String why) {
    notices.accept(
        path
            + ": "
            + why
            + " after byte "
            + at
            + "; read on from its beginning, passing over images read before");
    at = 0;
    remembered = 0;
    return BEGUN_ANEW;
  }

  /// Whether the bytes read last are no longer there.
  private boolean rewritten() throws IOException {
    var now = ByteBuffer.allocate(remembered);
    while (now.hasRemaining()) {
      if (channel.read(now, at - remembered + now.position()) < 0) {
        return true;
      }
    }
    return !Arrays.equals(now.array(), 0, remembered, last, 0, remembered);
  }

  /// Whether another file stands at the path.
  private boolean replaced() throws IOException {
    try {
      return !Objects.equals(identity, identity(path));
    } catch (NoSuchFileException e) {
      return false; // moved away; its successor may come
    }
  }

  /// Waits; true where waiting was or is ended from outside.
  private boolean pause(long milliseconds) {
    try {
      return stopped.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void stopWaiting() {
    stopped.countDown();
  }

  @Override
  public void close() throws IOException {
    stopWaiting();
    channel.close();
  }
}

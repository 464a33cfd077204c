package org.everyshot.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.everyshot.fault.UserInputException;

/// An output written aside, in the folder of its destination, and renamed when it is complete.
///
/// Closed without [#commit()], it leaves nothing behind; nor does a program that calls
/// [#removeUnfinished()] when it is interrupted. Writing at any position; one thread at a time, or
/// several at different positions.
///
/// Every method throws [UserInputException] where the disk is full or the folder cannot be
/// written to.
///
/// What has been written goes to the disk while more is on its way, so that [#commit()] need not
/// wait for all of it.
public final class AsideFile implements AutoCloseable {
  /// Bytes that go to the disk together.
  private static final long FLUSH = 32 << 20;

  private static final Set<Path> UNFINISHED = ConcurrentHashMap.newKeySet();

  private final Path destination;
  private final Path aside;
  private final FileChannel channel;
  private boolean open = true;
  private final AtomicLong waiting = new AtomicLong();
  private CompletableFuture<Void> flushed = CompletableFuture.completedFuture(null);

  private AsideFile(Path destination, Path aside, FileChannel channel) {
    this.destination = destination;
    this.aside = aside;
    this.channel = channel;
  }

  /// @param destination where the file is to be in the end; one that is there is replaced then; its
  ///   folder is made where it is missing
  public static AsideFile create(Path destination) {
    Path full = destination.toAbsolutePath();
    Path folder = full.getParent();
    Path name = full.getFileName();
    if (folder == null || name == null || Files.isDirectory(full)) {
      throw new UserInputException("cannot write " + destination + ": is a folder; name a file");
    }
    Path aside =
        folder.resolve("." + name + "." + Long.toHexString(System.nanoTime()) + ".unfinished");
    UNFINISHED.add(aside);
    try {
      // Another run that failed may have taken it away since this one began.
      Files.createDirectories(folder);
      var channel =
          FileChannel.open(
              aside,
              StandardOpenOption.CREATE_NEW,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      return new AsideFile(full, aside, channel);
    } catch (IOException e) {
      UNFINISHED.remove(aside);
      throw refused(full, e);
    }
  }

  /// Where the file will be once it is complete.
  public Path destination() {
    return destination;
  }

  /// Writes all remaining bytes of `bytes` from `position` on.
  public void write(ByteBuffer bytes, long position) {
    int count = bytes.remaining();
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
    } catch (IOException e) {
      throw refused(destination, e);
    }
    if (waiting.addAndGet(count) >= FLUSH) {
      flush();
    }
  }

  /// Begins to bring to the disk what waits, unless that is under way.
  private synchronized void flush() {
    if (flushed.isDone() && !flushed.isCompletedExceptionally()) {
      waiting.set(0);
      flushed = CompletableFuture.runAsync(this::force, Thread.ofPlatform().daemon()::start);
    }
  }

  private void force() {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw refused(destination, e);
    }
  }

  /// Waits until the disk has what it was given.
  ///
  /// @throws UserInputException where it refused
  private synchronized void settle() {
    try {
      flushed.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof UserInputException refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  /// Reads `bytes` full again from `position` on.
  void read(ByteBuffer bytes, long position) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        int n = channel.read(bytes, at);
        if (n < 0) {
          throw new IOException("shorter than what was written");
        }
        at += n;
      }
    } catch (IOException e) {
      throw refused(destination, e);
    }
  }

  /// Makes the file appear at its destination, complete and on the disk.
  public void commit() {
    settle();
    try {
      channel.force(true);
      channel.close();
      Files.move(
          aside, destination, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      UNFINISHED.remove(aside);
      open = false;
    } catch (IOException e) {
      throw refused(destination, e);
    }
  }

  /// Removes what was written, unless it was committed.
  @Override
  public void close() {
    if (!open) {
      return;
    }
    open = false;
    try {
      channel.close();
      Files.deleteIfExists(aside);
      UNFINISHED.remove(aside);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + aside, e);
    }
  }

  /// What to tell a user whose output cannot be written.
  static UserInputException refused(Path destination, IOException cause) {
    String why;
    if (cause instanceof AccessDeniedException) {
      why = "no permission to write in this folder; choose another with --out";
    } else if (cause instanceof FileAlreadyExistsException) {
      why = "a file stands where its folder should be; choose another with --out";
    } else {
      String message = String.valueOf(cause.getMessage());
      why =
          message.contains("No space left") || message.contains("quota")
              ? "the disk is full; free space or choose another place with --out"
              : message;
    }
    return new UserInputException("cannot write " + destination + ": " + why, cause);
  }

  /// Removes every file begun and neither committed nor closed; for a program that must end now.
  public static void removeUnfinished() {
    for (Path aside : UNFINISHED) {
      try {
        Files.deleteIfExists(aside);
      } catch (IOException e) {
        System.getLogger("org.everyshot").log(System.Logger.Level.WARNING, "left behind " + aside);
      }
    }
  }
}

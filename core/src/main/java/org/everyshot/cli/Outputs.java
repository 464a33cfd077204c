package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.everyshot.fault.UserInputException;

/// Makes sure, before the work, that its result can be written after it.
final class Outputs {
  /// Folders that were made for results to come, the outer ones first.
  private static final Deque<Path> MADE = new ConcurrentLinkedDeque<>();

  private Outputs() {}

  /// Checks that `file` may be written: not there unless `force`, and its folder can be made and
  /// written.
  static void check(Path file, boolean force) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UserInputException(file + ": is a folder; name a file with --out");
    }
    refuseExisting(file, force);
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new UserInputException(file + ": is no file name; name another with --out");
    }
    checkFolder(folder);
  }

  /// Checks that a result folder may be filled: absent or empty unless `force`, and can be made and
  /// written. It exists afterwards.
  static void checkResultFolder(Path folder, boolean force) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new UserInputException(folder + ": is a file; name a folder with --out");
    }
    if (Files.isDirectory(folder) && !force) {
      try (var entries = Files.newDirectoryStream(folder)) {
        if (entries.iterator().hasNext()) {
          throw existing(folder, "is not empty");
        }
      }
    }
    checkFolder(folder);
  }

  /// Refuses a file that is there already, unless `force`.
  static void refuseExisting(Path file, boolean force) {
    if (!force && Files.exists(file)) {
      throw existing(file, "exists");
    }
  }

  /// Refuses a result that would take the place of a file it is made from, forced or not.
  static void refuseInput(Path file, Path input) throws IOException {
    if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
      throw new UserInputException(
          file + ": is an input and would be lost; choose another place for the output");
    }
  }

  private static UserInputException existing(Path path, String state) {
    return new UserInputException(
        path + " " + state + "; add --force to overwrite it, or name another with --out");
  }

  private static void checkFolder(Path folder) throws IOException {
    try {
      make(folder);
      Files.delete(Files.createTempFile(folder, ".everyshot-", ".probe"));
    } catch (AccessDeniedException e) {
      throw new UserInputException(
          folder + ": cannot be written; check its owner and mode, or write elsewhere with --out",
          e);
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "a file stands in the way" : e.getReason();
      throw new UserInputException(
          folder + ": cannot be written (" + reason + "); write elsewhere with --out", e);
    }
  }

  private static void make(Path folder) throws IOException {
    Deque<Path> missing = new ArrayDeque<>();
    for (Path at = folder.toAbsolutePath();
        at != null && Files.notExists(at);
        at = at.getParent()) {
      missing.push(at);
    }
    Files.createDirectories(folder);
    MADE.addAll(missing);
  }

  /// The verb has done its work: the folders that it was checked for stay.
  static void keepFolders() {
    MADE.clear();
  }

  /// The verb has failed: folders that it was checked for, and that hold nothing, go again.
  static void removeEmptyFolders() {
    for (Path folder = MADE.pollLast(); folder != null; folder = MADE.pollLast()) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        // It holds something, or is another's: it stays.
        System.getLogger("org.everyshot").log(System.Logger.Level.DEBUG, "left " + folder, e);
      }
    }
  }
}

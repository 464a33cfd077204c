package org.everyshot.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// By what an input can be recognised later.
///
/// @param path absolute path
/// @param bytes size
/// @param modified when it was last changed
/// @param sha256 hash of the whole file or, where it is larger than 256 MiB, of its first and last
///     MiB
/// @param whole whether the hash is that of the whole file
record FileStamp(Path path, long bytes, Instant modified, String sha256, boolean whole) {
  private static final int MIB = 1 << 20;
  private static final long LARGE = 256L * MIB;

  /// Stamps of a file or, of a folder, of the files in it, by name.
  static List<FileStamp> of(Path path) throws IOException {
    List<FileStamp> stamps = new ArrayList<>();
    if (Files.isDirectory(path)) {
      try (var files = Files.list(path)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          stamps.add(ofFile(file));
        }
      }
    } else {
      stamps.add(ofFile(path));
    }
    return stamps;
  }

  private static FileStamp ofFile(Path file) throws IOException {
    long size = Files.size(file);
    boolean whole = size <= LARGE;
    MessageDigest digest = newDigest();
    try (var in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] buffer = new byte[MIB];
      take(in, digest, buffer, whole ? size : MIB);
      if (!whole) {
        in.seek(size - MIB);
        take(in, digest, buffer, MIB);
      }
    }
    return new FileStamp(
        file.toAbsolutePath().normalize(),
        size,
        Files.getLastModifiedTime(file).toInstant(),
        HexFormat.of().formatHex(digest.digest()),
        whole);
  }

  /// SHA-256 of the bytes from `from` to `to`.
  static byte[] sha256(byte[] bytes, int from, int to) {
    MessageDigest digest = newDigest();
    digest.update(bytes, from, to - from);
    return digest.digest();
  }

  private static void take(RandomAccessFile in, MessageDigest digest, byte[] buffer, long bytes)
      throws IOException {
    long left = bytes;
    while (left > 0) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        return;
      }
      digest.update(buffer, 0, n);
      left -= n;
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// One line.
  String text() {
    return "%s  %s%s  %d bytes  %s"
        .formatted(
            path, whole ? "sha256:" : "sha256-of-first-and-last-MiB:", sha256, bytes, modified);
  }
}

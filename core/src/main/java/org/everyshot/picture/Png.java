package org.everyshot.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.everyshot.fault.UserInputException;

/// Writes PNG: 8-bit RGB, with resolution and provenance, no date, so that equal pictures are equal
/// files.
///
/// Source: Portable Network Graphics (third edition), W3C 2025: chunks IHDR, pHYs, iTXt, IDAT,
/// IEND.
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /// A unit of length of the canvas is printed as 1/96 inch.
  private static final double UNITS_PER_METRE = 96 / 0.0254;

  /// Of 1 to 9: level 6 takes twice the time for files 7 % smaller.
  private static final int LEVEL = 3;

  /// The filter that keeps differences to the row above.
  private static final byte UP = 2;

  private static final int BUFFER = 1 << 16;

  private Png() {}

  /// Writes aside, then renames, so that no half-written picture is ever seen.
  static void write(Path file, Pixels image, double pixelsPerUnit, String provenance) {
    byte[] png = encode(image, pixelsPerUnit, provenance);
    try {
      Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent()));
      Path aside =
          file.resolveSibling(
              "." + file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".unfinished");
      try {
        Files.write(aside, png, StandardOpenOption.CREATE_NEW);
        Files.move(
            aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      throw new UserInputException(
          "cannot write the picture "
              + file
              + ": "
              + reason(e)
              + "; choose a folder that can be written to and has space",
          e);
    }
  }

  static byte[] encode(Pixels image, double pixelsPerUnit, String provenance) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(image.width())
            .putInt(image.height())
            .put(new byte[] {8, 2, 0, 0, 0})
            .array());
    int perMetre = (int) Math.round(pixelsPerUnit * UNITS_PER_METRE);
    chunk(
        out,
        "pHYs",
        ByteBuffer.allocate(9).putInt(perMetre).putInt(perMetre).put((byte) 1).array());
    if (!provenance.isEmpty()) {
      chunk(out, "iTXt", ("Software\0\0\0\0\0" + provenance).getBytes(StandardCharsets.UTF_8));
    }
    chunk(out, "IDAT", deflate(image));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  /// Rows, then zlib. A row that equals the one above is written as no difference to it; others as
  /// they are: of pictures with few colours, differences make larger files.
  private static byte[] deflate(Pixels image) {
    int row = 3 * image.width();
    byte[] same = new byte[1 + row];
    same[0] = UP;
    byte[] asItIs = new byte[1];
    var packed = new ByteArrayOutputStream();
    var deflater = new Deflater(LEVEL);
    try (var zlib = new DeflaterOutputStream(packed, deflater, BUFFER)) {
      for (int y = 0; y < image.height(); y++) {
        if (image.repeats(y)) {
          zlib.write(same);
        } else {
          zlib.write(asItIs);
          zlib.write(image.bytes(), y * row, row);
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    var crc = new CRC32();
    crc.update(name);
    crc.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(name);
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "a file stands where its folder should be";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    String detail = e instanceof FileSystemException files ? files.getReason() : e.getMessage();
    return detail == null ? e.getClass().getSimpleName() : detail;
  }
}

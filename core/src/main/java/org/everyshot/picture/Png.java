package org.everyshot.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
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
/// files. The image is of type `TYPE_INT_RGB`.
///
/// Source: Portable Network Graphics (third edition), W3C 2025: chunks IHDR, pHYs, iTXt, IDAT,
/// IEND.
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /// A unit of length of the canvas is printed as 1/96 inch.
  private static final double UNITS_PER_METRE = 96 / 0.0254;

  /// Of 1 to 9: level 6 takes twice the time for files 7 % smaller.
  private static final int LEVEL = 3;

  private Png() {}

  /// Writes aside, then renames, so that no half-written picture is ever seen.
  static void write(Path file, BufferedImage image, double pixelsPerUnit, String provenance) {
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

  static byte[] encode(BufferedImage image, double pixelsPerUnit, String provenance) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(SIGNATURE);
    chunk(
        out,
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(image.getWidth())
            .putInt(image.getHeight())
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

  /// Rows, each with the filter (none, sub or up) whose differences are smallest, then zlib.
  private static byte[] deflate(BufferedImage image) {
    int width = image.getWidth();
    int row = 3 * width;
    int[] rgb = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    byte[] above = new byte[row];
    byte[] here = new byte[row];
    byte[][] filtered = new byte[3][row + 1];
    var packed = new ByteArrayOutputStream();
    var deflater = new Deflater(LEVEL);
    try (var zlib = new DeflaterOutputStream(packed, deflater)) {
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < width; x++) {
          int pixel = rgb[y * width + x];
          here[3 * x] = (byte) (pixel >> 16);
          here[3 * x + 1] = (byte) (pixel >> 8);
          here[3 * x + 2] = (byte) pixel;
        }
        int best = filter(here, above, filtered);
        zlib.write(filtered[best]);
        byte[] swap = above;
        above = here;
        here = swap;
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  /// Filters a row in all three ways and returns the one with the smallest differences.
  private static int filter(byte[] here, byte[] above, byte[][] filtered) {
    for (int f = 0; f < 3; f++) {
      filtered[f][0] = (byte) f;
    }
    byte[] sub = filtered[1];
    byte[] up = filtered[2];
    System.arraycopy(here, 0, filtered[0], 1, here.length);
    System.arraycopy(here, 0, sub, 1, 3);
    for (int i = 3; i < here.length; i++) {
      sub[i + 1] = (byte) (here[i] - here[i - 3]);
    }
    for (int i = 0; i < here.length; i++) {
      up[i + 1] = (byte) (here[i] - above[i]);
    }
    int none = sizes(filtered[0]);
    int left = sizes(sub);
    int higher = sizes(up);
    return none <= left && none <= higher ? 0 : left <= higher ? 1 : 2;
  }

  /// Sum of the sizes of a row's bytes; of the first, the filter's name, too little to matter.
  private static int sizes(byte[] row) {
    int sum = 0;
    for (byte value : row) {
      sum += Math.abs(value);
    }
    return sum;
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

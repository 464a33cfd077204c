package org.everyshot.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Deflater;

/// Applies a layout's filters to a chunk before it is written: shuffle, deflate, Fletcher-32.
///
/// Not for several threads at once; each takes its own.
final class ChunkFilters implements AutoCloseable {
  /// Bytes of a checksum.
  static final int CHECKSUM = 4;

  private static final VarHandle FOUR_WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final long TWO_WORDS = 0x0000FFFF_0000FFFFL;
  private static final long LOW = 0xFFFFFFFFL;

  /// Fours of words of which no sum exceeds 32 bits.
  private static final int FOURS = 360;

  private final Hdf5Layout layout;
  private final int valueSize;
  private final Deflater deflater;
  private byte[] shuffled = new byte[0];
  private byte[] out = new byte[0];

  ChunkFilters(Hdf5Layout layout, int valueSize) {
    this.layout = layout;
    this.valueSize = valueSize;
    this.deflater = new Deflater(layout.deflates() ? layout.deflateLevel() : 1);
  }

  /// The stored form of a chunk; a fresh array.
  byte[] encode(byte[] chunk) {
    byte[] in = chunk;
    if (layout.shuffle() && valueSize > 1) {
      shuffled = shuffled.length == in.length ? shuffled : new byte[in.length];
      shuffle(in, valueSize, shuffled);
      in = shuffled;
    }
    int length = in.length;
    if (layout.deflates()) {
      int bound = in.length + (in.length >> 10) + 64;
      out = out.length >= bound ? out : new byte[bound];
      deflater.reset();
      deflater.setInput(in);
      deflater.finish();
      length = 0;
      while (!deflater.finished()) {
        if (length == out.length) {
          out = Arrays.copyOf(out, out.length * 2);
        }
        length += deflater.deflate(out, length, out.length - length);
      }
      in = out;
    }
    if (!layout.check()) {
      return Arrays.copyOf(in, length);
    }
    byte[] stored = Arrays.copyOf(in, length + CHECKSUM);
    seal(stored);
    return stored;
  }

  /// Writes the checksum of all before it to the last bytes of a chunk, for a layout that asks for
  /// nothing else.
  static void seal(byte[] stored) {
    int length = stored.length - CHECKSUM;
    int sum = fletcher32(stored, length);
    for (int i = 0; i < CHECKSUM; i++) {
      stored[length + i] = (byte) (sum >>> (8 * i));
    }
  }

  /// Gathers the first bytes of all values, then the second ones, and so on.
  static void shuffle(byte[] in, int valueSize, byte[] out) {
    int count = in.length / valueSize;
    for (int b = 0; b < valueSize; b++) {
      int to = b * count;
      for (int i = 0, from = b; i < count; i++, from += valueSize) {
        out[to + i] = in[from];
      }
    }
    System.arraycopy(in, count * valueSize, out, count * valueSize, in.length % valueSize);
  }

  /// The HDF5 library's Fletcher checksum: sums modulo 65535 of big-endian 16-bit words.
  static int fletcher32(byte[] data, int length) {
    long first = 0;
    long second = 0;
    int at = 0;
    for (int runs; (runs = Math.min(FOURS, (length - at) / 8)) > 0; at += 8 * runs) {
      // Two sums in each number: of words 0 and 2, of words 1 and 3 of all fours, and of what
      // these came to after each four.
      long even = 0;
      long odd = 0;
      long evenSoFar = 0;
      long oddSoFar = 0;
      for (int i = 0; i < runs; i++) {
        long four = (long) FOUR_WORDS.get(data, at + 8 * i);
        even += four >>> 16 & TWO_WORDS;
        odd += four & TWO_WORDS;
        evenSoFar += even;
        oddSoFar += odd;
      }
      long sums = (even >>> 32) + (even & LOW) + (odd >>> 32) + (odd & LOW);
      long soFar = (evenSoFar >>> 32) + (evenSoFar & LOW) + (oddSoFar >>> 32) + (oddSoFar & LOW);
      // Of a four, word 0 stands in four sums so far, word 3 in one.
      long late = (odd >>> 32) + 2 * (even & LOW) + 3 * (odd & LOW);
      second = fold(second + 4L * runs * first + 4 * soFar - late);
      first = fold(first + sums);
    }
    for (; at + 1 < length; at += 2) {
      first += ((data[at] & 0xFF) << 8) | (data[at + 1] & 0xFF);
      second += first;
    }
    if (at < length) {
      first += (data[at] & 0xFF) << 8;
      second += first;
    }
    // Folded twice, which leaves 65535 rather than 0 for a non-empty multiple: as the library does.
    first = fold(fold(first));
    second = fold(fold(fold(second)));
    return (int) (second << 16 | first);
  }

  private static long fold(long sum) {
    return (sum & 0xFFFF) + (sum >>> 16);
  }

  @Override
  public void close() {
    deflater.end();
  }
}

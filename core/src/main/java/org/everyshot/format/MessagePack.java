package org.everyshot.format;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.everyshot.fault.DamagedDataException;

/// A file of MessagePack values, read one after the other.
///
/// Values are looked at where they lie: nothing is held but a window of the file, and long ones
/// (`bin`) are given as their place in it. Every length is checked against the bytes that are
/// left.
/// Source: MessagePack specification.
final class MessagePack {
  private static final int WINDOW = 1 << 13;
  private static final int DEEPEST = 32;

  private final String name;
  private final FileBytes file;
  private final byte[] window = new byte[WINDOW];
  private long windowAt;
  private int windowSize;
  private long at;

  MessagePack(String name, FileBytes file) {
    this.name = name;
    this.file = file;
  }

  /// A stretch of the file.
  record Stretch(long from, long length) {}

  /// Byte that is read next.
  long position() {
    return at;
  }

  /// Number of elements of the array that begins here.
  int array() {
    int code = octet();
    return switch (code) {
      case 0xDC -> elements(number(2), 1);
      case 0xDD -> elements(number(4), 1);
      default -> {
        if ((code & 0xF0) != 0x90) {
          throw unexpected(code, "an array");
        }
        yield elements(code & 0x0F, 1);
      }
    };
  }

  /// Number of pairs of key and value of the map that begins here.
  int map() {
    int code = octet();
    return switch (code) {
      case 0xDE -> elements(number(2), 2);
      case 0xDF -> elements(number(4), 2);
      default -> {
        if ((code & 0xF0) != 0x80) {
          throw unexpected(code, "a map");
        }
        yield elements(code & 0x0F, 2);
      }
    };
  }

  /// Text, or bytes that stand for text.
  ///
  /// @param most bytes; a longer text is damage
  String text(int most) {
    int code = octet();
    long length =
        switch (code) {
          case 0xD9, 0xC4 -> number(1);
          case 0xDA, 0xC5 -> number(2);
          case 0xDB, 0xC6 -> number(4);
          default -> {
            if ((code & 0xE0) != 0xA0) {
              throw unexpected(code, "a text");
            }
            yield code & 0x1F;
          }
        };
    need(length);
    if (length > most) {
      throw damaged("a text of " + length + " bytes, expected at most " + most);
    }
    byte[] bytes = file.read(at, (int) length);
    at += length;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// A whole number.
  long integer() {
    int code = octet();
    return switch (code) {
      case 0xCC -> number(1);
      case 0xCD -> number(2);
      case 0xCE -> number(4);
      case 0xCF -> {
        long value = number(8);
        if (value < 0) {
          throw damaged("a number beyond 2^63");
        }
        yield value;
      }
      case 0xD0 -> (byte) number(1);
      case 0xD1 -> (short) number(2);
      case 0xD2 -> (int) number(4);
      case 0xD3 -> number(8);
      default -> {
        if (code >= 0x80 && code < 0xE0) {
          throw unexpected(code, "a whole number");
        }
        yield (byte) code;
      }
    };
  }

  /// Where the bytes lie that begin here; they are passed over.
  Stretch bytes() {
    int code = octet();
    long length =
        switch (code) {
          case 0xC4, 0xD9 -> number(1);
          case 0xC5, 0xDA -> number(2);
          case 0xC6, 0xDB -> number(4);
          default -> throw unexpected(code, "bytes");
        };
    need(length);
    var place = new Stretch(at, length);
    at += length;
    return place;
  }

  /// Passes over the value that begins here, whatever it is.
  void skip() {
    skip(0);
  }

  private void skip(int depth) {
    if (depth > DEEPEST) {
      throw damaged("values within values, more than " + DEEPEST + " deep");
    }
    int code = octet();
    if (code < 0x80 || code >= 0xE0 || (code >= 0xC0 && code <= 0xC3)) {
      return; // a number in one byte, nil, a truth value
    }
    if (code < 0xA0 || code >= 0xDC) {
      boolean map = code < 0x90 || code >= 0xDE;
      long count = code < 0xA0 ? code & 0x0F : number((code & 1) == 0 ? 2 : 4);
      long values = (long) elements(count, map ? 2 : 1) * (map ? 2 : 1);
      for (long i = 0; i < values; i++) {
        skip(depth + 1);
      }
      return;
    }
    long length =
        switch (code) {
          case 0xC4, 0xD9 -> number(1);
          case 0xC5, 0xDA -> number(2);
          case 0xC6, 0xDB -> number(4);
          case 0xC7 -> number(1) + 1;
          case 0xC8 -> number(2) + 1;
          case 0xC9 -> number(4) + 1;
          case 0xCA, 0xCE, 0xD2 -> 4;
          case 0xCB, 0xCF, 0xD3 -> 8;
          case 0xCC, 0xD0 -> 1;
          case 0xCD, 0xD1 -> 2;
          case 0xD4, 0xD5, 0xD6, 0xD7, 0xD8 -> 1 + (1L << (code - 0xD4));
          default -> code & 0x1F; // a short text
        };
    need(length);
    at += length;
  }

  /// A count of elements, each of at least so many bytes.
  private int elements(long count, int bytesEach) {
    need(count * bytesEach);
    if (count > Integer.MAX_VALUE) {
      throw damaged(count + " elements");
    }
    return (int) count;
  }

  private void need(long bytes) {
    if (bytes > file.size() - at) {
      throw damaged(bytes + " bytes are promised, " + (file.size() - at) + " are left");
    }
  }

  /// Unsigned, most significant byte first; eight bytes with sign.
  private long number(int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | octet();
    }
    return value;
  }

  private int octet() {
    if (at < windowAt || at >= windowAt + windowSize) {
      if (at >= file.size()) {
        throw damaged("ends within the data; copy it again");
      }
      windowAt = at;
      windowSize = (int) Math.min(WINDOW, file.size() - at);
      file.read(windowAt, window, 0, windowSize);
    }
    return window[(int) (at++ - windowAt)] & 0xFF;
  }

  private DamagedDataException unexpected(int code, String expected) {
    return new DamagedDataException(
        String.format(
            Locale.ROOT, "%s: byte %d: code 0x%02X, expected %s", name, at - 1, code, expected));
  }

  private DamagedDataException damaged(String what) {
    return new DamagedDataException(name + ": byte " + at + ": " + what);
  }
}

package org.everyshot.format;

import java.nio.charset.StandardCharsets;

/// The lines that divide a CrystFEL stream, and where they stand in its bytes.
///
/// All begin with three or five hyphens, and no other line holds three in a row but by chance, so
/// that looking at every third byte finds them. A mark is found in the middle of a line too: there
/// it stands where a writer was killed in a line and another went on.
final class StreamMarks {
  static final int NONE = 0;
  static final int IMAGE = 1;
  static final int IMAGE_END = 2;
  static final int CRYSTAL = 3;

  private static final byte[] AFTER_IMAGE = ascii(" Begin chunk -----");
  private static final byte[] AFTER_IMAGE_END = ascii(" End chunk -----");
  private static final byte[] AFTER_CRYSTAL = ascii(" Begin crystal");

  /// Bytes that may have to follow a row of hyphens for it to be known.
  private static final int LOOK_AHEAD = AFTER_IMAGE.length;

  /// Where the search goes on: behind the mark found last or, where none was found, at the first
  /// byte that may yet begin one.
  private int position;

  /// First byte of the mark found last.
  private int begin;

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Whether `bytes` hold `text` from `at` on.
  static boolean at(byte[] bytes, int at, int to, byte[] text) {
    if (to - at < text.length) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  int begin() {
    return begin;
  }

  int position() {
    return position;
  }

  /// Moves the place of searching, when the bytes themselves were moved.
  void seek(int to) {
    position = to;
  }

  /// Searches on in `bytes[..to]`.
  ///
  /// @param last whether no bytes follow
  /// @return the mark; [#NONE] where there is none up to the end or more bytes are needed to know
  int next(byte[] bytes, int to, boolean last) {
    int from = position;
    while (true) {
      int i = from + 2;
      while (i < to && bytes[i] != '-') {
        i += 3;
      }
      if (i >= to) {
        position = Math.max(from, Math.min(i - 2, to));
        return NONE;
      }
      int row = i;
      while (row > from && bytes[row - 1] == '-') {
        row--;
      }
      int after = i + 1;
      while (after < to && bytes[after] == '-') {
        after++;
      }
      if (after + LOOK_AHEAD > to && !last) {
        position = row;
        return NONE;
      }
      int mark = after - row < 3 ? NONE : mark(bytes, row, after, to);
      if (mark != NONE) {
        return mark;
      }
      from = after;
    }
  }

  private int mark(byte[] bytes, int row, int after, int to) {
    if (after - row >= 5 && at(bytes, after, to, AFTER_IMAGE)) {
      return found(IMAGE, after - 5, after + AFTER_IMAGE.length);
    }
    if (after - row >= 5 && at(bytes, after, to, AFTER_IMAGE_END)) {
      return found(IMAGE_END, after - 5, after + AFTER_IMAGE_END.length);
    }
    if (at(bytes, after, to, AFTER_CRYSTAL)) {
      return found(CRYSTAL, after - 3, after + AFTER_CRYSTAL.length);
    }
    return NONE;
  }

  private int found(int mark, int at, int behind) {
    begin = at;
    position = behind;
    return mark;
  }
}

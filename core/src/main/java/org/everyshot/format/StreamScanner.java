package org.everyshot.format;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.everyshot.fault.DamagedDataException;
import org.jspecify.annotations.Nullable;

/// Cuts the text of a stream into slices of whole images, without looking into them.
///
/// A slice ends with the image that brings it to 32 crystals, or to 1 MiB of text, or to 1,024
/// shots: by what the stream holds, never by when it came. Where the writer began anew, a slice
/// ends too.
final class StreamScanner {
  private static final int CRYSTALS = 32;
  private static final int TEXT = 1 << 20;
  private static final int SHOTS = 1024;

  /// Most bytes of the header: ten times that of the largest detectors.
  private static final int MOST_HEADER = 16 << 20;

  /// Most bytes of one image, or of what stands between two: a hundred thousand reflections take
  /// eight million.
  private static final int MOST = 32 << 20;

  /// Bytes asked for at a time.
  private static final int PORTION = 1 << 18;

  private final Path path;
  private final StreamInput input;
  private final @Nullable ImageKeys seen;
  private final StreamMarks marks = new StreamMarks();
  private byte[] bytes = new byte[1 << 16];
  private int filled;

  /// Place in the file of the first byte that is kept.
  private long offset;

  private boolean ended;
  private boolean anew;

  /// @param followed whether the writer may begin anew, so that images may come twice
  StreamScanner(Path path, StreamInput input, boolean followed) {
    this.path = path;
    this.input = input;
    this.seen = followed ? new ImageKeys() : null;
  }

  /// All that stands before the first image.
  byte[] header() throws IOException {
    while (true) {
      int mark = marks.next(bytes, filled, ended);
      boolean image = mark == StreamMarks.IMAGE;
      if (image || (mark == StreamMarks.NONE && ended)) {
        int end = image ? marks.begin() : filled;
        byte[] header = Arrays.copyOf(bytes, end);
        drop(end);
        marks.seek(0);
        return header;
      }
      if (mark == StreamMarks.NONE) {
        checkFirstLine();
        if (filled > MOST_HEADER) {
          throw new DamagedDataException(
              path
                  + ": byte 0: no image begins within "
                  + MOST_HEADER
                  + " bytes; expected ----- Begin chunk -----");
        }
        if (!fill()) {
          filled = 0; // nothing of it was used
          marks.seek(0);
        }
      }
    }
  }

  private void checkFirstLine() {
    if (filled >= StreamHeader.MAGIC.length || ended) {
      StreamHeader.check(path, bytes, filled);
    }
  }

  /// The next slice; null at the end.
  @Nullable StreamSlice next() throws IOException {
    var slice = new StreamSlice();
    int image = -1;
    int crystals = 0;
    while (true) {
      switch (marks.next(bytes, filled, ended)) {
        case StreamMarks.IMAGE -> {
          if (image >= 0) {
            slice.add(image, marks.begin(), crystals, StreamSlice.CUT_SHORT);
          }
          image = marks.begin();
          crystals = 0;
        }
        case StreamMarks.CRYSTAL -> crystals += image >= 0 ? 1 : 0;
        case StreamMarks.IMAGE_END -> {
          if (image >= 0) {
            slice.add(image, marks.position(), crystals, state(image));
            image = -1;
            if (full(slice)) {
              return cut(slice, marks.position());
            }
          }
        }
        default -> {
          if (ended) {
            if (image >= 0) {
              slice.add(image, filled, crystals, StreamSlice.CUT_SHORT);
            }
            return slice.images() == 0 ? null : cut(slice, filled);
          }
          if (image < 0 && slice.images() == 0) {
            drop(marks.position());
          }
          checkLength(image, slice);
          if (!fill()) {
            if (slice.images() > 0) {
              int end = slice.to(slice.images() - 1);
              StreamSlice whole = cut(slice, end);
              beginAnew();
              return whole;
            }
            image = -1;
            crystals = 0;
            beginAnew();
          }
        }
      }
    }
  }

  private static boolean full(StreamSlice slice) {
    int length = slice.to(slice.images() - 1) - slice.from(0);
    return slice.crystals() >= CRYSTALS || length >= TEXT || slice.shots() >= SHOTS;
  }

  /// Whether an image that is there in full was read before.
  private byte state(int image) {
    ImageKeys keys = seen;
    if (keys == null) {
      return StreamSlice.WHOLE;
    }
    long key = ImageHead.key(bytes, image, marks.begin());
    boolean repeated = !keys.add(key) && anew;
    return repeated ? StreamSlice.REPEATED : StreamSlice.WHOLE;
  }

  private void checkLength(int image, StreamSlice slice) {
    int from = image >= 0 ? image : slice.images() > 0 ? slice.to(slice.images() - 1) : 0;
    if (filled - from > MOST) {
      throw new DamagedDataException(
          path
              + ": byte "
              + (offset + from)
              + (image >= 0 ? ": image without end" : ": no further image")
              + " within "
              + MOST
              + " bytes; expected "
              + (image >= 0 ? "----- End chunk -----" : "----- Begin chunk -----"));
    }
  }

  /// Place in the file up to which the text was handed out.
  long offset() {
    return offset;
  }

  /// Hands the first bytes over.
  private StreamSlice cut(StreamSlice slice, int end) {
    byte[] text = Arrays.copyOf(bytes, end + 1);
    text[end] = '\n'; // so that the last line always ends
    slice.text(text, offset);
    drop(end);
    return slice;
  }

  /// Forgets the first bytes.
  private void drop(int count) {
    System.arraycopy(bytes, count, bytes, 0, filled - count);
    filled -= count;
    long next = offset + count;
    offset = next;
    marks.seek(Math.max(0, marks.position() - count));
  }

  private void beginAnew() {
    filled = 0;
    offset = 0;
    marks.seek(0);
    anew = true;
  }

  /// Asks for more bytes.
  ///
  /// @return false where the writer began anew: what is kept here belongs to the text before
  private boolean fill() throws IOException {
    if (filled == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    int n = input.read(bytes, filled, Math.min(PORTION, bytes.length - filled));
    if (n == StreamInput.BEGUN_ANEW) {
      return false;
    }
    ended = n == StreamInput.END;
    filled += Math.max(0, n);
    return true;
  }
}

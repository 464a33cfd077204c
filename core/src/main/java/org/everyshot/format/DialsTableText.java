package org.everyshot.format;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.Still;

/// A DIALS reflection table as MessagePack.
final class DialsTableText {
  private static final long MOST = 0xFFFFFFFFL;
  private static final int BLOCK = 1 << 20;

  private final AsideFile file;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private long written;

  DialsTableText(AsideFile file) {
    this.file = file;
  }

  void write(List<Still> stills, long rows, List<DialsColumn> columns) {
    out.write(0x93);
    text("dials::af::reflection_table");
    out.write(1);
    out.write(0x83);
    text("identifiers");
    number(0xDF, stills.size());
    for (int s = 0; s < stills.size(); s++) {
      number(0xCE, s);
      text(DialsWriter.identifier(s, stills.get(s)));
      if (out.size() > BLOCK) {
        flush();
      }
    }
    text("nrows");
    number(0xCE, rows);
    text("data");
    number(0xDF, columns.size());
    for (DialsColumn column : columns) {
      if (column.bytes() > MOST) {
        throw new UserInputException(
            String.format(
                "cannot write %s: %d reflections make column %s longer than 4 GB; split the run",
                file.destination(), rows, column.name()));
      }
      text(column.name());
      out.write(0x92);
      text(column.type());
      out.write(0x92);
      number(0xCE, rows);
      number(0xC6, column.bytes());
      flush();
      column.copy(file, written);
      written += column.bytes();
    }
    flush();
  }

  private void text(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < 32) {
      out.write(0xA0 | bytes.length);
    } else {
      out.write(0xD9); // up to 255 bytes
      out.write(bytes.length);
    }
    out.writeBytes(bytes);
  }

  /// A code, and a number of 32 bits.
  private void number(int code, long value) {
    if (value > MOST) {
      throw new UserInputException("cannot write " + file.destination() + ": too many reflections");
    }
    out.write(code);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) value).array());
  }

  private void flush() {
    file.write(ByteBuffer.wrap(out.toByteArray()), written);
    written += out.size();
    out.reset();
  }
}

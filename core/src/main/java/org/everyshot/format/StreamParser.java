package org.everyshot.format;

import java.util.function.BiConsumer;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.jspecify.annotations.Nullable;

/// Reads one slice of a stream: its images' heads, crystals and reflections.
final class StreamParser {
  static final String NOT_INDEXED = "not indexed";
  static final String READ_BEFORE = "read before the stream was begun anew";
  static final String CUT_SHORT = "image cut short";
  static final String NO_CRYSTAL = "crystal cut short";
  static final String BAD_ENERGY = "photon energy malformed";
  static final String BAD_CELL = "cell or axes malformed";

  private static final byte[] PEAKS = StreamMarks.ascii("Peaks from peak search");
  private static final byte[] PEAKS_END = StreamMarks.ascii("End of peak list");
  private static final byte[] CRYSTAL = StreamMarks.ascii("--- Begin crystal");
  private static final byte[] CRYSTAL_END = StreamMarks.ascii("--- End crystal");
  private static final byte[] CELL = StreamMarks.ascii("Cell parameters ");
  private static final byte[] STAR = StreamMarks.ascii("star = ");
  private static final byte[] LIST = StreamMarks.ascii("Reflections measured after indexing");

  private final StreamSlice text;
  private final byte[] bytes;
  private final TextCursor cursor = new TextCursor();
  private final ImageHead head = new ImageHead(cursor);
  private final ReflectionLines lines;
  private final ReflectionTable.Builder rows;
  private final @Nullable StreamTally tally;

  // The crystal that is read.
  private final double[] axes = new double[9];
  private final double[] edges = new double[6];
  private int axesSeen;
  private boolean cellSeen;
  private boolean malformed;
  private boolean begun;

  /// @param named whether reflections tell their panel
  /// @param panels the detector's panels; null where they are not known
  /// @param tally where every line about crystals is shown; null for none
  StreamParser(
      StreamSlice text,
      Slice slice,
      boolean named,
      @Nullable StreamPanels panels,
      @Nullable StreamTally tally) {
    this.text = text;
    this.bytes = text.bytes();
    this.cursor.open(bytes, 0);
    this.lines = new ReflectionLines(cursor, named, panels);
    this.rows = new ReflectionTable.Builder(slice);
    this.tally = tally;
  }

  /// Reads all of it.
  ///
  /// @param images where shots that are left out are counted
  /// @param notice told what is damaged, and its place in the file
  ReflectionTable read(LossLedger images, BiConsumer<String, Long> notice) {
    for (int i = 0; i < text.images(); i++) {
      int before = rows.stills();
      String fault = image(i);
      int missing = text.shots(i) - (rows.stills() - before);
      if (missing > 0) {
        if (fault.equals(NOT_INDEXED) || fault.equals(READ_BEFORE)) {
          images.vetoed(fault, missing);
        } else {
          images.dropped(fault, missing);
          notice.accept(fault, text.offset() + text.from(i));
        }
      }
    }
    return rows.build();
  }

  /// The counts of reflections that were left out.
  ReflectionLines lines() {
    return lines;
  }

  /// Reads an image; what is wrong with those of its crystals that are left out.
  private String image(int i) {
    if (text.state(i) == StreamSlice.REPEATED) {
      return READ_BEFORE;
    }
    if (text.state(i) == StreamSlice.CUT_SHORT) {
      return CUT_SHORT;
    }
    int to = text.to(i);
    cursor.seek(text.from(i));
    cursor.nextLine();
    head.read(bytes, to);
    String fault = NOT_INDEXED;
    boolean inside = false;
    int crystals = 0;
    while (cursor.at() < to) {
      int at = cursor.at();
      if (StreamMarks.at(bytes, at, to, CRYSTAL)) {
        fault = inside && !begun ? NO_CRYSTAL : fault;
        inside = true;
        crystals++;
        beginCrystal();
      } else if (StreamMarks.at(bytes, at, to, CRYSTAL_END)) {
        if (inside && !begun) {
          fault = beginStill(fault); // a crystal without reflections
        }
        inside = false;
      } else if (StreamMarks.at(bytes, at, to, PEAKS)) {
        skipPeaks(to);
        continue;
      } else if (inside) {
        if (StreamMarks.at(bytes, at, to, LIST)) {
          fault = readReflections(to, fault);
          continue;
        }
        takeLine(at, to);
      }
      cursor.seek(at);
      cursor.nextLine();
    }
    if (tally != null) {
      tally.image(head, crystals);
    }
    boolean indexed = text.crystals(i) > 0;
    return indexed && fault.equals(NOT_INDEXED) ? NO_CRYSTAL : fault;
  }

  private void skipPeaks(int to) {
    cursor.nextLine();
    while (cursor.at() < to) {
      int c = bytes[cursor.at()];
      if ((c == 'E' && StreamMarks.at(bytes, cursor.at(), to, PEAKS_END)) || c == '-') {
        return;
      }
      cursor.nextLine();
    }
  }

  private void beginCrystal() {
    axesSeen = 0;
    cellSeen = false;
    malformed = false;
    begun = false;
  }

  private void takeLine(int at, int to) {
    switch (bytes[at]) {
      case 'a', 'b', 'c' -> {
        if (StreamMarks.at(bytes, at + 1, to, STAR)) {
          cursor.seek(at + 1 + STAR.length);
          int row = 3 * (bytes[at] - 'a');
          for (int i = 0; i < 3; i++) {
            axes[row + i] = cursor.decimal() / 10;
            malformed |= !(Math.abs(axes[row + i]) < 10);
          }
          malformed |= cursor.bad();
          axesSeen++;
        }
      }
      case 'C' -> {
        if (StreamMarks.at(bytes, at, to, CELL)) {
          takeCell(at + CELL.length);
        }
      }
      default -> {}
    }
    StreamTally counts = tally;
    if (counts != null) {
      counts.line(bytes, at, to);
    }
  }

  /// Reads `7.9 8.0 3.9 nm, 90.0 90.0 90.0 deg`.
  private void takeCell(int at) {
    cursor.seek(at);
    for (int i = 0; i < 3; i++) {
      edges[i] = cursor.decimal() * 10;
    }
    cursor.skipWord();
    for (int i = 3; i < 6; i++) {
      edges[i] = cursor.decimal();
    }
    malformed |= cursor.bad();
    cellSeen = true;
  }

  /// Begins the still of the crystal that is read; what is wrong with it, or else `fault`.
  private String beginStill(String fault) {
    if (head.damaged()) {
      return BAD_ENERGY;
    }
    if (malformed) {
      return BAD_CELL;
    }
    UnitCell cell = null;
    if (cellSeen) {
      try {
        cell = new UnitCell(edges[0], edges[1], edges[2], edges[3], edges[4], edges[5]);
      } catch (IllegalArgumentException e) {
        return BAD_CELL;
      }
    }
    Orientation orientation =
        axesSeen == 3
            ? new Orientation(
                axes[0], axes[1], axes[2], axes[3], axes[4], axes[5], axes[6], axes[7], axes[8])
            : null;
    rows.still(new Still(head.name(), head.key(), head.wavelengthAngstrom(), orientation, cell));
    begun = true;
    return fault;
  }

  private String readReflections(int to, String fault) {
    String outcome = begun ? fault : beginStill(fault);
    if (begun) {
      cursor.nextLine();
      if (cursor.at() < to) {
        cursor.nextLine(); // column titles
      }
      lines.read(bytes, to, rows);
      return outcome;
    }
    cursor.nextLine();
    while (cursor.at() < to && bytes[cursor.at()] != '-') {
      cursor.nextLine();
    }
    return outcome;
  }
}

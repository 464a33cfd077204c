package org.everyshot.format;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// Counts what a stream says of its images and crystals; one thread at a time.
final class StreamTally {
  private static final byte[] LATTICE = StreamMarks.ascii("lattice_type = ");
  private static final byte[] CENTRING = StreamMarks.ascii("centering = ");

  /// Different texts that are told apart.
  private static final int MOST_KINDS = 32;

  private static final int LONGEST = 40;

  private long images;
  private long hits;
  private long indexed;
  private long multiple;
  private final Map<String, Long> lattices = new TreeMap<>();
  private String lattice = "";

  void image(ImageHead head, int crystals) {
    images++;
    hits += head.hit() ? 1 : 0;
    indexed += crystals > 0 ? 1 : 0;
    multiple += crystals > 1 ? 1 : 0;
  }

  void line(byte[] bytes, int at, int to) {
    if (StreamMarks.at(bytes, at, to, LATTICE)) {
      lattice = text(bytes, at + LATTICE.length, to);
    } else if (StreamMarks.at(bytes, at, to, CENTRING)) {
      String kind = lattice + " " + text(bytes, at + CENTRING.length, to);
      boolean known = lattices.containsKey(kind) || lattices.size() < MOST_KINDS;
      lattices.merge(known ? kind.strip() : "others", 1L, Long::sum);
    }
  }

  private static String text(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] >= ' ' && end - from < LONGEST) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.US_ASCII).strip();
  }

  /// Images that were whole.
  long images() {
    return images;
  }

  /// Images that the writer called hits.
  long hits() {
    return hits;
  }

  /// Images with a crystal.
  long indexed() {
    return indexed;
  }

  /// Images with several crystals.
  long multiple() {
    return multiple;
  }

  /// Crystals by lattice type and centring.
  Map<String, Long> lattices() {
    return lattices;
  }
}

package org.everyshot.format;

import java.nio.charset.StandardCharsets;
import org.everyshot.detector.Beam;
import org.everyshot.merging.Still;

/// What a stream says of an image before its peaks and crystals; used for image after image.
///
/// Lines that are not known are passed over: programs write some of their own.
final class ImageHead {
  private static final byte[] FILE = StreamMarks.ascii("Image filename: ");
  private static final byte[] EVENT = StreamMarks.ascii("Event: ");
  private static final byte[] SERIAL = StreamMarks.ascii("Image serial number: ");
  private static final byte[] HIT = StreamMarks.ascii("hit = 1");
  private static final byte[] ENERGY = StreamMarks.ascii("photon_energy_eV = ");
  private static final byte[] LENGTH = StreamMarks.ascii("average_camera_length = ");
  private static final byte[] PEAKS = StreamMarks.ascii("Peaks from peak search");
  private static final byte[] CRYSTAL = StreamMarks.ascii("--- Begin crystal");

  /// Longest name of an image that is kept.
  private static final int LONGEST_NAME = 4096;

  private final TextCursor cursor;
  private String file = "";
  private String event = "";
  private String serial = "";
  private String name = "";
  private long key;
  private boolean hit;
  private boolean damaged;
  private double photonEnergyEv;
  private double cameraLengthM;

  ImageHead(TextCursor cursor) {
    this.cursor = cursor;
  }

  /// Identity of the image in `bytes[from..to]`, after which a line feed or a hyphen must follow.
  static long key(byte[] bytes, int from, int to) {
    var cursor = new TextCursor();
    cursor.open(bytes, from);
    var head = new ImageHead(cursor);
    head.read(bytes, to);
    return head.key();
  }

  /// Reads from the cursor's place on, up to the peaks, the first crystal or the image's end.
  void read(byte[] bytes, int to) {
    readLines(bytes, to);
    name = compose();
    key = Still.key(name);
  }

  private void readLines(byte[] bytes, int to) {
    file = "";
    event = "";
    serial = "";
    hit = false;
    damaged = false;
    photonEnergyEv = Double.NaN;
    cameraLengthM = Double.NaN;
    while (cursor.at() < to) {
      int at = cursor.at();
      switch (bytes[at]) {
        case 'I' -> {
          if (StreamMarks.at(bytes, at, to, FILE)) {
            file = text(bytes, at + FILE.length, to);
          } else if (StreamMarks.at(bytes, at, to, SERIAL)) {
            serial = text(bytes, at + SERIAL.length, to);
          }
        }
        case 'E' -> {
          if (StreamMarks.at(bytes, at, to, EVENT)) {
            event = text(bytes, at + EVENT.length, to);
          }
        }
        case 'h' -> hit |= StreamMarks.at(bytes, at, to, HIT);
        case 'p' -> {
          if (StreamMarks.at(bytes, at, to, ENERGY)) {
            photonEnergyEv = number(at + ENERGY.length);
            damaged |= !(photonEnergyEv > 0 && photonEnergyEv < 1e9);
          }
        }
        case 'a' -> {
          if (StreamMarks.at(bytes, at, to, LENGTH)) {
            cameraLengthM = number(at + LENGTH.length);
          }
        }
        case 'P' -> {
          if (StreamMarks.at(bytes, at, to, PEAKS)) {
            return;
          }
        }
        case '-' -> {
          if (StreamMarks.at(bytes, at, to, CRYSTAL)) {
            return;
          }
        }
        default -> {}
      }
      cursor.seek(at);
      cursor.nextLine();
    }
  }

  private double number(int at) {
    cursor.seek(at);
    double value = cursor.decimal();
    return cursor.bad() ? Double.NaN : value;
  }

  private static String text(byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != '\n' && end - from < LONGEST_NAME) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8).strip();
  }

  /// Name of the image: file, and event where there is one, as in `run7.cxi//42`.
  String name() {
    return name;
  }

  private String compose() {
    if (file.isEmpty() || file.equals("(unknown)") || file.equals("(null)")) {
      return event.isEmpty() || event.equals("(null)") ? "#" + serial : event + "#" + serial;
    }
    if (event.isEmpty() || event.equals("//") || event.equals("(null)")) {
      return file;
    }
    return event.startsWith("//") ? file + event : file + "//" + event;
  }

  /// Identity of the image, from its name.
  long key() {
    return key;
  }

  boolean hit() {
    return hit;
  }

  /// Whether the photon energy cannot be.
  boolean damaged() {
    return damaged;
  }

  /// Photon energy, eV; NaN where the stream does not say.
  double photonEnergyEv() {
    return photonEnergyEv;
  }

  /// Mean distance of the panels, m; NaN where the stream does not say.
  double cameraLengthM() {
    return cameraLengthM;
  }

  /// Wavelength, Å; NaN where the stream does not say.
  double wavelengthAngstrom() {
    return Beam.HC_EV_ANGSTROM / photonEnergyEv;
  }
}

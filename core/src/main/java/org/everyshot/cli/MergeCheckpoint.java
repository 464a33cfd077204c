package org.everyshot.cli;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.everyshot.crystal.UnitCell;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.AsideFile;
import org.everyshot.merging.MergingCheckpoint;
import org.jspecify.annotations.Nullable;

/// The state of a merge in a folder of the user's, as of a minute ago at most:
/// `merge.checkpoint`.
///
/// Before the state stand the options and the hashes of the inputs that it belongs to, the
/// median cell and wavelength that the run began with, and after it the SHA-256 of all that.
/// Each state is written aside and replaces the one before. A stream that is followed may have
/// grown since; its first MiB must be what it was.
final class MergeCheckpoint implements MergingCheckpoint {
  private static final String FORMAT = "everyshot merge checkpoint 2";
  private static final int HASH = 32;

  /// Options that no result depends on.
  private static final Set<String> INDIFFERENT =
      Set.of(
          "out",
          "json",
          "quiet",
          "threads",
          "config",
          "force",
          "checkpoint",
          "checkpoint-seconds",
          "follow",
          "no-pictures",
          "reference",
          "structure");

  private final Path file;
  private final Map<String, String> identity;
  private final StillInputs stills;
  private final long intervalNanos;
  private byte @Nullable [] state;
  private int pass = 1;
  private long last = System.nanoTime();

  private MergeCheckpoint(
      Path file, Map<String, String> identity, StillInputs stills, double intervalSeconds) {
    this.file = file;
    this.identity = identity;
    this.stills = stills;
    this.intervalNanos = (long) (1e9 * intervalSeconds);
  }

  /// Opens the checkpoint in a folder, and tells the inputs what the run began with.
  ///
  /// @param options of the run, all of them
  /// @param more what else the result depends on, such as another file
  /// @param anew whether to begin anew whatever is there
  /// @param intervalSeconds time between two states
  static MergeCheckpoint open(
      Path folder,
      Map<String, String> options,
      List<Path> more,
      StillInputs stills,
      boolean anew,
      double intervalSeconds)
      throws IOException {
    var identity = new TreeMap<String, String>();
    identity.put("version", Version.number());
    options.forEach(
        (name, value) -> {
          if (!INDIFFERENT.contains(name)) {
            identity.put("--" + name, value);
          }
        });
    for (Path path : more) {
      FileStamp.of(path).forEach(stamp -> identity.put("file " + path, stamp.sha256()));
    }
    if (!stills.followed()) {
      stills.stamps().forEach(s -> identity.put("input " + s.path().getFileName(), s.sha256()));
    }
    Files.createDirectories(folder);
    var checkpoint =
        new MergeCheckpoint(folder.resolve("merge.checkpoint"), identity, stills, intervalSeconds);
    if (!anew && Files.exists(checkpoint.file)) {
      checkpoint.read();
    }
    return checkpoint;
  }

  private void read() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int end = bytes.length - HASH;
    if (end < 0
        || !Arrays.equals(
            FileStamp.sha256(bytes, 0, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
      throw new DamagedDataException(
          file + ": is no checkpoint, or damaged; remove it to begin at the first image");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, end);
    if (!text(in).equals(FORMAT)) {
      throw new UserInputException(
          file + ": is a checkpoint of another version; remove it to begin at the first image");
    }
    var there = new LinkedHashMap<String, String>();
    for (int left = in.getInt(); left > 0; left--) {
      there.put(text(in), text(in));
    }
    compare(there);
    double[] numbers = new double[7];
    in.asDoubleBuffer().get(numbers);
    in.position(in.position() + 7 * Double.BYTES);
    pass = in.getInt();
    stills.recall(
        numbers[0] > 0
            ? new UnitCell(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5])
            : null,
        numbers[6],
        pass > 1);
    byte[] rest = new byte[in.remaining()];
    in.get(rest);
    state = rest;
  }

  /// Says what is not as it was.
  private void compare(Map<String, String> there) throws IOException {
    var names = new TreeMap<>(there);
    names.putAll(identity);
    for (String name : names.keySet()) {
      String was = there.get(name);
      String is = identity.get(name);
      if (name.startsWith("begins ")) {
        is = prefix(Integer.parseInt(String.valueOf(was).split(" ", 2)[0]));
      }
      if (was == null || !was.equals(is)) {
        throw new UserInputException(
            file
                + ": is of another merge: "
                + (name.startsWith("--") || name.equals("version")
                    ? name + " " + (was == null ? "not given" : was) + " there, " + is + " here"
                    : name + " is not what it was")
                + "; repeat what it had, name another folder, or add --force to begin anew");
      }
    }
  }

  private static String text(ByteBuffer in) {
    byte[] utf8 = new byte[in.getInt()];
    in.get(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private static void put(ByteBuffer out, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.putInt(utf8.length).put(utf8);
  }

  /// Length and hash of the first bytes of a followed stream.
  private String prefix(int most) throws IOException {
    try (var in = new RandomAccessFile(stills.stamps().getFirst().path().toFile(), "r")) {
      byte[] start = new byte[(int) Math.min(most, in.length())];
      in.readFully(start);
      byte[] hash = FileStamp.sha256(start, 0, start.length);
      return start.length + " bytes " + java.util.HexFormat.of().formatHex(hash);
    }
  }

  @Override
  public byte @Nullable [] state() {
    return state;
  }

  @Override
  public String name() {
    return file.toString();
  }

  /// The pass that the state is from, from 1.
  int pass() {
    return pass;
  }

  @Override
  public boolean due() {
    return System.nanoTime() - last >= intervalNanos;
  }

  @Override
  public void write(int running, byte[] now) {
    var about = new TreeMap<>(identity);
    try {
      if (stills.followed()) {
        about.put("begins " + stills.stamps().getFirst().path().getFileName(), prefix(1 << 20));
      }
    } catch (IOException e) {
      throw new UserInputException(file + ": cannot be written: " + e.getMessage(), e);
    }
    int room = 64 + FORMAT.length() + 8 * 8 + HASH;
    for (Map.Entry<String, String> entry : about.entrySet()) {
      room += 8 + 4 * (entry.getKey().length() + entry.getValue().length());
    }
    ByteBuffer out = ByteBuffer.allocate(Math.addExact(room, now.length));
    put(out, FORMAT);
    out.putInt(about.size());
    about.forEach(
        (name, value) -> {
          put(out, name);
          put(out, value);
        });
    UnitCell cell = stills.cell();
    for (double number :
        cell == null
            ? new double[6]
            : new double[] {
              cell.a(),
              cell.b(),
              cell.c(),
              cell.alphaDegrees(),
              cell.betaDegrees(),
              cell.gammaDegrees()
            }) {
      out.putDouble(number);
    }
    out.putDouble(stills.wavelengthAngstrom()).putInt(running).put(now);
    out.put(FileStamp.sha256(out.array(), 0, out.position())).flip();
    try (AsideFile aside = AsideFile.create(file)) {
      aside.write(out, 0);
      aside.commit();
    }
    last = System.nanoTime();
  }
}

package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.everyshot.engine.LossLedger;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.math.RandomStream;
import org.everyshot.merging.ReflectionTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamRobustnessTest {
  @TempDir private Path folder;

  private final LossLedger images = new LossLedger();
  private final LossLedger reflections = new LossLedger();
  private final List<String> notices = new ArrayList<>();

  private Path file(String text) throws IOException {
    Path file = folder.resolve("s.stream");
    Files.writeString(file, text);
    return file;
  }

  private List<ReflectionTable> read(String text) throws IOException {
    return StreamSamples.read(file(text), images, reflections, notices);
  }

  @Test
  void otherFilesAreRefusedInOneLine() {
    for (String text :
        List.of("", "x", "CrystFEL stream", "CrystFEL stream format 2.1\n", "\u0000\u0001\u0002")) {
      var e = assertThrows(UserInputException.class, () -> read(text), () -> "'" + text + "'");
      assertTrue(
          String.valueOf(e.getMessage()).contains("s.stream"), String.valueOf(e.getMessage()));
      assertEquals(1, String.valueOf(e.getMessage()).lines().count());
    }
    var missing = folder.resolve("no.stream");
    assertThrows(
        UserInputException.class,
        () -> StreamSource.open(missing, images, reflections, notices::add));
  }

  @Test
  void imagesWithoutEndAreDamageBeforeMemoryIsFull() throws IOException {
    Path file =
        file(
            StreamSamples.stream(
                StreamSamples.image("", StreamSamples.crystal(StreamSamples.LINE)),
                "----- Begin chunk -----\n"));
    byte[] noise = new byte[1 << 20];
    Arrays.fill(noise, (byte) 'x');
    try (var out = Files.newOutputStream(file, java.nio.file.StandardOpenOption.APPEND)) {
      for (int i = 0; i < 34; i++) {
        out.write(noise);
      }
    }
    var e = assertThrows(DamagedDataException.class, () -> StreamSamples.read(file));
    int place =
        StreamSamples.stream(StreamSamples.image("", StreamSamples.crystal(StreamSamples.LINE)))
            .length();
    assertTrue(
        String.valueOf(e.getMessage()).contains("byte " + place + ": image without end"),
        String.valueOf(e.getMessage()));
  }

  /// Numbers as no writer should write them; the plain reader says what they are.
  @Test
  void awkwardNumbersAreThoseOfThePlainReader() throws IOException {
    var random = new RandomStream(11, 0, 0);
    var lines = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      lines.append(index(random)).append(' ').append(index(random)).append("  ");
      lines.append(index(random)).append(' ').append(number(random)).append('\t');
      lines.append(number(random)).append(" 1 2 ").append(number(random)).append(' ');
      lines.append(number(random)).append(i % 97 == 0 ? "\n" : " p0\n");
    }
    String text =
        StreamSamples.stream(StreamSamples.image("", StreamSamples.crystal(lines.toString())));
    var actual = new ArrayList<String>();
    read(text).forEach(table -> PlainStreamReader.add(table, actual));
    List<String> expected = PlainStreamReader.rows(folder.resolve("s.stream"));
    assertTrue(expected.size() > 1000, () -> expected.size() + " usable lines");
    assertEquals(expected, actual);
  }

  private static String index(RandomStream random) {
    int value = (int) (400 * random.uniform()) - 200;
    return (value > 0 && random.uniform() < 0.1 ? "+" : "") + value;
  }

  private static String number(RandomStream random) {
    double value = Math.exp(20 * random.uniform() - 6) * (random.uniform() < 0.2 ? -1 : 1);
    return switch ((int) (12 * random.uniform())) {
      case 0 -> Double.toString(value);
      case 1 -> Float.toString((float) value);
      case 2 -> String.format(Locale.ROOT, "%.3e", value);
      case 3 -> String.format(Locale.ROOT, "%.12f", value);
      case 4 -> Long.toString((long) value);
      case 5 -> (long) value + ".";
      case 6 -> "+" + Math.abs((long) value);
      case 7 -> String.format(Locale.ROOT, "%.8f", value).replaceFirst("^0\\.", ".");
      case 8 -> random.uniform() < 0.3 ? "nan" : random.uniform() < 0.5 ? "inf" : "-inf";
      default -> String.format(Locale.ROOT, "%.2f", value);
    };
  }

  /// Whatever is done to a stream, reading it ends, with each shot in the ledger once.
  @Test
  void damagedStreamsNeverCrashTheReader() throws IOException {
    byte[] good = StreamSamples.text(12, 8, 2).getBytes(StandardCharsets.UTF_8);
    var random = new RandomStream(99, 0, 0);
    int whole = 0;
    Path file = folder.resolve("d.stream");
    for (int round = 0; round < 1500; round++) {
      byte[] bad = Arrays.copyOf(good, 1 + (int) ((good.length - 1) * random.uniform()));
      for (int flips = round % 7; flips > 0; flips--) {
        bad[(int) (bad.length * random.uniform())] ^= (byte) (1 << (int) (8 * random.uniform()));
      }
      if (round % 3 == 0) {
        int from = (int) (bad.length * random.uniform());
        int to = from + (int) ((bad.length - from) * random.uniform());
        System.arraycopy(bad, from, bad, 0, to - from); // a piece twice
        System.arraycopy(good, 0, bad, 0, Math.min(27, bad.length));
      }
      Files.write(file, bad);
      var ledger = new LossLedger();
      try {
        for (ReflectionTable table :
            StreamSamples.read(file, ledger, new LossLedger(), new ArrayList<>())) {
          ledger.received(Objects.requireNonNull(table.slice()).count());
          ledger.processed(table.stills());
        }
        assertEquals(0, ledger.balance().inFlight(), "round " + round);
        whole++;
      } catch (UserInputException | DamagedDataException e) {
        assertTrue(
            String.valueOf(e.getMessage()).contains("d.stream"), String.valueOf(e.getMessage()));
      }
    }
    assertTrue(whole > 1000, "most damage leaves some images");
  }
}

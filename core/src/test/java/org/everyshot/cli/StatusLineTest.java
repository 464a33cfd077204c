package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.OptionalLong;
import org.everyshot.engine.Progress;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private static final Progress HALF_WAY =
      new Progress(10_000, OptionalLong.of(20_000), Duration.ofSeconds(5));

  @Test
  void saysHowFarHowFastAndHowLong() {
    assertEquals("10,000 of 20,000 shots, 2,000/s, 5 s, 5 s left", StatusLine.text(HALF_WAY));
    assertEquals(
        "3 shots, 0.0/s, 1 min 40 s",
        StatusLine.text(new Progress(3, OptionalLong.empty(), Duration.ofSeconds(100))));
    assertEquals("2 h 5 min", StatusLine.time(Duration.ofMinutes(125)));
  }

  @Test
  void aTerminalsLineIsRewrittenAndTakenAway() {
    var text = new StringWriter();
    var line = new StatusLine("correlate", new PrintWriter(text), true);
    line.show(HALF_WAY);
    line.show(new Progress(9, OptionalLong.empty(), Duration.ofSeconds(1)));
    line.clear();
    String first = "correlate: 10,000 of 20,000 shots, 2,000/s, 5 s, 5 s left";
    String second = "correlate: 9 shots, 9.0/s, 1 s";
    assertEquals(
        "\r"
            + first
            + "\r"
            + second
            + " ".repeat(first.length() - second.length())
            + "\r"
            + " ".repeat(second.length())
            + "\r",
        text.toString());
  }

  @Test
  void elsewhereEachIsALineOfItsOwn() {
    var text = new StringWriter();
    var line = new StatusLine("correlate", new PrintWriter(text), false);
    line.show(HALF_WAY);
    line.clear();
    assertEquals(1, text.toString().lines().count());
  }
}

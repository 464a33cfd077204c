package org.everyshot.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.everyshot.engine.Progress;

/// One line about how far the work has come: rewritten in place on a terminal, else a plain line
/// every few seconds.
final class StatusLine {
  private static final int TERMINAL_MS = 200;
  private static final int PLAIN_MS = 5000;

  private final String what;
  private final String unit;
  private final Supplier<String> remark;
  private final PrintWriter err;
  private final boolean terminal;
  private int width;

  StatusLine(String what, PrintWriter err, boolean terminal) {
    this(what, "shots", () -> "", err, terminal);
  }

  /// @param unit what is counted, in the plural
  /// @param remark asked whenever the line is shown; empty for none
  StatusLine(String what, String unit, Supplier<String> remark, PrintWriter err, boolean terminal) {
    this.what = what;
    this.unit = unit;
    this.remark = remark;
    this.err = err;
    this.terminal = terminal;
  }

  /// Time between two lines, ms.
  int intervalMs() {
    return terminal ? TERMINAL_MS : PLAIN_MS;
  }

  void show(Progress progress) {
    String more = remark.get();
    String line = what + ": " + text(progress, unit) + (more.isEmpty() ? "" : ", " + more);
    if (!terminal) {
      err.println(line);
    } else {
      err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      width = line.length();
    }
    err.flush();
  }

  /// Takes the line off a terminal.
  void clear() {
    if (terminal && width > 0) {
      err.print("\r" + " ".repeat(width) + "\r");
      err.flush();
      width = 0;
    }
  }

  static String text(Progress progress) {
    return text(progress, "shots");
  }

  private static String text(Progress progress, String unit) {
    var line = new StringBuilder(String.format(Locale.ROOT, "%,d", progress.done()));
    progress.total().ifPresent(total -> line.append(String.format(Locale.ROOT, " of %,d", total)));
    line.append(' ')
        .append(unit)
        .append(", ")
        .append(rate(progress.shotsPerSecond()))
        .append("/s, ");
    line.append(time(progress.elapsed()));
    progress.left().ifPresent(left -> line.append(", ").append(time(left)).append(" left"));
    return line.toString();
  }

  private static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }

  /// A time as a person says it: `8 s`, `3 min 20 s`, `2 h 5 min`.
  static String time(Duration time) {
    long s = Math.round(time.toMillis() * 1e-3);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600 ? s / 60 + " min " + s % 60 + " s" : s / 3600 + " h " + s % 3600 / 60 + " min";
  }
}

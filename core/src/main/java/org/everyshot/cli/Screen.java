package org.everyshot.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import org.everyshot.engine.Job;

/// What the user sees: results on standard output, all else on standard error.
final class Screen {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean quiet;

  Screen(PrintWriter out, PrintWriter err, boolean quiet) {
    this.out = out;
    this.err = err;
    this.quiet = quiet;
  }

  /// A line of the summary, unless the user wants quiet.
  void say(String line) {
    if (!quiet) {
      print(line);
    }
  }

  /// A line of the result itself.
  void print(String line) {
    out.println(line);
    out.flush();
  }

  /// A remark about what the program does, unless the user wants quiet.
  void note(String line) {
    if (!quiet) {
      complain(line);
    }
  }

  /// A line that the user must see.
  void complain(String line) {
    err.println(line);
    err.flush();
  }

  void trace(Throwable e) {
    e.printStackTrace(err);
    err.flush();
  }

  /// Runs a command line of its own on the same screen, and returns its exit status.
  int run(List<String> arguments) {
    return Everyshot.run(arguments.toArray(String[]::new), out, err);
  }

  /// Follows a job: shows its progress, and stops it on Ctrl-C, until closed.
  ///
  /// @param what the work, in a word
  <R> Watch<R> follow(String what, Job<R> job) {
    return follow(what, job, () -> "");
  }

  /// As [#follow(String, Job)], with a remark at the end of the line.
  ///
  /// @param remark asked whenever the line is shown; empty for none
  <R> Watch<R> follow(String what, Job<R> job, Supplier<String> remark) {
    return follow(what, "shots", job, remark);
  }

  /// As [#follow(String, Job, Supplier)], counting other things than shots.
  ///
  /// @param unit what is counted, in the plural
  <R> Watch<R> follow(String what, String unit, Job<R> job, Supplier<String> remark) {
    boolean terminal = Terminal.onStandardError();
    return new Watch<>(job, quiet ? null : new StatusLine(what, unit, remark, err, terminal));
  }
}

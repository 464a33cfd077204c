package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The program in a process of its own, on the class path of the tests, to be sent signals.
final class ChildProgram implements AutoCloseable {
  private static final Path KILL = Path.of("/bin/kill");

  /// It is not left to run for longer, since reading what it says cannot be interrupted.
  private static final int PATIENCE_S = 60;

  private final Process process;
  private final Reader reader;
  private final StringBuilder said = new StringBuilder();

  private ChildProgram(Process process) {
    this.process = process;
    CompletableFuture.delayedExecutor(PATIENCE_S, TimeUnit.SECONDS)
        .execute(process::destroyForcibly);
    this.reader = process.inputReader();
  }

  /// Starts Everyshot as in a terminal, with a status line.
  static ChildProgram everyshot(Object... arguments) throws IOException {
    return of(Everyshot.class, arguments);
  }

  /// Starts a class with a main method.
  static ChildProgram of(Class<?> main, Object... arguments) throws IOException {
    List<String> words = new ArrayList<>();
    words.add(System.getProperty("java.home") + "/bin/java");
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "--add-modules=jdk.incubator.vector"));
    words.addAll(List.of("-Deveryshot.terminal=true"));
    words.addAll(List.of("-cp", classPath(), main.getName()));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return new ChildProgram(new ProcessBuilder(words).redirectErrorStream(true).start());
  }

  /// The class path of the tests: that of this virtual machine, or of the loader that a launcher
  /// has made for them.
  private static String classPath() {
    if (!(ChildProgram.class.getClassLoader() instanceof URLClassLoader loader)) {
      return System.getProperty("java.class.path", "");
    }
    return Arrays.stream(loader.getURLs())
        .map(url -> Path.of(URI.create(url.toString())).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// Waits until it has said this.
  void until(String pattern) throws IOException {
    Pattern wanted = Pattern.compile(pattern);
    while (!wanted.matcher(said).find()) {
      int c = reader.read();
      assertTrue(c >= 0 && said.length() < 100_000, said::toString);
      said.append((char) c);
    }
  }

  /// Skips the test where there is no way to send the signal of Ctrl-C, or it would be ignored, as
  /// by what a shell without job control runs in the background.
  static void assumeCtrlC() throws IOException {
    assumeTrue(Files.isExecutable(KILL), "no " + KILL + " to send the signal of Ctrl-C with");
    Path status = Path.of("/proc/self/status");
    if (Files.isReadable(status)) {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("SigIgn:")) {
          long ignored = Long.parseUnsignedLong(line.substring(7).strip(), 16);
          assumeTrue((ignored & 2) == 0, "Ctrl-C is ignored by what is started from here");
        }
      }
    }
  }

  /// Sends what Ctrl-C sends.
  void interrupt() throws IOException, InterruptedException {
    var kill = new ProcessBuilder(KILL.toString(), "-INT", Long.toString(process.pid()));
    assertEquals(0, kill.start().waitFor(), "signal is sent");
  }

  /// Asks it to terminate.
  void terminate() {
    process.toHandle().destroy();
  }

  /// Waits for its end.
  ///
  /// @return all that it has said
  String end(int status) throws IOException, InterruptedException {
    for (int c = reader.read(); c >= 0; c = reader.read()) {
      said.append((char) c);
    }
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), said::toString);
    assertEquals(status, process.exitValue(), said::toString);
    return said.toString();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    reader.close();
  }
}

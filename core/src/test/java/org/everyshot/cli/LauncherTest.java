package org.everyshot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The script that starts the program, in a folder of its own with a program that does nothing.
class LauncherTest {
  private static final Path HOME = Path.of(System.getProperty("java.home"));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "-XX:Nonsense, Unrecognized VM option 'Nonsense'",
    "-Xmx, Invalid maximum heap size: -Xmx",
    "-XX:CICompilerCount=0, CICompilerCount (0) must be at least 2",
    // These two the virtual machine tells on standard output, after a line that says nothing.
    "-Xms64m -Xmx32m, Initial heap size set to a larger value than the maximum heap size",
    "-XX:+UseSerialGC -XX:+UseG1GC, Multiple garbage collectors selected"
  })
  void aWrongOptionIsToldInOneLine(String options, String reason) throws Exception {
    assumeTrue(Files.exists(HOME.resolve("bin/javac")), "a JDK");
    Process process = start(options, System.getenv("PATH"));
    assertEquals(2, process.exitValue());
    assertEquals(
        "everyshot: EVERYSHOT_JAVA_OPTS=" + options + ": " + reason, said(process).strip());
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:+UseSerialGC, false",
    "-Xmx1g -XX:+UseZGC, false",
    "-XX:+UseG1GC -Xmx1g, false",
    "-XX:+UseParallelGC, true",
    "-XX:+UseDynamicNumberOfGCThreads, true"
  })
  void anotherCollectorTakesThePlaceOfOurs(String options, boolean ours) throws Exception {
    Path jdk = recordingJdk();
    install();
    run(jdk, options, System.getenv("PATH"));
    assertTrue(last(jdk).contains(" " + options + " "), last(jdk));
    assertEquals(ours, last(jdk).contains("-XX:+UseParallelGC"), last(jdk));
  }

  /// Sites set these for all Java programs, and the virtual machine reads them by itself.
  @ParameterizedTest
  @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"})
  void optionsOfTheSiteCountToo(String variable) throws Exception {
    Path jdk = recordingJdk();
    install();
    run(jdk, "", System.getenv("PATH"), Map.of(variable, "-Dsite=1 -XX:+UseG1GC"));
    assertFalse(last(jdk).contains("-XX:+UseParallelGC"), last(jdk));
    assertFalse(last(jdk).contains("-Dsite"), "twice: " + last(jdk));
    assumeTrue(Files.exists(HOME.resolve("bin/javac")), "a JDK");
    Map<String, String> wrong = Map.of(variable, "-XX:Nonsense");
    Process process = run(HOME, "-Xmx1g", System.getenv("PATH"), wrong);
    assertEquals(2, process.exitValue());
    String reason = "-XX:Nonsense EVERYSHOT_JAVA_OPTS=-Xmx1g: Unrecognized VM option 'Nonsense'";
    assertEquals("everyshot: " + variable + "=" + reason, said(process).strip());
  }

  /// The virtual machine takes one archive of classes, and refuses to start with two.
  @ParameterizedTest
  @ValueSource(strings = {"-Xshare:off", "-XX:SharedArchiveFile=site.jsa"})
  void anArchiveOfTheSiteTakesThePlaceOfTheCache(String archive) throws Exception {
    Path jdk = recordingJdk();
    install();
    run(jdk, "", System.getenv("PATH"), Map.of("JAVA_TOOL_OPTIONS", archive));
    assertEquals(List.of("plain", "plain"), calls(), "a trial and the run");
    run(jdk, "", System.getenv("PATH"));
    assertEquals(List.of("cache", "cached"), calls().subList(2, 4));
  }

  @ParameterizedTest
  @CsvSource({"2, true", "3, true", "4, false", "64, false", "undefined, false"})
  void fewCoresGetTwoOptimisingThreads(String cores, boolean few) throws Exception {
    Path jdk = recordingJdk();
    install();
    // Tells what OpenMP may use, as the real one does.
    Path tools = tool("nproc", "echo ${OMP_NUM_THREADS:-" + cores + "}\n");
    Process process = run(jdk, "", tools + ":" + System.getenv("PATH"));
    assertEquals("", said(process));
    assertEquals(few, last(jdk).contains("-XX:CICompilerCount=3"), last(jdk));
  }

  /// Maven builds the program without the launcher, whose cache the virtual machine then refuses.
  @Test
  void classesAreCachedAnewWhenTheProgramWasBuiltAnew() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "a POSIX shell");
    Path jdk = recordingJdk();
    install();
    run(jdk, "", System.getenv("PATH"));
    run(jdk, "", System.getenv("PATH"));
    assertEquals(List.of("cache", "cached", "cached"), calls());
    Path jar = folder.resolve("core/target/everyshot.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().plusSeconds(5)));
    run(jdk, "", System.getenv("PATH"));
    assertEquals(
        List.of("cache", "plain"), calls().subList(3, 5), "a cache older than the program");
    Path cache = folder.resolve("core/target/everyshot-jdk.aot");
    Files.setLastModifiedTime(cache, FileTime.from(Instant.now().plusSeconds(10)));
    run(jdk, "", System.getenv("PATH"));
    assertEquals(List.of("cached"), calls().subList(5, 6));
  }

  @Test
  void aBuildThatCannotBeWrittenIsRefusedAtOnce() throws Exception {
    Path jdk = recordingJdk();
    install();
    Files.delete(folder.resolve("core/target/everyshot.jar"));
    String refuses = "case $* in *.building*) exit 1 ;; esac\nexec /bin/mkdir \"$@\"\n";
    Path tools = tool("mkdir", refuses);
    Process process = run(jdk, "", tools + ":" + System.getenv("PATH"));
    assertEquals(2, process.exitValue());
    String said = said(process);
    assertTrue(said.contains("cannot write to " + folder.toRealPath() + "/core/target"), said);
  }

  /// As when the terminal goes away with its connection: the next user need not wait.
  @Test
  void aBuildThatIsHungUpLeavesNoLock() throws Exception {
    Path jdk = recordingJdk();
    install();
    Files.delete(folder.resolve("core/target/everyshot.jar"));
    Path builder = folder.resolve("mvnw");
    String probe = "sh -c 'kill -HUP $$; : > ignored'\n";
    String hangUp = "kill -HUP \"$(cat everyshot.pid)\"\nexit 1\n";
    Files.writeString(builder, "#!/bin/sh\n" + probe + hangUp);
    assumeTrue(builder.toFile().setExecutable(true));
    Process process = run(jdk, "", System.getenv("PATH"));
    assumeFalse(Files.exists(folder.resolve("ignored")), "whoever began this ignores hang-ups");
    assertEquals(130, process.exitValue());
    assertFalse(Files.exists(folder.resolve("core/target/.building")));
  }

  /// A folder with a command of this name, for the PATH.
  private Path tool(String name, String script) throws IOException {
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Path tool = Files.writeString(tools.resolve(name), "#!/bin/sh\n" + script);
    assumeTrue(tool.toFile().setExecutable(true));
    return tools;
  }

  /// A JDK whose `java` writes down whether it is to make a cache, to use one, or neither.
  private Path recordingJdk() throws IOException {
    Path jdk = folder.resolve("jdk");
    Path bin = Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25\"\n");
    String java =
        """
        #!/bin/sh
        did=plain
        for option; do
          case $option in
            -XX:AOTCacheOutput=*) did=cache; touch "${option#*=}" ;;
            -XX:AOTCache=*) did=cached ;;
          esac
        done
        echo $did >> "$(dirname "$0")/calls"
        echo "$*" > "$(dirname "$0")/options"
        """;
    for (String name : List.of("java", "javac")) {
      assumeTrue(Files.writeString(bin.resolve(name), java).toFile().setExecutable(true));
    }
    return jdk;
  }

  /// Options of the last call, and a space.
  private static String last(Path jdk) throws IOException {
    return Files.readString(jdk.resolve("bin/options")).strip() + " ";
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(folder.resolve("jdk/bin/calls"));
  }

  private Process start(String options, String path) throws IOException, InterruptedException {
    install();
    return run(HOME, options, path);
  }

  /// Puts the launcher, and a program that is none, into the folder.
  private void install() throws IOException {
    Path here = Path.of("everyshot").toAbsolutePath();
    Path launcher = Files.exists(here) ? here : Path.of("../everyshot");
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "a POSIX shell");
    Files.copy(launcher, folder.resolve("everyshot"));
    Files.createDirectories(folder.resolve("core/src/main"));
    Files.createFile(folder.resolve("core/pom.xml"));
    Files.createFile(folder.resolve("pom.xml"));
    Files.createDirectory(folder.resolve("core/target"));
    // Built last, so that nothing is newer.
    Files.createFile(folder.resolve("core/target/everyshot.jar"));
  }

  private Process run(Path jdk, String options, String path)
      throws IOException, InterruptedException {
    return run(jdk, options, path, Map.of());
  }

  private Process run(Path jdk, String options, String path, Map<String, String> more)
      throws IOException, InterruptedException {
    String start = "echo $$ > \"$0.pid\"; exec /bin/sh \"$0\"";
    String launcher = folder.resolve("everyshot").toString();
    var builder = new ProcessBuilder("/bin/sh", "-c", start, launcher);
    for (String site : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
      builder.environment().remove(site);
    }
    builder.environment().put("OMP_NUM_THREADS", "1");
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("EVERYSHOT_JAVA_OPTS", options);
    builder.environment().put("PATH", path);
    builder.environment().putAll(more);
    Process process = builder.redirectErrorStream(true).start();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process;
  }

  private static String said(Process process) throws IOException {
    try (var output = process.inputReader()) {
      return output.readAllAsString();
    }
  }
}

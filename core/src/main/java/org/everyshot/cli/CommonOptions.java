package org.everyshot.cli;

import java.nio.file.Path;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The options that every verb takes.
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    synopsisHeading = "Usage: ",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n")
final class CommonOptions {
  @Option(
      names = "--out",
      paramLabel = "PATH",
      order = 100,
      description = "Where to write the result.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      order = 101,
      description = "End standard output with one line of JSON that holds the results.")
  private boolean json;

  @Option(names = "--quiet", order = 102, description = "Say nothing but errors and results.")
  private boolean quiet;

  @Option(
      names = "--threads",
      paramLabel = "N",
      order = 103,
      description = "Threads to use (default: one per core). No result depends on it.")
  private @Nullable Integer threads;

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 104,
      description = "Seed of all random numbers (default: 1).")
  private long seed = 1;

  @Option(
      names = "--config",
      paramLabel = "FILE.yaml",
      order = 105,
      description = "Read options from a file: name and value per line; the command line wins.")
  private @Nullable Path config;

  @Option(names = "--force", order = 106, description = "Overwrite existing outputs.")
  private boolean force;

  /// Where to write, or `name` in the current folder where `--out` was not given.
  Path out(String name) {
    return out != null ? out : Path.of(name);
  }

  /// Where to write; null where `--out` was not given.
  @Nullable Path wantedOut() {
    return out;
  }

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  /// Number of threads, at least 1.
  int threads() {
    return threads != null ? threads : Runtime.getRuntime().availableProcessors();
  }

  long seed() {
    return seed;
  }

  boolean force() {
    return force;
  }

  @Nullable Path config() {
    return config;
  }

  /// Refuses what no verb can work with.
  void check() {
    if (threads != null && (threads < 1 || threads > 4096)) {
      throw new UserInputException("--threads " + threads + ": expected 1 to 4096");
    }
  }
}

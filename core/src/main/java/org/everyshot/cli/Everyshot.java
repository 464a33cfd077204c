package org.everyshot.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The program: `everyshot VERB [options]`.
@Command(
    name = "everyshot",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "everyshot VERB [options]",
      "       everyshot VERB --help",
      "       everyshot --version"
    },
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%nOptions:%n",
    description = "%nOnline analysis of X-ray free-electron laser experiments: every shot counts.",
    footer = "%nExit status: 0 done; 2 something for you to put right; 3 damaged data; 70 our bug.")
public final class Everyshot {
  /// Every verb, in the order in which the help lists them.
  private static final Map<String, Class<?>> VERBS = new LinkedHashMap<>();

  static {
    VERBS.put("demo", Demo.class);
    VERBS.put("simulate", Simulate.class);
    VERBS.put("correlate", Correlate.class);
    VERBS.put("extract", Extract.class);
    VERBS.put("reconstruct", Reconstruct.class);
    VERBS.put("compare", Compare.class);
    VERBS.put("merge", Merge.class);
    VERBS.put("peaks", Peaks.class);
    VERBS.put("inspect", Inspect.class);
    VERBS.put("doctor", Doctor.class);
  }

  private Everyshot() {}

  public static void main(String[] arguments) {
    PrintStream err = StandardError.restore();
    Interruption.arm();
    var out = new FileOutputStream(FileDescriptor.out);
    int status =
        run(
            arguments,
            new PrintWriter(out, true, StandardCharsets.UTF_8),
            new PrintWriter(err, true, StandardCharsets.UTF_8));
    Interruption.over();
    System.exit(status);
  }

  /// Does what the arguments say, and returns the exit status.
  ///
  /// @param out where results go
  /// @param err where progress, remarks and errors go
  public static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    var screen = new Screen(out, err, false);
    CommandLine program = program(arguments);
    program.setOut(out).setErr(err);
    try {
      configure(program, List.of(arguments));
      return program.execute(arguments);
    } catch (Throwable e) {
      return Failures.report("", e, screen);
    }
  }

  /// The verb that was asked for is set up alone, because each costs start-up time.
  private static CommandLine program(String[] arguments) {
    var program = new CommandLine(new Everyshot());
    Class<?> asked = arguments.length == 0 ? null : VERBS.get(arguments[0]);
    if (asked != null) {
      program.addSubcommand(arguments[0], asked);
    } else {
      VERBS.forEach(program::addSubcommand);
    }
    program.setExpandAtFiles(false);
    program.setOverwrittenOptionsAllowed(true);
    Choices.register(program);
    program.setUsageHelpAutoWidth(false);
    program.setUsageHelpWidth(100);
    program.setParameterExceptionHandler((e, typed) -> explain(e));
    return program;
  }

  /// Hands the options of a `--config` file to the verb that was asked for.
  private static void configure(CommandLine program, List<String> arguments) throws IOException {
    CommandLine verb = program;
    Path file = null;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      CommandLine next = verb.getSubcommands().get(argument);
      if (next != null) {
        verb = next;
      } else if (argument.equals("--config") && i + 1 < arguments.size()) {
        file = Path.of(arguments.get(i + 1));
      } else if (argument.startsWith("--config=")) {
        file = Path.of(argument.substring("--config=".length()));
      }
    }
    if (file != null) {
      verb.setDefaultValueProvider(ConfigFile.read(file, verb.getCommandSpec()));
    }
  }

  /// Says in one line what was wrong with the command line.
  private static int explain(ParameterException e) {
    CommandLine verb = e.getCommandLine();
    String name = verb.getCommandSpec().qualifiedName();
    if (e.getMessage() != null && e.getMessage().startsWith("Missing required subcommand")) {
      verb.usage(verb.getErr());
      return Failures.USER;
    }
    String line =
        e instanceof UnmatchedArgumentException unmatched
            ? unknown(verb, unmatched.getUnmatched().getFirst())
            : String.valueOf(e.getMessage())
                .strip()
                .replaceFirst("^Error: ", "")
                .replaceAll("\\s*\\R\\s*", "; ");
    verb.getErr().println(name + ": " + line + " (see " + name + " --help)");
    verb.getErr().flush();
    return Failures.USER;
  }

  private static String unknown(CommandLine verb, String typed) {
    if (typed.startsWith("-")) {
      String option = typed.replaceFirst("=.*", "");
      return "unknown option "
          + option
          + NearestName.suggestion(option, verb.getCommandSpec().optionsMap().keySet());
    }
    if (verb.getSubcommands().isEmpty()) {
      return "does not know what to do with '" + typed + "'";
    }
    return "unknown verb '"
        + typed
        + "'"
        + NearestName.suggestion(typed, verb.getSubcommands().keySet());
  }
}

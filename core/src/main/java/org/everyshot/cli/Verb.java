package org.everyshot.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/// What the user can ask for; see the package for how to write one.
abstract class Verb implements Callable<Integer> {
  @Mixin final CommonOptions common = new CommonOptions();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli fills it in
  private CommandSpec spec;

  /// Does what was asked.
  ///
  /// @param screen what the user sees
  /// @param result fields of the JSON line, filled in order
  /// @throws org.everyshot.fault.UserInputException what the user can put right, in one line
  /// @throws org.everyshot.fault.DamagedDataException what is wrong with a file, in one line
  abstract void perform(Screen screen, JsonResult result) throws IOException, InterruptedException;

  /// The verb as the user types it, without the program's name.
  final String name() {
    String name = spec.qualifiedName();
    return name.substring(name.indexOf(' ') + 1);
  }

  /// The command line as the user typed it.
  final String typed() {
    return "everyshot "
        + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
  }

  /// Every option of the verb that has a value, by its name without dashes.
  final Map<String, String> options() {
    var values = new LinkedHashMap<String, String>();
    for (OptionSpec option : spec.options()) {
      Object value = option.getValue();
      if (value != null && !option.usageHelp() && !option.versionHelp()) {
        values.put(option.longestName().replaceFirst("^--", ""), text(value));
      }
    }
    return values;
  }

  private static String text(Object value) {
    if (value instanceof double[] numbers) {
      return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }
    return value instanceof Enum<?> choice ? Choices.name(choice) : value.toString();
  }

  @Override
  public final Integer call() {
    var screen =
        new Screen(spec.commandLine().getOut(), spec.commandLine().getErr(), common.quiet());
    var result = new JsonResult(name());
    int status;
    try {
      common.check();
      perform(screen, result);
      Outputs.keepFolders();
      status = Failures.NONE;
    } catch (Throwable e) {
      Outputs.removeEmptyFolders();
      status = Failures.report(name(), e, screen);
      result.failed(status, e);
    }
    if (common.json()) {
      screen.print(result.line());
    }
    return status;
  }
}

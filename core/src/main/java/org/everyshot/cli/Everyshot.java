package org.everyshot.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program: `everyshot VERB [options]`.
@Command(name = "everyshot", mixinStandardHelpOptions = true, version = "everyshot 0.1.0")
public final class Everyshot {
  private Everyshot() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Everyshot()).execute(arguments));
  }
}

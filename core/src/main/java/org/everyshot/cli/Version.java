package org.everyshot.cli;

import picocli.CommandLine.IVersionProvider;

/// Which Everyshot this is.
final class Version implements IVersionProvider {
  /// Version of the program as its jar says, or that it was not run from one.
  static String number() {
    String number = Everyshot.class.getPackage().getImplementationVersion();
    return number != null ? number : "unpackaged";
  }

  @Override
  public String[] getVersion() {
    return new String[] {"everyshot " + number()};
  }
}

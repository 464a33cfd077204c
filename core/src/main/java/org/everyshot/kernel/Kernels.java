package org.everyshot.kernel;

/// Chooses the kernel, once, when the program starts.
///
/// System property `everyshot.kernel` forces a choice by name.
public final class Kernels {
  /// Kernel and the reason for it.
  ///
  /// @param kernel the kernel
  /// @param reason one line for the log
  public record Choice(CorrelationKernel kernel, String reason) {}

  private static final Choice CHOICE = choose(System.getProperty("everyshot.kernel", "auto"));

  private Kernels() {}

  /// The kernel of this run.
  public static CorrelationKernel kernel() {
    return CHOICE.kernel();
  }

  /// The kernel of this run, and why.
  public static Choice choice() {
    return CHOICE;
  }

  static Choice choose(String wanted) {
    return switch (wanted) {
      case "auto" -> new Choice(new ScalarKernel(), "nothing faster was found");
      case "scalar" -> new Choice(new ScalarKernel(), "forced by -Deveryshot.kernel=scalar");
      default ->
          throw new IllegalArgumentException(
              "-Deveryshot.kernel=" + wanted + " is not one of auto, scalar");
    };
  }
}

package org.everyshot.kernel;

import org.jspecify.annotations.Nullable;

/// Chooses the kernel, once, when the program starts.
///
/// System property `everyshot.kernel` forces a choice: `scalar` or `vector`.
public final class Kernels {
  /// Kernel and the reason for it.
  ///
  /// @param kernel the kernel
  /// @param reason half a line for the log
  public record Choice(CorrelationKernel kernel, String reason) {}

  private static @Nullable Choice choice;

  private Kernels() {}

  /// The kernel of this run.
  public static CorrelationKernel kernel() {
    return choice().kernel();
  }

  /// The kernel of this run, and why.
  ///
  /// @throws IllegalArgumentException if the choice forced is not one, or cannot be had
  public static synchronized Choice choice() {
    Choice made = choice;
    if (made == null) {
      made = choose(System.getProperty("everyshot.kernel", "auto"));
      choice = made;
    }
    return made;
  }

  static Choice choose(String wanted) {
    return switch (wanted) {
      case "auto" -> {
        String obstacle = Machine.obstacleToVectors();
        yield obstacle == null
            ? new Choice(new VectorKernel(), "vectors are at hand")
            : new Choice(new ScalarKernel(), obstacle);
      }
      case "scalar" -> new Choice(new ScalarKernel(), "forced by -Deveryshot.kernel=scalar");
      case "vector" -> {
        if (!Machine.hasVectorModule()) {
          throw new IllegalArgumentException(
              "-Deveryshot.kernel=vector needs the option --add-modules jdk.incubator.vector");
        }
        yield new Choice(new VectorKernel(), "forced by -Deveryshot.kernel=vector");
      }
      default ->
          throw new IllegalArgumentException(
              "-Deveryshot.kernel=" + wanted + " is not one of auto, scalar, vector");
    };
  }
}

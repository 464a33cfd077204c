package org.everyshot.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/// What the Java virtual machine at hand can do.
final class Machine {
  private Machine() {}

  static boolean hasVectorModule() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  /// Why vectors would not help here, or null where they do.
  ///
  /// Without the optimising compiler, or without fused multiply-add in hardware, each vector
  /// operation becomes a slow library call.
  static @Nullable String obstacleToVectors() {
    if (!hasVectorModule()) {
      return "module jdk.incubator.vector is absent; start with --add-modules jdk.incubator.vector";
    }
    if (System.getProperty("java.vm.info", "").contains("interpreted")
        || !option("TieredStopAtLevel", "4").equals("4")) {
      return "the optimising compiler is switched off";
    }
    if (option("UseFMA", "true").equals("false")) {
      return "the processor has no fused multiply-add";
    }
    return null;
  }

  /// An option of the HotSpot virtual machine, or `otherwise` where this is another one.
  private static String option(String name, String otherwise) {
    try {
      return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .getVMOption(name)
          .getValue();
    } catch (RuntimeException | LinkageError e) {
      return otherwise;
    }
  }
}

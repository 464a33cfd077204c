package org.everyshot.kernel;

/// Made once, at first use.
final class FieldKernelChoice {
  static final FieldKernel CHOSEN = choose();

  private FieldKernelChoice() {}

  private static FieldKernel choose() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    boolean refused = System.getProperty("everyshot.kernel", "auto").equals("scalar");
    return vectors && !refused ? new VectorFieldKernel() : new ScalarFieldKernel();
  }
}

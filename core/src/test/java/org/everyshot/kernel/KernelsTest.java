package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The choice of a kernel, in Java virtual machines of all kinds.
class KernelsTest {
  @Test
  void aChoiceCanBeForced() {
    assertEquals("scalar", Kernels.choose("scalar").kernel().name());
    assertTrue(Kernels.choose("vector").kernel().name().startsWith("vector"));
    var unknown = assertThrows(IllegalArgumentException.class, () -> Kernels.choose("gpu"));
    assertEquals("-Deveryshot.kernel=gpu is not one of auto, scalar, vector", unknown.getMessage());
  }

  @Test
  void withoutTheVectorModuleTheScalarKernelServes() throws Exception {
    assertEquals("scalar", OwnMachine.lastLine(Chosen.class));
  }

  @Test
  void withoutTheOptimisingCompilerTheScalarKernelServes() throws Exception {
    assertEquals(
        "scalar", OwnMachine.lastLine(Chosen.class, OwnMachine.VECTORS, "-XX:TieredStopAtLevel=1"));
  }

  @Test
  void vectorsOf256BitsGiveTheSame() throws Exception {
    Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"), "needs x86");
    assertEquals(
        "vector (256 bits)",
        OwnMachine.lastLine(VectorKernelTest.class, OwnMachine.VECTORS, "-XX:UseAVX=2"));
  }

  @Test
  @Tag("long")
  void vectorsOf128BitsGiveTheSame() throws Exception {
    assertEquals(
        "vector (128 bits)",
        OwnMachine.lastLine(VectorKernelTest.class, OwnMachine.VECTORS, "-XX:MaxVectorSize=16"));
  }

  /// Names the kernel that this Java virtual machine chooses.
  static final class Chosen {
    private Chosen() {}

    public static void main(String[] arguments) {
      System.out.println(Kernels.kernel().name());
    }
  }
}

package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The choice of a kernel, in Java virtual machines of all kinds.
class KernelsTest {
  private static final String VECTORS = "--add-modules=jdk.incubator.vector";

  @Test
  void aChoiceCanBeForced() {
    assertEquals("scalar", Kernels.choose("scalar").kernel().name());
    assertTrue(Kernels.choose("vector").kernel().name().startsWith("vector"));
    var unknown = assertThrows(IllegalArgumentException.class, () -> Kernels.choose("gpu"));
    assertEquals("-Deveryshot.kernel=gpu is not one of auto, scalar, vector", unknown.getMessage());
  }

  @Test
  void withoutTheVectorModuleTheScalarKernelServes() throws Exception {
    assertEquals("scalar", start(Chosen.class));
  }

  @Test
  void withoutTheOptimisingCompilerTheScalarKernelServes() throws Exception {
    assertEquals("scalar", start(Chosen.class, VECTORS, "-XX:TieredStopAtLevel=1"));
  }

  @Test
  void vectorsOf256BitsGiveTheSame() throws Exception {
    Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"), "needs x86");
    assertEquals("vector (256 bits)", start(VectorKernelTest.class, VECTORS, "-XX:UseAVX=2"));
  }

  @Test
  @Tag("long")
  void vectorsOf128BitsGiveTheSame() throws Exception {
    assertEquals(
        "vector (128 bits)", start(VectorKernelTest.class, VECTORS, "-XX:MaxVectorSize=16"));
  }

  /// Names the kernel that this Java virtual machine chooses.
  static final class Chosen {
    private Chosen() {}

    public static void main(String[] arguments) {
      System.out.println(Kernels.kernel().name());
    }
  }

  /// Last line that a program prints in a Java virtual machine of its own.
  private static String start(Class<?> program, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip().lines().reduce("", (before, line) -> line);
  }
}

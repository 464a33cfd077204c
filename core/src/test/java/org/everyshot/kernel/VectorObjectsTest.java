package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;

/// What makes a loop's vectors objects, in some runs or in all: vectors of floats of two lengths in
/// one program, see [SingleTile], and methods that take or return vectors where the compiler, whose
/// measure is full in a long loop, calls instead of inlining them.
class VectorObjectsTest {
  /// Loads that are widened at once, and the field kernel, which takes four complex nodes at a time
  /// and is the simulation's.
  private static final Set<String> EXEMPT = Set.of("SingleUpdate.HALF", "VectorFieldKernel.ROW");

  /// Methods that are used in loops short enough for the compiler, or once, at the start.
  private static final Set<String> INLINED =
      Set.of(
          "VectorMath.exp",
          "VectorMath.log",
          "VectorSampleKernel.polynomial",
          "VectorCircleKernel.along",
          "SingleUpdate.widen",
          "SingleTransposition.mask",
          "DoubleTransposition.mask");

  @Test
  void arithmeticOnFloatsKnowsOneLengthOfVectors() throws Exception {
    List<String> others = new ArrayList<>();
    int found = 0;
    for (Class<?> type : kernels()) {
      for (Field field : type.getDeclaredFields()) {
        String name = type.getSimpleName() + "." + field.getName();
        if (field.getType() == VectorSpecies.class && !EXEMPT.contains(name)) {
          field.setAccessible(true);
          var species = (VectorSpecies<?>) field.get(null);
          if (species.elementType() == float.class) {
            found++;
            if (!species.equals(SingleTile.SPECIES)) {
              others.add(name + " " + species);
            }
          }
        }
      }
    }
    assertEquals(List.of(), others);
    assertTrue(found > 10, "kernels found: " + found);
  }

  @Test
  void vectorsStayInTheLoopsThatMadeThem() throws Exception {
    List<String> passing = new ArrayList<>();
    for (Class<?> type : kernels()) {
      for (Method method : type.getDeclaredMethods()) {
        boolean passes =
            isVector(method.getReturnType())
                || Stream.of(method.getParameterTypes()).anyMatch(VectorObjectsTest::isVector);
        if (passes) {
          passing.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    assertEquals(
        INLINED,
        Set.copyOf(passing),
        "before a method is added here, look with -XX:CompileCommand=PrintInlining,"
            + "org.everyshot.kernel.*::* whether its callers inline it");
  }

  private static boolean isVector(Class<?> type) {
    return Vector.class.isAssignableFrom(type) || VectorMask.class.isAssignableFrom(type);
  }

  private static List<Class<?>> kernels() throws IOException, ReflectiveOperationException {
    Path folder =
        Path.of(
            URI.create(
                SingleTile.class.getProtectionDomain().getCodeSource().getLocation()
                    + "org/everyshot/kernel"));
    List<Class<?>> kernels = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        if (name.endsWith(".class") && !name.equals("package-info.class")) {
          kernels.add(Class.forName("org.everyshot.kernel." + name.replace(".class", "")));
        }
      }
    }
    return kernels;
  }
}

package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;

/// What makes a loop's vectors objects, in some runs or in all: vectors of floats of two lengths in
/// one program, see [SingleTile], and methods that take or return vectors where the compiler, whose
/// measure is full in a long loop, calls instead of inlining them.
class VectorObjectsTest {
  /// Loads that are widened at once, and the field kernel, which takes four complex nodes at a time
  /// and is the simulation's.
  private static final Set<String> EXEMPT = Set.of("SingleUpdate.HALF", "VectorFieldKernel.ROW");

  /// Methods that the compiler was seen to inline, each in a short loop of its own; masks and
  /// shuffles are made once, at the start.
  private static final Set<String> INLINED =
      Set.of(
          "VectorSampleKernel.polynomial(double[], DoubleVector)",
          "VectorCircleKernel.along(float[], int, int)",
          "SingleUpdate.widen(float[], int)",
          "SingleTransposition.mask(int, int)",
          "SingleTransposition.shuffle(int)",
          "DoubleTransposition.mask(int, int)",
          "DoubleTransposition.shuffle(int)");

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
    Set<String> passing = new TreeSet<>();
    for (Class<?> type : kernels()) {
      for (Method method : type.getDeclaredMethods()) {
        if (isVector(method.getReturnType()) || takesVector(method)) {
          passing.add(name(method));
        }
      }
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (takesVector(constructor)) {
          passing.add(name(constructor));
        }
      }
      for (Field field : type.getDeclaredFields()) {
        if (isVector(field.getType()) && !Modifier.isStatic(field.getModifiers())) {
          passing.add(type.getName() + "." + field.getName());
        }
      }
    }
    assertEquals(
        new TreeSet<>(INLINED),
        passing,
        "before one is added here, see that its callers inline it, with"
            + " -XX:+UnlockDiagnosticVMOptions"
            + " -XX:CompileCommand=PrintInlining,org.everyshot.kernel.*::*");
  }

  private static boolean takesVector(Executable method) {
    return Stream.of(method.getParameterTypes()).anyMatch(VectorObjectsTest::isVector);
  }

  private static String name(Executable method) {
    return method.getDeclaringClass().getName().replace("org.everyshot.kernel.", "")
        + (method instanceof Method ? "." + method.getName() : "")
        + Stream.of(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", ", "(", ")"));
  }

  private static boolean isVector(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return Vector.class.isAssignableFrom(element)
        || VectorMask.class.isAssignableFrom(element)
        || VectorShuffle.class.isAssignableFrom(element);
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

package org.everyshot.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;

/// Vectors of floats of two lengths in one program spoil each other's loops, see [SingleTile].
class VectorLengthTest {
  /// Loads that are widened at once, and the field kernel, which takes four complex nodes at a time
  /// and is the simulation's.
  private static final Set<String> EXEMPT = Set.of("SingleUpdate.HALF", "VectorFieldKernel.ROW");

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

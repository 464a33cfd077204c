package org.everyshot;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The plan of the house: which room may use which (docs/architecture.md).
class RoomsTest {
  /// Room to the rooms that it may use.
  private static final Map<String, List<String>> ARROWS = new LinkedHashMap<>();

  static {
    ARROWS.put("fault", List.of());
    ARROWS.put("kernel", List.of());
    ARROWS.put("math", List.of("kernel"));
    ARROWS.put("structure", List.of("fault", "math"));
    ARROWS.put("engine", List.of("fault"));
    ARROWS.put("crystal", List.of("fault", "structure", "math"));
    ARROWS.put("detector", List.of("fault", "math", "kernel"));
    ARROWS.put("shot", List.of("fault", "detector", "engine", "kernel"));
    ARROWS.put("correlation", List.of("fault", "shot", "detector", "engine", "math", "kernel"));
    ARROWS.put(
        "invariants",
        List.of("fault", "correlation", "shot", "detector", "engine", "math", "kernel"));
    ARROWS.put(
        "reconstruction", List.of("fault", "invariants", "structure", "engine", "math", "kernel"));
    ARROWS.put("network", List.of("engine", "math", "kernel"));
    ARROWS.put(
        "merging", List.of("fault", "crystal", "shot", "engine", "network", "math", "kernel"));
    ARROWS.put(
        "format",
        List.of(
            "fault",
            "structure",
            "crystal",
            "merging",
            "reconstruction",
            "invariants",
            "correlation",
            "shot",
            "detector",
            "engine",
            "math",
            "kernel"));
    ARROWS.put(
        "simulation",
        List.of(
            "fault",
            "structure",
            "crystal",
            "merging",
            "reconstruction",
            "invariants",
            "correlation",
            "shot",
            "detector",
            "engine",
            "math",
            "kernel"));
    ARROWS.put(
        "picture",
        List.of(
            "fault",
            "structure",
            "crystal",
            "merging",
            "reconstruction",
            "invariants",
            "correlation",
            "shot",
            "detector",
            "engine",
            "math"));
    ARROWS.put(
        "cli",
        List.of(
            "fault",
            "picture",
            "simulation",
            "format",
            "reconstruction",
            "invariants",
            "correlation",
            "merging",
            "crystal",
            "structure",
            "shot",
            "detector",
            "engine",
            "math",
            "kernel"));
  }

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.everyshot");

  @Test
  void everyArrowPointsDownward() {
    LayeredArchitecture house = layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String room : ARROWS.keySet()) {
      house = house.layer(room).definedBy("org.everyshot." + room + "..");
    }
    for (Map.Entry<String, List<String>> room : ARROWS.entrySet()) {
      house =
          room.getValue().isEmpty()
              ? house.whereLayer(room.getKey()).mayNotAccessAnyLayer()
              : house
                  .whereLayer(room.getKey())
                  .mayOnlyAccessLayers(new ArrayList<>(room.getValue()).toArray(new String[0]));
    }
    house.check(HOUSE);
  }

  @Test
  void everyPackageIsARoomOfThePlan() {
    var found = new TreeSet<String>();
    HOUSE.forEach(type -> found.add(type.getPackageName().replaceFirst("^org\\.everyshot\\.", "")));
    found.removeAll(ARROWS.keySet());
    assertEquals(new TreeSet<String>(), found, "rooms that the plan does not know");
  }
}

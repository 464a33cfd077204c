package org.everyshot.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.format.Description;
import org.everyshot.format.Inspection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What a file of any known format contains.
@Command(
    name = "inspect",
    description = {
      "%nSays what a file contains, as a person would want to read it.",
      "",
      "Knows NumPy arrays, HDF5 (CXI, NeXus, C2.h5), CrystFEL geometries, streams and reflection",
      "lists, MTZ and DIALS reflections, structures (PDB, mmCIF, MRC), structure factors (mmCIF)",
      "and EuXFEL run folders."
    })
final class Inspect extends Verb {
  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, run folders, or FILE.h5:/dataset.")
  private List<String> files = List.of();

  @Override
  void perform(Screen screen, JsonResult result) {
    List<Map<String, Object>> described = new ArrayList<>();
    for (String file : files) {
      InputName name = InputName.parse(file);
      Description description = Inspection.of(name.path(), name.dataset());
      screen.print(file + ": " + description.format());
      description.lines().forEach(line -> screen.print("  " + text(line)));
      var fields = new LinkedHashMap<String, Object>();
      fields.put("input", file);
      fields.putAll(description.json());
      described.add(fields);
    }
    result.put("files", described);
  }

  private static String text(Description.Line line) {
    String label = line.label();
    return label.isEmpty()
        ? "  " + line.text()
        : label + (label.startsWith("/") ? "  " : ": ") + line.text();
  }
}

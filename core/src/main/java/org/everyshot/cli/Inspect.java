package org.everyshot.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What a file of any known format contains.
@Command(
    name = "inspect",
    description = {
      "%nSays what a file contains, as a person would want to read it.",
      "",
      "Knows NumPy arrays, HDF5 (CXI, NeXus, EuXFEL, C2.h5), CrystFEL geometries and structures."
    })
final class Inspect extends Verb {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files, or FILE.h5:/dataset.")
  private List<String> files = List.of();

  @Override
  void perform(Screen screen, JsonResult result) throws IOException {
    List<Map<String, Object>> described = new ArrayList<>();
    for (String file : files) {
      List<String> lines = FileDescription.of(InputName.parse(file));
      screen.print(file);
      lines.forEach(line -> screen.print("  " + line));
      var fields = new LinkedHashMap<String, Object>();
      fields.put("input", file);
      fields.put("description", lines);
      described.add(fields);
    }
    result.put("files", described);
  }
}

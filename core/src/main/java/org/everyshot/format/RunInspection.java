package org.everyshot.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.LongStream;

/// Describes a EuXFEL run folder: its shots, and which modules lack some of them.
final class RunInspection {
  private RunInspection() {}

  static Description of(Path folder) {
    List<ModuleFile> files = new ArrayList<>();
    try {
      List<RunFile> names = RunSource.list(folder);
      NavigableMap<Integer, RunModule> modules = RunSource.modules(names, files);
      RunFile one = names.getFirst();
      long[] shots =
          modules.values().stream()
              .flatMapToLong(module -> LongStream.of(module.keys()))
              .sorted()
              .distinct()
              .toArray();
      long[] trains = LongStream.of(shots).map(RunModule::train).distinct().toArray();
      var out = new Description.Builder("EuXFEL run");
      out.add("run", one.run() + (one.corrected() ? ", corrected" : ", raw"), "run", one.run());
      out.add("detector", one.detector(), "detector", one.detector());
      out.add("files", "" + names.size(), "files", names.size());
      String span = trains.length == 0 ? "" : ", " + trains[0] + " to " + trains[trains.length - 1];
      out.add("trains", trains.length + span, "trains", trains.length);
      out.add("shots", "" + shots.length, "shots", shots.length);
      Map<String, Object> lacking = new LinkedHashMap<>();
      int expected = Math.max(16, modules.lastKey() + 1);
      boolean sixteen = !one.detector().equals("JNGFR");
      for (int m = 0; m < (sixteen ? expected : modules.lastKey() + 1); m++) {
        RunModule module = modules.get(m);
        int absent = shots.length - (module == null ? 0 : module.keys().length);
        if (absent > 0) {
          lacking.put("module " + m, absent);
          out.line("module " + m, module == null ? "missing" : "missing in " + absent + " shots");
        }
      }
      out.put("missing", lacking);
      ModuleFile first = files.getFirst();
      out.add(
          "module data",
          first.data().shape() + " " + first.data().type().name().toLowerCase(Locale.ROOT),
          "shape",
          first.data().shape());
      return out.build();
    } finally {
      files.forEach(ModuleFile::close);
    }
  }
}

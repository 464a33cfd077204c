package org.everyshot.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.LongStream;
import org.everyshot.detector.Beam;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.ShotValue;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Looks into a file of any format that this room reads, without loading it.
public final class Inspection {
  private Inspection() {}

  /// Describes a file, or a EuXFEL run folder.
  ///
  /// @throws UserInputException where there is none, or of a format that is not known
  public static Description of(Path path) {
    if (Files.isDirectory(path)) {
      if (RunSource.isRun(path)) {
        return run(path);
      }
      throw new UserInputException(
          path + ": is a folder without EuXFEL detector files; name a file in it");
    }
    byte[] start = start(path);
    if (begins(start, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
      return npy(path);
    }
    if (begins(start, 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n')) {
      return Hdf5Inspection.of(path);
    }
    if (path.toString().endsWith(".geom")) {
      return geometry(path);
    }
    try {
      return Hdf5Inspection.of(path); // a user block may come first
    } catch (DamagedDataException e) {
      throw new UserInputException(
          path + ": not a format that is known: NumPy, HDF5, CrystFEL geometry, EuXFEL run", e);
    }
  }

  private static byte[] start(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(8);
    } catch (IOException e) {
      throw new UserInputException(
          path + (Files.exists(path) ? ": cannot be read" : ": no such file"), e);
    }
  }

  private static boolean begins(byte[] start, int... magic) {
    boolean same = start.length >= magic.length;
    for (int i = 0; same && i < magic.length; i++) {
      same = (start[i] & 0xFF) == magic[i];
    }
    return same;
  }

  private static Description npy(Path path) {
    try (var file = NpyFile.open(path)) {
      List<Long> shape = file.shape();
      var out = new Description.Builder("NumPy array");
      out.add("shape", shape.toString(), "shape", shape);
      out.add(
          "type",
          file.type().code() + (file.bigEndian() ? ", big-endian" : ""),
          "type",
          file.type().code());
      out.add(
          "order",
          file.fortran() ? "Fortran (first dimension fastest)" : "C (last dimension fastest)",
          "fortran",
          file.fortran());
      if (shape.size() == 3) {
        out.line(
            "as polar images",
            shape.get(0) + " shots of " + shape.get(1) + " rings × " + shape.get(2) + " azimuths");
      }
      return out.build();
    }
  }

  private static Description geometry(Path path) {
    GeometryFile file = GeometryFile.read(path);
    Geometry geometry = file.geometry();
    var out = new Description.Builder("CrystFEL geometry");
    out.add("panels", "" + geometry.panels().size(), "panels", geometry.panels().size());
    out.add("pixels", "" + geometry.pixels(), "pixels", geometry.pixels());
    out.add("data", String.join(", ", geometry.dataPaths()), "data", geometry.dataPaths());
    String unknown = "not given";
    out.line("camera length", said(geometry.cameraLength(), "m", unknown));
    out.line("photon energy", said(geometry.photonEnergy(), "eV", unknown));
    out.add(
        "bad regions",
        "" + geometry.badRegions().size(),
        "badRegions",
        geometry.badRegions().size());
    if (geometry.cameraLength() instanceof ShotValue.Fixed length) {
      out.put("cameraLengthM", length.value());
      if (geometry.photonEnergy() instanceof ShotValue.Fixed energy) {
        out.put("photonEnergyEv", energy.value());
        double[] q = qRange(geometry, length.value(), Beam.ofEnergy(energy.value()));
        out.add(
            "q range",
            String.format(Locale.ROOT, "%.5g to %.5g Å⁻¹", q[0], q[1]),
            "qRange",
            List.of(q[0], q[1]));
      }
    }
    file.warnings().forEach(warning -> out.line("note", warning));
    return out.build();
  }

  private static String said(@Nullable ShotValue value, String unit, String unknown) {
    return switch (value) {
      case null -> unknown;
      case ShotValue.Fixed fixed -> fixed.value() + " " + unit;
      case ShotValue.InFile in ->
          "read from " + in.path() + " (" + in.unit().name().toLowerCase(Locale.ROOT) + ")";
    };
  }

  /// Smallest and largest q of any pixel's centre, Å⁻¹.
  private static double[] qRange(Geometry geometry, double cameraLengthM, Beam beam) {
    double low = Double.POSITIVE_INFINITY;
    double high = 0;
    for (Panel panel : geometry.panels()) {
      for (int ss = 0; ss < panel.height(); ss++) {
        for (int fs = 0; fs < panel.width(); fs++) {
          double x = panel.placement().x(fs + 0.5, ss + 0.5);
          double y = panel.placement().y(fs + 0.5, ss + 0.5);
          double z = panel.placement().z(fs + 0.5, ss + 0.5) + cameraLengthM;
          double angle = Math.atan2(Math.hypot(x, y), z);
          double q = 4 * Math.PI * Math.sin(angle / 2) / beam.wavelengthAngstrom();
          low = Math.min(low, q);
          high = Math.max(high, q);
        }
      }
    }
    return new double[] {low, high};
  }

  private static Description run(Path folder) {
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

package org.everyshot.format;

import io.jhdf.api.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.everyshot.detector.Beam;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Describes an HDF5 file: what kind it is, then its tree.
final class Hdf5Inspection {
  private static final int MOST_LINES = 200;
  private static final int DEEPEST = 16;

  /// Values of a dataset that are looked at when it is named.
  private static final long MOST_VALUES = 1 << 24;

  private final Hdf5File file;
  private final List<Description.Line> tree = new ArrayList<>();
  private final Map<String, Object> datasets = new LinkedHashMap<>();

  /// Groups seen, by file and address: hard links may lead in a circle, too.
  private final Set<List<Object>> groups = new HashSet<>();

  private Hdf5Inspection(Hdf5File file) {
    this.file = file;
  }

  /// @param place group or dataset to describe; `/` for the whole file
  static Description of(Path path, String place) {
    try (Hdf5File file = Hdf5File.open(path)) {
      var inspection = new Hdf5Inspection(file);
      return place.equals("/") ? inspection.describe() : inspection.describe(place);
    }
  }

  private Description describe(String place) {
    Hdf5File.Found found = file.find(place);
    if (found == null) {
      throw new UserInputException(file.path() + ": has no " + place);
    }
    if (found.links() != null) {
      var out = new Description.Builder("HDF5 group");
      walk(found.place().isEmpty() ? "/" : place, 0);
      return build(out);
    }
    var out = new Description.Builder("HDF5 dataset");
    Dataset dataset = found.dataset();
    if (dataset != null) {
      out.line(place, dataset(place, dataset));
      Hdf5Array array = array(place);
      if (array != null) {
        if (array.rank() == 3) {
          Inspection.images(out, array.extent(0), array.extent(1), array.extent(2));
        }
        if (array.size() > 0 && array.size() <= MOST_VALUES) {
          Inspection.values(out, array.doubles(), array.size());
        }
      }
    }
    return out.put("datasets", datasets).build();
  }

  private Description describe() {
    Description.Builder out;
    if (has("/cross_correlation/I1I1")) {
      out = new Description.Builder("angular correlation (C2.h5)");
      correlation(out);
      range(out, "q", "/radial_points", "Å⁻¹");
      number(out, "wavelength", "/xray_wavelength", "Å");
    } else if (has("/invariants/B")) {
      out = new Description.Builder("rotational invariants");
      shape(out, "invariants", "/invariants/B");
      degrees(out);
      range(out, "q", "/radial_points", "Å⁻¹");
      number(out, "diameter", "/diameter", "Å");
      number(out, "wavelength", "/xray_wavelength", "Å");
    } else if (has("/cxi_version")) {
      out = new Description.Builder("CXI");
      number(out, "version", "/cxi_version", "");
      frames(out, "/entry_1/data_1/data", "/entry_1/instrument_1/detector_1/data");
      energy(out);
    } else if (!file.names("/entry").isEmpty()) {
      List<String> definition = texts("/entry/definition");
      out = new Description.Builder(definition.isEmpty() ? "NeXus" : definition.getFirst());
      frames(out, "/entry/data/data", "/entry/instrument/detector/data");
      numbered(out);
      number(out, "wavelength", "/entry/instrument/beam/incident_wavelength", "Å");
      number(out, "distance", "/entry/instrument/detector/distance", "m");
    } else {
      out = new Description.Builder("HDF5");
    }
    walk("/", 0);
    return build(out);
  }

  private Description build(Description.Builder out) {
    tree.forEach(line -> out.line(line.label(), line.text()));
    return out.put("datasets", datasets).build();
  }

  private void correlation(Description.Builder out) {
    Hdf5Array c2 = array("/cross_correlation/I1I1");
    if (c2 != null && c2.rank() == 3) {
      out.add(
          "correlation",
          c2.extent(1) + " rings × " + c2.extent(2) + " azimuths",
          "correlation",
          c2.shape());
    }
    Map<String, Object> loss = file.attributes("/everyshot/loss");
    if (loss.containsKey("processed")) {
      out.add("shots", loss.get("processed") + " processed", "loss", loss);
      out.line("", "received " + loss.get("received") + ", in flight " + loss.get("in_flight"));
      for (String fate : List.of("vetoed", "dropped")) {
        file.attributes("/everyshot/loss/" + fate)
            .forEach((reason, shots) -> out.line("", fate + " " + shots + ": " + reason));
      }
    }
  }

  private boolean has(String path) {
    return file.find(path) != null;
  }

  private List<String> texts(String path) {
    return has(path) ? file.texts(path) : List.of();
  }

  /// The dataset at a path, or null where it is absent or cannot be read.
  private @Nullable Hdf5Array array(String path) {
    try {
      return file.array(path);
    } catch (UserInputException | DamagedDataException e) {
      return null;
    }
  }

  private void shape(Description.Builder out, String label, String path) {
    Hdf5Array array = array(path);
    if (array != null) {
      out.add(label, array.shape() + " " + typeName(array), label, array.shape());
    }
  }

  private void frames(Description.Builder out, String... paths) {
    for (String path : paths) {
      Hdf5Array array = array(path);
      if (array != null && array.rank() >= 2) {
        long frames = array.rank() == 2 ? 1 : array.extent(0);
        out.add("frames", frames + ", " + path, "frames", frames);
        out.line("", array.shape() + " " + typeName(array) + ", " + array.storage());
        return;
      }
    }
  }

  private void numbered(Description.Builder out) {
    long frames = 0;
    int parts = 0;
    for (String name : file.names("/entry/data")) {
      Hdf5Array array = name.matches("data_\\d+") ? array("/entry/data/" + name) : null;
      if (array != null && array.rank() > 2) {
        frames += array.extent(0);
        parts++;
      }
    }
    if (parts > 0) {
      out.add("frames", frames + " in " + parts + " parts", "frames", frames);
    }
  }

  private void number(Description.Builder out, String label, String path, String unit) {
    Hdf5Array array = array(path);
    if (array != null && array.size() == 1) {
      double value = array.doubles()[0];
      String text = value == Math.rint(value) ? "" + (long) value : "" + value;
      out.add(label, (text + " " + unit).trim(), label, value);
    }
  }

  private void degrees(Description.Builder out) {
    Hdf5Array array = array("/invariants/degree");
    if (array != null && array.size() > 0 && array.size() < 10_000) {
      long[] values = array.longs();
      long last = values[values.length - 1];
      out.add("degrees", values[0] + " to " + last, "degrees", List.of(values[0], last));
    }
  }

  private void range(Description.Builder out, String label, String path, String unit) {
    Hdf5Array array = array(path);
    if (array != null && array.size() > 0 && array.size() < 1_000_000) {
      double[] values = array.doubles();
      double last = values[values.length - 1];
      out.add(
          label,
          String.format(
              Locale.ROOT, "%.5g to %.5g %s, %d points", values[0], last, unit, values.length),
          label,
          List.of(values[0], last));
    }
  }

  private void energy(Description.Builder out) {
    Hdf5Array array = array("/LCLS/photon_energy_eV");
    if (array != null && array.size() > 0 && array.size() < 100_000_000) {
      double sum = 0;
      double[] values = array.doubles();
      for (double value : values) {
        sum += value;
      }
      double mean = sum / values.length;
      double wavelength = Beam.HC_EV_ANGSTROM / mean;
      out.add(
          "photon energy",
          String.format(Locale.ROOT, "%.6g eV (wavelength %.6g Å)", mean, wavelength),
          "photonEnergyEv",
          mean);
    }
  }

  private void walk(String path, int depth) {
    for (String name : file.names(path)) {
      String child = (path.equals("/") ? "" : path) + "/" + name;
      if (tree.size() >= MOST_LINES) {
        tree.add(new Description.Line("…", "and more"));
        return;
      }
      try {
        describe(child, depth);
      } catch (UserInputException | DamagedDataException e) {
        tree.add(new Description.Line(child, String.valueOf(e.getMessage())));
      }
    }
  }

  private void describe(String path, int depth) {
    Hdf5File.Found found = file.find(path);
    if (found == null) {
      tree.add(new Description.Line(path, "link to nothing"));
    } else if (!found.file().equals(file) || !found.place().equals(path)) {
      String where = found.file().equals(file) ? "" : found.file().path().getFileName() + ":";
      tree.add(new Description.Line(path, "→ " + where + found.place()));
    } else if (found.links() != null) {
      if (!groups.add(List.of(found.file().path(), found.address()))) {
        tree.add(new Description.Line(path, "→ a group that is listed already"));
      } else if (depth < DEEPEST) {
        walk(path, depth + 1);
      }
    } else {
      Dataset dataset = found.dataset();
      if (dataset != null) {
        tree.add(new Description.Line(path, dataset(path, dataset)));
      }
    }
  }

  private String dataset(String path, Dataset dataset) {
    Hdf5Array array = array(path);
    String text;
    if (array == null) {
      text = Hdf5Fault.guarded(file.path(), path, () -> dataset.getJavaType().getSimpleName());
      List<String> texts = dataset.getSize() == 1 ? texts(path) : List.of();
      text = texts.isEmpty() ? text + " × " + dataset.getSize() : "\"" + texts.getFirst() + "\"";
    } else if (array.rank() == 0) {
      text = typeName(array) + " " + array.doubles()[0];
    } else {
      text = array.shape() + " " + typeName(array) + ", " + array.storage();
    }
    datasets.put(path, text);
    var attributes = new StringBuilder();
    file.attributes(path)
        .forEach((name, value) -> attributes.append(", ").append(name).append(" = ").append(value));
    return attributes.isEmpty() ? text : text + " (" + attributes.substring(2) + ")";
  }

  private static String typeName(Hdf5Array array) {
    return array.type().name().toLowerCase(Locale.ROOT);
  }
}

package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.everyshot.correlation.Correlation;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.detector.Panel;
import org.everyshot.detector.PolarGrid;
import org.everyshot.detector.ShotValue;
import org.everyshot.engine.LossLedger;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.CorrelationFile;
import org.everyshot.format.GeometryFile;
import org.everyshot.format.Hdf5Description;
import org.everyshot.format.NpyFile;
import org.everyshot.format.StructureFile;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DensityMap;
import org.jspecify.annotations.Nullable;

/// What a file contains, in a few lines.
final class FileDescription {
  private static final int SAMPLE = 1 << 20;

  private static final Pattern STRUCTURE =
      Pattern.compile(".*\\.(pdb|ent|cif|mmcif|mrc|map|ccp4)(\\.gz)?");

  private FileDescription() {}

  /// @throws UserInputException where the format is not known
  static List<String> of(InputName name) throws IOException {
    String file = String.valueOf(name.path().getFileName()).toLowerCase(Locale.ROOT);
    if (file.endsWith(".geom")) {
      return geometry(name.path());
    }
    if (STRUCTURE.matcher(file).matches()) {
      return structure(name.path());
    }
    return switch (name.kind()) {
      case NUMPY -> numpy(name.path());
      case HDF5 -> hdf5(name);
      case FOLDER ->
          throw new UserInputException(name.typed() + ": is a folder; name the files in it");
    };
  }

  private static List<String> hdf5(InputName name) {
    List<String> lines = new ArrayList<>();
    String dataset = name.dataset();
    if (dataset == null && name.holdsCorrelation()) {
      Correlation correlation = CorrelationFile.read(name.path());
      PolarGrid grid = correlation.grid();
      lines.add(
          String.format(
              Locale.ROOT,
              "angular correlation of %,d shots: %d rings × %d azimuths, q = %.4g to %.4g Å⁻¹",
              correlation.shots(),
              grid.rings(),
              grid.azimuths(),
              grid.qMin(),
              grid.qMax()));
      LossLedger.Balance balance = correlation.ledger();
      if (balance != null) {
        lines.add(CorrelationSummary.losses(balance));
      }
    }
    lines.addAll(Hdf5Description.of(name.path(), dataset == null ? "/" : dataset));
    return lines;
  }

  private static List<String> structure(Path path) {
    return switch (StructureFile.read(path).structure()) {
      case AtomicModel atoms ->
          List.of(String.format(Locale.ROOT, "%s: %,d atoms", atoms.name(), atoms.count()));
      case DensityMap map ->
          List.of(
              String.format(
                  Locale.ROOT,
                  "%s: density map of %d × %d × %d voxels of %.4g Å³",
                  map.name(),
                  map.nx(),
                  map.ny(),
                  map.nz(),
                  map.voxelVolume()));
    };
  }

  private static List<String> numpy(Path path) {
    try (var file = NpyFile.open(path)) {
      List<String> lines = new ArrayList<>();
      lines.add(
          "NumPy array %s of %s, %s order"
              .formatted(
                  file.shape(),
                  file.type().name().toLowerCase(Locale.ROOT),
                  file.fortran() ? "Fortran" : "C"));
      if (file.shape().size() == 3) {
        lines.add(
            String.format(
                Locale.ROOT,
                "as polar images: %,d shots of %d rings × %d azimuths",
                file.shape().get(0),
                file.shape().get(1),
                file.shape().get(2)));
      }
      double[] sample = new double[(int) Math.min(file.size(), SAMPLE)];
      file.read(0, sample.length, sample, 0);
      lines.add(values(sample, sample.length < file.size()));
      return lines;
    }
  }

  /// Range, mean and missing values, in a line.
  private static String values(double[] sample, boolean part) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double sum = 0;
    long finite = 0;
    for (double value : sample) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        sum += value;
        finite++;
      }
    }
    String which = part ? String.format(Locale.ROOT, "first %,d values: ", sample.length) : "";
    return finite == 0
        ? which + "no finite value"
        : String.format(
            Locale.ROOT,
            "%s%.4g to %.4g, mean %.4g, %,d missing or infinite",
            which,
            low,
            high,
            sum / finite,
            sample.length - finite);
  }

  private static List<String> geometry(Path path) {
    GeometryFile file = GeometryFile.read(path);
    Geometry geometry = file.geometry();
    List<String> lines = new ArrayList<>();
    Panel first = geometry.panels().getFirst();
    lines.add(
        String.format(
            Locale.ROOT,
            "CrystFEL geometry: %d panels, %,d pixels, the first panel %d × %d of %.4g µm",
            geometry.panels().size(),
            geometry.pixels(),
            first.width(),
            first.height(),
            first.placement().pixelSizeM() * 1e6));
    lines.add("camera length " + text(geometry.cameraLength(), 1e3, "mm"));
    lines.add("photon energy " + text(geometry.photonEnergy(), 1, "eV"));
    lines.add("frames in " + String.join(", ", geometry.dataPaths()));
    String masks =
        geometry.panels().stream()
            .flatMap(panel -> panel.masks().stream())
            .map(mask -> mask.path())
            .distinct()
            .collect(Collectors.joining(", "));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d bad regions; %,d pixels left by them%s",
            geometry.badRegions().size(),
            Mask.of(geometry).goodPixels(),
            masks.isEmpty() ? "" : "; masks in " + masks));
    file.warnings().forEach(warning -> lines.add("note: " + warning));
    return lines;
  }

  private static String text(@Nullable ShotValue value, double factor, String unit) {
    return switch (value) {
      case null -> "not given";
      case ShotValue.Fixed fixed ->
          String.format(Locale.ROOT, "%.6g %s", fixed.value() * factor, unit);
      case ShotValue.InFile in -> "from the data, " + in.path();
    };
  }
}

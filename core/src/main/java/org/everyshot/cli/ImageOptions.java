package org.everyshot.cli;

import java.nio.file.Path;
import java.util.List;
import org.everyshot.detector.GridWish;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How inputs become polar images.
final class ImageOptions {
  @Option(
      names = "--geometry",
      paramLabel = "FILE.geom",
      description = "CrystFEL geometry of detector frames.")
  private @Nullable Path geometry;

  @Option(
      names = "--q-min",
      paramLabel = "Q",
      description = "Centre of the first ring, 1/angstrom, with 2 pi.")
  private @Nullable Double qMin;

  @Option(names = "--q-max", paramLabel = "Q", description = "Centre of the last ring, 1/angstrom.")
  private @Nullable Double qMax;

  @Option(
      names = "--rings",
      paramLabel = "N",
      description =
          "Rings that frames are binned to (default: as the detector resolves, at most 300).")
  private @Nullable Integer rings;

  @Option(
      names = "--azimuths",
      paramLabel = "N",
      description = "Azimuths that frames are binned to (default: 256).")
  private @Nullable Integer azimuths;

  @Option(
      names = "--wavelength-angstrom",
      paramLabel = "L",
      description = "X-ray wavelength where the input does not tell.")
  private @Nullable Double wavelengthAngstrom;

  @Option(
      names = "--distance-mm",
      paramLabel = "D",
      description = "Sample to detector where neither geometry nor input tells.")
  private @Nullable Double distanceMm;

  @Option(
      names = "--polarization",
      paramLabel = "P",
      description = "Fraction of the beam that is polarised horizontally (default: 1).")
  private double polarization = 1;

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      split = ",",
      description =
          "Mask of pixels, or of polar bins, .npy or FILE.h5:/dataset: 0 is bad. May be repeated.")
  private List<String> masks = List.of();

  @Option(
      names = "--background",
      paramLabel = "FILE",
      description = "Frame that is subtracted from each, .npy or FILE.h5:/dataset.")
  private @Nullable String background;

  @Nullable Path geometry() {
    return geometry;
  }

  /// What is asked of the grid.
  ///
  /// @throws org.everyshot.fault.UserInputException where no grid has such numbers
  GridWish grid() {
    return new GridWish(rings, azimuths, qMin, qMax);
  }

  @Nullable Double wavelengthAngstrom() {
    return wavelengthAngstrom;
  }

  @Nullable Double distanceMm() {
    return distanceMm;
  }

  double polarization() {
    return polarization;
  }

  List<String> masks() {
    return masks;
  }

  @Nullable String background() {
    return background;
  }
}

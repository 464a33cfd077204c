package org.everyshot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.everyshot.detector.Beam;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.GridWish;
import org.everyshot.fault.UserInputException;
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
      description = "X-ray wavelength, whatever geometry and input tell.")
  private @Nullable Double wavelengthAngstrom;

  @Option(
      names = "--distance-mm",
      paramLabel = "D",
      description = "Sample to the first panel, whatever geometry and input tell.")
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

  /// What the user says of the wavelength, Å; null where nothing.
  ///
  /// @throws UserInputException where it cannot be
  @Nullable Double wavelengthAngstrom() {
    if (wavelengthAngstrom != null && !(wavelengthAngstrom > 0 && wavelengthAngstrom < 1000)) {
      throw new UserInputException(
          "--wavelength-angstrom " + wavelengthAngstrom + ": expected 0 to 1000");
    }
    return wavelengthAngstrom;
  }

  /// The geometry with the camera length and the photon energy that the user gives, if any.
  ///
  /// @throws UserInputException where these cannot be
  Geometry overrule(Geometry geometry) {
    Geometry overruled = geometry;
    if (distanceMm != null) {
      if (!(distanceMm > 0 && distanceMm < 1e6)) {
        throw new UserInputException("--distance-mm " + distanceMm + ": expected 0 to 1000000");
      }
      double coffsetM = geometry.panels().getFirst().placement().coffsetM();
      overruled = overruled.withCameraLength(distanceMm * 1e-3 - coffsetM);
    }
    Double wavelength = wavelengthAngstrom();
    if (wavelength != null) {
      overruled = overruled.withPhotonEnergy(Beam.HC_EV_ANGSTROM / wavelength);
    }
    return overruled;
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

  /// Files that are read besides the images.
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    masks.forEach(mask -> files.add(InputName.parse(mask).path()));
    if (background != null) {
      files.add(InputName.parse(background).path());
    }
    if (geometry != null) {
      files.add(geometry);
    }
    return files;
  }
}

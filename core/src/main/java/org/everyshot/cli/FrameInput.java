package org.everyshot.cli;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.everyshot.cli.ShotInputs.Opened;
import org.everyshot.detector.Beam;
import org.everyshot.detector.Calibration;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.FrameArray;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.detector.PolarBinning;
import org.everyshot.detector.PolarGrid;
import org.everyshot.detector.ShotValue;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Source;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.FrameSource;
import org.everyshot.format.NumberArray;
import org.everyshot.format.RunSource;
import org.everyshot.picture.Picture;
import org.everyshot.picture.PowderPattern;
import org.everyshot.shot.BinnedSource;
import org.everyshot.shot.FrameBatch;
import org.everyshot.shot.MeanFrame;
import org.jspecify.annotations.Nullable;

/// Makes polar images of the frames of a file: finds the beam and the detector's place, gathers the
/// masks, chooses the grid.
final class FrameInput {
  private final String name;
  private final Geometry geometry;
  private final List<String> warnings;
  private final ImageOptions images;

  /// @param geometry as the user overrules it
  /// @param warnings of the geometry's file
  FrameInput(String name, Geometry geometry, List<String> warnings, ImageOptions images) {
    this.name = name;
    this.geometry = geometry;
    this.warnings = warnings;
    this.images = images;
  }

  /// Wraps the frames of a file.
  ///
  /// @param withVariance whether photon variance is carried along
  /// @param ledger where frames that are left out are noted
  /// @throws UserInputException where beam, detector or grid cannot be found
  Opened open(
      FrameSource frames, boolean doublePrecision, boolean withVariance, LossLedger ledger) {
    if (frames.shots().orElse(1) == 0) {
      throw new UserInputException(name + ": holds no shots");
    }
    Beam beam = new Beam(photonEnergyEv(frames.photonEnergyEv(0)), images.polarization());
    DetectorPosition position = position(frames.cameraLengthM(0));
    Mask mask = mask(frames.mask());
    return binned(
        frames, beam, position, mask, doublePrecision, withVariance, ledger, frames::warnings);
  }

  /// Wraps the frames of a EuXFEL run, which tell neither photon energy nor camera length.
  Opened open(RunSource frames, boolean doublePrecision, boolean withVariance, LossLedger ledger) {
    Beam beam = new Beam(photonEnergyEv(Double.NaN), images.polarization());
    DetectorPosition position = position(Double.NaN);
    Mask mask = mask(Mask.open(geometry.pixels()));
    return binned(
        frames,
        beam,
        position,
        mask,
        doublePrecision,
        withVariance,
        ledger,
        () ->
            frames.missing().entrySet().stream()
                .map(lack -> name + ": " + lack.getKey() + " in " + lack.getValue() + " shots")
                .toList());
  }

  private Opened binned(
      Source<FrameBatch> frames,
      Beam beam,
      DetectorPosition position,
      Mask mask,
      boolean doublePrecision,
      boolean withVariance,
      LossLedger ledger,
      Supplier<List<String>> notes) {
    PolarGrid grid = images.grid().fit(geometry, position, beam, mask);
    var binning = new PolarBinning(geometry, position, beam, grid, mask, calibration());
    var mean = new MeanFrame(frames);
    return new Opened(
        name,
        new BinnedSource(mean, binning, doublePrecision, withVariance, ledger),
        grid,
        beam.wavelengthAngstrom(),
        "photons",
        () -> Stream.concat(warnings.stream(), notes.get().stream()).toList(),
        () -> powder(mean, mask, position, beam));
  }

  private double photonEnergyEv(double inFile) {
    double told = known(inFile, geometry.photonEnergy());
    if (!(told > 0) || !Double.isFinite(told)) {
      throw new UserInputException(
          name
              + ": photon energy "
              + (Double.isNaN(told) ? "not told by data or geometry" : told + " eV")
              + "; give --wavelength-angstrom");
    }
    return told;
  }

  private DetectorPosition position(double inFile) {
    double told = known(inFile, geometry.cameraLength());
    if (!Double.isFinite(told)) {
      throw new UserInputException(
          name + ": camera length not told by data or geometry; give --distance-mm");
    }
    return new DetectorPosition(told, fixed(geometry.shiftX()), fixed(geometry.shiftY()));
  }

  /// A shift that the geometry gives outright; one that comes with each shot is applied then.
  private static double fixed(ShotValue value) {
    return value instanceof ShotValue.Fixed given ? given.value() : 0;
  }

  private static double known(double inFile, @Nullable ShotValue inGeometry) {
    return !Double.isNaN(inFile)
        ? inFile
        : inGeometry instanceof ShotValue.Fixed fixed ? fixed.value() : Double.NaN;
  }

  private Mask mask(Mask inFile) {
    Mask mask = Mask.of(geometry).and(inFile);
    for (String typed : images.masks()) {
      NumberArray array = InputOpener.array(typed);
      mask = mask.and(Mask.ofArray(geometry, array.shape(), array::value, array.name()));
    }
    if (mask.goodPixels() == 0) {
      throw new UserInputException(
          name + ": the masks leave no pixel of " + mask.pixels() + "; 0 is bad, others are good");
    }
    return mask;
  }

  private Calibration calibration() {
    String background = images.background();
    if (background == null) {
      return Calibration.NONE;
    }
    NumberArray array = InputOpener.array(background);
    return Calibration.NONE.withBackground(
        FrameArray.flatten(geometry, array.shape(), array::value, array.name()));
  }

  private @Nullable Picture powder(
      MeanFrame frames, Mask mask, DetectorPosition position, Beam beam) {
    float[] mean = frames.mean();
    if (mean == null) {
      return null;
    }
    return PowderPattern.of(
        geometry,
        position,
        beam.wavelengthAngstrom(),
        mask,
        mean,
        frames.added(),
        frames.seen(),
        "detector units");
  }
}

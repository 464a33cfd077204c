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
import org.everyshot.shot.FrameBinnings;
import org.everyshot.shot.MeanFrame;
import org.jspecify.annotations.Nullable;

/// Makes polar images of the frames of files: finds the beam and the detector's place, gathers the
/// masks, chooses the grid.
///
/// Files that agree in these share what bins their frames. The grid is the first file's, unless
/// another's reach is quite different.
final class FrameInput {
  /// Two detectors reach as far where their last rings differ by less, relative.
  private static final double SAME_REACH = 0.05;

  /// How the last file is binned.
  private record Setting(
      Beam beam, DetectorPosition position, Mask mask, PolarGrid grid, FrameBinnings binnings) {
    boolean holds(Beam otherBeam, DetectorPosition otherPosition, Mask otherMask) {
      return beam.equals(otherBeam) && position.equals(otherPosition) && mask.equals(otherMask);
    }
  }

  private final Geometry geometry;
  private final List<String> warnings;
  private final ImageOptions images;
  private final boolean doublePrecision;
  private final boolean withVariance;
  private final LossLedger ledger;
  private @Nullable Mask ownMask;
  private @Nullable Calibration calibration;
  private @Nullable Setting last;

  /// @param geometry as the user overrules it
  /// @param warnings of the geometry's file
  /// @param withVariance whether photon variance is carried along
  /// @param ledger where frames that are left out are noted
  FrameInput(
      Geometry geometry,
      List<String> warnings,
      ImageOptions images,
      boolean doublePrecision,
      boolean withVariance,
      LossLedger ledger) {
    this.geometry = geometry;
    this.warnings = warnings;
    this.images = images;
    this.doublePrecision = doublePrecision;
    this.withVariance = withVariance;
    this.ledger = ledger;
  }

  Geometry geometry() {
    return geometry;
  }

  /// Wraps the frames of a file.
  ///
  /// @throws UserInputException where beam, detector or grid cannot be found
  Opened open(String name, FrameSource frames) {
    if (frames.shots().orElse(1) == 0) {
      throw new UserInputException(name + ": holds no shots");
    }
    Beam beam = new Beam(photonEnergyEv(name, frames.photonEnergyEv(0)), images.polarization());
    DetectorPosition position = position(name, frames.cameraLengthM(0));
    Mask mask = mask(name, frames.mask());
    return binned(name, frames, beam, position, mask, frames::warnings);
  }

  /// Wraps the frames of a EuXFEL run, which tell neither photon energy nor camera length.
  Opened open(String name, RunSource frames) {
    Beam beam = new Beam(photonEnergyEv(name, Double.NaN), images.polarization());
    DetectorPosition position = position(name, Double.NaN);
    Mask mask = mask(name, Mask.open(geometry.pixels()));
    return binned(
        name,
        frames,
        beam,
        position,
        mask,
        () ->
            frames.missing().entrySet().stream()
                .map(lack -> name + ": " + lack.getKey() + " in " + lack.getValue() + " shots")
                .toList());
  }

  private Opened binned(
      String name,
      Source<FrameBatch> frames,
      Beam beam,
      DetectorPosition position,
      Mask mask,
      Supplier<List<String>> notes) {
    Setting before = last;
    Setting setting =
        before != null && before.holds(beam, position, mask)
            ? before
            : setting(beam, position, mask, before);
    last = setting;
    // The mean is drawn of the first file alone, and the geometry's warnings are told once.
    MeanFrame mean = before == null ? new MeanFrame(frames) : null;
    return new Opened(
        name,
        new BinnedSource(mean == null ? frames : mean, setting.binnings(), doublePrecision, ledger),
        setting.grid(),
        beam.wavelengthAngstrom(),
        "photons",
        mean == null
            ? notes
            : () -> Stream.concat(warnings.stream(), notes.get().stream()).toList(),
        mean == null ? null : () -> powder(mean, mask, position, beam));
  }

  private Setting setting(
      Beam beam, DetectorPosition position, Mask mask, @Nullable Setting before) {
    PolarGrid own = images.grid().fit(geometry, position, beam, mask);
    PolarGrid grid = before != null && reachAlike(own, before.grid()) ? before.grid() : own;
    Calibration dark = calibration();
    return new Setting(
        beam,
        position,
        mask,
        grid,
        new FrameBinnings(
            () -> new PolarBinning(geometry, position, beam, grid, mask, dark), withVariance));
  }

  private static boolean reachAlike(PolarGrid one, PolarGrid other) {
    return Math.abs(one.qMax() / other.qMax() - 1) < SAME_REACH;
  }

  private double photonEnergyEv(String name, double inFile) {
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

  private DetectorPosition position(String name, double inFile) {
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

  private Mask mask(String name, Mask inFile) {
    Mask mask = ownMask().and(inFile);
    if (mask.goodPixels() == 0) {
      throw new UserInputException(
          name + ": the masks leave no pixel of " + mask.pixels() + "; 0 is bad, others are good");
    }
    return mask;
  }

  /// Of the geometry and the user.
  private Mask ownMask() {
    Mask mask = ownMask;
    if (mask == null) {
      mask = Mask.of(geometry);
      for (String typed : images.masks()) {
        NumberArray array = InputOpener.array(typed);
        mask = mask.and(Mask.ofArray(geometry, array.shape(), array::value, array.name()));
      }
      ownMask = mask;
    }
    return mask;
  }

  private Calibration calibration() {
    Calibration known = calibration;
    if (known == null) {
      known = Calibration.NONE;
      String background = images.background();
      if (background != null) {
        NumberArray array = InputOpener.array(background);
        known =
            known.withBackground(
                FrameArray.flatten(geometry, array.shape(), array::value, array.name()));
      }
      calibration = known;
    }
    return known;
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

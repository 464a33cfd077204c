package org.everyshot.cli;

import java.util.Arrays;
import java.util.List;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.TwinLaws;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.fault.UserInputException;
import org.everyshot.simulation.CrystalVariation;
import org.everyshot.simulation.IndexingErrors;
import org.everyshot.simulation.IntegrationErrors;
import org.everyshot.simulation.SerialExperiment;
import org.everyshot.simulation.SpotProfile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/// How simulated crystals vary, and what is wrong with what is said of them.
final class SerialOptions {
  /// Profiles by their names.
  static final class ProfileName implements ITypeConverter<SpotProfile> {
    @Override
    public SpotProfile convert(String typed) {
      return new Choices<>(SpotProfile.class).convert(typed);
    }
  }

  @Option(
      names = "--profile",
      paramLabel = "gaussian|lorentzian|tophat|mixed",
      order = 20,
      converter = ProfileName.class,
      description = "How partiality falls off with the distance from the Ewald sphere.")
  private SpotProfile profile = SpotProfile.GAUSSIAN;

  @Option(
      names = "--scale-spread",
      paramLabel = "SD",
      order = 21,
      description = "Standard deviation of ln G, G the scale of a crystal (default: 0.7).")
  private double scaleSpread = CrystalVariation.USUAL.logScaleSd();

  @Option(
      names = "--b-spread",
      paramLabel = "SD",
      order = 22,
      description = "Standard deviation of a crystal's B, square angstrom (default: 6).")
  private double bSpread = CrystalVariation.USUAL.bSd();

  @Option(
      names = "--spot-width",
      paramLabel = "W",
      order = 23,
      description =
          "Median width of reciprocal-lattice points by the size of crystals, 1/angstrom (default:"
              + " 7.5e-5).")
  private double spotWidth = CrystalVariation.USUAL.sizeWidth();

  @Option(
      names = "--spot-width-spread",
      paramLabel = "SD",
      order = 24,
      description = "Standard deviation of its logarithm (default: 0.35).")
  private double spotWidthSpread = CrystalVariation.USUAL.sizeWidthLogSd();

  @Option(
      names = "--mosaicity-degrees",
      paramLabel = "M",
      order = 25,
      description = "Median mosaicity (default: 0.008).")
  private double mosaicity = CrystalVariation.USUAL.mosaicityDegrees();

  @Option(
      names = "--mosaicity-spread",
      paramLabel = "SD",
      order = 26,
      description = "Standard deviation of its logarithm (default: 0.7).")
  private double mosaicitySpread = CrystalVariation.USUAL.mosaicityLogSd();

  @Option(
      names = "--anisotropy",
      paramLabel = "SD",
      order = 27,
      description =
          "How much the logarithm of the mosaicity depends on the direction (default: 0).")
  private double anisotropy = CrystalVariation.USUAL.anisotropy();

  @Option(
      names = "--reach",
      paramLabel = "N",
      order = 28,
      description =
          "Reflections are predicted up to so many widths from the Ewald sphere (default: 1.8).")
  private double reach = 1.8;

  @Option(
      names = "--misorientation-degrees",
      paramLabel = "SD",
      order = 29,
      description = "Error of the orientation about each axis (default: 0.015).")
  private double misorientation = IndexingErrors.USUAL.misorientationDegrees();

  @Option(
      names = "--bad-fraction",
      paramLabel = "F",
      order = 30,
      description = "Fraction of badly oriented images (default: 0.03).")
  private double badFraction = IndexingErrors.USUAL.badFraction();

  @Option(
      names = "--bad-misorientation-degrees",
      paramLabel = "SD",
      order = 31,
      description = "Error of their orientation (default: 0.15).")
  private double badMisorientation = IndexingErrors.USUAL.badMisorientationDegrees();

  @Option(
      names = "--cell-error",
      paramLabel = "SD",
      order = 32,
      description = "Relative error of the reported cell, the same along all edges (default: 0).")
  private double cellError = IndexingErrors.USUAL.cellError();

  @Option(
      names = "--reindex",
      paramLabel = "none|auto|OP[;OP...]",
      order = 33,
      description =
          "Reindexes images at random: by the twin laws of group and cell (auto), or by operators"
              + " such as k,h,-l (default: none).")
  private String reindex = "none";

  @Option(
      names = "--photons",
      paramLabel = "N",
      order = 34,
      description =
          "Photons of a reflection whose squared amplitude is the mean, if full (default: 3000).")
  private double photons = IntegrationErrors.USUAL.photons();

  @Option(
      names = "--background",
      paramLabel = "N",
      order = 35,
      description = "Photons of background under a reflection (default: 2000).")
  private double background = IntegrationErrors.USUAL.background();

  @Option(
      names = "--intensity-error",
      paramLabel = "SD",
      order = 36,
      description = "Relative error of each intensity besides photons (default: 0.2).")
  private double intensityError = IntegrationErrors.USUAL.relativeError();

  @Option(
      names = "--gain-error",
      paramLabel = "SD",
      order = 37,
      description = "Relative error of each panel's gain (default: 0.03).")
  private double gainError = IntegrationErrors.USUAL.gainError();

  @Option(
      names = "--sigma-factor",
      paramLabel = "F",
      order = 38,
      description = "Reported sigma over true sigma (default: 1).")
  private double sigmaFactor = IntegrationErrors.USUAL.sigmaFactor();

  @Option(
      names = "--offset-noise",
      paramLabel = "W",
      order = 39,
      description =
          "Heavy-tailed error of each reflection's distance from the Ewald sphere, 1/angstrom"
              + " (default: 0).")
  private double offsetNoise = IntegrationErrors.USUAL.offsetNoise();

  @Option(
      names = "--noise-free",
      order = 40,
      description = "Expected intensities: no photon noise, no --intensity-error.")
  private boolean noiseFree;

  /// The experiment that the options describe.
  SerialExperiment experiment(double wavelengthAngstrom, UniqueReflections unique, long seed) {
    try {
      return new SerialExperiment(
          wavelengthAngstrom,
          reach,
          new CrystalVariation(
              scaleSpread,
              bSpread,
              spotWidth,
              spotWidthSpread,
              mosaicity,
              mosaicitySpread,
              anisotropy,
              profile),
          new IndexingErrors(
              misorientation, badFraction, badMisorientation, cellError, operators(unique)),
          new IntegrationErrors(
              photons, background, intensityError, gainError, sigmaFactor, offsetNoise, !noiseFree),
          seed);
    } catch (IllegalArgumentException e) {
      throw new UserInputException(String.valueOf(e.getMessage()), e);
    }
  }

  private List<SymmetryOperation> operators(UniqueReflections unique) {
    if (reindex.equals("none")) {
      return List.of();
    }
    if (reindex.equals("auto")) {
      return TwinLaws.of(unique.group(), unique.cell());
    }
    return Arrays.stream(reindex.split(";", -1)).map(SerialOptions::operator).toList();
  }

  private static SymmetryOperation operator(String typed) {
    SymmetryOperation operator = SymmetryOperation.parse(typed.strip());
    if (operator.determinant() != 1) {
      throw new UserInputException(
          "--reindex "
              + typed
              + ": determinant "
              + operator.determinant()
              + ", expected 1: an operator that keeps the volume and hand of the cell");
    }
    return operator;
  }
}

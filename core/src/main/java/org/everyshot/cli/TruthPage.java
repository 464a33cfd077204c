package org.everyshot.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.StructureFile;
import org.everyshot.picture.ContactSheet;
import org.everyshot.picture.DensityPictures;
import org.everyshot.picture.Picture;
import org.everyshot.picture.ShellCorrelationPicture;
import org.everyshot.reconstruction.Aligner;
import org.everyshot.reconstruction.CommonBox;
import org.everyshot.reconstruction.Density;
import org.everyshot.reconstruction.ShellCorrelation;
import org.everyshot.structure.DensityMap;

/// A reconstruction and its null beside the truth, for data that were simulated.
final class TruthPage {
  private final double diameter;
  private final double qMax;
  private final List<DensityPictures.Named> densities = new ArrayList<>();
  private final ShellCorrelation found;
  private final ShellCorrelationPicture curves;
  private final CommonBox box;

  /// @param folder that `reconstruct` filled
  TruthPage(DensityMap truth, Path folder, double qMax, double diameterAngstrom) {
    this.diameter = diameterAngstrom;
    this.qMax = qMax;
    DensityMap density = map(folder.resolve("density.mrc"));
    this.box = CommonBox.of(truth, density, diameterAngstrom);
    Density particle = box.sample(truth, CommonBox.centre(truth));
    var aligner = new Aligner(box.points(), box.spacingAngstrom(), qMax);
    densities.add(new DensityPictures.Named("truth", particle));
    Density aligned = upon(aligner, particle, density);
    densities.add(new DensityPictures.Named("reconstruction, laid upon it", aligned));
    this.found = ShellCorrelation.between(particle, aligned, qMax);
    this.curves =
        new ShellCorrelationPicture("Agreement with the truth", "known here alone: simulated data")
            .with("reconstruction", found);
    Path none = folder.resolve("null.mrc");
    if (Files.exists(none)) {
      Density laid = upon(aligner, particle, map(none));
      curves.beside("null (mean intensity)", ShellCorrelation.between(particle, laid, qMax));
    }
  }

  private static DensityMap map(Path file) {
    if (StructureFile.read(file).structure() instanceof DensityMap map) {
      return map;
    }
    throw new UserInputException(file + ": is no map");
  }

  private Density upon(Aligner aligner, Density truth, DensityMap map) {
    Density sampled = box.sample(map, CommonBox.centre(map));
    return aligner.align(truth, sampled).better().moving(sampled);
  }

  /// The correlation with the truth.
  ShellCorrelation agreement() {
    return found;
  }

  /// Draws the page; returns a sentence on it.
  String draw(Path file, String provenance) {
    List<Picture> pictures =
        List.of(
            DensityPictures.surfaces("Surfaces", diameter, densities),
            DensityPictures.sections("Sections", diameter, densities),
            curves.picture(1 / Math.pow(CommonBox.ROOM, 3)));
    ContactSheet.save(
        file,
        "Truth and reconstruction",
        "turned, shifted and, where the hand came out so, inverted",
        pictures,
        provenance);
    double safe = Compare.SAFE_SHARE * qMax;
    return String.format(
        Locale.ROOT,
        "against the truth: FSC above 0.5 %s; mean %.2f, least %.2f up to %.3g Å",
        Compare.reach(found.below(0.5)),
        found.mean(0, safe),
        found.least(safe),
        2 * Math.PI / safe);
  }
}

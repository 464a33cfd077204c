package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.MrcWriter;
import org.everyshot.format.StructureFile;
import org.everyshot.math.Rotation;
import org.everyshot.picture.ShellCorrelationPicture;
import org.everyshot.reconstruction.Aligner;
import org.everyshot.reconstruction.Alignment;
import org.everyshot.reconstruction.CommonBox;
import org.everyshot.reconstruction.Density;
import org.everyshot.reconstruction.ShellCorrelation;
import org.everyshot.structure.DensityMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Two density maps: laid upon each other, then compared shell by shell.
@Command(
    name = "compare",
    description = {
      "%nLays map B upon map A by rotation, shift and, where that fits better, inversion; then says"
          + " how well they agree and to which resolution.",
      "",
      "Maps may differ in size and spacing. With --out, B is written as it lies upon A, and the"
          + " Fourier shell correlation is drawn beside it."
    })
final class Compare extends Verb {
  /// Share of q max up to which mean and least correlation are given.
  static final double SAFE_SHARE = 0.85;

  @Parameters(index = "0", paramLabel = "A.mrc", description = "Map that stays as it is.")
  private Path fixed = Path.of("");

  @Parameters(index = "1", paramLabel = "B.mrc", description = "Map that is laid upon it.")
  private Path moving = Path.of("");

  @Option(
      names = "--q-max",
      paramLabel = "Q",
      description = "Compare up to this q, Å⁻¹ (default: π over the coarser map's spacing).")
  private @Nullable Double qMax;

  @Option(
      names = "--diameter-angstrom",
      paramLabel = "D",
      description = "Diameter of the particle (default: of the ball that holds the maps' density).")
  private @Nullable Double diameter;

  @Option(names = "--same-hand", description = "Do not try the mirror image of B.")
  private boolean sameHand;

  @Override
  void perform(Screen screen, JsonResult result) throws IOException {
    if ((qMax != null && !(qMax > 0)) || (diameter != null && !(diameter > 0))) {
      throw new UserInputException("--q-max and --diameter-angstrom: expected more than 0");
    }
    Path out = common.wantedOut();
    Path picture = out == null ? null : beside(out);
    if (out != null && picture != null) {
      Outputs.refuseInput(out, fixed);
      Outputs.refuseInput(out, moving);
      Outputs.check(out, common.force());
      Outputs.check(picture, common.force());
    }
    DensityMap a = map(fixed);
    DensityMap b = map(moving);
    CommonBox box = CommonBox.of(a, b, diameter == null ? Double.NaN : diameter);
    double end = qMax == null ? box.qMax() : Math.min(qMax, box.qMax());
    double[] centreA = onLattice(CommonBox.centre(a), box.spacingAngstrom());
    double[] centreB = CommonBox.centre(b);
    Density densityA = box.sample(a, centreA);
    Density densityB = box.sample(b, centreB);
    var aligner = new Aligner(box.points(), box.spacingAngstrom(), end);
    Aligner.BothHands hands = aligner.align(densityA, densityB);
    Alignment best = sameHand ? hands.same() : hands.better();
    Density aligned = best.moving(densityB);
    ShellCorrelation fsc = ShellCorrelation.between(densityA, aligned, end);
    double fill = 1 / Math.pow(CommonBox.ROOM, 3);
    tell(screen, box, fsc, best, hands, end, fill);
    fill(result, box, fsc, best, hands, end, fill, centreA, centreB);
    result.put("correlation", Density.correlation(densityA, aligned));
    if (out != null && picture != null) {
      String command = Provenance.of(this, List.of()).command();
      MrcWriter.write(out, aligned.map("aligned", centreA), List.of("everyshot compare"));
      new ShellCorrelationPicture(
              "Agreement of two maps", fixed.getFileName() + ", " + moving.getFileName())
          .with("A with B", fsc)
          .picture(fill)
          .save(picture, command);
      result.put("out", out).put("picture", picture);
      screen.say("wrote " + out + " and " + picture);
    }
  }

  private static Path beside(Path out) {
    String stem = String.valueOf(out.getFileName()).replaceFirst("\\.[^.]*$", "");
    return out.resolveSibling(stem + "-fsc.png");
  }

  private static DensityMap map(Path file) {
    if (StructureFile.read(file).structure() instanceof DensityMap map) {
      return map;
    }
    throw new UserInputException(file + ": holds atoms; give a map in MRC or CCP4 format");
  }

  /// The nearest point whose coordinates are whole numbers of steps, so that start indices hold.
  private static double[] onLattice(double[] point, double step) {
    double[] near = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      near[axis] = step * Math.rint(point[axis] / step);
    }
    return near;
  }

  private static void tell(
      Screen screen,
      CommonBox box,
      ShellCorrelation fsc,
      Alignment best,
      Aligner.BothHands hands,
      double end,
      double fill) {
    double safe = SAFE_SHARE * end;
    screen.say("compared on " + box);
    screen.say(
        String.format(
            Locale.ROOT,
            "turned by %.2f°, shifted by %.2f Å, %s (score %.4f; the other hand %.4f)",
            Math.toDegrees(best.rotation().angleTo(Rotation.NONE)),
            best.shiftLengthAngstrom(),
            best.inverted() ? "inverted" : "same hand",
            best.score(),
            (best.inverted() ? hands.same() : hands.inverted()).score()));
    screen.say(
        String.format(
            Locale.ROOT,
            "FSC up to %.3g Å⁻¹ (%.3g Å): mean %.3f, least %.3f",
            safe,
            2 * Math.PI / safe,
            fsc.mean(0, safe),
            fsc.least(safe)));
    screen.say("FSC above 0.5 " + reach(fsc.below(0.5)));
    screen.say("FSC above half-bit " + reach(fsc.belowHalfBit(fill)));
  }

  /// In words, to where a curve stays above a threshold.
  static String reach(ShellCorrelation.Crossing crossing) {
    if (Double.isNaN(crossing.q())) {
      return "nowhere";
    }
    return String.format(
        Locale.ROOT,
        "up to %.4g Å⁻¹, %.3g Å%s",
        crossing.q(),
        crossing.resolutionAngstrom(),
        crossing.reached() ? "" : " (the end of what was compared)");
  }

  private static void fill(
      JsonResult result,
      CommonBox box,
      ShellCorrelation fsc,
      Alignment best,
      Aligner.BothHands hands,
      double end,
      double fill,
      double[] centreA,
      double[] centreB) {
    double safe = SAFE_SHARE * end;
    double[] m = best.rotation().matrix();
    double s = best.inverted() ? -1 : 1;
    double[] shift = best.shiftAngstrom();
    for (int row = 0; row < 3; row++) {
      shift[row] += centreA[row];
      for (int c = 0; c < 3; c++) {
        shift[row] -= m[3 * row + c] * s * centreB[c];
      }
    }
    var rotation = new LinkedHashMap<String, Object>();
    Rotation r = best.rotation();
    rotation.put("quaternion", new double[] {r.w(), r.x(), r.y(), r.z()});
    rotation.put("matrix", m);
    rotation.put("degrees", Math.toDegrees(r.angleTo(Rotation.NONE)));
    result
        .put("fscMean", fsc.mean(0, safe))
        .put("fscLeast", fsc.least(safe))
        .put("fscUpToPerAngstrom", safe)
        .put("half", crossing(fsc.below(0.5)))
        .put("halfBit", crossing(fsc.belowHalfBit(fill)))
        .put("fsc", curve(fsc))
        .put("rotation", rotation)
        .put("shiftAngstrom", shift)
        .put("inverted", best.inverted())
        .put("score", best.score())
        .put("scoreSameHand", hands.same().score())
        .put("scoreInverted", hands.inverted().score())
        .put("points", box.points())
        .put("spacingAngstrom", box.spacingAngstrom())
        .put("diameterAngstrom", box.diameterAngstrom());
  }

  /// A crossing as JSON.
  static Map<String, Object> crossing(ShellCorrelation.Crossing crossing) {
    var values = new LinkedHashMap<String, Object>();
    values.put("qPerAngstrom", crossing.q());
    values.put("resolutionAngstrom", crossing.resolutionAngstrom());
    values.put("reached", crossing.reached());
    return values;
  }

  /// A curve as JSON.
  static Map<String, Object> curve(ShellCorrelation fsc) {
    var values = new LinkedHashMap<String, Object>();
    values.put("qPerAngstrom", fsc.q());
    values.put("value", fsc.values());
    return values;
  }
}

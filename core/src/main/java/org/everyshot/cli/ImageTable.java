package org.everyshot.cli;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.merging.StillRecords;

/// `images.csv`: one row for each still of the last pass, numbered in the order of their first
/// arrival, with the parameters found and how good it was.
///
/// `quality` is `good`; `doubtful` where the correlation with its prediction lies more than five
/// robust standard deviations below the median, or χ² as far above it; `unused` where the fit came
/// to nothing.
final class ImageTable {
  private static final double FAR = 5;
  private static final double PER_MAD = 1.4826;

  private ImageTable() {}

  static byte[] text(StillRecords stills, List<SymmetryOperation> operators) {
    double leastPrediction = limit(stills, stills::correlation, -FAR);
    double mostChiSquare = Math.max(2, limit(stills, stills::chiSquare, FAR));
    var text = new StringBuilder();
    text.append("image,key,reflections,quality,ccPred,chiSquare,lnG,bAngstromSquared,")
        .append("misorientationXDegrees,misorientationYDegrees,radiusPerAngstrom,")
        .append("mosaicityDegrees,cellErrorAngstrom,scaleVariance,operator\n");
    for (int s : ofLastPass(stills)) {
      boolean far = stills.correlation(s) < leastPrediction || stills.chiSquare(s) > mostChiSquare;
      int operator = Math.max(stills.operator(s), 0);
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%016x,%d,%s,%.4f,%.4g,%.4f,%.3f,%.5f,%.5f,%.4g,%.5f,%.4g,%.4g,%s%n",
              s + 1,
              stills.key(s),
              stills.observations(s),
              !stills.usable(s) ? "unused" : far ? "doubtful" : "good",
              stills.correlation(s),
              stills.chiSquare(s),
              stills.logScale(s),
              stills.temperatureFactor(s),
              Math.toDegrees(stills.misorientation(s, 0)),
              Math.toDegrees(stills.misorientation(s, 1)),
              stills.radius(s),
              Math.toDegrees(stills.mosaicity(s)),
              stills.cellError(s),
              stills.scaleVariance(s),
              '"' + operators.get(operator).indexTriplet() + '"'));
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static int[] ofLastPass(StillRecords stills) {
    return IntStream.range(0, stills.size()).filter(stills::isOfLastPass).toArray();
  }

  /// The median of a quantity, moved by so many robust standard deviations.
  private static double limit(StillRecords stills, IntToDoubleFunction quantity, double sigmas) {
    double[] known =
        Arrays.stream(ofLastPass(stills)).mapToDouble(quantity).filter(Double::isFinite).toArray();
    double median = CorrelationSummary.median(known);
    double[] off = Arrays.stream(known).map(v -> Math.abs(v - median)).toArray();
    return median + sigmas * PER_MAD * CorrelationSummary.median(off);
  }
}

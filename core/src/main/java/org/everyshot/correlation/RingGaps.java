package org.everyshot.correlation;

import java.util.function.IntPredicate;
import org.everyshot.detector.PolarGrid;
import org.everyshot.shot.ShotBatch;

/// Whether rings are there in part, so that some angles Δφ have fewer pairs of bins than others.
///
/// Through such gaps a shot's mean intensity reaches all angles: pairs of one bin's mean and
/// another's fluctuation no longer add up to the same at each Δφ. In the mean over orientations
/// that vanishes, but not over the shots of a run; the correlation between different shots
/// (`INTER`) has it too, and takes it off. Rings that are missing as a whole are no gaps.
public final class RingGaps {
  private RingGaps() {}

  /// @param valid whether a bin is there, by ring · azimuths + azimuth
  public static boolean in(PolarGrid grid, IntPredicate valid) {
    return in(grid.rings(), grid.azimuths(), valid);
  }

  /// Whether any shot of a batch has gaps.
  public static boolean in(ShotBatch shots) {
    int rings = shots.count() * shots.rings();
    return shots.doublePrecision()
        ? in(rings, shots.azimuths(), bin -> Double.isFinite(shots.twice()[bin]))
        : in(rings, shots.azimuths(), bin -> Float.isFinite(shots.single()[bin]));
  }

  /// Whether some bins of a ring were there in fewer shots than others.
  public static boolean in(Correlation correlation) {
    double[] first = correlation.half(0).binCounts();
    double[] second = correlation.half(1).binCounts();
    int azimuths = correlation.grid().azimuths();
    for (int bin = 0; bin < first.length; bin++) {
      int beside = bin - bin % azimuths;
      if (first[bin] != first[beside] || second[bin] != second[beside]) {
        return true;
      }
    }
    return false;
  }

  private static boolean in(int rings, int azimuths, IntPredicate valid) {
    for (int ring = 0; ring < rings; ring++) {
      boolean first = valid.test(ring * azimuths);
      for (int j = 1; j < azimuths; j++) {
        if (valid.test(ring * azimuths + j) != first) {
          return true;
        }
      }
    }
    return false;
  }
}

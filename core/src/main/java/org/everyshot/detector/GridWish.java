package org.everyshot.detector;

import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// What a user asks of a polar grid; what is left open (null) is chosen to fit the detector.
///
/// A ring is useful where at least half of its azimuthal bins hold a good pixel. The range goes
/// from the first useful ring to the last; rings are at least two pixels wide, and at most 300.
///
/// @param rings number of rings
/// @param azimuths number of azimuthal bins; 256 where left open
/// @param qMin centre of the first ring, Å⁻¹
/// @param qMax centre of the last ring, Å⁻¹
public record GridWish(
    @Nullable Integer rings,
    @Nullable Integer azimuths,
    @Nullable Double qMin,
    @Nullable Double qMax) {
  /// Nothing asked for.
  public static final GridWish NONE = new GridWish(null, null, null, null);

  private static final int USUAL_AZIMUTHS = 256;
  private static final int MOST_RINGS = 300;
  private static final int RING_PIXELS = 2;
  private static final long MOST_BINS = 1 << 26;

  /// @throws UserInputException where numbers are asked for that no grid has
  public GridWish {
    require(rings == null || rings >= 1, "--rings " + rings + ": at least 1");
    require(azimuths == null || azimuths >= 1, "--azimuths " + azimuths + ": at least 1");
    require(
        qMin == null || (qMin >= 0 && Double.isFinite(qMin)),
        "--q-min " + qMin + ": 0 or more, in Å⁻¹");
    require(
        qMax == null || (qMax > 0 && Double.isFinite(qMax)),
        "--q-max " + qMax + ": above 0, in Å⁻¹");
    require(
        qMin == null || qMax == null || qMin < qMax,
        "--q-min " + qMin + " and --q-max " + qMax + ": the first must be below the second");
  }

  private static void require(boolean holds, String expected) {
    if (!holds) {
      throw new UserInputException(expected);
    }
  }

  /// The grid for a detector.
  ///
  /// @throws UserInputException where no ring is useful, or the grid is too large
  public PolarGrid fit(Geometry geometry, DetectorPosition position, Beam beam, Mask mask) {
    int n = azimuths == null ? USUAL_AZIMUTHS : azimuths;
    double first = qMin == null ? 0 : qMin;
    double last = qMax == null ? Double.NaN : qMax;
    double width = Double.NaN;
    if (qMin == null || qMax == null || rings == null) {
      double top = highest(geometry, position, beam, mask);
      int trial = (int) Math.clamp(top / ringWidth(geometry, position, beam), 1, MOST_RINGS);
      width = top / trial;
      boolean[] useful = useful(geometry, position, beam, mask, trial, width, n);
      int from = 0;
      while (from < trial && !useful[from]) {
        from++;
      }
      require(
          from < trial || (qMin != null && qMax != null),
          "no ring of the detector has good pixels in half of its "
              + n
              + " azimuthal bins; ask for fewer --azimuths, or give --q-min and --q-max");
      int to = trial - 1;
      while (to > from && !useful[to]) {
        to--;
      }
      first = qMin == null ? (from + 0.5) * width : qMin;
      last = qMax == null ? (to + 0.5) * width : qMax;
    }
    require(
        first <= last,
        "rings from %.4g to %.4g Å⁻¹: the detector's useful range is elsewhere; give both --q-min and --q-max"
            .formatted(first, last));
    int count = first == last ? 1 : ringsBetween(first, last, width);
    require(
        (long) count * n <= MOST_BINS,
        count + " rings and " + n + " azimuths: at most " + MOST_BINS + " bins");
    return new PolarGrid(first, last, count, n);
  }

  private int ringsBetween(double first, double last, double width) {
    if (rings != null) {
      return rings;
    }
    return Math.clamp(Math.round((last - first) / width) + 1, 2, MOST_RINGS);
  }

  /// Width in q of two pixels where the beam meets the detector.
  private static double ringWidth(Geometry geometry, DetectorPosition position, Beam beam) {
    Placement first = geometry.panels().getFirst().placement();
    double distance = Math.abs(position.cameraLengthM() + first.coffsetM());
    return RING_PIXELS * beam.waveNumber() * first.pixelSizeM() / distance;
  }

  private static double highest(
      Geometry geometry, DetectorPosition position, Beam beam, Mask mask) {
    var optics = new PixelOptics(geometry, position, beam.horizontalPolarisation());
    PixelOptics.Row row = PixelOptics.rowFor(geometry);
    double highest = 0;
    int i = 0;
    for (Panel panel : geometry.panels()) {
      for (int ss = 0; ss < panel.height(); ss++) {
        optics.row(panel, ss, row);
        for (int fs = 0; fs < panel.width(); fs++, i++) {
          if (mask.good(i) && row.sinTheta()[fs] > highest) {
            highest = row.sinTheta()[fs];
          }
        }
      }
    }
    require(highest > 0, "the masks leave no pixel of the detector");
    return 2 * beam.waveNumber() * highest;
  }

  private static boolean[] useful(
      Geometry geometry,
      DetectorPosition position,
      Beam beam,
      Mask mask,
      int rings,
      double width,
      int azimuths) {
    require(
        (long) rings * azimuths <= MOST_BINS,
        rings + " rings and " + azimuths + " azimuths: at most " + MOST_BINS + " bins");
    var trial = new PolarGrid(0.5 * width, Math.max(1, rings - 0.5) * width, rings, azimuths);
    var binning = new PolarBinning(geometry, position, beam, trial, mask, Calibration.NONE);
    int[] occupancy = binning.occupancy();
    boolean[] useful = new boolean[rings];
    for (int r = 0; r < rings; r++) {
      int filled = 0;
      for (int j = 0; j < azimuths; j++) {
        filled += occupancy[r * azimuths + j] > 0 ? 1 : 0;
      }
      useful[r] = 2 * filled >= azimuths;
    }
    return useful;
  }
}

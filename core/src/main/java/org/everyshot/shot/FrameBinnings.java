package org.everyshot.shot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.PolarBinning;
import org.jspecify.annotations.Nullable;

/// How the frames of a detector are binned, for all sources whose frames are alike.
///
/// The tables take tens of bytes a pixel. They are made when a source first needs them, and given
/// up when the last source has been closed.
public final class FrameBinnings {
  /// Positions of the detector whose binning is kept at hand.
  private static final int POSITIONS = 4;

  private final Supplier<PolarBinning> maker;
  private final boolean withVariance;
  // Guarded by this, as all that follows.
  private final Map<DetectorPosition, PolarBinning> elsewhere =
      new LinkedHashMap<>(2 * POSITIONS, 0.75f, true);
  private @Nullable PolarBinning nominal;
  private @Nullable FrameGroups groups;
  private int users;

  /// @param maker makes the binning of frames that do not tell where the detector stood
  /// @param withVariance whether the photon variance of each ring is carried along
  public FrameBinnings(Supplier<PolarBinning> maker, boolean withVariance) {
    this.maker = maker;
    this.withVariance = withVariance;
  }

  boolean withVariance() {
    return withVariance;
  }

  /// A source is going to use them.
  synchronized void enter() {
    users++;
  }

  /// A source will not use them any more.
  synchronized void leave() {
    users--;
    if (users == 0) {
      nominal = null;
      groups = null;
      elsewhere.clear();
    }
  }

  /// Binning of frames that do not tell where the detector stood.
  synchronized PolarBinning nominal() {
    PolarBinning known = nominal;
    if (known == null) {
      known = maker.get();
      nominal = known;
    }
    return known;
  }

  /// Bins several frames at once.
  synchronized FrameGroups groups() {
    FrameGroups known = groups;
    if (known == null) {
      known = new FrameGroups(nominal(), withVariance);
      groups = known;
    }
    return known;
  }

  /// Binning for a detector that stands elsewhere; null where that is nowhere.
  @Nullable PolarBinning at(DetectorPosition position) {
    PolarBinning usual = nominal();
    if (position.equals(usual.position())) {
      return usual;
    }
    if (!Double.isFinite(position.cameraLengthM() + position.shiftXM() + position.shiftYM())) {
      return null;
    }
    synchronized (this) {
      PolarBinning known = elsewhere.get(position);
      if (known == null) {
        known = usual.at(position);
        elsewhere.put(position, known);
        if (elsewhere.size() > POSITIONS) {
          elsewhere.remove(elsewhere.keySet().iterator().next());
        }
      }
      return known;
    }
  }
}

package org.everyshot.shot;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.PolarBinning;
import org.everyshot.detector.PolarSums;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.kernel.FrameBinner;
import org.jspecify.annotations.Nullable;

/// Frames of another source, binned onto a polar grid as they are read.
///
/// A frame whose file tells its photon energy, its camera length or the detector's shift is binned
/// with these; others with the nominal ones. A frame without a usable pixel on the grid, or with an
/// impossible energy or camera length, is vetoed in the loss ledger.
///
/// In single precision, frames at the nominal energy and place without flags of their own are
/// binned several at once where that is faster ([FrameGroups]); all others one by one.
public final class BinnedSource implements Source<ShotBatch> {
  /// Positions of the detector whose binning is kept at hand.
  private static final int POSITIONS = 4;

  static final String NO_PIXEL = "no usable pixel on the polar grid";

  private final Source<FrameBatch> frames;
  private final PolarBinning nominal;
  private final boolean doublePrecision;
  private final boolean withVariance;
  private final LossLedger ledger;
  private final @Nullable FrameGroups groups;
  private final ConcurrentLinkedQueue<ShotBatch> batches = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<PolarSums> sums = new ConcurrentLinkedQueue<>();
  private final Map<DetectorPosition, PolarBinning> binnings =
      new LinkedHashMap<>(2 * POSITIONS, 0.75f, true);

  /// @param nominal binning of frames that do not tell where the detector stood
  /// @param doublePrecision whether images are held in double precision
  /// @param withVariance whether the photon variance of each ring is carried along
  /// @param ledger counts the frames that are vetoed
  public BinnedSource(
      Source<FrameBatch> frames,
      PolarBinning nominal,
      boolean doublePrecision,
      boolean withVariance,
      LossLedger ledger) {
    this.frames = frames;
    this.nominal = nominal;
    this.doublePrecision = doublePrecision;
    this.withVariance = withVariance;
    this.ledger = ledger;
    this.groups = doublePrecision ? null : new FrameGroups(nominal, withVariance);
  }

  @Override
  public OptionalLong shots() {
    return frames.shots();
  }

  @Override
  public @Nullable Slice next() throws IOException {
    return frames.next();
  }

  @Override
  public ShotBatch read(Slice slice) throws IOException {
    FrameBatch raw = frames.read(slice);
    try {
      ShotBatch batch = batchFor(Math.max(raw.count(), slice.count()));
      batch.clear(slice);
      PolarSums scratch = sums.poll();
      if (scratch == null) {
        scratch = new PolarSums(nominal.grid());
      }
      for (int shot = 0; shot < raw.count(); ) {
        int together = binTogether(raw, shot, batch);
        if (together == 0) {
          bin(raw, shot, scratch, batch);
        }
        shot += Math.max(1, together);
      }
      sums.offer(scratch);
      return batch;
    } finally {
      frames.recycle(raw);
    }
  }

  /// Bins as many frames from `shot` on as can be binned at once; returns their number, 0 for none.
  private int binTogether(FrameBatch raw, int shot, ShotBatch batch) {
    int usual = 0;
    while (groups != null && shot + usual < raw.count() && usual(raw, shot + usual)) {
      usual++;
    }
    FrameBinner binner = groups == null || usual < FrameGroups.FEWEST ? null : groups.borrow();
    if (groups == null || binner == null) {
      return 0;
    }
    int n = Math.min(usual, binner.width());
    FrameGroups.bin(binner, raw, shot, n, batch, ledger);
    groups.giveBack(binner);
    return n;
  }

  /// Whether a frame is to be binned as the nominal binning says, without flags of its own.
  private boolean usual(FrameBatch raw, int shot) {
    double energy = raw.photonEnergyEv(shot);
    return raw.bad(shot) == null
        && (Double.isNaN(energy) || energy == nominal.beam().photonEnergyEv())
        && position(raw, shot).equals(nominal.position());
  }

  private void bin(FrameBatch raw, int shot, PolarSums scratch, ShotBatch batch) {
    double energy = raw.photonEnergyEv(shot);
    if (!Double.isNaN(energy) && !(energy > 0 && Double.isFinite(energy))) {
      ledger.vetoed("photon energy not above 0", 1);
      return;
    }
    PolarBinning binning = binningFor(position(raw, shot));
    if (binning == null) {
      ledger.vetoed("camera length not finite", 1);
      return;
    }
    byte @Nullable [] bad = raw.bad(shot);
    long pixels =
        raw.unsignedShorts()
            ? binning.bin(raw.counts(shot), bad, energy, scratch)
            : binning.bin(raw.values(shot), bad, energy, scratch);
    if (pixels == 0) {
      ledger.vetoed(NO_PIXEL, 1);
      return;
    }
    int at = batch.append(raw.train(shot), raw.pulse(shot));
    int offset = at * batch.rings() * batch.azimuths();
    if (doublePrecision) {
      scratch.means(batch.twice(), offset);
    } else {
      scratch.means(batch.single(), offset);
    }
    float @Nullable [] variance = batch.variance();
    if (variance != null) {
      scratch.variances(variance, at * batch.rings());
    }
  }

  private DetectorPosition position(FrameBatch raw, int shot) {
    DetectorPosition usual = nominal.position();
    return new DetectorPosition(
        told(raw.cameraLengthM(shot), usual.cameraLengthM()),
        told(raw.shiftXM(shot), usual.shiftXM()),
        told(raw.shiftYM(shot), usual.shiftYM()));
  }

  private static double told(double value, double otherwise) {
    return Double.isNaN(value) ? otherwise : value;
  }

  private @Nullable PolarBinning binningFor(DetectorPosition position) {
    if (position.equals(nominal.position())) {
      return nominal;
    }
    if (!Double.isFinite(position.cameraLengthM() + position.shiftXM() + position.shiftYM())) {
      return null;
    }
    synchronized (binnings) {
      PolarBinning known = binnings.get(position);
      if (known == null) {
        known = nominal.at(position);
        binnings.put(position, known);
        if (binnings.size() > POSITIONS) {
          binnings.remove(binnings.keySet().iterator().next());
        }
      }
      return known;
    }
  }

  private ShotBatch batchFor(int shots) {
    ShotBatch batch = batches.poll();
    return batch != null && batch.capacity() >= shots
        ? batch
        : new ShotBatch(
            shots,
            nominal.grid().rings(),
            nominal.grid().azimuths(),
            doublePrecision,
            withVariance);
  }

  @Override
  public void recycle(ShotBatch batch) {
    batches.offer(batch);
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}

package org.everyshot.shot;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.PolarBinning;
import org.everyshot.detector.PolarGrid;
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
  static final String NO_PIXEL = "no usable pixel on the polar grid";

  private final Source<FrameBatch> frames;
  private final FrameBinnings binnings;
  private final boolean doublePrecision;
  private final LossLedger ledger;
  private boolean closed;
  private final ConcurrentLinkedQueue<ShotBatch> batches = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<PolarSums> sums = new ConcurrentLinkedQueue<>();

  /// @param binnings of frames like these; other sources may use them, too
  /// @param doublePrecision whether images are held in double precision
  /// @param ledger counts the frames that are vetoed
  public BinnedSource(
      Source<FrameBatch> frames,
      FrameBinnings binnings,
      boolean doublePrecision,
      LossLedger ledger) {
    this.frames = frames;
    this.binnings = binnings;
    this.doublePrecision = doublePrecision;
    this.ledger = ledger;
    binnings.enter();
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
      PolarBinning nominal = binnings.nominal();
      ShotBatch batch = batchFor(Math.max(raw.count(), slice.count()), nominal.grid());
      batch.clear(slice);
      PolarSums scratch = sums.poll();
      if (scratch == null) {
        scratch = new PolarSums(nominal.grid());
      }
      for (int shot = 0; shot < raw.count(); ) {
        int together = doublePrecision ? 0 : binTogether(raw, shot, nominal, batch);
        if (together == 0) {
          bin(raw, shot, nominal, scratch, batch);
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
  private int binTogether(FrameBatch raw, int shot, PolarBinning nominal, ShotBatch batch) {
    int usual = 0;
    while (shot + usual < raw.count() && usual(raw, shot + usual, nominal)) {
      usual++;
    }
    FrameGroups groups = binnings.groups();
    FrameBinner binner = usual < FrameGroups.FEWEST ? null : groups.borrow();
    if (binner == null) {
      return 0;
    }
    int n = Math.min(usual, binner.width());
    FrameGroups.bin(binner, raw, shot, n, batch, ledger);
    groups.giveBack(binner);
    return n;
  }

  /// Whether a frame is to be binned as the nominal binning says, without flags of its own.
  private static boolean usual(FrameBatch raw, int shot, PolarBinning nominal) {
    double energy = raw.photonEnergyEv(shot);
    return raw.bad(shot) == null
        && (Double.isNaN(energy) || energy == nominal.beam().photonEnergyEv())
        && position(raw, shot, nominal.position()).equals(nominal.position());
  }

  private void bin(
      FrameBatch raw, int shot, PolarBinning nominal, PolarSums scratch, ShotBatch batch) {
    double energy = raw.photonEnergyEv(shot);
    if (!Double.isNaN(energy) && !(energy > 0 && Double.isFinite(energy))) {
      ledger.vetoed("photon energy not above 0", 1);
      return;
    }
    PolarBinning binning = binnings.at(position(raw, shot, nominal.position()));
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

  private static DetectorPosition position(FrameBatch raw, int shot, DetectorPosition usual) {
    return new DetectorPosition(
        told(raw.cameraLengthM(shot), usual.cameraLengthM()),
        told(raw.shiftXM(shot), usual.shiftXM()),
        told(raw.shiftYM(shot), usual.shiftYM()));
  }

  private static double told(double value, double otherwise) {
    return Double.isNaN(value) ? otherwise : value;
  }

  private ShotBatch batchFor(int shots, PolarGrid grid) {
    ShotBatch batch = batches.poll();
    return batch != null && batch.capacity() >= shots
        ? batch
        : new ShotBatch(
            shots, grid.rings(), grid.azimuths(), doublePrecision, binnings.withVariance());
  }

  @Override
  public void recycle(ShotBatch batch) {
    batches.offer(batch);
  }

  @Override
  public void close() throws IOException {
    batches.clear();
    sums.clear();
    if (!closed) {
      closed = true;
      binnings.leave();
    }
    frames.close();
  }
}

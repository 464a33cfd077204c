package org.everyshot.correlation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Accumulator;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.Harmonics;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Adds shots up to angular correlations.
///
/// When a chunk ends, or the planes of harmonics are full, each harmonic's products over the planes
/// go, as one contribution, into order-free sums of the chunk's block: one of `jackknifeBlocks`, by
/// chunk and half-set. Where a contribution begins and ends depends on the chunk's shots alone, so
/// the sums' bits depend neither on threads, nor on how shots were dealt out to correlators, nor on
/// arrival.
///
/// What has not reached the sums is not seen by [#snapshot()]; [#finish()] brings it there.
/// A batch without a slice is a chunk of its own.
public final class Correlator implements Accumulator<ShotBatch, Correlator, Correlation> {
  private final PolarGrid grid;
  private final double wavelengthAngstrom;
  private final CorrelationSettings settings;
  private final CorrelationKernel kernel;
  private final Team team;
  private final LossLedger ledger;
  private final Harmonics harmonics;
  private final @Nullable BlockSums[] blocks;
  private final History history = new History();
  // Made when the first shot comes: a correlator that only takes in others needs none.
  private @Nullable ChunkInProgress waiting;
  private ShotGlance[] glances = new ShotGlance[0];
  private double[] scales = new double[0];
  private @Nullable Chunk chunk;
  private long lane;

  /// @param grid rings and azimuths of the images
  /// @param wavelengthAngstrom X-ray wavelength; NaN where unknown
  /// @param kernel does the arithmetic
  /// @param team the threads; stays the caller's
  /// @param ledger takes note of shots that cannot be used
  public Correlator(
      PolarGrid grid,
      double wavelengthAngstrom,
      CorrelationSettings settings,
      CorrelationKernel kernel,
      Team team,
      LossLedger ledger) {
    this.grid = grid;
    this.wavelengthAngstrom = wavelengthAngstrom;
    this.settings = settings;
    this.kernel = kernel;
    this.team = team;
    this.ledger = ledger;
    this.harmonics = settings.harmonics(grid.azimuths());
    ReferenceProfile reference = settings.reference();
    if (reference != null && reference.rings() != grid.rings()) {
      throw new UserInputException(
          "reference profile of %d rings for a grid of %d"
              .formatted(reference.rings(), grid.rings()));
    }
    this.blocks = new BlockSums[settings.jackknifeBlocks()];
  }

  @Override
  public Correlator fresh() {
    return new Correlator(grid, wavelengthAngstrom, settings, kernel, team, ledger);
  }

  /// @throws UserInputException where a shot cannot be taken with these settings
  @Override
  public int add(ShotBatch batch) {
    if (batch.rings() != grid.rings() || batch.azimuths() != grid.azimuths()) {
      throw new UserInputException(
          "images of %d rings × %d azimuths; this correlation has %d × %d"
              .formatted(batch.rings(), batch.azimuths(), grid.rings(), grid.azimuths()));
    }
    Slice slice = batch.slice();
    enter(batch, slice);
    look(batch);
    ChunkInProgress shots = waiting(slice == null ? batch.count() : slice.chunk().count());
    int taken = 0;
    for (int i = 0; i < batch.count(); i++) {
      if (usable(i)) {
        glances[i] = shots.take(batch, i, glances[i], scales[i]);
        taken++;
      }
    }
    shots.leave(batch);
    if (slice == null || slice.last()) {
      finish();
    }
    return taken;
  }

  /// Notes the chunk that a batch belongs to; one that was broken off before ends here.
  private void enter(ShotBatch batch, @Nullable Slice slice) {
    Chunk next = slice == null ? null : slice.chunk();
    if (chunk != null && !chunk.equals(next)) {
      finish();
    }
    chunk = next;
    int lanes = settings.jackknifeBlocks() / 2;
    if (next != null) {
      lane = next.id() % lanes;
    } else if (batch.count() > 0) {
      lane = Math.floorMod(31 * batch.train(0) + batch.pulse(0), lanes);
    }
  }

  private void look(ShotBatch batch) {
    int count = batch.count();
    if (glances.length < count) {
      int known = glances.length;
      glances = Arrays.copyOf(glances, count);
      for (int i = known; i < count; i++) {
        glances[i] = new ShotGlance(grid.rings(), grid.azimuths());
      }
      scales = new double[count];
    }
    if (batch.hasTotals()) {
      for (int i = 0; i < count; i++) {
        look(batch, i);
      }
    } else {
      team.forEach(count, (i, member) -> look(batch, i));
    }
  }

  private void look(ShotBatch batch, int i) {
    glances[i].look(batch, i);
    scales[i] = scale(glances[i]);
    glances[i].scale(scales[i]);
  }

  private double scale(ShotGlance shot) {
    ReferenceProfile reference = settings.reference();
    if (reference == null) {
      return 1;
    }
    return settings.normalization() == CorrelationSettings.Normalization.TOTAL
        ? reference.scaleByTotal(shot)
        : reference.scaleByProfile(shot);
  }

  private boolean usable(int i) {
    if (glances[i].empty()) {
      ledger.dropped("no valid bin", 1);
      return false;
    }
    if (!(scales[i] > 0) || !Double.isFinite(scales[i])) {
      ledger.dropped("no scale: its total is not positive", 1);
      return false;
    }
    if (glances[i].gaps() && settings.cutsHarmonics(grid.azimuths())) {
      throw new UserInputException(
          (settings.friedel() ? "--friedel" : "--harmonics-max " + settings.harmonicsMax())
              + " needs rings without gaps, which mix harmonics; a shot has missing bins within a"
              + " ring: leave the option out");
    }
    return true;
  }

  /// @param count shots of the chunk that a batch belongs to
  private ChunkInProgress waiting(int count) {
    ChunkInProgress made = waiting;
    if (made == null || !made.takes(count)) {
      // The one before is empty, as a larger chunk is another one, and free to go.
      waiting = null;
      made =
          ChunkInProgress.of(harmonics, grid.rings(), settings, kernel, team, this::block, count);
      waiting = made;
    }
    return made;
  }

  /// Brings to the sums what waits for the end of its chunk.
  @Override
  public void finish() {
    ChunkInProgress shots = waiting;
    if (shots != null) {
      shots.finish();
      history.note(shots(), this::halfAgreement);
    }
    chunk = null;
  }

  /// The block of this chunk's shots of a half-set.
  private BlockSums block(int half) {
    int b = (int) (2 * lane + half);
    BlockSums sums = blocks[b];
    if (sums == null) {
      sums = new BlockSums(harmonics, grid.rings(), settings);
      blocks[b] = sums;
    }
    return sums;
  }

  /// @throws UserInputException where the other's grid, wavelength or settings differ
  @Override
  public void merge(Correlator other) {
    Mergeable.require(
        new Mergeable(grid, wavelengthAngstrom, settings),
        new Mergeable(other.grid, other.wavelengthAngstrom, other.settings),
        "other");
    other.finish();
    for (int b = 0; b < blocks.length; b++) {
      BlockSums theirs = other.blocks[b];
      BlockSums mine = blocks[b];
      if (mine == null) {
        blocks[b] = theirs;
      } else if (theirs != null) {
        mine.merge(theirs);
      }
    }
    history.merge(other.history);
  }

  /// Shots in the sums.
  public long shots() {
    return filled().stream().mapToLong(Part::shots).sum();
  }

  /// Memory that the state holds, bytes; does not depend on the number of shots once every block
  /// has been used.
  public long stateBytes() {
    long bytes = waiting == null ? 0 : waiting.bytes();
    for (BlockSums block : blocks) {
      bytes += block == null ? 0 : block.bytes();
    }
    return bytes;
  }

  /// The blocks that have shots.
  List<BlockSums> filled() {
    return filled(0, 1);
  }

  /// The blocks of a half-set that have shots.
  private List<BlockSums> filled(int half) {
    return filled(half, 2);
  }

  private List<BlockSums> filled(int first, int step) {
    List<BlockSums> filled = new ArrayList<>();
    for (int b = first; b < blocks.length; b += step) {
      BlockSums block = blocks[b];
      if (block != null && block.shots() > 0) {
        filled.add(block);
      }
    }
    return filled;
  }

  /// Mean over rings of the half-sets' agreement.
  double halfAgreement() {
    List<BlockSums> parts = filled();
    if (Part.plain(settings, parts)) {
      var agreement = new PlainAgreement(harmonics, grid.rings(), settings);
      return HalfAgreement.mean(agreement.perRing(filled(0), filled(1)));
    }
    double[][] weights = new double[2][parts.size()];
    for (int b = 0, i = 0; b < blocks.length; b++) {
      BlockSums block = blocks[b];
      if (block != null && block.shots() > 0) {
        weights[b % 2][i++] = 1;
      }
    }
    var evaluator = new PairEvaluator(harmonics, grid.rings(), grid.rings(), settings, parts);
    return HalfAgreement.mean(HalfAgreement.perRing(evaluator, grid.rings(), weights));
  }

  @Override
  public Correlation snapshot() {
    List<HalfSums> halves = new ArrayList<>();
    for (int half = 0; half < 2; half++) {
      halves.add(HalfSums.of(filled(half), harmonics, grid, settings, team));
    }
    var errors = ErrorBars.of(filled(), halves, harmonics, grid.rings(), settings, team);
    return new Correlation(
        grid, wavelengthAngstrom, settings, halves, errors, history.moments(), null);
  }
}

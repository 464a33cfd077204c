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
import org.everyshot.kernel.PlaneLayout;
import org.everyshot.kernel.Triangle;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Adds shots up to angular correlations.
///
/// Images wait, a few of each half-set, for their Fourier transform into planes of harmonics. When
/// a chunk ends, or the planes are full, each harmonic's products over the planes go, as one
/// contribution, into order-free sums of the chunk's block: one of `jackknifeBlocks`, by chunk and
/// half-set. Where a contribution begins and ends depends on the chunk's shots alone, so the sums'
/// bits depend neither on threads, nor on how shots were dealt out to correlators, nor on arrival.
///
/// What has not reached the sums is not seen by [#snapshot()]; [#finish()] brings it there.
/// A batch without a slice is a chunk of its own.
public final class Correlator implements Accumulator<ShotBatch, Correlator, Correlation> {
  private static final int MOST_SLOTS = 512;
  private static final long PLANE_BYTES = 200L << 20;
  private static final int WAITING = 32;

  private final PolarGrid grid;
  private final double wavelengthAngstrom;
  private final CorrelationSettings settings;
  private final CorrelationKernel kernel;
  private final Team team;
  private final LossLedger ledger;
  private final Harmonics harmonics;
  private final PlaneLayout layout;
  private final int places;
  private final @Nullable BlockSums[] blocks;
  private final ShotTally[] tallies = new ShotTally[2];
  private final int[] waiting = new int[2];
  private final int[] used = new int[2];
  private final History history = new History();
  private final double[][] scratchRe;
  private final double[][] scratchIm;
  // Made when the first shot comes: a correlator that only takes in others needs none.
  private @Nullable Workspace workspace;
  private ShotGlance[] glances = new ShotGlance[0];
  private double[] scales = new double[0];
  private final ShotGlance[] placed;
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
    boolean grouped = settings.correction() == CorrelationSettings.Correction.BLOCKS;
    int group = grouped ? settings.blockShots() : 1;
    this.places = Math.ceilDiv(WAITING, group) * group;
    this.layout = new PlaneLayout(harmonics, grid.rings(), slots());
    this.blocks = new BlockSums[settings.jackknifeBlocks()];
    this.placed = new ShotGlance[2 * places];
    for (int i = 0; i < placed.length; i++) {
      placed[i] = new ShotGlance(grid.rings(), grid.azimuths());
    }
    for (int half = 0; half < 2; half++) {
      tallies[half] = new ShotTally(grid.rings());
    }
    this.scratchRe = new double[team.size()][];
    this.scratchIm = new double[team.size()][];
  }

  /// Slots of the planes: as many as a fixed amount of memory allows.
  private int slots() {
    long groups = Math.ceilDiv(grid.rings(), PlaneLayout.GROUP);
    long slot = 2L * harmonics.count() * groups * PlaneLayout.GROUP * (twice() ? 8 : 4);
    long most = Math.min(MOST_SLOTS, PLANE_BYTES / slot);
    return (int) Math.max(2L * places, most);
  }

  private boolean twice() {
    return settings.precision() == CorrelationSettings.Precision.DOUBLE;
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
    List<Load> loads = new ArrayList<>();
    int taken = 0;
    for (int i = 0; i < batch.count(); i++) {
      if (!usable(i)) {
        continue;
      }
      taken++;
      int half = batch.half(i);
      int place = half * places + waiting[half]++;
      ShotGlance free = placed[place];
      placed[place] = glances[i];
      glances[i] = free;
      loads.add(new Load(i, place, scales[i]));
      if (waiting[half] == places) {
        load(batch, loads);
        transform(half);
      }
    }
    load(batch, loads);
    if (slice == null || slice.last()) {
      finish();
    }
    return taken;
  }

  private record Load(int shot, int place, double scale) {}

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
    team.forEach(
        count,
        (i, member) -> {
          glances[i].look(batch, i);
          scales[i] = scale(glances[i]);
          glances[i].scale(scales[i]);
        });
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

  private Workspace workspace() {
    Workspace made = workspace;
    if (made == null) {
      made =
          twice()
              ? new DoubleWorkspace(layout, 2 * places)
              : new SingleWorkspace(layout, 2 * places);
      workspace = made;
    }
    return made;
  }

  private void load(ShotBatch batch, List<Load> loads) {
    Workspace images = workspace();
    team.forEach(
        loads.size(),
        (i, member) -> {
          Load load = loads.get(i);
          images.load(batch, load.shot(), load.place(), load.scale());
        });
    loads.clear();
  }

  /// Takes the waiting images of a half-set into the planes.
  private void transform(int half) {
    int first = half * places;
    @Nullable Mask[] masks = new Mask[waiting[half]];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = placed[first + i].mask();
    }
    if (settings.correction() == CorrelationSettings.Correction.BLOCKS) {
      centre(half, masks);
    }
    int count = waiting[half];
    if (used[0] + used[1] + count > layout.capacity()) {
      update();
    }
    int slot = half == 0 ? used[0] : layout.capacity() - used[1] - count;
    Workspace images = workspace();
    team.forEach(
        Math.ceilDiv(count, Workspace.PIECE),
        (piece, member) -> {
          int from = piece * Workspace.PIECE;
          int pieceCount = Math.min(Workspace.PIECE, count - from);
          images.transform(kernel, first + from, pieceCount, slot + from);
        });
    for (int i = 0; i < count; i++) {
      placed[first + i].narrow(masks[i]);
      tallies[half].add(placed[first + i], masks[i]);
    }
    used[half] += count;
    waiting[half] = 0;
  }

  /// Takes the mean of each block of consecutive shots away. A shot alone in its block has nothing
  /// to differ from: it counts for the mean intensity only.
  private void centre(int half, @Nullable Mask[] masks) {
    int group = settings.blockShots();
    int first = half * places;
    Workspace images = workspace();
    int groups = Math.ceilDiv(waiting[half], group);
    if (waiting[half] % group == 1) {
      tallies[half].addIntensity(placed[first + waiting[half] - 1]);
      waiting[half]--;
      groups--;
    }
    int total = waiting[half];
    team.forEach(
        groups,
        (g, member) -> {
          int from = g * group;
          int count = Math.min(group, total - from);
          Mask common = masks[from];
          for (int i = from + 1; i < from + count; i++) {
            common = Mask.common(common, masks[i]);
          }
          Arrays.fill(masks, from, from + count, common);
          images.centre(first + from, count, common, Math.sqrt((double) count / (count - 1)));
        });
  }

  /// Brings to the sums what waits for the end of its chunk.
  @Override
  public void finish() {
    for (int half = 0; half < 2; half++) {
      if (waiting[half] > 0) {
        transform(half);
      }
    }
    update();
    chunk = null;
  }

  /// Adds the planes' products to the sums of their blocks.
  private void update() {
    for (int half = 0; half < 2; half++) {
      if (tallies[half].shots > 0) {
        BlockSums into = block(half);
        int which = half;
        if (used[half] > 0) {
          team.forEach(harmonics.count(), (k, member) -> update(which, k, into, member));
        }
        into.add(tallies[half]);
        tallies[half].clear();
        used[half] = 0;
      }
    }
    if (shots() > 0) {
      history.note(shots(), this::halfAgreement);
    }
  }

  private void update(int half, int k, BlockSums into, int member) {
    if (scratchRe[member] == null) {
      int size = Triangle.size(grid.rings());
      scratchRe[member] = new double[size];
      scratchIm[member] = new double[settings.isotropic() ? 0 : size];
    }
    double[] re = scratchRe[member];
    double[] im = scratchIm[member];
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
    int from = half == 0 ? 0 : layout.capacity() - used[1];
    Workspace planes = workspace();
    planes.update(kernel, k, from, from + used[half], re, settings.isotropic() ? null : im);
    into.addNumerators(k, re, im);
    if (settings.inter()) {
      double[] meanRe = new double[grid.rings()];
      double[] meanIm = new double[grid.rings()];
      planes.sum(k, from, from + used[half], meanRe, meanIm);
      into.addMeans(k, meanRe, meanIm);
    }
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
    long bytes = workspace == null ? 0 : workspace.bytes();
    for (BlockSums block : blocks) {
      bytes += block == null ? 0 : block.bytes();
    }
    return bytes;
  }

  private List<BlockSums> filled() {
    List<BlockSums> filled = new ArrayList<>();
    for (BlockSums block : blocks) {
      if (block != null && block.shots() > 0) {
        filled.add(block);
      }
    }
    return filled;
  }

  private double halfAgreement() {
    List<BlockSums> parts = filled();
    double[][] weights = new double[2][parts.size()];
    for (int b = 0, i = 0; b < blocks.length; b++) {
      BlockSums block = blocks[b];
      if (block != null && block.shots() > 0) {
        weights[b % 2][i++] = 1;
      }
    }
    var evaluator = new PairEvaluator(harmonics, grid.rings(), 1, settings, parts);
    return HalfAgreement.mean(HalfAgreement.perRing(evaluator, grid.rings(), weights));
  }

  @Override
  public Correlation snapshot() {
    var halves = new HalfSums[2];
    for (int half = 0; half < 2; half++) {
      List<BlockSums> parts = new ArrayList<>();
      for (int b = half; b < blocks.length; b += 2) {
        BlockSums block = blocks[b];
        if (block != null && block.shots() > 0) {
          parts.add(block);
        }
      }
      halves[half] = HalfSums.of(parts, harmonics, grid, settings, team);
    }
    var errors = ErrorBars.of(filled(), harmonics, grid.rings(), settings, team);
    return new Correlation(
        grid,
        wavelengthAngstrom,
        settings,
        List.of(halves[0], halves[1]),
        errors,
        history.moments(),
        null);
  }
}

package org.everyshot.correlation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.engine.Team;
import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.Harmonics;
import org.everyshot.kernel.PlaneLayout;
import org.everyshot.kernel.Triangle;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Shots on their way into the sums: images that wait, a few of each half-set, for their Fourier
/// transform, and planes of harmonics that wait for their products.
///
/// Half-set 0 fills the planes from the front, half-set 1 from the back. What is done together, and
/// when, depends on the chunk's shots alone, and so do the bits of what comes out.
final class ChunkInProgress {
  private static final int MOST_SLOTS = 1024;
  private static final long PLANE_BYTES = 330L << 20;
  private static final int WAITING = 32;

  private final CorrelationSettings settings;
  private final CorrelationKernel kernel;
  private final Team team;
  private final int rings;
  private final int places;
  private final PlaneLayout layout;
  private final Workspace workspace;
  private final ShotGlance[] placed;
  private final List<Load> loads = new ArrayList<>();
  private final ShotTally[] tallies = new ShotTally[2];
  private final int[] waiting = new int[2];
  private final int[] used = new int[2];
  private final double[][] scratchRe;
  private final double[][] scratchIm;
  private final Sums sums;

  /// Where the sums of this chunk's half-sets are.
  @FunctionalInterface
  interface Sums {
    BlockSums of(int half);
  }

  private record Load(int shot, int place, double scale, boolean complete) {}

  ChunkInProgress(
      Harmonics harmonics,
      int rings,
      CorrelationSettings settings,
      CorrelationKernel kernel,
      Team team,
      Sums sums) {
    this.settings = settings;
    this.kernel = kernel;
    this.team = team;
    this.rings = rings;
    this.sums = sums;
    boolean grouped = settings.correction() == CorrelationSettings.Correction.BLOCKS;
    int group = grouped ? settings.blockShots() : 1;
    boolean twice = settings.precision() == CorrelationSettings.Precision.DOUBLE;
    this.places = Math.ceilDiv(WAITING, group) * group;
    this.layout = new PlaneLayout(harmonics, rings, slots(harmonics, twice));
    this.workspace =
        twice ? new DoubleWorkspace(layout, 2 * places) : new SingleWorkspace(layout, 2 * places);
    this.placed = new ShotGlance[2 * places];
    for (int i = 0; i < placed.length; i++) {
      placed[i] = new ShotGlance(rings, harmonics.azimuths());
    }
    for (int half = 0; half < 2; half++) {
      tallies[half] = new ShotTally(rings);
    }
    this.scratchRe = new double[team.size()][];
    this.scratchIm = new double[team.size()][];
  }

  /// Slots of the planes: as many as a fixed amount of memory allows.
  private int slots(Harmonics harmonics, boolean twice) {
    long groups = Math.ceilDiv(rings, PlaneLayout.GROUP);
    long slot = 2L * harmonics.count() * groups * PlaneLayout.GROUP * (twice ? 8 : 4);
    return (int) Math.max(2L * places, Math.min(MOST_SLOTS, PLANE_BYTES / slot));
  }

  /// Takes a shot in.
  ///
  /// @param glance what is known of it; kept
  /// @return another glance to use in its place
  ShotGlance take(ShotBatch batch, int shot, ShotGlance glance, double scale) {
    int half = batch.half(shot);
    int place = half * places + waiting[half]++;
    ShotGlance free = placed[place];
    placed[place] = glance;
    loads.add(new Load(shot, place, scale, glance.mask() == null));
    if (waiting[half] == places) {
      load(batch);
      transform(half);
    }
    return free;
  }

  /// Copies the images of the shots taken in, whose batch is about to be reused.
  void load(ShotBatch batch) {
    team.forEach(
        loads.size(),
        (i, member) -> {
          Load load = loads.get(i);
          workspace.load(batch, load.shot(), load.place(), load.scale(), load.complete());
        });
    loads.clear();
  }

  /// Brings all that waits into the sums.
  void finish() {
    for (int half = 0; half < 2; half++) {
      if (waiting[half] > 0) {
        transform(half);
      }
    }
    update();
  }

  /// Memory held, bytes.
  long bytes() {
    return workspace.bytes();
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
    team.forEach(
        Math.ceilDiv(count, Workspace.PIECE),
        (piece, member) -> {
          int from = piece * Workspace.PIECE;
          int pieceCount = Math.min(Workspace.PIECE, count - from);
          workspace.transform(kernel, first + from, pieceCount, slot + from);
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
          workspace.centre(first + from, count, common, Math.sqrt((double) count / (count - 1)));
        });
  }

  /// Adds the planes' products to the sums.
  private void update() {
    for (int half = 0; half < 2; half++) {
      if (tallies[half].shots > 0) {
        BlockSums into = sums.of(half);
        int from = half == 0 ? 0 : layout.capacity() - used[1];
        int to = from + used[half];
        if (to > from) {
          team.forEach(
              layout.harmonics().count(), (k, member) -> update(k, from, to, into, member));
        }
        into.add(tallies[half]);
        tallies[half].clear();
        used[half] = 0;
      }
    }
  }

  private void update(int k, int from, int to, BlockSums into, int member) {
    if (scratchRe[member] == null) {
      int size = Triangle.size(rings);
      scratchRe[member] = new double[size];
      scratchIm[member] = new double[settings.isotropic() ? 0 : size];
    }
    double[] re = scratchRe[member];
    double[] im = scratchIm[member];
    Arrays.fill(re, 0);
    Arrays.fill(im, 0);
    workspace.update(kernel, k, from, to, re, settings.isotropic() ? null : im);
    into.addNumerators(k, re, im);
    if (settings.inter()) {
      double[] meanRe = new double[rings];
      double[] meanIm = new double[rings];
      workspace.sum(k, from, to, meanRe, meanIm);
      into.addMeans(k, meanRe, meanIm);
    }
  }
}

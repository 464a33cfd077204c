package org.everyshot.correlation;

import java.util.Arrays;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.Harmonics;
import org.everyshot.kernel.PlaneLayout;
import org.everyshot.kernel.Triangle;
import org.everyshot.shot.ShotBatch;

/// Shots on their way into the sums: images that wait for their Fourier transform, and planes of
/// harmonics that wait for their products.
///
/// Each half-set has a half of the planes' slots, which its shots fill in their order. What is done
/// together, and when, depends on the chunk's shots alone, and so do the bits of what comes out.
abstract sealed class ChunkInProgress permits PlainChunk, CentredChunk {
  /// Slots of 1,024 shots, the most of a chunk, and of four standard deviations of a half more.
  private static final int MOST_SLOTS = 4 * CorrelationKernel.CHAIN;

  private static final long PLANE_BYTES = 362L << 20;

  final CorrelationSettings settings;
  final CorrelationKernel kernel;
  final Team team;
  final Workspace workspace;
  final ShotTally[] tallies = new ShotTally[2];

  /// Slots in use, by half-set.
  final int[] used = new int[2];

  private final int rings;

  /// Most shots of a chunk.
  private final int shots;

  private final PlaneLayout layout;
  private final double[][] scratchRe;
  private final double[][] scratchIm;
  private final Sums sums;

  /// Where the sums of this chunk's half-sets are.
  @FunctionalInterface
  interface Sums {
    BlockSums of(int half);
  }

  /// @param shots shots of the chunk that comes first
  /// @param together images of a half-set that are taken into the planes together, at most
  ChunkInProgress(
      Harmonics harmonics,
      int rings,
      CorrelationSettings settings,
      CorrelationKernel kernel,
      Team team,
      Sums sums,
      int shots,
      int together) {
    this.settings = settings;
    this.kernel = kernel;
    this.team = team;
    this.rings = rings;
    this.sums = sums;
    this.shots = roundedUp(shots);
    boolean twice = settings.precision() == CorrelationSettings.Precision.DOUBLE;
    this.layout = new PlaneLayout(harmonics, rings, slots(harmonics, twice, together));
    this.workspace = twice ? new DoubleWorkspace(layout, team) : new SingleWorkspace(layout, team);
    for (int half = 0; half < 2; half++) {
      tallies[half] = new ShotTally(rings);
    }
    this.scratchRe = new double[team.size()][];
    this.scratchIm = new double[team.size()][];
  }

  static ChunkInProgress of(
      Harmonics harmonics,
      int rings,
      CorrelationSettings settings,
      CorrelationKernel kernel,
      Team team,
      Sums sums,
      int shots) {
    return settings.correction() == CorrelationSettings.Correction.BLOCKS
        ? new CentredChunk(harmonics, rings, settings, kernel, team, sums, shots)
        : new PlainChunk(harmonics, rings, settings, kernel, team, sums, shots);
  }

  /// Slots of the planes, an even number for each half: as many as a fixed amount of memory allows,
  /// but no more than a half that gets all of a chunk's shots can fill.
  private int slots(Harmonics harmonics, boolean twice, int together) {
    long groups = Math.ceilDiv(rings, PlaneLayout.GROUP);
    long slot = 2L * harmonics.count() * groups * PlaneLayout.GROUP * (twice ? 8 : 4);
    int within = (int) Math.min(2 * MOST_SLOTS, PLANE_BYTES / slot);
    int most = Math.min(MOST_SLOTS, PlaneLayout.capacityWithin(within));
    return Math.max(Math.ceilDiv(together, 2) * 4, Math.min(most, 2 * shots) / 4 * 4);
  }

  /// Whether there is room for chunks of so many shots.
  final boolean takes(int count) {
    return roundedUp(count) <= shots;
  }

  /// To powers of two, so that files of ever more shots do not each need room of their own.
  private static int roundedUp(int count) {
    int few = Math.min(count, MOST_SLOTS);
    return Math.min(MOST_SLOTS, 2 * Integer.highestOneBit(Math.max(1, few - 1)));
  }

  /// Slots of a half-set.
  final int room() {
    return layout.capacity() / 2;
  }

  /// The slot that a half-set's next image goes to.
  final int slot(int half) {
    return half * room() + used[half];
  }

  /// Takes a shot in.
  ///
  /// @param glance what is known of it; may be kept
  /// @return a glance to use in its place, which may be the same
  abstract ShotGlance take(ShotBatch batch, int shot, ShotGlance glance, double scale);

  /// Does what needs the images of a batch, which is about to be reused.
  abstract void leave(ShotBatch batch);

  /// Takes into the planes all that waits.
  abstract void transformRest();

  /// Brings all that waits into the sums.
  final void finish() {
    transformRest();
    update();
  }

  /// Memory held, bytes.
  final long bytes() {
    return workspace.bytes();
  }

  /// Adds the planes' products to the sums.
  final void update() {
    for (int half = 0; half < 2; half++) {
      if (tallies[half].shots > 0) {
        BlockSums into = sums.of(half);
        int from = half * room();
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
    try {
      into.addNumerators(k, re, im);
    } catch (IllegalArgumentException e) {
      boolean single = settings.precision() == CorrelationSettings.Precision.SINGLE;
      throw new UserInputException(
          ("images hold values too large: their products overflow in %s precision; leave such"
                  + " bins out, as NaN or by --mask, %sor scale the images down")
              .formatted(single ? "single" : "double", single ? "use --precision double, " : ""),
          e);
    }
    if (settings.inter()) {
      double[] meanRe = new double[rings];
      double[] meanIm = new double[rings];
      workspace.sum(k, from, to, meanRe, meanIm);
      into.addMeans(k, meanRe, meanIm);
    }
  }
}

package org.everyshot.correlation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.engine.Team;
import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.Harmonics;
import org.everyshot.shot.ShotBatch;

/// Shots that are correlated as they are: images go from their batch into the planes at once.
///
/// Two images of a half-set, those of an even slot and of the next, are transformed together. Where
/// a batch ends between them, the first waits in a copy. Images that are scaled, or have missing
/// bins, are copied too.
final class PlainChunk extends ChunkInProgress {
  /// Places for what waits between batches: two for an image and its partner, and two more, so that
  /// the next may come while these are worked on.
  private static final int KEPT = 4;

  private final Arrivals[] arrivals;
  private final List<Piece> pieces = new ArrayList<>();

  /// Images that one thread takes into the planes.
  ///
  /// @param from first arrival
  /// @param count arrivals
  /// @param place where the first is copied to; -1 where they are taken from the batch
  /// @param first place of the first image transformed: an earlier one where it has waited
  /// @param slot slot of that; -1 where the image only waits
  private record Piece(Arrivals shots, int from, int count, int place, int first, int slot) {}

  /// A batch's shots of one half-set.
  private static final class Arrivals {
    private final int imageSize;
    // The four places are this one and the next.
    private final int firstPlace;
    private int[] starts = new int[16];
    private double[] scales = new double[16];
    private boolean[] complete = new boolean[16];
    private int count;
    // Where the image without a partner waits; -1 where none does.
    private int alone = -1;
    private int turn;

    Arrivals(int imageSize, int firstPlace) {
      this.imageSize = imageSize;
      this.firstPlace = firstPlace;
    }

    void add(int shot, double scale, boolean whole) {
      if (count == starts.length) {
        starts = Arrays.copyOf(starts, 2 * count);
        scales = Arrays.copyOf(scales, 2 * count);
        complete = Arrays.copyOf(complete, 2 * count);
      }
      starts[count] = shot * imageSize;
      scales[count] = scale;
      complete[count++] = whole;
    }

    boolean plain(int from, int to) {
      boolean all = true;
      for (int i = from; i < to; i++) {
        all &= complete[i] && scales[i] == 1;
      }
      return all;
    }

    /// A place to wait at, not that of the one before.
    int keep() {
      turn ^= 2;
      alone = firstPlace + turn;
      return alone;
    }

    /// Place of the image that has waited until now; -1 where none has.
    int leave() {
      int place = alone;
      alone = -1;
      return place;
    }
  }

  PlainChunk(
      Harmonics harmonics,
      int rings,
      CorrelationSettings settings,
      CorrelationKernel kernel,
      Team team,
      Sums sums,
      int shots) {
    super(harmonics, rings, settings, kernel, team, sums, shots, 2);
    workspace.reserve(2 * KEPT);
    int size = workspace.imageSize;
    this.arrivals = new Arrivals[] {new Arrivals(size, 0), new Arrivals(size, KEPT)};
  }

  @Override
  ShotGlance take(ShotBatch batch, int shot, ShotGlance glance, double scale) {
    int half = batch.half(shot);
    if (used[half] == room()) {
      leave(batch);
      transformRest();
      update();
    }
    arrivals[half].add(shot, scale, glance.mask() == null);
    tallies[half].add(glance, glance.mask());
    used[half]++;
    return glance;
  }

  @Override
  void leave(ShotBatch batch) {
    boolean straight = workspace.takes(batch);
    int place = 2 * KEPT;
    for (int half = 0; half < 2; half++) {
      place = cut(arrivals[half], slot(half) - arrivals[half].count, place, straight);
    }
    workspace.reserve(place);
    team.forEach(pieces.size(), (i, member) -> work(pieces.get(i), batch));
    pieces.clear();
    for (Arrivals shots : arrivals) {
      shots.count = 0;
    }
  }

  /// Deals arrivals out to pieces, all but one or two of them for pairs of images.
  ///
  /// @param slot slot of the first
  /// @param place first place that is free
  /// @param straight whether images can be taken from the batch
  /// @return first place that is free after it
  private int cut(Arrivals shots, int slot, int place, boolean straight) {
    int from = 0;
    int next = place;
    if (shots.alone >= 0 && shots.count > 0) {
      int first = shots.leave();
      pieces.add(new Piece(shots, 0, 1, first + 1, first, slot - 1));
      from = 1;
    }
    while (from + 1 < shots.count) {
      int count = Math.min(Workspace.PIECE, (shots.count - from) / 2 * 2);
      if (straight && shots.plain(from, from + count)) {
        pieces.add(new Piece(shots, from, count, -1, -1, slot + from));
      } else {
        pieces.add(new Piece(shots, from, count, next, next, slot + from));
        next += count;
      }
      from += count;
    }
    if (from < shots.count) {
      int kept = shots.keep();
      pieces.add(new Piece(shots, from, 1, kept, kept, -1));
    }
    return next;
  }

  private void work(Piece piece, ShotBatch batch) {
    Arrivals shots = piece.shots();
    if (piece.place() < 0) {
      workspace.transform(kernel, batch, shots.starts, piece.from(), piece.count(), piece.slot());
      return;
    }
    for (int i = 0; i < piece.count(); i++) {
      int a = piece.from() + i;
      int start = shots.starts[a];
      workspace.load(batch, start, piece.place() + i, shots.scales[a], shots.complete[a]);
    }
    if (piece.slot() >= 0) {
      int count = piece.place() + piece.count() - piece.first();
      workspace.transform(kernel, piece.first(), count, piece.slot());
    }
  }

  @Override
  void transformRest() {
    for (int half = 0; half < 2; half++) {
      int place = arrivals[half].leave();
      if (place >= 0) {
        workspace.transform(kernel, place, 1, slot(half) - 1);
      }
    }
  }
}

package org.everyshot.correlation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.engine.Team;
import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.Harmonics;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Shots of which the mean of each block of consecutive ones is taken away first: images wait, some
/// blocks of each half-set, until their blocks are full.
final class CentredChunk extends ChunkInProgress {
  private static final int WAITING = 32;

  private final int places;
  private final ShotGlance[] placed;
  private final List<Load> loads = new ArrayList<>();
  private final int[] waiting = new int[2];

  private record Load(int start, int place, double scale, boolean complete) {}

  CentredChunk(
      Harmonics harmonics,
      int rings,
      CorrelationSettings settings,
      CorrelationKernel kernel,
      Team team,
      Sums sums,
      int shots) {
    super(harmonics, rings, settings, kernel, team, sums, shots, places(settings));
    this.places = places(settings);
    workspace.reserve(2 * places);
    this.placed = new ShotGlance[2 * places];
    for (int i = 0; i < placed.length; i++) {
      placed[i] = new ShotGlance(rings, harmonics.azimuths());
    }
  }

  /// Images of a half-set that wait: whole blocks.
  private static int places(CorrelationSettings settings) {
    return Math.ceilDiv(WAITING, settings.blockShots()) * settings.blockShots();
  }

  @Override
  ShotGlance take(ShotBatch batch, int shot, ShotGlance glance, double scale) {
    int half = batch.half(shot);
    int place = half * places + waiting[half]++;
    ShotGlance free = placed[place];
    placed[place] = glance;
    loads.add(new Load(shot * workspace.imageSize, place, scale, glance.mask() == null));
    if (waiting[half] == places) {
      leave(batch);
      transform(half);
    }
    return free;
  }

  /// Copies the images of the shots taken in.
  @Override
  void leave(ShotBatch batch) {
    team.forEach(
        loads.size(),
        (i, member) -> {
          Load load = loads.get(i);
          workspace.load(batch, load.start(), load.place(), load.scale(), load.complete());
        });
    loads.clear();
  }

  @Override
  void transformRest() {
    for (int half = 0; half < 2; half++) {
      if (waiting[half] > 0) {
        transform(half);
      }
    }
  }

  /// Takes the waiting images of a half-set into the planes.
  private void transform(int half) {
    int first = half * places;
    @Nullable Mask[] masks = new Mask[waiting[half]];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = placed[first + i].mask();
    }
    centre(half, masks);
    int count = waiting[half];
    if (used[half] + count > room()) {
      update();
    }
    int slot = slot(half);
    team.inBlocks(
        count,
        Workspace.PIECE,
        (piece, from, to) -> workspace.transform(kernel, first + from, to - from, slot + from));
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
    if (waiting[half] % group == 1) {
      tallies[half].addIntensity(placed[first + waiting[half] - 1]);
      waiting[half]--;
    }
    team.inBlocks(
        waiting[half],
        group,
        (block, from, to) -> {
          Mask common = masks[from];
          for (int i = from + 1; i < to; i++) {
            common = Mask.common(common, masks[i]);
          }
          Arrays.fill(masks, from, to, common);
          int count = to - from;
          workspace.centre(first + from, count, common, Math.sqrt((double) count / (count - 1)));
        });
  }
}

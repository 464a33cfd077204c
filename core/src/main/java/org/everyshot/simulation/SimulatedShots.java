package org.everyshot.simulation;

import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.engine.Source;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Simulated shots on a polar grid, as a source of batches: no file in between.
///
/// Every bin counts as one pixel of its own, all with the same solid angle. Shot j is train j,
/// pulse 0. Batches carry no variance: with photons, that of a bin is its count.
public final class SimulatedShots implements Source<ShotBatch> {
  private static final int SLICE = 32;

  private final ShotSimulator simulator;
  private final PolarGrid grid;
  private final long shots;
  private final SliceCutter cutter;
  private final ConcurrentLinkedQueue<ShotBatch> pool = new ConcurrentLinkedQueue<>();

  /// @param shots number of shots
  public SimulatedShots(
      Particle particle, PolarGrid grid, double wavelengthAngstrom, Beamtime beamtime, long shots) {
    this.simulator =
        new ShotSimulator(particle, ScatteringVectors.of(grid, wavelengthAngstrom), null, beamtime);
    this.grid = grid;
    this.shots = shots;
    this.cutter = SliceCutter.bySlice(shots, SLICE);
  }

  /// What makes the shots.
  public ShotSimulator simulator() {
    return simulator;
  }

  @Override
  public OptionalLong shots() {
    return OptionalLong.of(shots);
  }

  @Override
  public @Nullable Slice next() {
    return cutter.next();
  }

  @Override
  public ShotBatch read(Slice slice) {
    ShotBatch batch = pool.poll();
    if (batch == null) {
      batch = new ShotBatch(cutter.perSlice(), grid.rings(), grid.azimuths(), false, false);
    }
    batch.clear(slice);
    for (int s = 0; s < slice.count(); s++) {
      long shot = slice.first() + s;
      int at = batch.append(shot, 0);
      simulator.simulate(shot, batch.single(), at * grid.size());
    }
    return batch;
  }

  @Override
  public void recycle(ShotBatch batch) {
    pool.add(batch);
  }

  @Override
  public void close() {
    pool.clear();
  }
}

package org.everyshot.simulation;

import java.util.OptionalLong;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.engine.Source;
import org.everyshot.merging.ReflectionTable;
import org.jspecify.annotations.Nullable;

/// Simulated stills of crystals, as a source of reflections: no file in between.
public final class SimulatedStills implements Source<ReflectionTable> {
  private static final int SLICE = 32;

  private final StillSimulator simulator;
  private final long stills;
  private final SliceCutter cutter;

  /// @param stills number of stills
  public SimulatedStills(StillSimulator simulator, long stills) {
    this.simulator = simulator;
    this.stills = stills;
    this.cutter = SliceCutter.bySlice(stills, SLICE);
  }

  /// What makes the stills.
  public StillSimulator simulator() {
    return simulator;
  }

  @Override
  public OptionalLong shots() {
    return OptionalLong.of(stills);
  }

  @Override
  public @Nullable Slice next() {
    return cutter.next();
  }

  @Override
  public ReflectionTable read(Slice slice) {
    var rows = new ReflectionTable.Builder(slice);
    for (int s = 0; s < slice.count(); s++) {
      simulator.simulate(slice.first() + s, rows);
    }
    return rows.build();
  }

  @Override
  public void close() {}
}

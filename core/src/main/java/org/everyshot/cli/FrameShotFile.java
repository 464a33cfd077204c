package org.everyshot.cli;

import java.nio.file.Path;
import org.everyshot.detector.Geometry;
import org.everyshot.format.FrameWriter;
import org.everyshot.shot.FrameBatch;

/// Frames in a CXI file, as the detector's geometry file expects them.
final class FrameShotFile implements ShotFile<FrameBatch, FrameShotFile> {
  private final FrameWriter writer;
  private long shots;

  private FrameShotFile(FrameWriter writer) {
    this.writer = writer;
  }

  static FrameShotFile create(Path out, Geometry geometry, boolean countsPhotons) {
    return new FrameShotFile(FrameWriter.create(out, geometry, countsPhotons));
  }

  @Override
  public int add(FrameBatch batch) {
    writer.append(batch);
    shots += batch.count();
    return batch.count();
  }

  @Override
  public Long snapshot() {
    return shots;
  }

  @Override
  public void complete(SimulationTruth truth) {
    truth.write(writer.file());
    writer.commit();
  }

  @Override
  public void close() {
    writer.close();
  }
}

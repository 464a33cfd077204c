package org.everyshot.cli;

import java.nio.file.Path;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.format.CxiWriter;
import org.everyshot.shot.FrameBatch;

/// Frames in a CXI file, as the detector's geometry file expects them.
final class FrameShotFile implements ShotFile<FrameBatch, FrameShotFile> {
  private static final int COMPRESSION = 1;

  private final CxiWriter writer;
  private long shots;

  private FrameShotFile(CxiWriter writer) {
    this.writer = writer;
  }

  static FrameShotFile create(Path out, Geometry geometry, boolean countsPhotons, int threads) {
    var writer =
        CxiWriter.create(out, geometry, !countsPhotons, COMPRESSION, threads, "simulation");
    writer.mask(Mask.of(geometry));
    return new FrameShotFile(writer);
  }

  @Override
  public int add(FrameBatch batch) {
    for (int s = 0; s < batch.count(); s++) {
      double energy = batch.photonEnergyEv(s);
      double length = batch.cameraLengthM(s);
      if (batch.unsignedShorts()) {
        writer.append(batch.train(s), batch.pulse(s), batch.counts(s), energy, length);
      } else {
        writer.append(batch.train(s), batch.pulse(s), batch.values(s), energy, length);
      }
    }
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

package org.everyshot.simulation;

import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import org.everyshot.detector.Beam;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.PixelOptics;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.engine.Source;
import org.everyshot.shot.FrameBatch;
import org.jspecify.annotations.Nullable;

/// Simulated frames of a detector, as a source of raw batches.
///
/// A pixel counts the photons of its centre's momentum transfer, times its solid angle and the
/// polarisation, all relative to a pixel where the beam meets the detector. Values are ADU: photons
/// by the panel's gain. Shot j is train j, pulse 0.
public final class SimulatedFrames implements Source<FrameBatch> {
  private static final int LARGEST_COUNT = 0xFFFF;
  private static final long SLICE_BYTES = 32L << 20;

  private final Geometry geometry;
  private final Beam beam;
  private final DetectorPosition position;
  private final ShotSimulator simulator;
  private final boolean counts;
  private final long shots;
  private final SliceCutter cutter;
  private final ConcurrentLinkedQueue<FrameBatch> pool = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<float[]> images = new ConcurrentLinkedQueue<>();
  private final LongAdder clipped = new LongAdder();

  /// @param shots number of shots
  public SimulatedFrames(
      Particle particle,
      Geometry geometry,
      DetectorPosition position,
      Beam beam,
      Beamtime beamtime,
      long shots) {
    this.geometry = geometry;
    this.beam = beam;
    this.position = position;
    int pixels = geometry.pixels();
    float[] acceptance = new float[pixels];
    ScatteringVectors vectors = vectors(geometry, position, beam, acceptance);
    this.simulator = new ShotSimulator(particle, vectors, acceptance, beamtime);
    this.counts = beamtime.countsPhotons();
    this.shots = shots;
    int perSlice = Math.clamp(SLICE_BYTES / ((counts ? 2L : 4L) * pixels), 1, 32);
    this.cutter = SliceCutter.bySlice(shots, perSlice);
  }

  /// Momentum transfers of all pixels; `acceptance` is filled with solid angle times polarisation.
  private static ScatteringVectors vectors(
      Geometry geometry, DetectorPosition position, Beam beam, float[] acceptance) {
    var optics = new PixelOptics(geometry, position, beam.horizontalPolarisation());
    PixelOptics.Row row = PixelOptics.rowFor(geometry);
    float[] components = new float[Math.multiplyExact(3, geometry.pixels())];
    double most = 2 * beam.waveNumber();
    for (Panel panel : geometry.panels()) {
      int at = panel.offset();
      for (int ss = 0; ss < panel.height(); ss++) {
        optics.row(panel, ss, row);
        for (int fs = 0; fs < panel.width(); fs++, at++) {
          double sine = row.sinTheta()[fs];
          double across = most * sine * Math.sqrt((1 - sine) * (1 + sine));
          components[3 * at] = (float) (across * Math.cos(row.azimuth()[fs]));
          components[3 * at + 1] = (float) (across * Math.sin(row.azimuth()[fs]));
          components[3 * at + 2] = (float) (-most * sine * sine);
          acceptance[at] = (float) (row.solidAngle()[fs] * row.polarisation()[fs]);
        }
      }
    }
    return new ScatteringVectors(components);
  }

  /// The largest |q| that a pixel of the detector sees, Å⁻¹.
  public static double largestQ(Geometry geometry, DetectorPosition position, Beam beam) {
    return vectors(geometry, position, beam, new float[geometry.pixels()]).largest();
  }

  /// Values so far that exceeded what a file of counts holds, and were stored as 65535.
  public long clipped() {
    return clipped.sum();
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
  public FrameBatch read(Slice part) {
    FrameBatch batch = pool.poll();
    if (batch == null) {
      batch = new FrameBatch(cutter.perSlice(), geometry.pixels(), counts, false);
    }
    float[] image = images.poll();
    if (image == null) {
      image = new float[geometry.pixels()];
    }
    batch.clear(part);
    for (int s = 0; s < part.count(); s++) {
      long shot = part.first() + s;
      int at = batch.append(shot, 0);
      batch.notePhotonEnergy(at, beam.photonEnergyEv());
      batch.noteCameraLength(at, position.cameraLengthM());
      simulator.simulate(shot, image, 0);
      store(image, batch, at);
    }
    images.add(image);
    return batch;
  }

  private void store(float[] image, FrameBatch batch, int at) {
    for (Panel panel : geometry.panels()) {
      double gain = 1 / panel.response().photonsPerAdu(beam.photonEnergyEv());
      int to = panel.offset() + panel.pixels();
      if (counts) {
        short[] frame = batch.counts(at);
        int over = 0;
        for (int p = panel.offset(); p < to; p++) {
          long count = Math.round(image[p] * gain);
          over += count > LARGEST_COUNT ? 1 : 0;
          frame[p] = (short) Math.min(LARGEST_COUNT, count);
        }
        clipped.add(over);
      } else {
        float[] frame = batch.values(at);
        for (int p = panel.offset(); p < to; p++) {
          frame[p] = (float) (image[p] * gain);
        }
      }
    }
  }

  @Override
  public void recycle(FrameBatch batch) {
    pool.add(batch);
  }

  @Override
  public void close() {
    pool.clear();
    images.clear();
  }
}

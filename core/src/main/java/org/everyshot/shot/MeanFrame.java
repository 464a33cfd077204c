package org.everyshot.shot;

import java.io.IOException;
import java.util.OptionalLong;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.jspecify.annotations.Nullable;

/// Frames of another source, of which some are added up on their way, to look at: the first of
/// every slice of the first chunks, and of one chunk in sixteen after them.
public final class MeanFrame implements Source<FrameBatch> {
  private static final int FIRST = 4;
  private static final int STRIDE = 16;
  private static final int PER_SLICE = 8;

  private final Source<FrameBatch> frames;
  // Guarded by this.
  private float @Nullable [] sum;
  private int @Nullable [] count;
  private long shots;
  private long seen;

  public MeanFrame(Source<FrameBatch> frames) {
    this.frames = frames;
  }

  @Override
  public OptionalLong shots() {
    return frames.shots();
  }

  @Override
  public @Nullable Slice next() throws IOException {
    return frames.next();
  }

  @Override
  public FrameBatch read(Slice slice) throws IOException {
    FrameBatch batch = frames.read(slice);
    passed(batch.count());
    long chunk = slice.chunk().id();
    if (chunk < FIRST || chunk % STRIDE == 0) {
      int take = Math.min(PER_SLICE, batch.count());
      for (int shot = 0; shot < take; shot++) {
        add(batch, shot);
      }
    }
    return batch;
  }

  private synchronized void passed(int frames) {
    seen += frames;
  }

  private synchronized void add(FrameBatch batch, int shot) {
    if (sum == null || count == null) {
      sum = new float[batch.pixels()];
      count = new int[batch.pixels()];
    }
    byte[] bad = batch.bad(shot);
    short[] counts = batch.unsignedShorts() ? batch.counts(shot) : null;
    float[] values = batch.unsignedShorts() ? null : batch.values(shot);
    for (int i = 0; i < sum.length; i++) {
      float value = counts != null ? counts[i] & 0xffff : values != null ? values[i] : Float.NaN;
      if (Float.isFinite(value) && (bad == null || bad[i] == 0)) {
        sum[i] += value;
        count[i]++;
      }
    }
    shots++;
  }

  /// Frames added up.
  public synchronized long added() {
    return shots;
  }

  /// Frames that came by, those added up among them.
  public synchronized long seen() {
    return seen;
  }

  /// Mean of each pixel, as the file's values; NaN where it was bad in every frame. Null before any
  /// frame.
  public synchronized float @Nullable [] mean() {
    if (sum == null || count == null) {
      return null;
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = count[i] == 0 ? Float.NaN : sum[i] / count[i];
    }
    return mean;
  }

  @Override
  public void recycle(FrameBatch batch) {
    frames.recycle(batch);
  }

  @Override
  public void close() throws IOException {
    frames.close();
  }
}

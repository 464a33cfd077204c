package org.everyshot.format;

import org.everyshot.engine.Chunk;
import org.everyshot.engine.Slice;
import org.jspecify.annotations.Nullable;

/// Cuts a known number of shots into chunks of 256, and those into slices of bounded memory.
final class SliceCutter {
  private static final int CHUNK = 256;

  /// Bytes of one batch, about.
  private static final long BATCH = 16 << 20;

  /// Bytes of the largest batch, unless one shot takes more.
  private static final long LARGEST = 4 * BATCH;

  /// Frames that a batch should hold if it can.
  private static final int TOGETHER = 16;

  private final long shots;
  private final int perSlice;
  private long next;

  /// @param bytesPerShot memory that one shot takes in a batch
  SliceCutter(long shots, long bytesPerShot) {
    this(shots, bytesPerShot, 1, 1);
  }

  /// Frames are binned several at once, so that larger batches pay.
  ///
  /// @param grain shots that are stored together and had better be read together
  SliceCutter(long shots, long bytesPerShot, int grain) {
    this(shots, bytesPerShot, grain, TOGETHER);
  }

  private SliceCutter(long shots, long bytesPerShot, int grain, int together) {
    this.shots = shots;
    long bytes = Math.max(1, bytesPerShot);
    long fit = Math.max(BATCH / bytes, Math.min(together, LARGEST / bytes));
    fit = Math.clamp(fit, 1, CHUNK);
    boolean few = grain <= CHUNK && grain * bytesPerShot <= LARGEST;
    this.perSlice = (int) (few ? Math.max(grain, fit / grain * grain) : fit);
  }

  /// Most shots of a slice.
  int perSlice() {
    return Math.clamp(shots, 1, perSlice);
  }

  /// The next slice; null at the end.
  @Nullable Slice next() {
    if (next >= shots) {
      return null;
    }
    long id = next / CHUNK;
    long first = id * CHUNK;
    int chunkCount = (int) Math.min(CHUNK, shots - first);
    int offset = (int) (next - first);
    int count = Math.min(perSlice, chunkCount - offset);
    next += count;
    return new Slice(new Chunk(id, first, chunkCount), offset, count);
  }
}

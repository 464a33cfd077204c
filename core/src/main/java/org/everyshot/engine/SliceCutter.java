package org.everyshot.engine;

import org.jspecify.annotations.Nullable;

/// Cuts a known number of shots into chunks of 256, and those into slices.
public final class SliceCutter {
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

  private SliceCutter(long shots, int perSlice) {
    this.shots = shots;
    this.perSlice = perSlice;
  }

  /// Slices of so many shots; the last of a chunk may be shorter.
  public static SliceCutter bySlice(long shots, int perSlice) {
    return new SliceCutter(shots, perSlice);
  }

  /// Slices of bounded memory.
  ///
  /// @param bytesPerShot memory that one shot takes in a batch
  public static SliceCutter byMemory(long shots, long bytesPerShot) {
    return byMemory(shots, bytesPerShot, 1, 1);
  }

  /// Slices of bounded memory. Frames are binned several at once, so that larger batches pay.
  ///
  /// @param bytesPerShot memory that one shot takes in a batch
  /// @param grain shots that are stored together and had better be read together
  public static SliceCutter byMemory(long shots, long bytesPerShot, int grain) {
    return byMemory(shots, bytesPerShot, grain, TOGETHER);
  }

  private static SliceCutter byMemory(long shots, long bytesPerShot, int grain, int together) {
    long bytes = Math.max(1, bytesPerShot);
    long fit = Math.max(BATCH / bytes, Math.min(together, LARGEST / bytes));
    fit = Math.clamp(fit, 1, CHUNK);
    boolean few = grain <= CHUNK && grain * bytesPerShot <= LARGEST;
    return new SliceCutter(shots, (int) (few ? Math.max(grain, fit / grain * grain) : fit));
  }

  /// Most shots of a slice.
  public int perSlice() {
    return Math.clamp(shots, 1, perSlice);
  }

  /// The next slice; null at the end.
  public @Nullable Slice next() {
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

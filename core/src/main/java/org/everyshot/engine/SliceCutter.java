package org.everyshot.engine;

import org.jspecify.annotations.Nullable;

/// Cuts a known number of shots into chunks, and those into slices.
///
/// A chunk has 256 shots; of images and frames, where many are known to come, up to 1024: what is
/// done once a chunk then costs less, and there are still 16 chunks at least.
public final class SliceCutter {
  private static final int CHUNK = 256;
  private static final int LARGEST_CHUNK = 1024;
  private static final int FEWEST_CHUNKS = 16;

  /// Bytes of a batch of images, about: enough of them for threads to be seldom waited for.
  private static final long IMAGES = 40 << 20;

  /// Bytes of a batch of frames, about.
  private static final long FRAMES = 16 << 20;

  /// Bytes of the largest batch, unless one shot takes more.
  private static final long LARGEST = 4 * FRAMES;

  /// Frames that a batch should hold if it can.
  private static final int TOGETHER = 16;

  private final long shots;
  private final int perChunk;
  private final int perSlice;
  private long next;

  private SliceCutter(long shots, int perChunk, int perSlice) {
    this.shots = shots;
    this.perChunk = perChunk;
    this.perSlice = perSlice;
  }

  /// Slices of so many shots; the last of a chunk may be shorter.
  public static SliceCutter bySlice(long shots, int perSlice) {
    return new SliceCutter(shots, CHUNK, perSlice);
  }

  /// Slices of bounded memory, for images.
  ///
  /// @param bytesPerShot memory that one shot takes in a batch
  public static SliceCutter byMemory(long shots, long bytesPerShot) {
    int fit = Math.clamp(IMAGES / Math.max(1, bytesPerShot), 1, CHUNK);
    return new SliceCutter(shots, perChunk(shots), fit);
  }

  /// Slices of bounded memory. Frames are binned several at once, so that larger batches pay.
  ///
  /// @param bytesPerShot memory that one shot takes in a batch
  /// @param grain shots that are stored together and had better be read together
  public static SliceCutter byMemory(long shots, long bytesPerShot, int grain) {
    long bytes = Math.max(1, bytesPerShot);
    long fit = Math.max(FRAMES / bytes, Math.min(TOGETHER, LARGEST / bytes));
    fit = Math.clamp(fit, 1, CHUNK);
    boolean few = grain <= CHUNK && grain * bytesPerShot <= LARGEST;
    int perSlice = (int) (few ? Math.max(grain, fit / grain * grain) : fit);
    return new SliceCutter(shots, perChunk(shots), perSlice);
  }

  private static int perChunk(long shots) {
    int size = CHUNK;
    while (size < LARGEST_CHUNK && shots >= 2L * size * FEWEST_CHUNKS) {
      size *= 2;
    }
    return size;
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
    long id = next / perChunk;
    long first = id * perChunk;
    int chunkCount = (int) Math.min(perChunk, shots - first);
    int offset = (int) (next - first);
    int count = Math.min(perSlice, chunkCount - offset);
    next += count;
    return new Slice(new Chunk(id, first, chunkCount), offset, count);
  }
}

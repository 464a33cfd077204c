package org.everyshot.shot;

import java.util.Arrays;
import org.everyshot.engine.Slice;
import org.jspecify.annotations.Nullable;

/// Raw frames of consecutive shots, pooled and reused.
///
/// A frame is one array of `pixels` values, panel after panel in the order of the detector's
/// geometry, each panel row by row (fast scan fastest). Values are detector units (ADU) as the file
/// holds them: unsigned 16-bit counts in `counts`, every other type as float in `values`. Per
/// frame, where the file tells: photon energy (eV), camera length and shift of the detector (m),
/// flags of bad pixels. An array may be longer than its frame.
public final class FrameBatch {
  /// Bytes after which places of the second cache come round again.
  private static final int CACHE_PERIOD = 1 << 17;

  /// Bytes by which the same pixel of the next frame is to miss them, so that 16 frames read side
  /// by side share the cache.
  private static final int APART = CACHE_PERIOD / 16;

  private final int capacity;
  private final int pixels;
  private final long[] train;
  private final int[] pulse;
  private final double[] photonEnergyEv;
  private final double[] cameraLengthM;
  private final double[] shiftXM;
  private final double[] shiftYM;
  private final short @Nullable [][] counts;
  private final float @Nullable [][] values;
  private final byte @Nullable [][] bad;
  private int count;
  private @Nullable Slice slice;

  /// @param capacity most shots that the batch can hold
  /// @param pixels values of one frame
  /// @param unsignedShorts whether frames are held as unsigned 16-bit counts rather than floats
  /// @param withBadPixels whether each frame carries its own flags of bad pixels
  public FrameBatch(int capacity, int pixels, boolean unsignedShorts, boolean withBadPixels) {
    this.capacity = capacity;
    this.pixels = pixels;
    this.train = new long[capacity];
    this.pulse = new int[capacity];
    this.photonEnergyEv = new double[capacity];
    this.cameraLengthM = new double[capacity];
    this.shiftXM = new double[capacity];
    this.shiftYM = new double[capacity];
    this.counts = unsignedShorts ? new short[capacity][room(pixels, Short.BYTES)] : null;
    this.values = unsignedShorts ? null : new float[capacity][room(pixels, Float.BYTES)];
    this.bad = withBadPixels ? new byte[capacity][pixels] : null;
  }

  /// Values of an array for a frame: a few more than pixels where those are a power of two or so,
  /// as arrays made together lie one behind the other.
  private static int room(int pixels, int size) {
    long bytes = (long) pixels * size;
    long beyond = (bytes + CACHE_PERIOD / 2) % CACHE_PERIOD - CACHE_PERIOD / 2;
    boolean meet = bytes >= CACHE_PERIOD && Math.abs(beyond) < APART;
    return meet ? Math.toIntExact((bytes - beyond + APART) / size) : pixels;
  }

  /// Empties the batch for another slice.
  public void clear(Slice slice) {
    this.count = 0;
    this.slice = slice;
  }

  /// Appends a shot's identity and returns the index at which its frame is to be written.
  ///
  /// Its photon energy, camera length and shift are unknown (NaN) and none of its pixels is flagged
  /// until told otherwise; its pixels are those of an earlier use and must all be written.
  public int append(long train, int pulse) {
    if (count == capacity) {
      throw new IllegalStateException("batch of " + capacity + " frames is full");
    }
    this.train[count] = train;
    this.pulse[count] = pulse;
    this.photonEnergyEv[count] = Double.NaN;
    this.cameraLengthM[count] = Double.NaN;
    this.shiftXM[count] = Double.NaN;
    this.shiftYM[count] = Double.NaN;
    if (bad != null) {
      Arrays.fill(bad[count], (byte) 0);
    }
    return count++;
  }

  public int count() {
    return count;
  }

  public int capacity() {
    return capacity;
  }

  /// Values of one frame.
  public int pixels() {
    return pixels;
  }

  /// Whether frames are unsigned 16-bit [#counts], not [#values].
  public boolean unsignedShorts() {
    return counts != null;
  }

  public long train(int shot) {
    return train[shot];
  }

  public int pulse(int shot) {
    return pulse[shot];
  }

  /// Photon energy of a shot, eV; NaN where the file does not tell it shot by shot.
  public double photonEnergyEv(int shot) {
    return photonEnergyEv[shot];
  }

  /// Notes the photon energy of a shot, eV.
  public void notePhotonEnergy(int shot, double photonEnergyEv) {
    this.photonEnergyEv[shot] = photonEnergyEv;
  }

  /// Camera length of a shot as its file tells it, m, before any panel's `coffset`; NaN where it
  /// does not tell it shot by shot.
  public double cameraLengthM(int shot) {
    return cameraLengthM[shot];
  }

  /// Notes the camera length of a shot, m.
  public void noteCameraLength(int shot, double cameraLengthM) {
    this.cameraLengthM[shot] = cameraLengthM;
  }

  /// Shift of the whole detector along x during a shot, m; NaN where the file does not tell it shot
  /// by shot.
  public double shiftXM(int shot) {
    return shiftXM[shot];
  }

  /// Shift of the whole detector along y during a shot, m; NaN where the file does not tell it shot
  /// by shot.
  public double shiftYM(int shot) {
    return shiftYM[shot];
  }

  /// Notes the shift of the whole detector during a shot, m.
  public void noteShift(int shot, double xM, double yM) {
    this.shiftXM[shot] = xM;
    this.shiftYM[shot] = yM;
  }

  /// The slice of the source that the batch was read from; null where it came from elsewhere.
  public @Nullable Slice slice() {
    return slice;
  }

  /// Frame of a shot as unsigned 16-bit counts, the first [#pixels()] values.
  public short[] counts(int shot) {
    if (counts == null) {
      throw new IllegalStateException("frames are held as floats");
    }
    return counts[shot];
  }

  /// Frame of a shot as floats, the first [#pixels()] values.
  public float[] values(int shot) {
    if (values == null) {
      throw new IllegalStateException("frames are held as unsigned 16-bit counts");
    }
    return values[shot];
  }

  /// Flags of a shot's bad pixels, nonzero for bad, or null where frames carry none.
  public byte @Nullable [] bad(int shot) {
    return bad == null ? null : bad[shot];
  }
}

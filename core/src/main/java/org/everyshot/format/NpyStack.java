package org.everyshot.format;

import java.nio.file.Path;
import java.util.List;
import org.everyshot.fault.UserInputException;

/// Polar images in a NumPy file: an array of three dimensions, or of two for a single image.
final class NpyStack implements ImageStack {
  private final NpyFile file;
  private final long shots;
  private final int rings;
  private final int azimuths;

  private NpyStack(NpyFile file, long shots, int rings, int azimuths) {
    this.file = file;
    this.shots = shots;
    this.rings = rings;
    this.azimuths = azimuths;
  }

  static NpyStack open(Path path) {
    NpyFile file = NpyFile.open(path);
    List<Long> shape = file.shape();
    int d = shape.size();
    boolean usable = d == 2 || d == 3;
    for (int i = Math.max(0, d - 2); usable && i < d; i++) {
      usable = shape.get(i) > 0 && shape.get(i) <= PolarSource.MOST_BINS;
    }
    if (!usable || shape.get(d - 2) * shape.get(d - 1) > PolarSource.MOST_BINS) {
      file.close();
      throw new UserInputException(
          path + ": shape " + shape + "; polar images are [shots][rings][azimuths]");
    }
    long shots = d == 3 ? shape.get(0) : 1;
    return new NpyStack(file, shots, shape.get(d - 2).intValue(), shape.get(d - 1).intValue());
  }

  @Override
  public String name() {
    return file.path().toString();
  }

  @Override
  public long shots() {
    return shots;
  }

  @Override
  public int rings() {
    return rings;
  }

  @Override
  public int azimuths() {
    return azimuths;
  }

  @Override
  public boolean fitsSingle() {
    return file.type() == NpyType.FLOAT32 || file.type().size() <= 2;
  }

  @Override
  public boolean oneByOne() {
    return !file.fortran();
  }

  @Override
  public void read(long first, int count, float[] out, int at) {
    int bins = rings * azimuths;
    if (!file.fortran()) {
      file.read(first * bins, count * bins, out, at);
      return;
    }
    // In Fortran order, the values that all shots have in one bin lie together.
    float[] bin = new float[count];
    for (int a = 0; a < azimuths; a++) {
      for (int r = 0; r < rings; r++) {
        file.read(first + shots * (r + (long) rings * a), count, bin, 0);
        for (int s = 0; s < count; s++) {
          out[at + s * bins + r * azimuths + a] = bin[s];
        }
      }
    }
  }

  @Override
  public void read(long first, int count, double[] out, int at) {
    int bins = rings * azimuths;
    if (!file.fortran()) {
      file.read(first * bins, count * bins, out, at);
      return;
    }
    double[] bin = new double[count];
    for (int a = 0; a < azimuths; a++) {
      for (int r = 0; r < rings; r++) {
        file.read(first + shots * (r + (long) rings * a), count, bin, 0);
        for (int s = 0; s < count; s++) {
          out[at + s * bins + r * azimuths + a] = bin[s];
        }
      }
    }
  }

  @Override
  public void close() {
    file.close();
  }
}

package org.everyshot.format;

import java.nio.file.Path;
import org.everyshot.fault.UserInputException;

/// Polar images in an HDF5 dataset of three dimensions, or of two for a single image.
final class Hdf5Stack implements ImageStack {
  private final Hdf5File file;
  private final Hdf5Array array;
  private final int rings;
  private final int azimuths;

  private Hdf5Stack(Hdf5File file, Hdf5Array array, int rings, int azimuths) {
    this.file = file;
    this.array = array;
    this.rings = rings;
    this.azimuths = azimuths;
  }

  static Hdf5Stack open(Path path, String dataset) {
    Hdf5File file = Hdf5File.open(path);
    try {
      Hdf5Array array = file.require(dataset);
      int d = array.rank();
      long rings = d < 2 ? 0 : array.extent(d - 2);
      long azimuths = d < 2 ? 0 : array.extent(d - 1);
      boolean usable = (d == 2 || d == 3) && rings > 0 && azimuths > 0;
      if (!usable || rings > PolarSource.MOST_BINS / azimuths) {
        throw new UserInputException(
            array.name()
                + ": shape "
                + array.shape()
                + "; polar images are [shots][rings][azimuths]");
      }
      return new Hdf5Stack(file, array, (int) rings, (int) azimuths);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return array.name();
  }

  @Override
  public long shots() {
    return array.rank() == 3 ? array.extent(0) : 1;
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
    return array.type() == Hdf5Type.FLOAT32 || array.type().size() <= 2;
  }

  @Override
  public boolean oneByOne() {
    return false;
  }

  @Override
  public void read(long first, int count, float[] out, int at) {
    byte[] bytes = bytes(first, count);
    int values = count * rings * azimuths;
    Numbers.floats(array.type(), bytes, 0, array.little(), out, at, values);
  }

  @Override
  public void read(long first, int count, double[] out, int at) {
    byte[] bytes = bytes(first, count);
    int values = count * rings * azimuths;
    Numbers.doubles(array.type(), bytes, 0, array.little(), out, at, values);
  }

  private byte[] bytes(long first, int count) {
    return array.rank() == 2
        ? array.read(new long[2], new int[] {rings, azimuths})
        : array.read(new long[] {first, 0, 0}, new int[] {count, rings, azimuths});
  }

  @Override
  public void close() {
    array.forget();
    file.close();
  }
}

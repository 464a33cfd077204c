package org.everyshot.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// One file of a EuXFEL detector module: which shots it holds, and where.
///
/// Arrays may be longer than what was recorded; the index's counts say what is real. Source:
/// the EuXFEL data format as European-XFEL/EXtra-data documents it.
final class ModuleFile implements AutoCloseable {
  private final Hdf5File file;
  private final Hdf5Array data;
  private final @Nullable Hdf5Array mask;
  private final int height;
  private final int width;
  private final int shotAxes;
  private final long[] trains;
  private final long[] pulses;
  private final long[] rows;

  private ModuleFile(Hdf5File file, String source) {
    this.file = file;
    boolean jungfrau = source.contains("/DET/JNGFR") || source.endsWith(":daqOutput");
    String group = jungfrau ? "data" : "image";
    String root = "/INSTRUMENT/" + source + "/" + group;
    this.data = file.require(root + (jungfrau ? "/adc" : "/data"));
    this.mask = file.array(root + "/mask");
    int rank = data.rank();
    if (rank < 3) {
      throw new DamagedDataException(
          data.name() + ": shape " + data.shape() + "; expected [frames][…][ss][fs]");
    }
    this.height = (int) Math.min(data.extent(rank - 2), Integer.MAX_VALUE);
    this.width = (int) Math.min(data.extent(rank - 1), Integer.MAX_VALUE);
    // JUNGFRAU has sixteen memory cells as a second dimension of frames.
    this.shotAxes = jungfrau && rank == 4 ? 2 : 1;
    List<long[]> found = new ArrayList<>();
    long[] trainIds = file.require("/INDEX/trainId").longs();
    String index = "/INDEX/" + source + "/" + group;
    long[] first = file.require(index + "/first").longs();
    long[] count = counts(index, first);
    Hdf5Array pulseIds = file.array(root + "/pulseId");
    long[] pulse = pulseIds == null ? new long[0] : pulseIds.longs();
    long rowsLeft = data.mostRows();
    for (int t = 0; t < Math.min(trainIds.length, first.length); t++) {
      // Train number 0 pads the index.
      if (trainIds[t] == 0) {
        continue;
      }
      rowsLeft -= Math.max(0, count[t]);
      if (first[t] < 0 || count[t] < 0 || count[t] > data.extent(0) - first[t] || rowsLeft < 0) {
        throw new DamagedDataException(
            file.path()
                + ": "
                + index
                + ": train "
                + trainIds[t]
                + " at "
                + first[t]
                + "+"
                + count[t]
                + " of "
                + data.extent(0));
      }
      for (long row = first[t]; row < first[t] + count[t]; row++) {
        int cells = shotAxes == 2 ? (int) data.extent(1) : 1;
        for (int cell = 0; cell < cells; cell++) {
          long number =
              shotAxes == 2 ? cell : row < pulse.length ? pulse[(int) row] : row - first[t];
          found.add(new long[] {trainIds[t], number, row * cells + cell});
        }
      }
    }
    this.trains = found.stream().mapToLong(shot -> shot[0]).toArray();
    this.pulses = found.stream().mapToLong(shot -> shot[1]).toArray();
    this.rows = found.stream().mapToLong(shot -> shot[2]).toArray();
  }

  /// Opens a file of a module.
  static ModuleFile open(RunFile name) {
    Hdf5File file = Hdf5File.open(name.path());
    try {
      return new ModuleFile(file, source(file, name));
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// The name of the detector's data source, from the list in either of its two places.
  private static String source(Hdf5File file, RunFile name) {
    String list =
        file.find("/METADATA/dataSources/dataSourceId") != null
            ? "/METADATA/dataSources/dataSourceId"
            : "/METADATA/dataSourceId";
    for (String source : file.texts(list)) {
      String at = source.startsWith("INSTRUMENT/") ? source.substring(11) : source;
      // A source and its group make one entry: "SPB_DET_AGIPD1M-1/DET/7CH0:xtdf/image".
      int colon = at.indexOf(':');
      int slash = at.indexOf('/', Math.max(0, colon));
      String device = slash < 0 ? at : at.substring(0, slash);
      boolean usual = device.endsWith(":xtdf") || device.endsWith(":daqOutput");
      if (source.startsWith("INSTRUMENT/") && colon > 0 && usual) {
        return device;
      }
    }
    throw new UserInputException(
        name.path() + ": " + list + " names no detector (…:xtdf or …:daqOutput)");
  }

  private long[] counts(String index, long... first) {
    Hdf5Array count = file.array(index + "/count");
    if (count != null) {
      long[] counts = count.longs();
      if (counts.length < first.length) {
        throw new DamagedDataException(count.name() + ": shorter than first");
      }
      return counts;
    }
    // The layout of 2017: last instead of count, and status 0 for a train without data.
    long[] last = file.require(index + "/last").longs();
    long[] status = file.require(index + "/status").longs();
    if (last.length < first.length || status.length < first.length) {
      throw new DamagedDataException(file.path() + ": " + index + ": shorter than first");
    }
    long[] counts = new long[first.length];
    for (int t = 0; t < counts.length; t++) {
      counts[t] = status[t] == 0 ? 0 : last[t] - first[t] + 1;
    }
    return counts;
  }

  int shots() {
    return trains.length;
  }

  long train(int shot) {
    return trains[shot];
  }

  long pulse(int shot) {
    return pulses[shot];
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  Hdf5Array data() {
    return data;
  }

  /// How many shots from `shot` on, at most `most`, lie one after the other in the file.
  int run(int shot, int most) {
    int n = 1;
    while (n < most
        && shotAxes == 1
        && shot + n < rows.length
        && rows[shot + n] == rows[shot] + n) {
      n++;
    }
    return n;
  }

  /// Reads the pixels of a run of shots, row by row; NaN where the mask dataset is not 0.
  void read(int shot, int run, float[] out) {
    block(data, rows[shot], run, out);
    Hdf5Array bits = mask;
    if (bits != null) {
      float[] flags = new float[run * height * width];
      block(bits, rows[shot], run, flags);
      for (int i = 0; i < flags.length; i++) {
        if (flags[i] != 0) {
          out[i] = Float.NaN;
        }
      }
    }
  }

  private void block(Hdf5Array array, long row, int run, float[] out) {
    int rank = array.rank();
    long[] from = new long[rank];
    int[] count = new int[rank];
    Arrays.fill(count, 1);
    if (shotAxes == 2 && rank == 4) {
      from[0] = row / data.extent(1);
      from[1] = row % data.extent(1);
    } else {
      from[0] = row;
      count[0] = run;
    }
    // Raw files have planes between: 0 is the image, 1 the gain.
    count[rank - 2] = height;
    count[rank - 1] = width;
    byte[] bytes = array.read(from, count);
    Numbers.floats(array.type(), bytes, 0, array.little(), out, 0, run * height * width);
  }

  @Override
  public void close() {
    data.forget();
    if (mask != null) {
      mask.forget();
    }
    file.close();
  }
}

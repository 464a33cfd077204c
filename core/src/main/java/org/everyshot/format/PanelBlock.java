package org.everyshot.format;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.detector.Axis;
import org.everyshot.detector.Panel;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;

/// The panels that share a dataset (and its fixed indices), read together: the smallest
/// rectangle around them, for one shot or several in a row.
///
/// A dataset may be continued in others, part after part. Without a dimension of shots, it
/// holds the same for all.
final class PanelBlock {
  private final List<Hdf5Array> parts;
  private final List<Axis> axes;
  private final List<Panel> panels;
  private final boolean perShot;
  private int minFs = Integer.MAX_VALUE;
  private int maxFs;
  private int minSs = Integer.MAX_VALUE;
  private int maxSs;

  /// @param axes what the dimensions count; ranks that differ only by shots or by dimensions of
  ///     extent 1 are reconciled
  PanelBlock(List<Hdf5Array> parts, List<Axis> axes, List<Panel> panels) {
    this.parts = List.copyOf(parts);
    this.axes = reconciled(parts.getFirst(), axes);
    this.panels = List.copyOf(panels);
    for (Panel panel : panels) {
      minFs = Math.min(minFs, panel.extent().minFs());
      maxFs = Math.max(maxFs, panel.extent().maxFs());
      minSs = Math.min(minSs, panel.extent().minSs());
      maxSs = Math.max(maxSs, panel.extent().maxSs());
    }
    for (Hdf5Array part : parts) {
      check(part);
    }
    this.perShot = this.axes.contains(Axis.SHOTS) && (parts.size() > 1 || shots() > 1);
  }

  private static List<Axis> reconciled(Hdf5Array array, List<Axis> axes) {
    int rank = array.rank();
    if (rank == axes.size() + 1 && !axes.contains(Axis.SHOTS)) {
      List<Axis> more = new ArrayList<>(axes);
      more.addFirst(Axis.SHOTS);
      return more;
    }
    if (rank == axes.size() + 1 && axes.getFirst().equals(Axis.SHOTS) && array.extent(1) == 1) {
      List<Axis> more = new ArrayList<>(axes);
      more.add(1, Axis.fixed(0)); // a single energy channel
      return more;
    }
    List<Axis> still = axes.stream().filter(axis -> !axis.equals(Axis.SHOTS)).toList();
    return rank == still.size() ? still : axes;
  }

  private void check(Hdf5Array part) {
    if (part.rank() != axes.size()) {
      throw new UserInputException(
          part.name()
              + ": shape "
              + part.shape()
              + ", but the geometry expects "
              + axes.size()
              + " dimensions; use the geometry file that belongs to the data");
    }
    for (int d = 0; d < axes.size(); d++) {
      Axis axis = axes.get(d);
      long needed =
          switch (axis.kind()) {
            case SHOTS -> 0;
            case SLOW -> maxSs + 1L;
            case FAST -> maxFs + 1L;
            case FIXED -> axis.index() + 1L;
          };
      if (part.extent(d) < needed) {
        throw new UserInputException(
            part.name()
                + ": shape "
                + part.shape()
                + ", but panel "
                + panels.getLast().name()
                + " and those with it need "
                + needed
                + " in dimension "
                + d
                + "; use the geometry file that belongs to the data");
      }
    }
  }

  /// Whether there is a value for each shot, rather than one for all.
  boolean perShot() {
    return perShot;
  }

  /// Shots in all parts.
  long shots() {
    return parts.stream().mapToLong(this::shots).sum();
  }

  private long shots(Hdf5Array part) {
    long shots = 1;
    for (int d = 0; d < axes.size(); d++) {
      if (axes.get(d).equals(Axis.SHOTS)) {
        shots = Math.multiplyExact(shots, part.extent(d));
      }
    }
    return shots;
  }

  /// Gives up the memory that reading uses again.
  void forget() {
    parts.forEach(Hdf5Array::forget);
  }

  /// Pieces of memory that wait to be used again.
  int idle() {
    return parts.stream().mapToInt(Hdf5Array::idle).sum();
  }

  List<Panel> panels() {
    return panels;
  }

  /// The type of the values, where all parts have the same.
  Hdf5Type type() {
    Hdf5Type type = parts.getFirst().type();
    for (Hdf5Array part : parts) {
      if (part.type() != type) {
        return Hdf5Type.FLOAT32;
      }
    }
    return type;
  }

  /// Bytes that one shot takes while it is being read.
  long bytesPerShot() {
    return (long) (maxSs - minSs + 1) * (maxFs - minFs + 1) * parts.getFirst().type().size();
  }

  int rowsPerChunk() {
    return axes.getFirst().equals(Axis.SHOTS) ? parts.getFirst().rowsPerChunk() : 1;
  }

  /// What was read for some shots in a row.
  ///
  /// @param shots how many
  /// @param shotStride values from one shot to the next
  /// @param slowStride values from one row to the next
  /// @param fastStride values from one pixel to the next
  record Layout(int shots, long shotStride, long slowStride, long fastStride) {}

  /// Takes what was read.
  interface Taker {
    /// @param first the first of the shots
    void take(Hdf5Array part, byte[] bytes, long first, Layout layout);
  }

  /// Reads shots from `first` on, in as few pieces as the parts allow.
  void read(long first, int count, Taker taker) {
    long start = 0;
    long next = first;
    for (Hdf5Array part : parts) {
      long inPart = shots(part);
      while (next < first + count && next >= start && next < start + inPart) {
        int n = (int) Math.min(first + count - next, start + inPart - next);
        Layout layout = readPart(part, next - start, n, next, taker);
        next += layout.shots();
      }
      start += inPart;
    }
    if (next < first + count) {
      throw new DamagedDataException(
          parts.getLast().name() + ": has no shot " + next + "; the file is incomplete");
    }
  }

  private Layout readPart(Hdf5Array part, long at, int wanted, long shot, Taker taker) {
    int rank = axes.size();
    long[] from = new long[rank];
    int[] count = new int[rank];
    boolean single = axes.stream().filter(Axis.SHOTS::equals).count() > 1;
    int n = single ? 1 : Math.min(wanted, leftInChunk(part, at));
    long left = at;
    for (int d = rank - 1; d >= 0; d--) {
      Axis axis = axes.get(d);
      switch (axis.kind()) {
        case SHOTS -> {
          from[d] = single ? left % part.extent(d) : at;
          left /= Math.max(1, part.extent(d));
          count[d] = n;
        }
        case SLOW -> {
          from[d] = minSs;
          count[d] = maxSs - minSs + 1;
        }
        case FAST -> {
          from[d] = minFs;
          count[d] = maxFs - minFs + 1;
        }
        case FIXED -> {
          from[d] = axis.index();
          count[d] = 1;
        }
      }
    }
    long stride = 1;
    long shotStride = 0;
    long slowStride = 0;
    long fastStride = 0;
    for (int d = rank - 1; d >= 0; d--) {
      switch (axes.get(d).kind()) {
        case SHOTS -> shotStride = stride;
        case SLOW -> slowStride = stride;
        case FAST -> fastStride = stride;
        case FIXED -> {}
      }
      stride *= count[d];
    }
    var layout = new Layout(axes.contains(Axis.SHOTS) ? n : 1, shotStride, slowStride, fastStride);
    part.lend(from, count, bytes -> taker.take(part, bytes, shot, layout));
    return layout;
  }

  /// Shots from one on that lie in the same chunk, so that a block stays in the caches.
  private int leftInChunk(Hdf5Array part, long shot) {
    if (!axes.getFirst().equals(Axis.SHOTS)) {
      return Integer.MAX_VALUE;
    }
    int rows = part.rowsPerChunk();
    return (int) (rows - shot % rows);
  }

  /// Index among the values that were read at which a row of a panel begins.
  int row(Panel panel, int ss, int shot, Layout layout) {
    long fs = (long) panel.extent().minFs() - minFs;
    return (int)
        (shot * layout.shotStride()
            + ((long) panel.extent().minSs() - minSs + ss) * layout.slowStride()
            + fs * layout.fastStride());
  }
}

package org.everyshot.detector;

import java.util.List;

/// Where a panel's values are in a file: the dataset and what each of its dimensions counts.
///
/// @param path HDF5 path; each `%` in it stands for a name to be found in the file
/// @param axes the dataset's dimensions, slowest first; exactly one slow and one fast scan, in this
///   order
public record DataPlace(String path, List<Axis> axes) {
  public DataPlace {
    axes = List.copyOf(axes);
    int slow = axes.indexOf(Axis.SLOW);
    int fast = axes.indexOf(Axis.FAST);
    if (slow < 0
        || fast < slow
        || axes.lastIndexOf(Axis.SLOW) != slow
        || axes.lastIndexOf(Axis.FAST) != fast) {
      throw new IllegalArgumentException("one ss dimension, then one fs dimension, not " + axes);
    }
  }

  /// How many of the dataset's dimensions count shots.
  public int shotAxes() {
    return (int) axes.stream().filter(Axis.SHOTS::equals).count();
  }
}

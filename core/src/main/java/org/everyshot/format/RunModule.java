package org.everyshot.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.everyshot.fault.DamagedDataException;

/// All files of one module of a EuXFEL run, and where in them each shot is.
final class RunModule {
  private static final int PULSE_BITS = 16;

  private final List<ModuleFile> files;
  private final long[] keys;
  private final int[] owner;
  private final int[] position;

  RunModule(List<ModuleFile> files) {
    this.files = List.copyOf(files);
    List<long[]> shots = new ArrayList<>();
    for (int f = 0; f < files.size(); f++) {
      ModuleFile file = files.get(f);
      for (int s = 0; s < file.shots(); s++) {
        shots.add(new long[] {key(file, s), f, s});
      }
    }
    shots.sort((a, b) -> Long.compare(a[0], b[0]));
    this.keys = shots.stream().mapToLong(shot -> shot[0]).toArray();
    this.owner = shots.stream().mapToInt(shot -> (int) shot[1]).toArray();
    this.position = shots.stream().mapToInt(shot -> (int) shot[2]).toArray();
  }

  /// Train and pulse in one number, ordered by train, then pulse.
  private static long key(ModuleFile file, int shot) {
    long train = file.train(shot);
    long pulse = file.pulse(shot);
    if (train < 0 || train >>> (63 - PULSE_BITS) != 0 || pulse < 0 || pulse >>> PULSE_BITS != 0) {
      throw new DamagedDataException(
          file.data().name() + ": train " + train + ", pulse " + pulse + ": cannot be");
    }
    return train << PULSE_BITS | pulse;
  }

  static long train(long key) {
    return key >>> PULSE_BITS;
  }

  static int pulse(long key) {
    return (int) (key & ((1 << PULSE_BITS) - 1));
  }

  long[] keys() {
    return keys.clone();
  }

  /// Position of a shot among the module's own; negative where it has none.
  int find(long key) {
    return Arrays.binarySearch(keys, key);
  }

  ModuleFile file(int found) {
    return files.get(owner[found]);
  }

  int position(int found) {
    return position[found];
  }

  /// Any of the files, for shape and type.
  ModuleFile first() {
    return files.getFirst();
  }
}

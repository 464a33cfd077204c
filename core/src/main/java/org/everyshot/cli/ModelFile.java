package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.everyshot.engine.Team;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.NetworkMerger;
import org.everyshot.merging.PhysicalMerger;
import org.jspecify.annotations.Nullable;

/// `model.bin`: the state of a Bayesian merge, as another run starts from it.
final class ModelFile {
  private ModelFile() {}

  /// The run of the physical model that a file holds; null where there is no file to read.
  static @Nullable PhysicalMerger read(@Nullable Path file, Team team) {
    if (file == null) {
      return null;
    }
    byte[] bytes = bytes(file);
    if (NetworkMerger.isState(bytes)) {
      throw new UserInputException(
          "--warm-start " + file + ": is of the network model; add --model network");
    }
    return PhysicalMerger.restored(bytes, file.toString(), team);
  }

  /// The run of the network model that a file holds; null where there is no file to read.
  static @Nullable NetworkMerger readNetwork(@Nullable Path file, Team team) {
    if (file == null) {
      return null;
    }
    byte[] bytes = bytes(file);
    if (!NetworkMerger.isState(bytes)) {
      throw new UserInputException(
          "--warm-start " + file + ": is not of the network model; leave --model network out");
    }
    return NetworkMerger.restored(bytes, file.toString(), team);
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserInputException(
          "--warm-start " + file + ": no such file; name the model.bin of an earlier merge");
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new DamagedDataException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}

package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.everyshot.engine.Team;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.PhysicalMerger;
import org.jspecify.annotations.Nullable;

/// `model.bin`: the state of a Bayesian merge, as another run starts from it.
final class ModelFile {
  private ModelFile() {}

  /// The run that a file holds; null where there is no file to read.
  static @Nullable PhysicalMerger read(@Nullable Path file, Team team) {
    if (file == null) {
      return null;
    }
    if (!Files.isRegularFile(file)) {
      throw new UserInputException(
          "--warm-start " + file + ": no such file; name the model.bin of an earlier merge");
    }
    try {
      return PhysicalMerger.restored(Files.readAllBytes(file), file.toString(), team);
    } catch (IOException e) {
      throw new DamagedDataException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}

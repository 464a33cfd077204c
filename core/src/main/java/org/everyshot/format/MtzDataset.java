package org.everyshot.format;

import org.everyshot.crystal.UnitCell;
import org.jspecify.annotations.Nullable;

/// A dataset of an MTZ file: what was measured from one crystal at one wavelength.
///
/// @param id identifier, which columns and batches refer to
/// @param project name of the project
/// @param crystal name of the crystal
/// @param name name of the dataset
/// @param cell the crystal's cell; null where the file gives none
/// @param wavelengthAngstrom wavelength; 0 where the file gives none
public record MtzDataset(
    int id,
    String project,
    String crystal,
    String name,
    @Nullable UnitCell cell,
    double wavelengthAngstrom) {
  /// The dataset that the Miller indices belong to.
  public static MtzDataset base(UnitCell cell) {
    return base(cell, 0);
  }

  /// As [#base(UnitCell)], with the wavelength of the other dataset: reciprocalspaceship takes
  /// that of the first dataset for the whole file's.
  public static MtzDataset base(UnitCell cell, double wavelengthAngstrom) {
    return new MtzDataset(0, "HKL_base", "HKL_base", "HKL_base", cell, wavelengthAngstrom);
  }
}

package org.everyshot.merging;

import java.util.List;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;

/// What every conventional merging needs to be told.
///
/// @param unique the reflections to merge into
/// @param anomalous whether to keep Friedel mates apart
/// @param polarisation of the beam
/// @param leastMeasurements slots with fewer measurements are missing from the result; at least 2,
///     because the spread of one measurement is unknown
/// @param operators what observed indices may have to be turned by; one turns all alike, more than
///     one are a choice for each image, which the physical model makes and the others refuse
public record MergingSettings(
    UniqueReflections unique,
    boolean anomalous,
    Polarisation polarisation,
    int leastMeasurements,
    List<SymmetryOperation> operators) {

  public MergingSettings {
    operators = List.copyOf(operators);
    if (leastMeasurements < 2) {
      throw new IllegalArgumentException("least measurements " + leastMeasurements);
    }
    if (operators.isEmpty()) {
      throw new IllegalArgumentException("no operator; the identity stands for none");
    }
  }

  /// Settings without reindexing, horizontal polarisation and at least two measurements.
  public static MergingSettings of(UniqueReflections unique, boolean anomalous) {
    return new MergingSettings(
        unique, anomalous, Polarisation.HORIZONTAL, 2, List.of(SymmetryOperation.IDENTITY));
  }
}

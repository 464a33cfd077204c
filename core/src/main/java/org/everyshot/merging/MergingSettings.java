package org.everyshot.merging;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;

/// What every merging needs to be told of the crystal and the beam.
///
/// @param unique the reflections to merge into
/// @param anomalous whether to keep Friedel mates apart
/// @param polarisation of the beam
/// @param leastMeasurements slots with fewer measurements are missing from the result; at least 2,
///     because the spread of one measurement is unknown
/// @param operators what observed indices may have to be turned by; one turns all alike, more than
///     one are a choice for each image, which conventional merging refuses to make
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

  /// How many images each operator was chosen for, named for a report; nothing where there was no
  /// choice.
  ///
  /// @param images of an operator, by its place
  Map<String, Double> chosen(IntToLongFunction images) {
    var named = new LinkedHashMap<String, Double>();
    for (int o = 0; operators.size() > 1 && o < operators.size(); o++) {
      named.put(
          "imagesIndexedBy " + operators.get(o).indexTriplet(), (double) images.applyAsLong(o));
    }
    return named;
  }
}

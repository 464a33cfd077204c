package org.everyshot.simulation;

import java.util.List;
import org.everyshot.crystal.SymmetryOperation;

/// How far what an indexing program says of a still is from the truth.
///
/// @param misorientationDegrees standard deviation of the error of the orientation about each
///     laboratory axis
/// @param badFraction fraction of stills that are badly oriented
/// @param badMisorientationDegrees as `misorientationDegrees`, of those
/// @param cellError standard deviation of the relative error of the cell's edges, all by the same
///     factor; an error of the wavelength does the same
/// @param operators indexing ambiguity: the lattice of a still is described by one of these at
///     random, or as it is, all as likely; empty for none
public record IndexingErrors(
    double misorientationDegrees,
    double badFraction,
    double badMisorientationDegrees,
    double cellError,
    List<SymmetryOperation> operators) {
  public IndexingErrors {
    Ranges.check("misorientation in degrees", misorientationDegrees, 0, 5);
    Ranges.check("fraction of bad stills", badFraction, 0, 1);
    Ranges.check("misorientation of bad stills in degrees", badMisorientationDegrees, 0, 5);
    Ranges.check("relative error of the cell", cellError, 0, 0.05);
    operators = List.copyOf(operators);
  }

  /// The errors that our figures refer to; see docs/simulation.md.
  public static final IndexingErrors USUAL = new IndexingErrors(0.015, 0.03, 0.15, 0, List.of());

  /// Everything known exactly.
  public static final IndexingErrors NONE = new IndexingErrors(0, 0, 0, 0, List.of());
}

package org.everyshot.simulation;

import java.util.List;
import org.everyshot.math.Rotation;

/// What a simulated shot was made of.
///
/// @param shot which shot, from 0
/// @param beamWeight intensity of the pulse, in units of the mean pulse
/// @param orientations one for each particle in the beam; the particle turned by it
public record ShotTruth(long shot, double beamWeight, List<Rotation> orientations) {
  public ShotTruth {
    orientations = List.copyOf(orientations);
  }
}

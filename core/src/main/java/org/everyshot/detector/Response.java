package org.everyshot.detector;

import java.util.List;

/// How a panel's values (ADU) relate to photons, and which values are not to be trusted.
///
/// @param aduPerPhoton ADU for one photon; NaN where unknown
/// @param aduPerEv ADU for one eV of photon energy; NaN where unknown
/// @param maxAdu values above are saturated; infinite where unknown
/// @param flags further values that mark a pixel as bad
public record Response(double aduPerPhoton, double aduPerEv, double maxAdu, List<Flag> flags) {
  /// Values are photons, and none is distrusted.
  public static final Response PHOTONS =
      new Response(1, Double.NaN, Double.POSITIVE_INFINITY, List.of());

  public Response {
    flags = List.copyOf(flags);
  }

  /// Photons for one ADU; 1, that is values taken for photons, where nothing is known.
  public double photonsPerAdu(double photonEnergyEv) {
    if (!Double.isNaN(aduPerPhoton)) {
      return 1 / aduPerPhoton;
    }
    return Double.isNaN(aduPerEv) ? 1 : 1 / (aduPerEv * photonEnergyEv);
  }

  /// The smallest value that no rule calls bad, equal ones aside.
  public float lowest() {
    float lowest = -Float.MAX_VALUE;
    for (Flag flag : flags) {
      if (flag.kind() == Flag.Kind.LESS_THAN) {
        lowest = Math.max(lowest, flag.value());
      }
    }
    return lowest;
  }

  /// The largest value that no rule calls bad, equal ones aside.
  public float highest() {
    float highest = (float) Math.min(maxAdu, Float.MAX_VALUE);
    for (Flag flag : flags) {
      if (flag.kind() == Flag.Kind.MORE_THAN) {
        highest = Math.min(highest, flag.value());
      }
    }
    return highest;
  }

  /// The single values that are bad.
  public float[] forbidden() {
    var equal = flags.stream().filter(flag -> flag.kind() == Flag.Kind.EQUAL).toList();
    float[] values = new float[equal.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = equal.get(i).value();
    }
    return values;
  }
}

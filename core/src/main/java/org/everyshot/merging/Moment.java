package org.everyshot.merging;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A row of a merging's history.
///
/// @param pass which pass, from 1
/// @param images stills merged in this pass so far
/// @param seconds since the merging began
/// @param values what was measured then, by name, in the order in which to show it: `ccHalf`,
///     `ccStar`, `rSplit`, `ccAnom`, `ccPred`, ...; NaN is unknown
public record Moment(int pass, long images, double seconds, Map<String, Double> values) {
  public Moment {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}

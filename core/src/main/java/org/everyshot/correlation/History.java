package org.everyshot.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/// How the agreement of the half-sets grew with the number of shots, at a few moments.
///
/// The one thing that depends on the order of arrival.
final class History {
  /// Shots from one moment to the next grow by this factor.
  private static final double STEP = 1.4;

  private final List<Correlation.Moment> moments = new ArrayList<>();

  /// Notes the moment if it is one.
  void note(long shots, DoubleSupplier agreement) {
    long last = moments.isEmpty() ? 0 : moments.getLast().shots();
    if (shots > last && shots >= STEP * last) {
      moments.add(new Correlation.Moment(shots, agreement.getAsDouble()));
    }
  }

  /// Of two runs that became one, keeps the longer one's moments.
  void merge(History other) {
    long mine = moments.isEmpty() ? 0 : moments.getLast().shots();
    if (!other.moments.isEmpty() && other.moments.getLast().shots() > mine) {
      moments.clear();
      moments.addAll(other.moments);
    }
  }

  List<Correlation.Moment> moments() {
    return List.copyOf(moments);
  }
}

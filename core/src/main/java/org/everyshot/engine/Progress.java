package org.everyshot.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// How far a job has come.
///
/// @param done shots that have left the flight: processed, vetoed or dropped
/// @param total shots of the source, where it is known beforehand
/// @param elapsed time since the start; stands still once the job has ended
public record Progress(long done, OptionalLong total, Duration elapsed) {
  /// Shots per second, averaged since the start; 0 before any time has passed.
  public double shotsPerSecond() {
    return elapsed.isZero() ? 0 : done / (elapsed.toNanos() * 1e-9);
  }

  /// Estimated time until the end at the rate so far; empty where the total is not known or nothing
  /// is done yet.
  public Optional<Duration> left() {
    if (total.isEmpty() || done == 0) {
      return Optional.empty();
    }
    double perShot = (double) elapsed.toNanos() / done;
    return Optional.of(Duration.ofNanos((long) (perShot * Math.max(0, total.getAsLong() - done))));
  }
}

package org.everyshot.benchmarks;

/// Wall-clock time of a piece of work.
final class Clock {
  private Clock() {}

  static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) * 1e-9;
  }
}

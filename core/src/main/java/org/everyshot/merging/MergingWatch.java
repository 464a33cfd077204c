package org.everyshot.merging;

import java.io.IOException;
import java.util.Map;
import org.everyshot.engine.Job;

/// Who follows a merging: shows its progress, and may stop it.
public interface MergingWatch {
  /// Follows a job to its end and returns its result.
  ///
  /// @param what the work, in a word or two, such as `pass 2 of 5`
  <R> R follow(String what, Job<R> job) throws IOException, InterruptedException;

  /// Is told how far the merging has come: at the end of each pass, or more often.
  void reached(Moment moment);

  /// Whether [#measure] measures anything.
  default boolean measures() {
    return false;
  }

  /// What else to measure of what is merged so far, by name; asked for each moment of the first
  /// pass, and at the end of every other.
  default Map<String, Double> measure(MergedReflections merged) {
    return Map.of();
  }

  /// Is told what the user should know at once: that images are not any more what they were, or
  /// that a warm start was turned.
  ///
  /// @param line what it is, from what to what
  default void noted(String line) {}

  /// A watch that shows nothing and never stops anything.
  static MergingWatch silent() {
    return new MergingWatch() {
      @Override
      public <R> R follow(String what, Job<R> job) throws IOException, InterruptedException {
        return job.await();
      }

      @Override
      public void reached(Moment moment) {}
    };
  }
}

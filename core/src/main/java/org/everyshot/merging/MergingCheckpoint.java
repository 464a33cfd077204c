package org.everyshot.merging;

import org.jspecify.annotations.Nullable;

/// Where a merging keeps its state, so that it can go on after an interruption as if there had been
/// none.
///
/// Called by the thread that adds stills, and between passes.
public interface MergingCheckpoint {
  /// The state that an interrupted run has left; null to begin at the beginning.
  byte @Nullable [] state();

  /// Where the state came from, for messages.
  String name();

  /// Whether it is time to write again.
  boolean due();

  /// Keeps a state, in place of the one before.
  ///
  /// @param pass the running pass, from 1
  void write(int pass, byte[] state);

  /// Keeps nothing.
  static MergingCheckpoint none() {
    return new MergingCheckpoint() {
      @Override
      public byte @Nullable [] state() {
        return null;
      }

      @Override
      public String name() {
        return "";
      }

      @Override
      public boolean due() {
        return false;
      }

      @Override
      public void write(int pass, byte[] state) {}
    };
  }
}

package org.everyshot.merging;

import java.io.IOException;

/// A way to merge: stills in, merged reflections out.
///
/// An implementation is made with its settings, its unique reflections and a [org.everyshot.engine
/// .Team]; it opens the stills once per pass, runs an accumulator over them with a
/// [org.everyshot.engine.LocalEngine], and lets the watch follow each job. Where a job was stopped,
/// it makes a result of what it has so far and begins no further pass.
public interface Merging {
  /// Merges.
  ///
  /// @param stills what to merge
  /// @param watch who follows the passes
  MergingOutcome merge(Stills stills, MergingWatch watch) throws IOException, InterruptedException;
}

package org.everyshot.merging;

import java.io.IOException;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Source;

/// Stills that can be read from the first to the last as often as a merging needs.
@FunctionalInterface
public interface Stills {
  /// A source at the first still. The caller closes it. Each source gives the same stills in the
  /// same order; where a file has grown meanwhile, more of them, and where it was written anew,
  /// maybe others.
  ///
  /// @param images where the source writes the images that it leaves out
  /// @param reflections where the source writes the reflections that it leaves out of the images
  ///     that it gives: as received, and as vetoed or dropped, by reason. Those that it gives are
  ///     the merging's to count, as received and as what becomes of them.
  Source<ReflectionTable> open(LossLedger images, LossLedger reflections) throws IOException;
}

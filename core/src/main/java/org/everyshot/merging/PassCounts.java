package org.everyshot.merging;

import java.util.Arrays;

/// What became of the stills of a pass: of the running one, and of the last complete one.
///
/// Figures are those of the running pass once it has stills, of the last complete one before.
final class PassCounts {
  private static final double SURE = 0.95;

  private final long[] indexed;
  private long[] completeIndexed;
  private long stills;
  private long completeStills;
  private long failed;
  private long completeFailed;
  private long whole;
  private long completeWhole;
  private long ambiguous;
  private long completeAmbiguous;

  /// @param operators ways to index a still
  PassCounts(int operators) {
    indexed = new long[operators];
    completeIndexed = new long[operators];
  }

  /// Stills of the running pass so far.
  long stills() {
    return stills;
  }

  /// Stills of the last complete pass.
  long complete() {
    return completeStills;
  }

  /// Stills whose fit came to nothing.
  long failed() {
    return stills == 0 ? completeFailed : failed;
  }

  /// Stills whose reflections were all taken as whole.
  long whole() {
    return stills == 0 ? completeWhole : whole;
  }

  /// Stills that are indexed by an operator.
  long indexedBy(int operator) {
    return (stills == 0 ? completeIndexed : indexed)[operator];
  }

  /// Stills whose way of being indexed is not sure.
  long ambiguous() {
    return stills == 0 ? completeAmbiguous : ambiguous;
  }

  /// Counts a still.
  void add(StillObservations still, IndexedFits ways) {
    whole += still.placed ? 0 : 1;
    if (!ways.chosen().usable) {
      failed++;
    } else {
      indexed[ways.best]++;
      ambiguous += ways.share[ways.best] < SURE ? 1 : 0;
    }
    stills++;
  }

  /// Ends a pass.
  void endPass() {
    completeStills = stills;
    completeFailed = failed;
    completeWhole = whole;
    completeAmbiguous = ambiguous;
    completeIndexed = indexed.clone();
    stills = 0;
    failed = 0;
    whole = 0;
    ambiguous = 0;
    Arrays.fill(indexed, 0);
  }

  void save(StateWriter out) {
    out.put(stills);
    out.put(completeStills);
    out.put(failed);
    out.put(completeFailed);
    out.put(whole);
    out.put(completeWhole);
    out.put(ambiguous);
    out.put(completeAmbiguous);
    out.put(indexed, indexed.length);
    out.put(completeIndexed, completeIndexed.length);
  }

  void load(StateReader in) {
    stills = in.number();
    completeStills = in.number();
    failed = in.number();
    completeFailed = in.number();
    whole = in.number();
    completeWhole = in.number();
    ambiguous = in.number();
    completeAmbiguous = in.number();
    in.fill(indexed);
    in.fill(completeIndexed);
  }
}

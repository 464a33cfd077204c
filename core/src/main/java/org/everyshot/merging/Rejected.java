package org.everyshot.merging;

import java.util.BitSet;

/// Images that a merging has decided to leave out, by their number in order.
final class Rejected {
  private final BitSet images = new BitSet();

  void add(int image) {
    images.set(image);
  }

  boolean contains(int image) {
    return images.get(image);
  }

  int count() {
    return images.cardinality();
  }
}

package org.everyshot.correlation;

import java.util.HashMap;
import java.util.Map;

/// The products of masks for one pair of rings, each worked out once.
final class MaskProducts {
  private final int azimuths;
  private final Map<Mask, int[]> known = new HashMap<>();
  private int ringP = -1;
  private int ringQ = -1;

  MaskProducts(int azimuths) {
    this.azimuths = azimuths;
  }

  int[] of(Mask mask, int p, int q) {
    if (p != ringP || q != ringQ) {
      known.clear();
      ringP = p;
      ringQ = q;
    }
    return known.computeIfAbsent(
        mask,
        wanted -> {
          int[] products = new int[azimuths];
          wanted.products(p, q, products);
          return products;
        });
  }
}

package org.everyshot.format;

import java.util.ArrayList;
import java.util.List;

/// Numbers one after the other, in pages, so that growing copies nothing.
final class IntPages {
  private static final int PAGE = 1 << 12;

  private final List<int[]> pages = new ArrayList<>();
  private int size;

  void add(int value) {
    if (size % PAGE == 0) {
      pages.add(new int[size == 0 ? 1 : PAGE]);
    } else if (size == 1) {
      int first = pages.getFirst()[0];
      pages.set(0, new int[PAGE]);
      pages.getFirst()[0] = first;
    }
    pages.getLast()[size % PAGE] = value;
    size++;
  }

  int get(int index) {
    return pages.get(index / PAGE)[index % PAGE];
  }

  int size() {
    return size;
  }
}

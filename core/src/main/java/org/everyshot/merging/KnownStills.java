package org.everyshot.merging;

import java.util.Arrays;

/// Gives every still a number that it keeps from pass to pass, by the identity of its image.
///
/// A pass mostly brings the stills of the pass before in the same order. It does not where a
/// followed stream was begun anew by its writer: then some are missing, and others come at another
/// place. Crystals of one image are told apart by their order among themselves.
final class KnownStills {
  private static final int NONE = -1;
  private static final int SMALLEST = 1024;

  private long[] key = new long[SMALLEST];
  private int[] pass = new int[SMALLEST]; // that a still came in last
  private int[] next = new int[SMALLEST]; // still of the same image
  private int[] latest = new int[SMALLEST]; // of the image's first still: the one that came last
  private int[] first = new int[2 * SMALLEST]; // of an image, by hash of its key
  private int size;
  private int running;
  private int come; // in the running pass
  private int cameBefore; // in the pass before

  KnownStills() {
    Arrays.fill(first, NONE);
  }

  /// A pass begins: all stills may come again.
  void beginPass() {
    running++;
    cameBefore = come;
    come = 0;
  }

  /// Number of stills that have come in any pass.
  int size() {
    return size;
  }

  /// Identity of a still's image.
  long key(int still) {
    return key[still];
  }

  /// Whether a still came in the running pass.
  boolean came(int still) {
    return pass[still] == running;
  }

  /// Whether a still is one of the last pass: of the running one, once it has brought as many
  /// stills as the one before; until then of the one before, or come since.
  boolean isOfLastPass(int still) {
    return came(still) || (come < cameBefore && pass[still] == running - 1);
  }

  /// The number of the image's next still in this pass: a new one, which is [#size] before the
  /// call, where it has not come in a pass before.
  int find(long image) {
    int place = place(image);
    int head = first[place];
    int still;
    if (head == NONE) {
      still = append(image);
      first[place] = still;
      head = still;
    } else if (pass[head] < running) {
      still = head;
    } else {
      still = next[latest[head]];
      if (still == NONE) {
        still = append(image);
        next[latest[head]] = still;
      }
    }
    latest[head] = still;
    pass[still] = running;
    come++;
    if (2 * size > first.length) {
      widen();
    }
    return still;
  }

  private int append(long image) {
    if (size == key.length) {
      int length = 2 * size;
      key = Arrays.copyOf(key, length);
      pass = Arrays.copyOf(pass, length);
      next = Arrays.copyOf(next, length);
      latest = Arrays.copyOf(latest, length);
    }
    key[size] = image;
    next[size] = NONE;
    return size++;
  }

  /// Where the first still of an image stands, or would.
  private int place(long image) {
    int mask = first.length - 1;
    int place = (int) ((image * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    while (first[place] != NONE && key[first[place]] != image) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void widen() {
    int[] heads = first;
    first = new int[2 * heads.length];
    Arrays.fill(first, NONE);
    for (int head : heads) {
      if (head != NONE) {
        first[place(key[head])] = head;
      }
    }
  }

  void save(StateWriter out) {
    out.put(key, size);
    out.put(pass, size);
    out.put(running);
    out.put(cameBefore);
  }

  /// Takes over what was written.
  void load(StateReader in) {
    long[] keys = in.longs();
    int[] passes = in.integers();
    int now = in.integer();
    cameBefore = in.integer();
    if (passes.length != keys.length) {
      throw in.damaged(keys.length + " stills, passes of " + passes.length);
    }
    size = 0;
    Arrays.fill(first, NONE);
    // One pass that brings them all puts the stills of each image in order.
    running = Integer.MAX_VALUE;
    for (long image : keys) {
      find(image);
    }
    running = now;
    come = 0;
    for (int still = 0; still < size; still++) {
      if (passes[still] > now) {
        throw in.damaged("a still of pass " + passes[still] + " in pass " + now);
      }
      pass[still] = passes[still];
      if (passes[still] == now) {
        come++;
        latest[first[place(key[still])]] = still;
      }
    }
  }
}

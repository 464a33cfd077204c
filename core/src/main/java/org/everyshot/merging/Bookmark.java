package org.everyshot.merging;

import java.util.Map;
import java.util.TreeMap;
import org.everyshot.engine.LossLedger;

/// How far a merging of several passes has come in its input, and what it has counted.
///
/// @param pass the running pass, from 1; one more than there are where all are done
/// @param stills stills of that pass that have come
/// @param images what became of the images in the last complete pass
/// @param reflections what became of their reflections
record Bookmark(int pass, long stills, LossLedger.Balance images, LossLedger.Balance reflections) {
  static Bookmark beginning() {
    LossLedger.Balance nothing = new LossLedger().balance();
    return new Bookmark(1, 0, nothing, nothing);
  }

  void save(StateWriter out) {
    out.put(pass);
    out.put(stills);
    save(images, out);
    save(reflections, out);
  }

  static Bookmark load(StateReader in) {
    int pass = in.integer();
    long stills = in.number();
    if (pass < 1 || stills < 0) {
      throw in.damaged("still " + stills + " of pass " + pass);
    }
    return new Bookmark(pass, stills, balance(in), balance(in));
  }

  private static void save(LossLedger.Balance balance, StateWriter out) {
    out.put(balance.received());
    out.put(balance.processed());
    save(balance.vetoed(), out);
    save(balance.dropped(), out);
  }

  private static void save(Map<String, Long> counts, StateWriter out) {
    out.put(counts.size());
    new TreeMap<>(counts)
        .forEach(
            (reason, count) -> {
              out.put(reason);
              out.put(count.longValue());
            });
  }

  private static LossLedger.Balance balance(StateReader in) {
    return new LossLedger.Balance(in.number(), in.number(), counts(in), counts(in));
  }

  private static Map<String, Long> counts(StateReader in) {
    var counts = new TreeMap<String, Long>();
    int size = in.integer();
    for (int i = 0; i < size; i++) {
      counts.put(in.text(), in.number());
    }
    return counts;
  }
}

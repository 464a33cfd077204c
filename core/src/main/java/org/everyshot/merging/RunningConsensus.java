package org.everyshot.merging;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses an indexing operator for every still of a crystal with an ambiguity, by agreement with
/// the stills before it, without any model of intensities.
///
/// The first 400 stills wait and are brought into one setting together ([IndexingConsensus]). Each
/// later one is turned as its standardized √I agree best with the mean of all before, and joins
/// them. In later passes a still is judged by all others, itself taken out.
final class RunningConsensus {
  private final ReflectionPriors priors;
  private final int operators;
  private final ArrayDeque<StillObservations> waiting = new ArrayDeque<>();
  private @Nullable IndexingConsensus consensus;
  private double[] known = new double[0];
  private byte[] chosen = new byte[1024];
  private int count;
  private int at;

  RunningConsensus(ReflectionPriors priors, int operators) {
    this.priors = priors;
    this.operators = operators;
  }

  /// Prefers the setting of these standardized amplitudes; NaN where unknown.
  void agreeWith(double[] standardized) {
    known = standardized;
  }

  /// A pass begins: its stills are those of the pass before, in the same order.
  void beginPass() {
    at = 0;
  }

  /// Takes a still in. What can go on from here, with an operator chosen, is added to `ready`.
  void take(StillObservations still, List<StillObservations> ready) {
    if (consensus == null) {
      waiting.add(still);
      if (waiting.size() == FirstStills.INDEXED) {
        settle(ready);
      }
      return;
    }
    join(still, consensus);
    ready.add(still);
  }

  /// Lets those that wait go on, however few they are.
  void settle(List<StillObservations> ready) {
    if (waiting.isEmpty()) {
      return;
    }
    List<StillObservations> first = new ArrayList<>(waiting);
    waiting.clear();
    var together =
        new IndexingConsensus(first, priors, FirstStills.of(first, priors).shellMeans(), known);
    together.choose();
    together.beginAgain();
    for (StillObservations still : first) {
      together.put(still, still.operator, 1);
      remember(still.operator);
    }
    consensus = together;
    ready.addAll(first);
  }

  private void join(StillObservations still, IndexingConsensus all) {
    if (at < count) {
      all.put(still, chosen[at], -1);
    }
    still.choose(all.likeliest(still));
    all.put(still, still.operator, 1);
    remember(still.operator);
  }

  private void remember(int operator) {
    if (at == chosen.length) {
      chosen = Arrays.copyOf(chosen, 2 * at);
    }
    chosen[at++] = (byte) operator;
    count = Math.max(count, at);
  }

  /// Stills that wait for others.
  int waits() {
    return waiting.size();
  }

  /// Stills that an operator was chosen for.
  long indexedBy(int operator) {
    long n = 0;
    for (int s = 0; s < count; s++) {
      n += chosen[s] == operator ? 1 : 0;
    }
    return n;
  }

  void save(StateWriter out) {
    out.put(waiting.size());
    for (StillObservations still : waiting) {
      still.save(out);
    }
    int[] all = new int[count];
    for (int s = 0; s < count; s++) {
      all[s] = chosen[s];
    }
    out.put(all, count);
    out.put(at);
    out.put(consensus == null ? 0 : 1);
    if (consensus != null) {
      consensus.save(out);
    }
  }

  void load(StateReader in) {
    int wait = in.integer();
    if (wait < 0 || wait >= FirstStills.INDEXED) {
      throw in.damaged(wait + " stills wait to be indexed, of " + FirstStills.INDEXED);
    }
    waiting.clear();
    for (int s = 0; s < wait; s++) {
      var still = new StillObservations();
      still.load(in, 2 * priors.rows(), operators);
      waiting.add(still);
    }
    int[] all = in.integers();
    chosen = new byte[Math.max(1024, all.length)];
    count = all.length;
    for (int s = 0; s < count; s++) {
      if (all[s] < 0 || all[s] >= operators) {
        throw in.damaged("operator " + all[s] + " of " + operators);
      }
      chosen[s] = (byte) all[s];
    }
    at = in.integer();
    if (at < 0 || at > count) {
      throw in.damaged("still " + at + " of " + count);
    }
    consensus = in.integer() == 0 ? null : IndexingConsensus.restored(priors, in);
  }
}

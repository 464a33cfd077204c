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
/// them. In later passes a still is judged by all others, itself taken out: it is known by the
/// identity of its image, wherever in the pass it comes.
final class RunningConsensus {
  private final ReflectionPriors priors;
  private final int operators;
  private final ArrayDeque<StillObservations> waiting = new ArrayDeque<>();
  private @Nullable IndexingConsensus consensus;
  private double[] known = new double[0];
  private final KnownStills stills = new KnownStills();
  private byte[] chosen = new byte[1024];

  RunningConsensus(ReflectionPriors priors, int operators) {
    this.priors = priors;
    this.operators = operators;
  }

  /// Prefers the setting of these standardized amplitudes; NaN where unknown.
  void agreeWith(double[] standardized) {
    known = standardized;
  }

  /// A pass begins: the stills of the pass before may come again.
  void beginPass() {
    stills.beginPass();
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
      remember(stills.find(still.key), still.operator);
    }
    consensus = together;
    ready.addAll(first);
  }

  private void join(StillObservations still, IndexingConsensus all) {
    int before = stills.size();
    int number = stills.find(still.key);
    if (number < before) {
      all.put(still, chosen[number], -1);
    }
    still.choose(all.likeliest(still));
    all.put(still, still.operator, 1);
    remember(number, still.operator);
  }

  private void remember(int number, int operator) {
    if (number == chosen.length) {
      chosen = Arrays.copyOf(chosen, 2 * number);
    }
    chosen[number] = (byte) operator;
  }

  /// Stills that wait for others.
  int waits() {
    return waiting.size();
  }

  /// Stills of the last pass that an operator was chosen for.
  long indexedBy(int operator) {
    long n = 0;
    for (int s = 0; s < stills.size(); s++) {
      n += chosen[s] == operator && stills.isOfLastPass(s) ? 1 : 0;
    }
    return n;
  }

  /// Sums of all stills, each under its operator; null before the first are settled.
  @Nullable IndexingConsensus sums() {
    return consensus;
  }

  void save(StateWriter out) {
    out.put(waiting.size());
    for (StillObservations still : waiting) {
      still.save(out);
    }
    stills.save(out);
    int[] all = new int[stills.size()];
    for (int s = 0; s < all.length; s++) {
      all[s] = chosen[s];
    }
    out.put(all, all.length);
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
    stills.load(in);
    int[] all = in.integers();
    if (all.length != stills.size()) {
      throw in.damaged(stills.size() + " stills, operators of " + all.length);
    }
    chosen = new byte[Math.max(1024, all.length)];
    for (int s = 0; s < all.length; s++) {
      if (all[s] < 0 || all[s] >= operators) {
        throw in.damaged("operator " + all[s] + " of " + operators);
      }
      chosen[s] = (byte) all[s];
    }
    consensus = in.integer() == 0 ? null : IndexingConsensus.restored(priors, in);
  }
}

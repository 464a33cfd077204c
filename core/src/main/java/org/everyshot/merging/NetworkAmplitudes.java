package org.everyshot.merging;

import org.everyshot.engine.Team;
import org.everyshot.math.RandomStream;
import org.everyshot.network.Adam;

/// The amplitudes that a network's scales are learned with: of all stills and of the half-sets.
sealed interface NetworkAmplitudes permits GradientAmplitudes, SummedAmplitudes {
  /// Amplitudes as the settings ask for.
  static NetworkAmplitudes of(
      ReflectionPriors priors, boolean anomalous, NetworkSettings settings, Adam.Memory memory) {
    return settings.sums()
        ? new SummedAmplitudes(priors, anomalous)
        : new GradientAmplitudes(priors, memory);
  }

  /// Looks the amplitudes of a batch up.
  void refer(StillObservations[] batch, int count, ObservationRows rows);

  /// Evaluates the term of an observation along its amplitudes too, those of its half-set in closed
  /// form.
  void evaluate(
      BoundTerm term,
      ClosedTerm halfTerm,
      ObservationRows rows,
      int r,
      NetworkSettings settings,
      RandomStream random);

  /// Takes the batch in.
  ///
  /// @return amplitudes whose gradient was not finite
  int step(ObservationRows rows, double rate);

  /// Learns priors when the number of stills passes one of the moments for it.
  void learn(long before, long now, int pass, Team team);

  /// Before the first still of a pass.
  void beginPass();

  /// Behind the last still of a pass.
  ///
  /// @param more whether another pass follows
  void endPass(Team team, boolean more);

  /// The merged reflections.
  MergedReflections result(MergingSettings crystal, Team team);

  /// Writes the state.
  void save(StateWriter out);

  /// Takes over what was written.
  void load(StateReader in, Team team);

  /// Begins from another run's amplitudes.
  ///
  /// @param here slot of this run for each slot of the other, or −1
  void warm(NetworkAmplitudes other, int[] here);
}

package org.everyshot.engine;

/// A commutative monoid with a view: a state of fixed size that every shot updates.
///
/// `fresh` is the empty state, `add` takes a batch in, `merge` takes another state in, and
/// `snapshot` looks at the state without changing it. One thread calls at a time; an implementation
/// may spread
/// its work over a [Team].
///
/// @param <B> a batch of shots
/// @param <A> the accumulator itself
/// @param <R> what a snapshot shows; immutable
public interface Accumulator<B, A extends Accumulator<B, A, R>, R> {
  /// An empty accumulator with the same settings.
  A fresh();

  /// Takes a batch in. The batch may be reused by the caller as soon as this returns.
  ///
  /// @return number of its shots that were taken in; those that were left out are in the loss
  ///     ledger, by reason
  int add(B batch);

  /// Brings into the state what `add` has kept waiting, when no further batch is to come for now.
  default void finish() {}

  /// Takes all that `other` has seen in; `other` must not be used afterwards.
  void merge(A other);

  /// The result so far.
  R snapshot();
}

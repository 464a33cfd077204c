package org.everyshot.engine;

import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// Several sources, one after the other, as one.
///
/// Chunks are numbered on from source to source; shots are still counted within each source.
///
/// @param <B> a batch of shots
public final class SourceSequence<B> implements Source<B> {
  private final List<Source<B>> sources;

  /// Number of the first chunk of a source, to the source.
  private final NavigableMap<Long, Source<B>> owners = new ConcurrentSkipListMap<>();

  /// Which source a batch that is in use came from. Guarded by itself.
  private final IdentityHashMap<B, Source<B>> lent = new IdentityHashMap<>();

  private int at = -1;
  private long firstChunk;
  private long nextChunk;

  /// @param sources at least one; closed together with the sequence
  public SourceSequence(List<? extends Source<B>> sources) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("sequence of no sources");
    }
    this.sources = List.copyOf(sources);
  }

  @Override
  public OptionalLong shots() {
    long sum = 0;
    for (Source<B> source : sources) {
      OptionalLong shots = source.shots();
      if (shots.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += shots.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  @Override
  public @Nullable Slice next() throws IOException {
    while (at < sources.size()) {
      Slice slice = at < 0 ? null : sources.get(at).next();
      if (slice != null) {
        Chunk own = slice.chunk();
        long id = firstChunk + own.id();
        nextChunk = id + 1;
        return new Slice(new Chunk(id, own.first(), own.count()), slice.offset(), slice.count());
      }
      at++;
      firstChunk = nextChunk;
      if (at < sources.size()) {
        owners.put(firstChunk, sources.get(at));
      }
    }
    return null;
  }

  @Override
  public B read(Slice slice) throws IOException {
    Source<B> owner = owners.floorEntry(slice.chunk().id()).getValue();
    B batch = owner.read(slice);
    synchronized (lent) {
      lent.put(batch, owner);
    }
    return batch;
  }

  @Override
  public void recycle(B batch) {
    Source<B> owner;
    synchronized (lent) {
      owner = lent.remove(batch);
    }
    if (owner != null) {
      owner.recycle(batch);
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (Source<B> source : sources) {
      try {
        source.close();
      } catch (IOException e) {
        failure = failure == null ? e : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

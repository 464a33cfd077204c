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
/// Chunks are numbered on from source to source; shots are still counted within each source. A
/// source is closed as soon as its last batch has been given back, so that many files take no more
/// memory than a few.
///
/// @param <B> a batch of shots
public final class SourceSequence<B> implements Source<B> {
  private final List<Part<B>> parts;

  /// Number of the first chunk of a source, to the source.
  private final NavigableMap<Long, Part<B>> owners = new ConcurrentSkipListMap<>();

  /// Which source a batch that is in use came from. Guarded by itself.
  private final IdentityHashMap<B, Part<B>> lent = new IdentityHashMap<>();

  private int at = -1;
  private long firstChunk;
  private long nextChunk;

  /// @param sources at least one; closed together with the sequence
  public SourceSequence(List<? extends Source<B>> sources) {
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("sequence of no sources");
    }
    this.parts = sources.stream().map(source -> new Part<B>(source)).toList();
  }

  @Override
  public OptionalLong shots() {
    long sum = 0;
    for (Part<B> part : parts) {
      OptionalLong shots = part.source.shots();
      if (shots.isEmpty()) {
        return OptionalLong.empty();
      }
      sum += shots.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  @Override
  public @Nullable Slice next() throws IOException {
    while (at < parts.size()) {
      Slice slice = at < 0 ? null : parts.get(at).source.next();
      if (slice != null) {
        Chunk own = slice.chunk();
        long id = firstChunk + own.id();
        nextChunk = id + 1;
        parts.get(at).begin();
        return new Slice(new Chunk(id, own.first(), own.count()), slice.offset(), slice.count());
      }
      if (at >= 0) {
        parts.get(at).end();
      }
      at++;
      firstChunk = nextChunk;
      if (at < parts.size()) {
        owners.put(firstChunk, parts.get(at));
      }
    }
    return null;
  }

  @Override
  public B read(Slice slice) throws IOException {
    Part<B> owner = owners.floorEntry(slice.chunk().id()).getValue();
    B batch = owner.source.read(slice);
    synchronized (lent) {
      lent.put(batch, owner);
    }
    return batch;
  }

  @Override
  public void recycle(B batch) {
    Part<B> owner;
    synchronized (lent) {
      owner = lent.remove(batch);
    }
    if (owner != null) {
      owner.source.recycle(batch);
      owner.end();
    }
  }

  @Override
  public void close() throws IOException {
    Exception failure = null;
    for (Part<B> part : parts) {
      Exception own = part.close();
      failure = failure == null ? own : failure;
    }
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case RuntimeException e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /// A source, and what is under way of it.
  private static final class Part<B> {
    private final Source<B> source;
    // Guarded by this.
    private int underWay = 1; // the asking for slices, until there is none
    private boolean closed;
    private @Nullable Exception failure;

    Part(Source<B> source) {
      this.source = source;
    }

    /// A slice has been handed out.
    synchronized void begin() {
      underWay++;
    }

    /// A batch is back, or there are no more slices.
    void end() {
      synchronized (this) {
        underWay--;
        if (underWay > 0) {
          return;
        }
      }
      close();
    }

    /// Closes the source, once.
    ///
    /// @return what went wrong, now or before
    synchronized @Nullable Exception close() {
      if (!closed) {
        closed = true;
        try {
          source.close();
        } catch (IOException | RuntimeException e) {
          failure = e;
        }
      }
      return failure;
    }
  }
}

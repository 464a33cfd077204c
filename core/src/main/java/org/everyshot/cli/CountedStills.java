package org.everyshot.cli;

import java.io.IOException;
import java.util.OptionalLong;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Source;
import org.everyshot.merging.ReflectionTable;
import org.jspecify.annotations.Nullable;

/// Hands on, when a source is closed, the reflections that it has left out, as a merging wants them
/// counted; what the source passes on, the merging counts itself.
final class CountedStills {
  private final LossLedger own = new LossLedger();
  private final LossLedger merging;

  /// @param merging the merging's ledger of reflections
  CountedStills(LossLedger merging) {
    this.merging = merging;
  }

  /// The ledger for the source to write.
  LossLedger own() {
    return own;
  }

  Source<ReflectionTable> over(Source<ReflectionTable> source) {
    return new Source<>() {
      @Override
      public OptionalLong shots() {
        return source.shots();
      }

      @Override
      public @Nullable Slice next() throws IOException {
        return source.next();
      }

      @Override
      public ReflectionTable read(Slice slice) throws IOException {
        return source.read(slice);
      }

      @Override
      public void close() throws IOException {
        source.close();
        LossLedger.Balance balance = own.balance();
        balance
            .vetoed()
            .forEach(
                (reason, n) -> {
                  merging.received(n);
                  merging.vetoed(reason, n);
                });
        balance
            .dropped()
            .forEach(
                (reason, n) -> {
                  merging.received(n);
                  merging.dropped(reason, n);
                });
      }
    };
  }
}

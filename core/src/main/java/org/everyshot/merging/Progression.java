package org.everyshot.merging;

import java.util.function.Consumer;
import org.everyshot.engine.LossLedger;

/// How far a merging of several passes has come, kept in a checkpoint from time to time, so that a
/// later run can go on from there.
final class Progression {
  private final MergingHistory history;
  private final MergingCheckpoint checkpoint;
  private final Consumer<StateWriter> save;
  private Bookmark mark = Bookmark.beginning();

  /// @param save writes the merger's state
  Progression(MergingHistory history, MergingCheckpoint checkpoint, Consumer<StateWriter> save) {
    this.history = history;
    this.checkpoint = checkpoint;
    this.save = save;
  }

  /// Takes an earlier run's state over, where there is one.
  ///
  /// @param load reads the merger's state
  void resume(Consumer<StateReader> load) {
    byte[] left = checkpoint.state();
    if (left == null) {
      return;
    }
    var in = new StateReader(left, checkpoint.name());
    mark = Bookmark.load(in);
    history.load(in);
    load.accept(in);
    in.end();
  }

  /// Where the merging is.
  Bookmark mark() {
    return mark;
  }

  /// Keeps the state if it is time to.
  ///
  /// @param seen stills of the running pass that have come
  void reached(long seen) {
    if (checkpoint.due()) {
      mark = new Bookmark(mark.pass(), seen, mark.images(), mark.reflections());
      write();
    }
  }

  /// A pass has ended, or was cut short. A later pass that is cut short leaves the counts of the
  /// pass before.
  void endPass(boolean stopped, LossLedger images, LossLedger reflections) {
    int number = mark.pass();
    if (number == 1 || !stopped) {
      mark = new Bookmark(number + 1, 0, images.balance(), reflections.balance());
    }
    if (!stopped) {
      write();
    }
  }

  private void write() {
    var out = new StateWriter();
    mark.save(out);
    history.save(out);
    save.accept(out);
    checkpoint.write(mark.pass(), out.bytes());
  }
}

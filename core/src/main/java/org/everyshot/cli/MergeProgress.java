package org.everyshot.cli;

import java.io.IOException;
import java.util.Locale;
import org.everyshot.engine.Job;
import org.everyshot.merging.MergingWatch;
import org.everyshot.merging.Moment;

/// Follows a merging on the screen: the status line shows the last CC½; Ctrl-C stops the pass.
final class MergeProgress implements MergingWatch {
  private final Screen screen;
  private volatile String remark = "";

  MergeProgress(Screen screen) {
    this.screen = screen;
  }

  @Override
  public <R> R follow(String what, Job<R> job) throws IOException, InterruptedException {
    try (Watch<R> watch = screen.follow(what, job, () -> remark)) {
      return watch.await();
    }
  }

  @Override
  public void reached(Moment moment) {
    Double cc = moment.values().get("ccHalf");
    remark = cc == null || cc.isNaN() ? "" : String.format(Locale.ROOT, "CC1/2 %.3f", cc);
  }
}

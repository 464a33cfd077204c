package org.everyshot.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.everyshot.engine.Job;
import org.everyshot.merging.AnomalousHeights;
import org.everyshot.merging.MergedReflections;
import org.everyshot.merging.MergingWatch;
import org.everyshot.merging.Moment;
import org.jspecify.annotations.Nullable;

/// Follows a merging on the screen: the status line shows the last CC½; Ctrl-C stops the pass.
final class MergeProgress implements MergingWatch {
  private final Screen screen;
  private final StillInputs stills;
  private final @Nullable AnomalousHeights heights;
  private volatile String remark = "";

  /// @param stills that are merged, to know how much of them has been read
  /// @param heights what to measure now and then; null for nothing
  MergeProgress(Screen screen, StillInputs stills, @Nullable AnomalousHeights heights) {
    this.heights = heights;
    this.screen = screen;
    this.stills = stills;
  }

  @Override
  public <R> R follow(String what, Job<R> job) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (Watch<R> watch = screen.follow(what, "images", job, () -> remark(begun))) {
      return watch.await();
    }
  }

  private String remark(long begun) {
    double share = stills.shareRead();
    if (!(share > 0.01 && share < 1)) {
      return remark;
    }
    double seconds = (System.nanoTime() - begun) * 1e-9 * (1 - share) / share;
    String left = StatusLine.time(Duration.ofSeconds(Math.round(seconds))) + " left in this pass";
    return remark.isEmpty() ? left : left + ", " + remark;
  }

  @Override
  public void noted(String line) {
    screen.note(line);
  }

  @Override
  public boolean measures() {
    return heights != null;
  }

  @Override
  public Map<String, Double> measure(MergedReflections merged) {
    return heights == null ? Map.of() : heights.of(merged);
  }

  @Override
  public void reached(Moment moment) {
    Double cc = moment.values().get("ccHalf");
    remark = cc == null || cc.isNaN() ? "" : String.format(Locale.ROOT, "CC1/2 %.3f", cc);
  }
}

package org.everyshot.merging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Looks at a merging now and then, more rarely the longer it runs, and keeps what was seen.
///
/// Called by the thread that adds batches, and between passes.
public final class MergingHistory {
  /// A look is taken when the number of images has grown by this factor.
  private static final double GROWTH = 1.3;

  private static final long FIRST = 64;

  private final MergingWatch watch;
  private final long begun = System.nanoTime();
  private double before;
  private final List<Moment> moments = new ArrayList<>();
  private int pass = 1;
  private long next = FIRST;

  /// @param watch who is told
  public MergingHistory(MergingWatch watch) {
    this.watch = watch;
  }

  /// A pass begins.
  public void pass(int number) {
    pass = number;
    next = FIRST;
  }

  /// Whether what is measured at every look needs amplitudes.
  boolean needsAmplitudes() {
    return watch.measures();
  }

  /// Takes a look if it is time to.
  public void look(long images, Supplier<MergedReflections> merged) {
    if (images >= next) {
      next = (long) Math.ceil(images * GROWTH);
      add(images, merged.get(), Map.of());
    }
  }

  /// Images are not what they were.
  void alarm(DriftWatch.Alarm alarm) {
    watch.noted(alarm.line());
  }

  /// A pass has ended.
  public void end(long images, MergedReflections merged) {
    end(images, merged, Map.of());
  }

  /// A pass has ended.
  ///
  /// @param more what else was measured
  public void end(long images, MergedReflections merged, Map<String, Double> more) {
    Moment last = moments.isEmpty() ? null : moments.getLast();
    if (last != null && last.pass() == pass && last.images() == images) {
      moments.removeLast();
    }
    add(images, merged, more);
  }

  private void add(long images, MergedReflections merged, Map<String, Double> more) {
    Glance glance = Glance.at(merged);
    ShellStatistics overall = glance.overall();
    var values = new LinkedHashMap<String, Double>();
    values.put("ccHalf", overall.ccHalf());
    values.put("ccHalfOutermost", glance.outermost().ccHalf());
    values.put("ccStar", overall.ccStar());
    values.put("rSplit", overall.rSplit());
    values.put("ccAnom", overall.ccAnomalous());
    values.put("completeness", overall.completeness());
    values.put("multiplicity", overall.multiplicity());
    values.putAll(more);
    if (pass == 1 || !more.isEmpty()) {
      values.putAll(watch.measure(merged)); // costs more than the rest
    }
    var moment = new Moment(pass, images, seconds(), values);
    moments.add(moment);
    watch.reached(moment);
  }

  /// Time since the merging began, without that between an interruption and a resumption.
  public double seconds() {
    return before + (System.nanoTime() - begun) * 1e-9;
  }

  /// Writes what has been seen.
  void save(StateWriter out) {
    out.put(seconds());
    out.put(pass);
    out.put(next);
    out.put(moments.size());
    for (Moment moment : moments) {
      out.put(moment.pass());
      out.put(moment.images());
      out.put(moment.seconds());
      out.put(moment.values().size());
      moment
          .values()
          .forEach(
              (name, value) -> {
                out.put(name);
                out.put(value.doubleValue());
              });
    }
  }

  /// Goes on from what was written.
  void load(StateReader in) {
    before = in.real();
    pass = in.integer();
    next = in.number();
    moments.clear();
    int count = in.integer();
    for (int i = 0; i < count; i++) {
      int number = in.integer();
      long images = in.number();
      double seconds = in.real();
      var values = new LinkedHashMap<String, Double>();
      int size = in.integer();
      for (int v = 0; v < size; v++) {
        values.put(in.text(), in.real());
      }
      moments.add(new Moment(number, images, seconds, values));
    }
  }

  /// All moments, the first first.
  public List<Moment> moments() {
    return List.copyOf(moments);
  }
}

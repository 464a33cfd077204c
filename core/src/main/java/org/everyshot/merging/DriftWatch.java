package org.everyshot.merging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Watches the stills of the first pass for drifts: of the scale (beam, jet), of the prediction
/// and χ² (crystals, detector), of the cell or wavelength, of the misorientation (geometry).
///
/// Every fifty stills the median over the last 200 is compared with that over up to 2,000 before
/// them. It is an alarm where the two differ by more than five standard errors of medians, from
/// the spread by the median of absolute deviations, and by more than 0.4 of that spread. The next
/// alarm of the same quantity needs it to have come back in between. The first 400 stills are left
/// out, while the model learns fast, so that the first look is taken at 800.
public final class DriftWatch {
  private static final int WINDOW = 200;
  private static final int BEFORE = 2000;
  /// The model learns too fast from the first stills for others to be compared with them.
  private static final int SETTLED = 400;

  private static final int FIRST = SETTLED + 2 * WINDOW;
  private static final int EVERY = 50;
  private static final double LIMIT = 5;
  private static final double LEAST_SHARE = 0.4;

  /// Standard deviation of a median of normal variates, times √n; and deviation per MAD.
  private static final double MEDIAN_ERROR = 1.2533;

  private static final double PER_MAD = 1.4826;

  /// A quantity that is watched, with the directions that are bad.
  private enum Quantity {
    SCALE("ln of the scale", true, true),
    CHI_SQUARE("chi-square", true, false),
    PREDICTION("correlation with the prediction", false, true),
    CELL("cell or wavelength error, Å", true, true),
    MISORIENTATION_X("misorientation about x, rad", true, true),
    MISORIENTATION_Y("misorientation about y, rad", true, true);

    private final String name;
    private final boolean up;
    private final boolean down;

    Quantity(String name, boolean up, boolean down) {
      this.name = name;
      this.up = up;
      this.down = down;
    }

    float of(StillRecords records, int still) {
      return switch (this) {
        case SCALE -> records.logScale(still);
        case CHI_SQUARE -> records.chiSquare(still);
        case PREDICTION -> records.correlation(still);
        case CELL -> records.cellError(still);
        case MISORIENTATION_X -> records.misorientation(still, 0);
        case MISORIENTATION_Y -> records.misorientation(still, 1);
      };
    }
  }

  /// Stills are not what they were.
  ///
  /// @param still number of the last still seen, from 1
  /// @param quantity what has changed
  /// @param before median over the stills before
  /// @param now median over the last 200
  /// @param sigmas difference in standard errors
  public record Alarm(long still, String quantity, double before, double now, double sigmas) {
    /// One line.
    public String line() {
      return String.format(
          Locale.ROOT,
          "image %,d: %s of the last %d images is %.3g, was %.3g before (%+.1f standard errors)",
          still,
          quantity,
          WINDOW,
          now,
          before,
          sigmas);
    }
  }

  private final List<Alarm> alarms = new ArrayList<>();
  private final int[] raised = new int[Quantity.values().length];
  private int next = FIRST;

  DriftWatch() {}

  /// Looks at the records of the running pass when it is time to.
  void look(StillRecords records) {
    if (records.size() < next) {
      return;
    }
    next = records.size() + EVERY;
    int index = 0;
    for (Quantity quantity : Quantity.values()) {
      look(quantity, index++, records);
    }
  }

  private void look(Quantity quantity, int index, StillRecords records) {
    int end = records.size();
    int middle = end - WINDOW;
    float[] now = values(quantity, records, middle, end);
    float[] before = values(quantity, records, Math.max(SETTLED, middle - BEFORE), middle);
    if (now.length < WINDOW / 2 || before.length < WINDOW) {
      return;
    }
    double was = median(before);
    double is = median(now);
    for (int i = 0; i < before.length; i++) {
      before[i] = (float) Math.abs(before[i] - was);
    }
    double spread = PER_MAD * median(before);
    double error = MEDIAN_ERROR * spread * Math.sqrt(1.0 / now.length + 1.0 / before.length);
    double sigmas = (is - was) / error;
    boolean bad = is > was ? quantity.up : quantity.down;
    if (bad && Math.abs(sigmas) > LIMIT && Math.abs(is - was) > LEAST_SHARE * spread) {
      if (raised[index] == 0) {
        alarms.add(new Alarm(end, quantity.name, was, is, sigmas));
      }
      raised[index] = 1;
    } else if (!bad || Math.abs(sigmas) < LIMIT / 2) {
      raised[index] = 0;
    }
  }

  private static float[] values(Quantity quantity, StillRecords records, int from, int to) {
    float[] values = new float[to - from];
    int n = 0;
    for (int still = from; still < to; still++) {
      float value = quantity.of(records, still);
      if (records.usable(still) && Float.isFinite(value)) {
        values[n++] = value;
      }
    }
    return Arrays.copyOf(values, n);
  }

  private static double median(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /// The alarms so far, the first first.
  public List<Alarm> alarms() {
    return List.copyOf(alarms);
  }

  void save(StateWriter out) {
    out.put(next);
    out.put(raised, raised.length);
    out.put(alarms.size());
    for (Alarm alarm : alarms) {
      out.put(alarm.still());
      out.put(alarm.quantity());
      out.put(alarm.before());
      out.put(alarm.now());
      out.put(alarm.sigmas());
    }
  }

  void load(StateReader in) {
    next = in.integer();
    in.fill(raised);
    alarms.clear();
    int count = in.integer();
    for (int i = 0; i < count; i++) {
      alarms.add(new Alarm(in.number(), in.text(), in.real(), in.real(), in.real()));
    }
  }
}

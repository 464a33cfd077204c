package org.everyshot.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.everyshot.picture.Box;
import org.everyshot.picture.RateBars;

/// The picture of the page: images a second, ours and the peers'.
final class Rates {
  private Rates() {}

  static void draw(Results results, Path file) {
    List<RateBars.Bar> bars = new ArrayList<>();
    for (String name : Report.OURS) {
      bars.add(bar(results, name, true));
    }
    bars.add(bar(results, "whole: any", true));
    for (String name : results.peers()) {
      bars.add(bar(results, name, false));
    }
    new RateBars(
            "Images to angular correlation",
            "300 rings × 256 azimuths, all harmonics unless said; faster of one and two threads",
            "images a second",
            bars)
        .save(file, "Everyshot, benchmarks/run", new Box(0, 0, 900, 560), 2);
  }

  private static RateBars.Bar bar(Results results, String name, boolean ours) {
    double one = results.median(name, 1);
    double two = results.median(name, 2);
    double best = Double.isNaN(one) ? two : Double.isNaN(two) ? one : Math.max(one, two);
    String plain = name.replace("peer: ", "").replace("whole: any", "ours: any, whole program");
    return new RateBars.Bar(plain, best, ours);
  }
}

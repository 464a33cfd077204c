package org.everyshot.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rates by name and number of threads, one of each a round.
final class Results {
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();

  void note(String name, int threads, double rate) {
    rates.computeIfAbsent(key(name, threads), absent -> new ArrayList<>()).add(rate);
    System.err.printf("%-55s %d thread%s %10.1f%n", name, threads, threads == 1 ? " " : "s", rate);
  }

  /// Median over the rounds; NaN where nothing was measured.
  double median(String name, int threads) {
    List<Double> sorted =
        rates.getOrDefault(key(name, threads), List.of()).stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }

  /// Names of the peers, in the order in which they ran.
  List<String> peers() {
    return rates.keySet().stream()
        .filter(key -> key.startsWith("peer: "))
        .map(key -> key.substring(0, key.lastIndexOf('|')))
        .distinct()
        .toList();
  }

  private static String key(String name, int threads) {
    return name + "|" + threads;
  }
}

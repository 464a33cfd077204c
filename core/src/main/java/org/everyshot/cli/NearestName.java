package org.everyshot.cli;

import java.util.Collection;
import java.util.Optional;

/// What the user may have meant.
final class NearestName {
  private NearestName() {}

  /// The name that takes the fewest letters inserted, deleted, replaced or swapped with their
  /// neighbour to make of `typed`; empty where even that one takes more than a third of its length.
  static Optional<String> to(String typed, Collection<String> names) {
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String name : names) {
      int d = distance(typed, name);
      if (d < least) {
        least = d;
        nearest = name;
      }
    }
    boolean near = least <= Math.max(1, Math.max(typed.length(), nearest.length()) / 3);
    return near ? Optional.of(nearest) : Optional.empty();
  }

  /// `; did you mean X?`, or nothing.
  static String suggestion(String typed, Collection<String> names) {
    return to(typed, names).map(name -> "; did you mean " + name + "?").orElse("");
  }

  /// Optimal string alignment distance (Damerau, Commun. ACM 7, 171 (1964)).
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + same, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], 1 + d[i - 2][j - 2]);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}

package org.everyshot.format;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.correlation.Correlation;
import org.everyshot.correlation.PairReader;
import org.everyshot.engine.Team;

/// The rows C(q, q', Δφ) of a result in ascending order, computed some at a time by a team.
final class CorrelationRows {
  /// More threads than these would wait for the file.
  private static final int MOST = 4;

  private final Team team;
  private final int rings;
  private final List<PairReader> readers = new ArrayList<>();
  // [row][ring' · azimuths + azimuth], from row `first` on.
  private final double[][] rows;
  private int first;

  CorrelationRows(Correlation correlation, Team team) {
    this.team = team;
    this.rings = correlation.grid().rings();
    for (int i = 0; i < Math.min(MOST, team.size()); i++) {
      readers.add(correlation.reader());
    }
    int size = Math.multiplyExact(rings, correlation.grid().azimuths());
    this.rows = new double[Math.min(rings, readers.size() * PairReader.ROWS)][size];
    this.first = -rows.length;
  }

  /// A row, good until a later one is asked for.
  double[] row(int q) {
    if (q >= first + rows.length) {
      first += rows.length;
      int count = Math.min(rows.length, rings - first);
      team.inBlocks(
          count,
          PairReader.ROWS,
          (i, from, to) -> {
            for (int r = from; r < to; r++) {
              readers.get(i).row(first + r, rows[r]);
            }
          });
    }
    return rows[q - first];
  }
}

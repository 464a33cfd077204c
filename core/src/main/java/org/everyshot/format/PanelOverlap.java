package org.everyshot.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.everyshot.detector.DataPlace;
import org.everyshot.detector.Panel;
import org.jspecify.annotations.Nullable;

/// Finds panels that share pixels of a dataset, which then would count twice.
final class PanelOverlap {
  private PanelOverlap() {}

  /// Where a panel begins or ends along the slow scan.
  private record Edge(int ss, boolean begins, Panel panel) {}

  /// A line on the first pair of panels that overlap, or null where none do.
  static @Nullable String first(List<Panel> panels) {
    Map<DataPlace, List<Edge>> datasets = new LinkedHashMap<>();
    for (Panel panel : panels) {
      List<Edge> edges = datasets.computeIfAbsent(panel.data(), place -> new ArrayList<>());
      edges.add(new Edge(panel.extent().minSs(), true, panel));
      edges.add(new Edge(panel.extent().maxSs() + 1, false, panel));
    }
    for (List<Edge> edges : datasets.values()) {
      String overlap = sweep(edges);
      if (overlap != null) {
        return overlap;
      }
    }
    return null;
  }

  /// Sweeps along the slow scan and keeps the panels met, which do not overlap, by fast scan.
  private static @Nullable String sweep(List<Edge> edges) {
    edges.sort(Comparator.comparingInt(Edge::ss).thenComparing(Edge::begins));
    var met = new TreeMap<Integer, Panel>();
    for (Edge edge : edges) {
      Panel panel = edge.panel();
      if (!edge.begins()) {
        met.remove(panel.extent().minFs());
        continue;
      }
      Map.Entry<Integer, Panel> before = met.floorEntry(panel.extent().maxFs());
      if (before != null && before.getValue().extent().maxFs() >= panel.extent().minFs()) {
        return "panels "
            + GeometryLine.shown(before.getValue().name())
            + " and "
            + GeometryLine.shown(panel.name())
            + " share pixels of the data, which therefore count twice; min and max are inclusive";
      }
      met.put(panel.extent().minFs(), panel);
    }
    return null;
  }
}

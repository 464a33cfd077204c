package org.everyshot.picture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.everyshot.crystal.CrystalMap;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.merging.AnomalousSite;
import org.everyshot.merging.Neighbour;
import org.everyshot.merging.Peak;
import org.everyshot.merging.PeakSearch;

/// An anomalous map at a glance: heights of sites and peaks, and sections through the strongest.
public final class AnomalousPeaks {
  private static final int SECTIONS = 5;
  private static final int MOST_BARS = 14;

  /// Bars that peaks elsewhere have, however many sites there are.
  private static final int OTHER_PEAKS = 4;

  private static final int POINTS = 161;

  /// Half the edge of a section, Å.
  private static final double HALF = 6;

  /// Atoms are drawn where they are no farther from the plane, Å.
  private static final double SLAB = 1.2;

  private final CrystalMap map;
  private final CrystalModel model;
  private final PeakSearch search;
  private final List<Peak> peaks;
  private final List<AnomalousSite> sites;
  private final double threshold;
  private final double deepest;

  /// @param threshold of the peaks, σ
  /// @param deepest height of the deepest hole, σ, negative
  public AnomalousPeaks(
      CrystalMap map,
      CrystalModel model,
      PeakSearch search,
      List<Peak> peaks,
      List<AnomalousSite> sites,
      double threshold,
      double deepest) {
    this.map = map;
    this.model = model;
    this.search = search;
    this.peaks = peaks;
    this.sites = sites;
    this.threshold = threshold;
    this.deepest = deepest;
  }

  /// Writes the page as PNG.
  public void save(Path file, String title, String note, String provenance) {
    List<Picture> pictures = new ArrayList<>();
    pictures.add(heights());
    pictures.addAll(sections());
    ContactSheet.save(file, title, note, pictures, provenance);
  }

  private Picture heights() {
    List<SiteHeights.Bar> bars = new ArrayList<>();
    Set<Integer> known = new HashSet<>();
    for (AnomalousSite site : sites) {
      known.add(site.atom());
      bars.add(new SiteHeights.Bar(name(site.atom()), site.height(), true));
    }
    List<SiteHeights.Bar> others = new ArrayList<>();
    for (Peak peak : peaks) {
      boolean own = known.contains(peak.nearest()) && peak.distance() < PeakSearch.AT_SITE;
      if (!own) {
        String name =
            peak.nearest() < 0
                ? "no atom near"
                : String.format(
                    Locale.ROOT, "%.1f Å from %s", peak.distance(), name(peak.nearest()));
        others.add(new SiteHeights.Bar(name, peak.height(), false));
      }
    }
    int all = bars.size() + others.size();
    // Weak sites are not to go for the sake of many other peaks, nor these for that of many sites.
    int room = Math.max(MOST_BARS - bars.size(), OTHER_PEAKS);
    List<SiteHeights.Bar> highest = others.subList(0, Math.min(room, others.size()));
    bars.subList(Math.min(MOST_BARS - highest.size(), bars.size()), bars.size()).clear();
    bars.addAll(highest);
    bars.sort((p, q) -> Double.compare(q.height(), p.height()));
    int left = all - bars.size();
    String note =
        String.format(
            "blue: at the model's anomalous scatterers; red: other peaks above %s σ%s",
            Figure.number(threshold, 3), left > 0 ? "; " + left + " more in the tables" : "");
    return new SiteHeights("Heights of the anomalous map", note, bars, -deepest);
  }

  private String name(int atom) {
    return model.name(atom);
  }

  /// Sections through the highest peaks that no other section shows.
  private List<Picture> sections() {
    List<Picture> drawn = new ArrayList<>();
    Set<Integer> shown = new HashSet<>();
    for (int i = 0; i < peaks.size() && drawn.size() < SECTIONS; i++) {
      if (peaks.get(i).nearest() < 0 || !shown.contains(peaks.get(i).nearest())) {
        drawn.add(section(i, shown));
      }
    }
    return drawn;
  }

  private Picture section(int number, Set<Integer> shown) {
    Peak peak = peaks.get(number);
    List<Neighbour> near = search.around(peak, HALF * Math.sqrt(2) + SLAB);
    SectionPlane plane = SectionPlane.through(near, this::isSite, HALF);
    double[] values = new double[POINTS * POINTS];
    double[] m = map.cell().fractionalization();
    for (int j = 0; j < POINTS; j++) {
      for (int i = 0; i < POINTS; i++) {
        double a = HALF * (2.0 * i / (POINTS - 1) - 1);
        double b = HALF * (2.0 * j / (POINTS - 1) - 1);
        double x = plane.x(a, b);
        double y = plane.y(a, b);
        double z = plane.z(a, b);
        double value =
            map.interpolated(
                peak.x() + m[0] * x + m[1] * y + m[2] * z,
                peak.y() + m[4] * y + m[5] * z,
                peak.z() + m[8] * z);
        values[j * POINTS + i] = (value - map.mean()) / map.sigma();
      }
    }
    List<MapSection.Atom> atoms = new ArrayList<>();
    for (Neighbour n : near) {
      if (Math.abs(plane.above(n)) <= SLAB) {
        boolean strong = isSite(n.atom());
        if (strong && Math.max(Math.abs(plane.right(n)), Math.abs(plane.up(n))) < HALF) {
          shown.add(n.atom());
        }
        atoms.add(
            new MapSection.Atom(
                plane.right(n),
                plane.up(n),
                plane.above(n),
                model.atomicNumber(n.atom()),
                strong ? name(n.atom()) : "",
                strong));
      }
    }
    String nearest = peak.nearest() < 0 ? "no atom near" : name(peak.nearest());
    String title =
        String.format(Locale.ROOT, "Peak %d: %s, %.1f σ", number + 1, nearest, peak.height());
    String note =
        String.format(
            "contours ±%s σ, doubling; atoms within %s Å of the plane",
            Figure.number(threshold, 3), Figure.number(SLAB, 2));
    double limit = Math.clamp(peak.height(), 2 * threshold, 30);
    return new MapSection(title, note, HALF, POINTS, values, limit, contours(), atoms);
  }

  private double[] contours() {
    double[] levels = new double[14];
    for (int i = 0; i < 7; i++) {
      levels[2 * i] = threshold * (1 << i);
      levels[2 * i + 1] = -levels[2 * i];
    }
    return levels;
  }

  private boolean isSite(int atom) {
    for (AnomalousSite site : sites) {
      if (site.atom() == atom) {
        return true;
      }
    }
    return false;
  }
}

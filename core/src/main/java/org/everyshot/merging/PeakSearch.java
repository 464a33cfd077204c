package org.everyshot.merging;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.CrystalMap;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.crystal.MapGrid;
import org.everyshot.fault.UserInputException;

/// Peaks of a map in σ, one for each set of copies by symmetry, with the atoms nearest to them.
///
/// A peak is a grid point above the threshold that none of its 26 neighbours exceeds; its height
/// and place follow from a parabola along each axis. Of maxima closer than the separation only the
/// highest counts. σ and mean are those of the whole cell.
public final class PeakSearch {
  /// Farthest that an atom is said to be near, Å.
  public static final double NEAR = 4;

  /// An atom's own peak is looked for this far around it, Å.
  public static final double AT_SITE = 0.9;

  private static final int MOST_CANDIDATES = 1 << 22;

  private final CrystalMap map;
  private final double sign;
  private final MapGrid grid;
  private final CrystalModel model;
  private final AtomNeighbours neighbours;

  private PeakSearch(CrystalMap map, double sign, CrystalModel model) {
    this.map = map;
    this.sign = sign;
    this.grid = map.grid();
    this.model = model.in(map.cell(), map.group());
    this.neighbours = new AtomNeighbours(this.model);
  }

  /// Peaks of the map.
  ///
  /// @param model atoms, at fractions of the map's cell
  public static PeakSearch above(CrystalMap map, CrystalModel model) {
    return new PeakSearch(map, 1, model);
  }

  /// Holes of the map: peaks of its negative, with positive heights.
  public static PeakSearch below(CrystalMap map, CrystalModel model) {
    return new PeakSearch(map, -1, model);
  }

  /// A maximum on the grid.
  private record Candidate(double value, int index) {}

  /// A maximum between grid points.
  private record Place(double height, double x, double y, double z) {
    double[] point() {
      return new double[] {x, y, z};
    }
  }

  /// Peaks, highest first. Each is given as the copy that is nearest to an atom of the model.
  ///
  /// @param threshold least height, σ
  /// @param separation least distance between peaks, Å
  /// @param most peaks wanted
  /// @throws UserInputException where the threshold lies in the noise of millions of points
  public List<Peak> peaks(double threshold, double separation, int most) {
    double level = sign * map.mean() + threshold * map.sigma();
    List<Candidate> candidates = candidates(level);
    candidates.sort((p, q) -> Double.compare(q.value, p.value));
    var blobs = candidates.isEmpty() ? null : new Blobs(map, sign, level);
    List<Peak> peaks = new ArrayList<>();
    List<double[]> taken = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (peaks.size() == most) {
        break;
      }
      Place place = refined(candidate.index);
      if (isNew(place, taken, separation)) {
        taken.add(place.point());
        double volume = blobs == null ? 0 : blobs.volume(candidate.index);
        peaks.add(peak(place, volume));
      }
    }
    peaks.sort((p, q) -> Double.compare(q.height(), p.height()));
    return peaks;
  }

  private boolean isNew(Place place, List<double[]> taken, double separation) {
    for (double[] other : taken) {
      if (neighbours.nearestCopy(place.point(), other, separation).found()) {
        return false;
      }
    }
    return true;
  }

  private Peak peak(Place place, double volume) {
    AtomNeighbours.Nearest near = neighbours.nearestAtom(place.point(), NEAR);
    if (near.found()) {
      double distance = Math.sqrt(near.square);
      return new Peak(place.height, near.x, near.y, near.z, near.atom, distance, volume);
    }
    return new Peak(
        place.height,
        place.x - Math.floor(place.x),
        place.y - Math.floor(place.y),
        place.z - Math.floor(place.z),
        -1,
        Double.NaN,
        volume);
  }

  /// Height of the map at an atom, σ: the highest value within [#AT_SITE] of it, between grid
  /// points where that is a maximum.
  public double heightAt(int atom) {
    double x = model.fraction(atom, 0);
    double y = model.fraction(atom, 1);
    double z = model.fraction(atom, 2);
    double[] metric = map.cell().reciprocalMetric();
    double[] axes = map.cell().orthogonalization();
    double ru = AT_SITE * Math.sqrt(metric[0]);
    double rv = AT_SITE * Math.sqrt(metric[1]);
    double rw = AT_SITE * Math.sqrt(metric[2]);
    int best = -1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int w = (int) Math.ceil((z - rw) * grid.nw()); w <= (z + rw) * grid.nw(); w++) {
      double dz = (double) w / grid.nw() - z;
      for (int v = (int) Math.ceil((y - rv) * grid.nv()); v <= (y + rv) * grid.nv(); v++) {
        double dy = (double) v / grid.nv() - y;
        for (int u = (int) Math.ceil((x - ru) * grid.nu()); u <= (x + ru) * grid.nu(); u++) {
          double dx = (double) u / grid.nu() - x;
          double px = axes[0] * dx + axes[1] * dy + axes[2] * dz;
          double py = axes[4] * dy + axes[5] * dz;
          double pz = axes[8] * dz;
          double value = sign * map.at(u, v, w);
          if (px * px + py * py + pz * pz <= AT_SITE * AT_SITE && value > highest) {
            highest = value;
            best = grid.index(u, v, w);
          }
        }
      }
    }
    if (best < 0) {
      return (sign * (map.interpolated(x, y, z) - map.mean())) / map.sigma();
    }
    return isMaximum(best) ? refined(best).height : inSigma(highest);
  }

  /// All copies of atoms within `limit` Å of a peak.
  public List<Neighbour> around(Peak peak, double limit) {
    return neighbours.around(new double[] {peak.x(), peak.y(), peak.z()}, limit);
  }

  private List<Candidate> candidates(double level) {
    List<Candidate> found = new ArrayList<>();
    float[] values = map.values();
    for (int index = 0; index < values.length; index++) {
      if (sign * values[index] > level && isMaximum(index)) {
        found.add(new Candidate(sign * values[index], index));
        if (found.size() > MOST_CANDIDATES) {
          throw new UserInputException(
              "more than 4 million maxima above the threshold; expected a threshold above 3 σ");
        }
      }
    }
    return found;
  }

  /// Whether no neighbour exceeds a point, and of equal ones it is the first.
  private boolean isMaximum(int index) {
    int nu = grid.nu();
    int u = index % nu;
    int v = index / nu % grid.nv();
    int w = index / (nu * grid.nv());
    double value = sign * map.values()[index];
    for (int c = -1; c <= 1; c++) {
      for (int b = -1; b <= 1; b++) {
        for (int a = -1; a <= 1; a++) {
          int other = grid.index(u + a, v + b, w + c);
          double neighbour = sign * map.values()[other];
          if (neighbour > value || (neighbour == value && other < index)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private double inSigma(double value) {
    return (value - sign * map.mean()) / map.sigma();
  }

  /// Top of the parabolas through a maximum and its neighbours along each axis.
  private Place refined(int index) {
    int nu = grid.nu();
    int u = index % nu;
    int v = index / nu % grid.nv();
    int w = index / (nu * grid.nv());
    double top = sign * map.values()[index];
    double[] shift = new double[3];
    double height = top;
    for (int axis = 0; axis < 3; axis++) {
      int a = axis == 0 ? 1 : 0;
      int b = axis == 1 ? 1 : 0;
      int c = axis == 2 ? 1 : 0;
      double before = sign * map.at(u - a, v - b, w - c);
      double after = sign * map.at(u + a, v + b, w + c);
      double curvature = before - 2 * top + after;
      if (curvature < 0) {
        shift[axis] = 0.5 * (before - after) / curvature;
        height -= 0.25 * (before - after) * shift[axis];
      }
    }
    return new Place(
        inSigma(height),
        (u + shift[0]) / nu,
        (v + shift[1]) / grid.nv(),
        (w + shift[2]) / grid.nw());
  }
}

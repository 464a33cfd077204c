package org.everyshot.simulation;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.math.RandomStream;
import org.everyshot.structure.AtomLabel;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DepositedCell;
import org.everyshot.structure.Element;

/// A small crystal of our own: a compact chain of 84 residues with four methionines, two cysteines
/// and a zinc, in P 61 2 2.
///
/// No real protein: the chain is a random walk of 3.8 Å steps that avoids itself inside a ball,
/// with atoms around it at the distances of covalent bonds. Good for what needs a protein's density
/// of atoms and a few anomalous scatterers, not for chemistry.
public final class ToyProtein {
  private static final int RESIDUES = 84;
  private static final double BALL = 13;
  private static final double STEP = 3.8;
  private static final double APART = 4.2;
  private static final double[] CENTRE = {41.5, 6.75, 14};

  /// Side chains by the names of their atoms; a residue has the next one in turn.
  private static final String[] SEQUENCE = {
    "LEU", "SER", "LYS", "ALA", "ASP", "VAL", "ALA", "GLU", "MET", "THR", "LEU", "GLY", "ASN",
    "ILE", "ALA", "CYS", "GLU", "LEU", "SER", "VAL", "LYS"
  };

  private final RandomStream random;
  private final List<double[]> chain = new ArrayList<>();
  private final AtomicModel.Builder atoms = new AtomicModel.Builder();
  private final List<double[]> placed = new ArrayList<>();

  private ToyProtein(long seed) {
    this.random = new RandomStream(seed, -1, Purpose.TOY);
  }

  /// The atoms, in their cell.
  ///
  /// @param seed each gives another fold
  public static AtomicModel model(long seed) {
    var toy = new ToyProtein(seed);
    toy.walk();
    toy.decorate();
    toy.addZinc();
    toy.atoms.cell(new DepositedCell(66, 66, 108, 90, 90, 120, "P 61 2 2", true));
    return toy.atoms.build("TOY");
  }

  /// Walks from residue to residue; goes some steps back where there is no way on.
  private void walk() {
    chain.add(new double[3]);
    int stuck = 0;
    while (chain.size() < RESIDUES) {
      double[] next = step(chain.getLast());
      if (free(next)) {
        chain.add(next);
        stuck = 0;
      } else if (++stuck > 200) {
        int keep = Math.max(1, chain.size() - 8);
        chain.subList(keep, chain.size()).clear();
        stuck = 0;
      }
    }
  }

  private double[] step(double[] from) {
    double[] way = direction();
    return new double[] {from[0] + STEP * way[0], from[1] + STEP * way[1], from[2] + STEP * way[2]};
  }

  private double[] direction() {
    while (true) {
      double[] v = {random.normal(), random.normal(), random.normal()};
      double length = length(v);
      if (length > 1e-3) {
        return new double[] {v[0] / length, v[1] / length, v[2] / length};
      }
    }
  }

  private boolean free(double[] point) {
    if (length(point) > BALL) {
      return false;
    }
    for (int i = 0; i < chain.size() - 1; i++) {
      if (distance(chain.get(i), point) < APART) {
        return false;
      }
    }
    // Two steps on at 5 Å at least, as in proteins.
    return chain.size() < 2 || distance(chain.get(chain.size() - 2), point) > 5;
  }

  /// Puts the atoms of each residue around its Cα.
  private void decorate() {
    for (int i = 0; i < RESIDUES; i++) {
      double[] here = chain.get(i);
      double[] before = chain.get(Math.max(0, i - 1));
      double[] after = chain.get(Math.min(RESIDUES - 1, i + 1));
      boolean end = i == 0 || i == RESIDUES - 1;
      double[] bend = end ? direction() : unit(minus(minus(scaled(here, 2), before), after));
      String residue = SEQUENCE[i % SEQUENCE.length];
      String number = Integer.toString(i + 1);
      double[] nitrogen =
          i == 0 ? plus(here, bend, -1.46) : plus(toward(here, before, 1.4), bend, -0.4);
      double[] carbon =
          i == RESIDUES - 1 ? plus(here, bend, -1.52) : plus(toward(here, after, 1.45), bend, -0.4);
      add("N", "N", nitrogen, residue, number);
      add("C", "CA", here, residue, number);
      add("C", "C", carbon, residue, number);
      add("O", "O", plus(carbon, bend, -1.23), residue, number);
      double[] at = here;
      for (String name : sideChain(residue)) {
        at = plus(at, sidewards(bend, at), name.startsWith("S") ? 1.81 : 1.52);
        add(name.substring(0, 1), name, at, residue, number);
      }
    }
  }

  private static List<String> sideChain(String residue) {
    return switch (residue) {
      case "GLY" -> List.of();
      case "ALA" -> List.of("CB");
      case "SER" -> List.of("CB", "OG");
      case "CYS" -> List.of("CB", "SG");
      case "MET" -> List.of("CB", "CG", "SD", "CE");
      case "LYS" -> List.of("CB", "CG", "CD", "CE", "NZ");
      case "ASP", "ASN" -> List.of("CB", "CG", "OD1");
      case "GLU" -> List.of("CB", "CG", "CD", "OE1");
      default -> List.of("CB", "CG", "CD");
    };
  }

  /// A direction that leads off the chain, now more to one side and now to another, and back into
  /// the ball near its surface.
  private double[] sidewards(double[] bend, double[] at) {
    double[] off = direction();
    double back = Math.max(0, 2 * length(at) / BALL - 1) / BALL;
    return unit(
        new double[] {
          bend[0] + 0.5 * off[0] - back * at[0],
          bend[1] + 0.5 * off[1] - back * at[1],
          bend[2] + 0.5 * off[2] - back * at[2]
        });
  }

  /// The zinc, in the hole nearest to the middle.
  private void addZinc() {
    double[] best = new double[3];
    double nearest = Double.POSITIVE_INFINITY;
    for (int trial = 0; trial < 4000; trial++) {
      double[] point = plus(new double[3], direction(), BALL * Math.cbrt(random.uniform()));
      double away = Double.POSITIVE_INFINITY;
      for (double[] atom : placed) {
        away = Math.min(away, distance(atom, point));
      }
      if (away > 2.1 && length(point) < nearest) {
        nearest = length(point);
        best = point;
      }
    }
    add("ZN", "ZN", best, "ZN", Integer.toString(RESIDUES + 1));
  }

  /// Adds an atom; displacements grow towards the surface.
  private void add(String symbol, String name, double[] at, String residue, String number) {
    placed.add(at);
    double ratio = length(at) / BALL;
    atoms.add(
        Element.of(symbol),
        CENTRE[0] + at[0],
        CENTRE[1] + at[1],
        CENTRE[2] + at[2],
        1,
        12 + 14 * ratio * ratio,
        new AtomLabel("A", residue, number, name));
  }

  private static double[] toward(double[] from, double[] to, double distance) {
    return plus(from, unit(minus(to, from)), distance);
  }

  private static double[] plus(double[] point, double[] way, double distance) {
    return new double[] {
      point[0] + distance * way[0], point[1] + distance * way[1], point[2] + distance * way[2]
    };
  }

  private static double[] minus(double[] a, double[] b) {
    return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
  }

  private static double[] scaled(double[] a, double factor) {
    return new double[] {factor * a[0], factor * a[1], factor * a[2]};
  }

  private static double[] unit(double[] v) {
    double length = length(v);
    return length > 0 ? scaled(v, 1 / length) : new double[] {1, 0, 0};
  }

  private static double length(double[] v) {
    return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
  }

  private static double distance(double[] a, double[] b) {
    return length(minus(a, b));
  }
}

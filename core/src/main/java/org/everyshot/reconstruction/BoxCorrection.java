package org.everyshot.reconstruction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.everyshot.kernel.MatrixKernel;
import org.everyshot.math.PrunedFourier;
import org.everyshot.math.RealHarmonics;

/// Brings a change of the intensity's harmonics on shells to the amplitudes of the box, and damps
/// amplitudes beyond the shells (package-info, eq. 4 and 5).
///
/// The eight points (±x, ±y, ±z) of the box share their harmonics but for signs, so one octant is
/// tabulated, points of one radius together. Harmonics go in four groups: cosines of even order, of
/// odd order, sines of even order, of odd order. Immutable; what changes is in [Memory].
final class BoxCorrection {
  private static final int GROUPS = 4;
  private static final double LARGEST_FACTOR = 20;
  private static final double LEAST_INTENSITY = 1e-12;

  private final Shells shells;
  private final int[] order;
  private final Radius[] radii;
  private final float[] damping;
  private final int origin;
  private final int row;
  private final int mostLanes;
  private final MatrixKernel kernel = MatrixKernel.chosen();

  /// Points of one octant that are equally far from the middle.
  private static final class Radius {
    final int points;
    final int lanes;
    final int[] shells = new int[4];
    final float[] weights = new float[4];

    /// `[terms][GROUPS][lanes]`
    final float[] table;

    /// Where in the spectrum a point and its three mirror images are: `[points][4]`; −1 where an
    /// image is the point itself.
    final int[] places;

    Radius(int points, int harmonics) {
      this.points = points;
      this.lanes = (points + MatrixKernel.LANES - 1) / MatrixKernel.LANES * MatrixKernel.LANES;
      this.table = new float[harmonics * lanes];
      this.places = new int[GROUPS * points];
    }
  }

  /// Memory of one thread.
  final class Memory {
    private final float[] grouped = new float[shells.count() * order.length];
    private final float[] harmonics = new float[order.length];
    private final float[] sums = new float[GROUPS * mostLanes];
  }

  BoxCorrection(Shells shells, PhasingSettings settings, PrunedFourier fourier) {
    this.shells = shells;
    this.order = groups(shells.degreeMax());
    int n = settings.gridPoints();
    double unit = 2 * Math.PI / (n * settings.spacingAngstrom());
    this.row = fourier.spectrumRow();
    this.origin = (n / 2 * n + n / 2) * row;
    this.damping = new float[n * n * row];
    Map<Integer, List<int[]>> octant = new TreeMap<>();
    double from = settings.measuredFrom() / unit;
    double to = settings.qMax() / unit;
    int reach = (int) Math.ceil(to);
    for (int x = 0; x <= reach; x++) {
      for (int y = 0; y <= reach; y++) {
        for (int z = 0; z <= reach; z++) {
          int square = x * x + y * y + z * z;
          if (square >= from * from && square <= to * to && square > 0) {
            octant.computeIfAbsent(square, s -> new ArrayList<>()).add(new int[] {x, y, z});
          }
        }
      }
    }
    this.radii = new Radius[octant.size()];
    int at = 0;
    int most = 0;
    for (Map.Entry<Integer, List<int[]>> entry : octant.entrySet()) {
      double radius = Math.sqrt(entry.getKey());
      radii[at] = radius(radius, unit, entry.getValue(), n);
      most = Math.max(most, radii[at].lanes);
      at++;
    }
    this.mostLanes = most;
    damp(settings, unit);
  }

  /// Harmonics by turns of the four groups, `[terms][GROUPS]`, as their places in the order of
  /// [RealHarmonics]; −1 where a group has no more.
  private static int[] groups(int degreeMax) {
    List<List<Integer>> groups = new ArrayList<>();
    for (int group = 0; group < GROUPS; group++) {
      groups.add(new ArrayList<>());
    }
    for (int l = 0; l <= degreeMax; l += 2) {
      for (int c = 0; c <= 2 * l; c++) {
        int m = (c + 1) / 2;
        boolean sine = c > 0 && c % 2 == 0;
        groups.get((sine ? 2 : 0) + m % 2).add(RealHarmonics.offset(l) + c);
      }
    }
    // Cosines of even order are the most: order 0 is among them.
    int terms = groups.getFirst().size();
    int[] places = new int[GROUPS * terms];
    for (int i = 0; i < places.length; i++) {
      List<Integer> group = groups.get(i % GROUPS);
      places[i] = i / GROUPS < group.size() ? group.get(i / GROUPS) : -1;
    }
    return places;
  }

  private Radius radius(double radius, double unit, List<int[]> points, int n) {
    var made = new Radius(points.size(), order.length);
    stencil(radius * unit, made);
    for (int p = 0; p < points.size(); p++) {
      int x = points.get(p)[0];
      int y = points.get(p)[1];
      int z = points.get(p)[2];
      double[] harmonics = RealHarmonics.even(shells.degreeMax(), z / radius, Math.atan2(y, x));
      for (int i = 0; i < order.length; i++) {
        made.table[i * made.lanes + p] = order[i] < 0 ? 0 : (float) harmonics[order[i]];
      }
      made.places[GROUPS * p] = place(x, y, z, n);
      made.places[GROUPS * p + 1] = y > 0 ? place(x, -y, z, n) : -1;
      made.places[GROUPS * p + 2] = z > 0 ? place(x, y, -z, n) : -1;
      made.places[GROUPS * p + 3] = y > 0 && z > 0 ? place(x, -y, -z, n) : -1;
    }
    return made;
  }

  private int place(int x, int y, int z, int n) {
    return ((z + n / 2) * n + y + n / 2) * row + x;
  }

  /// Cubic Lagrange weights of four shells about q. Below q = 0 lie the shells' mirror images, on
  /// which functions of even degree are the same.
  private void stencil(double q, Radius to) {
    double position = (q - shells.q(0)) / shells.step();
    int first = (int) Math.floor(position) - 1;
    first = Math.min(first, shells.count() - 4);
    for (int i = 0; i < 4; i++) {
      double weight = 1;
      for (int j = 0; j < 4; j++) {
        if (j != i) {
          weight *= (position - first - j) / (i - j);
        }
      }
      int shell = first + i;
      if (shell < 0) {
        double mirrored = -2 * shells.q(0) / shells.step() - shell;
        shell = (int) Math.round(mirrored);
        boolean exact = Math.abs(mirrored - shell) < 1e-3;
        if (!exact || shell < 0 || shell >= shells.count()) {
          shell = 0;
          weight = 0;
        }
      }
      to.shells[i] = shell;
      to.weights[i] = (float) weight;
    }
  }

  private void damp(PhasingSettings settings, double unit) {
    int n = settings.gridPoints();
    PhasingSettings.Damping wanted = settings.damping();
    for (int z = 0, at = 0; z < n; z++) {
      for (int y = 0; y < n; y++) {
        for (int i = 0; i < row; i++, at++) {
          int x = i % (row / 2);
          double square = x * x + Math.pow(y - n / 2.0, 2) + Math.pow(z - n / 2.0, 2);
          double beyond = Math.sqrt(square) * unit / settings.qMax() - 1;
          double width = beyond / wanted.width();
          damping[at] = beyond <= 0 ? 1 : (float) (wanted.factor() * Math.exp(-width * width));
        }
      }
    }
  }

  /// @param change ΔI_lm, laid out by [Shells]
  /// @param spectrum amplitudes of the box, changed in place
  void apply(float[] change, float[] spectrum, Memory memory) {
    float least =
        (float) (LEAST_INTENSITY * spectrum[origin] * spectrum[origin]) + Float.MIN_NORMAL;
    for (int k = 0; k < shells.count(); k++) {
      int to = k * order.length;
      for (int i = 0; i < order.length; i++) {
        memory.grouped[to + i] = order[i] < 0 ? 0 : change[k * shells.stride() + order[i]];
      }
    }
    for (Radius radius : radii) {
      evaluate(radius, memory);
      for (int p = 0; p < radius.points; p++) {
        float c0 = memory.sums[p];
        float c1 = memory.sums[radius.lanes + p];
        float s0 = memory.sums[2 * radius.lanes + p];
        float s1 = memory.sums[3 * radius.lanes + p];
        int at = GROUPS * p;
        correct(spectrum, radius.places[at], (c0 + c1) + (s0 + s1), least);
        correct(spectrum, radius.places[at + 1], (c0 + c1) - (s0 + s1), least);
        correct(spectrum, radius.places[at + 2], (c0 - c1) + (s0 - s1), least);
        correct(spectrum, radius.places[at + 3], (c0 - c1) - (s0 - s1), least);
      }
    }
    for (int i = 0; i < spectrum.length; i++) {
      spectrum[i] *= damping[i];
    }
  }

  /// The four groups' sums at a radius's points.
  private void evaluate(Radius radius, Memory memory) {
    float[] harmonics = memory.harmonics;
    float[] change = memory.grouped;
    int s0 = radius.shells[0] * order.length;
    int s1 = radius.shells[1] * order.length;
    int s2 = radius.shells[2] * order.length;
    int s3 = radius.shells[3] * order.length;
    float w0 = radius.weights[0];
    float w1 = radius.weights[1];
    float w2 = radius.weights[2];
    float w3 = radius.weights[3];
    for (int i = 0; i < harmonics.length; i++) {
      harmonics[i] =
          (w0 * change[s0 + i] + w1 * change[s1 + i]) + (w2 * change[s2 + i] + w3 * change[s3 + i]);
    }
    int terms = order.length / GROUPS;
    kernel.fourSums(terms, radius.lanes, harmonics, 0, radius.table, 0, memory.sums, 0);
  }

  private void correct(float[] spectrum, int place, float change, float least) {
    if (place < 0) {
      return;
    }
    int half = row / 2;
    float re = spectrum[place];
    float im = spectrum[place + half];
    float intensity = re * re + im * im;
    float wanted = Math.max(0, intensity + change) / Math.max(intensity, least);
    float factor = (float) Math.min(LARGEST_FACTOR, Math.sqrt(wanted));
    spectrum[place] = re * factor;
    spectrum[place + half] = im * factor;
  }
}

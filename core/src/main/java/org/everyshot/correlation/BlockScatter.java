package org.everyshot.correlation;

import java.util.Arrays;
import java.util.List;
import org.everyshot.engine.Team;
import org.everyshot.kernel.Harmonics;
import org.everyshot.kernel.MatrixKernel;
import org.everyshot.kernel.Triangle;
import org.jspecify.annotations.Nullable;

/// Standard errors of C(p, q, Δ) where every shot has every bin and none is compared with others.
///
/// There C = N/M with M the number of shots, so that a pseudo-value of the [Jackknife] is a block's
/// own n_b/m_b, their centre N/M, and
///
/// σ² = (1/G) Σ_b (n_b − (m_b/M) N)² / (m_b (M − m_b)).
///
/// The difference is linear in the harmonics: it is taken there, in double precision, and brought
/// to Δ by cosine and sine sums of many pairs at once, in single precision. Even and odd orders
/// are summed apart: as cos n(π − Δ) = ±cos nΔ and sin n(π − Δ) = ∓sin nΔ, sums up to π/2 then do
/// for all of Δ. Each pair is counted in a unit near its own largest harmonic, so that squares stay
/// within single precision whatever the unit of intensity.
///
/// Error: 10⁻⁶ of the root mean square of a pair's σ over Δ.
final class BlockScatter {
  /// Pairs that are read together: enough of them for memory to be read in long stretches.
  private static final int LANES = 480;

  /// Pairs among these that are summed together; as many columns as matrix tiles take, or a
  /// multiple.
  private static final int STRIP = 48;

  /// Sums and differences that make values at ±Δ and π ± Δ of sums over even and odd orders.
  private static final int[][] TO_ANGLES = {{0, 1}, {2, 3}, {0, 2}, {1, 3}};

  private final List<BlockSums> blocks;
  private final List<HalfSums> halves;
  private final Harmonics harmonics;
  private final int rings;
  private final CorrelationSettings settings;
  private final MatrixKernel kernel = MatrixKernel.chosen();
  private final int azimuths;
  private final long shots;
  // Whether π − Δ is an azimuth where Δ is.
  private final boolean folded;
  private final int angles;
  // The same, filled up: matrix tiles take four rows.
  private final int rows;
  // Indices of harmonics of even order are so far apart; those of odd order lie between, if any.
  private final int step;
  // [angle][harmonic], each harmonic with the weight of its mirror.
  private final float[] cosines;
  private final float[] sines;

  /// @param blocks of the shots; those are used that have products, at least two
  /// @param halves the same shots
  BlockScatter(
      List<BlockSums> blocks,
      List<HalfSums> halves,
      Harmonics harmonics,
      int rings,
      CorrelationSettings settings) {
    this.blocks = blocks.stream().filter(block -> block.correlated() > 0).toList();
    this.halves = halves;
    this.harmonics = harmonics;
    this.rings = rings;
    this.settings = settings;
    this.azimuths = harmonics.azimuths();
    this.shots = blocks.stream().mapToLong(BlockSums::correlated).sum();
    this.folded = azimuths % 2 == 0;
    this.angles = azimuths / (folded ? 4 : 2) + 1;
    this.rows = Math.ceilDiv(angles, 4) * 4;
    this.step = folded && harmonics.step() == 1 ? 2 : 1;
    int count = harmonics.count();
    this.cosines = new float[rows * count];
    this.sines = new float[rows * count];
    for (int d = 0; d < rows; d++) {
      for (int k = 0; k < count; k++) {
        double turn = 2 * Math.PI * ((long) d * harmonics.order(k) % azimuths) / azimuths;
        int both = harmonics.real(k) ? 1 : 2;
        cosines[d * count + k] = (float) (both * Math.cos(turn));
        sines[d * count + k] = harmonics.real(k) ? 0 : (float) (both * Math.sin(turn));
      }
    }
  }

  /// Writes σ, `[p][(q − p) · azimuths + Δ]`.
  void write(float[][] sigma, Team team) {
    int pairs = Triangle.size(rings);
    @Nullable Bench[] benches = new Bench[team.size()];
    team.forEach(
        Math.ceilDiv(pairs, LANES),
        (piece, member) -> {
          Bench bench = benches[member];
          if (bench == null) {
            bench = new Bench();
            benches[member] = bench;
          }
          int from = piece * LANES;
          bench.work(from, Math.min(LANES, pairs - from), sigma);
        });
  }

  /// The column that a pair is in.
  private int column(int pair) {
    int p = 0;
    while (p + 1 < rings && Triangle.index(rings, p + 1, p + 1) <= pair) {
      p++;
    }
    return p;
  }

  /// One thread's scratch memory, a lane to a pair.
  private final class Bench {
    private final int parts = settings.isotropic() ? 1 : 2;
    private final double[] own = new double[LANES];
    // Powers of two: one over the largest harmonic of each pair, a shot's share of it.
    private final double[] perUnit = new double[LANES];
    // [part]: what a block's photons make more of every harmonic than its share.
    private final double[][] selfTerm = new double[2][LANES];
    // [part][harmonic · lane], real and imaginary: the numerators of all blocks.
    private final double[][] all = new double[parts][harmonics.count() * LANES];
    private final float[][] off = new float[parts][harmonics.count() * LANES];
    // [angle · lane of a strip]: cosines of even and of odd orders, sines of even and of odd ones;
    // then C at −Δ, π − Δ, Δ, π + Δ.
    private final float[][] sums = new float[4][rows * STRIP];
    // [strip][as the sums]
    private final float[][][] squares = new float[LANES / STRIP][4][rows * STRIP];

    void work(int from, int count, float[][] sigma) {
      for (int part = 0; part < parts; part++) {
        for (int k = 0; k < harmonics.count(); k++) {
          addHalf(
              part == 0 ? halves.get(0).re()[k] : halves.get(0).im()[k],
              part == 0 ? halves.get(1).re()[k] : halves.get(1).im()[k],
              from,
              count,
              all[part],
              k * LANES);
        }
      }
      chooseUnits();
      for (float[][] strip : squares) {
        for (float[] some : strip) {
          Arrays.fill(some, 0);
        }
      }
      int p = column(from);
      Arrays.fill(selfTerm[0], 0);
      for (BlockSums block : blocks) {
        double m = block.correlated();
        double factor = 1 / Math.sqrt(blocks.size() * m * (shots - m));
        if (settings.selfTerm() == CorrelationSettings.SelfTerm.SUBTRACT) {
          readSelfTerm(block, p, from, count, m / shots);
        }
        readOff(block, from, count, m / shots, factor);
        for (int strip = 0; strip * STRIP < count; strip++) {
          sum(strip * STRIP);
          addSquares(squares[strip]);
        }
      }
      store(p, from, count, sigma);
    }

    private static void addHalf(
        double[] half, double[] other, int from, int count, double[] all, int at) {
      for (int i = 0; i < count; i++) {
        all[at + i] = half[from + i] + other[from + i];
      }
    }

    private void chooseUnits() {
      Arrays.fill(perUnit, 0);
      for (double[] part : all) {
        for (int at = 0; at < part.length; at += LANES) {
          raiseToSizes(part, at, perUnit);
        }
      }
      for (int i = 0; i < LANES; i++) {
        int exponent = perUnit[i] > 0 ? Math.getExponent(perUnit[i] / shots) : 0;
        perUnit[i] = Math.scalb(1.0, -exponent);
      }
    }

    private static void raiseToSizes(double[] values, int at, double[] largest) {
      for (int i = 0; i < LANES; i++) {
        largest[i] = Math.max(largest[i], Math.abs(values[at + i]));
      }
    }

    /// The photons' variance is alike in every harmonic of a ring with itself.
    private void readSelfTerm(BlockSums block, int p, int from, int count, double share) {
      double area = (double) azimuths * azimuths;
      for (int q = p; q < rings; q++) {
        int at = Triangle.index(rings, q, q) - from;
        if (at >= count) {
          return;
        }
        if (at >= 0) {
          double both = halves.get(0).variance(q) + halves.get(1).variance(q);
          selfTerm[0][at] = (block.variance(q) - share * both) / area;
        }
      }
    }

    /// How far the block's harmonics are off its share of all, times a factor.
    private void readOff(BlockSums block, int from, int count, double share, double factor) {
      for (int part = 0; part < parts; part++) {
        for (int k = 0; k < harmonics.count(); k++) {
          block.numerators(part == 1, k, from, count, own);
          takeShare(own, selfTerm[part], all[part], k * LANES, share, factor, perUnit, off[part]);
        }
      }
    }

    private static void takeShare(
        double[] own,
        double[] selfTerm,
        double[] all,
        int at,
        double share,
        double factor,
        double[] perUnit,
        float[] off) {
      for (int i = 0; i < LANES; i++) {
        double value = own[i] - share * all[at + i] - selfTerm[i];
        off[at + i] = (float) (value * factor * perUnit[i]);
      }
    }

    private void sum(int lane) {
      int count = harmonics.count();
      for (int i = 0; i < 4; i++) {
        int first = i % 2;
        int part = i / 2;
        boolean none = part == parts || first == step;
        int terms = none ? 0 : Math.ceilDiv(count - first, step);
        kernel.multiply(
            rows,
            terms,
            STRIP,
            part == 0 ? cosines : sines,
            first,
            count,
            step,
            off[none ? 0 : part],
            first * LANES + lane,
            step * LANES,
            sums[i],
            0,
            STRIP);
      }
    }

    /// As cosines are even, sines odd functions of Δ; and see above.
    private void addSquares(float[][] strip) {
      for (int[] pair : TO_ANGLES) {
        butterfly(sums[pair[0]], sums[pair[1]]);
      }
      for (int i = 0; i < 4; i++) {
        addSquares(sums[i], strip[i]);
      }
    }

    /// To a + b and a − b.
    private static void butterfly(float[] a, float[] b) {
      for (int i = 0; i < a.length; i++) {
        float sum = a[i] + b[i];
        b[i] = a[i] - b[i];
        a[i] = sum;
      }
    }

    private static void addSquares(float[] values, float[] sums) {
      for (int i = 0; i < values.length; i++) {
        sums[i] += values[i] * values[i];
      }
    }

    /// @param column that the first pair is in
    private void store(int column, int from, int count, float[][] sigma) {
      int p = column;
      for (int i = 0; i < count; i++) {
        int at = from + i - Triangle.index(rings, p, p);
        if (at == rings - p) {
          p++;
          at = 0;
        }
        store(squares[i / STRIP], i % STRIP, 1 / perUnit[i], sigma[p], at * azimuths);
      }
    }

    private void store(float[][] strip, int lane, double unit, float[] out, int first) {
      for (int i = 0; i < 4; i += folded ? 1 : 2) {
        int half = first + (i % 2 == 0 ? 0 : azimuths / 2);
        // Before an angle, or past it: Δ = 0 is not there twice.
        int from = i == 0 ? 1 : 0;
        int start = i == 0 ? first + azimuths : half;
        roots(strip[i], lane, unit, from, out, start, i < 2 ? -1 : 1);
      }
    }

    private void roots(
        float[] squares, int lane, double unit, int from, float[] out, int at, int step) {
      for (int d = from; d < angles; d++) {
        out[at + d * step] = (float) (Math.sqrt(squares[d * STRIP + lane]) * unit);
      }
    }
  }
}

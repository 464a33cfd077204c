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
/// to Δ by cosine and sine sums of many pairs at once, in single precision.
/// Error: 10⁻⁶ of the root mean square of a pair's σ over Δ.
final class BlockScatter {
  /// Pairs that are worked on together; a multiple of the columns that matrix tiles take.
  private static final int LANES = 240;

  private final List<BlockSums> blocks;
  private final List<HalfSums> halves;
  private final Harmonics harmonics;
  private final int rings;
  private final CorrelationSettings settings;
  private final MatrixKernel kernel = MatrixKernel.chosen();
  private final int azimuths;
  private final int angles;
  private final long shots;
  // [angle][harmonic], angles 0 … azimuths/2, each harmonic with the weight of its mirror.
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
    this.angles = azimuths / 2 + 1;
    this.shots = blocks.stream().mapToLong(BlockSums::correlated).sum();
    int count = harmonics.count();
    this.cosines = new float[angles * count];
    this.sines = new float[angles * count];
    for (int d = 0; d < angles; d++) {
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

  /// One thread's scratch memory, a lane to a pair.
  private final class Bench {
    private final double[] re = new double[LANES];
    private final double[] im = new double[LANES];
    // [harmonic][lane], the numerators of all blocks.
    private final double[] allRe = new double[harmonics.count() * LANES];
    private final double[] allIm = new double[settings.isotropic() ? 0 : allRe.length];
    // [harmonic][lane]
    private final float[] offRe = new float[harmonics.count() * LANES];
    private final float[] offIm = new float[settings.isotropic() ? 0 : offRe.length];
    // [angle][lane]
    private final float[] even = new float[angles * LANES];
    private final float[] odd = new float[even.length];
    private final double[] squares = new double[even.length];
    private final double[] mirrored = new double[even.length];

    void work(int from, int count, float[][] sigma) {
      Arrays.fill(squares, 0);
      Arrays.fill(mirrored, 0);
      for (int k = 0; k < harmonics.count(); k++) {
        add(halves.get(0).re()[k], halves.get(1).re()[k], from, count, allRe, k * LANES);
        if (allIm.length > 0) {
          add(halves.get(0).im()[k], halves.get(1).im()[k], from, count, allIm, k * LANES);
        }
      }
      for (BlockSums block : blocks) {
        double m = block.correlated();
        double factor = 1 / Math.sqrt(blocks.size() * m * (shots - m));
        readOff(block, from, count, m / shots, factor);
        addSquares();
      }
      for (int i = 0; i < squares.length; i++) {
        squares[i] = Math.sqrt(squares[i]);
        mirrored[i] = Math.sqrt(mirrored[i]);
      }
      store(from, count, sigma);
    }

    /// How far the block's harmonics are off its share of all, times a factor.
    private void readOff(BlockSums block, int from, int count, double share, double factor) {
      for (int k = 0; k < harmonics.count(); k++) {
        block.numerators(k, from, count, re, im);
        take(re, count, allRe, k * LANES, share);
        if (settings.selfTerm() == CorrelationSettings.SelfTerm.SUBTRACT) {
          takeSelfTerm(block, from, count, share);
        }
        for (int i = 0; i < count; i++) {
          offRe[k * LANES + i] = (float) (re[i] * factor);
        }
        if (offIm.length > 0) {
          take(im, count, allIm, k * LANES, share);
          for (int i = 0; i < count; i++) {
            offIm[k * LANES + i] = (float) (im[i] * factor);
          }
        }
      }
    }

    private static void add(
        double[] half, double[] other, int from, int count, double[] all, int at) {
      for (int i = 0; i < count; i++) {
        all[at + i] = half[from + i] + other[from + i];
      }
    }

    private static void take(double[] own, int count, double[] all, int at, double share) {
      for (int i = 0; i < count; i++) {
        own[i] -= share * all[at + i];
      }
    }

    /// The photons' variance is alike in every harmonic of a ring with itself.
    private void takeSelfTerm(BlockSums block, int from, int count, double share) {
      double area = (double) azimuths * azimuths;
      for (int q = column(from); q < rings; q++) {
        int at = Triangle.index(rings, q, q) - from;
        if (at >= count) {
          return;
        }
        if (at >= 0) {
          double both = halves.get(0).variance(q) + halves.get(1).variance(q);
          re[at] -= (block.variance(q) - share * both) / area;
        }
      }
    }

    /// The column that a pair is in.
    private int column(int pair) {
      int p = 0;
      while (p + 1 < rings && Triangle.index(rings, p + 1, p + 1) <= pair) {
        p++;
      }
      return p;
    }

    private void addSquares() {
      int orders = harmonics.count();
      kernel.multiply(
          angles, orders, LANES, cosines, 0, orders, 1, offRe, 0, LANES, even, 0, LANES);
      if (offIm.length > 0) {
        kernel.multiply(angles, orders, LANES, sines, 0, orders, 1, offIm, 0, LANES, odd, 0, LANES);
      }
      for (int i = 0; i < squares.length; i++) {
        double value = even[i] - odd[i];
        double opposite = even[i] + odd[i];
        squares[i] += value * value;
        mirrored[i] += opposite * opposite;
      }
    }

    private void store(int from, int count, float[][] sigma) {
      int p = column(from);
      for (int i = 0; i < count; i++) {
        int at = from + i - Triangle.index(rings, p, p);
        if (at == rings - p) {
          p++;
          at = 0;
        }
        float[] out = sigma[p];
        int first = at * azimuths;
        for (int d = 0; d < angles; d++) {
          out[first + d] = (float) squares[d * LANES + i];
        }
        for (int d = 1; 2 * d < azimuths; d++) {
          out[first + azimuths - d] = (float) mirrored[d * LANES + i];
        }
      }
    }
  }
}

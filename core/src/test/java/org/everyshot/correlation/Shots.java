package org.everyshot.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.everyshot.detector.PolarGrid;
import org.everyshot.engine.Chunk;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.engine.Team;
import org.everyshot.kernel.Kernels;
import org.everyshot.shot.ShotBatch;
import org.everyshot.shot.ShotId;

/// Random images and the defining sums, term by term.
final class Shots {
  static final Team ALONE = new Team(1);
  static final Team TWO = new Team(2);
  static final LossLedger LEDGER = new LossLedger();

  private Shots() {}

  static PolarGrid grid(int rings, int azimuths) {
    return new PolarGrid(0.01, 0.1, rings, azimuths);
  }

  /// Positive images with some structure, falling off with the ring; values of single precision.
  static double[][] images(int count, int rings, int azimuths, long seed) {
    var random = new Random(seed);
    double[][] images = new double[count][rings * azimuths];
    for (double[] image : images) {
      double phase = random.nextDouble() * 2 * Math.PI;
      double bright = 0.5 + random.nextDouble();
      for (int q = 0; q < rings; q++) {
        for (int j = 0; j < azimuths; j++) {
          double angle = 2 * Math.PI * j / azimuths + phase;
          double shape = 2 + Math.cos(2 * angle + q) + 0.5 * Math.sin(3 * angle);
          double value = bright * (shape + random.nextDouble()) * 100 / (1 + q);
          image[q * azimuths + j] = (float) value;
        }
      }
    }
    return images;
  }

  /// Makes bins missing in ring sectors; the same for all images, or of their own for each.
  static void gaps(double[][] images, int rings, int azimuths, boolean dynamic, long seed) {
    for (int i = 0; i < images.length; i++) {
      var random = new Random(seed + (dynamic ? i : 0));
      for (int q = 0; q < rings; q++) {
        int from = random.nextInt(azimuths);
        int length = random.nextInt(azimuths / 2);
        for (int j = 0; j < length; j++) {
          images[i][q * azimuths + (from + j) % azimuths] = Double.NaN;
        }
      }
    }
  }

  static int half(int shot) {
    return ShotId.half(shot, 0);
  }

  /// Batches of `sliceShots` within chunks of `chunkShots`.
  static List<ShotBatch> batches(
      double[][] images, int rings, int azimuths, boolean twice, int chunkShots, int sliceShots) {
    var batches = new ArrayList<ShotBatch>();
    for (int first = 0, id = 0; first < images.length; first += chunkShots, id++) {
      var chunk = new Chunk(id, first, Math.min(chunkShots, images.length - first));
      for (int offset = 0; offset < chunk.count(); offset += sliceShots) {
        int count = Math.min(sliceShots, chunk.count() - offset);
        var batch = new ShotBatch(count, rings, azimuths, twice, false);
        batch.clear(new Slice(chunk, offset, count));
        for (int i = 0; i < count; i++) {
          int at = batch.append(first + offset + i, 0) * rings * azimuths;
          double[] image = images[first + offset + i];
          for (int j = 0; j < image.length; j++) {
            if (twice) {
              batch.twice()[at + j] = image[j];
            } else {
              batch.single()[at + j] = (float) image[j];
            }
          }
        }
        batches.add(batch);
      }
    }
    return batches;
  }

  static Correlator correlator(int rings, int azimuths, CorrelationSettings settings, Team team) {
    return new Correlator(grid(rings, azimuths), 1.5, settings, Kernels.kernel(), team, LEDGER);
  }

  static Correlation correlate(
      double[][] images, int rings, int azimuths, CorrelationSettings settings) {
    Correlator correlator = correlator(rings, azimuths, settings, ALONE);
    boolean twice = settings.precision() == CorrelationSettings.Precision.DOUBLE;
    batches(images, rings, azimuths, twice, 40, 7).forEach(correlator::add);
    return correlator.snapshot();
  }

  /// Σ_j Σ_φ I_j(q, φ) I_j(r, φ+Δ) over bins that are there.
  static double[] products(double[][] images, int azimuths, int q, int r) {
    double[] sum = new double[azimuths];
    for (double[] image : images) {
      for (int j = 0; j < azimuths; j++) {
        double a = image[q * azimuths + j];
        for (int d = 0; d < azimuths; d++) {
          double product = a * image[r * azimuths + (j + d) % azimuths];
          sum[d] += Double.isNaN(product) ? 0 : product;
        }
      }
    }
    return sum;
  }

  /// The same of the images' masks.
  static double[] maskProducts(double[][] images, int azimuths, int q, int r) {
    double[][] masks = new double[images.length][];
    for (int i = 0; i < masks.length; i++) {
      masks[i] = images[i].clone();
      for (int j = 0; j < masks[i].length; j++) {
        masks[i][j] = Double.isNaN(masks[i][j]) ? 0 : 1;
      }
    }
    return products(masks, azimuths, q, r);
  }

  static double[] even(double[] x) {
    double[] even = new double[x.length];
    for (int d = 0; d < x.length; d++) {
      even[d] = (x[d] + x[(x.length - d) % x.length]) / 2;
    }
    return even;
  }

  static double[] quotient(double[] a, double[] b) {
    double[] quotient = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      quotient[i] = b[i] == 0 ? Double.NaN : a[i] / b[i];
    }
    return quotient;
  }
}

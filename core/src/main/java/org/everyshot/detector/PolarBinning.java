package org.everyshot.detector;

import java.util.Arrays;
import org.everyshot.kernel.PixelTable;
import org.jspecify.annotations.Nullable;

/// Bins frames onto a polar grid: each pixel belongs to the one bin that holds its centre.
///
/// A bin's value is the mean over its good pixels of K g, with K the photons and
/// g = 1 / (ΔΩ P) the correction for solid angle and polarisation of [PixelOptics], 1 where the
/// beam meets the detector. The photons are those of the calibrated value, less the background.
///
/// Good pixels are those that the mask, the shot's own flags and the rules for values leave:
/// finite, not below a `flag_lessthan` or the calibration's lowest, not above a `flag_morethan`,
/// `max_adu`, not equal to a `flag_equal`. Rules look at raw values.
///
/// This is the scalar reference; [#table(boolean)] is for its fast twin. Instances may be used
/// by several threads at once.
public final class PolarBinning {
  static final int CHUNK = 4096;

  /// Times the values and the pixels of a bin, still within single precision.
  private static final double LARGEST = 1e26;

  private final Geometry geometry;
  private final DetectorPosition position;
  private final Beam beam;
  private final PolarGrid grid;
  private final Mask mask;
  private final Calibration calibration;
  private final int[] bins;
  private final float[] factors;
  private volatile @Nullable Angles angles;

  /// What decides a pixel's bin at another photon energy.
  private static final class Angles {
    /// q of each pixel at the nominal photon energy, Å⁻¹; NaN where it is left out.
    final double[] q;
    final int[] azimuths;

    Angles(int pixels) {
      q = new double[pixels];
      azimuths = new int[pixels];
    }
  }

  /// @param position where the detector stands
  /// @param beam the beam; frames may have another photon energy, at which they are then binned
  public PolarBinning(
      Geometry geometry,
      DetectorPosition position,
      Beam beam,
      PolarGrid grid,
      Mask mask,
      Calibration calibration) {
    if (mask.pixels() != geometry.pixels()) {
      throw new IllegalArgumentException(
          "mask of " + mask.pixels() + " pixels for frames of " + geometry.pixels());
    }
    this.geometry = geometry;
    this.position = position;
    this.beam = beam;
    this.grid = grid;
    this.mask = mask;
    this.calibration = calibration;
    this.bins = new int[geometry.pixels()];
    this.factors = new float[geometry.pixels()];
    var optics = new PixelOptics(geometry, position, beam.horizontalPolarisation());
    PixelOptics.Row row = PixelOptics.rowFor(geometry);
    double k2 = 2 * beam.waveNumber();
    int i = 0;
    for (Panel panel : geometry.panels()) {
      for (int ss = 0; ss < panel.height(); ss++) {
        optics.row(panel, ss, row);
        for (int fs = 0; fs < panel.width(); fs++, i++) {
          double factor = 1 / (row.solidAngle()[fs] * row.polarisation()[fs]);
          factors[i] = (float) factor;
          boolean usable =
              mask.good(i) && calibration.usable(i) && factor > 0 && factors[i] < Float.MAX_VALUE;
          int ring = usable ? grid.ring(k2 * row.sinTheta()[fs]) : -1;
          if (!usable) {
            factors[i] = Float.NaN;
          }
          bins[i] = ring < 0 ? -1 : ring * grid.azimuths() + grid.bin(row.azimuth()[fs]);
        }
      }
    }
  }

  /// The grid.
  public PolarGrid grid() {
    return grid;
  }

  /// The beam at which frames are binned that do not say otherwise.
  public Beam beam() {
    return beam;
  }

  /// Where the detector stands.
  public DetectorPosition position() {
    return position;
  }

  /// The same binning for a detector that stands elsewhere.
  public PolarBinning at(DetectorPosition other) {
    return new PolarBinning(geometry, other, beam, grid, mask, calibration);
  }

  /// The bin of a pixel at the nominal photon energy, ring times azimuths plus azimuthal bin; -1
  /// where it is in none.
  public int bin(int pixel) {
    return bins[pixel];
  }

  /// Number of pixels in each bin at the nominal photon energy, before any shot's own flags.
  public int[] occupancy() {
    int[] pixels = new int[grid.size()];
    for (int bin : bins) {
      if (bin >= 0) {
        pixels[bin]++;
      }
    }
    return pixels;
  }

  /// What frames at the nominal photon energy add to the bins, for a kernel that bins several at
  /// once in single precision.
  ///
  /// Null where the rules or the numbers go beyond such a table: a `flag_equal`; a pedestal, which
  /// would cost digits where it is far above the signal; a correction beyond single precision.
  ///
  /// @param withVariance whether the photon variance is wanted too
  public @Nullable PixelTable table(boolean withVariance) {
    if (calibration.hasPedestal()) {
      return null;
    }
    int pixels = bins.length;
    int[] where = bins.clone();
    float[] slope = new float[pixels];
    float[] offset = calibration.hasBackground() ? new float[pixels] : null;
    float[] variance = withVariance ? new float[pixels] : null;
    float[] lowest = new float[pixels];
    float[] highest = new float[pixels];
    for (Panel panel : geometry.panels()) {
      Response response = panel.response();
      int end = panel.offset() + panel.pixels();
      if (panel.ignored()) {
        Arrays.fill(where, panel.offset(), end, -1);
        continue;
      }
      if (response.forbidden().length > 0) {
        return null;
      }
      double scale = response.photonsPerAdu(beam.photonEnergyEv());
      Arrays.fill(lowest, panel.offset(), end, Math.max(response.lowest(), calibration.lowest()));
      Arrays.fill(highest, panel.offset(), end, response.highest());
      for (int i = panel.offset(); i < end; i++) {
        if (where[i] < 0) {
          continue;
        }
        double share = calibration.calibrated(i, 1) * scale * factors[i];
        slope[i] = (float) share;
        if (offset != null) {
          offset[i] = (float) (-calibration.background(i) * scale * factors[i]);
        }
        if (variance != null) {
          variance[i] = (float) (share * factors[i]);
        }
        if (!(Math.abs(share * factors[i]) < LARGEST)) {
          return null;
        }
      }
    }
    return new PixelTable(
        grid.rings(), grid.azimuths(), where, slope, offset, lowest, highest, variance);
  }

  /// Bins a frame of unsigned 16-bit counts.
  ///
  /// @param bad flags of the shot's bad pixels, nonzero for bad; null for none
  /// @param photonEnergyEv the shot's photon energy, eV; NaN for the nominal one
  /// @param into emptied, then filled
  /// @return number of pixels used
  public long bin(short[] counts, byte @Nullable [] bad, double photonEnergyEv, PolarSums into) {
    return bin(counts, null, bad, photonEnergyEv, into);
  }

  /// Bins a frame of floats, as the other method.
  public long bin(float[] values, byte @Nullable [] bad, double photonEnergyEv, PolarSums into) {
    return bin(null, values, bad, photonEnergyEv, into);
  }

  private long bin(
      short @Nullable [] counts,
      float @Nullable [] values,
      byte @Nullable [] bad,
      double photonEnergyEv,
      PolarSums into) {
    double energy = Double.isNaN(photonEnergyEv) ? beam.photonEnergyEv() : photonEnergyEv;
    int[] where = energy == beam.photonEnergyEv() ? bins : binsAt(energy, into.binsOf(bins.length));
    into.clear();
    long used = 0;
    for (Panel panel : geometry.panels()) {
      if (panel.ignored()) {
        continue;
      }
      double scale = panel.response().photonsPerAdu(energy);
      float lowest = Math.max(panel.response().lowest(), calibration.lowest());
      float highest = panel.response().highest();
      float[] forbidden = panel.response().forbidden();
      int end = panel.offset() + panel.pixels();
      for (int from = panel.offset(); from < end; from += CHUNK) {
        int n = Math.min(CHUNK, end - from);
        float[] chunk = into.chunk;
        if (counts != null) {
          for (int i = 0; i < n; i++) {
            chunk[i] = counts[from + i] & 0xffff;
          }
        } else if (values != null) {
          System.arraycopy(values, from, chunk, 0, n);
        }
        strike(chunk, from, n, bad, forbidden);
        used += sum(chunk, from, n, where, lowest, highest, scale, into);
      }
    }
    return used;
  }

  /// Makes NaN of the values that a shot's flags or a `flag_equal` call bad.
  private static void strike(
      float[] chunk, int from, int n, byte @Nullable [] bad, float[] forbidden) {
    if (bad != null) {
      for (int i = 0; i < n; i++) {
        if (bad[from + i] != 0) {
          chunk[i] = Float.NaN;
        }
      }
    }
    for (float value : forbidden) {
      for (int i = 0; i < n; i++) {
        if (chunk[i] == value) {
          chunk[i] = Float.NaN;
        }
      }
    }
  }

  private long sum(
      float[] chunk,
      int from,
      int n,
      int[] where,
      float lowest,
      float highest,
      double scale,
      PolarSums into) {
    long used = 0;
    for (int i = 0; i < n; i++) {
      int pixel = from + i;
      int bin = where[pixel];
      float raw = chunk[i];
      if (bin < 0 || !(raw >= lowest && raw <= highest)) {
        continue;
      }
      double factor = factors[pixel];
      double adu = calibration.calibrated(pixel, raw);
      into.sum[bin] += (adu - calibration.background(pixel)) * scale * factor;
      into.variance[bin] += adu * scale * factor * factor;
      into.count[bin]++;
      used++;
    }
    return used;
  }

  /// Bins of the pixels at another photon energy: q is proportional to it.
  private int[] binsAt(double energy, int[] at) {
    Angles known = angles;
    if (known == null) {
      known = measureAngles();
      angles = known;
    }
    double ratio = energy / beam.photonEnergyEv();
    for (int i = 0; i < at.length; i++) {
      int ring = grid.ring(known.q[i] * ratio);
      at[i] = ring < 0 ? -1 : ring * grid.azimuths() + known.azimuths[i];
    }
    return at;
  }

  private Angles measureAngles() {
    var measured = new Angles(bins.length);
    var optics = new PixelOptics(geometry, position, beam.horizontalPolarisation());
    PixelOptics.Row row = PixelOptics.rowFor(geometry);
    double k2 = 2 * beam.waveNumber();
    int i = 0;
    for (Panel panel : geometry.panels()) {
      for (int ss = 0; ss < panel.height(); ss++) {
        optics.row(panel, ss, row);
        for (int fs = 0; fs < panel.width(); fs++, i++) {
          measured.q[i] = Float.isNaN(factors[i]) ? Double.NaN : k2 * row.sinTheta()[fs];
          measured.azimuths[i] = grid.bin(row.azimuth()[fs]);
        }
      }
    }
    return measured;
  }
}

package org.everyshot.picture;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.detector.Panel;
import org.everyshot.detector.Placement;
import org.jspecify.annotations.Nullable;

/// The mean of shots on the detector, with its mask, logarithmic colours and rings of equal q.
public final class PowderPattern {
  /// So many pixels are enough to set the colours by.
  private static final int ENOUGH = 1 << 18;

  private PowderPattern() {}

  /// The mean image of a detector.
  ///
  /// @param xMm position of each pixel's centre in the laboratory, beam at 0
  /// @param yMm likewise, upwards
  /// @param mean mean value of each pixel; NaN counts as masked
  /// @param masked pixels left out; null for none
  /// @param pitchMm edge of a pixel
  /// @param distanceMm from the sample to the detector, for the rings of equal q
  /// @param wavelengthAngstrom likewise; NaN draws no rings
  /// @param shots of which it is the mean
  /// @param seen shots from which these were taken
  /// @param unit of the values, such as `photons`
  public static Picture of(
      float[] xMm,
      float[] yMm,
      float[] mean,
      boolean @Nullable [] masked,
      double pitchMm,
      double distanceMm,
      double wavelengthAngstrom,
      long shots,
      long seen,
      String unit) {
    if (xMm.length != mean.length
        || yMm.length != mean.length
        || (masked != null && masked.length != mean.length)) {
      throw new IllegalArgumentException(mean.length + " pixels, but " + xMm.length + " positions");
    }
    double farthest = 0;
    int left = 0;
    int stride = 1 + mean.length / ENOUGH;
    double[] shown = new double[(mean.length + stride - 1) / stride];
    for (int i = 0; i < mean.length; i++) {
      farthest = Math.max(farthest, Math.hypot(xMm[i], yMm[i]));
      boolean out = (masked != null && masked[i]) || Float.isNaN(mean[i]);
      if (i % stride == 0) {
        shown[i / stride] = out ? Double.NaN : mean[i];
      }
      left += out ? 1 : 0;
    }
    double[] rings = rings(farthest, distanceMm, wavelengthAngstrom);
    double[] radii = new double[rings.length];
    String[] names = new String[rings.length];
    for (int i = 0; i < rings.length; i++) {
      radii[i] = radius(rings[i], distanceMm, wavelengthAngstrom);
      names[i] = (i == rings.length - 1 ? "q = " : "") + Figure.number(rings[i], 3);
      names[i] += i == rings.length - 1 ? " Å⁻¹" : "";
    }
    String note =
        share(shots, seen)
            + ", "
            + Figure.count(mean.length)
            + (mean.length == 1 ? " pixel, " : " pixels, ")
            + Figure.number(100.0 * left / Math.max(1, mean.length), 2)
            + " % masked";
    return new DetectorImage(
        "Powder pattern",
        note,
        xMm,
        yMm,
        mean,
        masked,
        pitchMm,
        new ColourBar(
            ColourMap.SEQUENTIAL, Limits.log(shown, 1, 99.9), "mean intensity (" + unit + ")"),
        radii,
        names);
  }

  /// The mean frame of a detector.
  ///
  /// @param mean mean value of each pixel of a flattened frame; NaN counts as masked
  /// @param wavelengthAngstrom for the rings of equal q; NaN draws none
  /// @param shots of which it is the mean
  /// @param seen shots from which these were taken
  /// @param unit of the values, such as `photons`
  public static Picture of(
      Geometry geometry,
      DetectorPosition position,
      double wavelengthAngstrom,
      Mask mask,
      float[] mean,
      long shots,
      long seen,
      String unit) {
    float[] x = new float[geometry.pixels()];
    float[] y = new float[geometry.pixels()];
    boolean[] masked = new boolean[geometry.pixels()];
    for (Panel panel : geometry.panels()) {
      Placement at = panel.placement();
      int i = panel.offset();
      for (int ss = 0; ss < panel.height(); ss++) {
        for (int fs = 0; fs < panel.width(); fs++, i++) {
          x[i] = (float) (1e3 * (at.x(fs + 0.5, ss + 0.5) + position.shiftXM()));
          y[i] = (float) (1e3 * (at.y(fs + 0.5, ss + 0.5) + position.shiftYM()));
          masked[i] = !mask.good(i);
        }
      }
    }
    Placement first = geometry.panels().getFirst().placement();
    return of(
        x,
        y,
        mean,
        masked,
        1e3 * first.pixelSizeM(),
        1e3 * (position.cameraLengthM() + first.coffsetM()),
        wavelengthAngstrom,
        shots,
        seen,
        unit);
  }

  /// The mean polar image, laid out as on a flat detector.
  ///
  /// @param q centres of the rings, Å⁻¹
  /// @param mean `[ring][azimuth]`; NaN is missing
  /// @param shots of which it is the mean
  /// @param seen shots from which these were taken
  public static Picture of(
      double[] q, int azimuths, double[] mean, long shots, long seen, String unit) {
    String note = share(shots, seen) + ", " + q.length + " rings × " + azimuths + " azimuths";
    return new PolarImage(
        "Powder pattern",
        note,
        q,
        azimuths,
        mean,
        new ColourBar(
            ColourMap.SEQUENTIAL, Limits.log(mean, 0.5, 99.9), "mean intensity (" + unit + ")"));
  }

  private static String share(long shots, long seen) {
    return "mean of "
        + (shots < seen ? Figure.count(shots) + " of " + Figure.shots(seen) : Figure.shots(shots));
  }

  /// Distance from the beam, mm, at which a flat detector sees q.
  static double radius(double q, double distanceMm, double wavelengthAngstrom) {
    double sine = q * wavelengthAngstrom / (4 * Math.PI);
    return distanceMm * Math.tan(2 * Math.asin(sine));
  }

  /// Three to six round values of q between the beam and the farthest pixel.
  private static double[] rings(double farthestMm, double distanceMm, double wavelengthAngstrom) {
    if (!(farthestMm > 0) || !(distanceMm > 0) || !(wavelengthAngstrom > 0)) {
      return new double[0];
    }
    double qMax =
        4 * Math.PI / wavelengthAngstrom * Math.sin(Math.atan(farthestMm / distanceMm) / 2);
    int exponent = (int) Math.floor(Math.log10(qMax / 5));
    int digit = 1;
    for (int candidate : new int[] {1, 2, 5, 10}) {
      digit = candidate;
      if (qMax / (candidate * Math.pow(10, exponent)) < 6) {
        break;
      }
    }
    var step = new Decimal(digit, exponent);
    List<Double> rings = new ArrayList<>();
    for (int k = 1; k * step.value() < qMax; k++) {
      rings.add(step.times(k).value());
    }
    return rings.stream().mapToDouble(Double::doubleValue).toArray();
  }
}

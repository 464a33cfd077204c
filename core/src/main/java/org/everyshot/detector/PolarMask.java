package org.everyshot.detector;

import java.util.Arrays;
import java.util.function.LongToDoubleFunction;
import org.everyshot.fault.UserInputException;

/// The bins of polar images, `[ring][azimuth]`, that may be used, whatever a shot holds.
public final class PolarMask {
  private final boolean[] good;

  private PolarMask(boolean[] good) {
    this.good = good;
  }

  /// A mask of the user's: values other than 0 mark good bins, 0 and NaN bad ones.
  ///
  /// @param shape the array's dimensions, which must be `[rings][azimuths]`
  /// @param values value of each element, row-major
  /// @param what names the array in the message of the error
  /// @throws UserInputException where the array has another shape
  public static PolarMask ofArray(
      int rings, int azimuths, int[] shape, LongToDoubleFunction values, String what) {
    if (shape.length != 2 || shape[0] != rings || shape[1] != azimuths) {
      throw new UserInputException(
          what
              + ": shape "
              + Arrays.toString(shape)
              + ", but a mask of these polar images has ["
              + rings
              + ", "
              + azimuths
              + "], rings and azimuths");
    }
    boolean[] good = new boolean[rings * azimuths];
    for (int i = 0; i < good.length; i++) {
      good[i] = Mask.isGood(values.applyAsDouble(i));
    }
    return new PolarMask(good);
  }

  /// Makes the bad bins of the image that begins at `offset` missing.
  public void apply(float[] images, int offset) {
    for (int i = 0; i < good.length; i++) {
      if (!good[i]) {
        images[offset + i] = Float.NaN;
      }
    }
  }

  /// Makes the bad bins of the image that begins at `offset` missing.
  public void apply(double[] images, int offset) {
    for (int i = 0; i < good.length; i++) {
      if (!good[i]) {
        images[offset + i] = Double.NaN;
      }
    }
  }

  /// Whether a bin may be used.
  public boolean good(int bin) {
    return good[bin];
  }

  /// Number of bins that may be used.
  public int goodBins() {
    int n = 0;
    for (boolean g : good) {
      n += g ? 1 : 0;
    }
    return n;
  }
}

package org.everyshot.detector;

import java.util.function.LongToDoubleFunction;
import org.everyshot.fault.UserInputException;

/// Arrays that a user gives for a detector's pixels: masks, backgrounds, pedestals, gains.
public final class FrameArray {
  private FrameArray() {}

  /// Lays an array out as a flattened frame.
  ///
  /// @param shape the array's dimensions: a flattened frame, or those of the frames' dataset with
  ///   or without its dimension of shots, of which the first shot is taken
  /// @param values value of each element, row-major
  /// @param what names the array in the message of the error
  /// @throws UserInputException where the array does not belong to the geometry
  public static float[] flatten(
      Geometry geometry, int[] shape, LongToDoubleFunction values, String what) {
    float[] frame = new float[geometry.pixels()];
    if (shape.length == 1) {
      if (shape[0] != frame.length) {
        throw new UserInputException(
            what
                + ": "
                + shape[0]
                + " values, but a frame of the geometry has "
                + frame.length
                + "; use the geometry file that belongs to it");
      }
      for (int i = 0; i < frame.length; i++) {
        frame[i] = (float) values.applyAsDouble(i);
      }
      return frame;
    }
    if (geometry.dataPaths().size() > 1) {
      throw new UserInputException(
          what
              + ": the geometry's panels are in "
              + geometry.dataPaths().size()
              + " datasets; give the array in one dimension, panel after panel");
    }
    for (Panel panel : geometry.panels()) {
      Slab slab = Slab.of(panel, shape, what);
      int i = panel.offset();
      for (int ss = 0; ss < panel.height(); ss++) {
        long row = slab.start() + ss * slab.slowStride();
        for (int fs = 0; fs < panel.width(); fs++) {
          frame[i++] = (float) values.applyAsDouble(row + fs * slab.fastStride());
        }
      }
    }
    return frame;
  }
}

package org.everyshot.detector;

import java.util.Arrays;
import org.everyshot.fault.UserInputException;

/// Where a panel's pixels lie in a row-major array: pixel (fs, ss), counted from the panel's own
/// first pixel, is element `start + ss * slowStride + fs * fastStride`.
///
/// @param start element of the panel's first pixel
/// @param slowStride elements from one row to the next
/// @param fastStride elements from one pixel to the next in a row
public record Slab(long start, long slowStride, long fastStride) {
  /// Places a panel in an array that has the panel's dimensions, or all of them but those that
  /// count shots (as masks often do); dimensions that count shots are taken at index 0.
  ///
  /// @param shape the array's dimensions, slowest first
  /// @param what names the array in the message of the error
  /// @throws UserInputException where the array has other dimensions or is too small
  public static Slab of(Panel panel, int[] shape, String what) {
    var axes = panel.data().axes();
    boolean without = shape.length == axes.size() - panel.data().shotAxes();
    if (!without && shape.length != axes.size()) {
      throw misfit(panel, shape, what, axes.size() + " dimensions");
    }
    long stride = 1;
    long start = 0;
    long slow = 0;
    long fast = 0;
    int d = shape.length - 1;
    for (int a = axes.size() - 1; a >= 0; a--) {
      Axis axis = axes.get(a);
      if (axis.kind() == Axis.Kind.SHOTS && without) {
        continue;
      }
      int first = 0;
      int last = 0;
      switch (axis.kind()) {
        case SHOTS -> {}
        case SLOW -> {
          first = panel.extent().minSs();
          last = panel.extent().maxSs();
          slow = stride;
        }
        case FAST -> {
          first = panel.extent().minFs();
          last = panel.extent().maxFs();
          fast = stride;
        }
        case FIXED -> {
          first = axis.index();
          last = first;
        }
      }
      if (last >= shape[d]) {
        throw misfit(panel, shape, what, "at least " + (last + 1L) + " in dimension " + d);
      }
      start += first * stride;
      stride *= shape[d--];
    }
    return new Slab(start, slow, fast);
  }

  private static UserInputException misfit(Panel panel, int[] shape, String what, String needed) {
    return new UserInputException(
        what
            + ": shape "
            + Arrays.toString(shape)
            + ", but panel "
            + panel.name()
            + " of the geometry needs "
            + needed
            + "; use the geometry file that belongs to it");
  }
}

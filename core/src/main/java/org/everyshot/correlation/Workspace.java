package org.everyshot.correlation;

import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.PlaneLayout;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Images waiting for their Fourier transform, and the planes of harmonics that it fills.
abstract sealed class Workspace permits SingleWorkspace, DoubleWorkspace {
  /// Images of one call of the transform. Their order and grouping decide bits, so it is fixed.
  static final int PIECE = 16;

  final int rings;
  final int azimuths;
  final int imageSize;
  final int[] starts;

  Workspace(PlaneLayout layout, int places) {
    this.rings = layout.rings();
    this.azimuths = layout.harmonics().azimuths();
    this.imageSize = rings * azimuths;
    this.starts = new int[places];
    for (int i = 0; i < places; i++) {
      starts[i] = Math.multiplyExact(i, imageSize);
    }
  }

  /// Copies a shot's image to a waiting place, scaled, zero where it is missing.
  ///
  /// @param complete whether every bin has a value
  abstract void load(ShotBatch batch, int shot, int place, double scale, boolean complete);

  /// Takes the mean of `count` waiting images from each, multiplies by `factor`, and sets to zero
  /// what is not in `common`.
  abstract void centre(int place, int count, @Nullable Mask common, double factor);

  /// Writes the harmonics of up to `PIECE` waiting images into slots of the planes.
  abstract void transform(CorrelationKernel kernel, int place, int count, int slot);

  /// Adds one harmonic's products over slots `from` to `to`.
  abstract void update(
      CorrelationKernel kernel, int k, int from, int to, double[] re, double @Nullable [] im);

  /// Adds one harmonic of each ring over slots `from` to `to`.
  abstract void sum(int k, int from, int to, double[] re, double[] im);

  /// Memory held, bytes.
  abstract long bytes();
}

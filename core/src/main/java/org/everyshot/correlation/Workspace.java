package org.everyshot.correlation;

import org.everyshot.kernel.CorrelationKernel;
import org.everyshot.kernel.PlaneLayout;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Images waiting for their Fourier transform, and the planes of harmonics that it fills.
abstract sealed class Workspace permits SingleWorkspace, DoubleWorkspace {
  /// Images of one call of the transform, two by two.
  static final int PIECE = 16;

  final int rings;
  final int azimuths;
  final int imageSize;

  /// Where each place begins.
  int[] starts = new int[0];

  Workspace(PlaneLayout layout) {
    this.rings = layout.rings();
    this.azimuths = layout.harmonics().azimuths();
    this.imageSize = rings * azimuths;
  }

  /// Makes room for so many images; keeps what waits.
  final void reserve(int places) {
    if (places > starts.length) {
      hold(Math.multiplyExact(places, imageSize));
      starts = new int[places];
      for (int i = 0; i < places; i++) {
        starts[i] = i * imageSize;
      }
    }
  }

  /// Makes room for so many values.
  abstract void hold(int values);

  /// Whether images of a batch can be transformed without a copy.
  abstract boolean takes(ShotBatch batch);

  /// Copies a shot's image to a waiting place, scaled, zero where it is missing.
  ///
  /// @param from where it begins in its batch
  /// @param complete whether every bin has a value
  abstract void load(ShotBatch batch, int from, int place, double scale, boolean complete);

  /// Takes the mean of `count` waiting images from each, multiplies by `factor`, and sets to zero
  /// what is not in `common`.
  abstract void centre(int place, int count, @Nullable Mask common, double factor);

  /// Writes the harmonics of up to `PIECE` waiting images into slots of the planes.
  abstract void transform(CorrelationKernel kernel, int place, int count, int slot);

  /// Writes the harmonics of up to `PIECE` images of a batch that it [#takes] into slots.
  ///
  /// @param from where they begin: `from[first]` and on
  abstract void transform(
      CorrelationKernel kernel, ShotBatch batch, int[] from, int first, int count, int slot);

  /// Adds one harmonic's products over slots `from` to `to`.
  abstract void update(
      CorrelationKernel kernel, int k, int from, int to, double[] re, double @Nullable [] im);

  /// Adds one harmonic of each ring over slots `from` to `to`.
  abstract void sum(int k, int from, int to, double[] re, double[] im);

  /// Memory held, bytes.
  abstract long bytes();
}

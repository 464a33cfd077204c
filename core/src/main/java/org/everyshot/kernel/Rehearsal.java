package org.everyshot.kernel;

/// Hot loops called on next to nothing before there is work for them.
///
/// Until the C2 compiler has dealt with a method, each of its vectors is an object, and its work
/// costs a hundred to a thousand times as much: enough to keep the processor from the compiler for
/// seconds, on a busy machine for much longer. So each loop is called often, on few values, until
/// it counts as hot. What it is to do later, it does here once or more, lest the compiler believe
/// that it never does: rings that do not fill a group, an image without a partner, sums over many
/// images.
public final class Rehearsal {
  /// Parts, which may go side by side.
  public static final int PARTS = 3;

  private static final long LONGEST = 3_000_000_000L;

  /// Rings of the images: a group and a part of one.
  private static final int FEW_RINGS = PlaneLayout.GROUP + 4;

  /// Rings of the products: every kind of tile, and a group that is not full.
  private static final int RINGS = 6 * PlaneLayout.GROUP - 4;

  private static final int SLOTS = 4;

  private static final int MANY_SLOTS = 256;

  private final CorrelationKernel kernel;
  private final Harmonics harmonics;
  private final boolean twice;
  private final boolean complex;

  /// @param harmonics as the work will have them
  /// @param twice whether in double precision
  /// @param complex whether products have imaginary parts
  public Rehearsal(CorrelationKernel kernel, Harmonics harmonics, boolean twice, boolean complex) {
    this.kernel = kernel;
    this.harmonics = harmonics;
    this.twice = twice;
    this.complex = complex;
  }

  /// Goes through one part; there is nothing to do where the kernel is scalar.
  public void part(int part) {
    if (kernel instanceof ScalarKernel) {
      return;
    }
    switch (part) {
      case 0 -> fourier();
      case 1 -> update();
      default -> products();
    }
  }

  private interface Call {
    void go(int time);
  }

  private static void repeat(int times, Call call) {
    long end = System.nanoTime() + LONGEST;
    for (int i = 0; i < times && System.nanoTime() < end; i++) {
      call.go(i);
    }
  }

  private void fourier() {
    var layout = new PlaneLayout(harmonics, FEW_RINGS, SLOTS);
    int size = FEW_RINGS * harmonics.azimuths();
    int[] starts = {0, size, 2 * size};
    if (twice) {
      var planes = new DoublePlanes(layout);
      double[] images = new double[3 * size];
      float[] narrow = new float[3 * size];
      repeat(150, time -> kernel.fourier(images, starts, 0, 2 + time % 2, planes, 0));
      repeat(150, time -> kernel.fourier(narrow, starts, 0, 2 + time % 2, planes, 0));
    } else {
      var planes = new SinglePlanes(layout);
      float[] images = new float[3 * size];
      repeat(150, time -> kernel.fourier(images, starts, 0, 2 + time % 2, planes, 0));
    }
  }

  private void update() {
    var one = new Harmonics(harmonics.azimuths(), harmonics.azimuths() > 3 ? 1 : 0, 1);
    var layout = new PlaneLayout(one, RINGS, MANY_SLOTS);
    double[] re = new double[Triangle.size(RINGS)];
    double[] im = complex ? new double[re.length] : null;
    if (twice) {
      var planes = new DoublePlanes(layout);
      repeat(120, t -> kernel.update(planes, harmonic(one, t), 0, slots(t), null, re, im));
    } else {
      var planes = new SinglePlanes(layout);
      repeat(120, t -> kernel.update(planes, harmonic(one, t), 0, slots(t), null, re, im));
    }
  }

  private static int harmonic(Harmonics one, int time) {
    return time % 8 == 0 ? 0 : one.count() - 1;
  }

  private static int slots(int time) {
    return time == 20 || time == 21 ? MANY_SLOTS : SLOTS;
  }

  /// Matrix products of the shape that error bars take, whole tiles only: what is never called need
  /// not be compiled.
  private void products() {
    MatrixKernel matrices = MatrixKernel.chosen();
    float[] a = new float[8 * 8];
    float[] b = new float[8 * 48];
    float[] c = new float[8 * 48];
    repeat(1000, time -> matrices.multiply(8, 8, 48, a, 0, 8, 1, b, 0, 48, c, 0, 48));
  }
}

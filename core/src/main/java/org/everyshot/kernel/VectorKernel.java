package org.everyshot.kernel;

import org.jspecify.annotations.Nullable;

/// Both steps with the vectors of the machine (`jdk.incubator.vector`).
///
/// To be loaded only where that module is present.
final class VectorKernel implements CorrelationKernel {
  /// What a thread needs for its work; grows to the sizes in use.
  private static final class Bench {
    final SingleUpdate single = new SingleUpdate();
    final DoubleUpdate twice = new DoubleUpdate();
    @Nullable SingleFourier singleFourier;
    @Nullable DoubleFourier doubleFourier;
  }

  private final ThreadLocal<Bench> benches = ThreadLocal.withInitial(Bench::new);

  @Override
  public String name() {
    return "vector (" + SingleTile.SPECIES.vectorBitSize() + " bits)";
  }

  @Override
  public void fourier(
      float[] images, int[] starts, int first, int count, SinglePlanes planes, int slot) {
    Bench bench = benches.get();
    SingleFourier fourier = bench.singleFourier;
    if (fourier == null || !fourier.harmonics().equals(planes.layout().harmonics())) {
      fourier = new SingleFourier(planes.layout().harmonics());
      bench.singleFourier = fourier;
    }
    fourier.transform(images, starts, first, count, planes, slot);
  }

  @Override
  public void fourier(
      double[] images, int[] starts, int first, int count, DoublePlanes planes, int slot) {
    doubleFourier(planes).transform(images, starts, first, count, planes, slot);
  }

  @Override
  public void fourier(
      float[] images, int[] starts, int first, int count, DoublePlanes planes, int slot) {
    doubleFourier(planes).transform(images, starts, first, count, planes, slot);
  }

  private DoubleFourier doubleFourier(DoublePlanes planes) {
    Bench bench = benches.get();
    DoubleFourier fourier = bench.doubleFourier;
    if (fourier == null || !fourier.harmonics().equals(planes.layout().harmonics())) {
      fourier = new DoubleFourier(planes.layout().harmonics());
      bench.doubleFourier = fourier;
    }
    return fourier;
  }

  @Override
  public void update(
      SinglePlanes planes,
      int k,
      int from,
      int to,
      float @Nullable [] weights,
      double[] re,
      double @Nullable [] im) {
    benches.get().single.add(planes, k, from, to, weights, re, im);
  }

  @Override
  public void update(
      DoublePlanes planes,
      int k,
      int from,
      int to,
      double @Nullable [] weights,
      double[] re,
      double @Nullable [] im) {
    benches.get().twice.add(planes, k, from, to, weights, re, im);
  }

  @Override
  public FrameBinner binner(PixelTable table) {
    return new VectorBinner(table);
  }
}

package org.everyshot.benchmarks;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.everyshot.engine.Team;

/// What the machine can do at most: arithmetic in registers, and reading and writing memory.
final class Peaks {
  private static final VectorSpecies<Float> SINGLE = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> TWICE = DoubleVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;
  private static final int STEPS = 3_000_000;
  private static final int VALUES = 1 << 26;

  private final Team team;
  private final float[] memory = new float[VALUES];
  private float seen;

  Peaks(Team team) {
    this.team = team;
  }

  /// Fused multiply-adds in single precision, 10⁹ floating-point operations a second.
  double singleGflops() {
    double seconds =
        Clock.seconds(() -> team.forEach(team.size(), (index, member) -> note(single())));
    return 2.0 * CHAINS * STEPS * SINGLE.length() * team.size() / seconds / 1e9;
  }

  /// The same in double precision.
  double doubleGflops() {
    double seconds =
        Clock.seconds(() -> team.forEach(team.size(), (index, member) -> note(twice())));
    return 2.0 * CHAINS * STEPS * TWICE.length() * team.size() / seconds / 1e9;
  }

  /// Reading of an array far larger than the caches, 10⁹ bytes a second.
  double readGigabytes() {
    double seconds =
        Clock.seconds(() -> team.forEach(64, (index, member) -> note(read(index * (VALUES / 64)))));
    return 4.0 * VALUES / seconds / 1e9;
  }

  /// Writing of such an array, 10⁹ bytes a second; the processor reads each line first.
  double writeGigabytes() {
    double seconds = Clock.seconds(() -> team.forEach(64, (index, member) -> write(index)));
    return 4.0 * VALUES / seconds / 1e9;
  }

  private synchronized void note(float value) {
    seen += value;
  }

  float seen() {
    return seen;
  }

  private static float single() {
    FloatVector a = FloatVector.broadcast(SINGLE, 1);
    FloatVector b = FloatVector.broadcast(SINGLE, 1e-9f);
    FloatVector s0 = a;
    FloatVector s1 = a;
    FloatVector s2 = a;
    FloatVector s3 = a;
    FloatVector s4 = a;
    FloatVector s5 = a;
    FloatVector s6 = a;
    FloatVector s7 = a;
    FloatVector s8 = a;
    FloatVector s9 = a;
    FloatVector s10 = a;
    FloatVector s11 = a;
    for (int i = 0; i < STEPS; i++) {
      s0 = s0.fma(a, b);
      s1 = s1.fma(a, b);
      s2 = s2.fma(a, b);
      s3 = s3.fma(a, b);
      s4 = s4.fma(a, b);
      s5 = s5.fma(a, b);
      s6 = s6.fma(a, b);
      s7 = s7.fma(a, b);
      s8 = s8.fma(a, b);
      s9 = s9.fma(a, b);
      s10 = s10.fma(a, b);
      s11 = s11.fma(a, b);
    }
    return s0.add(s1)
        .add(s2)
        .add(s3)
        .add(s4)
        .add(s5)
        .add(s6)
        .add(s7)
        .add(s8)
        .add(s9)
        .add(s10)
        .add(s11)
        .lane(0);
  }

  private static float twice() {
    DoubleVector a = DoubleVector.broadcast(TWICE, 1);
    DoubleVector b = DoubleVector.broadcast(TWICE, 1e-9);
    DoubleVector s0 = a;
    DoubleVector s1 = a;
    DoubleVector s2 = a;
    DoubleVector s3 = a;
    DoubleVector s4 = a;
    DoubleVector s5 = a;
    DoubleVector s6 = a;
    DoubleVector s7 = a;
    DoubleVector s8 = a;
    DoubleVector s9 = a;
    DoubleVector s10 = a;
    DoubleVector s11 = a;
    for (int i = 0; i < STEPS; i++) {
      s0 = s0.fma(a, b);
      s1 = s1.fma(a, b);
      s2 = s2.fma(a, b);
      s3 = s3.fma(a, b);
      s4 = s4.fma(a, b);
      s5 = s5.fma(a, b);
      s6 = s6.fma(a, b);
      s7 = s7.fma(a, b);
      s8 = s8.fma(a, b);
      s9 = s9.fma(a, b);
      s10 = s10.fma(a, b);
      s11 = s11.fma(a, b);
    }
    return (float)
        s0.add(s1)
            .add(s2)
            .add(s3)
            .add(s4)
            .add(s5)
            .add(s6)
            .add(s7)
            .add(s8)
            .add(s9)
            .add(s10)
            .add(s11)
            .lane(0);
  }

  private float read(int from) {
    FloatVector s0 = FloatVector.zero(SINGLE);
    FloatVector s1 = s0;
    int step = SINGLE.length();
    for (int i = from; i < from + VALUES / 64; i += 2 * step) {
      s0 = s0.add(FloatVector.fromArray(SINGLE, memory, i));
      s1 = s1.add(FloatVector.fromArray(SINGLE, memory, i + step));
    }
    return s0.add(s1).reduceLanes(VectorOperators.ADD);
  }

  private void write(int index) {
    int from = index * (VALUES / 64);
    FloatVector value = FloatVector.broadcast(SINGLE, index);
    for (int i = from; i < from + VALUES / 64; i += SINGLE.length()) {
      value.intoArray(memory, i);
    }
  }
}

package org.everyshot.benchmarks;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.everyshot.engine.Team;

/// What the machine can do at most: arithmetic in registers, and reading and writing memory.
final class Peaks {
  private static final VectorSpecies<Float> SINGLE = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Double> TWICE = DoubleVector.SPECIES_PREFERRED;
  private static final int CHAINS = 24;
  private static final int STEPS = 1_500_000;
  private static final int FEW_STEPS = 5_000;
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
        Clock.seconds(() -> team.forEach(team.size(), (index, member) -> note(single(STEPS))));
    return 2.0 * CHAINS * STEPS * SINGLE.length() * team.size() / seconds / 1e9;
  }

  /// The same in double precision.
  double doubleGflops() {
    double seconds =
        Clock.seconds(() -> team.forEach(team.size(), (index, member) -> note(twice(STEPS))));
    return 2.0 * CHAINS * STEPS * TWICE.length() * team.size() / seconds / 1e9;
  }

  /// Multiply-adds beside work: before each index its thread does some 50 µs of them. A processor
  /// lowers its clock under much arithmetic on data; this is the peak at the clock that the work
  /// runs at, all threads together, 10⁹ operations a second. The median stretch counts.
  double gflopsBeside(int count, boolean single, Team.Work work) {
    long[] spent = new long[count];
    team.forEach(
        count,
        (index, member) -> {
          long start = System.nanoTime();
          note(single ? single(FEW_STEPS) : twice(FEW_STEPS));
          spent[index] = System.nanoTime() - start;
          work.on(index, member);
        });
    Arrays.sort(spent);
    int lanes = single ? SINGLE.length() : TWICE.length();
    return 2.0 * CHAINS * FEW_STEPS * lanes * team.size() / spent[count / 2];
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

  private static float single(int steps) {
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
    FloatVector s12 = a;
    FloatVector s13 = a;
    FloatVector s14 = a;
    FloatVector s15 = a;
    FloatVector s16 = a;
    FloatVector s17 = a;
    FloatVector s18 = a;
    FloatVector s19 = a;
    FloatVector s20 = a;
    FloatVector s21 = a;
    FloatVector s22 = a;
    FloatVector s23 = a;
    for (int i = 0; i < steps; i++) {
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
      s12 = s12.fma(a, b);
      s13 = s13.fma(a, b);
      s14 = s14.fma(a, b);
      s15 = s15.fma(a, b);
      s16 = s16.fma(a, b);
      s17 = s17.fma(a, b);
      s18 = s18.fma(a, b);
      s19 = s19.fma(a, b);
      s20 = s20.fma(a, b);
      s21 = s21.fma(a, b);
      s22 = s22.fma(a, b);
      s23 = s23.fma(a, b);
    }
    FloatVector t0 = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    FloatVector t1 = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
    FloatVector t2 = s12.add(s13).add(s14).add(s15).add(s16).add(s17);
    FloatVector t3 = s18.add(s19).add(s20).add(s21).add(s22).add(s23);
    return t0.add(t1).add(t2).add(t3).lane(0);
  }

  private static float twice(int steps) {
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
    DoubleVector s12 = a;
    DoubleVector s13 = a;
    DoubleVector s14 = a;
    DoubleVector s15 = a;
    DoubleVector s16 = a;
    DoubleVector s17 = a;
    DoubleVector s18 = a;
    DoubleVector s19 = a;
    DoubleVector s20 = a;
    DoubleVector s21 = a;
    DoubleVector s22 = a;
    DoubleVector s23 = a;
    for (int i = 0; i < steps; i++) {
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
      s12 = s12.fma(a, b);
      s13 = s13.fma(a, b);
      s14 = s14.fma(a, b);
      s15 = s15.fma(a, b);
      s16 = s16.fma(a, b);
      s17 = s17.fma(a, b);
      s18 = s18.fma(a, b);
      s19 = s19.fma(a, b);
      s20 = s20.fma(a, b);
      s21 = s21.fma(a, b);
      s22 = s22.fma(a, b);
      s23 = s23.fma(a, b);
    }
    DoubleVector t0 = s0.add(s1).add(s2).add(s3).add(s4).add(s5);
    DoubleVector t1 = s6.add(s7).add(s8).add(s9).add(s10).add(s11);
    DoubleVector t2 = s12.add(s13).add(s14).add(s15).add(s16).add(s17);
    DoubleVector t3 = s18.add(s19).add(s20).add(s21).add(s22).add(s23);
    return (float) t0.add(t1).add(t2).add(t3).lane(0);
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

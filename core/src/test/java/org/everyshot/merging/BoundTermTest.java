package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleUnaryOperator;
import java.util.function.ObjDoubleConsumer;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTermTest {
  /// Central difference; its own error is about the square of the step.
  private static double slope(DoubleUnaryOperator f, double at) {
    double h = 1e-5;
    return (f.applyAsDouble(at + h) - f.applyAsDouble(at - h)) / (2 * h);
  }

  private static BoundTerm term(boolean closed, boolean centric) {
    BoundTerm term = closed ? new ClosedTerm() : new SampledTerm(40);
    term.intensity = 1.3;
    term.variance = 0.16;
    term.epsilon = 2;
    term.centric = centric;
    term.m = -0.3;
    term.s = 0.4;
    term.logGain = 0.2;
    term.mu = 0.5;
    term.sigma = 0.6;
    return term;
  }

  private static double value(BoundTerm term) {
    term.evaluate(0.7, 1.3, new RandomStream(1, 2, 3));
    return term.value(0.7, 1.3);
  }

  private static void checkSlope(
      boolean closed,
      boolean centric,
      double at,
      double expected,
      ObjDoubleConsumer<BoundTerm> set) {
    double found =
        slope(
            x -> {
              BoundTerm term = term(closed, centric);
              set.accept(term, x);
              return value(term);
            },
            at);
    // The same random numbers at every point: what is left is the step's error, and that of the
    // table of ⟨ln F⟩.
    assertEquals(found, expected, 3e-6);
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false", "true, true"})
  void itsGradientsAreThoseOfFiniteDifferences(boolean closed, boolean centric) {
    BoundTerm at = term(closed, centric);
    value(at);
    checkSlope(closed, centric, at.m, at.alongM, (t, x) -> t.m = x);
    checkSlope(closed, centric, at.s, at.alongS, (t, x) -> t.s = x);
    checkSlope(closed, centric, at.logGain, at.alongLogGain, (t, x) -> t.logGain = x);
    checkSlope(closed, centric, at.variance, at.alongVariance, (t, x) -> t.variance = x);
    checkSlope(closed, centric, at.mu, at.alongMu, (t, x) -> t.mu = x);
    checkSlope(closed, centric, at.sigma, at.alongSigma, (t, x) -> t.sigma = x);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void samplesTendToTheClosedForm(boolean centric) {
    BoundTerm closed = term(true, centric);
    closed.evaluate(1, 1, new RandomStream(1, 2, 3));
    var sampled = new SampledTerm(400_000);
    BoundTerm with = term(false, centric);
    sampled.intensity = with.intensity;
    sampled.variance = with.variance;
    sampled.epsilon = with.epsilon;
    sampled.centric = centric;
    sampled.m = with.m;
    sampled.s = with.s;
    sampled.logGain = with.logGain;
    sampled.mu = with.mu;
    sampled.sigma = with.sigma;
    sampled.evaluate(1, 1, new RandomStream(1, 2, 3));
    // Four or more standard errors of the means.
    assertEquals(closed.logLikelihood, sampled.logLikelihood, 0.1);
    assertEquals(closed.amplitudeDivergence, sampled.amplitudeDivergence, 0.006);
    assertEquals(closed.alongMu, sampled.alongMu, 0.3);
    assertEquals(closed.alongM, sampled.alongM, 0.3);
  }

  @Nested
  class ATruncatedNormal {
    @ParameterizedTest
    @CsvSource({"0.5, 0.6", "2, 0.3", "0.05, 1", "9, 1"})
    void hasTheMomentsOfItsSamples(double mu, double sigma) {
      var normal = new TruncatedNormal();
      normal.set(mu, sigma);
      double[] sums = new double[4];
      int n = 200_000;
      for (int i = 0; i < n; i++) {
        normal.sample((i + 0.5) / n);
        double power = 1;
        for (int p = 0; p < 4; p++) {
          power *= normal.x;
          sums[p] += power / n;
        }
      }
      // The midpoint rule over quantiles leaves out a little of the tail.
      assertEquals(normal.first(), sums[0], 1e-5 * normal.first());
      assertEquals(normal.second(), sums[1], 1e-4 * normal.second());
      assertEquals(normal.third(), sums[2], 3e-4 * normal.third());
      assertEquals(normal.fourth(), sums[3], 1e-3 * normal.fourth());
      assertEquals(
          normal.second() - normal.first() * normal.first(), normal.variance(), 1e-9 * sigma);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.6, 0.3", "2, 0.3, 0.9", "0.05, 1, 0.02", "9, 1, 0.7"})
    void hasSamplesThatMoveWithItsParameters(double mu, double sigma, double v) {
      var at = new TruncatedNormal();
      at.set(mu, sigma);
      at.sample(v);
      var other = new TruncatedNormal();
      double alongMu =
          slope(
              m -> {
                other.set(m, sigma);
                other.sample(v);
                return other.x;
              },
              mu);
      double alongSigma =
          slope(
              s -> {
                other.set(mu, s);
                other.sample(v);
                return other.x;
              },
              sigma);
      assertEquals(alongMu, at.alongMu, 1e-6);
      assertEquals(alongSigma, at.alongSigma, 1e-6);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noDivergenceIsLeftWhereThePosteriorIsThePrior(boolean closed) {
    BoundTerm term = term(closed, true);
    term.epsilon = 1;
    term.mu = 1e-9;
    term.sigma = 1;
    term.m = 0;
    term.s = 1;
    term.evaluate(1, 1, new RandomStream(1, 1, 1));
    // A half-normal is the centric prior; log-normal (0, 1) that of scales.
    assertEquals(0, term.amplitudeDivergence, 1e-8);
    assertEquals(0, term.scaleDivergence, 1e-12);
  }
}

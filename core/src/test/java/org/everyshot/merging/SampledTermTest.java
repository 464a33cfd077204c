package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.DoubleUnaryOperator;
import org.everyshot.math.RandomStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampledTermTest {
  /// Central difference; its own error is about the square of the step.
  private static double slope(DoubleUnaryOperator f, double at) {
    double h = 1e-5;
    return (f.applyAsDouble(at + h) - f.applyAsDouble(at - h)) / (2 * h);
  }

  private static SampledTerm term(boolean centric) {
    var term = new SampledTerm();
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

  private static double value(SampledTerm term) {
    term.evaluate(40, 0.7, 1.3, new RandomStream(1, 2, 3));
    return term.value(0.7, 1.3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itsGradientsAreThoseOfFiniteDifferences(boolean centric) {
    SampledTerm at = term(centric);
    value(at);
    // The same random numbers at every point: what is left is the step's error.
    assertEquals(
        slope(
            m -> {
              SampledTerm t = term(centric);
              t.m = m;
              return value(t);
            },
            at.m),
        at.alongM,
        1e-6);
    assertEquals(
        slope(
            s -> {
              SampledTerm t = term(centric);
              t.s = s;
              return value(t);
            },
            at.s),
        at.alongS,
        1e-6);
    assertEquals(
        slope(
            g -> {
              SampledTerm t = term(centric);
              t.logGain = g;
              return value(t);
            },
            at.logGain),
        at.alongLogGain,
        1e-6);
    assertEquals(
        slope(
            mu -> {
              SampledTerm t = term(centric);
              t.mu = mu;
              return value(t);
            },
            at.mu),
        at.alongMu,
        1e-6);
    assertEquals(
        slope(
            sigma -> {
              SampledTerm t = term(centric);
              t.sigma = sigma;
              return value(t);
            },
            at.sigma),
        at.alongSigma,
        1e-6);
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

  @Test
  void noDivergenceIsLeftWhereThePosteriorIsThePrior() {
    var term = term(true);
    term.epsilon = 1;
    term.mu = 1e-9;
    term.sigma = 1;
    term.m = 0;
    term.s = 1;
    term.evaluate(200, 1, 1, new RandomStream(1, 1, 1));
    // A half-normal is the centric prior; log-normal (0, 1) that of scales.
    assertEquals(0, term.amplitudeDivergence, 1e-8);
    assertEquals(0, term.scaleDivergence, 1e-12);
  }
}

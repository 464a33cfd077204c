package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void linearTicksAreOneTwoOrFiveTimesAPowerOfTen() {
    assertEquals(List.of("0", "0.2", "0.4", "0.6", "0.8", "1.0"), labels(LinearScale.of(0, 1), 6));
    assertEquals(List.of("0.05", "0.10", "0.15"), labels(LinearScale.of(0.02, 0.17), 4));
    assertEquals(List.of("−100", "0", "100"), labels(LinearScale.of(-120, 150), 4));
    assertEquals(List.of("10", "20", "30"), labels(LinearScale.of(9, 31), 3));
  }

  @Test
  void minorTicksDivideTheStepAndNeverRepeatAMajorOne() {
    List<Scale.Tick> marks = LinearScale.of(0, 1).ticks(6).marks();
    assertEquals(6, marks.stream().filter(Scale.Tick::major).count());
    // Steps of 0.2 in quarters: 5 × 3.
    assertEquals(15, marks.stream().filter(tick -> !tick.major()).count());
  }

  @Test
  void largeAndSmallNumbersGetACommonPowerOfTen() {
    Scale.Ticks ticks = LinearScale.of(0, 4.2e6).ticks(5);
    assertEquals("×10^{6}", ticks.factor());
    assertEquals(List.of("0", "1", "2", "3", "4"), labels(LinearScale.of(0, 4.2e6), 5));
    assertEquals("×10^{−5}", LinearScale.of(0, 3e-5).ticks(3).factor());
  }

  @Test
  void anglesAreDividedLikeATurn() {
    assertEquals(
        List.of("−180", "−90", "0", "90", "180"), labels(LinearScale.degrees(-180, 180), 5));
    assertEquals(List.of("0", "30", "60", "90"), labels(LinearScale.degrees(0, 90), 4));
  }

  @Test
  void logTicksAreDecadesWithNineMinorSteps() {
    Scale scale = LogScale.of(0.5, 2000);
    assertEquals(List.of("10^{0}", "10^{1}", "10^{2}", "10^{3}"), labels(scale, 6));
    List<Double> minor =
        scale.ticks(6).marks().stream()
            .filter(tick -> !tick.major() && tick.value() < 10)
            .map(Scale.Tick::value)
            .toList();
    assertEquals(List.of(0.5, 0.6, 0.7, 0.8, 0.9, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0), minor);
    assertEquals(1.0 / 3, new LogScale(1, 1000).fraction(10), 1e-12);
  }

  @Test
  void overLessThanTwoDecadesTwoAndFiveAreNamed() {
    assertEquals(List.of("10", "20", "50", "100"), labels(LogScale.of(8, 120), 6));
  }

  @Test
  void manyDecadesAreNamedSparsely() {
    assertTrue(labels(LogScale.of(1e-30, 1e30), 6).size() <= 8);
  }

  @Test
  void aLogScaleCannotShowWhatIsNotPositive() {
    assertTrue(Double.isNaN(LogScale.of(1, 10).fraction(0)));
    assertTrue(Double.isNaN(LogScale.of(1, 10).fraction(-1)));
  }

  @Test
  void anArcsinhScaleGoesThroughZero() {
    Scale scale = ArcsinhScale.around(-2.5, 130);
    assertEquals(List.of("0", "−1", "1", "10", "100"), labels(scale, 6));
    double zero = scale.fraction(0);
    assertEquals(0, scale.fraction(-2.5), 1e-12);
    assertEquals(1, scale.fraction(130), 1e-12);
    // arcsinh 1 = ln(1 + √2) = 0.8814; far from zero a decade is ln 10 long.
    double unit = (scale.fraction(1) - zero) / 0.881_373_587;
    assertEquals(zero - scale.fraction(-1), scale.fraction(1) - zero, 1e-12);
    assertEquals(Math.log(10), (scale.fraction(100) - scale.fraction(10)) / unit, 0.003);
    assertEquals(0, ArcsinhScale.around(3, 5).fraction(0), 1e-12);
    assertEquals(10, ArcsinhScale.around(3, 5).max());
  }

  @Test
  void unusableRangesAreWidenedToOnesThatCanBeDrawn() {
    for (Scale scale :
        List.of(
            LinearScale.of(3, 3),
            LinearScale.of(0, 0),
            LinearScale.of(Double.NaN, 1),
            LinearScale.of(-Double.MAX_VALUE, Double.MAX_VALUE),
            LinearScale.of(1e-320, 2e-320),
            LogScale.of(5, 5),
            LogScale.of(-1, 0),
            LogScale.of(-1, 10),
            LogScale.of(Double.NaN, Double.NaN))) {
      assertTrue(scale.max() > scale.min(), scale.toString());
      assertFalse(scale.ticks(5).marks().isEmpty(), scale.toString());
      assertTrue(scale.ticks(5).marks().size() < 200, scale.toString());
    }
  }

  private static List<String> labels(Scale scale, int atMost) {
    return scale.ticks(atMost).marks().stream()
        .map(Scale.Tick::label)
        .filter(label -> !label.isEmpty())
        .toList();
  }
}

package org.everyshot.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalTest {
  @Test
  void numbersAreRoundedAndWrittenAsTheJdkDoesIt() {
    var random = new Random(9);
    for (int i = 0; i < 20_000; i++) {
      double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-12, 15));
      value = (i % 3 == 0 ? Math.rint(value) : value) + 0.0;
      int digits = 1 + i % 6;
      BigDecimal expected = BigDecimal.valueOf(value).round(new MathContext(digits));
      String plain = expected.signum() == 0 ? "0" : expected.stripTrailingZeros().toPlainString();
      assertEquals(plain, Decimal.of(value).rounded(digits).toString(), value + ", " + digits);
      assertEquals(value, Decimal.of(value).value());
    }
  }

  @Test
  void multiplesOfAStepKeepItsDecimals() {
    assertEquals("0.50", new Decimal(25, -2).times(2).toString());
    assertEquals("-1.25", new Decimal(25, -2).times(-5).toString());
    assertEquals("0.007", new Decimal(7, -3).toString());
    assertEquals("300", new Decimal(3, 2).toString());
    assertEquals("0", new Decimal(0, 5).toString());
    assertEquals(6e-30, new Decimal(2, -30).times(3).value());
  }

  @Test
  void halvesGoAwayFromZero() {
    assertEquals("0.13", Decimal.of(0.125).rounded(2).toString());
    assertEquals("-0.13", Decimal.of(-0.125).rounded(2).toString());
    assertEquals("10", Decimal.of(9.96).rounded(2).toString());
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThrows(NumberFormatException.class, () -> Decimal.of(Double.NaN));
  }
}

package org.everyshot.structure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "H", "C", "N", "O", "F", "Na", "Mg", "P", "S", "Cl", "K", "Ca", "Mn", "Fe", "Co", "Ni",
        "Cu", "Zn", "Se", "Br", "I"
      })
  void forwardScatteringIsTheAtomicNumber(String symbol) {
    Element element = Element.of(symbol);
    assertEquals(element.number(), element.formFactor(0), 1e-3 * element.number());
  }

  /// Referee: the four-Gaussian fit of International Tables C (1992), table 6.1.1.4, evaluated at
  /// s = 0.25 1/A in Python from its published coefficients. The two fits differ by a part in
  /// a thousand.
  @ParameterizedTest
  @CsvSource({"C, 2.9498", "N, 3.8202", "O, 4.8078", "S, 9.9276", "Fe, 18.3626", "Zn, 22.4821"})
  void formFactorsAgreeWithInternationalTables(String symbol, double expected) {
    assertEquals(expected, Element.of(symbol).formFactor(4 * Math.PI * 0.25), 0.001 * expected);
  }

  @Test
  void symbolsAreFoundInAnyCaseAndDeuteriumIsHydrogen() {
    assertSame(Element.of("Zn"), Element.find("ZN"));
    assertSame(Element.of("H"), Element.find("D"));
    assertNull(Element.find("X"));
  }
}

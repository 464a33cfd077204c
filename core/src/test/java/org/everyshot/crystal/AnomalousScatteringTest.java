package org.everyshot.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.fault.UserInputException;
import org.everyshot.structure.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnomalousScatteringTest {
  /// Values by gemmi 0.7.5, `cromer_liberman`, at wavelengths that are no knots of the table,
  /// both sides of edges among them; tolerance as the class states it.
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "Zn 1.2713 -4.0613 3.8205",
        "Ca 1.2713 0.3813 0.9123",
        "S 1.2713 0.2762 0.3878",
        "C 1.2713 0.0123 0.0059",
        "O 1.2713 0.0353 0.0215",
        "Se 0.9797 -8.1858 0.4993",
        "Se 0.9786 -6.5268 3.8364",
        "Fe 1.7416 -6.7696 3.9438",
        "Hg 1.0072 -14.3279 10.1482",
        "U 1.5418 -4.1780 13.4184",
        "Gd 1.7132 -18.0625 3.6360",
        "I 1.5418 -0.3009 6.8424",
        "H 1.0 0.0000 0.0000",
        "P 2.5 0.3936 1.0509",
        "Br 0.92 -8.0637 3.8217",
        "Xe 2.1 -4.2363 12.0271"
      })
  void interpolationAgreesWithTheTheoryItTabulates(
      String symbol, double wavelength, double fPrime, double fDoublePrime) {
    AnomalousScattering found = AnomalousScattering.of(Element.of(symbol), wavelength);
    assertEquals(fPrime, found.fPrime(), 0.011 + 0.005 * Math.abs(fPrime));
    assertEquals(fDoublePrime, found.fDoublePrime(), 0.011 + 0.005 * fDoublePrime);
  }

  /// International Tables C, table 4.2.6.8 (Creagh & McAuley), Cu Kα: other theory, so 2 %.
  @ParameterizedTest
  @CsvSource({"S, 0.5567", "Fe, 3.1974", "Zn, 0.6778", "Mo, 2.7339"})
  void absorptionAgreesWithInternationalTables(String symbol, double fDoublePrime) {
    double found = AnomalousScattering.of(Element.of(symbol), 1.5418).fDoublePrime();
    assertEquals(fDoublePrime, found, 0.02 * fDoublePrime);
  }

  @Test
  void absorptionJumpsAtTheEdgeOfZinc() {
    double below = AnomalousScattering.EV_ANGSTROM / 9650;
    double above = AnomalousScattering.EV_ANGSTROM / 9670;
    assertTrue(AnomalousScattering.of(Element.of("Zn"), below).fDoublePrime() < 0.6);
    assertTrue(AnomalousScattering.of(Element.of("Zn"), above).fDoublePrime() > 3.5);
  }

  @Test
  void absorptionIsNeverNegative() {
    for (String symbol : new String[] {"H", "He", "Li", "C", "Kr", "Ba", "Bi", "U"}) {
      for (double wavelength = 0.21; wavelength < 4.1; wavelength += 0.0037) {
        double found = AnomalousScattering.of(Element.of(symbol), wavelength).fDoublePrime();
        assertTrue(found >= 0, symbol + " at " + wavelength + " Å: " + found);
      }
    }
  }

  @Test
  void wavelengthBeyondTheTableIsRefused() {
    var refused =
        assertThrows(
            UserInputException.class, () -> AnomalousScattering.of(Element.of("Zn"), 12.7));
    assertEquals(
        "wavelength 12.7 Å: anomalous scattering is known from 0.207 to 4.133 Å",
        refused.getMessage());
    assertThrows(
        UserInputException.class, () -> AnomalousScattering.of(Element.of("Zn"), Double.NaN));
  }
}

package org.everyshot.merging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FrenchWilsonTest {
  /// I, σ, Σ, centric, F, σ(F): the last two by adaptive quadrature (QUADPACK, relative tolerance
  /// 10⁻¹²) of the posterior in F, by SciPy.
  private static final double[][] QUADRATURE = {
    {-3, 1, 5, 0, 0.463688534, 0.233633925},
    {-1, 1, 5, 0, 0.631145813, 0.298675388},
    {0, 1, 5, 0, 0.783051152, 0.340949764},
    {0.5, 1, 2, 0, 0.822178959, 0.349150857},
    {1, 1, 100, 0, 1.067524759, 0.376442271},
    {3, 1, 3, 0, 1.604330451, 0.322847141},
    {10, 2, 8, 0, 3.064317511, 0.331614615},
    {50, 2, 30, 0, 7.060211388, 0.141710351},
    {400, 5, 100, 0, 19.993357974, 0.125047642},
    {-3, 1, 5, 1, 0.304131306, 0.224254188},
    {-1, 1, 5, 1, 0.431031044, 0.302651393},
    {0, 1, 5, 1, 0.563323442, 0.366830039},
    {0.5, 1, 2, 1, 0.631573951, 0.392830440},
    {1, 1, 100, 1, 0.833033556, 0.443338977},
    {3, 1, 3, 1, 1.570643317, 0.366146161},
    {10, 2, 8, 1, 3.068515719, 0.336140538},
    {50, 2, 30, 1, 7.062088610, 0.141729981},
    {400, 5, 100, 1, 19.995701999, 0.125037872},
  };

  @Test
  void amplitudesAreThoseOfAdaptiveQuadrature() {
    var posterior = new FrenchWilson();
    for (double[] row : QUADRATURE) {
      posterior.amplitude(row[0], row[1], row[2], row[3] == 1);
      String what = row[0] + " ± " + row[1] + ", prior " + row[2] + ", centric " + row[3];
      assertEquals(row[4], posterior.mean(), 1e-6 * row[4], what); // digits given above
      assertEquals(row[5], posterior.sigma(), 1e-5 * row[5], what);
    }
  }

  /// With a = I/σ − σ/Σ (acentric) or I/σ − σ/2Σ (centric), E(F)/√σ at a = −4 opens the published
  /// tables: 0.423 and 0.216 acentric.
  @Test
  void anIntensityFarBelowZeroGivesTheFirstRowOfThePublishedTables() {
    var posterior = new FrenchWilson();
    posterior.amplitude(-4, 1, 1e12, false);
    assertEquals(0.423, posterior.mean(), 0.0006);
    assertEquals(0.216, posterior.sigma(), 0.0011);
  }

  @Test
  void atZeroTheMomentsAreGammaFunctions() {
    var posterior = new FrenchWilson();
    // ∫ t² e^(−t⁴/2) dt / ∫ t e^(−t⁴/2) dt = 2^¼ Γ(¾) / Γ(½); Γ(¾) = 1.2254167024651776.
    posterior.amplitude(0, 1, 1e15, false);
    double expected = Math.pow(2, 0.25) * 1.2254167024651776 / Math.sqrt(Math.PI);
    assertEquals(expected, posterior.mean(), 1e-9);
    // ∫ t e^(−t⁴/2) dt / ∫ e^(−t⁴/2) dt = 2^¼ Γ(½) / Γ(¼); Γ(¼) = 3.625609908221908.
    posterior.amplitude(0, 1, 1e15, true);
    expected = Math.pow(2, 0.25) * Math.sqrt(Math.PI) / 3.625609908221908;
    assertEquals(expected, posterior.mean(), 1e-9);
  }

  @Test
  void strongIntensitiesGiveTheirRootWithoutASeam() {
    var posterior = new FrenchWilson();
    for (double intensity : new double[] {150, 199, 201, 250, 1e4, 1e9}) {
      posterior.amplitude(intensity, 1, 1e12, false);
      // First order in σ²: F = √I (1 + …), σ(F) = σ/2F, to 2·10⁻⁵.
      assertEquals(Math.sqrt(intensity), posterior.mean(), 2e-5 * Math.sqrt(intensity));
      assertEquals(0.5 / Math.sqrt(intensity), posterior.sigma(), 1e-3 / Math.sqrt(intensity));
    }
  }

  @Test
  void amplitudesAreAlwaysPositiveAndFinite() {
    var posterior = new FrenchWilson();
    for (double intensity : new double[] {-1e9, -1e4, -100, -10, 0, 1e-9, 1e12}) {
      for (double prior : new double[] {1e-6, 1, 1e6}) {
        for (boolean centric : new boolean[] {false, true}) {
          posterior.amplitude(intensity, 1, prior, centric);
          assertTrue(posterior.mean() > 0 && Double.isFinite(posterior.mean()));
          assertTrue(posterior.sigma() > 0 && Double.isFinite(posterior.sigma()));
        }
      }
    }
  }
}

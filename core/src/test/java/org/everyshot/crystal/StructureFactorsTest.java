package org.everyshot.crystal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.everyshot.structure.AtomLabel;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DepositedCell;
import org.everyshot.structure.Element;
import org.junit.jupiter.api.Test;

class StructureFactorsTest {
  /// Root mean square difference of two sets of structure factors over every `step`-th row, F(h)
  /// and F(−h), as a fraction of the root mean square F.
  private static double distance(StructureFactors p, StructureFactors q, int step) {
    double difference = 0;
    double power = 0;
    for (int row = 0; row < p.unique().count(); row += step) {
      double aRe = p.aRe(row) - q.aRe(row);
      double aIm = p.aIm(row) - q.aIm(row);
      double bRe = p.bRe(row) - q.bRe(row);
      double bIm = p.bIm(row) - q.bIm(row);
      difference += aRe * aRe + aIm * aIm + bRe * bRe + bIm * bIm;
      power += q.aRe(row) * q.aRe(row) + q.aIm(row) * q.aIm(row);
    }
    return Math.sqrt(difference / power);
  }

  /// The stated error is met, and follows what is asked for.
  @Test
  void transformOfTheDensityIsTheSumOverAtoms() {
    CrystalModel model = Thermolysin.model();
    UniqueReflections unique = Thermolysin.unique(2.5);
    var sum = StructureFactors.bySummation(model, unique, Thermolysin.WAVELENGTH, 47);
    var usual = StructureFactors.of(model, unique, Thermolysin.WAVELENGTH);
    assertTrue(distance(usual, sum, 47) < StructureFactors.ERROR);
    var fine = StructureFactors.of(model, unique, Thermolysin.WAVELENGTH, 1e-6);
    assertTrue(distance(fine, sum, 47) < 2e-6);
  }

  /// Two atoms, one of them anisotropic and partly there, in an oblique cell.
  private static CrystalModel oblique(String group) {
    var atoms = new AtomicModel.Builder();
    atoms.cell(new DepositedCell(11, 12, 13, 85, 97, 110, group, true));
    atoms.add(Element.of("Fe"), 1, 2, 3, 0.7, 12, AtomLabel.NONE);
    atoms.anisotropic(0.2, 0.1, 0.15, 0.03, -0.02, 0.05);
    atoms.add(Element.of("S"), 4, -2, 7, 1, 8, AtomLabel.NONE);
    return CrystalModel.of(atoms.build("oblique"));
  }

  @Test
  void anisotropicAtomsInAnObliqueCellAgreeToo() {
    CrystalModel model = oblique("P 1");
    UniqueReflections unique = UniqueReflections.of(model.group(), model.cell(), 1.2);
    var sum = StructureFactors.bySummation(model, unique, 1.5);
    assertTrue(distance(StructureFactors.of(model, unique, 1.5), sum, 1) < 2e-4);
    assertTrue(distance(StructureFactors.of(model, unique, 1.5, 1e-6), sum, 1) < 2e-6);
  }

  /// One atom at the origin scatters its form factor; F(h) and F(−h) are alike.
  @Test
  void singleAtomScattersItsFormFactor() {
    var atoms = new AtomicModel.Builder();
    atoms.cell(new DepositedCell(10, 11, 12, 90, 90, 90, "P 1", true));
    atoms.add(Element.of("Zn"), 0, 0, 0, 1, 20);
    CrystalModel model = CrystalModel.of(atoms.build("zinc"));
    UniqueReflections unique = UniqueReflections.of(model.group(), model.cell(), 2);
    var factors = StructureFactors.of(model, unique, 1.2713, 1e-6);
    AnomalousScattering zinc = AnomalousScattering.of(Element.of("Zn"), 1.2713);
    for (int row = 0; row < unique.count(); row++) {
      double s2 = unique.inverseSquareSpacing(row) / 4;
      double f0 = Element.of("Zn").formFactor(4 * Math.PI * Math.sqrt(s2));
      double damping = Math.exp(-20 * s2);
      double expected = damping * Math.hypot(f0 + zinc.fPrime(), zinc.fDoublePrime());
      assertEquals(expected, factors.amplitude(2 * row), 1e-4);
      assertEquals(expected, factors.amplitude(2 * row + 1), 1e-4);
      assertEquals(0, factors.normalPhase(row), 1e-5);
    }
  }

  @Test
  void centricReflectionsHaveNoBijvoetDifference() {
    CrystalModel model = Thermolysin.model();
    UniqueReflections unique = Thermolysin.unique(3);
    var factors = StructureFactors.of(model, unique, Thermolysin.WAVELENGTH);
    int centric = 0;
    for (int row = 0; row < unique.count(); row++) {
      if (unique.centric(row)) {
        centric++;
        assertEquals(factors.amplitude(2 * row), factors.amplitude(2 * row + 1), 0.02);
      }
    }
    assertTrue(centric > 500);
  }
}

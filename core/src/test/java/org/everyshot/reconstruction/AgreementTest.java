package org.everyshot.reconstruction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static double q(double angstrom) {
    return 2 * Math.PI / angstrom;
  }

  @Test
  void halvesThatAgreeFartherThanTheNullAreBelieved() {
    var agreement = new Agreement(q(16), true, q(60), q(40), q(80));
    assertTrue(agreement.discriminates());
    assertEquals(q(16), agreement.believedTo());
    assertEquals(
        "Densities of half the data agree down to 16.0 Å (FSC 0.5); from a density of the mean"
            + " intensity alone it differs only in detail finer than 80.0 Å",
        agreement.sentence());
  }

  @Test
  void noResolutionIsBelievedWhereTheNullRepeatsItselfAsFar() {
    var agreement = new Agreement(q(16.1), true, q(16.1), q(30), q(40));
    assertFalse(agreement.discriminates());
    assertTrue(Double.isNaN(agreement.believedTo()));
    assertEquals(
        "Densities of half the data agree down to 16.1 Å (FSC 0.5), but so do densities from the"
            + " mean intensity alone: this agreement does not discriminate; the density differs"
            + " from theirs only in detail finer than 40.0 Å",
        agreement.sentence());
  }

  @Test
  void aDensityThatIsTheNullIsNotBelieved() {
    var agreement = new Agreement(q(20), true, q(30), q(15), q(60));
    assertFalse(agreement.discriminates());
    assertTrue(agreement.sentence().contains("gives the same density"), agreement.sentence());
  }

  @Test
  void withoutANullOrWithoutAgreementNothingIsBelieved() {
    var alone = new Agreement(q(20), false, Double.NaN, Double.NaN, Double.NaN);
    assertTrue(Double.isNaN(alone.believedTo()));
    assertTrue(alone.sentence().contains("no null"), alone.sentence());
    assertTrue(alone.sentence().contains("no half-data"), alone.sentence());
    var single = new Agreement(q(20), true, Double.NaN, q(50), q(60));
    assertTrue(Double.isNaN(single.believedTo()));
    assertTrue(single.sentence().contains("one restart of the null"), single.sentence());
    var never = new Agreement(Double.NaN, true, q(20), q(30), Double.NaN);
    assertTrue(Double.isNaN(never.believedTo()));
    assertTrue(never.sentence().contains("not to be believed"), never.sentence());
  }

  @Test
  void whereTheNullDiffersEverywhereThatIsSaid() {
    var agreement = new Agreement(q(20), true, 0, 0, 0);
    assertEquals(q(20), agreement.believedTo());
    assertTrue(agreement.sentence().endsWith("at every resolution"), agreement.sentence());
  }

  @Test
  void whereTheNullAgreesAsWellAsTheHalvesNothingIsBelieved() {
    var agreement = new Agreement(q(20), true, q(30), q(40), Double.NaN);
    assertTrue(Double.isNaN(agreement.believedTo()));
    assertTrue(agreement.sentence().endsWith("than its halves differ"), agreement.sentence());
  }

  /// Halves that differ by noise. A third one is not told from their mean; blobs at other places in
  /// the same ball are, from 2π/25 Å⁻¹ on at the latest: further inward the ball's own shape
  /// decides.
  @Test
  void theDensityDiffersFromTheNullByMoreThanItsNoise() {
    Density truth = Blobs.random(25, 30, 6, 8).density(24, 6.5);
    Density one = Blobs.noisy(truth, 0.05, 1);
    Density two = Blobs.noisy(truth, 0.05, 2);
    Density three = Blobs.noisy(truth, 0.05, 3);
    Density other = Blobs.random(25, 30, 6, 9).density(24, 6.5);
    Density both = Density.mean(List.of(one, two));
    ShellCorrelation halves = ShellCorrelation.between(one, two, 0.4);
    double end = halves.below(0.5).q();
    double same = Agreement.differs(halves, ShellCorrelation.between(both, three, 0.4), end, 0.116);
    assertTrue(Double.isNaN(same), "told from itself at " + same);
    double apart =
        Agreement.differs(halves, ShellCorrelation.between(both, other, 0.4), end, 0.116);
    assertTrue(apart < 0.25, "told from another particle only at " + apart);
  }
}

package org.everyshot.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.everyshot.engine.Team;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DensityMap;
import org.everyshot.structure.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrueDensityTest {
  private static final double Q_MAX = 0.4;

  private static AtomicModel atoms() {
    var builder = new AtomicModel.Builder();
    builder.add(Element.of("C"), 3, -2, 11, 1, 20);
    builder.add(Element.of("N"), -7.3, 4, 2, 1, 35);
    builder.add(Element.of("Zn"), 12, 9.4, -8, 0.5, 15);
    builder.add(Element.of("S"), -1, -14, -3.7, 1, 0);
    return builder.build("four atoms");
  }

  /// The map goes through the transform of maps, the atoms through that of form factors; what is
  /// between them is the blur alone. Tabulated intensities agree to 0.1 % of a ring's mean, and
  /// aliases of 0.2 % of an amplitude add to that.
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.334})
  void theMapScattersAsItsAtomsDo(double solvent) {
    double spacing = TrueDensity.spacing(Q_MAX);
    DensityMap map = TrueDensity.of(atoms(), solvent, spacing);
    double[] q = {0.01, 0.1, 0.2, 0.3, 0.38};
    try (var team = new Team(1)) {
      double[] expected = Particles.ofAtoms(atoms(), solvent, Q_MAX, team).meanIntensity(q);
      double[] found = Particles.ofMap(map, Q_MAX, team).meanIntensity(q);
      for (int i = 0; i < q.length; i++) {
        double blur = Math.exp(-Math.pow(0.8 * spacing * q[i], 2));
        assertEquals(1, found[i] / (blur * expected[i]), 0.006, "q = " + q[i]);
      }
    }
  }
}

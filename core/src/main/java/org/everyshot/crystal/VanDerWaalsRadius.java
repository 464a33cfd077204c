package org.everyshot.crystal;

import java.util.Map;
import org.everyshot.structure.Element;

/// Van der Waals radii of elements, Å.
///
/// Source: Bondi, J. Phys. Chem. 68, 441 (1964); calcium after Mantina et al., J. Phys. Chem. A
/// 113, 5806 (2009). Elements in neither list, most of them metals, get 2 Å.
final class VanDerWaalsRadius {
  private static final double OTHERWISE = 2;

  private static final Map<String, Double> TABLE =
      Map.ofEntries(
          Map.entry("H", 1.20),
          Map.entry("Li", 1.82),
          Map.entry("C", 1.70),
          Map.entry("N", 1.55),
          Map.entry("O", 1.52),
          Map.entry("F", 1.47),
          Map.entry("Na", 2.27),
          Map.entry("Mg", 1.73),
          Map.entry("Si", 2.10),
          Map.entry("P", 1.80),
          Map.entry("S", 1.80),
          Map.entry("Cl", 1.75),
          Map.entry("K", 2.75),
          Map.entry("Ca", 2.31),
          Map.entry("Ni", 1.63),
          Map.entry("Cu", 1.40),
          Map.entry("Zn", 1.39),
          Map.entry("As", 1.85),
          Map.entry("Se", 1.90),
          Map.entry("Br", 1.85),
          Map.entry("Kr", 2.02),
          Map.entry("Cd", 1.58),
          Map.entry("I", 1.98),
          Map.entry("Xe", 2.16),
          Map.entry("Au", 1.66),
          Map.entry("Hg", 1.55),
          Map.entry("Pb", 2.02));

  private VanDerWaalsRadius() {}

  static double of(Element element) {
    return TABLE.getOrDefault(element.symbol(), OTHERWISE);
  }
}

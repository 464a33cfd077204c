package org.everyshot.merging;

import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.CrystalModel;

/// An atom of the model that scatters anomalously, and the height of the map there.
///
/// @param atom its number in the model
/// @param fDoublePrime f″, electrons
/// @param height of the map within [PeakSearch#AT_SITE] of the atom, σ
public record AnomalousSite(int atom, double fDoublePrime, double height) {
  /// Atoms with less f″ than this, electrons, are not listed.
  private static final double LEAST_DOUBLE_PRIME = 0.1;

  /// Elements up to neon are not listed, whatever their f″: there are too many atoms of them.
  private static final int NEON = 10;

  /// The anomalous scatterers beyond neon, highest first.
  public static List<AnomalousSite> of(
      PeakSearch search, CrystalModel model, double wavelengthAngstrom) {
    List<AnomalousSite> sites = new ArrayList<>();
    for (int atom = 0; atom < model.count(); atom++) {
      if (model.atomicNumber(atom) <= NEON) {
        continue;
      }
      double f = model.anomalous(atom, wavelengthAngstrom).fDoublePrime();
      if (f >= LEAST_DOUBLE_PRIME) {
        sites.add(new AnomalousSite(atom, f, search.heightAt(atom)));
      }
    }
    sites.sort((p, q) -> Double.compare(q.height, p.height));
    return sites;
  }
}

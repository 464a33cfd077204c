package org.everyshot.merging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.crystal.CrystalModel;
import org.everyshot.crystal.StructureFactors;
import org.everyshot.crystal.UniqueReflections;

/// How high the anomalous map stands at a model's strongest anomalous scatterers, while a merge
/// runs.
public final class AnomalousHeights {
  /// Such figures' names begin so.
  public static final String PREFIX = "height ";

  private static final int MOST = 8;

  private final CrystalModel model;
  private final StructureFactors phases;
  private final List<Integer> sites = new ArrayList<>();
  private final double wavelengthAngstrom;

  /// @param model in the crystal's cell and space group
  public AnomalousHeights(CrystalModel model, UniqueReflections unique, double wavelengthAngstrom) {
    this.model = model;
    this.phases = StructureFactors.of(model, unique, wavelengthAngstrom);
    this.wavelengthAngstrom = wavelengthAngstrom;
    List<Integer> all = new ArrayList<>();
    for (int atom = 0; atom < model.count(); atom++) {
      if (model.atomicNumber(atom) > 10) {
        all.add(atom);
      }
    }
    all.sort(Comparator.comparingDouble(this::strength).reversed());
    sites.addAll(all.subList(0, Math.min(MOST, all.size())));
  }

  private double strength(int atom) {
    return model.occupancy(atom) * model.anomalous(atom, wavelengthAngstrom).fDoublePrime();
  }

  /// Heights in σ of the map at the up to eight strongest scatterers, by their names; none where
  /// no pair of Friedel mates has been merged yet.
  public Map<String, Double> of(MergedReflections merged) {
    float[] amplitude = merged.amplitude();
    if (!paired(merged, amplitude)) {
      amplitude = Amplitudes.frenchWilson(merged).amplitude();
    }
    if (!paired(merged, amplitude)) {
      return Map.of();
    }
    PeakSearch search = PeakSearch.above(AnomalousMap.of(phases, amplitude).map(), model);
    var heights = new LinkedHashMap<String, Double>();
    for (int site : sites) {
      heights.put(PREFIX + model.label(site), search.heightAt(site));
    }
    return heights;
  }

  private static boolean paired(MergedReflections merged, float[] amplitude) {
    for (int slot = 0; slot < amplitude.length; slot += 2) {
      boolean both = !Float.isNaN(amplitude[slot]) && !Float.isNaN(amplitude[slot + 1]);
      if (both && !merged.unique().centric(slot >> 1)) {
        return true;
      }
    }
    return false;
  }
}

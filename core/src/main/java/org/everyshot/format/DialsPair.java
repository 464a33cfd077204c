package org.everyshot.format;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.LossLedger;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.jspecify.annotations.Nullable;

/// A `.refl` with its `.expt`: stills, each with its reflections.
///
/// Rows may be in any order; those of one experiment are found by a table of positions, 4 bytes a
/// row, and none where they already lie together.
final class DialsPair {
  private static final int INTEGRATED_SUM = 1 << 8;

  /// Flags that reject a reflection, the first that is set giving the reason.
  private static final int[] BAD = {1 << 10, 1 << 14, 1 << 18, 1 << 19};

  private static final List<String> REASONS =
      List.of(
          "overloaded", "bad pixels in the foreground", "background failed", "summation failed");

  private static final int BLOCK = 1 << 14;

  private final DialsReflections reflections;
  private final String hall;
  private final Still[] stills;

  /// First row, in the order of `order`, of each still; and the end.
  private final int[] begin;

  /// Rows by still; null where rows lie in that order in the file.
  private final int @Nullable [] order;

  private DialsPair(
      DialsReflections reflections,
      String hall,
      Still[] stills,
      int[] begin,
      int @Nullable [] order) {
    this.reflections = reflections;
    this.hall = hall;
    this.stills = stills;
    this.begin = begin;
    this.order = order;
  }

  /// Opens a pair.
  ///
  /// @param notIndexed counts rows that belong to no experiment
  static DialsPair open(Path refl, Path expt, LossLedger notIndexed) {
    DialsExperiments experiments = DialsExperiments.read(expt);
    DialsReflections reflections = DialsReflections.read(refl);
    reflections.require("id", "int");
    reflections.require("miller_index", "cctbx::miller::index<>");
    reflections.require("intensity.sum.value", "double");
    reflections.require("intensity.sum.variance", "double");
    Still[] stills = stills(expt, refl, experiments);
    int[] ids = experimentOfRow(reflections, experiments);
    int[] begin = new int[stills.length + 1];
    boolean sorted = true;
    int before = -1;
    int lost = 0;
    for (int id : ids) {
      if (id < 0) {
        lost++;
        sorted = false;
      } else {
        begin[id + 1]++;
        sorted &= id >= before;
        before = id;
      }
    }
    for (int s = 0; s < stills.length; s++) {
      begin[s + 1] += begin[s];
    }
    notIndexed.received(lost);
    if (lost > 0) {
      notIndexed.vetoed("not indexed", lost);
    }
    int[] order = sorted ? null : order(ids, begin, ids.length - lost);
    String hall = experiments.crystals().isEmpty() ? "" : experiments.crystals().getFirst().hall;
    return new DialsPair(reflections, hall.strip(), stills, begin, order);
  }

  private static int[] order(int[] ids, int[] begin, int rows) {
    int[] next = begin.clone();
    int[] order = new int[rows];
    for (int row = 0; row < ids.length; row++) {
      if (ids[row] >= 0) {
        order[next[ids[row]]++] = row;
      }
    }
    return order;
  }

  private static Still[] stills(Path expt, Path refl, DialsExperiments experiments) {
    var list = experiments.experiments();
    var stills = new Still[list.size()];
    Map<DialsExperiments.Beam, DialsLaboratory> laboratories = new HashMap<>();
    for (int i = 0; i < stills.length; i++) {
      DialsExperiments.Experiment experiment = list.get(i);
      DialsExperiments.Beam beam = experiments.beam(experiment);
      DialsLaboratory laboratory =
          laboratories.computeIfAbsent(beam, b -> DialsLaboratory.of(expt.toString(), b));
      DialsExperiments.Crystal crystal = experiments.crystal(experiment);
      Orientation orientation =
          crystal == null ? null : laboratory.orientation(expt.toString(), crystal.axes);
      UnitCell cell = crystal == null ? null : DialsLaboratory.cell(expt.toString(), crystal.axes);
      String name = name(refl, experiments, experiment, i);
      double wavelength = beam.polychromatic ? Double.NaN : beam.wavelengthAngstrom;
      stills[i] = new Still(name, Still.key(name), wavelength, orientation, cell);
    }
    return stills;
  }

  /// The image's name; where the file has none, the experiment's, or its place in the file.
  private static String name(
      Path refl, DialsExperiments experiments, DialsExperiments.Experiment experiment, int index) {
    String image = experiments.image(experiment);
    if (!image.isEmpty()) {
      return image;
    }
    return experiment.identifier().isEmpty()
        ? refl.getFileName() + "//" + index
        : experiment.identifier();
  }

  /// Experiment that each row belongs to; −1 for none.
  private static int[] experimentOfRow(DialsReflections reflections, DialsExperiments experiments) {
    int count = experiments.experiments().size();
    Map<Integer, Integer> renamed = renamed(reflections, experiments);
    int[] ids = new int[reflections.rows()];
    try (FileBytes file = reflections.open()) {
      for (int first = 0; first < ids.length; first += BLOCK) {
        int n = Math.min(BLOCK, ids.length - first);
        byte[] block = reflections.bytes(file, "id", first, n);
        for (int i = 0; i < n; i++) {
          int id = DialsReflections.integer(block, i);
          int experiment = renamed.isEmpty() ? id : renamed.getOrDefault(id, id < 0 ? -1 : count);
          if (experiment >= count) {
            throw new DamagedDataException(
                String.format(
                    Locale.ROOT,
                    "%s: row %d belongs to experiment %d of %d; give the .expt of the same run",
                    reflections.path(),
                    first + i,
                    id,
                    count));
          }
          ids[first + i] = Math.max(-1, experiment);
        }
      }
    }
    return ids;
  }

  /// From values of `id` to positions in the experiment list, where the table names experiments
  /// by identifier; empty where positions are the ids.
  private static Map<Integer, Integer> renamed(
      DialsReflections reflections, DialsExperiments experiments) {
    Map<Long, Integer> places = new HashMap<>();
    var list = experiments.experiments();
    for (int i = 0; i < list.size(); i++) {
      if (!list.get(i).identifier().isEmpty()) {
        places.put(Still.key(list.get(i).identifier()), i);
      }
    }
    Map<Integer, Integer> out = new HashMap<>();
    int[] ids = reflections.ids();
    boolean same = true;
    for (int j = 0; j < ids.length; j++) {
      Integer place = places.get(reflections.identifierKeys()[j]);
      if (place != null) {
        out.put(ids[j], place);
        same &= place == ids[j];
      }
    }
    return same ? Map.of() : out;
  }

  DialsReflections reflections() {
    return reflections;
  }

  /// Hall symbol of the first crystal's space group; empty where there is none.
  String hall() {
    return hall;
  }

  int stills() {
    return stills.length;
  }

  Still still(int s) {
    return stills[s];
  }

  /// Rows of a still, before any is rejected.
  int rows(int s) {
    return begin[s + 1] - begin[s];
  }

  /// Adds a still and its usable reflections.
  void add(int s, FileBytes file, ReflectionTable.Builder out, LossLedger ledger) {
    out.still(stills[s]);
    ledger.received(rows(s));
    int end = begin[s + 1];
    for (int at = begin[s]; at < end; ) {
      int first = order == null ? at : order[at];
      int n = 1;
      while (at + n < end && n < BLOCK && (order == null || order[at + n] == first + n)) {
        n++;
      }
      add(file, first, n, out, ledger);
      at += n;
    }
  }

  private void add(
      FileBytes file, int first, int n, ReflectionTable.Builder out, LossLedger ledger) {
    byte[] index = reflections.bytes(file, "miller_index", first, n);
    byte[] value = reflections.bytes(file, "intensity.sum.value", first, n);
    byte[] variance = reflections.bytes(file, "intensity.sum.variance", first, n);
    byte[] flags = reflections.bytes(file, "flags", "std::size_t", first, n);
    byte[] panel = reflections.bytes(file, "panel", "std::size_t", first, n);
    byte[] place = reflections.bytes(file, "xyzcal.px", "vec3<double>", first, n);
    if (place == null) {
      place = reflections.bytes(file, "xyzobs.px.value", "vec3<double>", first, n);
    }
    byte[] wavelength = reflections.bytes(file, "wavelength", "double", first, n);
    int used = 0;
    for (int i = 0; i < n; i++) {
      int h = DialsReflections.integer(index, 3 * i);
      int k = DialsReflections.integer(index, 3 * i + 1);
      int l = DialsReflections.integer(index, 3 * i + 2);
      float intensity = (float) DialsReflections.real(value, i);
      float sigma = (float) Math.sqrt(DialsReflections.real(variance, i));
      long set = flags == null ? INTEGRATED_SUM : DialsReflections.large(flags, i);
      String reason = flagged(set);
      if (reason != null) {
        ledger.vetoed(reason, 1);
        continue;
      }
      reason = Unusable.reason(h, k, l, intensity, sigma);
      if (reason != null) {
        ledger.dropped(reason, 1);
        continue;
      }
      out.add(
          h,
          k,
          l,
          intensity,
          sigma,
          place == null ? Float.NaN : (float) DialsReflections.real(place, 3 * i),
          place == null ? Float.NaN : (float) DialsReflections.real(place, 3 * i + 1),
          panel == null ? -1 : panelNumber(DialsReflections.large(panel, i)));
      if (wavelength != null) {
        out.wavelength(DialsReflections.real(wavelength, i));
      }
      used++;
    }
    ledger.processed(used);
  }

  private static int panelNumber(long panel) {
    return panel >= 0 && panel <= Short.MAX_VALUE ? (int) panel : -1;
  }

  /// Why DIALS' flags reject a reflection; null where they do not.
  private static @Nullable String flagged(long flags) {
    for (int i = 0; i < BAD.length; i++) {
      if ((flags & BAD[i]) != 0) {
        return REASONS.get(i);
      }
    }
    return (flags & INTEGRATED_SUM) == 0 ? "not integrated" : null;
  }
}

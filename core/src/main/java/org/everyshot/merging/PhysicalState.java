package org.everyshot.merging;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.PhysicalSettings.Part;
import org.jspecify.annotations.Nullable;

/// Reads and writes what a [PhysicalMerger] holds: crystal and settings first, so that a state is
/// known for what it is; then the model, and the stills that wait.
final class PhysicalState {
  private static final String MAGIC = "everyshot model";
  private static final int VERSION = 5;
  private static final int MOST_BATCH = 1 << 20;

  private PhysicalState() {}

  /// Writes the whole state.
  static void save(PhysicalMerger merger, StateWriter out) {
    header(merger, out);
    out.put(merger.unit());
    out.put(merger.begun() ? 1 : 0);
    if (merger.begun()) {
      merger.model().save(out);
    }
    List<StillObservations> waiting = merger.waiting();
    out.put(waiting.size());
    for (StillObservations still : waiting) {
      still.save(out);
    }
  }

  /// Takes a state over, in place of the merger's own.
  static void load(PhysicalMerger merger, StateReader in) {
    var own = new StateWriter();
    header(merger, own);
    if (!in.begins(own.bytes())) {
      throw new UserInputException(
          in.name()
              + ": is the state of another crystal, or of other settings; repeat those it had");
    }
    loadRest(merger, in);
  }

  /// Writes the whole state, and the samples for histograms.
  static void saveAll(PhysicalMerger merger, StateWriter out) {
    save(merger, out);
    if (merger.begun()) {
      merger.model().saveSamples(out);
    }
  }

  /// Takes over what [#saveAll] has written.
  static void loadAll(PhysicalMerger merger, StateReader in) {
    load(merger, in);
    if (merger.begun()) {
      merger.model().loadSamples(in);
    }
  }

  private static void loadRest(PhysicalMerger merger, StateReader in) {
    double unit = in.real();
    PhysicalModel model = in.integer() == 0 ? null : merger.blank();
    if (model != null) {
      model.load(in);
    }
    int stills = in.integer();
    List<StillObservations> waiting = new ArrayList<>();
    for (int i = 0; i < stills; i++) {
      var still = new StillObservations();
      still.load(in, merger.slots(), merger.crystal().operators().size());
      waiting.add(still);
    }
    if (!(unit > 0)) {
      throw in.damaged("unit of intensity " + unit);
    }
    merger.become(model, unit, waiting);
  }

  private static void header(PhysicalMerger merger, StateWriter out) {
    MergingSettings crystal = merger.crystal();
    PhysicalSettings settings = merger.settings();
    UniqueReflections unique = crystal.unique();
    out.put(MAGIC);
    out.put(VERSION);
    out.put(numbers(unique.cell()));
    out.put(unique.dMin());
    out.put(unique.group().hall());
    out.put(crystal.anomalous() ? 1 : 0);
    out.put(crystal.polarisation().name());
    out.put(crystal.operators().size());
    for (SymmetryOperation operator : crystal.operators()) {
      out.put(operator.triplet());
    }
    out.put(settings.passes());
    out.put(settings.batch());
    out.put(settings.friedel() ? 1 : 0);
    out.put(settings.centric() ? 1 : 0);
    out.put(settings.halves().name());
    out.put(settings.epochs());
    out.put(settings.seed());
    out.put(settings.likelihood().name());
    List<String> without = settings.without().stream().map(Part::name).sorted().toList();
    out.put(without.size());
    without.forEach(out::put);
  }

  /// A merger with the crystal, the settings and the state that were saved.
  ///
  /// @param length bytes of the state
  static PhysicalMerger restored(StateReader in, int length, Team team) {
    var magic = new StateWriter();
    magic.put(MAGIC);
    if (!in.begins(magic.bytes())) {
      throw in.damaged("not the state of a merge");
    }
    int version = in.integer();
    if (version != VERSION) {
      throw in.damaged("version " + version + " of the state; this program reads " + VERSION);
    }
    double[] cell = new double[6];
    in.fill(cell);
    double dMin = in.real();
    String group = in.text();
    boolean anomalous = in.integer() != 0;
    Polarisation polarisation = in.choice(Polarisation.values());
    List<String> operators = operators(in);
    int passes = in.integer();
    int batch = in.integer();
    boolean friedel = in.integer() != 0;
    boolean centric = in.integer() != 0;
    var halves = in.choice(PhysicalSettings.Halves.values());
    int epochs = in.integer();
    long seed = in.number();
    var likelihood = in.choice(PhysicalSettings.Likelihood.values());
    var without = EnumSet.noneOf(Part.class);
    for (int left = in.integer(); left > 0; left--) {
      without.add(in.choice(Part.values()));
    }
    if (!(dMin > 0) || passes < 1 || batch < 1 || batch > MOST_BATCH) {
      throw in.damaged("resolution " + dMin + ", " + passes + " passes, batches of " + batch);
    }
    PhysicalMerger merger;
    try {
      UnitCell unitCell = cell(cell);
      SpaceGroup spaceGroup = SpaceGroup.of(group);
      // Every reflection has sums of its own further on: 16 bytes and more.
      double reflections =
          2
              * Math.PI
              / 3
              * unitCell.volume()
              / (dMin * dMin * dMin)
              / spaceGroup.operations().size();
      if (reflections > length / 8.0 + 1000) {
        throw in.damaged(String.format(Locale.ROOT, "%.3g reflections", reflections));
      }
      var settings =
          new MergingSettings(
              UniqueReflections.of(spaceGroup, unitCell, dMin),
              anomalous,
              polarisation,
              2,
              operators.stream().map(SymmetryOperation::parse).toList());
      var physical =
          new PhysicalSettings(
              passes, batch, friedel, centric, halves, epochs, seed, likelihood, without);
      merger = new PhysicalMerger(settings, physical, team);
    } catch (IllegalArgumentException | UserInputException e) {
      throw in.damaged("no usable crystal: " + e.getMessage());
    }
    loadRest(merger, in);
    return merger;
  }

  private static List<String> operators(StateReader in) {
    int count = in.integer();
    if (count < 1 || count > 24) {
      throw in.damaged(count + " operators; expected 1 to 24");
    }
    List<String> operators = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      operators.add(in.text());
    }
    return operators;
  }

  /// The six numbers of a cell, Å and degrees; NaN where there is none.
  static double[] numbers(@Nullable UnitCell cell) {
    if (cell == null) {
      double nan = Double.NaN;
      return new double[] {nan, nan, nan, nan, nan, nan};
    }
    return new double[] {
      cell.a(), cell.b(), cell.c(), cell.alphaDegrees(), cell.betaDegrees(), cell.gammaDegrees()
    };
  }

  /// The cell of six numbers.
  static UnitCell cell(double[] n) {
    return new UnitCell(n[0], n[1], n[2], n[3], n[4], n[5]);
  }
}

package org.everyshot.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.engine.Team;
import org.everyshot.fault.DamagedDataException;
import org.everyshot.merging.MergingSettings;
import org.everyshot.merging.NetworkMerger;
import org.everyshot.merging.PhysicalMerger;

/// Describes the state that a Bayesian merge has left, `model.bin`.
final class ModelInspection {
  private ModelInspection() {}

  static Description of(Path path) {
    try (var team = new Team(1)) {
      PhysicalMerger merger =
          PhysicalMerger.restored(Files.readAllBytes(path), path.toString(), team);
      return described(
          "state of a Bayesian merge", merger.crystal(), merger.merged(), merger.passes());
    } catch (IOException e) {
      throw new DamagedDataException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static Description ofNetworks(Path path) {
    try (var team = new Team(1)) {
      NetworkMerger merger =
          NetworkMerger.restored(Files.readAllBytes(path), path.toString(), team);
      return described(
          "state of a merge by networks", merger.crystal(), merger.merged(), merger.passes());
    } catch (IOException e) {
      throw new DamagedDataException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static Description described(
      String what, MergingSettings crystal, long stills, int passes) {
    UniqueReflections unique = crystal.unique();
    var out = new Description.Builder(what + ", for --warm-start");
    CrystalLines.cell(out, unique.cell());
    CrystalLines.group(out, unique.group());
    out.add(
        "resolution",
        String.format(Locale.ROOT, "to %.4g Å", unique.dMin()),
        "dMinA",
        unique.dMin());
    boolean apart = crystal.anomalous();
    out.add("Friedel mates", apart ? "apart" : "together", "anomalous", apart);
    out.add("stills", String.format(Locale.ROOT, "%,d", stills), "stills", stills);
    out.add("passes", String.valueOf(passes), "passes", passes);
    return out.build();
  }
}

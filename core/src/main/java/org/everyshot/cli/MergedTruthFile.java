package org.everyshot.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.format.MtzColumn;
import org.everyshot.format.MtzDataset;
import org.everyshot.format.MtzHeader;
import org.everyshot.format.MtzWriter;
import org.everyshot.simulation.CrystalTruth;
import org.jspecify.annotations.Nullable;

/// Amplitudes that simulated stills were made from, as a merged MTZ file:
/// `F(+) SIGF(+) F(-) SIGF(-)` and, where they are known, phases `PHIC` of the normal
/// scattering, from which those of F(+) differ by little.
///
/// SIGF is a thousandth of F, for programs that take none for missing. Centric reflections hold
/// the same F twice.
final class MergedTruthFile {
  private static final float SIGMA = 1e-3f;

  private MergedTruthFile() {}

  static void write(Path file, CrystalTruth crystal, double wavelengthAngstrom, String command) {
    UniqueReflections unique = crystal.unique();
    float @Nullable [] phase = crystal.phase();
    List<MtzColumn> columns =
        new ArrayList<>(
            List.of(
                new MtzColumn("H", 'H', 0),
                new MtzColumn("K", 'H', 0),
                new MtzColumn("L", 'H', 0),
                new MtzColumn("F(+)", 'G', 1),
                new MtzColumn("SIGF(+)", 'L', 1),
                new MtzColumn("F(-)", 'G', 1),
                new MtzColumn("SIGF(-)", 'L', 1)));
    if (phase != null) {
      columns.add(new MtzColumn("PHIC", 'P', 1));
    }
    var datasets =
        List.of(
            MtzDataset.base(unique.cell()),
            new MtzDataset(1, "everyshot", "crystal", "truth", unique.cell(), wavelengthAngstrom));
    MtzHeader header =
        MtzHeader.toWrite(
            "truth of simulated stills",
            unique.cell(),
            unique.group(),
            columns,
            datasets,
            List.of("everyshot " + Version.number(), command));
    var row = new float[columns.size()];
    try (var out = MtzWriter.create(file, header)) {
      for (int i = 0; i < unique.count(); i++) {
        float plus = (float) Math.sqrt(crystal.intensity()[2 * i]);
        float minus = (float) Math.sqrt(crystal.intensity()[2 * i + 1]);
        row[0] = unique.h(i);
        row[1] = unique.k(i);
        row[2] = unique.l(i);
        row[3] = plus;
        row[4] = SIGMA * plus;
        row[5] = minus;
        row[6] = SIGMA * minus;
        if (phase != null) {
          row[7] = phase[i];
        }
        out.append(row, 0, 1);
      }
      out.commit();
    }
  }
}

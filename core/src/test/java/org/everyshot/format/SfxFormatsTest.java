package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.everyshot.PythonCheck;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.merging.MergedReflections;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Writes every format of serial crystallography, and has gemmi and reciprocalspaceship read them
/// (`checks/sfx_formats.py`).
class SfxFormatsTest {
  private static final double WAVELENGTH = 1.2713;

  @TempDir Path folder;

  @Test
  void gemmiAndReciprocalspaceshipReadWhatWeWrite() throws Exception {
    Path log = folder.resolve("log");
    if (PythonCheck.python(log, "-c", "import gemmi, numpy, reciprocalspaceship") != 0) {
      String message = "skipped: pip install gemmi reciprocalspaceship";
      assertTrue(!"true".equals(System.getenv("CI")), message);
      assumeTrue(false, message);
    }
    ReflectionTable stills = Stills.random(12, false);
    stills(stills);
    MergedReflections mean = MergedMtzTest.random(false);
    merged(mean, "mean");
    merged(MergedMtzTest.random(true), "anomalous");
    map(mean.unique().cell(), mean.unique().group());
    expected(stills, mean.unique());
    int status =
        PythonCheck.python(log, PythonCheck.script("sfx_formats.py").toString(), folder.toString());
    assertEquals(0, status, () -> PythonCheck.read(log));
  }

  private void stills(ReflectionTable table) throws IOException {
    try (MtzStillsWriter mtz =
            MtzStillsWriter.create(
                folder.resolve("stills.mtz"),
                "stills",
                Stills.CELL,
                Stills.GROUP,
                WAVELENGTH,
                false,
                List.of("written by a test"));
        DialsWriter dials =
            DialsWriter.create(folder.resolve("stills.refl"), Stills.GROUP, null, 0, false)) {
      mtz.append(table);
      dials.append(table);
      mtz.commit();
      dials.commit();
    }
    List<String> lines = new ArrayList<>();
    for (int s = 0; s < table.stills(); s++) {
      for (int r = table.begin(s); r < table.end(s); r++) {
        lines.add(
            String.join(
                " ",
                "" + (s + 1),
                "" + table.h()[r],
                "" + table.k()[r],
                "" + table.l()[r],
                "" + table.intensity()[r],
                "" + table.sigma()[r],
                "" + table.fs()[r],
                "" + table.ss()[r]));
      }
    }
    Files.write(folder.resolve("stills.txt"), lines);
  }

  private void merged(MergedReflections merged, String name) throws IOException {
    UniqueReflections unique = merged.unique();
    int[] free = new int[unique.count()];
    Arrays.setAll(free, row -> row % 20);
    Path mtz = folder.resolve(name + ".mtz");
    MergedMtz.write(mtz, merged, free, WAVELENGTH, "merged", List.of("one", "two"));
    MmcifWriter.write(folder.resolve(name + ".cif"), merged, free, WAVELENGTH, "merged");
    List<String> lines = new ArrayList<>();
    try (MtzFile file = MtzFile.open(mtz)) { // for its order of rows alone
      float[][] index = file.columns(0, 1, 2);
      for (int r = 0; r < index[0].length; r++) {
        int slot = unique.slot((int) index[0][r], (int) index[1][r], (int) index[2][r]);
        lines.add(line(merged, slot / 2, free[slot / 2]));
      }
    }
    Files.write(folder.resolve(name + ".txt"), lines);
  }

  private static String line(MergedReflections m, int row, int free) {
    UniqueReflections unique = m.unique();
    int p = 2 * row;
    int n = unique.centric(row) ? p : p + 1;
    var out = new StringBuilder();
    out.append(unique.h(row)).append(' ').append(unique.k(row)).append(' ').append(unique.l(row));
    float[][] columns = {m.amplitude(), m.sigmaAmplitude(), m.intensity(), m.sigmaIntensity()};
    for (int c = 0; c < 4; c += 2) {
      out.append(' ').append(columns[c][p]).append(' ').append(columns[c + 1][p]);
      if (m.anomalous()) {
        out.append(' ').append(columns[c][n]).append(' ').append(columns[c + 1][n]);
      }
    }
    out.append(' ').append(m.count()[p]);
    if (m.anomalous()) {
      out.append(' ').append(m.count()[n]);
    }
    return out.append(' ').append(free).toString();
  }

  private void map(UnitCell cell, SpaceGroup group) throws IOException {
    int[] n = {8, 8, 12};
    float[] values = new float[n[0] * n[1] * n[2]];
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.cos(i);
      raw.putFloat(values[i]);
    }
    Files.write(folder.resolve("map.raw"), raw.array());
    Path file = folder.resolve("map.ccp4");
    Ccp4MapWriter.write(file, cell, group, n[0], n[1], n[2], values, List.of("a map"));
  }

  private void expected(ReflectionTable stills, UniqueReflections unique) throws IOException {
    var batches = new ArrayList<String>();
    for (int s = 0; s < stills.stills(); s++) {
      Still still = stills.still(s);
      double[] matrix = Objects.requireNonNull(still.orientation()).matrix();
      batches.add(
          "{\"wavelength\": "
              + still.wavelengthAngstrom()
              + ", \"orientation\": "
              + Arrays.toString(matrix)
              + "}");
    }
    Files.writeString(
        folder.resolve("expected.json"),
        String.format(
            Locale.ROOT,
            "{\"cell\": %s, \"group\": \"%s\", \"wavelength\": %s, \"stillsCell\": %s,"
                + " \"stillsGroup\": \"%s\", \"stills\": %d, \"batches\": %s}",
            numbers(unique.cell()),
            unique.group().name(),
            WAVELENGTH,
            numbers(Stills.CELL),
            Stills.GROUP.name(),
            stills.stills(),
            batches));
  }

  private static String numbers(UnitCell c) {
    return Arrays.toString(
        new double[] {c.a(), c.b(), c.c(), c.alphaDegrees(), c.betaDegrees(), c.gammaDegrees()});
  }
}

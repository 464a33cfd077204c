package org.everyshot.format;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UnitCell;

/// Describes structure factors in an mmCIF file.
final class MmcifReflectionsInspection {
  /// Columns of values, with the name of those of their σ.
  private static final Map<String, String> PAIRS =
      Map.of(
          "F_meas_au", "F_meas_sigma_au",
          "intensity_meas", "intensity_sigma",
          "pdbx_F_plus", "pdbx_F_plus_sigma",
          "pdbx_I_plus", "pdbx_I_plus_sigma");

  private MmcifReflectionsInspection() {}

  static Description of(Path path) {
    MmcifReflections file = MmcifReflections.read(path);
    var out = new Description.Builder("mmCIF structure factors");
    out.add("data block", file.block(), "block", file.block());
    UnitCell cell = file.cell();
    CrystalLines.cell(out, cell);
    SpaceGroup group = file.group();
    if (group != null) {
      CrystalLines.group(out, group);
    }
    CrystalLines.wavelength(out, file.wavelengthAngstrom());
    long free = 0;
    for (byte status : file.status()) {
      free += status == 'f' ? 1 : 0;
    }
    out.add(
        "reflections",
        String.format(Locale.ROOT, "%,d, of them %,d in the free set", file.rows(), free),
        "reflections",
        file.rows());
    out.put("free", free);
    if (cell != null) {
      double[] m = cell.reciprocalMetric();
      double low = Double.POSITIVE_INFINITY;
      double high = 0;
      for (int r = 0; r < file.rows(); r++) {
        double h = file.index(0)[r];
        double k = file.index(1)[r];
        double l = file.index(2)[r];
        double s =
            m[0] * h * h + m[1] * k * k + m[2] * l * l + m[3] * k * l + m[4] * h * l + m[5] * h * k;
        low = s < low ? s : low;
        high = s > high ? s : high;
      }
      CrystalLines.resolution(out, low, high);
    }
    for (String name : file.names()) {
      String sigma = PAIRS.get(name);
      float[] values = file.column(name);
      float[] sigmas = sigma == null ? null : file.column(sigma);
      if (values != null && sigmas != null) {
        CrystalLines.strength(out, name + "/σ", values, sigmas);
      }
    }
    out.add("columns", String.join(" ", file.names()), "columns", file.names());
    return out.build();
  }
}

package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;
import org.everyshot.merging.MergedReflections;

/// Writes merged reflections as mmCIF structure factors, as the Protein Data Bank takes them.
///
/// Amplitudes and intensities, of each Friedel mate where these are apart, with status `f` for the
/// free set and `o` for the others. Numbers read back to the same bits. Written aside and renamed.
public final class MmcifWriter {
  private static final int BLOCK = 1 << 16;

  private static final String[] MEAN = {
    "F_meas_au", "F_meas_sigma_au", "intensity_meas", "intensity_sigma"
  };

  private static final String[] MATES = {
    "pdbx_F_plus", "pdbx_F_plus_sigma", "pdbx_F_minus", "pdbx_F_minus_sigma",
    "pdbx_I_plus", "pdbx_I_plus_sigma", "pdbx_I_minus", "pdbx_I_minus_sigma"
  };

  private final AsideFile file;
  private final StringBuilder text = new StringBuilder();
  private long written;

  private MmcifWriter(AsideFile file) {
    this.file = file;
  }

  /// @param freeFlag class of each unique reflection, 0 being free
  /// @param wavelengthAngstrom wavelength; NaN where it is not known
  /// @param name of the data block, without spaces
  public static void write(
      Path destination,
      MergedReflections merged,
      int[] freeFlag,
      double wavelengthAngstrom,
      String name) {
    try (AsideFile file = AsideFile.create(destination)) {
      new MmcifWriter(file).all(merged, freeFlag, wavelengthAngstrom, name);
      file.commit();
    }
  }

  private void all(MergedReflections merged, int[] freeFlag, double wavelength, String name) {
    UniqueReflections unique = merged.unique();
    UnitCell cell = unique.cell();
    SpaceGroup group = unique.group();
    line("data_" + name);
    line("#");
    line("_entry.id " + name);
    line("#");
    line("_cell.entry_id " + name);
    line("_cell.length_a " + cell.a());
    line("_cell.length_b " + cell.b());
    line("_cell.length_c " + cell.c());
    line("_cell.angle_alpha " + cell.alphaDegrees());
    line("_cell.angle_beta " + cell.betaDegrees());
    line("_cell.angle_gamma " + cell.gammaDegrees());
    line("#");
    line("_symmetry.entry_id " + name);
    line("_symmetry.space_group_name_H-M '" + group.name() + "'");
    line("_symmetry.Int_Tables_number " + group.number());
    line("#");
    line("_diffrn_radiation_wavelength.id 1");
    line("_diffrn_radiation_wavelength.wavelength " + (wavelength > 0 ? wavelength : "?"));
    line("#");
    line("loop_");
    for (String column :
        new String[] {
          "crystal_id",
          "wavelength_id",
          "scale_group_code",
          "index_h",
          "index_k",
          "index_l",
          "status",
          "pdbx_r_free_flag"
        }) {
      line("_refln." + column);
    }
    for (String column : merged.anomalous() ? MATES : MEAN) {
      line("_refln." + column);
    }
    for (int row = 0; row < unique.count(); row++) {
      if (MergedMtz.filled(merged, 2 * row) || MergedMtz.filled(merged, 2 * row + 1)) {
        row(merged, row, freeFlag[row]);
      }
    }
    line("#");
    flush();
  }

  private void row(MergedReflections merged, int row, int free) {
    UniqueReflections unique = merged.unique();
    text.append("1 1 1 ").append(unique.h(row)).append(' ').append(unique.k(row));
    text.append(' ').append(unique.l(row)).append(free == 0 ? " f " : " o ").append(free);
    int plus = 2 * row;
    int minus = merged.anomalous() && !unique.centric(row) ? plus + 1 : plus;
    number(merged.amplitude()[plus]);
    number(merged.sigmaAmplitude()[plus]);
    if (merged.anomalous()) {
      number(merged.amplitude()[minus]);
      number(merged.sigmaAmplitude()[minus]);
    }
    number(merged.intensity()[plus]);
    number(merged.sigmaIntensity()[plus]);
    if (merged.anomalous()) {
      number(merged.intensity()[minus]);
      number(merged.sigmaIntensity()[minus]);
    }
    line("");
  }

  private void number(float value) {
    text.append(' ');
    if (Float.isFinite(value)) {
      text.append(value);
    } else {
      text.append('?');
    }
  }

  private void line(String end) {
    text.append(end).append('\n');
    if (text.length() > BLOCK) {
      flush();
    }
  }

  private void flush() {
    byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
    file.write(ByteBuffer.wrap(bytes), written);
    written += bytes.length;
    text.setLength(0);
  }
}

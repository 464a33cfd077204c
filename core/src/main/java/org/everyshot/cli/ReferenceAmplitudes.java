package org.everyshot.cli;

import java.nio.file.Path;
import java.util.Arrays;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.MtzColumn;
import org.everyshot.format.MtzFile;

/// Amplitudes of a merged MTZ file, for choosing among settings: its first column of amplitudes (F,
/// or F(+) and F(−) of Friedel mates apart), else the roots of its first intensities.
final class ReferenceAmplitudes {
  private ReferenceAmplitudes() {}

  /// Amplitude of each unique reflection, mean over Friedel mates; NaN where the file has none.
  static double[] of(UniqueReflections unique, Path reference) {
    try (MtzFile file = MtzFile.open(reference)) {
      double[] sum = new double[unique.count()];
      int[] count = new int[unique.count()];
      for (char type : new char[] {'F', 'G', 'J', 'K'}) {
        boolean found = false;
        for (MtzColumn column : file.header().columns()) {
          if (column.type() == type && (!found || type == 'G' || type == 'K')) {
            found = true;
            add(unique, file, file.column(column.label()), type == 'J' || type == 'K', sum, count);
          }
        }
        if (Arrays.stream(count).anyMatch(n -> n > 0)) {
          break;
        }
      }
      int known = 0;
      for (int row = 0; row < sum.length; row++) {
        known += count[row] > 0 ? 1 : 0;
        sum[row] = count[row] > 0 ? sum[row] / count[row] : Double.NaN;
      }
      if (known == 0) {
        throw new UserInputException(
            reference
                + ": has no amplitudes of this crystal; expected a column of type F, G, J or K");
      }
      return sum;
    }
  }

  private static void add(
      UniqueReflections unique,
      MtzFile file,
      float[] values,
      boolean squares,
      double[] sum,
      int[] count) {
    float[] h = file.column(file.header().columns().get(0).label());
    float[] k = file.column(file.header().columns().get(1).label());
    float[] l = file.column(file.header().columns().get(2).label());
    for (int r = 0; r < values.length; r++) {
      int slot = unique.slot(Math.round(h[r]), Math.round(k[r]), Math.round(l[r]));
      if (slot >= 0 && values[r] >= 0) {
        sum[slot >> 1] += squares ? Math.sqrt(values[r]) : values[r];
        count[slot >> 1]++;
      }
    }
  }
}

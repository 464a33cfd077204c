package org.everyshot.merging;

import java.util.Arrays;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.engine.LossLedger;
import org.jspecify.annotations.Nullable;

/// One still with its reflections mapped to slots and its geometry worked out. Scratch memory,
/// used again for still after still.
///
/// Reflections that have no slot are left out and counted by reason.
final class ObservedStill {
  static final String BEYOND = "beyond the resolution limit";
  static final String ABSENT = "systematically absent";

  private final UniqueReflections unique;
  private final boolean anomalous;
  private final Polarisation polarisation;

  /// Number of reflections that have a slot.
  int count;

  /// Whether orientation and wavelength are known, so that [#offset] and [#polarised] are.
  boolean oriented;

  /// Slot of each reflection.
  int[] slot = new int[512];

  /// Row in the table of each reflection.
  int[] row = new int[512];

  /// Intensity as observed, not corrected.
  double[] intensity = new double[512];

  double[] sigma = new double[512];

  /// 1/d², Å⁻²: from the merge's cell where the orientation is unknown.
  double[] inverseSquare = new double[512];

  /// Ewald offset |q + s₀| − 1/λ, Å⁻¹; 0 where unknown.
  double[] offset = new double[512];

  /// Share of the intensity that the polarisation leaves; 1 where unknown.
  double[] polarised = new double[512];

  private final int[] hkl = new int[3];

  ObservedStill(UniqueReflections unique, boolean anomalous, Polarisation polarisation) {
    this.unique = unique;
    this.anomalous = anomalous;
    this.polarisation = polarisation;
  }

  /// Takes a still's reflections.
  ///
  /// @param operator what turns observed indices into those of the merge
  /// @param losses where reflections without a slot are counted; null not to count
  void load(ReflectionTable table, int s, SymmetryOperation operator, @Nullable LossLedger losses) {
    int begin = table.begin(s);
    int end = table.end(s);
    grow(end - begin);
    Still still = table.still(s);
    Orientation axes = still.orientation();
    double k0 = 1 / still.wavelengthAngstrom();
    oriented = axes != null && k0 > 0;
    double most = 1 / (unique.dMin() * unique.dMin());
    double[] metric = unique.cell().reciprocalMetric();
    int beyond = 0;
    int absent = 0;
    count = 0;
    for (int r = begin; r < end; r++) {
      int h = table.h()[r];
      int k = table.k()[r];
      int l = table.l()[r];
      int at = slot(h, k, l, operator);
      if (at < 0) {
        if (squareSpacing(metric, hkl[0], hkl[1], hkl[2]) > most) {
          beyond++;
        } else {
          absent++;
        }
        continue;
      }
      int i = count++;
      slot[i] = anomalous ? at : at & ~1;
      row[i] = r;
      intensity[i] = table.intensity()[r];
      sigma[i] = table.sigma()[r];
      if (oriented && axes != null) {
        double x = axes.x(h, k, l);
        double y = axes.y(h, k, l);
        double z = axes.z(h, k, l);
        double z1 = z + k0;
        inverseSquare[i] = x * x + y * y + z * z;
        offset[i] = Math.sqrt(x * x + y * y + z1 * z1) - k0;
        polarised[i] = polarisation.factor(x, y, z1);
      } else {
        inverseSquare[i] = unique.inverseSquareSpacing(at >> 1);
        offset[i] = 0;
        polarised[i] = 1;
      }
    }
    if (losses != null) {
      losses.received(end - begin);
      if (beyond > 0) {
        losses.vetoed(BEYOND, beyond);
      }
      if (absent > 0) {
        losses.vetoed(ABSENT, absent);
      }
    }
  }

  private int slot(int h, int k, int l, SymmetryOperation operator) {
    if (operator.map(h, k, l, hkl)) {
      return unique.slot(hkl[0], hkl[1], hkl[2]);
    }
    // Not a whole index: told by the resolution of what was observed.
    hkl[0] = h;
    hkl[1] = k;
    hkl[2] = l;
    return -1;
  }

  private static double squareSpacing(double[] m, int h, int k, int l) {
    return m[0] * h * h + m[1] * k * k + m[2] * l * l + m[3] * k * l + m[4] * h * l + m[5] * h * k;
  }

  private void grow(int needed) {
    if (needed <= slot.length) {
      return;
    }
    int length = Math.max(needed, 2 * slot.length);
    slot = Arrays.copyOf(slot, length);
    row = Arrays.copyOf(row, length);
    intensity = Arrays.copyOf(intensity, length);
    sigma = Arrays.copyOf(sigma, length);
    inverseSquare = Arrays.copyOf(inverseSquare, length);
    offset = Arrays.copyOf(offset, length);
    polarised = Arrays.copyOf(polarised, length);
  }
}

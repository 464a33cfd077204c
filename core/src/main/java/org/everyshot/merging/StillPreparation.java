package org.everyshot.merging;

import java.util.List;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UniqueReflections;
import org.everyshot.crystal.UnitCell;

/// Turns the reflections of a still into observations: slot, reciprocal vector, Ewald offset,
/// polarisation.
final class StillPreparation {
  /// Reflections without which seven parameters say nothing.
  static final int LEAST_REFLECTIONS = 10;

  static final String NO_ORIENTATION = "no orientation or wavelength";
  static final String TOO_FEW = "fewer than 10 reflections within the resolution";
  static final String POLYCHROMATIC = "polychromatic: the networks know one wavelength";

  private final UniqueReflections unique;
  private final boolean anomalous;
  private final Polarisation polarisation;
  private final List<SymmetryOperation> operators;

  StillPreparation(MergingSettings settings) {
    this.unique = settings.unique();
    this.anomalous = settings.anomalous();
    this.polarisation = settings.polarisation();
    this.operators = settings.operators();
  }

  /// Why a still cannot be used by a model that needs its place relative to the Ewald sphere,
  /// however its reflections are; empty where it can.
  String obstacle(ReflectionTable table, int s) {
    Still still = table.still(s);
    if (still.orientation() == null || !(still.wavelengthAngstrom() > 0)) {
      return NO_ORIENTATION;
    }
    return polychromatic(table, s) ? POLYCHROMATIC : "";
  }

  private static boolean polychromatic(ReflectionTable table, int s) {
    float[] wavelength = table.wavelength();
    for (int r = table.begin(s); wavelength != null && r < table.end(s); r++) {
      if (!Float.isNaN(wavelength[r])) {
        return true;
      }
    }
    return false;
  }

  /// Fills `out` with the observations of a still; those that have no slot under one of the
  /// operators, or are not numbers, are left out. Where there are several operators, none is
  /// chosen. Of a still that is polychromatic or whose orientation or wavelength is not known, such
  /// as an image of a rotation series, every reflection is taken as whole; without orientation, as
  /// corrected for the polarisation.
  ///
  /// @return number of reflections left out
  int prepare(ReflectionTable table, int s, StillObservations out) {
    Still still = table.still(s);
    Orientation axes = still.orientation();
    int begin = table.begin(s);
    int end = table.end(s);
    out.operators(operators.size());
    out.begin(still.key(), still.half(), still.cell(), end - begin);
    float[] wavelength = polychromatic(table, s) ? table.wavelength() : null;
    out.polychromatic = wavelength != null;
    out.placed = axes != null && still.wavelengthAngstrom() > 0 && wavelength == null;
    UnitCell cell = still.cell() != null ? still.cell() : unique.cell();
    double waveNumber = 1 / still.wavelengthAngstrom();
    int mask = anomalous ? ~0 : ~1;
    int[] hkl = new int[3];
    int[] slots = new int[operators.size()];
    for (int r = begin; r < end; r++) {
      int h = table.h()[r];
      int k = table.k()[r];
      int l = table.l()[r];
      int least = Integer.MAX_VALUE;
      for (int o = 0; o < slots.length; o++) {
        slots[o] = slot(operators.get(o), h, k, l, hkl);
        least = Math.min(least, slots[o]);
      }
      double intensity = table.intensity()[r];
      double sigma = table.sigma()[r];
      if (least < 0 || !(sigma > 0) || !Double.isFinite(intensity) || !Double.isFinite(sigma)) {
        continue;
      }
      double own = wavelength == null ? Double.NaN : wavelength[r];
      if (wavelength != null && !(own > 0)) {
        continue;
      }
      for (int o = 1; o < slots.length; o++) {
        out.indexed[o][out.size] = slots[o] & mask;
      }
      int slot = slots[0] & mask;
      double k0 = wavelength == null ? waveNumber : 1 / own;
      if (axes == null || !(k0 > 0)) {
        out.addWhole(slot, cell.inverseSquareSpacing(h, k, l), own, 1, intensity, sigma);
      } else {
        double x = axes.x(h, k, l);
        double y = axes.y(h, k, l);
        double z = axes.z(h, k, l);
        double polarised = polarisation.factor(x, y, z + k0);
        if (out.placed) {
          out.add(slot, x, y, z, k0, polarised, intensity, sigma);
        } else {
          out.addWhole(slot, x * x + y * y + z * z, own, polarised, intensity, sigma);
        }
      }
      out.square[out.size - 1] = GainTable.square(table.panel()[r], table.fs()[r], table.ss()[r]);
    }
    if (slots.length > 1) {
      out.choose(-1);
    }
    return end - begin - out.size;
  }

  private int slot(SymmetryOperation operator, int h, int k, int l, int[] hkl) {
    if (operator.equals(SymmetryOperation.IDENTITY)) {
      return unique.slot(h, k, l);
    }
    return operator.map(h, k, l, hkl) ? unique.slot(hkl[0], hkl[1], hkl[2]) : -1;
  }
}

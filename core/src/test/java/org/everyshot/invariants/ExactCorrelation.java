package org.everyshot.invariants;

import org.everyshot.simulation.TrueCorrelation;

/// Correlations from closed formulas in place of measured ones.
final class ExactCorrelation {
  private ExactCorrelation() {}

  /// C of one pair of rings and angle.
  interface Formula {
    double at(int p, int r, double delta);
  }

  /// Complete, without errors and without halves.
  static SampledCorrelation of(double[] q, double wavelength, int azimuths, Formula formula) {
    int rings = q.length;
    int angles = azimuths / 2 + 1;
    double[][] values = new double[rings][];
    double[][] weights = new double[rings][];
    for (int p = 0; p < rings; p++) {
      values[p] = new double[(rings - p) * SampledCorrelation.SETS * angles];
      weights[p] = new double[(rings - p) * angles];
      for (int r = p; r < rings; r++) {
        for (int d = 0; d < angles; d++) {
          double value = formula.at(p, r, 2 * Math.PI * d / azimuths);
          for (int set = 0; set < SampledCorrelation.SETS; set++) {
            values[p][((r - p) * SampledCorrelation.SETS + set) * angles + d] = value;
          }
          weights[p][(r - p) * angles + d] = d == 0 || 2 * d == azimuths ? 1 : 2;
        }
      }
    }
    return new SampledCorrelation(
        q, wavelength, azimuths, azimuths / 2, false, false, false, values, weights);
  }

  static SampledCorrelation of(TrueCorrelation truth, double wavelength) {
    return of(truth.grid().qs(), wavelength, truth.grid().azimuths(), truth::one);
  }
}

package org.everyshot.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SymmetryOperation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.format.Hdf5Dataset;
import org.everyshot.format.Hdf5Group;
import org.everyshot.format.Hdf5Layout;
import org.everyshot.format.Hdf5Type;
import org.everyshot.format.Hdf5Writer;
import org.everyshot.simulation.CrystalVariation;
import org.everyshot.simulation.IndexingErrors;
import org.everyshot.simulation.IntegrationErrors;
import org.everyshot.simulation.SerialExperiment;
import org.everyshot.simulation.StillSimulator;
import org.everyshot.simulation.StillTruth;

/// What simulated stills were made of, in an HDF5 file beside them: one row a still.
final class StillTruthFile {
  private StillTruthFile() {}

  /// @param stills number of stills
  static void write(
      Path file, StillSimulator simulator, long stills, Map<String, String> provenance) {
    try (var out = Hdf5Writer.create(file)) {
      table(out, simulator, stills);
      settings(out.group("/truth"), simulator);
      float[] gains = simulator.gains();
      out.write("/truth/panel_gain", gains, gains.length);
      Hdf5Group origin = out.group("/everyshot/provenance");
      provenance.forEach(origin::attribute);
      out.commit();
    }
  }

  private static void table(Hdf5Writer out, StillSimulator simulator, long stills) {
    var layout = Hdf5Layout.checked(4096);
    var real = Hdf5Type.FLOAT64;
    try (Hdf5Dataset scale = out.dataset("/truth/scale", real, layout, -1);
        Hdf5Dataset b = out.dataset("/truth/b_factor", real, layout, -1);
        Hdf5Dataset size = out.dataset("/truth/size_width", real, layout, -1);
        Hdf5Dataset mosaicity = out.dataset("/truth/mosaicity", real, layout, -1);
        Hdf5Dataset anisotropy = out.dataset("/truth/anisotropy", real, layout, -1, 2);
        Hdf5Dataset bad = out.dataset("/truth/bad", Hdf5Type.INT32, layout, -1);
        Hdf5Dataset error = out.dataset("/truth/misorientation", real, layout, -1, 3);
        Hdf5Dataset stretch = out.dataset("/truth/reciprocal_scale", real, layout, -1);
        Hdf5Dataset operator = out.dataset("/truth/operator", Hdf5Type.INT32, layout, -1);
        Hdf5Dataset exact = out.dataset("/truth/true_orientation", real, layout, -1, 3, 3);
        Hdf5Dataset told = out.dataset("/truth/orientation", real, layout, -1, 3, 3)) {
      scale.attribute("meaning", "factor G on the still's intensities");
      b.attribute("units", "angstrom^2").attribute("meaning", "B of exp(-2B s²), s = sin θ/λ");
      size.attribute("units", "angstrom^-1");
      mosaicity.attribute("units", "rad");
      anisotropy.attribute("meaning", "a, b of exp(a cos 2φ + b sin 2φ) on the mosaicity");
      error.attribute("units", "rad").attribute("meaning", "rotation vector, reported to true");
      stretch.attribute("meaning", "reported reciprocal axes over true ones");
      operator.attribute("meaning", "position in operators; -1: indexed as the truth");
      exact.attribute("units", "angstrom^-1").attribute("columns", "a* b* c*, true indices");
      told.attribute("units", "angstrom^-1").attribute("columns", "a* b* c*, as reported");
      for (long still = 0; still < stills; still++) {
        StillTruth made = simulator.truth(still);
        scale.append(made.scale());
        b.append(made.b());
        size.append(made.sizeWidth());
        mosaicity.append(made.mosaicity());
        anisotropy.append(made.anisotropyCos(), made.anisotropySin());
        bad.append(made.bad() ? 1 : 0);
        error.append(made.misorientationX(), made.misorientationY(), made.misorientationZ());
        stretch.append(made.reciprocalScale());
        operator.append(made.operator());
        exact.append(matrix(made.trueOrientation()));
        told.append(matrix(made.orientation()));
      }
    }
  }

  private static double[] matrix(Orientation orientation) {
    return orientation.matrix();
  }

  private static void settings(Hdf5Group group, StillSimulator simulator) {
    SerialExperiment experiment = simulator.experiment();
    CrystalVariation crystals = experiment.crystals();
    IndexingErrors indexing = experiment.indexing();
    IntegrationErrors integration = experiment.integration();
    UnitCell cell = simulator.crystal().unique().cell();
    group
        .attribute("wavelength_angstrom", experiment.wavelengthAngstrom())
        .attribute("d_min_angstrom", simulator.crystal().unique().dMin())
        .attribute("space_group", simulator.crystal().unique().group().name())
        .attribute(
            "cell",
            new double[] {
              cell.a(),
              cell.b(),
              cell.c(),
              cell.alphaDegrees(),
              cell.betaDegrees(),
              cell.gammaDegrees()
            })
        .attribute("amplitude_scale", simulator.crystal().scale())
        .attribute("camera_length_m", simulator.detector().cameraLengthM())
        .attribute("reach_widths", experiment.reach())
        .attribute("profile", Choices.name(crystals.profile()))
        .attribute("log_scale_sd", crystals.logScaleSd())
        .attribute("b_sd", crystals.bSd())
        .attribute("size_width_median", crystals.sizeWidth())
        .attribute("size_width_log_sd", crystals.sizeWidthLogSd())
        .attribute("mosaicity_median_degrees", crystals.mosaicityDegrees())
        .attribute("mosaicity_log_sd", crystals.mosaicityLogSd())
        .attribute("anisotropy_sd", crystals.anisotropy())
        .attribute("misorientation_sd_degrees", indexing.misorientationDegrees())
        .attribute("bad_fraction", indexing.badFraction())
        .attribute("bad_misorientation_sd_degrees", indexing.badMisorientationDegrees())
        .attribute("cell_error_sd", indexing.cellError())
        .attribute(
            "operators",
            indexing.operators().stream()
                .map(SymmetryOperation::indexTriplet)
                .collect(Collectors.joining("; ")))
        .attribute("photons", integration.photons())
        .attribute("background", integration.background())
        .attribute("intensity_error_sd", integration.relativeError())
        .attribute("gain_error_sd", integration.gainError())
        .attribute("sigma_factor", integration.sigmaFactor())
        .attribute("offset_noise", integration.offsetNoise())
        .attribute("noise", integration.noise() ? 1 : 0)
        .attribute("seed", experiment.seed());
  }
}

package org.everyshot.cli;

import org.everyshot.format.Hdf5Dataset;
import org.everyshot.format.Hdf5Layout;
import org.everyshot.format.Hdf5Type;
import org.everyshot.format.Hdf5Writer;
import org.everyshot.math.Rotation;
import org.everyshot.simulation.Beamtime;
import org.everyshot.simulation.ShotSimulator;
import org.everyshot.simulation.ShotTruth;

/// What simulated shots were made of, for the group `/truth` of their file.
///
/// Per shot the beam's weight and the number of particles, per particle its orientation as a unit
/// quaternion (w, x, y, z), in the order of the shots.
///
/// @param command the command line
/// @param structure name of what scatters
/// @param sha256 hash of its file; empty for a shape
/// @param simulator remakes any shot's truth
/// @param shots shots written
record SimulationTruth(
    String command,
    String structure,
    String sha256,
    double diameterAngstrom,
    double wavelengthAngstrom,
    Beamtime beamtime,
    ShotSimulator simulator,
    long shots) {

  void write(Hdf5Writer file) {
    Hdf5Layout layout = Hdf5Layout.checked(4096);
    try (Hdf5Dataset weights = file.dataset("/truth/beam_weight", Hdf5Type.FLOAT64, layout, -1);
        Hdf5Dataset counts = file.dataset("/truth/particles", Hdf5Type.INT32, layout, -1);
        Hdf5Dataset turns = file.dataset("/truth/orientations", Hdf5Type.FLOAT64, layout, -1, 4)) {
      turns.attribute(
          "convention", "unit quaternion w x y z; turns the particle into the laboratory");
      for (long shot = 0; shot < shots; shot++) {
        ShotTruth truth = simulator.truth(shot);
        weights.append(truth.beamWeight());
        counts.append(truth.orientations().size());
        for (Rotation turn : truth.orientations()) {
          turns.append(turn.w(), turn.x(), turn.y(), turn.z());
        }
      }
    }
    file.group("/truth")
        .attribute("command", command)
        .attribute("structure", structure)
        .attribute("structure_sha256", sha256)
        .attribute("diameter_angstrom", diameterAngstrom)
        .attribute("wavelength_angstrom", wavelengthAngstrom)
        .attribute("particles_mean", beamtime.particles())
        .attribute("particles_fixed", beamtime.fixedParticles() ? 1 : 0)
        .attribute("beam_jitter", beamtime.jitter())
        .attribute("background_fraction", beamtime.background())
        .attribute("background_per_pixel", simulator.background())
        .attribute("photons_mean", beamtime.photons())
        .attribute("photons_per_electron_squared", simulator.scale())
        .attribute("seed", beamtime.seed());
  }
}

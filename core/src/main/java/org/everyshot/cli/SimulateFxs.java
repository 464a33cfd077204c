package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.everyshot.cli.Scatterer.Loaded;
import org.everyshot.detector.Beam;
import org.everyshot.detector.DetectorPosition;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.PolarGrid;
import org.everyshot.detector.ShotValue;
import org.everyshot.engine.LocalEngine;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Source;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.GeometryFile;
import org.everyshot.format.InvariantsFile;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.simulation.Beamtime;
import org.everyshot.simulation.LimitedParticle;
import org.everyshot.simulation.Particle;
import org.everyshot.simulation.ShotSimulator;
import org.everyshot.simulation.SimulatedFrames;
import org.everyshot.simulation.SimulatedShots;
import org.everyshot.simulation.TrueInvariants;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Fluctuation scattering of particles in random orientations.
@Command(
    name = "fxs",
    description = "%nSimulates fluctuation scattering of particles in random orientations.")
final class SimulateFxs extends Verb {
  @ArgGroup(exclusive = true, multiplicity = "1", order = 1)
  private Scatterer scatterer = new Scatterer();

  @Option(
      names = "--shots",
      paramLabel = "N",
      order = 2,
      description = "Number of shots (default: 1000).")
  private long shots = 1000;

  @Option(
      names = "--particles",
      paramLabel = "MEAN",
      order = 3,
      description = "Mean number of particles in the beam, Poisson distributed (default: 1).")
  private double particles = 1;

  @Option(
      names = "--particles-fixed",
      order = 4,
      description = "Exactly --particles particles in every shot.")
  private boolean fixed;

  @Option(
      names = "--photons",
      paramLabel = "MEAN|none",
      order = 5,
      description =
          "Mean number of photons per shot on the whole detector, background included, or none for"
              + " intensities without noise (default: 100000).")
  private String photons = "100000";

  @Option(
      names = "--jitter",
      paramLabel = "FRACTION",
      order = 6,
      description = "Standard deviation of the pulse intensity over its mean (default: 0).")
  private double jitter;

  @Option(
      names = "--background",
      paramLabel = "FRACTION",
      order = 7,
      description =
          "Isotropic background over the particles' mean intensity on the detector (default: 0).")
  private double background;

  @Option(
      names = "--solvent-density",
      paramLabel = "E/A3",
      order = 8,
      description =
          "Electrons per cubic angstrom of the solvent that atoms displace; water has 0.334"
              + " (default: 0, vacuum).")
  private double solventDensity;

  @Option(
      names = "--wavelength-angstrom",
      paramLabel = "L",
      order = 9,
      description = "X-ray wavelength, angstrom (default: 1.3).")
  private double wavelength = 1.3;

  @Option(
      names = "--detector",
      paramLabel = "polar|GEOM",
      order = 10,
      description = "Polar grid, or a CrystFEL geometry file (default: polar).")
  private String detector = "polar";

  @Option(
      names = "--q-min",
      paramLabel = "Q",
      order = 11,
      description = "Centre of the first ring, 1/angstrom (default: one ring's width).")
  private double qMin = Double.NaN;

  @Option(
      names = "--q-max",
      paramLabel = "Q",
      order = 12,
      description =
          "Centre of the last ring, 1/angstrom (default: 0.3). On a detector: the particle scatters"
              + " up to here (default: up to the last pixel).")
  private double qMax = Double.NaN;

  @Option(
      names = "--rings",
      paramLabel = "N",
      order = 13,
      description = "Rings of the polar grid (default: 120).")
  private int rings = 120;

  @Option(
      names = "--azimuths",
      paramLabel = "N",
      order = 14,
      description = "Azimuthal bins of the polar grid (default: 256).")
  private int azimuths = 256;

  @Option(
      names = "--distance-mm",
      paramLabel = "D",
      order = 15,
      description = "Camera length, mm, where the geometry file leaves it open or to override it.")
  private double distanceMm = Double.NaN;

  @Option(
      names = "--true-invariants",
      paramLabel = "FILE.h5",
      order = 16,
      description = "Write the particle's exact rotational invariants on the polar grid too.")
  private @Nullable Path trueInvariants;

  @Option(
      names = "--true-density",
      paramLabel = "FILE.mrc",
      order = 17,
      description = "Write the particle's density too, fit to be compared up to --q-max.")
  private @Nullable Path trueDensity;

  @Mixin private final StreamedCorrelation streamed = new StreamedCorrelation();

  @Override
  void perform(Screen screen, JsonResult result) throws IOException, InterruptedException {
    streamed.check();
    Beamtime beamtime = beamtime();
    boolean polar = detector.equals("polar");
    checkTruths(polar);
    if (streamed.wanted()) {
      correlate(beamtime, polar, screen, result);
      return;
    }
    Path out = common.out(polar ? "shots.h5" : "frames.cxi");
    Outputs.check(out, common.force());
    Outputs.check(PolarShotFile.truthPlace(out), common.force());
    if (polar) {
      PolarGrid grid = grid();
      Loaded loaded = load(grid.qMax(), screen);
      var source = new SimulatedShots(loaded.particle(), grid, wavelength, beamtime, shots);
      var file = PolarShotFile.create(out, grid, wavelength, beamtime.countsPhotons());
      try (file) {
        long written = simulate(source, file, screen);
        file.complete(truth(loaded, beamtime, source.simulator(), written));
        writeTruths(loaded, grid);
        report(screen, result, out, loaded, written);
      }
      return;
    }
    Geometry geometry = GeometryFile.read(Path.of(detector)).geometry();
    Beam beam = Beam.ofWavelength(wavelength);
    DetectorPosition position = DetectorPosition.at(cameraLengthM(geometry));
    double reach = SimulatedFrames.largestQ(geometry, position, beam);
    if (!Double.isNaN(qMax) && !(qMax > 0)) {
      throw new UserInputException("--q-max " + qMax + ": expected more than 0");
    }
    double limit = qMax < reach ? qMax : reach;
    Loaded loaded = load(limit, screen);
    var particle = new LimitedParticle(loaded.particle(), limit);
    var source = new SimulatedFrames(particle, geometry, position, beam, beamtime, shots);
    try (var file =
        FrameShotFile.create(out, geometry, beamtime.countsPhotons(), common.threads())) {
      long written = simulate(source, file, screen);
      file.complete(truth(loaded, beamtime, source.simulator(), written));
      if (source.clipped() > 0) {
        screen.note(
            String.format(
                Locale.ROOT,
                "%,d pixel values exceeded 65,535 ADU and were stored as such; fewer --photons, or"
                    + " fewer ADU per photon in the geometry, would keep them",
                source.clipped()));
      }
      report(screen, result.put("clippedValues", source.clipped()), out, loaded, written);
    }
  }

  /// The shots into their correlation, none of them stored.
  private void correlate(Beamtime beamtime, boolean polar, Screen screen, JsonResult result)
      throws IOException, InterruptedException {
    if (!polar) {
      throw new UserInputException(
          "--correlate --detector " + detector + ": expected polar; or correlate the frames' file");
    }
    Path out = common.out("C2.h5");
    streamed.checkOutputs(out, common.force());
    PolarGrid grid = grid();
    Loaded loaded = load(grid.qMax(), screen);
    writeTruths(loaded, grid);
    try (var team = new Team(common.threads());
        var source = new SimulatedShots(loaded.particle(), grid, wavelength, beamtime, shots)) {
      streamed.run(
          source,
          new StreamedCorrelation.Setting(
              grid,
              wavelength,
              beamtime.countsPhotons() ? "photons" : "electrons²",
              source.simulator().background()),
          out,
          Provenance.of(this, List.of()),
          team,
          screen,
          result);
    }
  }

  private void checkTruths(boolean polar) throws IOException {
    if (trueInvariants != null) {
      if (!polar) {
        throw new UserInputException("--true-invariants needs the rings of --detector polar");
      }
      Outputs.check(trueInvariants, common.force());
    }
    if (trueDensity != null) {
      if (!polar) {
        throw new UserInputException("--true-density needs the --q-max of --detector polar");
      }
      scatterer.requireDensity();
      Outputs.check(trueDensity, common.force());
    }
  }

  /// Exact invariants of one particle, up to the degree that it can show, and its density.
  private void writeTruths(Loaded loaded, PolarGrid grid) throws IOException {
    if (trueDensity != null) {
      scatterer.writeDensity(trueDensity, loaded, solventDensity, grid.qMax());
    }
    if (trueInvariants == null) {
      return;
    }
    Particle particle = loaded.particle();
    int degree = 2 * (int) (grid.qMax() * particle.diameterAngstrom() / 2 + 2);
    try (var team = new Team(common.threads())) {
      var truth = TrueInvariants.of(particle, grid.qs(), degree, team);
      InvariantsFile.write(
          trueInvariants,
          ExtractedInvariants.of(truth, wavelength, particle.diameterAngstrom()),
          Provenance.of(this, List.of()).texts());
    }
  }

  private Beamtime beamtime() {
    if (shots < 1) {
      throw new UserInputException("--shots " + shots + ": expected at least 1");
    }
    if (!(wavelength > 0 && wavelength < 1000)) {
      throw new UserInputException("--wavelength-angstrom " + wavelength + ": expected 0 to 1000");
    }
    if (!(solventDensity >= 0 && solventDensity <= 10)) {
      throw new UserInputException("--solvent-density " + solventDensity + ": expected 0 to 10");
    }
    double mean = Double.NaN;
    if (!photons.equals("none")) {
      try {
        mean = Double.parseDouble(photons);
      } catch (NumberFormatException e) {
        mean = 0;
      }
      if (!(mean > 0)) {
        throw new UserInputException("--photons " + photons + ": expected a number, or none");
      }
    }
    try {
      return new Beamtime(particles, fixed, jitter, background, mean, common.seed());
    } catch (IllegalArgumentException e) {
      throw new UserInputException(String.valueOf(e.getMessage()), e);
    }
  }

  private PolarGrid grid() {
    double last = Double.isNaN(qMax) ? 0.3 : qMax;
    if (rings < 1 || azimuths < 1 || (long) rings * azimuths > 1 << 26) {
      throw new UserInputException(
          "--rings " + rings + " --azimuths " + azimuths + ": expected 1 to 67 million bins");
    }
    double first = Double.isNaN(qMin) ? last / rings : qMin;
    double most = 4 * Math.PI / wavelength;
    if (!(first >= 0 && last > 0 && last >= first && last < most) || (rings > 1 && last == first)) {
      throw new UserInputException(
          String.format(
              Locale.ROOT,
              "--q-min %.4g --q-max %.4g: expected ring centres between 0 and 4π/λ = %.4g Å⁻¹",
              first,
              last,
              most));
    }
    return new PolarGrid(first, last, rings, azimuths);
  }

  private double cameraLengthM(Geometry geometry) {
    if (!Double.isNaN(distanceMm)) {
      if (!(distanceMm > 0 && distanceMm < 1e6)) {
        throw new UserInputException("--distance-mm " + distanceMm + ": expected 0 to 1000000");
      }
      return distanceMm * 1e-3 - geometry.panels().getFirst().placement().coffsetM();
    }
    if (geometry.cameraLength() instanceof ShotValue.Fixed fixedLength) {
      return fixedLength.value();
    }
    throw new UserInputException(
        detector + " leaves the camera length to the data; give --distance-mm");
  }

  private Loaded load(double largestQ, Screen screen) {
    try (var team = new Team(common.threads())) {
      return scatterer.load(solventDensity, largestQ, team, screen);
    }
  }

  private <B, F extends ShotFile<B, F>> long simulate(Source<B> source, F file, Screen screen)
      throws IOException, InterruptedException {
    try (var job = new LocalEngine(common.threads()).start(source, file, new LossLedger());
        var watch = screen.follow("simulate", job)) {
      return watch.await();
    }
  }

  private SimulationTruth truth(
      Loaded loaded, Beamtime beamtime, ShotSimulator simulator, long written) {
    return new SimulationTruth(
        typed(),
        loaded.name(),
        loaded.hash(),
        loaded.particle().diameterAngstrom(),
        wavelength,
        beamtime,
        simulator,
        written);
  }

  private void report(Screen screen, JsonResult result, Path out, Loaded loaded, long written) {
    if (written < shots) {
      screen.say(
          String.format(Locale.ROOT, "interrupted: %,d of %,d shots are written", written, shots));
    }
    screen.say(
        String.format(
            Locale.ROOT,
            "%,d shots of %s (%.0f Å): %s",
            written,
            loaded.name(),
            loaded.particle().diameterAngstrom(),
            out));
    result
        .put("out", out)
        .put("shots", written)
        .put("complete", written == shots)
        .put("structure", loaded.name())
        .put("sha256", loaded.hash())
        .put("diameterAngstrom", loaded.particle().diameterAngstrom())
        .put("wavelengthAngstrom", wavelength);
  }
}

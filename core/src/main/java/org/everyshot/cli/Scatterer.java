package org.everyshot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.everyshot.engine.Team;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.MrcWriter;
import org.everyshot.format.PdbArchive;
import org.everyshot.format.StructureFile;
import org.everyshot.simulation.Particle;
import org.everyshot.simulation.Particles;
import org.everyshot.simulation.Shape;
import org.everyshot.simulation.TrueDensity;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DensityMap;
import org.everyshot.structure.Structure;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/// What scatters: a structure or a shape.
final class Scatterer {
  @Option(
      names = "--structure",
      paramLabel = "FILE|PDBID",
      description = "Structure: PDB, mmCIF or MRC/CCP4 map, perhaps .gz, or a PDB id to fetch.")
  private @Nullable String structure;

  @Option(
      names = "--shape",
      paramLabel = "NAME",
      converter = ShapeName.class,
      description = "A shape of our own: sphere, two-spheres, four-points, chaperonin or vessel.")
  private @Nullable Shape shape;

  /// Shapes by their names.
  static final class ShapeName implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String typed) {
      return new Choices<>(Shape.class).convert(typed);
    }
  }

  /// What was read, and what scatters.
  ///
  /// @param structure null for a shape
  record Loaded(Particle particle, String name, String hash, @Nullable Structure structure) {}

  /// @param solventDensity electrons per Å³ that atoms displace
  /// @param largestQ that will be asked for, Å⁻¹
  Loaded load(double solventDensity, double largestQ, Team team, Screen screen) {
    try {
      Shape own = shape;
      if (own != null) {
        return new Loaded(own.particle(largestQ, team), own.label(), "", null);
      }
      String named = String.valueOf(structure);
      Path path = Path.of(named);
      if (!Files.exists(path) && PdbArchive.isId(named)) {
        path = new PdbArchive().file(named);
      }
      StructureFile file = StructureFile.read(path);
      screen.note("tabulating " + file.structure().name());
      Particle particle =
          switch (file.structure()) {
            case AtomicModel atoms -> Particles.ofAtoms(atoms, solventDensity, largestQ, team);
            case DensityMap map -> Particles.ofMap(map, largestQ, team);
          };
      return new Loaded(particle, file.structure().name(), file.sha256(), file.structure());
    } catch (IllegalArgumentException e) {
      throw new UserInputException(String.valueOf(e.getMessage()), e);
    }
  }

  /// Refuses what has no map of its own.
  void requireDensity() {
    if (shape != null && !shape.hasMap()) {
      throw new UserInputException(
          "--true-density: there is no map of "
              + shape.label()
              + "; use chaperonin, vessel or a structure");
    }
  }

  /// Writes the density that scatters, fit to be compared up to `qMax`.
  ///
  /// @param solventDensity electrons per Å³ that atoms displace
  void writeDensity(Path file, Loaded loaded, double solventDensity, double qMax)
      throws IOException {
    double spacing = TrueDensity.spacing(qMax);
    Structure read = loaded.structure;
    DensityMap map =
        switch (read) {
          case null -> Objects.requireNonNull(shape).map(spacing);
          case AtomicModel atoms -> TrueDensity.of(atoms, solventDensity, spacing);
          case DensityMap same -> same;
        };
    MrcWriter.write(file, map, List.of("what everyshot simulate fxs lets scatter"));
  }
}

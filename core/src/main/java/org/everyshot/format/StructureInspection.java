package org.everyshot.format;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.everyshot.crystal.UnitCell;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DensityMap;
import org.everyshot.structure.DepositedCell;

/// Describes an atomic model or a density map.
final class StructureInspection {
  private StructureInspection() {}

  static Description of(Path path) {
    return switch (StructureFile.read(path).structure()) {
      case AtomicModel atoms -> atoms(atoms);
      case DensityMap map -> map(map);
    };
  }

  private static Description atoms(AtomicModel atoms) {
    var out = new Description.Builder("atomic model");
    out.add("name", atoms.name(), "name", atoms.name());
    out.add("atoms", String.format(Locale.ROOT, "%,d", atoms.count()), "atoms", atoms.count());
    DepositedCell cell = atoms.cell();
    if (cell != null) {
      CrystalLines.cell(
          out,
          new UnitCell(
              cell.a(),
              cell.b(),
              cell.c(),
              cell.alphaDegrees(),
              cell.betaDegrees(),
              cell.gammaDegrees()));
      if (!cell.spaceGroup().isEmpty()) {
        out.add("space group", cell.spaceGroup(), "spaceGroup", cell.spaceGroup());
      }
    }
    return out.build();
  }

  private static Description map(DensityMap map) {
    var out = new Description.Builder("density map");
    out.add("name", map.name(), "name", map.name());
    out.add(
        "voxels",
        String.format(
            Locale.ROOT,
            "%d × %d × %d of %.4g Å³",
            map.nx(),
            map.ny(),
            map.nz(),
            map.voxelVolume()),
        "voxels",
        List.of(map.nx(), map.ny(), map.nz()));
    out.put("voxelVolumeA3", map.voxelVolume());
    double a = map.nx() * length(map, 0);
    double b = map.ny() * length(map, 1);
    double c = map.nz() * length(map, 2);
    out.add(
        "extent",
        String.format(
            Locale.ROOT,
            "%.2f × %.2f × %.2f Å, angles %.2f %.2f %.2f°",
            a,
            b,
            c,
            angle(map, 1, 2),
            angle(map, 0, 2),
            angle(map, 0, 1)),
        "extentA",
        List.of(a, b, c));
    return out.build();
  }

  private static double product(DensityMap map, int one, int other) {
    double sum = 0;
    for (int axis = 0; axis < 3; axis++) {
      sum += map.step(one, axis) * map.step(other, axis);
    }
    return sum;
  }

  private static double length(DensityMap map, int step) {
    return Math.sqrt(product(map, step, step));
  }

  private static double angle(DensityMap map, int one, int other) {
    double cosine = product(map, one, other) / (length(map, one) * length(map, other));
    return Math.toDegrees(Math.acos(Math.clamp(cosine, -1, 1)));
  }
}

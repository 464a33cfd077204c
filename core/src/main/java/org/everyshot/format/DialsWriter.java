package org.everyshot.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.SpaceGroup;
import org.everyshot.detector.Geometry;
import org.everyshot.fault.UserInputException;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.jspecify.annotations.Nullable;

/// Writes stills as a pair of DIALS files, `NAME.refl` and `NAME.expt`.
///
/// Everything is in DIALS' laboratory (x, y, z there are −x, y, −z here). s1 and delpsical.rad
/// are what DIALS predicts for stills: q = A h, turned in the plane of q and s0 onto the Ewald
/// sphere. The identity of an image is its name, in `imageset`; the identifier of an experiment
/// is the number of the still and its key. Reflections are kept in files aside until
/// [#commit()], stills in memory.
public final class DialsWriter implements AutoCloseable {
  /// Predicted, indexed, integrated by summation.
  private static final long FLAGS = 1 | 4 | 256;

  private final Path refl;
  private final Path expt;
  private final SpaceGroup group;
  private final @Nullable Geometry geometry;
  private final double cameraLengthM;
  private final List<Still> stills = new ArrayList<>();
  private final List<DialsColumn> columns = new ArrayList<>();
  private final DialsColumn id;
  private final DialsColumn index;
  private final DialsColumn value;
  private final DialsColumn variance;
  private final DialsColumn place;
  private final DialsColumn s1;
  private final DialsColumn turned;
  private final DialsColumn spacing;
  private final DialsColumn panel;
  private final DialsColumn flags;
  private final @Nullable DialsColumn wavelength;
  private long rows;

  private DialsWriter(
      Path refl,
      Path expt,
      SpaceGroup group,
      @Nullable Geometry geometry,
      double cameraLengthM,
      boolean polychromatic) {
    this.refl = refl;
    this.expt = expt;
    this.group = group;
    this.geometry = geometry;
    this.cameraLengthM = cameraLengthM;
    this.id = column("id", "int");
    this.index = column("miller_index", "cctbx::miller::index<>");
    this.value = column("intensity.sum.value", "double");
    this.variance = column("intensity.sum.variance", "double");
    this.place = column("xyzcal.px", "vec3<double>");
    this.s1 = column("s1", "vec3<double>");
    this.turned = column("delpsical.rad", "double");
    this.spacing = column("d", "double");
    this.panel = column("panel", "std::size_t");
    this.flags = column("flags", "std::size_t");
    this.wavelength = polychromatic ? column("wavelength", "double") : null;
  }

  private DialsColumn column(String name, String type) {
    var column = new DialsColumn(refl, name, type);
    columns.add(column);
    return column;
  }

  /// @param file either of the two files; the other has the same name with `.expt` or `.refl`
  /// @param group space group of all crystals
  /// @param geometry the detector; null where it is not known, and is left out then
  /// @param cameraLengthM its distance
  /// @param polychromatic whether each reflection has its own wavelength
  public static DialsWriter create(
      Path file,
      SpaceGroup group,
      @Nullable Geometry geometry,
      double cameraLengthM,
      boolean polychromatic) {
    String name = file.toString();
    boolean suffixed = name.endsWith(".refl") || name.endsWith(".expt");
    String stem = suffixed ? name.substring(0, name.length() - 5) : name;
    return new DialsWriter(
        Path.of(stem + ".refl"),
        Path.of(stem + ".expt"),
        group,
        geometry,
        cameraLengthM,
        polychromatic);
  }

  /// The table of reflections.
  public Path reflections() {
    return refl;
  }

  /// The list of experiments.
  public Path experiments() {
    return expt;
  }

  /// Adds the stills of a table.
  ///
  /// @throws UserInputException where a still has no orientation, which DIALS cannot do without
  public void append(ReflectionTable table) {
    for (int s = 0; s < table.stills(); s++) {
      Still still = table.still(s);
      Orientation orientation = still.orientation();
      if (orientation == null || !(still.wavelengthAngstrom() > 0)) {
        throw new UserInputException(
            "cannot write "
                + expt
                + ": "
                + still.name()
                + " has no "
                + (orientation == null ? "orientation" : "wavelength")
                + "; choose another format");
      }
      for (int r = table.begin(s); r < table.end(s); r++) {
        row(table, r, orientation, 1 / still.wavelengthAngstrom());
      }
      stills.add(still);
    }
  }

  private void row(ReflectionTable table, int r, Orientation orientation, double s0) {
    int h = table.h()[r];
    int k = table.k()[r];
    int l = table.l()[r];
    id.integer(stills.size());
    index.integer(h);
    index.integer(k);
    index.integer(l);
    value.real(table.intensity()[r]);
    double sigma = table.sigma()[r];
    variance.real(sigma * sigma);
    place.real(finite(table.fs()[r]));
    place.real(finite(table.ss()[r]));
    place.real(0);
    panel.large(Math.max(0, table.panel()[r]));
    flags.large(FLAGS);
    float[] wavelengths = table.wavelength();
    if (wavelength != null) {
      wavelength.real(wavelengths == null || Float.isNaN(wavelengths[r]) ? 1 / s0 : wavelengths[r]);
    }
    double x = orientation.x(h, k, l);
    double y = orientation.y(h, k, l);
    double z = orientation.z(h, k, l);
    double square = x * x + y * y + z * z;
    double across = Math.hypot(x, y);
    double onSphere = -square / (2 * s0); // z of q where it is on the Ewald sphere
    double outwards = Math.sqrt(Math.max(0, square - onSphere * onSphere));
    double scale = across > 0 ? outwards / across : 0;
    s1.real(-x * scale);
    s1.real(y * scale);
    s1.real(-(onSphere + s0));
    turned.real(Math.atan2(onSphere, outwards) - Math.atan2(z, across));
    spacing.real(1 / Math.sqrt(square));
    rows++;
  }

  private static double finite(float value) {
    return Float.isFinite(value) ? value : 0;
  }

  /// Number of reflections so far.
  public long rows() {
    return rows;
  }

  /// Makes both files appear at their destinations.
  public void commit() {
    try (AsideFile table = AsideFile.create(refl);
        AsideFile list = AsideFile.create(expt)) {
      new DialsTableText(table).write(stills, rows, columns);
      new DialsExperimentText(list, group, geometry, cameraLengthM).write(stills);
      table.commit();
      list.commit();
    }
  }

  /// Identifier of the experiment of a still.
  static String identifier(int still, Still of) {
    return String.format("%d-%016x", still, of.key());
  }

  @Override
  public void close() {
    columns.forEach(DialsColumn::close);
  }
}

package org.everyshot.format;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.everyshot.crystal.Orientation;
import org.everyshot.crystal.UnitCell;
import org.everyshot.detector.Beam;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.ShotValue;
import org.everyshot.merging.ReflectionTable;
import org.everyshot.merging.Still;
import org.jspecify.annotations.Nullable;

/// Writes stills as a CrystFEL stream of format 2.3, aside and renamed by [#commit()].
///
/// Consecutive stills of one image become one image with several crystals. The name of a still up
/// to its first `//` becomes the file's name, the rest the event. Peak heights and backgrounds are
/// not known here and written as 0. Intensities have two decimals as CrystFEL gives them, and more
/// where sigma is small, so that rounding stays below a thousandth of sigma.
public final class StreamWriter implements AutoCloseable {
  private static final int MOST_DECIMALS = 9;

  private final AsideFile file;
  private final StreamText text;
  private final StreamHeader header;
  private final @Nullable Geometry geometry;
  private final double cameraLengthM;
  private @Nullable Still image;
  private long serial;
  private final int mostPanels;

  private StreamWriter(AsideFile file, StreamHeader header) {
    this.file = file;
    this.text = new StreamText(file);
    this.header = header;
    this.geometry = header.geometry();
    this.cameraLengthM = geometry == null ? Double.NaN : meanDistance(geometry);
    this.mostPanels = geometry == null ? 0 : geometry.panels().size();
    head();
  }

  /// Begins a stream.
  ///
  /// @param path where it will be
  /// @param header what to say before the first image; its geometry names the panels
  public static StreamWriter create(Path path, StreamHeader header) {
    AsideFile file = AsideFile.create(path);
    try {
      return new StreamWriter(file, header);
    } catch (RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  private static double meanDistance(Geometry geometry) {
    if (!(geometry.cameraLength() instanceof ShotValue.Fixed length)) {
      return Double.NaN;
    }
    double sum = 0;
    for (Panel panel : geometry.panels()) {
      sum += panel.placement().coffsetM();
    }
    return length.value() + sum / geometry.panels().size();
  }

  private void head() {
    text.line("CrystFEL stream format 2.3");
    header.origin().forEach(text::line);
    if (!header.geometryText().isBlank()) {
      text.line("----- Begin geometry file -----");
      text.text(header.geometryText());
      text.line("----- End geometry file -----");
    }
    StreamHeader.TargetCell target = header.target();
    if (target != null) {
      UnitCell cell = target.cell();
      text.line("----- Begin unit cell -----");
      text.line("CrystFEL unit cell file version 1.0");
      text.newLine();
      if (!target.lattice().isEmpty()) {
        text.line("lattice_type = " + target.lattice());
      }
      text.line("centering = " + target.centring());
      if (target.uniqueAxis() != '*' && target.uniqueAxis() != '?') {
        text.line("unique_axis = " + target.uniqueAxis());
      }
      text.line("a = " + cell.a() + " A");
      text.line("b = " + cell.b() + " A");
      text.line("c = " + cell.c() + " A");
      text.line("al = " + cell.alphaDegrees() + " deg");
      text.line("be = " + cell.betaDegrees() + " deg");
      text.line("ga = " + cell.gammaDegrees() + " deg");
      text.line("----- End unit cell -----");
    }
  }

  /// Adds all stills of a table.
  public void add(ReflectionTable table) {
    for (int s = 0; s < table.stills(); s++) {
      Still still = table.still(s);
      if (image == null || image.key() != still.key() || !image.name().equals(still.name())) {
        endImage();
        beginImage(still);
      }
      crystal(still, table, table.begin(s), table.end(s));
    }
  }

  private void beginImage(Still still) {
    image = still;
    serial++;
    String name = still.name().replaceAll("\\p{Cntrl}", "?");
    int event = name.indexOf("//");
    text.line("----- Begin chunk -----");
    text.line("Image filename: " + (event <= 0 ? name : name.substring(0, event)));
    if (event > 0) {
      text.line("Event: " + name.substring(event));
    }
    text.line("Image serial number: " + serial);
    text.line("hit = 1");
    text.line("indexed_by = file");
    text.line("n_indexing_tries = 1");
    if (still.wavelengthAngstrom() > 0) {
      text.line(
          String.format(
              Locale.ROOT,
              "photon_energy_eV = %.6f",
              Beam.HC_EV_ANGSTROM / still.wavelengthAngstrom()));
    }
    text.line("beam_divergence = 0.00e+00 rad");
    text.line("beam_bandwidth = 1.00e-08 (fraction)");
    if (!Double.isNaN(cameraLengthM)) {
      text.line(String.format(Locale.ROOT, "average_camera_length = %.6f m", cameraLengthM));
    }
    text.line("num_peaks = 0");
    text.line("peak_resolution = 0.000000 nm^-1 or inf A");
    text.line("Peaks from peak search");
    text.line("  fs/px   ss/px (1/d)/nm^-1   Intensity  Panel");
    text.line("End of peak list");
  }

  private void endImage() {
    if (image != null) {
      text.line("----- End chunk -----");
      image = null;
    }
  }

  private void crystal(Still still, ReflectionTable table, int begin, int end) {
    text.line("--- Begin crystal");
    UnitCell cell = still.cell();
    if (cell != null) {
      text.line(
          String.format(
              Locale.ROOT,
              "Cell parameters %7.5f %7.5f %7.5f nm, %7.5f %7.5f %7.5f deg",
              cell.a() / 10,
              cell.b() / 10,
              cell.c() / 10,
              cell.alphaDegrees(),
              cell.betaDegrees(),
              cell.gammaDegrees()));
    }
    Orientation axes = still.orientation();
    if (axes != null) {
      axis("astar", axes.astarX(), axes.astarY(), axes.astarZ());
      axis("bstar", axes.bstarX(), axes.bstarY(), axes.bstarZ());
      axis("cstar", axes.cstarX(), axes.cstarY(), axes.cstarZ());
    }
    StreamHeader.TargetCell target = header.target();
    if (target != null) {
      text.line("lattice_type = " + (target.lattice().isEmpty() ? "triclinic" : target.lattice()));
      text.line("centering = " + target.centring());
      text.line("unique_axis = " + target.uniqueAxis());
    }
    text.line("num_reflections = " + (end - begin));
    text.line("num_saturated_reflections = 0");
    text.line("num_implausible_reflections = 0");
    text.line("Reflections measured after indexing");
    text.line("   h    k    l          I   sigma(I)       peak background  fs/px  ss/px panel");
    for (int r = begin; r < end; r++) {
      reflection(table, r);
    }
    text.line("End of reflections");
    text.line("--- End crystal");
  }

  private void axis(String name, double x, double y, double z) {
    text.line(
        String.format(
            Locale.ROOT, "%s = %+9.7f %+9.7f %+9.7f nm^-1", name, x * 10, y * 10, z * 10));
  }

  private void reflection(ReflectionTable table, int r) {
    float sigma = table.sigma()[r];
    int decimals = decimals(sigma);
    int panel = table.panel()[r];
    double fs = table.fs()[r];
    double ss = table.ss()[r];
    String name = "?";
    if (panel >= 0 && panel < mostPanels) {
      Panel known = Objects.requireNonNull(geometry).panels().get(panel);
      name = known.name();
      fs += known.extent().minFs();
      ss += known.extent().minSs();
    }
    text.whole(table.h()[r], 4);
    text.blank();
    text.whole(table.k()[r], 4);
    text.blank();
    text.whole(table.l()[r], 4);
    text.blank();
    text.decimal(table.intensity()[r], decimals, 10);
    text.blank();
    text.decimal(sigma, decimals, 10);
    text.text("       0.00       0.00 ");
    text.decimal(fs, 2, 6);
    text.blank();
    text.decimal(ss, 2, 6);
    text.blank();
    text.line(name);
  }

  /// Decimals that keep the rounding of a value below a thousandth of its sigma.
  static int decimals(float sigma) {
    int decimals = 2;
    for (double half = 0.005; half > sigma * 1e-3 && decimals < MOST_DECIMALS; half /= 10) {
      decimals++;
    }
    return decimals;
  }

  /// Bytes written so far.
  public long bytes() {
    return text.size();
  }

  /// Makes the stream appear at its place, complete.
  public void commit() {
    endImage();
    text.flush();
    file.commit();
  }

  /// Removes what was written, unless it was committed.
  @Override
  public void close() {
    file.close();
  }
}

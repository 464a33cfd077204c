package org.everyshot.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.everyshot.detector.Axis;
import org.everyshot.detector.Beam;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.MaskPlace;
import org.everyshot.detector.Panel;
import org.everyshot.detector.ShotValue;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.FrameBatch;
import org.jspecify.annotations.Nullable;

/// Writes frames to a CXI file in the layout that a detector's geometry speaks of, so that the
/// geometry reads them back.
///
/// Each dataset of the geometry gets its frames, compressed, with the shots as first dimension; a
/// photon energy or camera length that the geometry looks up in the file is written there, and so
/// are the masks, in which every pixel is good. The file appears with [#commit()].
/// Source: CXI file format 1.6; crystfel_geometry(5).
public final class FrameWriter implements AutoCloseable {
  private static final int COMPRESSION = 1;

  private final Hdf5Writer file;
  private final Geometry geometry;
  private final boolean unsignedShorts;
  private final List<Part> parts = new ArrayList<>();
  private final Map<ShotValue.InFile, Hdf5Dataset> scalars = new LinkedHashMap<>();

  /// One dataset and the panels in it.
  private record Part(Hdf5Dataset dataset, List<Axis> axes, List<Long> dims, List<Panel> panels) {}

  private FrameWriter(Hdf5Writer file, Geometry geometry, boolean unsignedShorts) {
    this.file = file;
    this.geometry = geometry;
    this.unsignedShorts = unsignedShorts;
    file.write("/cxi_version", 160);
    Hdf5Type type = unsignedShorts ? Hdf5Type.UINT16 : Hdf5Type.FLOAT32;
    for (String path : geometry.dataPaths()) {
      if (path.indexOf('%') >= 0) {
        throw new UserInputException(
            "geometry with frames at " + path + ": a path with '%' cannot be written; name it");
      }
      List<Panel> panels =
          geometry.panels().stream().filter(p -> p.data().path().equals(path)).toList();
      List<Axis> axes = axes(panels);
      long[] dims = dims(axes, panels);
      Hdf5Layout layout = Hdf5Layout.compressed(1, COMPRESSION);
      List<Long> frame = Arrays.stream(dims).boxed().toList();
      parts.add(new Part(file.dataset(path, type, layout, dims), axes, frame, panels));
      writeMasks(panels, dims);
    }
    addScalar(geometry.photonEnergy());
    addScalar(geometry.cameraLength());
  }

  /// @param unsignedShorts whether frames are unsigned 16-bit counts rather than floats
  public static FrameWriter create(Path path, Geometry geometry, boolean unsignedShorts) {
    return new FrameWriter(Hdf5Writer.create(path), geometry, unsignedShorts);
  }

  /// The file, to add other datasets to.
  public Hdf5Writer file() {
    return file;
  }

  /// The axes of one dataset; shots come first, also where the geometry knows single frames only.
  private static List<Axis> axes(List<Panel> panels) {
    List<Axis> axes = panels.getFirst().data().axes();
    if (axes.indexOf(Axis.SHOTS) > 0 || panels.getFirst().data().shotAxes() > 1) {
      throw new UserInputException(
          "geometry of "
              + panels.getFirst().data().path()
              + ": frames can be written where the shots are the first dimension, and the only"
              + " one");
    }
    if (axes.contains(Axis.SHOTS)) {
      return axes;
    }
    List<Axis> withShots = new ArrayList<>(axes);
    withShots.addFirst(Axis.SHOTS);
    return withShots;
  }

  private static long[] dims(List<Axis> axes, List<Panel> panels) {
    long[] dims = new long[axes.size()];
    dims[0] = -1;
    for (Panel panel : panels) {
      List<Axis> own = panel.data().axes();
      for (int d = 1; d < dims.length; d++) {
        Axis axis = own.get(d - axes.size() + own.size());
        long size =
            switch (axis.kind()) {
              case SLOW -> panel.extent().maxSs() + 1L;
              case FAST -> panel.extent().maxFs() + 1L;
              case FIXED -> axis.index() + 1L;
              case SHOTS -> throw new IllegalArgumentException("shots as dimension " + d);
            };
        dims[d] = Math.max(dims[d], size);
      }
    }
    return dims;
  }

  private void writeMasks(List<Panel> panels, long[] dims) {
    for (MaskPlace mask : panels.getFirst().masks()) {
      if (mask.file() == null && mask.path().indexOf('%') < 0) {
        long[] frame = Arrays.copyOfRange(dims, 1, dims.length);
        int[] good = new int[Math.toIntExact(Arrays.stream(frame).reduce(1, Math::multiplyExact))];
        Arrays.fill(good, (int) mask.goodBits());
        Hdf5Layout layout = Hdf5Layout.compressed((int) frame[0], COMPRESSION);
        try (Hdf5Dataset values = file.dataset(mask.path(), Hdf5Type.UINT32, layout, frame)) {
          values.append(good);
        }
      }
    }
  }

  private void addScalar(@Nullable ShotValue value) {
    if (value instanceof ShotValue.InFile place) {
      scalars.put(place, file.dataset(place.path(), Hdf5Type.FLOAT64, Hdf5Layout.checked(64), -1));
    }
  }

  /// Appends every frame of a batch.
  public void append(FrameBatch batch) {
    for (int shot = 0; shot < batch.count(); shot++) {
      for (Part part : parts) {
        append(part, batch, shot);
      }
      double energy = batch.photonEnergyEv(shot);
      double length = batch.cameraLengthM(shot);
      scalars.forEach(
          (place, dataset) ->
              dataset.append(
                  inFile(place, place.equals(geometry.photonEnergy()) ? energy : length)));
    }
  }

  /// A photon energy (eV) or length (m) as the file says it.
  private static double inFile(ShotValue.InFile place, double value) {
    return switch (place.unit()) {
      case EV, METRE -> value;
      case KEV -> value * 1e-3;
      case MEV -> value * 1e-6;
      case WAVELENGTH_ANGSTROM -> Beam.HC_EV_ANGSTROM / value;
      case WAVELENGTH_METRE -> Beam.HC_EV_ANGSTROM / value * 1e-10;
      case MILLIMETRE -> value * 1e3;
    };
  }

  private void append(Part part, FrameBatch batch, int shot) {
    int size = 1;
    for (int d = 1; d < part.dims.size(); d++) {
      size = Math.multiplyExact(size, Math.toIntExact(part.dims.get(d)));
    }
    short[] counts = unsignedShorts ? new short[size] : new short[0];
    float[] values = unsignedShorts ? new float[0] : new float[size];
    for (Panel panel : part.panels) {
      for (int ss = 0; ss < panel.height(); ss++) {
        int from = panel.offset() + ss * panel.width();
        if (unsignedShorts) {
          scatter(part, panel, ss, (fs, to) -> counts[to] = batch.counts(shot)[from + fs]);
        } else {
          scatter(part, panel, ss, (fs, to) -> values[to] = batch.values(shot)[from + fs]);
        }
      }
    }
    if (unsignedShorts) {
      part.dataset.append(counts);
    } else {
      part.dataset.append(values);
    }
  }

  /// Takes a pixel along the fast scan to its place in a dataset's frame.
  private interface Move {
    void to(int fs, int place);
  }

  private static void scatter(Part part, Panel panel, int ss, Move move) {
    List<Axis> own = panel.data().axes();
    int start = 0;
    int stride = 0;
    for (int d = 1; d < part.dims.size(); d++) {
      Axis axis = own.get(d - part.axes.size() + own.size());
      start *= Math.toIntExact(part.dims.get(d));
      stride *= Math.toIntExact(part.dims.get(d));
      switch (axis.kind()) {
        case SLOW -> start += panel.extent().minSs() + ss;
        case FAST -> {
          start += panel.extent().minFs();
          stride = 1;
        }
        case FIXED -> start += axis.index();
        case SHOTS -> throw new IllegalArgumentException("shots as dimension " + d);
      }
    }
    for (int fs = 0; fs < panel.width(); fs++) {
      move.to(fs, start + fs * stride);
    }
  }

  /// Completes the file and puts it in its place.
  public void commit() {
    file.commit();
  }

  @Override
  public void close() {
    file.close();
  }
}

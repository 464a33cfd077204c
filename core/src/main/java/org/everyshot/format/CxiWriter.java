package org.everyshot.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.everyshot.detector.Axis;
import org.everyshot.detector.Beam;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.detector.MaskPlace;
import org.everyshot.detector.Panel;
import org.everyshot.detector.ShotValue;
import org.everyshot.detector.Slab;
import org.everyshot.fault.UserInputException;
import org.jspecify.annotations.Nullable;

/// Writes frames as a CXI file that programs read with the same geometry file.
///
/// One chunk per frame, compressed by several threads at once and checked by checksums. Frames
/// are appended as flattened frames of the geometry and laid out as its panels say; photon
/// energy and camera length go where the geometry looks for them. The file appears with
/// [#commit()]. Source: Maia, Nature Methods 9, 854 (2012); CXI file format 1.5.
public final class CxiWriter implements AutoCloseable {
  private static final String DETECTOR = "/entry_1/instrument_1/detector_1";
  private static final int MOST_DIMENSIONS = 8;

  private final Hdf5Writer h5;
  private final Geometry geometry;
  private final Hdf5Type type;
  private final Hdf5Layout layout;
  private final Hdf5Dataset data;
  private final int[] shape;
  private final int values;
  private final List<Slab> slabs = new ArrayList<>();
  private final List<Double> photonEnergiesEv = new ArrayList<>();
  private final List<Double> cameraLengthsM = new ArrayList<>();
  private final List<Long> trains = new ArrayList<>();
  private final List<Long> pulses = new ArrayList<>();
  private final ExecutorService compressors;
  private final int ahead;
  private final Queue<Future<byte[]>> pending = new ArrayDeque<>();

  private CxiWriter(
      Path path, Geometry geometry, boolean floats, int deflateLevel, int threads, String name) {
    this.geometry = geometry;
    this.type = floats ? Hdf5Type.FLOAT32 : Hdf5Type.UINT16;
    this.layout = new Hdf5Layout(1, deflateLevel, deflateLevel > 0, true);
    this.shape = shape(geometry);
    int product = 1;
    for (int extent : shape) {
      product = Math.multiplyExact(product, extent);
    }
    this.values = product;
    for (Panel panel : geometry.panels()) {
      slabs.add(Slab.of(panel, shape, path.toString()));
    }
    this.h5 = Hdf5Writer.create(path);
    this.ahead = 2 * threads;
    this.compressors =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("everyshot-compressor-", 1).factory());
    h5.write("/cxi_version", 150);
    h5.write("/entry_1/experiment_identifier", name);
    long[] dims = new long[shape.length];
    Arrays.setAll(dims, d -> shape[d]);
    dims[0] = -1;
    this.data =
        h5.dataset(DETECTOR + "/data", type, layout, dims)
            .attribute("axes", axes(geometry.panels().getFirst().data().axes()));
    h5.softLink("/entry_1/data_1", DETECTOR);
    String wanted = geometry.dataPaths().getFirst();
    if (!wanted.equals("/entry_1/data_1/data") && !wanted.equals(DETECTOR + "/data")) {
      h5.softLink(wanted, DETECTOR + "/data");
    }
  }

  /// @param path the file to be
  /// @param geometry lays the frames out; all its panels are in one dataset
  /// @param floats whether frames are 32-bit floating-point numbers rather than unsigned 16-bit
  ///     counts
  /// @param deflateLevel 0 (no compression) to 9
  /// @param threads that compress, at least 1
  /// @param experiment name of the experiment
  public static CxiWriter create(
      Path path,
      Geometry geometry,
      boolean floats,
      int deflateLevel,
      int threads,
      String experiment) {
    return new CxiWriter(path, geometry, floats, deflateLevel, threads, experiment);
  }

  /// Shape of the dataset, its dimension of shots counted as 1.
  private static int[] shape(Geometry geometry) {
    List<String> paths = geometry.dataPaths();
    List<Axis> axes = geometry.panels().getFirst().data().axes();
    boolean alike = geometry.panels().stream().allMatch(p -> p.data().axes().size() == axes.size());
    if (paths.size() > 1
        || paths.getFirst().contains("%")
        || axes.size() > MOST_DIMENSIONS
        || !alike) {
      throw new UserInputException(
          "cannot write frames of a geometry whose panels are in "
              + paths.size()
              + " datasets ("
              + paths.getFirst()
              + "); use one whose panels share a dataset");
    }
    // Without a dimension of shots, as for single images, one is put in front.
    boolean counted = axes.getFirst().equals(Axis.SHOTS);
    int[] shape = new int[axes.size() + (counted ? 0 : 1)];
    Arrays.fill(shape, 1);
    int offset = counted ? 0 : 1;
    for (Panel panel : geometry.panels()) {
      for (int d = 0; d < axes.size(); d++) {
        Axis axis = panel.data().axes().get(d);
        int needed =
            switch (axis.kind()) {
              case SHOTS -> 1;
              case SLOW -> panel.extent().maxSs() + 1;
              case FAST -> panel.extent().maxFs() + 1;
              case FIXED -> axis.index() + 1;
            };
        shape[d + offset] = Math.max(shape[d + offset], needed);
      }
    }
    if (!counted) {
      throw new UserInputException(
          "cannot write frames of a geometry without a dimension of shots; add dim0 = %");
    }
    return shape;
  }

  private static String axes(List<Axis> axes) {
    var names = new StringBuilder("experiment_identifier");
    for (Axis axis : axes) {
      names.append(
          switch (axis.kind()) {
            case SHOTS -> "";
            case SLOW -> ":y";
            case FAST -> ":x";
            case FIXED -> ":module_identifier";
          });
    }
    return names.toString();
  }

  /// The file, to add other datasets to before [#commit()].
  public Hdf5Writer file() {
    return h5;
  }

  /// Writes the mask, the same for all shots, with the bits that the geometry gives to good and
  /// bad; without such, 0 is good and 1 is bad. Pixels of no panel are bad.
  public void mask(Mask mask) {
    MaskPlace place = geometry.panels().getFirst().masks().stream().findFirst().orElse(null);
    short good = place == null ? 0 : (short) place.goodBits();
    short bad = place == null ? 1 : (short) place.badBits();
    short[] frame = new short[values];
    Arrays.fill(frame, bad);
    place((from, to, panel) -> frame[to] = mask.good(from) ? good : bad);
    long[] dims = new long[shape.length - 1];
    Arrays.setAll(dims, d -> shape[d + 1]);
    h5.dataset(DETECTOR + "/mask", Hdf5Type.UINT16, Hdf5Layout.compressed(shape[1], 1), dims)
        .append(frame)
        .close();
    boolean elsewhere =
        place != null
            && place.file() == null
            && !place.path().equals("/entry_1/data_1/mask")
            && !place.path().equals(DETECTOR + "/mask");
    if (place != null && elsewhere) {
      h5.softLink(place.path(), DETECTOR + "/mask");
    }
  }

  private interface Mover {
    void move(int from, int to, Panel panel);
  }

  private void place(Mover mover) {
    for (int p = 0; p < slabs.size(); p++) {
      Panel panel = geometry.panels().get(p);
      Slab slab = slabs.get(p);
      int from = panel.offset();
      for (int ss = 0; ss < panel.height(); ss++) {
        long row = slab.start() + ss * slab.slowStride();
        for (int fs = 0; fs < panel.width(); fs++) {
          mover.move(from++, (int) (row + fs * slab.fastStride()), panel);
        }
      }
    }
  }

  /// Appends a frame of unsigned 16-bit counts.
  ///
  /// @param frame a flattened frame of the geometry
  /// @param cameraLengthM camera length, m, before any panel's `coffset`
  public void append(
      long train, int pulse, short[] frame, double photonEnergyEv, double cameraLengthM) {
    ByteBuffer bytes = ByteBuffer.allocate(values * 2).order(ByteOrder.LITTLE_ENDIAN);
    expect(Hdf5Type.UINT16);
    place((from, to, panel) -> bytes.putShort(2 * to, frame[from]));
    note(train, pulse, photonEnergyEv, cameraLengthM);
    submit(bytes);
  }

  /// Appends a frame of 32-bit floating-point numbers.
  ///
  /// @param frame a flattened frame of the geometry
  /// @param cameraLengthM camera length, m, before any panel's `coffset`
  public void append(
      long train, int pulse, float[] frame, double photonEnergyEv, double cameraLengthM) {
    ByteBuffer bytes = ByteBuffer.allocate(values * 4).order(ByteOrder.LITTLE_ENDIAN);
    expect(Hdf5Type.FLOAT32);
    place((from, to, panel) -> bytes.putFloat(4 * to, frame[from]));
    note(train, pulse, photonEnergyEv, cameraLengthM);
    submit(bytes);
  }

  private void expect(Hdf5Type wanted) {
    if (wanted != type) {
      throw new IllegalStateException("frames of " + wanted + " in a file of " + type);
    }
  }

  private void note(long train, int pulse, double photonEnergyEv, double cameraLengthM) {
    trains.add(train);
    pulses.add((long) pulse);
    photonEnergiesEv.add(photonEnergyEv);
    cameraLengthsM.add(cameraLengthM);
  }

  private void submit(ByteBuffer bytes) {
    byte[] raw = new byte[bytes.capacity()];
    bytes.get(0, raw);
    pending.add(
        compressors.submit(
            () -> {
              try (var filters = new ChunkFilters(layout, type.size())) {
                return filters.encode(raw);
              }
            }));
    if (pending.size() > ahead) {
      writeNext();
    }
  }

  private void writeNext() {
    try {
      data.appendEncoded(pending.remove().get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("compression failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing frames", e);
    }
  }

  /// Completes the file and puts it in its place.
  public void commit() {
    while (!pending.isEmpty()) {
      writeNext();
    }
    data.close();
    numbers("/LCLS/photon_energy_eV", photonEnergiesEv, ShotValue.Unit.EV).attribute("units", "eV");
    where(geometry.photonEnergy(), "/LCLS/photon_energy_eV", photonEnergiesEv);
    String encoder = "/LCLS/detector_1/EncoderValue";
    numbers(encoder, cameraLengthsM, ShotValue.Unit.MILLIMETRE).attribute("units", "mm");
    where(geometry.cameraLength(), encoder, cameraLengthsM);
    long[] ids = trains.stream().mapToLong(Long::longValue).toArray();
    h5.write("/entry_1/trainId", ids, ids.length);
    long[] within = pulses.stream().mapToLong(Long::longValue).toArray();
    h5.write("/entry_1/pulseId", within, within.length);
    h5.commit();
  }

  /// Writes a quantity once more where the geometry looks for it, if that is another place.
  private void where(@Nullable ShotValue wanted, String written, List<Double> quantities) {
    if (wanted instanceof ShotValue.InFile in && !in.path().equals(written)) {
      numbers(in.path(), quantities, in.unit());
    }
  }

  private Hdf5Dataset numbers(String path, List<Double> quantities, ShotValue.Unit unit) {
    double[] out = new double[quantities.size()];
    for (int i = 0; i < out.length; i++) {
      double value = quantities.get(i);
      out[i] =
          switch (unit) {
            case EV, METRE -> value;
            case KEV -> value / 1e3;
            case MEV -> value / 1e6;
            case WAVELENGTH_ANGSTROM -> Beam.HC_EV_ANGSTROM / value;
            case WAVELENGTH_METRE -> Beam.HC_EV_ANGSTROM / value * 1e-10;
            case MILLIMETRE -> value * 1e3;
          };
    }
    return h5.write(path, out, out.length);
  }

  @Override
  public void close() {
    compressors.shutdownNow();
    h5.close();
  }
}

package org.everyshot.cli;

import java.nio.file.Path;
import org.everyshot.detector.PolarGrid;
import org.everyshot.format.Hdf5Dataset;
import org.everyshot.format.Hdf5Layout;
import org.everyshot.format.Hdf5Type;
import org.everyshot.format.Hdf5Writer;
import org.everyshot.format.NpyType;
import org.everyshot.format.NpyWriter;
import org.everyshot.shot.ShotBatch;
import org.jspecify.annotations.Nullable;

/// Polar images `[shots][rings][azimuths]`: `/polar/images` of an HDF5 file, or a NumPy file with
/// the truth in an HDF5 file beside it.
final class PolarShotFile implements ShotFile<ShotBatch, PolarShotFile> {
  private static final int COMPRESSION = 1;

  private final PolarGrid grid;
  private final @Nullable NpyWriter npy;
  private final Hdf5Writer hdf5;
  private final @Nullable Hdf5Dataset images;
  private final float[] image;
  private long shots;

  private PolarShotFile(
      PolarGrid grid, @Nullable NpyWriter npy, Hdf5Writer hdf5, @Nullable Hdf5Dataset images) {
    this.grid = grid;
    this.npy = npy;
    this.hdf5 = hdf5;
    this.images = images;
    this.image = new float[grid.size()];
  }

  /// Where the truth goes: into the file itself or, for NumPy files, beside it.
  static Path truthPlace(Path out) {
    String name = String.valueOf(out.getFileName());
    return name.endsWith(".npy")
        ? out.resolveSibling(name.substring(0, name.length() - 4) + "-truth.h5")
        : out;
  }

  static PolarShotFile create(
      Path out, PolarGrid grid, double wavelengthAngstrom, boolean countsPhotons) {
    boolean numpy = !truthPlace(out).equals(out);
    var hdf5 = Hdf5Writer.create(truthPlace(out));
    hdf5.write("/polar/q", grid.qs(), grid.rings()).attribute("units", "angstrom^-1");
    double[] azimuth = new double[grid.azimuths()];
    for (int j = 0; j < azimuth.length; j++) {
      azimuth[j] = grid.azimuth(j);
    }
    hdf5.write("/polar/azimuth", azimuth, azimuth.length).attribute("units", "rad");
    hdf5.write("/polar/wavelength", wavelengthAngstrom).attribute("units", "angstrom");
    if (numpy) {
      var npy = NpyWriter.create(out, NpyType.FLOAT32, -1, grid.rings(), grid.azimuths());
      return new PolarShotFile(grid, npy, hdf5, null);
    }
    // Photon counts compress well; intensities do not.
    Hdf5Layout layout =
        countsPhotons ? Hdf5Layout.compressed(1, COMPRESSION) : Hdf5Layout.checked(1);
    var images =
        hdf5.dataset("/polar/images", Hdf5Type.FLOAT32, layout, -1, grid.rings(), grid.azimuths());
    images
        .attribute("units", countsPhotons ? "photons" : "electrons^2")
        .attribute("q_min", grid.qMin())
        .attribute("q_max", grid.qMax())
        .attribute("q_units", "angstrom^-1")
        .attribute("wavelength_angstrom", wavelengthAngstrom);
    return new PolarShotFile(grid, null, hdf5, images);
  }

  @Override
  public int add(ShotBatch batch) {
    for (int s = 0; s < batch.count(); s++) {
      System.arraycopy(batch.single(), s * grid.size(), image, 0, image.length);
      if (npy != null) {
        npy.append(image, 0, image.length);
      }
      if (images != null) {
        images.append(image);
      }
    }
    shots += batch.count();
    return batch.count();
  }

  @Override
  public Long snapshot() {
    return shots;
  }

  @Override
  public void complete(SimulationTruth truth) {
    if (images != null) {
      images.close();
    }
    truth.write(hdf5);
    if (npy != null) {
      npy.commit();
    }
    hdf5.commit();
  }

  @Override
  public void close() {
    if (npy != null) {
      npy.close();
    }
    hdf5.close();
  }
}

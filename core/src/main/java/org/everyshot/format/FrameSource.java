package org.everyshot.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Mask;
import org.everyshot.detector.MaskPlace;
import org.everyshot.detector.Panel;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.engine.Source;
import org.everyshot.fault.UserInputException;
import org.everyshot.format.FrameLayout.MaskBlock;
import org.everyshot.shot.FrameBatch;
import org.jspecify.annotations.Nullable;

/// Frames of an HDF5 file (CXI, NeXus, or any stack) as a geometry lays them out, slice by
/// slice.
///
/// Shots carry the file's `/entry_1/trainId` and `/entry_1/pulseId` where it has them,
/// otherwise their position. Frames of unsigned 16-bit numbers stay such; all others become
/// float.
public final class FrameSource implements Source<FrameBatch> {
  private final Hdf5File file;
  private final Geometry geometry;
  private final List<PanelBlock> frames;
  private final List<MaskBlock> perShotMasks;
  private final Mask mask;
  private final List<String> warnings;
  private final long shots;
  private final boolean counts;
  private final SliceCutter cutter;
  private final ShotNumbers photonEnergy;
  private final ShotNumbers cameraLength;
  private final ShotNumbers shiftX;
  private final ShotNumbers shiftY;
  private final long @Nullable [] trains;
  private final long @Nullable [] pulses;
  private final ConcurrentLinkedQueue<FrameBatch> pool = new ConcurrentLinkedQueue<>();

  private FrameSource(Hdf5File file, Geometry geometry) {
    this.file = file;
    this.geometry = geometry;
    var layout = new FrameLayout(file, geometry);
    this.frames = layout.frames();
    List<MaskBlock> masks = layout.masks();
    this.perShotMasks = masks.stream().filter(m -> m.block().perShot()).toList();
    this.mask = fixed(masks);
    this.shots = frames.getFirst().shots();
    this.counts = frames.stream().allMatch(block -> block.type() == Hdf5Type.UINT16);
    long bytes = frames.stream().mapToLong(PanelBlock::bytesPerShot).sum();
    bytes += (counts ? 2L : 4L) * geometry.pixels();
    this.cutter = SliceCutter.byMemory(shots, bytes, frames.getFirst().rowsPerChunk());
    this.photonEnergy = ShotNumbers.of(geometry.photonEnergy(), file, shots);
    this.cameraLength = ShotNumbers.of(geometry.cameraLength(), file, shots);
    this.shiftX = ShotNumbers.of(geometry.shiftX(), file, shots);
    this.shiftY = ShotNumbers.of(geometry.shiftY(), file, shots);
    this.trains = identities("/entry_1/trainId");
    this.pulses = identities("/entry_1/pulseId");
    for (MaskBlock block : perShotMasks) {
      if (block.block().shots() < shots) {
        throw new UserInputException(
            file.path()
                + ": mask "
                + block.place().path()
                + " has "
                + block.block().shots()
                + " shots, the frames have "
                + shots);
      }
    }
    List<String> lines = new ArrayList<>(layout.warnings());
    if (shots > 0 && Double.isNaN(photonEnergy.of(0))) {
      lines.add(file.path() + ": does not tell the photon energy");
    }
    if (shots > 0 && Double.isNaN(cameraLength.of(0))) {
      lines.add(file.path() + ": does not tell the camera length");
    }
    this.warnings = List.copyOf(lines);
  }

  /// Opens a file; a master file's links into others are followed.
  public static FrameSource open(Path path, Geometry geometry) {
    Hdf5File file = Hdf5File.open(path);
    try {
      return new FrameSource(file, geometry);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static long identity(long @Nullable [] given, long shot, long otherwise) {
    return given == null ? otherwise : given[(int) shot];
  }

  private long @Nullable [] identities(String path) {
    Hdf5Array array = file.array(path);
    return array == null || array.size() != shots ? null : array.longs();
  }

  /// What the masks that hold for all shots leave out; the geometry's own rules are not in it.
  public Mask mask() {
    return mask;
  }

  /// What the file lacks, one line each.
  public List<String> warnings() {
    return warnings;
  }

  /// Photon energy of a shot, eV; NaN where neither geometry nor file tells it.
  public double photonEnergyEv(long shot) {
    return photonEnergy.of(shot);
  }

  /// Camera length of a shot, m, before any panel's `coffset`; NaN where it is not known.
  public double cameraLengthM(long shot) {
    return cameraLength.of(shot);
  }

  @Override
  public OptionalLong shots() {
    return OptionalLong.of(shots);
  }

  @Override
  public @Nullable Slice next() {
    return cutter.next();
  }

  @Override
  public FrameBatch read(Slice slice) {
    FrameBatch batch = pool.poll();
    if (batch == null) {
      batch = new FrameBatch(cutter.perSlice(), geometry.pixels(), counts, !perShotMasks.isEmpty());
    }
    batch.clear(slice);
    for (int s = 0; s < slice.count(); s++) {
      long shot = slice.first() + s;
      int at = batch.append(identity(trains, shot, shot), (int) identity(pulses, shot, 0));
      batch.notePhotonEnergy(at, photonEnergy.of(shot));
      batch.noteCameraLength(at, cameraLength.of(shot));
      batch.noteShift(at, shiftX.of(shot), shiftY.of(shot));
    }
    FrameBatch filled = batch;
    for (PanelBlock block : frames) {
      block.read(
          slice.first(),
          slice.count(),
          (part, bytes, first, layout) -> {
            int base = (int) (first - slice.first());
            for (int s = 0; s < layout.shots(); s++) {
              for (Panel panel : block.panels()) {
                fill(filled, base + s, panel, block, part, bytes, s, layout);
              }
            }
          });
    }
    for (MaskBlock masked : perShotMasks) {
      PanelBlock block = masked.block();
      block.read(
          slice.first(),
          slice.count(),
          (part, bytes, first, layout) -> {
            for (int s = 0; s < layout.shots(); s++) {
              byte[] bad = filled.bad((int) (first - slice.first()) + s);
              if (bad != null) {
                flag(bad, masked.place(), block, part, bytes, s, layout);
              }
            }
          });
    }
    return batch;
  }

  private static void fill(
      FrameBatch batch,
      int to,
      Panel panel,
      PanelBlock block,
      Hdf5Array part,
      byte[] bytes,
      int shot,
      PanelBlock.Layout layout) {
    int size = part.type().size();
    int step = (int) layout.fastStride();
    int run = step == 1 ? panel.width() : 1;
    for (int ss = 0; ss < panel.height(); ss++) {
      int row = block.row(panel, ss, shot, layout);
      int out = panel.offset() + ss * panel.width();
      for (int fs = 0; fs < panel.width(); fs += run) {
        int at = (row + fs * step) * size;
        if (batch.unsignedShorts()) {
          Numbers.shorts(bytes, at, part.little(), batch.counts(to), out + fs, run);
        } else {
          Numbers.floats(part.type(), bytes, at, part.little(), batch.values(to), out + fs, run);
        }
      }
    }
  }

  /// Flags the pixels that a mask's values call bad.
  static void flag(
      byte[] bad,
      MaskPlace place,
      PanelBlock block,
      Hdf5Array part,
      byte[] bytes,
      int shot,
      PanelBlock.Layout layout) {
    int size = part.type().size();
    int step = (int) layout.fastStride();
    for (Panel panel : block.panels()) {
      long[] values = new long[panel.width()];
      int run = step == 1 ? panel.width() : 1;
      for (int ss = 0; ss < panel.height(); ss++) {
        int row = block.row(panel, ss, shot, layout);
        for (int fs = 0; fs < panel.width(); fs += run) {
          int at = (row + fs * step) * size;
          Numbers.longs(part.type(), bytes, at, part.little(), values, fs, run);
        }
        int out = panel.offset() + ss * panel.width();
        for (int fs = 0; fs < panel.width(); fs++) {
          if (place.bad(values[fs])) {
            bad[out + fs] = 1;
          }
        }
      }
    }
  }

  private Mask fixed(List<MaskBlock> masks) {
    byte[] bad = new byte[geometry.pixels()];
    for (MaskBlock masked : masks) {
      if (!masked.block().perShot()) {
        masked
            .block()
            .read(
                0,
                1,
                (part, bytes, first, layout) ->
                    flag(bad, masked.place(), masked.block(), part, bytes, 0, layout));
      }
    }
    return Mask.ofArray(
        geometry, new int[] {bad.length}, i -> bad[(int) i] == 0 ? 1 : 0, file.path().toString());
  }

  @Override
  public void recycle(FrameBatch batch) {
    pool.add(batch);
  }

  /// Pieces of memory that wait to be used again.
  int idle() {
    return pool.size() + frames.stream().mapToInt(PanelBlock::idle).sum();
  }

  @Override
  public void close() {
    pool.clear();
    frames.forEach(PanelBlock::forget);
    perShotMasks.forEach(mask -> mask.block().forget());
    file.close();
  }
}

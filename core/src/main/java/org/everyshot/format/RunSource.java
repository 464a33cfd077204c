package org.everyshot.format;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.everyshot.detector.Axis;
import org.everyshot.detector.Geometry;
import org.everyshot.detector.Panel;
import org.everyshot.detector.ShotValue;
import org.everyshot.engine.Slice;
import org.everyshot.engine.SliceCutter;
import org.everyshot.engine.Source;
import org.everyshot.fault.UserInputException;
import org.everyshot.shot.FrameBatch;
import org.jspecify.annotations.Nullable;

/// Frames of a EuXFEL run folder: one file per detector module and sequence, matched by train
/// and pulse.
///
/// A shot is there if any module has it. Pixels of a module that lacks it are NaN, and counted
/// in [#missing()] by module. Frames are float; a module's mask dataset makes pixels NaN.
/// Panels name their module by a fixed dimension, or modules follow one another along the slow
/// scan.
public final class RunSource implements Source<FrameBatch> {
  private final NavigableMap<Integer, RunModule> modules;
  private final List<ModuleFile> files;
  private final Geometry geometry;
  private final long[] shots;
  private final long missingTrains;
  private final Map<String, LongAdder> missing = new ConcurrentHashMap<>();
  private final SliceCutter cutter;
  private final ConcurrentLinkedQueue<FrameBatch> pool = new ConcurrentLinkedQueue<>();

  private RunSource(
      NavigableMap<Integer, RunModule> modules, List<ModuleFile> files, Geometry geometry) {
    this.modules = modules;
    this.files = files;
    this.geometry = geometry;
    this.shots =
        modules.values().stream()
            .flatMapToLong(module -> LongStream.of(module.keys()))
            .sorted()
            .distinct()
            .toArray();
    long trains = LongStream.of(shots).map(RunModule::train).distinct().count();
    this.missingTrains =
        shots.length == 0
            ? 0
            : RunModule.train(shots[shots.length - 1]) - RunModule.train(shots[0]) + 1 - trains;
    ModuleFile any = modules.firstEntry().getValue().first();
    for (Panel panel : geometry.panels()) {
      if (slow(panel, any) + panel.height() > any.height()
          || panel.extent().maxFs() >= any.width()) {
        throw new UserInputException(
            any.data().name()
                + ": a module has "
                + any.height()
                + " × "
                + any.width()
                + " pixels, but panel "
                + panel.name()
                + " goes to ss "
                + panel.extent().maxSs()
                + ", fs "
                + panel.extent().maxFs()
                + "; use the geometry file of this detector");
      }
    }
    this.cutter =
        SliceCutter.byMemory(shots.length, 4L * geometry.pixels(), any.data().rowsPerChunk());
  }

  /// Whether a folder looks like a EuXFEL run.
  public static boolean isRun(Path folder) {
    return Files.isDirectory(folder) && !list(folder).isEmpty();
  }

  /// The files of the detector that has most of them; corrected ones where there are both.
  static List<RunFile> list(Path folder) {
    List<RunFile> all = new ArrayList<>();
    try (Stream<Path> paths = Files.list(folder)) {
      paths.forEach(
          path -> {
            RunFile file = RunFile.of(path);
            if (file != null && file.ofModules()) {
              all.add(file);
            }
          });
    } catch (IOException e) {
      throw new UserInputException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
    boolean corrected = all.stream().anyMatch(RunFile::corrected);
    Map<String, List<RunFile>> byDetector = new TreeMap<>();
    for (RunFile file : all) {
      if (file.corrected() == corrected) {
        byDetector.computeIfAbsent(file.detector(), key -> new ArrayList<>()).add(file);
      }
    }
    List<RunFile> most =
        byDetector.values().stream().max(Comparator.comparingInt(List::size)).orElse(List.of());
    return most.stream()
        .sorted(Comparator.comparingInt(RunFile::module).thenComparingInt(RunFile::sequence))
        .toList();
  }

  /// Opens a run folder.
  public static RunSource open(Path folder, Geometry geometry) {
    List<RunFile> names = list(folder);
    if (names.isEmpty()) {
      throw new UserInputException(
          folder + ": holds no detector files such as CORR-R0001-AGIPD00-S00000.h5");
    }
    List<ModuleFile> files = new ArrayList<>();
    try {
      return new RunSource(modules(names, files), files, geometry);
    } catch (RuntimeException e) {
      files.forEach(ModuleFile::close);
      throw e;
    }
  }

  /// Opens files and gathers them by module.
  static NavigableMap<Integer, RunModule> modules(List<RunFile> names, List<ModuleFile> opened) {
    NavigableMap<Integer, List<ModuleFile>> byModule = new TreeMap<>();
    for (RunFile name : names) {
      ModuleFile file = ModuleFile.open(name);
      opened.add(file);
      byModule.computeIfAbsent(name.module(), key -> new ArrayList<>()).add(file);
    }
    NavigableMap<Integer, RunModule> modules = new TreeMap<>();
    byModule.forEach((module, files) -> modules.put(module, new RunModule(files)));
    return modules;
  }

  private static int module(Panel panel, ModuleFile any) {
    for (Axis axis : panel.data().axes()) {
      if (axis.kind() == Axis.Kind.FIXED) {
        return axis.index();
      }
    }
    return panel.extent().minSs() / any.height();
  }

  /// Row of the module at which a panel begins.
  private static int slow(Panel panel, ModuleFile any) {
    boolean named = panel.data().axes().stream().anyMatch(axis -> axis.kind() == Axis.Kind.FIXED);
    return named ? panel.extent().minSs() : panel.extent().minSs() % any.height();
  }

  /// Frames that lacked a module, by reason, among those read so far.
  public Map<String, Long> missing() {
    Map<String, Long> counts = new TreeMap<>();
    missing.forEach((reason, n) -> counts.put(reason, n.sum()));
    return counts;
  }

  /// Trains between the first and the last that no module has.
  public long missingTrains() {
    return missingTrains;
  }

  /// Numbers of the modules of which there are files.
  public List<Integer> modules() {
    return List.copyOf(modules.keySet());
  }

  @Override
  public OptionalLong shots() {
    return OptionalLong.of(shots.length);
  }

  @Override
  public @Nullable Slice next() {
    return cutter.next();
  }

  @Override
  public FrameBatch read(Slice slice) {
    FrameBatch batch = pool.poll();
    if (batch == null) {
      batch = new FrameBatch(cutter.perSlice(), geometry.pixels(), false, false);
    }
    batch.clear(slice);
    for (int s = 0; s < slice.count(); s++) {
      long key = shots[(int) slice.first() + s];
      int at = batch.append(RunModule.train(key), RunModule.pulse(key));
      if (geometry.photonEnergy() instanceof ShotValue.Fixed fixed) {
        batch.notePhotonEnergy(at, fixed.value());
      }
      if (geometry.cameraLength() instanceof ShotValue.Fixed fixed) {
        batch.noteCameraLength(at, fixed.value());
      }
      Arrays.fill(batch.values(at), Float.NaN);
    }
    ModuleFile any = modules.firstEntry().getValue().first();
    Map<Integer, List<Panel>> panels = new TreeMap<>();
    for (Panel panel : geometry.panels()) {
      panels.computeIfAbsent(module(panel, any), key -> new ArrayList<>()).add(panel);
    }
    for (Map.Entry<Integer, List<Panel>> entry : panels.entrySet()) {
      readModule(batch, slice, entry.getKey(), entry.getValue());
    }
    return batch;
  }

  private void readModule(FrameBatch batch, Slice slice, int number, List<Panel> panels) {
    RunModule module = modules.get(number);
    int s = 0;
    while (s < slice.count()) {
      int found = module == null ? -1 : module.find(shots[(int) slice.first() + s]);
      if (module == null || found < 0) {
        missing.computeIfAbsent("module " + number + " missing", k -> new LongAdder()).increment();
        s++;
        continue;
      }
      ModuleFile file = module.file(found);
      int position = module.position(found);
      int run = file.run(position, slice.count() - s);
      // The run holds only as long as the module misses none of the shots wanted.
      for (int r = 1; r < run; r++) {
        int next = module.find(shots[(int) slice.first() + s + r]);
        if (next != found + r || module.file(next) != file) {
          run = r;
        }
      }
      float[] values = new float[run * file.height() * file.width()];
      file.read(position, run, values);
      for (int r = 0; r < run; r++) {
        for (Panel panel : panels) {
          place(batch.values(s + r), panel, file, values, r * file.height() * file.width());
        }
      }
      s += run;
    }
  }

  private static void place(
      float[] frame, Panel panel, ModuleFile file, float[] values, int start) {
    int first = slow(panel, file);
    for (int ss = 0; ss < panel.height(); ss++) {
      int from = start + (first + ss) * file.width() + panel.extent().minFs();
      System.arraycopy(values, from, frame, panel.offset() + ss * panel.width(), panel.width());
    }
  }

  @Override
  public void recycle(FrameBatch batch) {
    pool.add(batch);
  }

  @Override
  public void close() {
    pool.clear();
    files.forEach(ModuleFile::close);
  }
}

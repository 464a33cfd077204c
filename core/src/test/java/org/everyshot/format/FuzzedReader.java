package org.everyshot.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.everyshot.detector.Geometry;
import org.everyshot.engine.LossLedger;
import org.everyshot.engine.Slice;
import org.everyshot.fault.UserInputException;

/// The readers of untrusted bytes, each as a program uses it: open, describe, read everything.
enum FuzzedReader {
  NPY("fuzz.npy") {
    @Override
    void read(Path file) {
      try (var source = PolarSource.npy(file, ImageWidth.SINGLE, new LossLedger())) {
        for (Slice slice = source.next(); slice != null; slice = source.next()) {
          source.recycle(source.read(slice));
        }
      }
    }
  },
  CXI("fuzz.cxi") {
    @Override
    byte[] mended(byte[] bytes) {
      return bytes.length % 2 == 0 ? Hdf5Checksums.mended(bytes) : bytes;
    }

    @Override
    void read(Path file) {
      try (var source = FrameSource.open(file, geometry())) {
        for (Slice slice = source.next(); slice != null; slice = source.next()) {
          source.recycle(source.read(slice));
        }
      }
    }
  },
  INVARIANTS("fuzz.h5") {
    @Override
    byte[] mended(byte[] bytes) {
      return bytes.length % 2 == 0 ? Hdf5Checksums.mended(bytes) : bytes;
    }

    @Override
    void read(Path file) {
      InvariantsFile.read(file);
    }
  },
  GEOM("fuzz.geom") {
    @Override
    void read(Path file) {
      GeometryFile.read(file);
    }
  },
  MRC("fuzz.mrc") {
    @Override
    void read(Path file) {
      StructureFile.read(file);
    }
  },
  PDB("fuzz.pdb") {
    @Override
    void read(Path file) {
      StructureFile.read(file);
    }
  },
  MMCIF("fuzz.cif") {
    @Override
    void read(Path file) {
      StructureFile.read(file);
    }
  },
  REFL("fuzz.refl") {
    @Override
    void prepare(Path folder) throws IOException {
      Files.write(folder.resolve("fuzz.expt"), seed("expt", "stills.expt"));
    }

    @Override
    void read(Path file) {
      dials(file);
    }
  },
  EXPT("fuzz.expt") {
    @Override
    void prepare(Path folder) throws IOException {
      Files.write(folder.resolve("fuzz.refl"), seed("refl", "stills.refl"));
    }

    @Override
    void read(Path file) {
      dials(file);
    }
  },
  STREAM("fuzz.stream") {
    @Override
    void read(Path file) throws IOException {
      try (var source = StreamSource.open(file, new LossLedger(), new LossLedger(), notice -> {})) {
        for (Slice slice = source.next(); slice != null; slice = source.next()) {
          source.recycle(source.read(slice));
        }
      }
    }
  },
  MTZ("fuzz.mtz") {
    @Override
    void read(Path file) {
      try (var mtz = MtzFile.open(file)) {
        for (MtzColumn column : mtz.header().columns()) {
          mtz.column(column.label());
        }
      }
      try (var source = MtzSource.open(file, new LossLedger())) {
        for (Slice slice = source.next(); slice != null; slice = source.next()) {
          source.recycle(source.read(slice));
        }
      }
    }
  },
  HKL("fuzz.hkl") {
    @Override
    void read(Path file) {
      HklFile.read(file);
    }
  },
  REFLN("fuzz-sf.cif") {
    @Override
    void read(Path file) {
      MmcifReflections.read(file);
    }
  };

  /// Geometry that the seeds of CXI files are written with.
  static final String GEOMETRY =
      """
      clen = /LCLS/detector_1/EncoderValue
      photon_energy = /LCLS/photon_energy_eV
      res = 10000
      data = /entry_1/data_1/data
      mask = /entry_1/data_1/mask
      mask_good = 0
      mask_bad = 1
      dim0 = %
      dim1 = ss
      dim2 = fs
      a/min_fs = 0
      a/max_fs = 3
      a/min_ss = 0
      a/max_ss = 1
      a/corner_x = 0
      a/corner_y = 0
      a/fs = +x
      a/ss = +y
      b/min_fs = 0
      b/max_fs = 3
      b/min_ss = 2
      b/max_ss = 4
      b/corner_x = 9
      b/corner_y = 0
      b/fs = +x
      b/ss = +y
      """;

  private final String fileName;

  FuzzedReader(String fileName) {
    this.fileName = fileName;
  }

  /// Name of the file that is read; its ending may decide the format.
  String fileName() {
    return fileName;
  }

  /// Name of the folder of seeds.
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Bytes that pass for undamaged where the format guards them by checksums, so that what lies
  /// behind the checksums is tried too.
  byte[] mended(byte[] bytes) {
    return bytes;
  }

  /// Writes what lies beside the file.
  void prepare(Path folder) throws IOException {}

  /// Reads the file to its end.
  abstract void read(Path file) throws IOException;

  static Geometry geometry() {
    return GeometryFile.parse(GEOMETRY.getBytes(StandardCharsets.UTF_8), "seed.geom").geometry();
  }

  private static void dials(Path file) {
    try (var source = DialsSource.open(file, new LossLedger())) {
      for (Slice slice = source.next(); slice != null; slice = source.next()) {
        source.recycle(source.read(slice));
      }
    }
  }

  /// A seed kept in the repository.
  static byte[] seed(String folder, String name) throws IOException {
    try (var stream = FuzzedReader.class.getResourceAsStream("/fuzz/" + folder + "/" + name)) {
      if (stream == null) {
        throw new UserInputException("no seed /fuzz/" + folder + "/" + name);
      }
      return stream.readAllBytes();
    }
  }
}

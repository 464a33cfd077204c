package org.everyshot.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.everyshot.detector.Geometry;
import org.everyshot.invariants.ExtractedInvariants;
import org.everyshot.invariants.Invariants;
import org.everyshot.merging.ReflectionTable;

/// Writes the seeds of fuzzing: small files of our own writers, and texts.
///
/// `java -cp … org.everyshot.format.FuzzSeeds core/src/test/resources/fuzz`
final class FuzzSeeds {
  private final Path folder;

  private FuzzSeeds(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    var seeds = new FuzzSeeds(Path.of(arguments[0]));
    seeds.npy();
    seeds.cxi();
    seeds.invariants();
    seeds.texts();
    seeds.map();
    seeds.stills();
  }

  private Path file(FuzzedReader reader, String name) throws IOException {
    Path path = folder.resolve(reader.folder()).resolve(name);
    Files.createDirectories(path.getParent());
    Files.deleteIfExists(path);
    return path;
  }

  private void npy() throws IOException {
    try (var npy =
        NpyWriter.create(file(FuzzedReader.NPY, "single.npy"), NpyType.FLOAT32, 3, 2, 4)) {
      for (int i = 0; i < 24; i++) {
        npy.append((float) i);
      }
      npy.commit();
    }
    try (var npy =
        NpyWriter.create(file(FuzzedReader.NPY, "counts.npy"), NpyType.INT16, -1, 2, 4)) {
      for (int i = 0; i < 16; i++) {
        npy.append(0.5 * i);
      }
      npy.commit();
    }
  }

  private void cxi() throws IOException {
    for (int level = 0; level < 2; level++) {
      Path path = file(FuzzedReader.CXI, level == 0 ? "plain.cxi" : "packed.cxi");
      try (var cxi =
          CxiWriter.create(path, FuzzedReader.geometry(), level == 1, 4 * level, 1, "seed")) {
        for (int shot = 0; shot < 2; shot++) {
          float[] frame = new float[20];
          short[] counts = new short[20];
          for (int i = 0; i < frame.length; i++) {
            frame[i] = shot + i;
            counts[i] = (short) (shot + i);
          }
          if (level == 0) {
            cxi.append(shot, 0, counts, 9000 + shot, 0.1);
          } else {
            cxi.append(shot, 0, frame, 9000 + shot, 0.1);
          }
        }
        cxi.commit();
      }
    }
  }

  private void invariants() throws IOException {
    ExtractedInvariants full = InvariantsFileTest.sample();
    var bare = ExtractedInvariants.of(full.whole(), 1.3, 71);
    InvariantsFile.write(file(FuzzedReader.INVARIANTS, "bare.h5"), bare, Map.of());
    var small = full.whole();
    var halves =
        new ExtractedInvariants(
            small, small, small, 1.3, 71, List.of(), full.quality(), null, List.of());
    InvariantsFile.write(
        file(FuzzedReader.INVARIANTS, "halves.h5"), halves, Map.of("version", "1"));
    var told =
        new ExtractedInvariants(
            new Invariants(
                full.whole().radialPoints(),
                new int[] {2},
                new double[][] {full.whole().values(1)},
                null,
                full.whole().averageIntensity()),
            null,
            null,
            1.3,
            71,
            full.reports(),
            full.quality(),
            full.scan(),
            full.remarks());
    InvariantsFile.write(file(FuzzedReader.INVARIANTS, "told.h5"), told, Map.of());
  }

  private void texts() throws IOException {
    text(FuzzedReader.GEOM, "two.geom", FuzzedReader.GEOMETRY);
    text(
        FuzzedReader.GEOM,
        "rigid.geom",
        """
        ; a comment
        clen = 0.08
        photon_energy = 9500 eV
        adu_per_eV = 0.001
        res = 13333.3
        rigid_group_q0 = a0,a1
        rigid_group_collection_quads = q0
        data = /entry/%/data
        dim0 = 0
        dim1 = %
        dim2 = ss
        dim3 = fs
        max_adu = 10000
        badstripe/panel = a0
        badstripe/min_fs = 1
        badstripe/max_fs = 2
        badstripe/min_ss = 0
        badstripe/max_ss = 3
        badring/min_x = -3
        badring/max_x = 3
        badring/min_y = -3.5
        badring/max_y = 3
        mask0_data = /entry/mask
        mask0_goodbits = 0x00
        mask0_badbits = 0xffff
        a0/min_fs = 0
        a0/max_fs = 15
        a0/min_ss = 0
        a0/max_ss = 7
        a0/corner_x = -8.5
        a0/corner_y = 2
        a0/fs = +0.99x -0.01y
        a0/ss = +0.01x +0.99y -0.001z
        a0/coffset = 0.0001
        a0/no_index = 0
        a0/bad_between = 1
        a1/dim0 = 1
        a1/min_fs = 0
        a1/max_fs = 15
        a1/min_ss = 0
        a1/max_ss = 7
        a1/corner_x = -8.5
        a1/corner_y = 12
        a1/fs = x
        a1/ss = y
        """);
    text(
        FuzzedReader.PDB,
        "two.pdb",
        """
        CRYST1   30.000   31.000   32.000  90.00  95.00  90.00 P 1 21 1      2
        MODEL        1
        ATOM      1  N   ALA A   1      11.104   6.134  -6.504  1.00 12.50           N
        ATOM      2  CA AALA A   1      11.639   6.071  -5.147  0.60 12.00           C
        ATOM      3  CA BALA A   1      11.739   6.171  -5.047  0.40 12.00           C
        HETATM    4 ZN    ZN A 101       1.000   2.000   3.000  1.00  9.00          ZN2+
        TER
        ENDMDL
        END
        """);
    text(
        FuzzedReader.MMCIF,
        "two.cif",
        """
        data_SEED
        #
        _cell.length_a 30.0
        _cell.length_b 31.0
        _cell.length_c 32.0
        _cell.angle_alpha 90
        _cell.angle_beta 95
        _cell.angle_gamma 90
        _symmetry.space_group_name_H-M 'P 1 21 1'
        loop_
        _atom_site.group_PDB
        _atom_site.id
        _atom_site.type_symbol
        _atom_site.label_atom_id
        _atom_site.label_alt_id
        _atom_site.label_comp_id
        _atom_site.label_asym_id
        _atom_site.label_seq_id
        _atom_site.Cartn_x
        _atom_site.Cartn_y
        _atom_site.Cartn_z
        _atom_site.occupancy
        _atom_site.B_iso_or_equiv
        _atom_site.pdbx_PDB_model_num
        ATOM 1 N N . ALA A 1 11.104 6.134 -6.504 1.00 12.50 1
        ATOM 2 C "C'" A ALA A 1 11.639 6.071 -5.147 0.60 12.00 1
        HETATM 3 ZN ZN . ZN B . 1.000 2.000 3.000 1.00 9.00 1
        #
        """);
  }

  private void text(FuzzedReader reader, String name, String text) throws IOException {
    Files.writeString(file(reader, name), text, StandardCharsets.UTF_8);
  }

  /// Header words by the CCP4 format: 2 × 3 × 4 voxels of mode 2.
  private void map() throws IOException {
    ByteBuffer map = ByteBuffer.allocate(1024 + 4 * 24).order(ByteOrder.LITTLE_ENDIAN);
    map.putInt(2).putInt(3).putInt(4).putInt(2);
    map.putInt(0).putInt(0).putInt(0).putInt(2).putInt(3).putInt(4);
    map.putFloat(2).putFloat(3).putFloat(4).putFloat(90).putFloat(90).putFloat(90);
    map.putInt(1).putInt(2).putInt(3).putFloat(0).putFloat(23).putFloat(11.5f).putInt(1);
    map.position(208);
    map.put("MAP ".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {0x44, 0x44, 0, 0});
    map.position(1024);
    for (int i = 0; i < 24; i++) {
      map.putFloat(i);
    }
    Files.write(file(FuzzedReader.MRC, "box.mrc"), map.array());
  }

  private void stills() throws IOException {
    ReflectionTable stills = Stills.random(3, true);
    var geometry = Geometry.flat(194, 185, 1.1e-4, 0.13);
    Files.deleteIfExists(file(FuzzedReader.EXPT, "stills.expt"));
    Path refl = file(FuzzedReader.REFL, "stills.refl");
    try (var dials = DialsWriter.create(refl, Stills.GROUP, geometry, 0.13, true)) {
      dials.append(stills);
      dials.commit();
    }
    Files.move(
        refl.resolveSibling("stills.expt"),
        folder.resolve(FuzzedReader.EXPT.folder() + "/stills.expt"));
    Path mtz = file(FuzzedReader.MTZ, "stills.mtz");
    try (var out =
        MtzStillsWriter.create(
            mtz, "seed", StreamSamples.CELL, Stills.GROUP, 1.27, true, List.of("seed"))) {
      out.append(stills);
      out.commit();
    }
    try (var hkl = HklFile.write(file(FuzzedReader.HKL, "three.hkl"), "6/mmm")) {
      for (int i = 1; i < 4; i++) {
        hkl.add(i, 2, -i, 10.5 * i, 1.5, i);
      }
      hkl.commit(List.of("seed"));
    }
    Path stream = file(FuzzedReader.STREAM, "stills.stream");
    StreamSamples.write(stream, StreamSamples.table(3, 4, 1));
    text(
        FuzzedReader.STREAM,
        "old.stream",
        StreamSamples.stream(
            StreamSamples.image(
                """
                Event: //3
                photon_energy_eV = 9500.1
                Peaks from peak search
                  fs/px   ss/px (1/d)/nm^-1   Intensity  Panel
                   1.50    2.50       1.00       100.0   p0
                End of peak list
                """,
                StreamSamples.crystal(StreamSamples.LINE))));
    text(
        FuzzedReader.REFLN,
        "two.cif",
        """
        data_SEED
        _cell.length_a 78.1
        _cell.length_b 78.1
        _cell.length_c 37.2
        _cell.angle_alpha 90
        _cell.angle_beta 90
        _cell.angle_gamma 90.0(1)
        _symmetry.space_group_name_H-M 'P 43 21 2'
        _diffrn_radiation_wavelength.wavelength 1.27
        loop_
        _refln.index_h
        _refln.index_k
        _refln.index_l
        _refln.status
        _refln.pdbx_I_plus
        _refln.pdbx_I_plus_sigma
        _refln.F_meas_au
        1 2 3 o 10.5 1.5 3.2
        -1 2 3 f 9.5 . ?
        4 0 0 x 1.2e2 "2" 11
        """);
  }
}

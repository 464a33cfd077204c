package org.everyshot.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.everyshot.structure.AtomicModel;
import org.everyshot.structure.DepositedCell;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What structure files say of the crystal: cell, space group, labels, displacements.
class CrystalOfStructureTest {
  private static final String PDB =
      """
      CRYST1   93.990   93.990  130.870  90.00  90.00 120.00 P 61 2 2     12
      SCALE1      0.010639  0.006143  0.000000        0.00000
      SCALE2      0.000000  0.012285  0.000000        0.00000
      SCALE3      0.000000  0.000000  0.007641        0.00000
      ATOM      1  SD  MET A 205      11.104   6.134  -6.504  0.60 12.50           S
      ANISOU    1  SD  MET A 205     1500   1600   1700    100   -200    300       S
      HETATM    2 ZN    ZN A 317      37.019  44.944  -7.260  1.00 23.38          ZN
      HETATM    3  O   HOH A 401A      1.000   2.000   3.000  1.00 30.00           O
      """;

  private static final String CIF =
      """
      data_1XYZ
      _cell.length_a 93.99
      _cell.length_b 93.99
      _cell.length_c 130.87
      _cell.angle_alpha 90
      _cell.angle_beta 90
      _cell.angle_gamma 120
      _symmetry.space_group_name_H-M 'P 61 2 2'
      loop_
      _atom_site.id
      _atom_site.type_symbol
      _atom_site.label_atom_id
      _atom_site.label_comp_id
      _atom_site.label_asym_id
      _atom_site.auth_asym_id
      _atom_site.auth_seq_id
      _atom_site.Cartn_x
      _atom_site.Cartn_y
      _atom_site.Cartn_z
      1 S  SD MET A A 205 1.0 2.0 3.0
      2 ZN ZN ZN  B A 317 5.0 6.0 7.0
      loop_
      _atom_site_anisotrop.id
      _atom_site_anisotrop.U[1][1]
      _atom_site_anisotrop.U[2][2]
      _atom_site_anisotrop.U[3][3]
      _atom_site_anisotrop.U[1][2]
      _atom_site_anisotrop.U[1][3]
      _atom_site_anisotrop.U[2][3]
      1 0.15 0.16 0.17 0.01 -0.02 0.03
      """;

  @TempDir Path folder;

  private AtomicModel read(String name, String text) throws IOException {
    Path file = Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    return (AtomicModel) StructureFile.read(file).structure();
  }

  private static void assertCrystal(AtomicModel atoms) {
    assertEquals(
        new DepositedCell(93.99, 93.99, 130.87, 90, 90, 120, "P 61 2 2", true), atoms.cell());
    assertEquals("A/Met205 SD", atoms.label(0).toString());
    assertEquals("A/ZN 317", atoms.label(1).toString());
    assertTrue(atoms.anisotropic(0));
    assertFalse(atoms.anisotropic(1));
    double[] u = {0.15, 0.16, 0.17, 0.01, -0.02, 0.03};
    for (int i = 0; i < 6; i++) {
      assertEquals(u[i], atoms.displacement(0, i), 1e-7);
    }
  }

  @Test
  void pdbGivesCellLabelsAndDisplacements() throws IOException {
    AtomicModel atoms = read("a.pdb", PDB);
    assertCrystal(atoms);
    assertEquals("A/HOH 401A O", atoms.label(2).toString());
    assertTrue(atoms.label(2).water());
  }

  @Test
  void mmcifGivesTheSame() throws IOException {
    assertCrystal(read("a.cif", CIF));
  }

  @Test
  void unitCubeStandsForNoCell() throws IOException {
    String cube = "CRYST1    1.000    1.000    1.000  90.00  90.00  90.00 P 1           1";
    assertNull(read("cube.pdb", PDB.replaceFirst("CRYST1.*", cube)).cell());
    assertNull(read("none.pdb", PDB.replaceFirst("CRYST1.*", "")).cell());
    assertNull(read("damaged.pdb", PDB.replace("  93.990  130.870", "  93,990  130.870")).cell());
  }

  @Test
  void frameOfItsOwnIsTold() throws IOException {
    String shifted = PDB.replace("0.007641        0.00000", "0.007641        0.25000");
    DepositedCell cell = read("shifted.pdb", shifted).cell();
    assertNotNull(cell);
    assertFalse(cell.standardFrame());
  }
}

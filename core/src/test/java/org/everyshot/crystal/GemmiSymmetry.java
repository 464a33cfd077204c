package org.everyshot.crystal;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Compares every setting of the space groups with what checks/symmetry_fixture.py asked of gemmi.
final class GemmiSymmetry {
  private static final double D_MIN = 4;

  private GemmiSymmetry() {}

  /// Returns the number of settings and the number of indices that were compared.
  static long[] compare(List<String> lines) {
    SpaceGroup group = SpaceGroup.of("P 1");
    String name = "";
    String expected = "";
    long settings = 0;
    long indices = 0;
    for (String line : lines) {
      if (line.startsWith("#")) {
        continue;
      }
      String[] field = line.split("\t", -1);
      if (field[0].equals("group")) {
        name = field[1] + " [" + field[3] + "]";
        group = SpaceGroup.ofHall(field[3]);
        facts(group, field);
        settings++;
        Digest digest = new Digest();
        digest.add(group, cell(field[10]));
        expected = digest.toString();
        indices += digest.count;
      } else if (field[0].equals("digest")) {
        assertEquals(field[1], expected, name);
      } else if (field[0].equals("twin")) {
        twins(field);
      } else {
        row(group, name, line.split(" ", -1));
      }
    }
    return new long[] {settings, indices};
  }

  private static void facts(SpaceGroup group, String[] field) {
    assertAll(
        field[1],
        () -> assertEquals(Integer.parseInt(field[2]), group.number()),
        () -> assertEquals(field[3], group.hall()),
        () -> assertEquals(field[4], group.pointGroup()),
        () -> assertEquals(field[5], group.laueClass()),
        () -> assertEquals(field[6], group.crystalSystem()),
        () -> assertEquals(field[7], String.valueOf(group.centring())),
        () -> assertEquals(field[8].equals("1"), group.centrosymmetric()),
        () -> assertEquals(Integer.parseInt(field[9]), group.operations().size()),
        () -> assertTrue(group.fits(cell(field[10])), "fits " + field[10]));
  }

  private static UnitCell cell(String numbers) {
    String[] p = numbers.split(" ", -1);
    double[] v = new double[6];
    for (int i = 0; i < 6; i++) {
      v[i] = Double.parseDouble(p[i]);
    }
    return new UnitCell(v[0], v[1], v[2], v[3], v[4], v[5]);
  }

  private static void row(SpaceGroup group, String name, String[] text) {
    int[] v = new int[text.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = Integer.parseInt(text[i]);
    }
    int[] mapped = new int[3];
    int isym = group.asymmetricUnit().map(v[0], v[1], v[2], mapped);
    String found =
        String.format(
            "%d %d %d %d %d %d %d",
            group.absent(v[0], v[1], v[2]) ? 1 : 0,
            group.epsilon(v[0], v[1], v[2]),
            group.centric(v[0], v[1], v[2]) ? 1 : 0,
            mapped[0],
            mapped[1],
            mapped[2],
            isym);
    assertEquals(
        String.join(" ", List.of(text).subList(3, 10)),
        found,
        String.format("%s: %d %d %d", name, v[0], v[1], v[2]));
    int[] back = new int[3];
    assertTrue(group.asymmetricUnit().unmap(mapped[0], mapped[1], mapped[2], isym, back));
    assertEquals(List.of(v[0], v[1], v[2]), List.of(back[0], back[1], back[2]), name);
  }

  private static void twins(String[] field) {
    SpaceGroup group = SpaceGroup.of(field[1]);
    UnitCell cell = cell(field[2]);
    Set<String> expected = new TreeSet<>(List.of(field[3].split(" ", -1)));
    expected.remove("");
    Set<String> found = new TreeSet<>();
    for (SymmetryOperation law : TwinLaws.all(group, cell, 3)) {
      found.add(law.triplet());
    }
    assertEquals(expected, found, "twin laws of " + field[1] + " in " + field[2]);
    int proper = group.centrosymmetric() ? 2 : 1;
    int order = group.primitiveOperations().size() / proper;
    assertEquals(expected.size() / order, TwinLaws.of(group, cell).size(), field[1]);
  }

  /// The digest that the script defines.
  private static final class Digest {
    private long count;
    private long absent;
    private long epsilon;
    private long centric;
    private long flags;
    private long mapping;

    void add(SpaceGroup group, UnitCell cell) {
      double[] m = cell.reciprocalMetric();
      int[] out = new int[3];
      int p = (int) Math.ceil(cell.a() / D_MIN);
      int q = (int) Math.ceil(cell.b() / D_MIN);
      int r = (int) Math.ceil(cell.c() / D_MIN);
      for (int h = -p; h <= p; h++) {
        for (int k = -q; k <= q; k++) {
          for (int l = -r; l <= r; l++) {
            double s =
                m[0] * h * h
                    + m[1] * k * k
                    + m[2] * l * l
                    + m[3] * k * l
                    + m[4] * h * l
                    + m[5] * h * k;
            if (s > 0 && s <= (1 / (D_MIN * D_MIN)) * (1 - 1e-9)) {
              index(group, h, k, l, out);
            }
          }
        }
      }
    }

    private void index(SpaceGroup group, int h, int k, int l, int[] out) {
      int isAbsent = group.absent(h, k, l) ? 1 : 0;
      int isCentric = group.centric(h, k, l) ? 1 : 0;
      int e = group.epsilon(h, k, l);
      int isym = group.asymmetricUnit().map(h, k, l, out);
      count++;
      absent += isAbsent;
      centric += isCentric;
      epsilon += e;
      flags += mix(code(h, k, l) ^ mix(isAbsent + 2L * e + 128L * isCentric));
      mapping += mix(code(h, k, l) ^ mix(code(out[0], out[1], out[2]) * 256 + isym));
    }

    private static long code(int h, int k, int l) {
      return ((h + 512L) * 1024 + (k + 512)) * 1024 + (l + 512);
    }

    private static long mix(long value) {
      long x = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
      x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
      return x ^ (x >>> 31);
    }

    @Override
    public String toString() {
      return String.format(
          "%d %d %d %d %016x %016x", count, absent, epsilon, centric, flags, mapping);
    }
  }
}

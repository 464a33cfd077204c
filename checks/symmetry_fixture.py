#!/usr/bin/env python3
"""What gemmi says about Miller indices in every setting of the space groups.

Usage: python3 checks/symmetry_fixture.py FILE [SEED]

For each setting: a random cell that is compatible with it, and all indices to 4 Å. The file holds
counts, digests of the flags and of the mapping into the asymmetric unit, and a few rows as
examples: h k l, absent, epsilon, centric, equivalent h k l, isym. The quick tests read
core/src/test/resources/symmetry/gemmi.txt, made with the seed below; where python3 and gemmi are
present, a test runs this script with another seed. Needs numpy and gemmi.

Lines "twin" hold a group, a cell that nearly has more symmetry than the group asks for, and all
rotations of its lattice that are not the group's, as gemmi finds them within 3 degrees obliquity.

Digest: sum over indices of mix(code(h, k, l) ^ mix(value)) modulo 2^64, whatever their order.
"""
import random
import sys

import gemmi
import numpy as np

D_MIN = 4.0
SEED = 20261121


def random_cell(group, rng):
    """A cell that keeps its metric under all rotations of the group: the mean over them."""
    edges = [rng.uniform(28, 48) for _ in range(3)]
    angles = [rng.uniform(75, 115) for _ in range(3)]
    orth = np.array(gemmi.UnitCell(*edges, *angles).orth.mat.tolist())
    return averaged(group, orth.T @ orth)


def averaged(group, metric):
    """The cell of the mean metric over the rotations of the group."""
    turned = []
    for op in group.operations().sym_ops:
        rotation = np.array(op.rot) / gemmi.Op.DEN
        turned.append(rotation.T @ metric @ rotation)
    mean = np.mean(turned, axis=0)
    lengths = np.sqrt(np.diag(mean))
    cosines = [mean[1, 2] / (lengths[1] * lengths[2]), mean[0, 2] / (lengths[0] * lengths[2]),
               mean[0, 1] / (lengths[0] * lengths[1])]
    values = [round(float(x), 4) for x in lengths]
    values += [round(float(np.degrees(np.arccos(c))), 4) for c in cosines]
    # Rounding may part what symmetry makes equal by 1e-4 only; indices are chosen by this cell.
    return values


def indices(cell):
    """All indices but 000 with d >= D_MIN, none nearer to that border than rounding reaches."""
    unit = gemmi.UnitCell(*cell)
    reach = [int(np.ceil(edge / D_MIN)) for edge in cell[:3]]
    grid = np.mgrid[tuple(slice(-n, n + 1) for n in reach)].reshape(3, -1).T.astype(np.int32)
    grid = np.ascontiguousarray(grid[np.any(grid != 0, axis=1)])
    s2 = unit.calculate_1_d2_array(grid)
    return grid[s2 <= (1 / D_MIN ** 2) * (1 - 1e-9)]


def examine(group, cell):
    """For each index: h k l, absent, epsilon, centric, and the equivalent h k l with its isym."""
    ops = group.operations()
    asu = gemmi.ReciprocalAsu(group)
    hkl = indices(cell)
    absent = ops.systematic_absences(hkl).astype(np.int64)
    epsilon = np.asarray(ops.epsilon_factor_without_centering_array(hkl)).astype(np.int64)
    centric = ops.centric_flag_array(hkl).astype(np.int64)
    mapped = np.empty((len(hkl), 4), dtype=np.int64)
    for i, index in enumerate(hkl.tolist()):
        equivalent, isym = asu.to_asu(index, ops)
        mapped[i] = (*equivalent, isym)
    return np.column_stack([hkl, absent, epsilon, centric, mapped])


def codes(h, k, l):
    return (((h + 512) * 1024 + (k + 512)) * 1024 + (l + 512)).astype(np.uint64)


def mix(x):
    """Steele, Lea and Flood's 64-bit finalizer (splitmix64)."""
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def digest(rows):
    """Counts and digests: indices, absent, sum of epsilon, centric, digest of flags, of mapping."""
    code = codes(rows[:, 0], rows[:, 1], rows[:, 2])
    flags = (rows[:, 3] + 2 * rows[:, 4] + 128 * rows[:, 5]).astype(np.uint64)
    target = codes(rows[:, 6], rows[:, 7], rows[:, 8]) * np.uint64(256)
    target += rows[:, 9].astype(np.uint64)
    sums = [int(np.sum(mix(code ^ mix(value)), dtype=np.uint64)) for value in (flags, target)]
    return (len(rows), *(int(rows[:, i].sum()) for i in (3, 4, 5)), *("%016x" % s for s in sums))


TWINS = [("P 3", (70, 70, 100, 90, 90, 120)), ("P 3 2 1", (70, 70, 100, 90, 90, 120)),
         ("P 6", (70, 70, 100, 90, 90, 120)), ("P 61 2 2", (93.239, 93.239, 130.707, 90, 90, 120)),
         ("P 4", (70, 70, 100, 90, 90, 90)), ("P 4", (70, 70, 70.4, 90, 90, 90)),
         ("P 43 21 2", (79, 79, 38, 90, 90, 90)), ("R 3:H", (70, 70, 100, 90, 90, 120)),
         ("P 21 3", (70, 70, 70, 90, 90, 90)), ("I 2 3", (70, 70, 70, 90, 90, 90)),
         ("P 1 21 1", (70, 80, 90, 90, 90.5, 90)), ("P 1 21 1", (60, 80, 100, 90, 107.2, 90)),
         ("C 1 2 1", (70, 121.4, 50, 90, 90.2, 90)), ("P 21 21 21", (70, 70.3, 100, 90, 90, 90)),
         ("P 1", (70, 80, 90, 90.1, 90.5, 90))]


def pseudo_symmetric(group, rng):
    """A cell with the group's metric that started from edges and angles of a higher symmetry."""
    a = rng.uniform(40, 90)
    ratio = rng.choice([1, 1, 2 ** 0.5, 3 ** 0.5, 2, rng.uniform(0.7, 1.6)])
    edges = [a, a * rng.choice([1, ratio]), a * rng.choice([1, ratio])]
    angles = [rng.choice([90, 90, 120, 60, 109.4712]) if i == 2 else 90 for i in range(3)]
    start = [x * rng.uniform(0.997, 1.003) for x in edges]
    start += [x + rng.uniform(-0.3, 0.3) for x in angles]
    orth = np.array(gemmi.UnitCell(*start).orth.mat.tolist())
    return averaged(group, orth.T @ orth)


def twins(rng):
    for name, cell in TWINS:
        yield gemmi.SpaceGroup(name), cell
    chosen = [g for g in gemmi.spacegroup_table() if g.is_reference_setting() and g.is_sohncke()]
    for group in chosen:
        for _ in range(4):
            yield group, pseudo_symmetric(group, rng)


def main():
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else SEED)
    with open(sys.argv[1], "w", encoding="ascii") as out:
        out.write("# Made by checks/symmetry_fixture.py with gemmi %s; see there.\n"
                  % gemmi.__version__)
        for group in gemmi.spacegroup_table():
            cell = random_cell(group, rng)
            rows = examine(group, cell)
            facts = (group.xhm(), group.number, group.hall, group.point_group_hm(),
                     group.laue_str(), group.crystal_system_str(), group.centring_type(),
                     int(group.is_centrosymmetric()), len(group.operations()))
            out.write("group\t" + "\t".join(map(str, facts)) + "\t"
                      + " ".join(map(str, cell)) + "\n")
            out.write("digest\t" + " ".join(map(str, digest(rows))) + "\n")
            for _ in range(3):
                out.write(" ".join(map(str, rows[rng.randrange(len(rows))])) + "\n")
        for group, cell in twins(rng):
            laws = gemmi.find_twin_laws(gemmi.UnitCell(*cell), group, 3.0, True)
            out.write("twin\t%s\t%s\t%s\n" % (group.xhm(), " ".join(map(str, cell)), " ".join(
                sorted(law.triplet() for law in laws))))


if __name__ == "__main__":
    main()

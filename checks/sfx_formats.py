"""Files of serial crystallography, read by gemmi and reciprocalspaceship instead of by ourselves.

Usage: sfx_formats.py [FOLDER]

The folder holds what the program wrote and, in expected.json and tables of numbers, what it should
hold (a Maven test fills one). Without a folder, `simulate sfx` writes the three formats of stills,
and all of them are compared with one another.
"""

import json
import sys
import tempfile
from pathlib import Path

import gemmi
import numpy as np
import reciprocalspaceship as rs
from everyshot_peer import everyshot

MEAN = "H:H K:H L:H F:F SIGF:Q I:J SIGI:Q N:I FreeR_flag:I"
MATES = ("H:H K:H L:H F(+):G SIGF(+):L F(-):G SIGF(-):L I(+):K SIGI(+):M I(-):K SIGI(-):M"
         " N(+):I N(-):I FreeR_flag:I")


def same(name, ours, theirs, tolerance=0.0):
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    assert ours.shape == theirs.shape, f"{name}: {ours.shape} and {theirs.shape}"
    apart = np.isnan(ours) != np.isnan(theirs)
    assert not apart.any(), f"{name}: missing in other places"
    error = np.nanmax(np.abs(ours - theirs), initial=0.0)
    assert error <= tolerance, f"{name}: {error:.3g} apart, at most {tolerance:.3g}"


def cell_is(name, cell, expected, tolerance=1e-4):
    same(name + " cell", cell.parameters, expected, tolerance)


def columns(mtz):
    return " ".join(f"{c.label}:{c.type}" for c in mtz.columns)


def header(mtz):
    """All that a header says, as text."""
    return "\n".join(
        [mtz.title, columns(mtz), str(mtz.cell.parameters), mtz.spacegroup.xhm(), str(mtz.valm),
         str(mtz.nreflections), str(mtz.sort_order), str(mtz.nsymop),
         repr((mtz.min_1_d2, mtz.max_1_d2)), repr(mtz.history)]
        + [repr((c.label, c.type, c.dataset_id, c.min_value, c.max_value)) for c in mtz.columns]
        + [repr((d.id, d.project_name, d.crystal_name, d.dataset_name, d.cell.parameters,
                 d.wavelength)) for d in mtz.datasets]
        # gemmi 0.7.5 takes the word TITLE for part of a batch's title, and writes it once more.
        + [repr((b.number, b.title.replace("TITLE ", ""), list(b.ints), list(b.floats), list(b.axes)))
           for b in mtz.batches])


def survives(path, folder):
    """Read, written and read again by gemmi, nothing changes: data bit by bit, headers as text."""
    first = gemmi.read_mtz_file(str(path))
    copy = Path(folder) / "again.mtz"
    first.write_to_file(str(copy))
    second = gemmi.read_mtz_file(str(copy))
    a, b = (np.array(m, copy=True).astype(np.float32).tobytes() for m in (first, second))
    assert a == b, f"{path.name}: data differ after gemmi wrote them again"
    one, two = header(first), header(second)
    for before, after in zip(one.split("\n"), two.split("\n")):
        assert before == after, f"{path.name}: header was {before[:200]}, is {after[:200]}"
    assert len(one) == len(two)
    identical = path.read_bytes() == copy.read_bytes()
    print(f"{path.name}: survives gemmi's read, write, read"
          + (", byte for byte" if identical else ""))
    return first


def merged(path, expected, table, anomalous, folder):
    mtz = survives(path, folder)
    assert columns(mtz) == (MATES if anomalous else MEAN), columns(mtz)
    cell_is(path.name, mtz.cell, expected["cell"])
    assert mtz.spacegroup.xhm() == expected["group"], mtz.spacegroup.xhm()
    assert mtz.dataset(0).dataset_name == "HKL_base"
    same(path.name + " wavelength", [mtz.dataset(1).wavelength], [expected["wavelength"]], 1e-5)
    same(path.name + " values", np.array(mtz, copy=True), table)
    data = rs.read_mtz(str(path))
    assert data.merged and len(data) == len(table)
    same(path.name + " wavelength in reciprocalspaceship", [data.wavelength],
         [expected["wavelength"]], 1e-5)
    kinds = {name: str(kind) for name, kind in data.dtypes.items()}
    wanted = ({"F(+)": "FriedelSFAmplitude", "SIGF(+)": "StddevFriedelSF",
               "I(-)": "FriedelIntensity", "SIGI(-)": "StddevFriedelI"} if anomalous
              else {"F": "SFAmplitude", "SIGF": "Stddev", "I": "Intensity"})
    for name, kind in wanted.items():
        assert kinds[name] == kind, f"{name}: {kinds[name]}, expected {kind}"
    asu = gemmi.ReciprocalAsu(mtz.spacegroup)
    assert all(asu.is_in(list(map(int, row[:3]))) for row in table), "outside the asymmetric unit"
    print(f"{path.name}: {len(table)} reflections, columns and types as agreed")


def mmcif(path, expected, table, anomalous):
    block = gemmi.as_refln_blocks(gemmi.cif.read(str(path)))[0]
    cell_is(path.name, block.cell, expected["cell"])
    assert block.spacegroup.xhm() == expected["group"]
    same(path.name + " wavelength", [block.wavelength], [expected["wavelength"]], 1e-9)
    names = (["pdbx_F_plus", "pdbx_F_plus_sigma", "pdbx_F_minus", "pdbx_F_minus_sigma",
              "pdbx_I_plus", "pdbx_I_plus_sigma", "pdbx_I_minus", "pdbx_I_minus_sigma"]
             if anomalous else ["F_meas_au", "F_meas_sigma_au", "intensity_meas",
                                "intensity_sigma"])
    index = np.array(block.make_miller_array())
    order = np.lexsort(index.T[::-1])
    rows = table[np.lexsort(table[:, :3].T[::-1])]
    same(path.name + " indices", index[order], rows[:, :3])
    for at, name in enumerate(names):
        values = np.array(block.make_float_array(name)).astype(np.float32)
        same(f"{path.name} {name}", values[order], rows[:, 3 + at])
    print(f"{path.name}: {len(rows)} reflections as gemmi reads them")


def stills_mtz(path, expected, table, folder):
    mtz = survives(path, folder)
    cell_is(path.name, mtz.cell, expected["stillsCell"])
    assert mtz.spacegroup.xhm() == expected["stillsGroup"]
    assert len(mtz.batches) == expected["stills"], len(mtz.batches)
    for batch, wanted in zip(mtz.batches, expected["batches"]):
        cell_is("batch", batch.cell, expected["stillsCell"])
        same("batch wavelength", [batch.wavelength], [wanted["wavelength"]], 1e-6)
        u = np.array(list(batch.floats)[6:15]).reshape(3, 3).T
        same("U of a batch is a rotation", u @ u.T, np.eye(3), 1e-5)
        # A in the file's axes, x along the beam, from U and B with a* along x.
        cell = batch.cell.reciprocal()
        star = np.array(cell.parameters)
        ca, cb, cg = np.cos(np.radians(star[3:]))
        sg = np.sqrt(1 - cg * cg)
        cy = (ca - cb * cg) / sg
        b = np.array([[star[0], star[1] * cg, star[2] * cb],
                      [0, star[1] * sg, star[2] * cy],
                      [0, 0, star[2] * np.sqrt(1 - cb * cb - cy * cy)]])
        a = u @ b
        ours = np.array([-a[2], a[1], a[0]])
        same("orientation of a batch", ours, np.reshape(wanted["orientation"], (3, 3)), 1e-7)
    assert mtz.switch_to_original_hkl()
    named = {c.label: np.array(c.array, copy=True) for c in mtz.columns}
    read = np.stack([named[c] for c in ("BATCH", "H", "K", "L", "I", "SIGI", "XDET", "YDET")], 1)
    same(path.name + " reflections", read, table)
    data = rs.read_mtz(str(path))
    assert data.merged is False and len(data) == len(table), f"{data.merged}, {len(data)} rows"
    same(path.name + " wavelength", [data.wavelength], [expected["wavelength"]], 1e-5)
    assert str(data.BATCH.dtype) == "Batch" and str(data.I.dtype) == "Intensity"
    print(f"{path.name}: {len(mtz.batches)} batches with orientation, {len(table)} reflections")


def dials(path, table):
    data = rs.io.read_dials_stills(
        str(path), extra_cols=["flags", "panel"], parallel_backend=None)
    assert len(data) == len(table), f"{len(data)} and {len(table)}"
    index = data[["H", "K", "L"]].to_numpy()
    same(path.name + " indices", index, table[:, 1:4])
    same(path.name + " intensities", data["intensity.sum.value"], table[:, 4])
    sigma = np.sqrt(data["intensity.sum.variance"].to_numpy())
    same(path.name + " sigmas", sigma / table[:, 5], np.ones(len(table)), 1e-6)
    same(path.name + " positions", data[["xyzcal.px.0", "xyzcal.px.1"]].to_numpy(), table[:, 6:8])
    assert (data["flags"] & 256 == 256).all()
    experiments = json.loads(path.with_suffix(".expt").read_text())
    axes = {e["crystal"]: experiments["crystal"][e["crystal"]] for e in experiments["experiment"]}
    beams = experiments["beam"]
    rows = table[:, 0].astype(int) - 1
    s1 = data[["s1.0", "s1.1", "s1.2"]].to_numpy()
    worst = 0.0
    for row, still in enumerate(rows):
        crystal = axes[still]
        a = np.linalg.inv([crystal[f"real_space_{n}"] for n in "abc"])
        beam = beams[experiments["experiment"][still]["beam"]]
        s0 = -np.array(beam["direction"]) / beam["wavelength"]
        worst = max(worst, abs(np.linalg.norm(s1[row]) * beam["wavelength"] - 1))
        q, r = a @ index[row], s1[row] - s0
        # s1 is s0 and q, turned in their plane: as long as q, and in that plane.
        worst = max(worst, abs(np.linalg.norm(q) - np.linalg.norm(r)),
                    abs(np.dot(np.cross(q, s0), r)))
    assert worst < 1e-9, f"{path.name}: predictions {worst:.2e} off"
    print(f"{path.name}: {len(table)} reflections as reciprocalspaceship reads them")


def ccp4(path, expected):
    read = gemmi.read_ccp4_map(str(path))
    read.setup(0.0)
    cell_is(path.name, read.grid.unit_cell, expected["cell"], 1e-3)
    assert read.grid.spacegroup.xhm() == expected["group"]
    grid = np.array(read.grid, copy=True)
    wanted = np.fromfile(path.with_suffix(".raw"), "<f4").reshape(grid.shape[::-1]).T
    same(path.name + " density", grid, wanted)
    rms = read.header_float(55)
    assert abs(rms - grid.std()) < 1e-6 * rms, f"RMS {rms}, numpy {grid.std()}"
    print(f"{path.name}: {grid.shape} points as gemmi reads them, RMS {rms:.4f}")


def check(folder):
    expected = json.loads((folder / "expected.json").read_text())
    stills = np.loadtxt(folder / "stills.txt", dtype=np.float32, ndmin=2)
    with tempfile.TemporaryDirectory() as spare:
        for kind, anomalous in (("mean", False), ("anomalous", True)):
            table = np.loadtxt(folder / f"{kind}.txt", dtype=np.float32, ndmin=2)
            merged(folder / f"{kind}.mtz", expected, table, anomalous, spare)
            mmcif(folder / f"{kind}.cif", expected, table, anomalous)
        stills_mtz(folder / "stills.mtz", expected, stills, spare)
    dials(folder / "stills.refl", stills)
    ccp4(folder / "map.ccp4", expected)


def stream(path):
    """Batch, h, k, l, I, sigma, fs, ss of each reflection of a CrystFEL stream."""
    rows, image, inside = [], 0, False
    for line in path.read_text().splitlines():
        if line.startswith("--- Begin crystal"):
            image += 1
        elif line.startswith("   h    k    l"):
            inside = True
        elif line.startswith("End of reflections"):
            inside = False
        elif inside:
            words = line.split()
            rows.append([image, *words[:5], *words[7:9]])
    return np.array(rows, dtype=np.float64)


def three_formats(folder):
    """The same simulated stills in three formats hold the same reflections."""
    stem = Path(folder) / "stills"
    everyshot("simulate", "sfx", "--cell", 93.239, 93.239, 130.707, 90, 90, 120, "--space-group",
              "P6122", "--images", 30, "--dmin", 3, "--seed", 5, "--out",
              f"{stem}.stream,{stem}.refl,{stem}.mtz", "--quiet")
    mtz = survives(stem.with_suffix(".mtz"), folder)
    survives(Path(f"{stem}-truth.mtz"), folder)
    assert len(mtz.batches) == 30
    cell_is("stills.mtz", mtz.cell, [93.239, 93.239, 130.707, 90, 90, 120])
    assert mtz.switch_to_original_hkl()
    named = {c.label: np.array(c.array, copy=True) for c in mtz.columns}
    a = np.stack([named[c] for c in ("BATCH", "H", "K", "L", "I", "SIGI", "XDET", "YDET")], 1)
    data = rs.io.read_dials_stills(f"{stem}.refl", parallel_backend=None, extra_cols=["panel"])
    # reciprocalspaceship numbers the experiments anew; their identifiers begin with our numbers.
    pack = rs.io.dials._get_refl_pack(f"{stem}.refl")
    still = rs.io.dials.get_msgpack_data(pack["data"], "id")["id"]
    b = np.stack([still + 1.0, data.H, data.K, data.L, data["intensity.sum.value"],
                  np.sqrt(data["intensity.sum.variance"]), data["xyzcal.px.0"],
                  data["xyzcal.px.1"]], 1)
    c = stream(stem.with_suffix(".stream"))
    same("number of reflections", [len(b), len(c)], [len(a), len(a)])
    a, b, c = (rows[np.lexsort(rows[:, :4].T[::-1])] for rows in (a, b, c))
    same("indices in .refl", b[:, :4], a[:, :4])
    same("indices in .stream", c[:, :4], a[:, :4])
    same("intensities in .refl", b[:, 4:], a[:, 4:], 1e-3)
    # A stream has two decimals of intensities, one of positions; its positions may count from
    # the corner of the file's array, so that those are left to the program's own tests.
    same("intensities in .stream", c[:, 4:6], a[:, 4:6], 0.0051 + 1e-7 * np.abs(a[:, 4:6]).max())
    print(f"stills: .stream, .refl and .mtz hold the same {len(a)} reflections of 30 images")
    merged_the_same(stem, folder)


def merged_the_same(stem, folder):
    """Merged from any of the formats, the same comes out, in files that others read."""
    results = []
    for ending in ("stream", "refl", "mtz"):
        out = Path(folder) / f"merged-{ending}"
        everyshot("merge", f"{stem}.{ending}", "--method", "mean", "--anomalous", "--dmin", 3,
                  "--cell", 93.239, 93.239, 130.707, 90, 90, 120, "--space-group", "P6122",
                  "--out", out, "--quiet")
        mtz = survives(out / "merged.mtz", folder)
        assert columns(mtz) == MATES, columns(mtz)
        block = gemmi.as_refln_blocks(gemmi.cif.read(str(out / "merged.cif")))[0]
        cell_is("merged.cif", block.cell, [93.239, 93.239, 130.707, 90, 90, 120])
        results.append(np.array(mtz, copy=True))
        assert len(block.make_miller_array()) == len(results[-1])
    for ending, other in zip(("stream", "refl"), results):
        same(f"indices merged from .{ending}", other[:, :3], results[2][:, :3])
        scale = np.nanmax(np.abs(results[2][:, 7]))
        same(f"intensities merged from .{ending}", other[:, 7] / scale, results[2][:, 7] / scale,
             1e-4)
    print(f"merged: {len(results[2])} reflections, the same from .stream, .refl and .mtz")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        check(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            three_formats(made)

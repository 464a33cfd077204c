"""`simulate sfx` against its model, worked out anew in NumPy from the truth beside the reflections.

Every index of the resolution sphere is tried (no search), intensities follow from the true
orientations and amplitudes, and the three formats are read by other programs or by hand: MTZ by
gemmi, the stream as text, the DIALS table as MessagePack.
"""

import struct
import sys
import tempfile
from pathlib import Path

import gemmi
import h5py
import numpy as np
from everyshot_peer import everyshot

WAVELENGTH, D_MIN, REACH = 1.27, 2.3, 1.8
CELL = (61.0, 61.0, 93.0, 90.0, 90.0, 120.0)
IMAGES = 60


def simulate(folder):
    out = ",".join(str(folder / f"x.{ending}") for ending in ("mtz", "stream", "refl"))
    everyshot("simulate", "sfx", "--cell", *CELL, "--space-group", "P61", "--images", IMAGES,
              "--dmin", D_MIN, "--wavelength-angstrom", WAVELENGTH, "--noise-free", "--profile",
              "mixed", "--anisotropy", 0.3, "--cell-error", 0.001, "--reindex", "auto",
              "--bad-fraction", 0.2, "--seed", 3, "--out", out, "--quiet")


def mtz_rows(path):
    """image, h, k, l as observed, I, sigma, panel."""
    mtz = gemmi.read_mtz_file(str(path))
    mtz.switch_to_original_hkl()
    rows = np.array(mtz)
    columns = [mtz.column_labels().index(name) for name in ("BATCH", "H", "K", "L", "I", "SIGI",
                                                              "PANEL")]
    rows = rows[:, columns].astype(float)
    rows[:, 0] -= 1
    return rows


def stream_rows(path):
    rows, image, inside = [], -1, False
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("----- Begin chunk"):
                image += 1
            elif line.startswith("   h    k    l"):
                inside = True
            elif line.startswith("End of reflections"):
                inside = False
            elif inside:
                word = line.split()
                rows.append([image, *map(int, word[:3]), float(word[3]), float(word[4]),
                             int(word[9][1:])])
    return np.array(rows)


class MessagePack:
    """As much of the format as a reflection table uses."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, code):
        value = struct.unpack_from(">" + code, self.data, self.at)[0]
        self.at += struct.calcsize(code)
        return value

    def bytes(self, count):
        self.at += count
        return self.data[self.at - count:self.at]

    def read(self):
        head = self.take("B")
        if head < 0x80:
            return head
        if head < 0x90:
            return self.map(head & 15)
        if head < 0xA0:
            return [self.read() for _ in range(head & 15)]
        if head < 0xC0:
            return self.bytes(head & 31).decode()
        sizes = {0xC4: "B", 0xC5: "H", 0xC6: "I", 0xD9: "B", 0xDA: "H", 0xDB: "I"}
        if head in sizes:
            raw = self.bytes(self.take(sizes[head]))
            return raw.decode() if head >= 0xD9 else raw
        numbers = {0xCA: "f", 0xCB: "d", 0xCC: "B", 0xCD: "H", 0xCE: "I", 0xCF: "Q", 0xD0: "b",
                   0xD1: "h", 0xD2: "i", 0xD3: "q"}
        if head in numbers:
            return self.take(numbers[head])
        if head in (0xDC, 0xDD):
            return [self.read() for _ in range(self.take("H" if head == 0xDC else "I"))]
        if head in (0xDE, 0xDF):
            return self.map(self.take("H" if head == 0xDE else "I"))
        raise ValueError(f"MessagePack type {head:#x}")

    def map(self, count):
        return dict((self.read(), self.read()) for _ in range(count))


def dials_rows(path):
    kind, _, table = MessagePack(path.read_bytes()).read()
    assert kind == "dials::af::reflection_table", kind
    types = {"double": "<f8", "int": "<i4", "std::size_t": "<u8",
             "cctbx::miller::index<>": ("<i4", 3)}

    def column(name):
        label, (count, raw) = table["data"][name]
        return np.frombuffer(raw, types[label], count).astype(float)

    return np.column_stack([column("id"), column("miller_index"),
                            column("intensity.sum.value"),
                            np.sqrt(column("intensity.sum.variance")), column("panel")])


def ordered(rows):
    return rows[np.lexsort(rows[:, [3, 2, 1, 0]].T)]


def true_indices(reported, operator):
    """Reported indices came from h, k, l by the operator's triplet, such as k,h,-l."""
    if operator is None:
        return reported
    basis = np.eye(3)
    matrix = np.array([[eval(part, {}, dict(zip("hkl", axis))) for axis in basis]  # noqa: S307
                       for part in operator.split(",")])
    return np.rint(reported @ np.linalg.inv(matrix).T).astype(int)


def offsets(q):
    ray = q + [0, 0, 1 / WAVELENGTH]
    length = np.linalg.norm(ray, axis=1)
    return length - 1 / WAVELENGTH, ray / length[:, None]


def widths(q, size, mosaicity, a, b):
    azimuth = np.arctan2(q[:, 1], q[:, 0])
    eta = mosaicity * np.exp(a * np.cos(2 * azimuth) + b * np.sin(2 * azimuth))
    return np.hypot(size, eta * np.linalg.norm(q, axis=1))


def check(folder):
    simulate(folder)
    truth = h5py.File(folder / "x-truth.h5")["truth"]
    operators = truth.attrs["operators"]
    operators = [op.strip() for op in operators.split(";")]
    assert operators and operators != [""], "P 61 has twin laws"
    mtz = gemmi.read_mtz_file(str(folder / "x-truth.mtz"))
    group = mtz.spacegroup
    unit, symmetry = gemmi.ReciprocalAsu(group), group.operations()
    amplitudes = {tuple(map(int, row[:3])): row[3:6:2] for row in np.array(mtz)}

    def square(index):
        asu, isym = unit.to_asu([int(i) for i in index], symmetry)
        return float(amplitudes[tuple(asu)][0 if isym % 2 else 1]) ** 2

    rows = ordered(mtz_rows(folder / "x.mtz"))
    cell = gemmi.UnitCell(*CELL)
    reach = [int(edge / D_MIN) + 3 for edge in CELL[:3]]
    box = np.stack(np.meshgrid(*(np.arange(-n, n + 1) for n in reach), indexing="ij"), -1)
    box = box.reshape(-1, 3)
    box = box[np.any(box != 0, axis=1)]
    worst = 0.0
    for image in range(IMAGES):
        mine = rows[rows[:, 0] == image]
        which = truth["operator"][image]
        operator = operators[which] if which >= 0 else None
        shape = (truth["size_width"][image], truth["mosaicity"][image],
                 *truth["anisotropy"][image])
        # Which are predicted: all of the box, at the reported orientation.
        q = box @ truth["orientation"][image].T
        near = (np.abs(offsets(q)[0]) < REACH * widths(q, *shape)) & (
            np.linalg.norm(q, axis=1) <= 1 / D_MIN)
        found = set()
        for reported, h in zip(box[near], true_indices(box[near], operator)):
            index = [int(i) for i in h]
            if cell.calculate_d(index) >= D_MIN and not symmetry.is_systematically_absent(index):
                found.add(tuple(reported))
        assert found == {tuple(h) for h in mine[:, 1:4].astype(int)}, f"image {image}"
        # Their intensities, at the true orientation.
        index = true_indices(mine[:, 1:4].astype(int), operator)
        q = index @ truth["true_orientation"][image].T
        e, ray = offsets(q)
        x = (e / widths(q, *shape)) ** 2 / 2
        recorded = (np.exp(-x) + (1 + x / 1.5) ** -1.5) / 2
        expected = (3000 * truth["scale"][image] * recorded
                    * np.exp(-truth["b_factor"][image] * (q ** 2).sum(1) / 2)
                    * (1 - ray[:, 0] ** 2) * np.array([square(h) for h in index]))
        gain = truth["panel_gain"][:][mine[:, 6].astype(int)]
        sigma = gain * np.sqrt(expected + 2000)
        worst = max(worst, np.max(np.abs(mine[:, 4] - gain * expected) / sigma),
                    np.max(np.abs(mine[:, 5] / sigma - 1)))
    assert worst < 1e-4, f"intensities differ by {worst:.2g} sigma"
    print(f"stills: {len(rows)} reflections of {IMAGES} images as a search of all indices finds "
          f"them; intensities within {worst:.1g} sigma")

    dials = ordered(dials_rows(folder / "x.refl"))
    stream = ordered(stream_rows(folder / "x.stream"))
    for name, other, digits in (("DIALS", dials, 1e-6), ("stream", stream, None)):
        assert other.shape == rows.shape, name
        assert np.array_equal(other[:, :4], rows[:, :4]), name
        assert np.array_equal(other[:, 6], rows[:, 6]), name
        far = np.abs(other[:, 4:6] - rows[:, 4:6])
        limit = 0.00501 + 1e-7 * rows[:, 4:6] if digits is None else digits * rows[:, 4:6]
        assert np.all(far <= limit), f"{name}: {far.max()}"
    print("stills: MTZ, DIALS table and stream hold the same reflections")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        check(Path(place))
    sys.exit(0)

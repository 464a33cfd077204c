#!/usr/bin/env python3
"""Merges simulated stills as published conventional merges of such data do, for comparison.

usage: conventional.py stills.mtz merged.mtz [ROUNDS]

Intensities are divided by the polarisation factor. The first merge is the plain mean. In each of
three ROUNDS, unless told otherwise, every image's ln G and B are fitted by a straight line through
ln(I / reference) against 1/d^2, over reflections with I > 3 sigma, both Friedel mates in one
reference; then intensities are merged as sum(I) / sum(K), K = G exp(-B/2d^2), which weighs strong
images more. No partiality, no error model. F is the root of the intensity. Reads the unmerged MTZ
of `simulate sfx` with gemmi, computes with NumPy; shares no code with the program.
"""
import sys

import gemmi
import numpy as np


def orientation(batch):
    """A in the laboratory, beam along z: from U of the header and B of Busing and Levy."""
    x = np.array([batch.floats[i] for i in range(15)])
    u = x[6:15].reshape(3, 3).T
    r = batch.cell.reciprocal()
    cs = np.cos(np.radians([r.alpha, r.beta, r.gamma]))
    by = r.b * np.sqrt(1 - cs[2] ** 2)
    cy = (r.b * r.c * cs[0] - r.b * cs[2] * r.c * cs[1]) / by
    cx = r.c * cs[1]
    b = np.array([[r.a, r.b * cs[2], cx], [0, by, cy], [0, 0, np.sqrt(r.c**2 - cx**2 - cy**2)]])
    a = u @ b
    return np.array([-a[2], a[1], a[0]])


def main():
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    mtz = gemmi.read_mtz_file(sys.argv[1])
    group, cell = mtz.spacegroup, mtz.cell
    labels = mtz.column_labels()
    data = np.array(mtz, copy=False)
    isym = data[:, labels.index("M/ISYM")].astype(int)
    unique = data[:, :3].astype(int)
    image = data[:, labels.index("BATCH")].astype(int)
    intensity = data[:, labels.index("I")].astype(float)
    sigma = data[:, labels.index("SIGI")].astype(float)
    centric = group.operations().centric_flag_array(unique.astype(np.int32)).astype(bool)
    key, row = np.unique(unique, axis=0, return_inverse=True)
    row = row.ravel()
    slot = 2 * row + ((isym % 2 == 0) & ~centric)
    q2 = cell.calculate_1_d2_array(unique.astype(float))
    mtz.switch_to_original_hkl()
    hkl = np.array(mtz, copy=False)[:, :3].astype(float)
    headers = {b.number: b for b in mtz.batches}
    numbers, at = np.unique(image, return_inverse=True)
    axes = np.array([orientation(headers[n]) for n in numbers])
    q = np.einsum("nij,nj->ni", axes[at], hkl)
    q[:, 2] += 1 / headers[numbers[0]].wavelength
    polarised = 1 - q[:, 0] ** 2 / (q**2).sum(axis=1)
    measured = intensity / polarised
    strong = intensity > 3 * sigma

    k = np.ones(len(measured))
    for _ in range(rounds + 1):
        together = np.bincount(row, measured) / np.bincount(row, k)
        merged = [np.bincount(slot, w, 2 * len(key)) for w in (measured, k)]
        reference = together[row]
        use = strong & (reference > 0) & (k > 0)
        y = np.log(measured[use] / reference[use])
        x = -0.5 * q2[use]
        sums = [np.bincount(at[use], w, len(numbers)) for w in (np.ones(len(x)), x, y, x * x, x * y)]
        n, sx, sy, sxx, sxy = sums
        det = n * sxx - sx**2
        good = (n >= 10) & (det > 0)
        det[~good] = 1
        b = (n * sxy - sx * sy) / det * good
        log_g = (sy - b * sx) / np.maximum(n, 1) * good
        log_g -= log_g[good].mean()
        b -= b[good].mean()
        k = np.exp(log_g[at] - 0.5 * b[at] * q2)
        k *= good[at]
        measured = measured * good[at]
    with np.errstate(all="ignore"):
        f = np.sqrt(np.maximum(merged[0] / merged[1], 0)).reshape(-1, 2)
    f[np.bincount(row, centric) > 0, 1] = f[np.bincount(row, centric) > 0, 0]

    out = gemmi.Mtz(with_base=True)
    out.spacegroup = group
    out.set_cell_for_all(cell)
    out.add_dataset("merged").wavelength = headers[numbers[0]].wavelength
    for label, kind in (("F(+)", "G"), ("SIGF(+)", "L"), ("F(-)", "G"), ("SIGF(-)", "L")):
        out.add_column(label, kind)
    one = np.ones(len(key))
    out.set_data(np.column_stack([key, f[:, 0], one, f[:, 1], one]).astype(np.float32))
    out.write_to_file(sys.argv[2])


if __name__ == "__main__":
    main()

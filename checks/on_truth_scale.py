#!/usr/bin/env python3
"""Puts merged amplitudes on the scale of a simulation's truth, shell by shell.

usage: on_truth_scale.py merged.mtz truth.mtz out.mtz [SHELLS]

In each of 20 shells of equal volume (or as many as told) F(+) and F(-) get the truth's mean square;
what a program made of the radial scale, and priors that know none, then say nothing any more.
Columns may be called SIGF or SigF. The copy holds amplitudes, and intensities where there are any,
on the squares of the same factors, with the truth's wavelength, ready for `everyshot peaks` and
merge_truth.py.
"""
import sys

import gemmi
import numpy as np

LABELS = ["F(+)", "SIGF(+)", "F(-)", "SIGF(-)"]
INTENSITIES = ["I(+)", "SIGI(+)", "I(-)", "SIGI(-)"]


def columns(path, labels=LABELS):
    """Indices, and the four columns as numbers."""
    mtz = gemmi.read_mtz_file(path)
    place = {label.upper(): i for i, label in enumerate(mtz.column_labels())}
    data = np.array(mtz, copy=False)
    hkl = data[:, :3].astype(np.int32)
    wanted = [place.get(label.upper()) for label in labels]
    empty = np.full(len(data), np.nan)
    return mtz, hkl, np.array([empty if i is None else data[:, i] for i in wanted], float)


def scaled(hkl, found, centric, truth, spacing, shells):
    """The factor of each reflection, by shell."""
    row_of = {tuple(h): r for r, h in enumerate(truth[0])}
    rows = np.array([row_of.get(tuple(h), -1) for h in hkl])
    known = rows >= 0
    true = np.where(known, truth[1][:, rows], np.nan)
    x = spacing**-3.0
    shell = np.minimum((shells * x / x[known].max()).astype(int), shells - 1)
    factor = np.full(len(hkl), np.nan)
    for s in range(shells):
        a, b = [], []
        for sign, column in enumerate((0, 2)):
            use = (shell == s) & known & np.isfinite(found[column]) & np.isfinite(true[column])
            use &= (sign == 0) | ~centric
            a.append(found[column][use])
            b.append(true[column][use])
        factor[shell == s] = np.sqrt((np.concatenate(b) ** 2).sum() / (np.concatenate(a) ** 2).sum())
    return factor


def main():
    merged, truth_path, out = sys.argv[1:4]
    shells = int(sys.argv[4]) if len(sys.argv) > 4 else 20
    mtz, hkl, found = columns(merged)
    true_mtz, true_hkl, true = columns(truth_path)
    spacing = np.array([true_mtz.cell.calculate_d(h.tolist()) for h in hkl])
    centric = true_mtz.spacegroup.operations().centric_flag_array(hkl)
    factor = scaled(hkl, found, centric, (true_hkl, true), spacing, shells)
    wanted, result = list(zip(LABELS, "GLGL")), [found * factor]
    intensities = columns(merged, INTENSITIES)[2]
    if np.isfinite(intensities).any():
        wanted += zip(INTENSITIES, "KMKM")
        result.append(intensities * factor**2)
    copy = gemmi.Mtz(with_base=True)
    copy.spacegroup = true_mtz.spacegroup
    copy.set_cell_for_all(true_mtz.cell)
    copy.add_dataset("scaled").wavelength = true_mtz.datasets[-1].wavelength
    for label, kind in wanted:
        copy.add_column(label, kind)
    copy.set_data(np.hstack([hkl, np.vstack(result).T]).astype(np.float32))
    copy.write_to_file(out)


if __name__ == "__main__":
    main()

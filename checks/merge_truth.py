#!/usr/bin/env python3
"""How near merged amplitudes are to the truth of a simulation.

usage: merge_truth.py merged.mtz truth.mtz [SHELLS]

Amplitudes of F(+) and F(-) are put on the truth's scale shell by shell (equal volumes, 20 unless
told), then compared: the mean of the shells' correlation coefficients, the correlation of
F(+) - F(-) over acentric reflections, and the share of the truth within 1.96 sigma. Reads with
gemmi, computes with NumPy; shares no code with the program.
"""
import sys

import gemmi
import numpy as np


def columns(path, names):
    mtz = gemmi.read_mtz_file(path)
    data = np.array(mtz, copy=False)
    labels = mtz.column_labels()
    index = [tuple(int(x) for x in row[:3]) for row in data]
    return mtz, index, {n: data[:, labels.index(n)].astype(float) for n in names}


def main():
    merged_path, truth_path = sys.argv[1:3]
    shells = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    names = ["F(+)", "SIGF(+)", "F(-)", "SIGF(-)"]
    mtz, index, found = columns(merged_path, names)
    _, true_index, true = columns(truth_path, ["F(+)", "F(-)"])
    row_of = {hkl: r for r, hkl in enumerate(true_index)}
    rows = np.array([row_of.get(hkl, -1) for hkl in index])
    known = rows >= 0
    hkl = np.array(index)[known]
    rows = rows[known]
    centric = mtz.spacegroup.operations().centric_flag_array(hkl.astype(np.int32))
    x = np.array([mtz.cell.calculate_1_d2(h.tolist()) for h in hkl]) ** 1.5
    shell = np.minimum((shells * x / x.max()).astype(int), shells - 1)
    f = {n: found[n][known] for n in names}
    t = {n: true[n][rows] for n in ("F(+)", "F(-)")}
    scale = np.ones(shells)
    correlation = []
    for s in range(shells):
        inside = shell == s
        a = np.concatenate([f["F(+)"][inside], f["F(-)"][inside & ~centric]])
        b = np.concatenate([t["F(+)"][inside], t["F(-)"][inside & ~centric]])
        use = np.isfinite(a)
        a, b = a[use], b[use]
        scale[s] = np.sqrt((b**2).sum() / (a**2).sum())
        correlation.append(np.corrcoef(a, b)[0, 1])
    k = scale[shell]
    pair = ~centric & np.isfinite(f["F(+)"]) & np.isfinite(f["F(-)"])
    difference = k * (f["F(+)"] - f["F(-)"])
    true_difference = t["F(+)"] - t["F(-)"]
    inside = 0
    count = 0
    for sign in "+-":
        use = np.isfinite(f[f"F({sign})"]) & ((sign == "+") | ~centric)
        error = k * f[f"F({sign})"] - t[f"F({sign})"]
        inside += (np.abs(error) < 1.96 * k * f[f"SIGF({sign})"])[use].sum()
        count += use.sum()
    print(f"reflections        {known.sum()}")
    print(f"CC(F, true)        {np.mean(correlation):.4f}   (mean of {shells} shells)")
    print(f"CCanom             {np.corrcoef(difference[pair], true_difference[pair])[0, 1]:.4f}")
    print(f"within 1.96 sigma  {100 * inside / count:.1f} %")


if __name__ == "__main__":
    main()

"""Invariants that `everyshot extract` found against the exact ones of `simulate fxs`.

    python checks/invariants.py TRUTH.h5 FOUND.h5 ...

Prints, for each file and degree, sqrt(sum |B - truth|^2 / sum |truth|^2) over all pairs of rings,
each pair divided by the product of the mean intensities, and the same without that weight. A degree
that a file does not hold counts as 0, which is an error of 1.
"""

import sys

import h5py
import numpy as np


def read(path):
    with h5py.File(path) as file:
        degrees = file["/invariants/degree"][:]
        values = file["/invariants/B"][:]
        return dict(zip(degrees, values)), file["/average_intensity"][:]


def relative(found, truth, weight):
    found = np.nan_to_num(found)
    return np.linalg.norm(weight * (found - truth)) / np.linalg.norm(weight * truth)


def main(truth_path, *paths):
    truth, mean = read(truth_path)
    for path in paths:
        found, intensity = read(path)
        seen = np.isfinite(intensity)  # rings without data count for nothing
        scale = (intensity[seen] @ mean[seen] / (mean[seen] @ mean[seen])) ** 2
        known = np.outer(seen, seen)
        weight = known / np.outer(mean, mean)
        print(path)
        for degree, values in sorted(truth.items()):
            mine = found.get(degree, np.zeros_like(values)) / scale
            print(f"{degree:4d}  {relative(mine, values, weight):9.4f}  "
                  f"{relative(mine, values, known):9.4f}")


if __name__ == "__main__":
    main(*sys.argv[1:])

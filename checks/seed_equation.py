"""`correlate` against the defining sum in NumPy, for every way to store the same images."""

import sys
import tempfile
from pathlib import Path

import numpy as np
from everyshot_peer import correlation, even_part, everyshot, open_correlation, relative_distance

SHOTS, RINGS, AZIMUTHS = 64, 300, 256
Q = ("--q-min", 0.01, "--q-max", 0.3, "--wavelength-angstrom", 1.24)


def main():
    images = np.random.default_rng(7).random((SHOTS, RINGS, AZIMUTHS))
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        for kind, precision, tolerance in (("f4", "single", 1e-6), ("f8", "double", 1e-12)):
            stored = images.astype(kind)
            truth = correlation(stored.astype(np.float64))
            expected = {"any": truth, "isotropic": even_part(truth)}
            for order in "CF":
                path = Path(folder) / f"images-{kind}-{order}.npy"
                np.save(path, np.asarray(stored, order=order))
                for orientations, reference in expected.items():
                    out = Path(folder) / "C2.h5"
                    everyshot("correlate", path, *Q, "--orientations", orientations, "--precision",
                              precision, "--out", out, "--force", "--quiet", "--no-pictures")
                    with open_correlation(out) as file:
                        error = relative_distance(file["cross_correlation/I1I1"][...], reference)
                    verdict = "ok" if error <= tolerance else "FAILED"
                    worst += error > tolerance
                    print(f"{kind} {order} order, {orientations:9s}: {error:.2e} "
                          f"(limit {tolerance:.0e}) {verdict}", flush=True)
    return int(worst)


if __name__ == "__main__":
    sys.exit(main())

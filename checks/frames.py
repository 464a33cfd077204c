"""`simulate fxs` onto real detectors, then `correlate`, against binning and correlation in NumPy.

Usage: frames.py GEOMETRY:SHOTS [GEOMETRY:SHOTS ...]
"""

import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np
from everyshot_peer import (HC_EV_ANGSTROM, Geometry, bin_frames, even_part, everyshot,
                            open_correlation, pair_sums, relative_distance)

RINGS, AZIMUTHS, TOLERANCE = 60, 128, 1e-5
Q_MIN, Q_MAX = 0.02, 0.4


def check(geometry, shots, folder):
    frames = Path(folder) / f"{geometry.stem}.cxi"
    out = Path(folder) / f"{geometry.stem}-C2.h5"
    described = Geometry(geometry)
    # A detector whose camera length is in its data gets one here; so does its photon energy.
    told = ["--distance-mm", 573] if described.top["clen"].startswith("/") else []
    energy = described.top.get("photon_energy", "/").split()[0]
    wavelength = 1.5 if energy.startswith("/") else HC_EV_ANGSTROM / float(energy)
    everyshot("simulate", "fxs", "--shape", "chaperonin", "--shots", shots, "--photons", 20000,
              "--wavelength-angstrom", wavelength, "--q-max", Q_MAX, "--detector", geometry, *told, "--seed", 11,
              "--out", frames, "--force", "--quiet")
    everyshot("correlate", frames, "--geometry", geometry, "--rings", RINGS, "--azimuths", AZIMUTHS,
              "--q-min", Q_MIN, "--q-max", Q_MAX,
              "--orientations", "isotropic", "--out", out, "--force", "--quiet", "--no-pictures")
    with h5py.File(frames, "r") as file:
        raw = file[described.top["data"]][...].astype(np.float64)
        mask = file[described.top["mask"]] if described.top.get("mask") in file else None
        bad = None
        if mask is not None:
            bits = int(described.top.get("mask_bad", "0xffff"), 0)
            values = mask[...]
            if bits:
                bad = ((values[0] if values.ndim == 3 else values).astype(np.int64) & bits) != 0
        energy = described.top.get("photon_energy", "")
        energy = (float(np.ravel(file[energy][...])[0]) if energy.startswith("/")
                  else float(energy.split()[0]))
        clen = described.top["clen"]
        if clen.startswith("/"):
            clen = float(np.ravel(file[clen][...])[0]) * 1e-3
        else:
            parts = clen.split()
            clen = float(parts[0]) * (1e-3 if parts[1:] == ["mm"] else 1.0)
    assert len(raw) == shots, f"{len(raw)} frames written, {shots} asked for"
    with open_correlation(out) as file:
        q = file["radial_points"][...]
        ours = file["cross_correlation/I1I1"][...]
        mean = file["average_intensity"][...]
    images = bin_frames(raw, described, clen, energy, q, AZIMUTHS, bad)
    present = np.isfinite(images)
    profile = np.where(present, images, 0).sum((0, 2)) / np.maximum(present.sum((0, 2)), 1)
    seen = present.any((0, 2)) & np.isfinite(mean)
    errors = {
        "I(q)": np.linalg.norm(mean[seen] - profile[seen]) / np.linalg.norm(profile[seen]),
        "C2": relative_distance(ours, even_ratio(images)),
    }
    failures = 0
    for name, error in errors.items():
        verdict = "ok" if error <= TOLERANCE else "FAILED"
        failures += error > TOLERANCE
        print(f"{geometry.name}, {shots} shots, {raw.shape[1]} x {raw.shape[2]} pixels, {name}: "
              f"{error:.2e} (limit {TOLERANCE:.0e}) {verdict}", flush=True)
    return int(failures)


def even_ratio(images):
    """Ratio of the parts even in dphi of the sums of products and of the number of pairs."""
    present = np.isfinite(images)
    numerator = even_part(pair_sums(np.where(present, images, 0.0)))
    pairs = even_part(np.rint(pair_sums(present.astype(float))))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(pairs > 0.25, numerator / pairs, np.nan)


def main(arguments):
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        for argument in arguments:
            geometry, _, shots = argument.rpartition(":")
            failures += check(Path(geometry), int(shots), folder)
    return int(failures)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

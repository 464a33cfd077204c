"""CrystFEL streams that Everyshot writes, read by reciprocalspaceship.

Simulates stills, has reciprocalspaceship read the stream, and compares with what
`everyshot inspect` says of it; then that the reported orientation puts every reflection near the
Ewald sphere, as a simulation of stills must, with reciprocalspaceship's geometry.
"""

import json
import tempfile
from pathlib import Path

import numpy as np
import reciprocalspaceship as rs

from everyshot_peer import everyshot

IMAGES = 12
WAVELENGTH = 1.2713
CELL = (93.239, 93.239, 130.707, 90.0, 90.0, 120.0)


def main():
    with tempfile.TemporaryDirectory() as folder:
        stream = Path(folder) / "stills.stream"
        everyshot(
            "simulate", "sfx", "--images", IMAGES, "--dmin", 3,
            "--space-group", "P 61 2 2", "--cell", *CELL, "--wavelength-angstrom", WAVELENGTH,
            "--seed", 5, "--out", stream, "--quiet",
        )  # fmt: skip
        said = json.loads(everyshot("inspect", stream, "--json").stdout.splitlines()[-1])
        said = said["files"][0]
        read = rs.read_crystfel(str(stream), spacegroup="P 61 2 2", num_cpus=1).reset_index()
    if len(read) != said["reflections"]:
        raise AssertionError(f"{len(read)} reflections read, {said['reflections']} inspected")
    if read.BATCH.nunique() != said["crystals"]:
        raise AssertionError(f"{read.BATCH.nunique()} crystals, {said['crystals']} inspected")
    cell = (read.cell.a, read.cell.b, read.cell.c, read.cell.alpha, read.cell.beta, read.cell.gamma)
    if not np.allclose(cell, CELL, atol=1e-3):
        raise AssertionError(f"target cell {cell}")
    if not (read.SigI > 0).all():
        raise AssertionError("sigma is not above zero")
    # 1e-3 A^-1: several widths of the simulated reciprocal-lattice points.
    offset = np.abs(read.ewald_offset.to_numpy())
    if offset.max() > 3e-3:
        raise AssertionError(f"{offset.max():.1e} A^-1 off the Ewald sphere")
    strength = np.median((read.I / read.SigI).to_numpy())
    if abs(strength - said["medianIOverSigma"]) > 0.01 * abs(strength) + 0.01:
        raise AssertionError(f"median I/sigma {strength}, inspected {said['medianIOverSigma']}")
    print(
        f"stream: reciprocalspaceship reads the same {len(read)} reflections of "
        f"{said['crystals']} crystals; farthest from the Ewald sphere {offset.max():.1e} A^-1"
    )


if __name__ == "__main__":
    main()

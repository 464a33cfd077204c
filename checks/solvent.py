"""`--bulk-solvent` against gemmi's solvent mask: solvent fraction, and structure factors of the mask.

The program writes the structure factors of a model with and without solvent; their difference, on
one scale, is k exp(-B/4d2) F_mask. gemmi makes a mask with the same probe and shrink distance, but
its own table of radii, on points as far apart, and transforms it.
"""

import json
import sys
import tempfile
from pathlib import Path

import gemmi
import numpy as np
from everyshot_peer import everyshot

D_MIN, WAVELENGTH = 1.8, 1.2713
K_SOLVENT, B_SOLVENT = 0.35, 46.0
D_LOW = 5.0  # "low resolution": what is compared
SPACING = 0.6  # Å; how far the solvent comes back depends on it
HIGHEST = 0.9  # reflections within this factor of d_min's 1/d are for the scale
FRACTION_TOLERANCE = 0.01
LEAST_CORRELATION = 0.99


def truth(pdb, folder, *more):
    """Indices, complex F (root mean square of the mates, phase of the normal part)."""
    folder.mkdir()
    everyshot("simulate", "sfx", "--structure", pdb, "--images", 1, "--dmin", D_MIN,
              "--wavelength-angstrom", WAVELENGTH, "--out", folder / "x.mtz", "--quiet", *more)
    mtz = gemmi.read_mtz_file(str(folder / "x-truth.mtz"))
    columns = {c.label: np.array(c) for c in mtz.columns}
    amplitude = np.sqrt((columns["F(+)"].astype(float) ** 2 + columns["F(-)"] ** 2) / 2)
    index = np.array(mtz.make_miller_array())
    return index, amplitude * np.exp(1j * np.radians(columns["PHIC"])), mtz.make_d_array()


def peaks(merged, pdb, out, *more):
    said = everyshot("peaks", merged, "--model", pdb, "--out", out, "--json", "--quiet",
                     "--no-pictures", *more)
    return json.loads(said.stdout.splitlines()[-1])


def masked(pdb):
    """gemmi's solvent fraction and the asymmetric unit of its F_mask."""
    structure = gemmi.read_structure(str(pdb))
    grid = gemmi.FloatGrid()
    grid.setup_from(structure, spacing=SPACING)
    masker = gemmi.SolventMasker(gemmi.AtomicRadiiSet.VanDerWaals)
    masker.put_mask_on_float_grid(grid, structure[0])
    fraction = float(np.array(grid, copy=False).mean())
    return fraction, gemmi.transform_map_to_f_phi(grid)


def main(pdb):
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        index, bare, d = truth(pdb, folder / "bare")
        same, wet, _ = truth(pdb, folder / "wet", "--bulk-solvent")
        result = peaks(folder / "wet" / "x-truth.mtz", pdb, folder / "peaks", "--bulk-solvent")
        without = peaks(folder / "wet" / "x-truth.mtz", pdb, folder / "without")
    fraction, transform = masked(pdb)
    expected = np.array([transform.get_value(*map(int, h)) for h in index])
    expected = K_SOLVENT * np.exp(-B_SOLVENT / 4 / d**2) * expected
    # Truths have a mean F2 of 1 each. One scale for both: at high resolution solvent is nothing;
    # electrons: gemmi's atoms.
    calculator = gemmi.DensityCalculatorX()
    structure = gemmi.read_structure(str(pdb))
    calculator.d_min, calculator.rate = D_MIN, 1.5
    calculator.grid.setup_from(structure)
    calculator.set_refmac_compatible_blur(structure[0])
    calculator.put_model_density_on_grid(structure[0])
    atoms = gemmi.transform_map_to_f_phi(calculator.grid).prepare_asu_data(
        dmin=D_MIN, unblur=calculator.blur)
    there = {tuple(h): f for h, f in zip(atoms.miller_array.tolist(), atoms.value_array)}
    atoms = np.array([there[tuple(h)] for h in index.tolist()])
    high, low = d < D_MIN / HIGHEST, d > D_LOW
    scale = [np.vdot(f[high], reference[high]).real / np.vdot(f[high], f[high]).real
             for f, reference in ((bare, atoms), (wet, atoms + expected))]
    found = scale[1] * wet - scale[0] * bare
    correlation = (np.vdot(found[low], expected[low]).real
                   / np.linalg.norm(found[low]) / np.linalg.norm(expected[low]))
    ratio = np.linalg.norm(found[low]) / np.linalg.norm(expected[low])
    ours = result["solventFraction"]
    checks = [
        (f"the same {len(index)} reflections", np.array_equal(index, same)),
        (f"solvent fraction {ours:.4f}, gemmi {fraction:.4f}",
         abs(ours - fraction) < FRACTION_TOLERANCE),
        (f"F_mask of {low.sum()} reflections beyond {D_LOW} Å, correlation {correlation:.5f}",
         correlation > LEAST_CORRELATION),
        (f"their size over gemmi's {ratio:.4f}", abs(ratio - 1) < 0.05),
        (f"R of amplitudes with solvent {result['modelR']:.5f},"
         f" to a model without {without['modelR']:.3f}",
         result["modelR"] < 1e-3 and without["modelR"] > 0.02),
    ]
    for with_it, bare_of_it in zip(result["sites"], without["sites"]):
        print(f"solvent: {with_it['atom']:14s} {with_it['heightSigma']:7.2f} σ, by phases without"
              f" solvent {bare_of_it['heightSigma']:7.2f} σ")
    for name, good in checks:
        print(f"solvent: {name}: {'ok' if good else 'FAILED'}")
    return int(not all(good for _, good in checks))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""`everyshot peaks` against gemmi: structure factors, anomalous map, heights of sites.

gemmi computes F(+) and F(-) of the model at the wavelength given (its form factors are those of
International Tables 1992, ours those of Waasmaier and Kirfel), writes them as MTZ, and makes its
own anomalous map. The program reads the MTZ file and does the rest itself.
"""

import json
import sys
import tempfile
from pathlib import Path

import gemmi
import numpy as np
from everyshot_peer import everyshot

CELL = gemmi.UnitCell(93.239, 93.239, 130.707, 90, 90, 120)
D_MIN, WAVELENGTH = 1.8, 1.2713
HEIGHT_TOLERANCE = 0.04  # points of either map lie beside the tops
R_TOLERANCE = 0.01  # two tables of form factors
SAMPLING = 6.0  # points per d_min along an edge


def model(path):
    structure = gemmi.read_structure(str(path))
    atoms = [(a, c.name, r, structure.cell.fractionalize(a.pos))
             for c in structure[0] for r in c for a in r]
    structure.cell = CELL
    for atom, _, _, fraction in atoms:
        atom.pos = CELL.orthogonalize(fraction)
    structure.setup_cell_images()
    return structure, atoms


def amplitudes(structure, share):
    """Structure factors with f' and `share` of f'' added to the real form factors."""
    calculator = gemmi.DensityCalculatorX()
    calculator.d_min = D_MIN
    calculator.rate = 1.5
    calculator.grid.setup_from(structure)
    for element in {a.element.name for c in structure[0] for r in c for a in r}:
        z = gemmi.Element(element).atomic_number
        real, imaginary = gemmi.cromer_liberman(z=z, energy=gemmi.hc / WAVELENGTH)
        calculator.addends.set(gemmi.Element(element), real + share * imaginary)
    calculator.set_refmac_compatible_blur(structure[0])
    calculator.put_model_density_on_grid(structure[0])
    transform = gemmi.transform_map_to_f_phi(calculator.grid)
    return transform.prepare_asu_data(dmin=D_MIN, unblur=calculator.blur)


def friedel_pairs(structure):
    normal = amplitudes(structure, 0.0)
    index = normal.miller_array
    a = normal.value_array
    b = amplitudes(structure, 1.0).value_array - a
    operations = structure.find_spacegroup().operations()
    kept = np.array([any(h) and not operations.is_systematically_absent(h) for h in index])
    index, a, b = index[kept], a[kept], b[kept]
    centric = np.array([operations.is_reflection_centric(h) for h in index])
    return index, a, abs(a + 1j * b), abs(a - 1j * b), centric


def write(path, structure, index, plus, minus):
    mtz = gemmi.Mtz(with_base=True)
    mtz.spacegroup = structure.find_spacegroup()
    mtz.set_cell_for_all(CELL)
    mtz.add_dataset("gemmi").wavelength = WAVELENGTH
    for label, kind in (("F(+)", "G"), ("SIGF(+)", "L"), ("F(-)", "G"), ("SIGF(-)", "L")):
        mtz.add_column(label, kind)
    mtz.set_data(np.column_stack([index, plus, plus / 100, minus, minus / 100]).astype("f4"))
    mtz.write_to_file(str(path))


def heights(structure, atoms, index, a, plus, minus, centric):
    difference = np.where(centric, 0, plus - minus)
    deviation = difference[~centric].std()
    difference = np.clip(difference, -4 * deviation, 4 * deviation)
    coefficients = (difference * np.exp(1j * (np.angle(a) - np.pi / 2))).astype(np.complex64)
    data = gemmi.ComplexAsuData(CELL, structure.find_spacegroup(), index, coefficients)
    grid = data.transform_f_phi_to_map(sample_rate=SAMPLING)
    values = np.array(grid, copy=False)
    found = {}
    for atom, chain, residue, _ in atoms:
        if atom.element.atomic_number > 10:
            near = grid.clone()
            near.fill(0)
            near.set_points_around(atom.pos, radius=0.9, value=1)
            top = values[np.array(near, copy=False) == 1].max()
            found[chain, str(residue.seqid), atom.name] = float(top / values.std())
    return found


def key(label):
    """(chain, number, atom) of a label such as A/Met205 SD or A/ZN 317."""
    chain, rest = label.split("/")
    words = rest.split()
    if len(words) == 3:
        return chain, words[1], words[2]
    if words[1].isdigit():
        return chain, words[1], words[0]
    return chain, words[0][3:], words[1]


def main(pdb):
    structure, atoms = model(pdb)
    index, a, plus, minus, centric = friedel_pairs(structure)
    expected = heights(structure, atoms, index, a, plus, minus, centric)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        merged = Path(folder) / "gemmi.mtz"
        write(merged, structure, index, plus, minus)
        out = Path(folder) / "peaks"
        said = everyshot("peaks", merged, "--model", pdb, "--out", out, "--json", "--quiet",
                         "--no-pictures")
        result = json.loads(said.stdout.splitlines()[-1])
        written = gemmi.read_ccp4_map(str(out / "anomalous.ccp4"))
        written.setup(0.0)
        sigma = float(np.array(written.grid, copy=False).std())
    for site in result["sites"]:
        height, truth = site["heightSigma"], expected[key(site["atom"])]
        bad = abs(height - truth) > HEIGHT_TOLERANCE * truth + 0.1
        failed += bad
        print(f"peaks: {site['atom']:14s} {height:7.2f} σ, gemmi {truth:7.2f} σ: "
              f"{'FAILED' if bad else 'ok'}")
    checks = [
        ("Friedel pairs", result["friedelPairs"] == int((~centric).sum())),
        (f"R of the amplitudes {result['modelR']:.4f}", result["modelR"] < R_TOLERANCE),
        ("σ of the map that gemmi reads", abs(sigma / result["mapSigma"] - 1) < 1e-4),
        ("only known scatterers above 4.5 σ",
         all(p["distanceAngstrom"] < 0.9 for p in result["peaks"])),
    ]
    for name, good in checks:
        failed += not good
        print(f"peaks: {name}: {'ok' if good else 'FAILED'}")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""One restart of xFrame (PyPI `xframe`, with `shtns`) on invariants of ours, as a map of ours.

usage: xframe.py INVARIANTS.h5 DIAMETER FOLDER [RESTARTS [SEED]]

INVARIANTS.h5 is what `everyshot extract` or `everyshot simulate fxs --true-invariants` writes.
xFrame's own grids and schedule are used: midpoint rings as many as ours, five cycles of 60 hybrid
iterations, shrinkwrap and 40 reductions, then two of shrinkwrap and 100 reductions, in one process
without a GPU. Each restart ends as FOLDER/xframe-N.mrc; each line of output has its number, its
processor seconds without set-up, and xFrame's own error.
"""

import glob
import os
import shutil
import sys
import time
from importlib.util import find_spec

sys.path.pop(0)  # this file's folder, where `xframe` would be this file
for needed in ("xframe", "shtns", "h5py", "scipy"):
    if find_spec(needed) is None:
        sys.exit(f"xframe.py: no module {needed}; comparison left out")
SOURCE, FOLDER = sys.argv[1], sys.argv[3]
diameter = float(sys.argv[2])
RESTARTS = int(sys.argv[4]) if len(sys.argv) > 4 else 1
SEED = int(sys.argv[5]) if len(sys.argv) > 5 else 1
os.makedirs(FOLDER, exist_ok=True)
FOLDER = os.path.abspath(FOLDER)
SOURCE = os.path.abspath(SOURCE)
HOME = os.path.join(FOLDER, "home")
os.makedirs(HOME, exist_ok=True)
os.environ["HOME"] = HOME

import h5py  # noqa: E402
import numpy as np  # noqa: E402
from scipy.interpolate import RegularGridInterpolator  # noqa: E402


def roots(invariants, degrees, rings):
    """V_l with V_l V_l^T = B_l, and zeros for odd degrees."""
    found = []
    for degree in range(degrees.max() + 1):
        columns = min(rings, 2 * degree + 1)
        root = np.zeros((rings, columns))
        if degree in degrees:
            b = invariants[list(degrees).index(degree)]
            values, vectors = np.linalg.eigh((b + b.T) / 2)
            order = np.argsort(values)[::-1][:columns]
            root[:, : len(order)] = vectors[:, order] * np.sqrt(np.maximum(values[order], 0))
        found.append(root)
    return found


if not hasattr(np, "trapz"):
    np.trapz = np.trapezoid  # xFrame 0.9.8 uses the name that NumPy 2 gave up


with h5py.File(SOURCE) as f:
    q = f["radial_points"][:]
    mean = f["average_intensity"][:]
    b = f["invariants/B"][:]
    degrees = f["invariants/degree"][:]
degrees = degrees.astype(int)
keep = degrees <= 2 * round(0.7 * q[-1] * 1.08 * diameter / 2)
degrees, b = degrees[keep], b[keep]
scale = mean.max()
mean, b = mean / scale, b / scale**2

data = os.path.join(HOME, ".xframe", "data", "fxs", "invariants")
os.makedirs(data, exist_ok=True)
with h5py.File(os.path.join(data, "3d_everyshot.h5"), "w") as f:
    f["dimensions"] = 3
    f["xray_wavelength"] = 1.0
    f["average_intensity"] = mean
    f["data_radial_points"] = q
    f["data_angular_points"] = np.arange(4 * degrees.max()) * 2 * np.pi / (4 * degrees.max())
    f["data_min_q"] = q[0]
    f["data_max_q"] = q[-1]
    f["max_order"] = int(degrees.max())
    f["number_of_particles"] = 1
    for degree, root in enumerate(roots(b, degrees, len(q))):
        f[f"data_projection_matrices/I1I1/{degree}"] = root.astype(complex)

package = find_spec("xframe").submodule_search_locations[0]
settings = os.path.join(HOME, ".xframe", "settings", "projects", "fxs", "reconstruct")
os.makedirs(settings, exist_ok=True)
for default in glob.glob(os.path.join(package, "projects/fxs/settings/reconstruct/default_*.yaml")):
    shutil.copy(default, settings)
with open(os.path.join(settings, "everyshot.yaml"), "w") as f:
    f.write(
        f"""structure_name: everyshot
dimensions: 3
particle_radius: {0.54 * diameter}
grid:
  n_radial_points: {len(q)}
  max_order: {int(degrees.max()) + 7}
  max_q: {float(q[-1] + (q[1] - q[0]) / 2)}
projections:
  real:
    projections:
      apply: [support, value_threshold, limit_imag]
  reciprocal:
    used_order_ids:
      command: 'np.arange({int(degrees.max()) + 1})'
multi_process:
  use: False
GPU:
  use: False
"""
    )

import xframe  # noqa: E402


def cartesian(density, radial, thetas, phis, points=64):
    """The density on a cube of `points`³, by linear interpolation between the spherical points."""
    step = 2.2 * 0.54 * diameter / points
    axis = (np.arange(points) - points // 2) * step
    z, y, x = np.meshgrid(axis, axis, axis, indexing="ij")
    r = np.sqrt(x * x + y * y + z * z)
    theta = np.arccos(np.clip(z / np.maximum(r, 1e-9), -1, 1))
    phi = np.mod(np.arctan2(y, x), 2 * np.pi)
    around = np.concatenate([density, density[:, :, :1]], axis=2)
    at = RegularGridInterpolator(
        (radial, thetas, np.append(phis, 2 * np.pi)), around, bounds_error=False, fill_value=None
    )
    inside = r < radial[-1]
    cube = np.zeros(r.shape, np.float32)
    cube[inside] = at(np.stack([r[inside], theta[inside], phi[inside]], axis=-1))
    return cube, step


def write(path, cube, step):
    n = cube.shape[0]
    header = np.zeros(256, np.int32)
    header[:4] = n, n, n, 2
    header[7:10] = n
    reals = header.view(np.float32)
    reals[10:13] = n * step
    reals[13:16] = 90
    header[16:19] = 1, 2, 3
    reals[49:52] = -(n // 2) * step
    header[52] = int.from_bytes(b"MAP ", "little")
    header[53] = int.from_bytes(b"DA\0\0", "little")
    with open(path, "wb") as f:
        f.write(header.tobytes())
        f.write(cube.astype(np.float32).tobytes())


xframe.select_project("fxs", "reconstruct", "everyshot")
xframe.import_selected_project()
worker = xframe.project_worker
worker = worker() if isinstance(worker, type) else worker
for restart in range(RESTARTS):
    np.random.seed(SEED + restart)
    worker.setup_phasing_loop()
    before = time.process_time()
    result = worker.start_phasing()
    seconds = time.process_time() - before
    grid = result["grid_pair"]["real_grid"][:]
    radial, thetas, phis = grid[:, 0, 0, 0], grid[0, :, 0, 1], grid[0, 0, :, 2]
    cube, step = cartesian(result["real_density"].real, radial, thetas, phis)
    path = os.path.join(FOLDER, f"xframe-{restart + 1}.mrc")
    write(path, cube, step)
    print(f"{restart + 1}\t{seconds:.2f}\t{result['error_dict']['main'][-1]:.3e}\t{path}", flush=True)

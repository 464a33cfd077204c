"""An independent second opinion on Everyshot's correlation, in NumPy.

Nothing here shares code with the program: geometry files are parsed again, pixels are binned again,
and the correlation is the defining double sum, evaluated by Fourier transform in double precision.
"""

import re
import subprocess
from pathlib import Path

import h5py
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
HC_EV_ANGSTROM = 12398.419843320026


def everyshot(*arguments):
    """Runs the program; raises with its message where it fails."""
    done = subprocess.run(
        [str(ROOT / "everyshot"), *map(str, arguments)], capture_output=True, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"everyshot {arguments[0]}: exit {done.returncode}: {done.stderr}")
    return done


def correlation(images):
    """C2(q, q', dphi) = 1/(N n) sum_j sum_phi I_j(q, phi) I_j(q', phi + dphi), missing bins NaN.

    Missing bins enter as a ratio of sums: products over pairs of present bins, divided by their
    number. Returns [rings][rings][azimuths].
    """
    present = np.isfinite(images)
    filled = np.where(present, images, 0.0).astype(np.float64)
    numerator = pair_sums(filled)
    if present.all():
        return numerator / (images.shape[0] * images.shape[2])
    pairs = np.rint(pair_sums(present.astype(np.float64)))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(pairs > 0, numerator / pairs, np.nan)


def even_part(c2):
    """The part of C2 that is even in dphi."""
    mirrored = np.roll(c2[..., ::-1], 1, axis=-1)
    return 0.5 * (c2 + mirrored)


def pair_sums(images):
    """sum_j sum_phi I_j(q, phi) I_j(q', phi + dphi) for all q, q', dphi."""
    harmonics = np.fft.rfft(images, axis=-1)
    rings, azimuths = images.shape[1:]
    product = np.empty((rings, rings, harmonics.shape[-1]), complex)
    for n in range(harmonics.shape[-1]):
        a = harmonics[:, :, n]
        product[:, :, n] = a.conj().T @ a
    return np.fft.irfft(product, azimuths, axis=-1)


def relative_distance(a, b):
    """Frobenius norm of a - b over that of b, where both are present."""
    both = np.isfinite(a) & np.isfinite(b)
    if (np.isfinite(a) != np.isfinite(b)).any():
        raise AssertionError("different entries are missing")
    return np.linalg.norm(a[both] - b[both]) / np.linalg.norm(b[both])


class Geometry:
    """As much of a CrystFEL geometry file as the checks need."""

    def __init__(self, path):
        defaults, self.panels, self.top, self.bad = {}, {}, {}, {}
        for line in Path(path).read_text().splitlines():
            line = line.split(";")[0].strip()
            if "=" not in line:
                continue
            key, value = (part.strip() for part in line.split("=", 1))
            name, _, field = key.rpartition("/")
            if not name:
                self.top[field] = value
                defaults[field] = value
            elif name.startswith("bad"):
                self.bad.setdefault(name, {})[field] = value
            elif not name.startswith(("rigid_group", "group")):
                self.panels.setdefault(name, dict(defaults))[field] = value

    @staticmethod
    def _vector(text):
        found = {"x": 0.0, "y": 0.0, "z": 0.0}
        for sign, number, axis in re.findall(r"([+-]?)\s*([0-9.eE]*(?:[eE][+-]?\d+)?)\s*([xyz])", text):
            found[axis] = float(sign + (number or "1"))
        return np.array([found["x"], found["y"], found["z"]])

    def pixels(self, camera_length_m, shape):
        """Lab position in metres of each pixel's centre [ss][fs][3], and its pixel normal and area."""
        position = np.full((*shape, 3), np.nan)
        normal = np.full((*shape, 3), np.nan)
        area = np.full(shape, np.nan)
        good = np.zeros(shape, bool)
        for name, p in self.panels.items():
            fs0, fs1 = (int(float(p[k])) for k in ("min_fs", "max_fs"))
            ss0, ss1 = (int(float(p[k])) for k in ("min_ss", "max_ss"))
            size = 1.0 / float(p["res"])
            f, s = self._vector(p["fs"]), self._vector(p["ss"])
            fs = np.arange(fs1 - fs0 + 1) + 0.5
            ss = np.arange(ss1 - ss0 + 1) + 0.5
            corner = np.array([float(p["corner_x"]), float(p["corner_y"]), 0.0])
            xyz = (corner + fs[None, :, None] * f + ss[:, None, None] * s) * size
            xyz[..., 2] += camera_length_m + float(p.get("coffset", "0").split()[0])
            where = (slice(ss0, ss1 + 1), slice(fs0, fs1 + 1))
            across = np.cross(f, s)
            position[where] = xyz
            normal[where] = across / np.linalg.norm(across)
            area[where] = size**2
            good[where] = True
            for region in self.bad.values():
                if region.get("panel") == name and "min_fs" in region:
                    a, b = int(float(region["min_fs"])), int(float(region["max_fs"]))
                    c, d = int(float(region["min_ss"])), int(float(region["max_ss"]))
                    good[max(c, ss0) : min(d, ss1) + 1, max(a, fs0) : min(b, fs1) + 1] = False
                elif "min_x" in region and region.get("panel", name) == name:
                    x = xyz[..., 0] / size
                    y = xyz[..., 1] / size
                    inside = (
                        (x >= float(region["min_x"])) & (x <= float(region["max_x"]))
                        & (y >= float(region["min_y"])) & (y <= float(region["max_y"]))
                    )
                    good[where] &= ~inside
        return position, normal, area, good


def bin_frames(frames, geometry, camera_length_m, energy_ev, q, azimuths, bad=None, horizontal=1.0):
    """Polar images [shots][rings][azimuths] of photons per pixel at the beam centre; empty bins NaN."""
    position, normal, area, good = geometry.pixels(camera_length_m, frames.shape[1:])
    if bad is not None:
        good = good & ~bad
    r = np.linalg.norm(position, axis=-1)
    x, y, z = np.moveaxis(position, -1, 0)
    wavelength = HC_EV_ANGSTROM / energy_ev
    two_theta = np.arctan2(np.hypot(x, y), z)
    pixel_q = 4 * np.pi / wavelength * np.sin(two_theta / 2)
    phi = np.arctan2(y, x)
    cosine = np.abs((position * normal).sum(-1)) / r
    # One pixel's solid angle, in units of that of an untilted pixel at the beam's centre.
    head_on = 1.0 / float(geometry.panels[next(iter(geometry.panels))]["res"])
    distance = np.nanmedian(z)
    solid_angle = area * cosine / r**2 / (head_on**2 / distance**2)
    polarisation = horizontal * (1 - (np.sin(two_theta) * np.cos(phi)) ** 2) + (1 - horizontal) * (
        1 - (np.sin(two_theta) * np.sin(phi)) ** 2
    )
    step = (q[-1] - q[0]) / (len(q) - 1)
    with np.errstate(invalid="ignore"):
        ring = np.floor((pixel_q - q[0]) / step + 0.5)
        spoke = np.floor(phi / (2 * np.pi / azimuths) + 0.5) % azimuths
        use = good & (ring >= 0) & (ring < len(q))
    index = (ring[use] * azimuths + spoke[use]).astype(np.int64)
    scale = 1.0 / (solid_angle * polarisation)[use]
    top = geometry.top
    if "adu_per_photon" in top:
        scale = scale / float(top["adu_per_photon"])
    elif "adu_per_eV" in top:
        scale = scale / (float(top["adu_per_eV"]) * energy_ev)
    bins = len(q) * azimuths
    count = np.bincount(index, minlength=bins)
    images = np.empty((frames.shape[0], len(q), azimuths))
    for j, frame in enumerate(frames):
        total = np.bincount(index, weights=frame[use] * scale, minlength=bins)
        with np.errstate(invalid="ignore", divide="ignore"):
            images[j] = np.where(count > 0, total / count, np.nan).reshape(len(q), azimuths)
    return images


def open_correlation(path):
    """Opens a C2.h5 and checks that its datasets and units are where xFrame expects them."""
    file = h5py.File(path, "r")
    for name, unit in {
        "radial_points": "angstrom^-1",
        "angular_points": "rad",
        "xray_wavelength": "angstrom",
        "average_intensity": None,
        "cross_correlation/I1I1": None,
    }.items():
        if name not in file:
            raise AssertionError(f"{path}: {name} is missing")
        units = file[name].attrs.get("units")
        if not units:
            raise AssertionError(f"{path}: {name} has no units")
        if unit and units != unit:
            raise AssertionError(f"{path}: {name} is in {units!r}, not {unit!r}")
    return file

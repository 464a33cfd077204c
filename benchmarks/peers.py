"""Angular correlation by NumPy and SciPy: what a user would write, and the best that we know.

usage: peers.py IMAGES RINGS AZIMUTHS FILE THREADS

FILE holds float32 images [image][ring][azimuth]. Each line of output is a name, images per second,
and the real part of C_2(q, q') / images at two pairs of rings, all separated by tabs.
"""

import ctypes
import glob
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor

COUNT, RINGS, AZIMUTHS = (int(a) for a in sys.argv[1:4])
FILE, THREADS = sys.argv[4], int(sys.argv[5])
os.environ["OPENBLAS_NUM_THREADS"] = str(THREADS)

import numpy as np  # noqa: E402
import scipy  # noqa: E402
import scipy.fft  # noqa: E402
from scipy.linalg import blas  # noqa: E402

CORES = sorted(os.sched_getaffinity(0))
PAIRS = ((RINGS * 2 // 3, RINGS // 3), (RINGS // 2, RINGS // 2))


def openblas():
    """OpenBLAS as SciPy's wheel carries it, or as the system does, and the prefix of its names."""
    found = glob.glob(os.path.dirname(scipy.__file__) + ".libs/*openblas*")
    for name in found + ["libopenblas.so.0"]:
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        for prefix in ("scipy_", ""):
            if hasattr(library, prefix + "cblas_cherk"):
                return library, prefix
    return None, ""


LIBRARY, PREFIX = openblas()


def blas_threads(count):
    if LIBRARY is not None:
        getattr(LIBRARY, PREFIX + "openblas_set_num_threads")(count)


def pin(lock=iter(CORES * 64)):
    os.sched_setaffinity(0, {next(lock)})


def naive(images):
    total = np.zeros((RINGS, RINGS, AZIMUTHS), complex)
    for image in images:
        a = np.fft.fft(image.astype(float), axis=1) / AZIMUTHS
        total += a[:, None, :] * a[None, :, :].conj()
    return total[:, :, 2]


def einsum(images, order):
    a = np.asarray(np.fft.fft(images.astype(float), axis=2) / AZIMUTHS, order=order)
    return np.einsum("jqn,jpn->qpn", a, a.conj())[:, :, 2]


def dot(images, order):
    a = np.asarray(np.fft.fft(np.asarray(images.astype(float), order=order), axis=2), order=order)
    a /= AZIMUTHS
    total = np.empty((AZIMUTHS, RINGS, RINGS), complex)
    for n in range(AZIMUTHS):
        total[n] = np.dot(a[:, :, n].T, a[:, :, n].conj())
    return total[2]


def half_zherk(images):
    a = np.moveaxis(np.fft.rfft(images.astype(float), axis=2), 2, 0) / AZIMUTHS
    return [blas.zherk(1, x.T, lower=1) for x in np.ascontiguousarray(a)][2]


def single(images):
    a = scipy.fft.rfft(images, axis=2, workers=THREADS)
    a *= np.float32(1 / AZIMUTHS)
    return np.ascontiguousarray(np.moveaxis(a, 2, 0))


def single_matmul(images):
    a = single(images)
    return np.matmul(a.transpose(0, 2, 1), a.conj())[2]


def single_scipy(images):
    # Read by BLAS, columns first, [image][ring] is the matrix A of rings x images.
    return [blas.cherk(1, x.T, lower=1) for x in single(images)][2]


def threaded(images, pool):
    """Phase one by image, phase two by harmonic; each thread pinned to its core."""
    half = AZIMUTHS // 2 + 1
    a = np.empty((half, len(images), RINGS), np.complex64)
    total = np.zeros((half, RINGS, RINGS), np.complex64)
    scale = np.float32(1 / AZIMUTHS)

    def transform(start):
        part = scipy.fft.rfft(images[start : start + 16], axis=2)
        a[:, start : start + 16] = np.moveaxis(part, 2, 0)

    cherk = getattr(LIBRARY, PREFIX + "cblas_cherk")
    f, p = ctypes.c_float, ctypes.c_void_p

    def update(n):
        # column-major, lower, not transposed: A is rings x images with leading dimension RINGS
        cherk(102, 122, 111, RINGS, len(images), f(scale * scale), p(a[n].ctypes.data), RINGS,
              f(0), p(total[n].ctypes.data), RINGS)

    list(pool.map(transform, range(0, len(images), 16)))
    list(pool.map(update, range(half)))
    return total[2].T


def measure(name, work, images, repeat):
    result, best = None, 1e99
    for _ in range(repeat):
        start = time.perf_counter()
        result = work(images)
        best = min(best, time.perf_counter() - start)
    values = "\t".join(str(float(np.real(result[q, p])) / len(images)) for q, p in PAIRS)
    print(f"{name}\t{len(images) / best}\t{values}", flush=True)


def main():
    images = np.fromfile(FILE, np.float32).reshape(COUNT, RINGS, AZIMUTHS)
    few, some = images[:10], images[: min(100, COUNT)]
    blas_threads(THREADS)
    if THREADS == 1:
        measure("naive broadcast, double", naive, few, 1)
        measure("einsum, C order, double", lambda i: einsum(i, "C"), few, 1)
        measure("einsum, F order, double", lambda i: einsum(i, "F"), few, 1)
    measure("dot per harmonic, C order, double", lambda i: dot(i, "C"), some, 1)
    measure("dot per harmonic, F order, double", lambda i: dot(i, "F"), some, 2)
    measure("rfft and zherk, double", half_zherk, some, 2)
    measure("rfft and matmul, single", single_matmul, images, 2)
    measure("rfft and scipy cherk, single", single_scipy, images, 2)
    if LIBRARY is not None:
        blas_threads(1)
        with ThreadPoolExecutor(THREADS, initializer=pin) as pool:
            measure("rfft and cblas_cherk, pinned threads, single",
                    lambda i: threaded(i, pool), images, 3)


main()

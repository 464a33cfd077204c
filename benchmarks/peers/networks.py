"""NumPy's time of a dense layer's three products, and of all products of a step, in seconds.

usage: networks.py ROWS WIDTH HIDDEN BLOCKS
"""

import sys
import time

import numpy as np

rows, width, hidden, blocks = map(int, sys.argv[1:])
random = np.random.default_rng(1)
x = random.standard_normal((rows, width), dtype=np.float32)
w = random.standard_normal((width, hidden), dtype=np.float32)
v = random.standard_normal((hidden, width), dtype=np.float32)
y = random.standard_normal((rows, hidden), dtype=np.float32)
wide = np.empty((rows, hidden), np.float32)
narrow = np.empty((rows, width), np.float32)
into_w = np.empty((width, hidden), np.float32)
into_v = np.empty((hidden, width), np.float32)


def best(work, runs, repeats):
    found = float("inf")
    for _ in range(runs):
        began = time.perf_counter()
        for _ in range(repeats):
            work()
        found = min(found, (time.perf_counter() - began) / repeats)
    return found


def products():
    for _ in range(2 * blocks):
        np.matmul(x, w, out=wide)
        np.matmul(y, v, out=narrow)
        np.matmul(y.T, x, out=into_v)
        np.matmul(x, v.T, out=wide)
        np.matmul(x.T, y, out=into_w)
        np.matmul(y, w.T, out=narrow)


print(
    best(lambda: np.matmul(x, w, out=wide), 40, 50),
    best(lambda: np.matmul(y, w.T, out=narrow), 40, 50),
    best(lambda: np.matmul(x.T, y, out=into_w), 40, 50),
    best(products, 20, 3),
)

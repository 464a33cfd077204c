"""MTZ files read and written by gemmi, and a DIALS table read by reciprocalspaceship.

usage: tables.py MTZ COPY REFL

Each line of output: what was done, seconds by the clock, seconds of the processor; without those of
starting Python. Reading MTZ ends with every column in an array of its own; writing begins with a
file in memory.
"""

import sys
import time

import gemmi
import numpy as np
from reciprocalspaceship.io.dials import LOGGER, _get_refl_data

LOGGER.setLevel("CRITICAL")


def timed(name, work):
    began, worked = time.perf_counter(), time.process_time()
    result = work()
    print(f"{name}\t{time.perf_counter() - began}\t{time.process_time() - worked}", flush=True)
    return result


def read(path):
    mtz = gemmi.read_mtz_file(path)
    return mtz, [np.array(column.array, copy=True) for column in mtz.columns]


mtz, _ = timed("MTZ read", lambda: read(sys.argv[1]))
timed("MTZ written", lambda: mtz.write_to_file(sys.argv[2]))
timed("refl read", lambda: _get_refl_data(sys.argv[3], None, None))

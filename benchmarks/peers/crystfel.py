"""A CrystFEL stream read by reciprocalspaceship in one process.

usage: crystfel.py FILE

Prints the number of reflections, and seconds of reading by the clock and of the processor, without
those of starting Python.
"""

import sys
import time

import joblib  # noqa: F401  (its import is not part of the reading)
from reciprocalspaceship.io.crystfel import StreamLoader

began = time.perf_counter()
worked = time.process_time()
loader = StreamLoader(sys.argv[1])
columns = ["H", "K", "L", "I", "SigI", "XDET", "YDET"]
chunks = loader.read_crystfel(peak_list_columns=columns, num_cpus=1)
count = sum(len(peaks) for chunk in chunks for peaks in chunk["peak_lists"])
print(count, time.perf_counter() - began, time.process_time() - worked)

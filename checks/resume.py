#!/usr/bin/env python3
"""Kills a merge at random moments and lets it go on: the result must have the same bits.

usage: resume.py STREAM SPACEGROUP DMIN [KILLS]

The program is killed by SIGKILL, KILLS times (20 unless told), each time resumed from its
checkpoint; when a run comes to its end, a new one begins. EVERYSHOT may hold the command to run.
"""
import os
import random
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import gemmi
import numpy as np

COMMAND = shlex.split(os.environ.get("EVERYSHOT", str(Path(__file__).parent.parent / "everyshot")))


def table(folder):
    """All numbers of a merged file, bit by bit."""
    return np.array(gemmi.read_mtz_file(str(folder / "merged.mtz")), copy=True).view(np.uint32)


def main():
    stream, group, d_min = sys.argv[1:4]
    kills = int(sys.argv[4]) if len(sys.argv) > 4 else 20
    random.seed(1)
    with tempfile.TemporaryDirectory() as place:
        place = Path(place)
        arguments = ["merge", stream, "--space-group", group, "--dmin", d_min, "--anomalous"]
        arguments += ["--no-pictures", "--quiet", "--threads", "1"]
        begun = time.time()
        subprocess.run([*COMMAND, *arguments, "--out", place / "whole"], check=True)
        whole = table(place / "whole")
        usual = time.time() - begun
        killed = finished = 0
        keep = ["--checkpoint", place / "checkpoint", "--checkpoint-seconds", "0.2"]
        while killed < kills or not finished:
            shutil.rmtree(place / "parts", ignore_errors=True)
            run = subprocess.Popen([*COMMAND, *arguments, *keep, "--out", place / "parts"])
            try:
                run.wait(random.uniform(0.3, 0.8) * usual if killed < kills else None)
            except subprocess.TimeoutExpired:
                run.kill()
                run.wait()
                killed += 1
                continue
            if run.returncode != 0:
                sys.exit(f"resumed run ended with status {run.returncode}")
            if not np.array_equal(whole, table(place / "parts")):
                sys.exit(f"after {killed} kills the result has other bits")
            finished += 1
            shutil.rmtree(place / "checkpoint")
        print(f"killed {killed} times, finished {finished} times: the same bits")


if __name__ == "__main__":
    main()

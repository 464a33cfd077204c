"""Everyshot beside abismal and careless on one simulated stream, one core each.

usage: inventors.py EVERYSHOT STREAM TRUTH.mtz MODEL.pdb BIN OUT [EPOCHS] [ITERATIONS] [PROGRAMS]

Cell and space group are the truth's. Each program runs alone on one thread, and its processor time
and largest resident memory are those that the system tells. abismal runs with its defaults, Friedel
mates apart; careless as its makers' example of serial data of thermolysin, with the directions of
diffraction that it reads from streams in place of places on the detector. PROGRAMS: some of
physical, network, abismal, careless, with commas between; all unless told. What a run took is kept
in OUT/PROGRAM/run.json: where that is there, the program is not run again, only its result scored.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import gemmi

CHECKS = Path(__file__).resolve().parent.parent.parent / "checks"
QUIET = {
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MPLBACKEND": "Agg",
}


def run(command, folder):
    """Processor seconds, seconds and megabytes of a command, its output kept beside its results."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "run.json"
    if kept.exists():
        return json.loads(kept.read_text())
    begun = time.time()
    with open(folder / "log.txt", "w") as log:
        child = subprocess.Popen(
            [str(word) for word in command], stdout=log, stderr=log, env=os.environ | QUIET
        )
        _, status, usage = os.wait4(child.pid, 0)
    if status:
        sys.exit(f"{command[0]} ended with status {status}; see {folder / 'log.txt'}")
    took = usage.ru_utime + usage.ru_stime, time.time() - begun, usage.ru_maxrss / 1024
    kept.write_text(json.dumps(took))
    return took


def score(everyshot, mtz, truth, model, folder):
    """What the amplitudes are worth, on the truth's scale shell by shell."""
    scaled = folder / "scaled.mtz"
    subprocess.run([sys.executable, CHECKS / "on_truth_scale.py", mtz, truth, scaled], check=True)
    said = subprocess.run(
        [sys.executable, CHECKS / "merge_truth.py", scaled, truth],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    figures = {
        "CC": float(re.search(r"CC\(F, true\)\s+(\S+)", said).group(1)),
        "CCanom": float(re.search(r"CCanom\s+(\S+)", said).group(1)),
        "within 1.96 sigma, %": float(re.search(r"within 1.96 sigma\s+(\S+)", said).group(1)),
    }
    peaks = folder / "peaks"
    subprocess.run(
        [everyshot, "peaks", scaled, "--model", model, "--out", peaks, "--force"],
        check=True,
        capture_output=True,
    )
    with open(peaks / "sites.csv") as lines:
        for line in lines:
            for name in ("ZN 317", "Met205 SD"):
                if name in line:
                    figures[name] = float(line.rstrip().split(",")[-1])
    statistics = mtz.parent / "stats.json"
    if statistics.exists():  # the others' halves cost as much again as their merges
        shells = json.loads(statistics.read_text())["shells"]
        figures["CC1/2"] = round(sum(shell["ccHalf"] for shell in shells) / len(shells), 4)
    return figures


def main():
    everyshot, stream, truth, model, programs, out = sys.argv[1:7]
    epochs = int(sys.argv[7]) if len(sys.argv) > 7 else 30
    iterations = int(sys.argv[8]) if len(sys.argv) > 8 else 30000
    chosen = sys.argv[9].split(",") if len(sys.argv) > 9 else None
    out = Path(out)
    mtz = gemmi.read_mtz_file(truth)
    cell = [f"{x:g}" for x in mtz.cell.parameters]
    group = mtz.spacegroup.hm.replace(" ", "")
    d_min = f"{mtz.resolution_high():.3f}"
    with open(stream) as lines:
        images = sum(line.startswith("----- Begin chunk") for line in lines)
    merge = [everyshot, "merge", stream, "--space-group", group, "--dmin", d_min, "--anomalous"]
    merge += ["--no-pictures", "--force", "--threads", "1"]
    network = ["--model", "network", "--passes", str(epochs)]
    runs = {
        "physical": (merge + ["--out", out / "physical/m"], "m/merged.mtz", 3),
        "network": (merge + network + ["--out", out / "network/m"], "m/merged.mtz", epochs),
        "abismal": (
            [Path(programs) / "abismal", stream, "--cell", *cell, "--space-group", group]
            + ["-d", d_min, "--anomalous", "--separate-friedel-mates"]
            + ["--epochs", epochs, "--keras-verbosity", 2, "-o", out / "abismal"],
            f"asu_0_epoch_{epochs}.mtz",
            epochs,
        ),
        "careless": (
            [Path(programs) / "careless", "mono", "--anomalous", f"--spacegroups={group}"]
            + ["--mlp-layers=10", "--image-layers=2", f"--dmin={d_min}"]
            + [f"--iterations={iterations}", "--disable-progress-bar"]
            + ["dHKL,s1x,s1y,ewald_offset", stream, out / "careless/t"],
            "t_0.mtz",
            iterations,
        ),
    }
    for name, (command, result, passes) in runs.items():
        if chosen and name not in chosen:
            continue
        processor, seconds, megabytes = run(command, out / name)
        figures = score(everyshot, out / name / result, truth, model, out / name)
        figures |= {
            "images": images,
            "passes": passes,
            "processor s": round(processor, 1),
            "s": round(seconds, 1),
            "ms an image and pass": round(1000 * processor / images / passes, 3),
            "MB": round(megabytes),
        }
        print(name, json.dumps(figures), flush=True)


main()

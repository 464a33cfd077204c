"""Writes the table of anomalous scattering factors, core's resource `cromer-liberman.txt`.

For each element a run of knots (E, f', f''): f' is to be interpolated linearly in ln E, ln f'' too.
Knots are spaced so that both are met within 0.01 electrons plus 0.5 %. An absorption edge lies
between two knots 0.02 % apart, on which the theory of isolated atoms has no say: f' diverges there.
"""

import math
import sys
from pathlib import Path

import gemmi

LOW_EV, HIGH_EV = 3000.0, 60000.0
ABSOLUTE, RELATIVE = 0.01, 0.005
NEAR_EDGE = 1e-4
LAST_ELEMENT = 92
STEPS = 2000
RESOURCE = "core/src/main/resources/org/everyshot/crystal/cromer-liberman.txt"


def factors(z, energy):
    """f', f''; the median of three energies skips windows of half an eV where quadrature fails."""
    near = [gemmi.cromer_liberman(z=z, energy=energy * shift)
            for shift in (1 - NEAR_EDGE, 1, 1 + NEAR_EDGE)]
    return sorted(n[0] for n in near)[1], sorted(n[1] for n in near)[1]


def edges(z):
    """Energies at which f'' jumps upwards by more than 3 %."""
    grid = [LOW_EV * (HIGH_EV / LOW_EV) ** (i / STEPS) for i in range(STEPS + 1)]
    found = []
    for low, high in zip(grid, grid[1:]):
        if factors(z, high)[1] <= factors(z, low)[1] * 1.03:
            continue
        while high - low > 1e-6 * low:
            middle = 0.5 * (low + high)
            rise_below = factors(z, middle)[1] / factors(z, low)[1]
            rise_above = factors(z, high)[1] / factors(z, middle)[1]
            low, high = (low, middle) if rise_below > rise_above else (middle, high)
        found.append(0.5 * (low + high))
    return found


def within(value, other):
    return abs(value - other) <= ABSOLUTE + RELATIVE * abs(value)


def straight(z, low, high):
    """Whether interpolation between two energies is good enough everywhere between them."""
    low_real, low_imaginary = factors(z, low)
    high_real, high_imaginary = factors(z, high)
    for t in [0.003, *(i / 32 for i in range(1, 32)), 0.997]:
        real, imaginary = factors(z, low * (high / low) ** t)
        if low_imaginary > 0:
            between = low_imaginary * (high_imaginary / low_imaginary) ** t
        else:
            between = 0.0
        if not (within(real, low_real + t * (high_real - low_real))
                and within(imaginary, between)):
            return False
    return True


def knots(z):
    borders = [LOW_EV]
    for edge in edges(z):
        borders += [edge * (1 - NEAR_EDGE), edge * (1 + NEAR_EDGE)]
    borders.append(HIGH_EV)
    # Rounded as they are written, so that values belong to the energies in the table.
    borders = [round(border, 2) for border in borders]
    for low, high in zip(borders[::2], borders[1::2]):
        at = low
        yield at
        while at < high:
            longest = math.log(high / at)
            step = longest
            if not straight(z, at, high):
                shortest = 0.0
                for _ in range(20):
                    step = 0.5 * (shortest + longest)
                    if straight(z, at, at * math.exp(step)):
                        shortest = step
                    else:
                        longest = step
                step = 0.95 * shortest  # not onto a spike that ended the stretch
            at = min(high, max(round(at * math.exp(step), 1), round(at + 0.2, 1)))
            yield at


def main():
    root = Path(__file__).resolve().parents[2]
    lines = [
        "# Anomalous scattering factors f', f'' of isolated atoms, electrons, at energies in eV.",
        "# Cromer & Liberman, J. Chem. Phys. 53, 1891 (1970); Acta Cryst. A37, 267 (1981), as",
        "# computed by gemmi " + gemmi.__version__ + " (with the corrections of Kissel & Pratt).",
        "# Written by checks/tables/anomalous.py. Linear in ln E: f' and ln f''.",
        "# Z symbol, then one line a knot: E f' f''",
    ]
    count = 0
    for z in range(1, LAST_ELEMENT + 1):
        lines.append(f"{z} {gemmi.Element(z).name}")
        for energy in knots(z):
            real, imaginary = factors(z, energy)
            lines.append(f"{energy:.2f} {real:.4f} {imaginary:.5g}")
            count += 1
    text = "\n".join(lines) + "\n"
    target = root / RESOURCE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    print(f"{count} knots, {len(text)} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()

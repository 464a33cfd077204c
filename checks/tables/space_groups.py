#!/usr/bin/env python3
"""Writes the table of space-group settings that org.everyshot.crystal.SpaceGroup reads.

Usage: python3 checks/tables/space_groups.py core/src/main/resources/org/everyshot/crystal/space-groups.txt

The facts (number, CCP4's number, symbols, change of basis) are asked of gemmi, one setting a line.
"""
import sys

import gemmi

HEADER = """\
# Settings of the 230 space groups: number, CCP4's number (0: none), Hermann-Mauguin symbol,
# extension (1, 2: origin; H, R: axes; -: none), Hall symbol, change of basis from the reference
# setting (x of this setting in terms of x of the reference setting), separated by tabs. Where a
# name fits several settings, the first one is meant.
# Facts as tabulated by gemmi {version} (https://gemmi.readthedocs.io, MPL-2.0 or LGPL-3.0), which
# follows International Tables for Crystallography A and B, and CCP4's syminfo.lib; no code of it.
# Written by checks/tables/space_groups.py.
"""


def main(path):
    with open(path, "w", encoding="ascii") as out:
        out.write(HEADER.format(version=gemmi.__version__))
        for group in gemmi.spacegroup_table():
            extension = group.ext.strip("\0 ") or "-"
            fields = (group.number, group.ccp4, group.hm, extension, group.hall,
                      group.basisop.triplet())
            out.write("\t".join(str(field) for field in fields) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])

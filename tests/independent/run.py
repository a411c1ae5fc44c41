#!/usr/bin/env python3
"""Random bracketed drafts and random plans, judged by the checker and, from outside, by this folder: exit code 1 if they differ in a way known.py does
not name. `run.py [--worlds N] [--seed S] [--binary PATH]`; a world that differs is shown with both results, and `--seed S --worlds 1` shows it again."""
import argparse
import collections
import os
import re
import sys
import time

import as_draft
import as_plan
import orders
import packages
import wishes
from binary import Binary
from known import KNOWN, known
from plans import Plan

HERE = os.path.dirname(os.path.abspath(__file__))
BUILT = os.path.join(HERE, "..", "..", "target", "debug", "armistice")


class Tally:
    def __init__(self, name):
        self.name, self.worlds, self.lines, self.counts, self.differ = name, 0, 0, 0, 0
        self.known, self.verdicts, self.example = collections.Counter(), collections.Counter(), {}

    def add(self, seed, world, text, compare):
        try:
            differences, lines, counts = compare(world)
        except RuntimeError as failed:
            differences, lines, counts = [("error", str(failed))], 0, 0
        self.worlds, self.lines, self.counts = self.worlds + 1, self.lines + lines, self.counts + counts
        named = [known(world, d) for d in differences]
        self.known.update(n for n in named if n)
        for n, (_, words) in zip(named, differences):
            self.verdicts[n] += bool(re.match(r"\w+\.\w+: checker", words))
            self.example.setdefault(n, seed)
        strange = [d for d, n in zip(differences, named) if not n]
        if strange:
            self.differ += 1
            print(f"--- {self.name}, seed {seed}\n{text(world)}")
            print("\n".join(f"{kind}: {words}" for kind, words in strange))

    def show(self, seconds):
        print(f"{self.name}: {self.worlds} worlds, {self.lines} lines, {self.counts} counts and dates compared, {self.differ} worlds differ, {seconds:.0f} s")
        for name, times in self.known.most_common():
            print(f"  known, {times} times, {self.verdicts[name]} of them verdicts ({name}, first in seed {self.example[name]}): {KNOWN[name]}")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--worlds", type=int, default=300, help="of each sort")
    options.add_argument("--seed", type=int, default=0, help="of the first")
    options.add_argument("--binary", default=os.environ.get("ARMISTICE", BUILT))
    options.add_argument("--only", choices=["packages", "orders"])
    given = options.parse_args()
    binary, differ = Binary(given.binary), 0
    sorts = {
        "packages": (wishes.world, as_draft.draft, lambda w: packages.differences(w, binary)),
        "orders": (Plan, as_plan.draft, lambda p: orders.differences(p, binary)),
    }
    for name, (make, text, compare) in sorts.items():
        if given.only in (None, name):
            tally, begun = Tally(name), time.monotonic()
            for seed in range(given.seed, given.seed + given.worlds):
                tally.add(seed, make(seed), text, compare)
            tally.show(time.monotonic() - begun)
            differ += tally.differ
    binary.close()
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())

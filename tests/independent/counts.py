#!/usr/bin/env python3
"""How long counting packages takes, against clingo counting models of the same problem, for 20 to 200 choices: a table of medians, and exit code 1 if
two counts differ, of which one is always window.py's. `counts.py [--binary PATH] [--times N] [--limit SECONDS]`; use a release build."""
import argparse
import itertools
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time

import window
from binary import Binary

HERE = os.path.dirname(os.path.abspath(__file__))
WINDOW = 8  # the choices of one condition lie this near to each other
SIZES = {20: 2.0, 40: 2.0, 80: 2.0, 200: 1.2}  # choices: conditions for each


class Problem:
    """Each of n choices is yes or no; conditions of 2 or 3 literals; of one half at most a fifth of n are yes, of another at least a tenth."""

    def __init__(self, n, seed=0):
        r = random.Random(f"{n} {seed}")
        self.n, self.conditions = n, []
        for _ in range(int(SIZES[n] * n)):
            first = r.randint(1, n - WINDOW + 1)
            chosen = r.sample(range(first, first + WINDOW), r.choice([2, 3]))
            self.conditions.append([(i, r.random() >= 0.35) for i in chosen])
        self.few, self.many = (sorted(r.sample(range(1, n + 1), n // 2)) for _ in range(2))
        self.at_most, self.at_least = n // 5, n // 10

    def draft(self):
        regions = " ".join(f"region R{i};" for i in range(1, self.n + 1))
        out = [f"state Averne; state Norland; region Sorrel in Averne {{ {regions} }}", 'framework d "D" {', "  parties: Averne, Norland;"]
        for i in range(1, self.n + 1):
            out.append(f'  provision {i} "P{i}" {{ either Averne {{ {said(i, True)}; }} or Norland {{ {said(i, False)}; }} }}')
        out += ["}", "party Averne {"]
        for n, ((i, yes), *others) in enumerate(self.conditions, 1):
            excuse = " or ".join(said(j, y) for j, y in others)
            out.append(f'  red line A{n} "L" firm {{ forbid that {said(i, not yes)} unless {excuse}; }}')
        for name, who, of, k in [("Many", "Averne", self.many, self.at_least), ("Few", "Norland", self.few, len(self.few) - self.at_most)]:
            places = ", ".join(f"R{i}" for i in of)
            out.append(f'  red line {name} "L" firm {{ require at least {k} provision {{ {who} shall withdraw forces from one of ({places}); }}; }}')
        return "\n".join(out + ["}"]) + "\n"

    def program(self):
        out = [f"{{ x(1..{self.n}) }}."]
        out += [":- " + ", ".join(f"not x({i})" if yes else f"x({i})" for i, yes in c) + "." for c in self.conditions]
        out.append(f":- #count {{ {'; '.join(f'{i} : x({i})' for i in self.few)} }} > {self.at_most}.")
        out.append(f":- #count {{ {'; '.join(f'{i} : x({i})' for i in self.many)} }} < {self.at_least}.")
        return "\n".join(out) + "\n"


def said(i, yes):
    return f"{'Averne' if yes else 'Norland'} shall withdraw forces from R{i}"


def with_packages(n):
    """The problem of the first seed that leaves a package."""
    return next(p for p in (Problem(n, seed) for seed in itertools.count()) if clingo(p.program(), 8, 1)[2] != "0")


def clingo(program, limit, models=0):
    """(count, seconds, models found), with no count where the limit is reached; all models, or so many."""
    with tempfile.NamedTemporaryFile("w", suffix=".lp") as file:
        file.write(program)
        file.flush()
        begun = time.monotonic()
        done = subprocess.run([sys.executable, "-m", "clingo", str(models), "-q", f"--time-limit={limit}", file.name], capture_output=True, text=True)
        seconds = time.monotonic() - begun
    found = re.search(r"Models\s*:\s*(\d+)(\+?)", done.stdout)
    return (int(found[1]) if not found[2] and "TIME LIMIT" not in done.stdout else None), seconds, found[1]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--binary", default=os.path.join(HERE, "..", "..", "target", "release", "armistice"))
    options.add_argument("--times", type=int, default=5)
    options.add_argument("--limit", type=int, default=8, help="seconds for clingo")
    given = options.parse_args()
    binary, differ = Binary(given.binary), 0
    print("choices  conditions  acceptable packages                armistice   clingo")
    for n in SIZES:
        problem, spent, asked = with_packages(n), [], []
        for _ in range(given.times):
            binary.write(problem.draft())
            begun = time.monotonic()
            found = binary.json("packages", "d")
            spent.append(time.monotonic() - begun)
            count, seconds, reached = clingo(problem.program(), given.limit)
            asked.append(seconds)
        ours = found["parties"][0]["as_it_stands"]
        differ += any(str(other) != ours for other in (count, window.count(problem, WINDOW)) if other is not None)
        theirs = f"{statistics.median(asked):.3f} s" if count is not None else f"not in {given.limit} s ({reached} found)"
        theirs += "" if count is None or str(count) == ours else f", but {count}"
        print(f"{n:7}  {len(problem.conditions):10}  {ours:32}  {statistics.median(spent):8.3f} s  {theirs}", flush=True)
    binary.close()
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())

"""Chooses the red lines of a world among its candidates. Lines drawn blindly leave nothing to accept: most parties here wish for some completion."""
import random

from as_program import completions
from worlds import World


def world(seed):
    """The world of a seed, with its completions."""
    out, r = World(seed), random.Random(f"wishes {seed}")
    models = completions(out)
    common = r.choice(models)[4]
    for p, (name, reads, candidates) in enumerate(out.parties):
        wish = r.choice([common, common, r.choice(models)[4], set()])
        kept = [n for n in range(len(candidates)) if (p, n) not in wish or r.random() < 0.05]
        # What every completion meets alike says little; so does what none meets.
        kept.sort(key=lambda n: len({(p, n) in m[4] for m in models}) == 1 and r.random() < 0.8)
        kept = sorted(kept[: r.randint(2, 6)])
        while len(kept) < 2:
            kept = sorted({*kept, r.randrange(len(candidates))})
        renumbered = {(p, n): (p, i) for i, n in enumerate(kept)}
        for n, (package, blanks, rest, readings, crossed) in enumerate(models):
            models[n] = (package, blanks, rest, readings, {renumbered.get(line, line) for line in crossed if line[0] != p or line in renumbered})
        out.parties[p] = (name, reads, [candidates[n] for n in kept])
    out.models = models
    return out

"""Bracketed drafts: packages and verdicts counted from clingo's models, against what the checker says."""
from as_draft import draft

COUNTS = ("as_it_stands", "under_every_reading", "if_blanks_are_filled_well")


class Expected:
    """What the reference says of a world whose completions have been enumerated, from these alone."""

    def __init__(self, world):
        self.world = world
        models = world.models
        self.packages = {m[0] for m in models}
        self.lines = [(p, n) for p, (_, _, lines) in enumerate(world.parties) for n in range(len(lines))]
        # (package, blanks) -> the lines crossed by some rest as its party reads, and those crossed under some reading.
        self.own, self.any = {}, {}
        seen = {line: set() for line in self.lines}
        for package, blanks, _, readings, crossed in models:
            own, every = self.own.setdefault((package, blanks), set()), self.any.setdefault((package, blanks), set())
            every |= crossed
            for p, (_, reads, lines) in enumerate(world.parties):
                if all(readings[t] == v for t, v in reads.items()):
                    own |= {line for line in crossed if line[0] == p}
                    for n in range(len(lines)):
                        seen[(p, n)].add((p, n) in crossed)
        self.verdicts = {(name, f"{name[0]}{n + 1}"): {(True,): "crossed", (False,): "respected"}.get(tuple(seen[(p, n)]), "open")
                         for p, (name, _, lines) in enumerate(world.parties) for n in range(len(lines))}

    def count(self, lines):
        stands, every, well = set(self.packages), set(self.packages), set()
        for (package, blanks), crossed in self.own.items():
            if crossed & lines:
                stands.discard(package)
            else:
                well.add(package)
            if self.any[(package, blanks)] & lines:
                every.discard(package)
        return len(stands), len(every), len(well), well

    def met_together(self, lines):
        return any(not crossed & lines for crossed in self.own.values())

    def dead(self, accepted):
        """Alternatives no accepted package takes, if there is an accepted one; and of these the ones of brackets that arise in some accepted package."""
        taken = {pair for package in accepted for pair in package}
        arising = {c for c, _ in taken}
        every = {(c, i) for c, n in enumerate(self.world.choices) for i in range(n)} - taken if accepted else set()
        return every, {(c, i) for c, i in every if c in arising}


def differences(world, binary):
    """What differs, as (kind, words); and how many lines and counts were compared."""
    expected = Expected(world)
    binary.write(draft(world))
    found = binary.verdicts()
    out = [("verdict", f"{party}.{line}: checker {found.get((party, line))}, reference {verdict}")
           for (party, line), verdict in expected.verdicts.items() if found.get((party, line)) != verdict]
    if not world.choices:
        return out, len(expected.verdicts), 0
    more, counts = counted(expected, binary.json("packages", "d"))
    return out + more, len(expected.verdicts), counts


def counted(expected, found):
    world, out = expected.world, []
    if [b["alternatives"] for b in found["brackets"]] != world.labels:
        return [("brackets", f"checker {[b['alternatives'] for b in found['brackets']]}, reference {world.labels}")], 0
    named = {b["name"]: (c, b["alternatives"]) for c, b in enumerate(found["brackets"])}
    compare = [("packages", found["packages"], len(expected.packages))]
    by_name = {party["party"]: party for party in found["parties"]}
    groups = [(name, by_name[name], {line for line in expected.lines if line[0] == p}) for p, (name, _, _) in enumerate(world.parties)]
    for name, group, lines in groups + [("all", found["all"], set(expected.lines))]:
        *figures, well = expected.count(lines)
        compare += [(f"{name} {what}", group[what], n) for what, n in zip(COUNTS, figures)]
        dead = {(named[d["name"]][0], named[d["name"]][1].index(d["alternative"])) for d in group["dead"]}
        every, arising = expected.dead(well)
        if dead != every:
            kind = "inner-of-never-accepted" if dead == arising else "never-accepted"
            out.append((kind, f"{name}: checker {sorted(dead)}, reference {sorted(every)}"))
    out += [("count", f"{what}: checker {a}, reference {b}") for what, a, b in compare if a != str(b)]
    return out + conflicts(expected, found), len(compare)


def conflicts(expected, found):
    """Lines that no package meets, alone or together: the former all of them, the latter any minimal set."""
    names = {(name, f"{name[0]}{n + 1}"): (p, n) for p, (name, _, lines) in enumerate(expected.world.parties) for n in range(len(lines))}
    of = lambda *keys: {names[(x["party"], x["red_line"])] for key in keys for x in found[key]}
    alone, together = of("unmeetable", "unsettled"), of("deadlock")
    hopeless = set() if expected.met_together(set(expected.lines)) else {line for line in expected.lines if not expected.met_together({line})}
    out = []
    if alone != hopeless:
        out.append(("hopeless", f"met by no package: checker {sorted(alone)}, reference {sorted(hopeless)}"))
    if bool(together) == expected.met_together(set(expected.lines) - hopeless):
        out.append(("conflict", f"lines no package meets together: checker {sorted(together)}, reference {'some' if not together else 'none'}"))
    if together and (expected.met_together(together) or not all(expected.met_together(together - {line}) for line in together)):
        out.append(("conflict", f"{sorted(together)} can be met together, or some of them cannot"))
    return out

"""Plans: what is certain, possible and impossible in all schedules that keep them, against what the checker says of lines about order."""
from as_plan import draft
from decided import Expected
from timelines import timeline


def differences(plan, binary):
    """What differs, as (kind, words); and how many lines and counts were compared."""
    binary.write(draft(plan))
    return compared(Expected(plan), binary)


def kind(expected, line, found):
    """A difference may come of the words of a sentence that stands under a reading nobody can keep."""
    i = line[2] if line[0] == "promise" else line[2][1]
    under = expected.contradictory and expected.plan.split.get(i) == expected.plan.readings is not None
    if under and found != "open":
        return "words-of-a-reading"
    to = line[4]
    steps = {i} | ({to[1]} if isinstance(to, tuple) and len(to) == 2 else set())
    free = {n for n in steps if n in expected.plan.split} - set().union(*map(named, expected.plan.statements))
    return "free-alternative" if free and found == "open" else "verdict"


def named(statement):
    """The clauses that a statement limits or waits for."""
    _, _, moment, (word, *rest) = statement
    out = {moment[1]} if len(moment) == 2 else set()
    if word == "in parallel with":
        return out | {rest[0]}
    return out | {x[1] for x in rest if isinstance(x, tuple) and len(x) == 2}


def compared(expected, binary):
    plan, out, lines, counts = expected.plan, [], 0, 0
    found = binary.verdicts()
    if expected.legal:
        wanted = expected.verdicts()
        said = {(name, f"{name[0]}{n}"): line for name, _, lines in plan.parties for n, line in enumerate(lines, 1)}
        out += [(kind(expected, said[line], found.get(line)), f"{line[0]}.{line[1]}: checker {found.get(line)}, reference {verdict}")
                for line, verdict in wanted.items() if verdict and found.get(line) != verdict]
        lines = len(wanted)
    names = []
    if any(sort == "bracket" for sort, _ in plan.variables):
        packages = binary.json("packages", "d")
        names = [b["name"] for b in packages["brackets"]]
        # What nobody can keep is no package; where nobody can keep anything, that is told instead.
        total = len({expected.package(a) for a in expected.legal or expected.assignments})
        compare = [("packages", packages["packages"], total)]
        # Of a plan nobody can keep the words still say something; what is read off it is not compared.
        by_name = {party["party"]: party for party in packages["parties"]}
        groups = [(p[0], by_name[p[0]], [p]) for p in plan.parties] + [("all", packages["all"], plan.parties)] if expected.legal else []
        for name, group, of in groups:
            stands, every = len(expected.accepted(of, True)), len(expected.accepted(of, False))
            compare += [(f"{name} as_it_stands", group["as_it_stands"], stands), (f"{name} under_every_reading", group["under_every_reading"], every),
                        (f"{name} if_blanks_are_filled_well", group["if_blanks_are_filled_well"], stands)]
        out += [("count", f"{what}: checker {a}, reference {b}") for what, a, b in compare if a != str(b)]
        counts = len(compare)
    for a in expected.assignments:
        more, some = timeline(expected, a, names, binary)
        out += more
        counts += some
    return out, lines, counts

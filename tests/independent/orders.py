"""Plans: what is certain, possible and impossible in all schedules that keep them, against what the checker says of lines about order."""
from as_plan import draft
from decided import Expected
from timelines import timeline

# Ways in which known.py says that the checker differs, and the kinds of difference that they may explain.
BENT = ("clause-point", "event-point", "midnight", "dated", "gated", "contradictory")
TOLD = ("verdict", "verdict beside the point", "verdict of a contradiction", "count", "count with what cannot be kept",
        "timeline", "latest", "latest-of-entry", "earliest", "earliest-too-early")


def differences(plan, binary):
    """What differs, as (kind, words); and how many lines and counts were compared."""
    binary.write(draft(plan))
    out, lines, counts = compared(Expected(plan), binary)
    # A difference that is gone once the reference is bent in one known way, or in all of them, has that name.
    for bent in [(b,) for b in BENT] + [BENT]:
        if any(kind in TOLD for kind, _ in out):
            still = {words.split(":")[0] for _, words in compared(Expected(plan, frozenset(bent)), binary)[0]}
            name = bent[0] if len(bent) == 1 else "several"
            out = [(name if kind in TOLD and words.split(":")[0] not in still else kind, words) for kind, words in out]
    return out, lines, counts


def kind_of(expected, line, found):
    plan = expected.plan
    sort, mode, what, word, to, _ = line
    if mode == "require gated" and isinstance(to, int):
        return "gated-by-a-day"
    # A line about one point of an act whose sentence says such words of the other, or of one of them only.
    i, point = (what[1], what[0]) if sort == "order" else (what, "start" if word == "after" else "completion")
    other = {"start": "completed", "completion": "beginning"}[point]
    if found != "open" and any(place == "sentence" and moment == (other, i) for _, place, moment, _ in plan.statements):
        return "verdict beside the point"
    return "verdict of a contradiction" if found == "open" and expected.contradictory else "verdict"


def compared(expected, binary):
    plan, out, lines, counts = expected.plan, [], 0, 0
    found = binary.verdicts()
    if expected.legal:
        wanted = expected.verdicts()
        said = {(name, f"{name[0]}{n}"): line for name, _, lines in plan.parties for n, line in enumerate(lines, 1)}
        out += [(kind_of(expected, said[line], found.get(line)), f"{line[0]}.{line[1]}: checker {found.get(line)}, reference {verdict}")
                for line, verdict in wanted.items() if verdict and found.get(line) != verdict]
        lines = len(wanted)
    names = []
    if any(sort == "bracket" for sort, _ in plan.variables):
        packages = binary.json("packages", "d")
        names = [b["name"] for b in packages["brackets"]]
        # What nobody can keep is no package; where nobody can keep anything, that is told instead.
        total = len({expected.package(a) for a in expected.legal or expected.assignments})
        compare = [("packages", packages["packages"], total)]
        by_name = {party["party"]: party for party in packages["parties"]}
        for name, group, of in [(p[0], by_name[p[0]], [p]) for p in plan.parties] + [("all", packages["all"], plan.parties)]:
            stands, every = len(expected.accepted(of, True)), len(expected.accepted(of, False))
            compare += [(f"{name} as_it_stands", group["as_it_stands"], stands), (f"{name} under_every_reading", group["under_every_reading"], every),
                        (f"{name} if_blanks_are_filled_well", group["if_blanks_are_filled_well"], stands)]
        # Where something cannot be kept and the checker counts more, it has counted that.
        more = "count with what cannot be kept" if len(expected.legal) < len(expected.assignments) else "count"
        out += [(more if int(a) > b else "count", f"{what}: checker {a}, reference {b}") for what, a, b in compare if a != str(b)]
        counts = len(compare)
    for a in expected.assignments:
        more, some = timeline(expected, a, names, binary)
        out += more
        counts += some
    return out, lines, counts

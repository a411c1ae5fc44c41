"""Plans: what is certain, possible and impossible in all schedules that keep them, against what the checker says of lines about order."""
import datetime
import itertools
import json

from as_plan import LABELS, READINGS, SIGNED, draft
from network import FREE, MINUTE, closed, strict, weak
from plans import DAY

ZERO = ("zero",)  # the first minute of the day on the draft: no signature before it
BENT = ("forbid-point", "no-order-asked", "clause-point", "event-point", "midnight", "dated", "gated", "contradictory")  # ways in which known.py says that the checker differs
TOLD = ("verdict", "verdict beside the point", "verdict of a contradiction", "count", "count with what cannot be kept",
        "timeline", "latest", "latest-of-entry", "earliest", "earliest-too-early")


def always(plan, bent):
    """The bounds that every clause brings."""
    signature, entry = ("signature",), ("entry-into-force",)
    out = [(entry, signature, 0)]
    if not ("dated" in bent and (plan.entry or any(place == "reading" for _, place, _, _ in plan.statements))):
        out.append((signature, ZERO, 0))
    for i in range(plan.count):
        out += [(("start", i), entry, 0), (("completion", i), ("start", i), 0)]
        if whole(plan, bent, ("start", i))[1] != i:
            start, completion = ("start", (i,)), ("completion", (i,))
            out += [(("start", i), start, 0), (completion, ("completion", i), 0)]
    if plan.entry:
        out += bounds(plan, bent, entry, plan.entry, False)
    return out


def whole(plan, bent, p):
    """The point of a clause as such. It is that of its one act, unless the checker's looser bounds are imitated."""
    return (p[0], (p[1],)) if len(p) == 2 and bent & {"clause-point", "event-point"} else p


def bounds(plan, bent, moment, phrase, gated):
    """(a, b, w) for b - a <= w; without the deadlines, that is without the upper bounds by days and spans, if `gated`."""
    kind, i = moment if len(moment) == 2 else (moment[0], None)
    word, *rest = phrase
    p = {"beginning": ("start", i), "completed": ("completion", i), "act": ("completion", i)}.get(kind) or whole(plan, bent, moment)
    begins = p[0] == "start"
    rest = [whole(plan, bent, x) if isinstance(x, tuple) else x for x in rest]
    if word == "by":
        return [] if gated else [(ZERO, p, weak((rest[0] + 1) * DAY))]
    if word == "before day":
        return [] if gated else [(ZERO, p, (weak if "midnight" in bent else strict)(rest[0] * DAY))]
    waits = ("start", i) if kind == "act" else p  # a wait is a wait to begin
    if word == "after day":
        return [(waits, ZERO, (weak if "midnight" in bent else strict)(-(rest[0] + 1) * DAY))]
    if word == "in parallel with":
        j = rest[0]
        return [(whole(plan, bent, ("completion", j)), ("start", i), 0), (("completion", i), whole(plan, bent, ("start", j)), 0)]
    *span, m = rest
    if word == "after":
        return [(waits, m, strict(0))]
    if word == "before":
        return [(m, p, strict(0))]
    if word == "upon":
        return [(waits, m, 0)] if kind == "act" else [(p, m, 0), (m, p, 0)]
    if word == "at once with":
        return [(p, m, 0), (m, p, 0)]
    d = span[0]
    if word == "at least after":
        return [(p, m, weak(-d))]
    if word == "at least before":
        return [(m, p, weak(-d))]
    if word == "within before":
        return [(m, p, 0), (p, m, weak(d))]
    late = [] if gated else [(m, p, weak(d))]
    return late if word == "within of" and not begins else [(p, m, 0)] + late


class Expected:
    def __init__(self, plan, bent=frozenset()):
        self.plan, self.bent = plan, bent
        self.points = [ZERO, ("signature",), ("entry-into-force",)] + [(k, i) for i in range(plan.count) for k in ("start", "completion")]
        self.points += [(k, (i,)) for i in range(plan.count) for k in ("start", "completion") if bent & {"clause-point", "event-point"}]
        self.assignments = list(itertools.product(*(range(n) for _, n in plan.variables)))
        self.kept = {a: self.network(a) for a in self.assignments}
        self.used = dict(self.kept)
        self.contradictory = set()
        if plan.readings is not None:
            values = range(plan.variables[plan.readings][1])
            under = {v: [a for a in self.assignments if a[plan.readings] == v] for v in values}
            self.contradictory = {v for v in values if not any(self.kept[a] for a in under[v])}
            if len(self.contradictory) < len(values):
                # A reading under which nobody can keep any plan: judged without its bounds.
                self.used.update({a: self.network(a, reading=False) for v in self.contradictory for a in under[v]})
        self.legal = [a for a in self.assignments if self.used[a]]
        self.loose = bool(self.contradictory) and "contradictory" in bent  # then what nobody can keep is not left out
        self.gated = {a: self.network(a, a[plan.readings] not in self.contradictory if plan.readings is not None else True, True) for a in self.legal}

    def network(self, assignment, reading=True, gated=False):
        of = always(self.plan, self.bent)
        for guard, _, moment, phrase in self.plan.statements:
            if guard is None or assignment[guard[0]] == guard[1] and (reading or guard[0] != self.plan.readings):
                of += bounds(self.plan, self.bent, moment, phrase, gated)
        return closed(self.points, of)

    def judged(self, assignment, line):
        """The verdict of a line where everything is chosen."""
        if not self.used[assignment]:
            return "open"
        sort, mode, what, word, to, written = line
        p = what if sort == "order" else (("start" if word == "after" else "completion"), what)
        if "forbid-point" in self.bent and self.asks_nothing(line):
            return "respected"
        event = ["event-point" in self.bent and w for w in written]
        if sort == "order" and not (event[0] or written[0] and p[1] in self.plan.split):
            p = whole(self.plan, self.bent, p)
        if isinstance(to, tuple) and not (event[1] or written[1] and to[1] in self.plan.split):
            to = whole(self.plan, self.bent, to)
        found = self.order(self.used[assignment], p, word, to)
        if mode == "forbid":
            return {"certain": "crossed", "impossible": "respected"}.get(found, "open")
        if mode == "require gated" and (found == "certain" or "gated" in self.bent):
            found = self.order(self.gated[assignment], p, word, to)
            if "gated" not in self.bent:
                return "respected" if found == "certain" else "open"
        return {"certain": "respected", "impossible": "crossed"}.get(found, "open")

    def asks_nothing(self, line):
        sort, mode, _, _, _, written = line
        return (sort, mode, written[0]) == ("order", "forbid", False)

    def order(self, network, p, word, to):
        if isinstance(to, tuple):
            return network.before(p, to) if word == "before" else network.before(to, p)
        late, early = network.between(ZERO, p), network.between(p, ZERO)  # p is at most `late`, at least -`early`
        if word == "before":
            day = weak(to * DAY) + ("midnight" in self.bent)
            return network.distance(late - day, early + day)
        end = weak((to + 1) * DAY)
        if word == "after":
            return network.distance(early + end - ("midnight" in self.bent), late - end + ("midnight" in self.bent))
        return "certain" if late <= end else "impossible" if early + end < 0 else "possible"

    def verdicts(self):
        out = {}
        for name, reads, lines in self.plan.parties:
            own = [a for a in (self.assignments if self.loose else self.legal) if reads is None or a[self.plan.readings] == reads]
            for n, line in enumerate(lines, 1):
                seen = {self.judged(a, line) for a in own}
                out[(name, f"{name[0]}{n}")] = seen.pop() if len(seen) == 1 else "open" if seen else None
        return out

    def package(self, a):
        return tuple(v for v, (sort, _) in zip(a, self.plan.variables) if sort == "bracket")

    def accepted(self, parties, declared):
        """Packages in which something can be kept and no line can be crossed, as the parties read or under every reading."""
        out = set()
        if "no-order-asked" in self.bent and all(self.asks_nothing(line) for _, _, lines in parties for line in lines):
            return {self.package(a) for a in self.assignments}
        for package in {self.package(a) for a in self.legal}:
            fine = True
            for _, reads, lines in parties:
                rest = [a for a in (self.assignments if self.loose else self.legal) if self.package(a) == package and (not declared or reads is None or a[self.plan.readings] == reads)]
                fine &= bool(rest) and all(self.judged(a, line) == "respected" for a in rest for line in lines)
            if fine:
                out.add(package)
        return out


def moment(minutes):
    return (datetime.datetime.combine(SIGNED, datetime.time()) + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%d %H:%M")


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
        total = len({expected.package(a) for a in expected.assignments})
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


def timeline(expected, assignment, names, binary):
    """Whether the plan can be kept where everything is chosen, and the earliest and latest moment of each step."""
    plan, words, brackets = expected.plan, [], iter(names)
    for value, (sort, _) in zip(assignment, plan.variables):
        words += ["--choose", f"sequence={READINGS[value]}" if sort == "reading" else f"{next(brackets)}={LABELS[value]}"]
    code, said, err = binary.run("timeline", "d", *words)
    network = expected.kept[assignment]
    if (code == 0) != bool(network):
        return [("timeline", f"{assignment}: exit {code}, reference {'can' if network else 'cannot'} be kept")], 1
    if not network:
        return ([] if "clause" in said + err else [("circle", f"{assignment}: no clause is named of a plan that cannot be kept")]), 1
    return windows(network, binary_steps(said), assignment)


def binary_steps(said):
    moments = {"begins": "start", "is complete": "completion", "signature": "signature", "entry into force": "entry-into-force"}
    return {(moments[s["moment"]], int(s["clause"]) - 1) if s["clause"] else (moments[s["moment"]],): s for s in json.loads(said)["steps"]}


def windows(network, steps, assignment):
    out = []
    for p, step in steps.items():
        late, early = network.between(ZERO, p), network.between(p, ZERO)
        latest = None if late == FREE else moment(-(-late // MINUTE))
        earliest = None if early == FREE else moment(-early // MINUTE)
        if step["latest"] is not None:
            step["latest"] = step["latest"].removeprefix("before ")
        if step["latest"] != latest:
            kind = "latest-of-entry" if len(p) == 1 and (step["latest"] or "9") > (latest or "9") else "latest"
            out.append((kind, f"{assignment} {p}: checker {step['latest']}, reference {latest}"))
        if step["earliest"] not in (None, earliest) or step["earliest"] is None and -early >= MINUTE:
            told = step["earliest"]
            kind = "earliest-not-told" if told is None else "earliest-too-early" if earliest and told < earliest else "earliest"
            out.append((kind, f"{assignment} {p}: checker {step['earliest']}, reference {earliest}"))
    return out, 2 * len(steps)
